"""Bảo hiểm xã hội, bảo hiểm thất nghiệp: voluntary insurance and unemployment benefit; no figure in the report."""

from models.policy.areas.insurance import AREA
from pages.screens.whatif.support import page, pictures

page.show(AREA, extras=[pictures.INSURANCE])
