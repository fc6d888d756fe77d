"""Figures counted on one list of areas, shown on another.

Belongs here: choosing the way, converting numerators, heads and denominators, and why there is none. Does not: the rules of conversion
(models/atlas/crosswalk_*), choosing the list (vintage_switch), words of values (map_drawn).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from data.locale import _
from models.geo.crosswalk import Converted, Crosswalk, Level, NoRouteError, Route, Unit, convert, route
from pages.screens.map import map_figures, vintage_switch
from pages.screens.map.map_figures import Figures
from pages.screens.map.vintage_switch import Vintage
from pages.ui.session import loaders
from pages.ui.session.loaders import Data


@dataclass(frozen=True)
class Moved:
    """Figures on the chosen borders. `source` are the figures as counted (districts, or communes where only these lead there);
    `counts` and `heads` are their conversion."""

    source: Figures
    way: Route
    counts: Converted
    heads: Converted

    @property
    def units(self) -> tuple[Unit, ...]:
        return self.way.targets


def move(data: Data, crosswalk: Crosswalk, figures: Figures, shown: Vintage) -> Moved | str:
    """The figures on another list; in words, why they cannot be."""
    indicator = figures.indicator
    if indicator.is_rate:
        return _("Tỷ lệ không quy đổi được sang địa giới khác; chỉ số người, số hộ và số tiền được quy đổi.")
    target: Level = "district" if crosswalk.listed(shown.first, "district") else "commune"
    source: Figures | None = figures
    if target == "commune" and figures.rows and figures.rows[0].unit.level == "district":
        source = loaders.made(
            data.version,
            ("so-cap-xa", indicator.key, figures.period),
            lambda: map_figures.of_communes(data, crosswalk, figures),
        )
        if source is None:
            return _(
                "Số liệu cấp huyện không tách được về phường, xã. Cần số liệu cấp xã của kỳ này, hoặc chọn lại địa giới {first}."
            ).format(first=vintage_switch.label(Vintage(figures.first), crosswalk))
    assert source is not None
    level: Level = "district" if source.rows and source.rows[0].unit.level == "district" else "commune"
    try:
        way = loaders.made(
            data.version,
            ("duong-quy-doi", str(source.first), str(shown.first), level, target),
            lambda: route(crosswalk, source.first, shown.first, level=level, to_level=target),
        )
    except NoRouteError as error:
        return vintage_switch.refusal(error)
    return Moved(source, way, convert(way, _amounts(source)), convert(way, {r.unit.id: r.heads for r in source.rows}))


def divided(data: Data, moved: Moved, basis: map_figures.Basis) -> Converted | None:
    """The denominators on the chosen borders, from those the figures were counted on."""
    if basis == "none":
        return None
    found = map_figures.denominators(data, moved.source, basis)
    counts: Mapping[int, int | None] = {
        row.unit.id: one.count for row, one in zip(moved.source.rows, found, strict=True)
    }
    return convert(moved.way, counts)


def _amounts(figures: Figures) -> dict[int, int | None]:
    """Whole numbers only: what counts people, households or đồng is whole as it was sent."""
    return {row.unit.id: None if row.amount is None else int(row.amount) for row in figures.rows}
