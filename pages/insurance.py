"""Bảo hiểm xã hội, bảo hiểm thất nghiệp: no figure in the report."""

from pages.components import area_page

area_page.show("insurance.py", "insurance", notes=[])
