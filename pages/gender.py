"""Bình đẳng giới: support and the country's targets; no figure in the report."""

from models.policy.areas.gender import AREA
from pages.screens.whatif.support import page, pictures

page.show(AREA, extras=[pictures.MODELS, pictures.TARGETS])
