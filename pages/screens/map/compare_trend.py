"""The chosen areas over months, with the province's and the peers' average, each line named at its end.

Belongs here: the spec, where the names stand, the picture in words. Does not: what a line is and where it breaks
(models/geo/comparison.py).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from data.locale import _
from models.geo.comparison import Comparison, Trend, TrendPoint
from models.geo.selection import Selection
from models.wording.numbers import short_month
from pages.screens.map import compare_marks as marks
from pages.screens.map.compare_words import Subject
from pages.screens.map.marks import short_name
from pages.ui.charts.charts import CURRENT
from pages.ui.charts.palettes import text_on

HEIGHT, LABEL, LABELS_WIDE = 280, 18, 300
_TICKS, _BADGE = 12, 16


@dataclass(frozen=True)
class _Line:
    key: str
    name: str
    colour: str
    dash: list[int]
    points: tuple[TrendPoint, ...]
    width: float
    letter: str = ""


def lines(trend: Trend, comparison: Comparison, selection: Selection, subject: Subject) -> dict[str, Any]:
    """Fields of a row: i month, v value, k line, s its unbroken part, h hue, w value in words, t month in words, n name; p of a
    name is its place in pixels."""
    drawn = _lines(trend, comparison, selection)
    rows: list[dict[str, Any]] = [
        {
            "k": line.key, "s": f"{line.key}/{point.stretch}", "i": point.month.index, "v": marks.as_number(subject, point.value),
            "h": line.colour, "n": line.name, "w": subject.amount(point.value), "t": short_month(point.month),
        }
        for line in drawn
        for point in line.points
    ]  # fmt: skip
    domain = _domain([marks.as_number(subject, point.value) for line in drawn for point in line.points])
    first, last = trend.months[0].index, trend.months[-1].index
    step = -(-len(trend.months) // _TICKS)
    ticks = [month.index for month in trend.months[::step]]
    names = json.dumps({str(month.index): short_month(month) for month in trend.months})
    x = {
        "field": "i", "type": "quantitative", "title": None, "scale": {"domain": [first, last], "nice": False, "padding": 8},
        "axis": {"values": ticks, "grid": False, "labelExpr": f"{names}[datum.value]"},
    }  # fmt: skip
    y = {
        "field": "v", "type": "quantitative", "title": None, "scale": {"domain": domain, "nice": False},
        "axis": {"tickCount": 6},
    }  # fmt: skip
    colour = {"field": "h", "type": "nominal", "scale": None, "legend": None}
    tooltip = [
        {"field": "n", "title": _("Đơn vị")}, {"field": "t", "title": _("Kỳ")}, {"field": "w", "title": subject.unit},
    ]  # fmt: skip
    layers = [_stroke(line, rows, x, y, colour) for line in drawn]
    dots = {
        "mark": {"type": "point", "filled": True, "opacity": 1, "size": 46},
        "encoding": {"x": x, "y": y, "color": colour, "tooltip": tooltip},
    }
    layers.append({"data": {"values": rows}, "layer": [dots]})
    layers.append({"data": {"values": _labels(drawn, domain, subject, last)}, "layer": _ends(x, colour)})
    return marks.picture(_("Diễn biến ({unit})").format(unit=subject.unit), HEIGHT, layers)


def in_words(trend: Trend, comparison: Comparison, selection: Selection, subject: Subject) -> str:
    """Where each line begins and ends."""
    listed = [
        _("{name}: từ {first} ({begin}) đến {last} ({end})").format(
            name=line.name, first=subject.amount(line.points[0].value), begin=short_month(line.points[0].month),
            last=subject.amount(line.points[-1].value), end=short_month(line.points[-1].month),
        )
        for line in _lines(trend, comparison, selection)
    ]  # fmt: skip
    return _("{title}: {listed}.").format(title=subject.title, listed="; ".join(listed))


def _lines(trend: Trend, comparison: Comparison, selection: Selection) -> list[_Line]:
    """Averages first: the chosen areas are drawn above them."""
    found = []
    if trend.province:
        found.append(_Line("province", marks.province_short(), CURRENT, [1, 0], trend.province, 2))
    if trend.peers:
        found.append(_Line("peers", marks.peers_short(), CURRENT, marks.DASH, trend.peers, 2))
    for code, points in trend.areas.items():
        name, own = short_name(comparison.of(code).name), marks.letter(selection, code)
        found.append(_Line(code, name, marks.hue(selection, code), [1, 0], points, 2.5, own))
    return found


def _stroke(
    line: _Line, rows: list[dict[str, Any]], x: dict[str, Any], y: dict[str, Any], colour: dict[str, Any]
) -> dict[str, Any]:
    mark = {"type": "line", "strokeWidth": line.width, "strokeDash": line.dash}
    encoding = {"x": x, "y": y, "color": colour, "detail": {"field": "s"}}
    return {
        "data": {"values": [row for row in rows if row["k"] == line.key]},
        "layer": [{"mark": mark, "encoding": encoding}],
    }


def _labels(drawn: Sequence[_Line], domain: list[float], subject: Subject, last: int) -> list[dict[str, Any]]:
    """Names at the right edge beside the lines' ends, moved apart where they would cover each other."""
    low, high = domain
    ends = sorted(
        ((high - marks.as_number(subject, line.points[-1].value)) / (high - low) * HEIGHT, place)
        for place, line in enumerate(drawn)
    )
    places: list[float] = []
    for wanted, _place in ends:
        places.append(max(wanted, places[-1] + LABEL) if places else max(wanted, LABEL / 2))
    limit = HEIGHT - LABEL / 2
    for i in reversed(range(len(places))):
        places[i] = min(places[i], limit)
        limit = places[i] - LABEL
    return [
        {
            "i": last, "p": round(place, 1), "h": drawn[which].colour, "l": drawn[which].letter,
            "t": text_on(drawn[which].colour),
            "w": f"{drawn[which].name}: {subject.amount(drawn[which].points[-1].value)}",
        }
        for place, (_wanted, which) in zip(places, ends, strict=True)
    ]  # fmt: skip


def _ends(x: dict[str, Any], colour: dict[str, Any]) -> list[dict[str, Any]]:
    """A dot with the letter, then the name in the page's own ink: the hues are for areas, not for text."""
    at = {"x": x, "y": {"field": "p", "type": "quantitative", "scale": None, "axis": None}}
    chosen = {"transform": [{"filter": "datum.l != ''"}]}
    letter = {"field": "t", "type": "nominal", "scale": None, "legend": None}
    text = {"type": "text", "fontSize": 13}
    return [
        {
            **chosen,
            "mark": {"type": "point", "filled": True, "opacity": 1, "size": 280, "xOffset": _BADGE},
            "encoding": {**at, "color": colour},
        },
        {
            **chosen,
            "mark": {**text, "fontWeight": "bold", "xOffset": _BADGE},
            "encoding": {**at, "text": {"field": "l"}, "color": letter},
        },
        {
            "mark": {
                **text,
                "align": "left",
                "dx": 2 * _BADGE,
                "limit": LABELS_WIDE - 2 * _BADGE,
                "color": marks.ink(),
            },
            "encoding": {**at, "text": {"field": "w"}},
        },
    ]


def _domain(values: Sequence[float]) -> list[float]:
    """A little wider than the values. Zero is kept when they come near it: half the way down."""
    low, high = min(values), max(values)
    if 0 <= low <= high / 2:
        low = 0.0
    room = ((high - low) or abs(high) or 1.0) * 0.06
    return [low if low == 0 else low - room, high + room]
