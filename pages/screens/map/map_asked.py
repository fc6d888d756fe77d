"""What the controls of the map ask for, and how to draw it in any period.

Belongs here: the value object. Does not: the controls (map_controls, vintage_switch), drawing (map_drawn).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.geo.crosswalk import Crosswalk
from pages.screens.map import map_drawn, map_figures
from pages.screens.map.map_drawn import Drawn
from pages.screens.map.map_figures import Basis
from pages.screens.map.map_indicators import MapIndicator
from pages.screens.map.vintage_switch import Vintage
from pages.ui.session.loaders import Data


@dataclass(frozen=True, eq=False)
class Asked:
    """`changes` is what the scenario under study changes by area id, in đồng; `shown` the borders asked for."""

    data: Data
    crosswalk: Crosswalk
    indicator: MapIndicator
    basis: Basis
    shown: Vintage
    changes: Mapping[int, int]

    def draw(self, period: str) -> Drawn:
        figures = map_figures.read(self.data, self.crosswalk, self.indicator, period, self.changes)
        return map_drawn.draw(self.data, self.crosswalk, figures, self.basis, self.shown)

    def borders_of(self, drawn: Drawn) -> Vintage:
        """The borders on the screen: those of the figures when they could not be converted."""
        return Vintage(drawn.figures.first) if drawn.refusal else self.shown
