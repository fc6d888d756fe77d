"""All areas as dots on one axis: how near they lie to each other, where the chosen ones and the averages stand.

Belongs here: the spec and the picture in words. Does not: places and lanes (models/atlas/dot_strip.py).
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from data.locale import _
from models.atlas.comparison import ComparedArea, Comparison
from models.atlas.dot_strip import DOT, strip
from models.atlas.selection import Selection
from pages.components import compare_marks as marks
from pages.components.compare_words import Subject, rank_words
from pages.components.palettes import CASING, text_on

FEW = 60
LANE, TALLEST, SMALL_DOT = 26, 260, Fraction(1, 90)
"""A dot's lane in pixels; of more than `FEW` areas dots are small, lanes share the height, and only chosen dots have names: all of them
would be sent at every move."""


def dots(comparison: Comparison, selection: Selection, subject: Subject) -> dict[str, Any] | None:
    """None when nothing is known. Fields of a row: v value, y pixels from the top, h hue, l letter, t the letter's colour,
    n name and rank, w value in words."""
    averages = marks.averages(comparison, subject)
    many = len(comparison.ranked) > FEW
    placed = strip(comparison.values, [one.value for one in averages], dot=SMALL_DOT if many else DOT)
    if placed is None:
        return None
    lanes = 1 + max(dot.lane for dot in placed.dots)
    lane = min(LANE, TALLEST / lanes)
    height = max(int(lanes * lane), LANE) + LANE
    by_code = {row.code: row for row in comparison.ranked}
    rows = []
    for dot in placed.dots:
        row, y = by_code[dot.code], round(height / 2 + _beside(dot.lane) * lane, 1)
        if many and selection.of(dot.code) is None:
            rows.append({"v": marks.as_number(subject, row.value.known or Fraction(0)), "y": y})
        else:
            rows.append(_dot(row, y, selection, subject))
    low, high = (marks.as_number(subject, end) for end in (placed.low, placed.high))
    domain = [low, high] if high > low else [low - 1, high + 1]
    x = {
        "field": "v", "type": "quantitative", "title": None, "scale": {"domain": domain, "nice": False, "padding": 18},
        "axis": {"tickCount": 4, "grid": False},
    }  # fmt: skip
    at = {"x": x, "y": {"field": "y", "type": "quantitative", "scale": None, "axis": None}}
    tooltip = [{"field": "n", "title": _("Đơn vị")}, {"field": "w", "title": subject.unit}]
    colour = {"field": "h", "type": "nominal", "scale": None, "legend": None}
    layers = [
        _points("!datum.l", 40 if many else 170, {**at, "color": {"value": marks.OTHER}, **({} if many else {"tooltip": tooltip})}),
        _points("datum.l", 460, {**at, "color": colour, "tooltip": tooltip}),
        {
            "transform": [{"filter": "datum.l"}],
            "mark": {"type": "text", "fontSize": 13, "fontWeight": "bold"},
            "encoding": {
                **at, "text": {"field": "l"}, "color": {"field": "t", "type": "nominal", "scale": None, "legend": None},
            },
        },
    ]  # fmt: skip
    lines = marks.across(averages, subject, x, domain)
    title = _("Phân bố ({unit})").format(unit=subject.unit)
    drawn = [*lines, {"data": {"values": rows}, "layer": layers}]
    return marks.picture(title, height, drawn, offset=marks.TITLE_OFFSET)


def in_words(comparison: Comparison, selection: Selection, subject: Subject) -> str:
    """The ends, the chosen areas and the averages."""
    ranked = comparison.ranked
    said = [row for row in ranked if row in (ranked[0], ranked[-1]) or selection.of(row.code)]
    listed = [
        _("{name}: {amount}").format(name=marks.label(selection, row), amount=subject.value(row.value)) for row in said
    ]
    listed += [one.words for one in marks.averages(comparison, subject)]
    return _("{title}: {listed}.").format(title=subject.title, listed="; ".join(listed))


def _points(side: str, size: int, encoding: dict[str, Any]) -> dict[str, Any]:
    # The light edge keeps dots apart that touch.
    mark = {"type": "point", "filled": True, "opacity": 1, "size": size, "stroke": CASING, "strokeWidth": 1}
    return {"transform": [{"filter": side}], "mark": mark, "encoding": encoding}


def _beside(lane: int) -> int:
    """Lanes away from the middle, by turns below and above it."""
    return (lane + 1) // 2 * (1 if lane % 2 else -1)


def _dot(row: ComparedArea, y: float, selection: Selection, subject: Subject) -> dict[str, Any]:
    assert row.rank is not None
    colour, letter = marks.hue(selection, row.code), marks.letter(selection, row.code)
    return {
        "v": marks.as_number(subject, row.rank.amount),
        "y": round(y, 1),
        "h": colour,
        "l": letter,
        "t": text_on(colour) if letter else "",
        "n": f"{marks.label(selection, row)} ({rank_words(row.rank)})",
        "w": subject.amount(row.rank.amount),
        "c": row.code,
    }
