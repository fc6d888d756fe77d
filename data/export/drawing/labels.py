"""Names and figures on the map."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

from data.export.drawing import lettering
from data.export.drawing.picture import Picture
from data.export.drawing.plane import Pixel, Plane, extent
from data.export.drawing.sheet import Figure, Panel, Shape
from data.locale import _

_Box = tuple[float, float, float, float]
Detail = Literal["full", "brief", "number"]
"""How much a map has room to say of each area."""
_ALWAYS = 8
"""So few areas are all named, even where a name leaves its area."""
_NEVER_TOO_WIDE = math.inf


def write_labels(picture: Picture, shapes: Sequence[Shape], panel: Panel, plane: Plane, detail: Detail) -> None:
    """Large areas first; where a figure finds no room less is tried, and the table has them all."""
    always = detail == "full" and len(shapes) <= _ALWAYS
    size = 14.5 if always else 11.5
    taken: list[_Box] = []
    pairs = list(zip(shapes, panel.figures, strict=True))
    for shape, figure in sorted(pairs, key=lambda pair: -_room(pair[0], plane)):
        centre = plane.pixel(shape.at)
        most = _NEVER_TOO_WIDE if len(shapes) <= _ALWAYS else _wide(shape, plane)
        for lines in _TRIED[detail](shape, figure):
            box = _box(centre, lines, size)
            if always or (box[2] - box[0] <= most and not any(_meet(box, other) for other in taken)):
                taken.append(box)
                _write(picture, centre, lines, size)
                break


def _full(shape: Shape, figure: Figure) -> list[list[str]]:
    """What is tried, the best first."""
    if figure.state == "illustrative":
        return [[shape.short, about(figure.text), _("(minh họa)")], [shape.short]]
    return [[shape.short, figure.text], *([[shape.short, figure.brief]] if figure.brief else []), [shape.short]]


def _brief(shape: Shape, figure: Figure) -> list[list[str]]:
    """On small maps the number: hatch and dots say by themselves that there is none."""
    if figure.hidden:
        return [[shape.short]]
    said = figure.brief or figure.text
    said = about(said) if figure.state == "illustrative" else said
    return [[shape.short, said], [said]]


def _number(shape: Shape, figure: Figure) -> list[list[str]]:
    return [] if figure.hidden else _brief(shape, figure)[1:]


_TRIED = {"full": _full, "brief": _brief, "number": _number}


def about(text: str) -> str:
    return "≈ " + text.removeprefix("≈").strip()


def _write(picture: Picture, centre: Pixel, lines: Sequence[str], size: float) -> None:
    step = size * 1.25
    foot = centre[1] - (len(lines) - 1) * step / 2 + size * 0.35
    for i, line in enumerate(lines):
        weight = lettering.REGULAR if i else lettering.SEMI_BOLD
        picture.write((centre[0], foot + i * step), line, size, weight=weight, align="center", halo=True)


def _room(shape: Shape, plane: Plane) -> float:
    west, south, east, north = extent([shape])
    (left, top), (right, foot) = plane.pixel((west, north)), plane.pixel((east, south))
    return (right - left) * (foot - top)


def _wide(shape: Shape, plane: Plane) -> float:
    west, _south, east, _north = extent([shape])
    return (east - west) * plane.across


def _box(centre: Pixel, lines: Sequence[str], size: float) -> _Box:
    wide = max(lettering.width(line, size, weight=lettering.SEMI_BOLD) for line in lines) / 2
    tall = len(lines) * size * 0.65
    return centre[0] - wide, centre[1] - tall, centre[0] + wide, centre[1] + tall


def _meet(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
