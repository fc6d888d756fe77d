"""Trẻ em: safe swimming, support of children in special circumstances; no figure in the report."""

from models.policy.areas.children import AREA
from pages.screens.whatif.support import page, swimming

page.show(AREA, extras=[swimming.EXTRA])
