"""Phòng, chống tệ nạn xã hội: rehabilitation and aftercare; no figure in the report."""

from models.policy.areas.social_evils import AREA
from pages.screens.whatif.support import page, pictures

page.show(AREA, extras=[pictures.REHABILITATION])
