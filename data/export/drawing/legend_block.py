"""The legend beside the maps, one for all of them."""

from __future__ import annotations

import math

from data.export.drawing import lettering
from data.export.drawing.picture import NO_DATA, PANEL, Picture
from data.export.drawing.sheet import WHOLE, Key, MapSheet

_SIZE, _STEP, _SWATCH, _TALL = 14, 18, 30.0, 18.0


def draw_legend(picture: Picture, sheet: MapSheet, left: float, top: float, wide: float, radius: float) -> float:
    """The foot of the legend; circles with a size are drawn as large as on the map."""
    lines = lettering.wrapped(sheet.unit, _SIZE, wide, weight=lettering.SEMI_BOLD)
    y = picture.write_lines((left, top), lines, _SIZE, _STEP, weight=lettering.SEMI_BOLD) + 8
    column = max([_SWATCH, *(2 * _radius(key, radius) for key in sheet.legend)])
    for key in sheet.legend:
        y = _entry(picture, key, left, y, column, wide, radius)
    return y


def _entry(picture: Picture, key: Key, left: float, y: float, column: float, wide: float, radius: float) -> float:
    words = lettering.wrapped(key.label, _SIZE, wide - column - 10)
    tall = max(_TALL, len(words) * _STEP, 2 * _radius(key, radius))
    _swatch(picture, key, left, y, column, radius)
    picture.write_lines((left + column + 10, y + (tall - len(words) * _STEP) / 2), words, _SIZE, _STEP)
    return y + tall + 9


def _radius(key: Key, radius: float) -> float:
    if key.swatch not in ("circle", "ring"):
        return 0
    return radius * math.sqrt(key.size / WHOLE) if key.size else _TALL / 2


def _swatch(picture: Picture, key: Key, left: float, y: float, column: float, radius: float) -> None:
    if key.swatch in ("circle", "ring"):
        r = _radius(key, radius)
        tall = max(_TALL, 2 * r)
        picture.circle((left + column / 2, y + tall / 2), r, key.colour, dashed=key.swatch == "ring")
        return
    x = left + (column - _SWATCH) / 2
    box = [[(x, y), (x + _SWATCH, y), (x + _SWATCH, y + _TALL), (x, y + _TALL)]]
    picture.area(box, {"hatch": NO_DATA, "dots": PANEL}.get(key.swatch, key.colour))
    if key.swatch == "hatch":
        picture.hatch(box)
    elif key.swatch == "dots":
        picture.dot(box)
