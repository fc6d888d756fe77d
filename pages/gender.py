"""Bình đẳng giới: no figure in the report."""

from pages.components import area_page

area_page.show("gender.py", "gender", notes=[])
