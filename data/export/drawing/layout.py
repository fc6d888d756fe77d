"""Where everything stands in the picture of a sheet: heading, maps, legend, foot."""

from __future__ import annotations

import math

from data.export.drawing import lettering
from data.export.drawing.foot import foot_lines
from data.export.drawing.labels import Detail, write_labels
from data.export.drawing.legend_block import draw_legend
from data.export.drawing.picture import BORDER, INK, MARK, MARK_GROUND, NO_DATA, PANEL, PAPER, Picture
from data.export.drawing.plane import Plane, fitted
from data.export.drawing.sheet import WHOLE, MapSheet, Panel, State
from data.locale import _

WIDE, PAGE = 1_000, 720
"""Widths of a picture that stands alone and of one in an A4 page, where its letters then have 9 points."""
_MARGIN, _TALLEST, _NAMES_FIT = 24, 600, 200
_GROUNDS: dict[State, str] = {
    "missing": NO_DATA,
    "small": PANEL,
    "withheld": PANEL,
    "illustrative": PAPER,
    "known": PANEL,
}


def whole_picture(sheet: MapSheet) -> Picture:
    """The picture that is taken away alone: it says itself what it shows, of when, from where and how sure."""
    picture = Picture(WIDE)
    inner = WIDE - 2 * _MARGIN
    y = _heading(picture, sheet, inner)
    y = draw_maps(picture, sheet, _MARGIN, y, inner)
    picture.height = round(_foot(picture, sheet, y + 14, inner)) + _MARGIN // 2
    return picture


def page_picture(sheet: MapSheet) -> Picture:
    """Maps and legend alone: heading, foot and stamp are the page's."""
    picture = Picture(PAGE)
    picture.height = round(draw_maps(picture, sheet, 4, 4, PAGE - 8, stamped=False)) + 4
    return picture


def screen_picture(sheet: MapSheet, width: int) -> Picture:
    """Maps and legend in the browser's letters."""
    picture = Picture(width, screen=True)
    picture.height = round(draw_maps(picture, sheet, 4, 4, width - 8)) + 4
    return picture


def draw_maps(
    picture: Picture, sheet: MapSheet, left: float, top: float, inner: float, *, stamped: bool = True
) -> float:
    """All maps of the sheet with one legend beside them; the foot of the lower of the two."""
    aside = max(190.0, inner * 0.27)
    column = inner - aside - 20
    columns = 1 if len(sheet.panels) == 1 else 2 if len(sheet.panels) in (2, 4) else 3
    gap = 14 if columns > 1 else 0
    wide = (column - gap * (columns - 1)) / columns
    _plane, tall = fitted(sheet.shapes, 0, 0, wide - 8, _TALLEST)
    radius = full_radius(wide * tall, len(sheet.shapes))
    caption = 24 if columns > 1 else 0
    y = top
    for start in range(0, len(sheet.panels), columns):
        for i, panel in enumerate(sheet.panels[start : start + columns]):
            x = left + i * (wide + gap)
            if caption:
                picture.write((x, y + 15), panel.period, 14, weight=lettering.SEMI_BOLD)
            moved = fitted(sheet.shapes, x + 4, y + caption + 4, wide - 8, _TALLEST)[0]
            _draw_map(picture, sheet, panel, moved, radius, _detail(columns, wide))
            if stamped and any(figure.state == "illustrative" for figure in panel.figures):
                centre = (x + wide / 2, y + caption + tall / 2)
                picture.stamp(centre, _("MINH HỌA"), round(min(wide, tall) / 5.2, 1))
        y += caption + tall + 20
    return max(y, draw_legend(picture, sheet, left + column + 20, top + 4, aside, radius))


def full_radius(space: float, areas: int) -> float:
    """Of the largest circle: two neighbours of ordinary size just leave each other room."""
    return round(max(5.0, 0.4 * math.sqrt(space * 0.6 / (areas * math.pi))), 2)


def _detail(columns: int, wide: float) -> Detail:
    if columns == 1:
        return "full"
    return "brief" if wide >= _NAMES_FIT else "number"


def _draw_map(picture: Picture, sheet: MapSheet, panel: Panel, plane: Plane, radius: float, detail: Detail) -> None:
    for shape, figure in zip(sheet.shapes, panel.figures, strict=True):
        outline = plane.outline(shape)
        picture.area(outline, figure.fill or _GROUNDS[figure.state], shape.code)
        if figure.state == "missing":
            picture.hatch(outline)
        elif figure.state in ("small", "withheld"):
            picture.dot(outline)
        if figure.circle:
            share = math.sqrt(figure.circle / WHOLE)
            dashed = figure.state == "illustrative"
            picture.circle(plane.pixel(shape.at), radius * share, figure.colour, dashed=dashed)
    write_labels(picture, sheet.shapes, panel, plane, detail)


def _heading(picture: Picture, sheet: MapSheet, inner: float) -> float:
    title = lettering.wrapped(sheet.title, 23, inner, lettering.TITLE, lettering.BOLD)
    y = picture.write_lines((_MARGIN, 20), title, 23, 31, font=lettering.TITLE, weight=lettering.BOLD)
    lines = lettering.wrapped(sheet.subtitle, 16, inner)
    y = picture.write_lines((_MARGIN, y + 3), lines, 16, 22, colour=INK)
    for mark in sheet.marks:
        lines = lettering.wrapped(mark, 14, inner - 20, weight=lettering.SEMI_BOLD)
        tall = len(lines) * 19 + 9
        picture.box(_MARGIN, y + 6, inner, tall, MARK_GROUND, MARK)
        picture.write_lines((_MARGIN + 10, y + 11), lines, 14, 19, weight=lettering.SEMI_BOLD)
        y += tall + 6
    return y + 14


def _foot(picture: Picture, sheet: MapSheet, y: float, inner: float) -> float:
    for words in foot_lines(sheet):
        lines = lettering.wrapped(words, 13, inner)
        y = picture.write_lines((_MARGIN, y), lines, 13, 17, colour=BORDER) + 2
    return y
