"""The ranking as bars: all areas with a known value in order, the chosen ones in their hue, both averages as lines.

Belongs here: the spec, which bars are drawn of very many, the picture in words. Does not: ranks (models/geo/ranking.py).
"""

from __future__ import annotations

import json
from typing import Any

from data.locale import _
from models.geo.comparison import ComparedArea, Comparison
from models.geo.selection import Selection
from pages.screens.map import compare_marks as marks
from pages.screens.map.compare_words import Subject, rank_words
from pages.screens.map.marks import short_name

BAR = 26
MOST, FIRST, LAST = 20, 12, 5
"""Of more than `MOST` areas the first, the last and the chosen ones are drawn; the table has all of them."""


def drawn(comparison: Comparison, selection: Selection) -> tuple[ComparedArea, ...]:
    """The areas that have a bar, by rank."""
    ranked = comparison.ranked
    if len(ranked) <= MOST:
        return ranked
    last = len(ranked) - LAST
    return tuple(row for i, row in enumerate(ranked) if i < FIRST or i >= last or selection.of(row.code))


def ranking_bars(comparison: Comparison, selection: Selection, subject: Subject) -> dict[str, Any]:
    """Fields of a row: c area, v value, w value in words, h hue, n name and rank."""
    shown = drawn(comparison, selection)
    rows = [_bar(row, selection, subject) for row in shown]
    averages = marks.averages(comparison, subject)
    domain = _domain([row["v"] for row in rows] + [marks.as_number(subject, one.value) for one in averages])
    names = json.dumps({row.code: marks.label(selection, row) for row in shown}, ensure_ascii=False)
    y = {
        "field": "c", "type": "nominal", "sort": None, "title": None,
        "axis": {"labelExpr": f"{names}[datum.value]", "labelLimit": 260, "labelFontSize": 13, "ticks": False},
    }  # fmt: skip
    x = {
        "field": "v", "type": "quantitative", "title": None, "scale": {"domain": domain, "nice": False},
        "axis": {"tickCount": 4, "grid": True},
    }  # fmt: skip
    tooltip = [{"field": "n", "title": _("Đơn vị")}, {"field": "w", "title": subject.unit}]
    bars = {
        "mark": {"type": "bar", "height": {"band": 0.7}},
        "encoding": {
            "y": y, "x": x, "color": {"field": "h", "type": "nominal", "scale": None, "legend": None}, "tooltip": tooltip,
        },
    }  # fmt: skip
    # In a column at the right edge, where no line of an average crosses them.
    words = {
        "mark": {"type": "text", "align": "left", "dx": 8, "fontSize": 13, "color": marks.ink()},
        "encoding": {"y": y, "x": {"value": "width"}, "text": {"field": "w"}},
    }
    lines = marks.across(averages, subject, x, domain)
    layers = [{"data": {"values": rows}, "layer": [bars]}, *lines, {"data": {"values": rows}, "layer": [words]}]
    title = _("Xếp thứ ({unit})").format(unit=subject.unit)
    return marks.picture(title, BAR * max(len(rows), 1), layers, offset=marks.TITLE_OFFSET)


def in_words(comparison: Comparison, selection: Selection, subject: Subject) -> str:
    """For those who hear the page."""
    listed = [
        _("{name} {amount}, {rank}").format(
            name=short_name(row.name), amount=subject.value(row.value), rank=rank_words(row.rank)
        )
        for row in drawn(comparison, selection)
        if row.rank
    ]
    listed += [one.words for one in marks.averages(comparison, subject)]
    return _("{title}: {listed}.").format(title=subject.title, listed="; ".join(listed))


def _bar(row: ComparedArea, selection: Selection, subject: Subject) -> dict[str, Any]:
    assert row.rank is not None
    name = f"{marks.label(selection, row)} ({rank_words(row.rank)})"
    return {
        "c": row.code,
        "v": marks.as_number(subject, row.rank.amount),
        "w": subject.amount(row.rank.amount),
        "h": marks.hue(selection, row.code),
        "n": name,
    }


def _domain(ends: list[float]) -> list[float]:
    """From zero to the farthest."""
    low, high = min([0.0, *ends]), max([0.0, *ends])
    return [low, high if high > low else 1.0]
