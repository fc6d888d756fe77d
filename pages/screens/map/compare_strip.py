"""All areas as dots on one axis: how near they lie to each other, where the chosen ones and the averages stand.

Belongs here: the spec and the picture in words. Does not: places and lanes (models/geo/ranking.py).
"""

from __future__ import annotations

from typing import Any

from data.locale import _
from models.geo.comparison import ComparedArea, Comparison
from models.geo.ranking import strip
from models.geo.selection import Selection
from pages.screens.map import compare_counts
from pages.screens.map import compare_marks as marks
from pages.screens.map.compare_words import Subject, rank_words
from pages.ui.charts.palettes import CASING, text_on

FEW, LANE = 60, 26
"""Of more than `FEW` areas only the chosen ones are dots, in lanes of so many pixels: compare_counts.py draws the others."""


def dots(comparison: Comparison, selection: Selection, subject: Subject) -> dict[str, Any] | None:
    """None when nothing is known. Fields of a dot: v value, y pixels from the top, h hue, l letter, t the letter's colour,
    n name and rank, w value in words."""
    averages = marks.averages(comparison, subject)
    ranked = comparison.ranked
    if not ranked:
        return None
    counted = len(ranked) > FEW
    by_code = {row.code: row for row in ranked if not counted or selection.of(row.code)}
    ends = [row.rank.amount for row in ranked if row.rank] + [one.value for one in averages]
    low, high = (marks.as_number(subject, end) for end in (min(ends), max(ends)))
    placed = strip([row.value for row in by_code.values()], ends)
    rows = [
        _dot(by_code[dot.code], _beside(dot.lane) * LANE, selection, subject) for dot in (placed.dots if placed else ())
    ]
    height = compare_counts.HEIGHT if counted else LANE * (1 + len({row["y"] for row in rows}))
    for row in rows:
        row["y"] = round(row["y"] + height / 2, 1)
    domain = [low, high] if high > low else [low - 1, high + 1]
    x = {
        "field": "v", "type": "quantitative", "title": None, "scale": {"domain": domain, "nice": False, "padding": 18},
        "axis": {"tickCount": 4, "grid": False},
    }  # fmt: skip
    at = {"x": x, "y": {"field": "y", "type": "quantitative", "scale": None, "axis": None}}
    tooltip = [{"field": "n", "title": _("Đơn vị")}, {"field": "w", "title": subject.unit}]
    colour = {"field": "h", "type": "nominal", "scale": None, "legend": None}
    layers = [
        _points("!datum.l", 170, {**at, "color": {"value": marks.OTHER}, "tooltip": tooltip}),
        _points("datum.l", 460, {**at, "color": colour, "tooltip": tooltip}),
        {
            "transform": [{"filter": "datum.l"}],
            "mark": {"type": "text", "fontSize": 13, "fontWeight": "bold"},
            "encoding": {
                **at, "text": {"field": "l"}, "color": {"field": "t", "type": "nominal", "scale": None, "legend": None},
            },
        },
    ]  # fmt: skip
    values = [marks.as_number(subject, row.rank.amount) for row in ranked if row.rank] if counted else []
    title = _("Phân bố ({unit})").format(unit=subject.unit)
    drawn = [
        *compare_counts.layers(values, domain, at),
        *marks.across(averages, subject, x, domain),
        {"data": {"values": rows}, "layer": layers},
    ]
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
        "y": y,
        "h": colour,
        "l": letter,
        "t": text_on(colour) if letter else "",
        "n": f"{marks.label(selection, row)} ({rank_words(row.rank)})",
        "w": subject.amount(row.rank.amount),
        "c": row.code,
    }
