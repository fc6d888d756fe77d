"""Phòng, chống tệ nạn xã hội: no figure in the report."""

from pages.components import area_page

area_page.show("social_evils.py", "social_evils", notes=[])
