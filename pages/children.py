"""Trẻ em: no figure in the report."""

from pages.components import area_page

area_page.show("children.py", "children", notes=[])
