"""What the map on the screen shows, as a sheet that can be drawn into files.

Belongs here: shapes from features, figures from marks, the legend's keys. Does not: drawing (data/export/drawing), buttons
(map_export), classes and colours, which come from the screen's own legend so that file and screen cannot differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from data.export.drawing.sheet import WHOLE, Figure, Key, Shape, State, Swatch, millionths, polygons_of
from pages.screens.map.map_classes import LegendEntry
from pages.screens.map.map_layers import points
from pages.screens.map.marks import DistrictMark, Feature, short_name


def shapes_of(features: Iterable[Feature]) -> tuple[Shape, ...]:
    """The areas of GeoJSON features in WGS 84 with properties code, name and optionally label [lon, lat]."""
    return tuple(
        Shape(
            str(feature["properties"]["code"]),
            feature["properties"]["name"],
            short_name(feature["properties"]["name"]),
            polygons_of(feature["geometry"]),
            millionths(*_label_point(feature)),
        )
        for feature in features
    )


def figure_of(
    mark: DistrictMark,
    *,
    fill: str = "",
    largest: Decimal | float | None = None,
    colour: str = "",
    brief: str = "",
    nature: str = "",
    withheld: bool = False,
) -> Figure:
    """A rate has a `fill`, a count a `largest` (the value of a full circle) and a `colour`; neither reaches the file for an area
    without a figure that may be shown. `brief` is the number alone. A mark with words and no value is of too few people, or
    `withheld` everywhere."""
    if mark.value is None:
        hidden: State = "missing" if mark.missing else "withheld" if withheld else "small"
        return Figure(hidden, mark.words(), nature="" if mark.missing else nature)
    return Figure(
        "illustrative" if mark.illustrative else "known",
        mark.text,
        brief,
        nature,
        f"{Decimal(str(mark.value)).normalize():f}",
        "" if mark.illustrative else fill,
        min(round(abs(mark.value) / float(largest) * WHOLE), WHOLE) if largest else 0,
        colour,
    )


def keys_of(entries: Iterable[LegendEntry]) -> tuple[Key, ...]:
    """The screen's legend, in its order; a file has two patterns, with the words on the areas themselves."""
    return tuple(Key(entry.label, entry.colour, _swatch(entry)) for entry in entries)


def _swatch(entry: LegendEntry) -> Swatch:
    return "dots" if entry.shape == "cross" or entry.shape == "stripes" else entry.shape


def size_keys(
    largest: float, words: Callable[[float], str], colour: str, *, illustrative: bool = False
) -> tuple[Key, Key]:
    """The full circle and one of a quarter of it, to read the others off."""
    swatch: Swatch = "ring" if illustrative else "circle"
    return Key(words(largest), colour, swatch, WHOLE), Key(words(largest / 4), colour, swatch, WHOLE // 4)


def _label_point(feature: Feature) -> Sequence[float]:
    given: Sequence[float] | None = feature["properties"].get("label")
    if given:
        return given
    corners = list(points(feature["geometry"]["coordinates"]))
    lons, lats = [x for x, _y in corners], [y for _x, y in corners]
    return (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2
