"""Charts of a comparison: bars, dot strip, trend."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from data.locale import _
from models.geo.comparison import ComparedArea, Comparison, Selection, Trend, TrendPoint, strip
from models.wording.numbers import short_month
from models.wording.words import short_name
from pages.screens.map import compare_rows
from pages.screens.map.compare_rows import Subject, rank_words
from pages.ui.charts.charts import CURRENT
from pages.ui.charts.palettes import CASING, text_on

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


def ranking_bars(
    comparison: Comparison, selection: Selection, subject: Subject, fills: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Fields of a row: c area, v value, w value in words, h fill, s and b colour and width of the stroke, n name and
    rank. `fills` are the areas' colours on the map, by code; what is selected has its own colour around them."""
    shown = drawn(comparison, selection)
    rows = [_bar(row, selection, subject, fills or {}) for row in shown]
    averages = compare_rows.averages(comparison, subject)
    domain = _domain([row["v"] for row in rows] + [compare_rows.as_number(subject, area.value) for area in averages])
    names = json.dumps({row.code: compare_rows.label(selection, row) for row in shown}, ensure_ascii=False)
    y = {
        "field": "c",
        "type": "nominal",
        "sort": None,
        "title": None,
        "axis": {"labelExpr": f"{names}[datum.value]", "labelLimit": 260, "labelFontSize": 13, "ticks": False},
    }
    x = {
        "field": "v",
        "type": "quantitative",
        "title": None,
        "scale": {"domain": domain, "nice": False},
        "axis": {"tickCount": 4, "grid": True},
    }
    tooltip = [{"field": "n", "title": _("Đơn vị")}, {"field": "w", "title": subject.unit}]
    bars = {
        "mark": {"type": "bar", "height": {"band": 0.7}, "aria": True},
        "encoding": {
            "y": y,
            "x": x,
            "color": {"field": "h", "type": "nominal", "scale": None, "legend": None},
            "stroke": {"field": "s", "type": "nominal", "scale": None, "legend": None},
            "strokeWidth": {"field": "b", "type": "quantitative", "scale": None, "legend": None},
            "tooltip": tooltip,
            "description": {"field": "n", "type": "nominal"},
        },
    }
    # In a column at the right edge, where no line of an average crosses them.
    words = {
        "mark": {"type": "text", "align": "left", "dx": 8, "fontSize": 13, "color": compare_rows.ink()},
        "encoding": {"y": y, "x": {"value": "width"}, "text": {"field": "w"}},
    }
    lines = compare_rows.average_layers(averages, subject, x, domain)
    layers = [{"data": {"values": rows}, "layer": [bars]}, *lines, {"data": {"values": rows}, "layer": [words]}]
    title = _("Xếp thứ ({unit})").format(unit=subject.measured)
    return compare_rows.picture(title, BAR * max(len(rows), 1), layers, offset=compare_rows.TITLE_OFFSET)


def ranking_description(comparison: Comparison, selection: Selection, subject: Subject) -> str:
    """For those who hear the page."""
    listed = [
        _("{name} {amount}, {rank}").format(
            name=short_name(row.name), amount=subject.value(row.value), rank=rank_words(row.rank)
        )
        for row in drawn(comparison, selection)
        if row.rank
    ]
    listed += [one.words for one in compare_rows.averages(comparison, subject)]
    return _("{title}: {listed}.").format(title=subject.title, listed="; ".join(listed))


def _bar(row: ComparedArea, selection: Selection, subject: Subject, fills: Mapping[str, str]) -> dict[str, Any]:
    assert row.rank is not None
    name = f"{compare_rows.label(selection, row)} ({rank_words(row.rank)})"
    own = compare_rows.colour_of(selection, row.code)
    return {
        "c": row.code,
        "v": compare_rows.as_number(subject, row.rank.amount),
        "w": subject.amount(row.rank.amount),
        "h": fills.get(row.code) or own,
        "s": own,
        "b": 2.5 if selection.of(row.code) else 0.6 if fills else 0,
        "n": name,
    }


def _domain(ends: list[float]) -> list[float]:
    """From zero to the farthest."""
    low, high = min([0.0, *ends]), max([0.0, *ends])
    return [low, high if high > low else 1.0]


PARTS = 30
HEIGHT = 130
_HIGHEST = 100


def counts_layers(values: Sequence[float], domain: Sequence[float], at: dict[str, Any]) -> list[dict[str, Any]]:
    """A bar for each part that holds an area, its height by their number; none without values. `at` has the encodings
    of the axis and of pixels from the top."""
    low, high = domain
    step = (high - low) / PARTS
    held = Counter(min(int((value - low) / step), PARTS - 1) for value in values)
    most = max(held.values(), default=0)
    rows = [
        {
            "v": _short(low + part * step),
            "e": _short(low + (part + 1) * step),
            "y": round(HEIGHT - _HIGHEST * count / most, 1),
            "k": count,
        }
        for part, count in sorted(held.items())
    ]
    if not rows:
        return []
    encoding = {
        **at,
        "x2": {"field": "e"},
        "y2": {"value": HEIGHT},
        "color": {"value": compare_rows.OTHER},
        "tooltip": [{"field": "k", "title": _("Số đơn vị")}],
    }
    return [{"data": {"values": rows}, "mark": {"type": "rect", "opacity": 0.55}, "encoding": encoding}]


def _short(value: float) -> float:
    """Six figures: finer places are not seen."""
    return float(f"{value:.6g}")


FEW, LANE = 60, 26
"""Of more than `FEW` areas only the chosen ones are dots, in lanes of so many pixels: `counts_layers` draws the
others."""


def dots(comparison: Comparison, selection: Selection, subject: Subject) -> dict[str, Any] | None:
    """None when nothing is known. Fields of a dot: v value, y pixels from the top, h hue, l letter, t the letter's
    colour, n name and rank, w value in words."""
    averages = compare_rows.averages(comparison, subject)
    ranked = comparison.ranked
    if not ranked:
        return None
    counted = len(ranked) > FEW
    by_code = {row.code: row for row in ranked if not counted or selection.of(row.code)}
    ends = [row.rank.amount for row in ranked if row.rank] + [area.value for area in averages]
    low, high = (compare_rows.as_number(subject, end) for end in (min(ends), max(ends)))
    placed = strip([row.value for row in by_code.values()], ends)
    rows = [
        _dot(by_code[dot.code], _beside(dot.lane) * LANE, selection, subject) for dot in (placed.dots if placed else ())
    ]
    height = HEIGHT if counted else LANE * (1 + len({row["y"] for row in rows}))
    for row in rows:
        row["y"] = round(row["y"] + height / 2, 1)
    domain = [low, high] if high > low else [low - 1, high + 1]
    x = {
        "field": "v",
        "type": "quantitative",
        "title": None,
        "scale": {"domain": domain, "nice": False, "padding": 18},
        "axis": {"tickCount": 4, "grid": False},
    }
    at = {"x": x, "y": {"field": "y", "type": "quantitative", "scale": None, "axis": None}}
    tooltip = [{"field": "n", "title": _("Đơn vị")}, {"field": "w", "title": subject.unit}]
    colour = {"field": "h", "type": "nominal", "scale": None, "legend": None}
    layers = [
        _points("!datum.l", 170, {**at, "color": {"value": compare_rows.OTHER}, "tooltip": tooltip}),
        _points("datum.l", 460, {**at, "color": colour, "tooltip": tooltip}),
        {
            "transform": [{"filter": "datum.l"}],
            "mark": {"type": "text", "fontSize": 13, "fontWeight": "bold"},
            "encoding": {
                **at,
                "text": {"field": "l"},
                "color": {"field": "t", "type": "nominal", "scale": None, "legend": None},
            },
        },
    ]
    values = [compare_rows.as_number(subject, row.rank.amount) for row in ranked if row.rank] if counted else []
    title = _("Phân bố ({unit})").format(unit=subject.measured)
    drawn = [
        *counts_layers(values, domain, at),
        *compare_rows.average_layers(averages, subject, x, domain),
        {"data": {"values": rows}, "layer": layers},
    ]
    return compare_rows.picture(title, height, drawn, offset=compare_rows.TITLE_OFFSET)


def strip_description(comparison: Comparison, selection: Selection, subject: Subject) -> str:
    """The ends, the chosen areas and the averages."""
    ranked = comparison.ranked
    sentences = [row for row in ranked if row in (ranked[0], ranked[-1]) or selection.of(row.code)]
    listed = [
        _("{name}: {amount}").format(name=compare_rows.label(selection, row), amount=subject.value(row.value))
        for row in sentences
    ]
    listed += [one.words for one in compare_rows.averages(comparison, subject)]
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
    colour, letter = compare_rows.colour_of(selection, row.code), compare_rows.letter_of(selection, row.code)
    return {
        "v": compare_rows.as_number(subject, row.rank.amount),
        "y": y,
        "h": colour,
        "l": letter,
        "t": text_on(colour) if letter else "",
        "n": f"{compare_rows.label(selection, row)} ({rank_words(row.rank)})",
        "w": subject.amount(row.rank.amount),
        "c": row.code,
    }


TREND_HEIGHT, LABEL, LABELS_WIDE = 280, 18, 300
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
    """Fields of a row: i month, v value, k line, s its unbroken part, h hue, w value in words, t month in words, n
    name; p of a name is its place in pixels."""
    drawn = _lines(trend, comparison, selection)
    rows: list[dict[str, Any]] = [
        {
            "k": line.key,
            "s": f"{line.key}/{point.stretch}",
            "i": point.month.index,
            "v": compare_rows.as_number(subject, point.value),
            "h": line.colour,
            "n": line.name,
            "w": subject.amount(point.value),
            "t": short_month(point.month),
        }
        for line in drawn
        for point in line.points
    ]
    domain = _trend_domain([compare_rows.as_number(subject, point.value) for line in drawn for point in line.points])
    first, last = trend.months[0].index, trend.months[-1].index
    step = -(-len(trend.months) // _TICKS)
    ticks = [month.index for month in trend.months[::step]]
    names = json.dumps({str(month.index): short_month(month) for month in trend.months})
    x = {
        "field": "i",
        "type": "quantitative",
        "title": None,
        "scale": {"domain": [first, last], "nice": False, "padding": 8},
        "axis": {"values": ticks, "grid": False, "labelExpr": f"{names}[datum.value]"},
    }
    y = {
        "field": "v",
        "type": "quantitative",
        "title": None,
        "scale": {"domain": domain, "nice": False},
        "axis": {"tickCount": 6},
    }
    colour = {"field": "h", "type": "nominal", "scale": None, "legend": None}
    tooltip = [
        {"field": "n", "title": _("Đơn vị")},
        {"field": "t", "title": _("Kỳ")},
        {"field": "w", "title": subject.unit},
    ]
    layers = [_stroke(line, rows, x, y, colour) for line in drawn]
    dots = {
        "mark": {"type": "point", "filled": True, "opacity": 1, "size": 46},
        "encoding": {"x": x, "y": y, "color": colour, "tooltip": tooltip},
    }
    layers.append({"data": {"values": rows}, "layer": [dots]})
    layers.append({"data": {"values": _labels(drawn, domain, subject, last)}, "layer": _ends(x, colour)})
    return compare_rows.picture(_("Diễn biến ({unit})").format(unit=subject.measured), TREND_HEIGHT, layers)


def trend_description(trend: Trend, comparison: Comparison, selection: Selection, subject: Subject) -> str:
    """Where each line begins and ends."""
    listed = [
        _("{name}: từ {first} ({begin}) đến {last} ({end})").format(
            name=line.name,
            first=subject.amount(line.points[0].value),
            begin=short_month(line.points[0].month),
            last=subject.amount(line.points[-1].value),
            end=short_month(line.points[-1].month),
        )
        for line in _lines(trend, comparison, selection)
    ]
    return _("{title}: {listed}.").format(title=subject.title, listed="; ".join(listed))


def _lines(trend: Trend, comparison: Comparison, selection: Selection) -> list[_Line]:
    """Averages first: the chosen areas are drawn above them."""
    found = []
    if trend.province:
        found.append(_Line("province", compare_rows.province_short(), CURRENT, [1, 0], trend.province, 2))
    if trend.peers:
        found.append(_Line("peers", compare_rows.peers_short(), CURRENT, compare_rows.DASH, trend.peers, 2))
    for code, points in trend.areas.items():
        name, own = short_name(comparison.of(code).name), compare_rows.letter_of(selection, code)
        found.append(_Line(code, name, compare_rows.colour_of(selection, code), [1, 0], points, 2.5, own))
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
        ((high - compare_rows.as_number(subject, line.points[-1].value)) / (high - low) * TREND_HEIGHT, index)
        for index, line in enumerate(drawn)
    )
    places: list[float] = []
    for wanted, _place in ends:
        places.append(max(wanted, places[-1] + LABEL) if places else max(wanted, LABEL / 2))
    limit = TREND_HEIGHT - LABEL / 2
    for i in reversed(range(len(places))):
        places[i] = min(places[i], limit)
        limit = places[i] - LABEL
    return [
        {
            "i": last,
            "p": round(index, 1),
            "h": drawn[which].colour,
            "l": drawn[which].letter,
            "t": text_on(drawn[which].colour),
            "w": f"{drawn[which].name}: {subject.amount(drawn[which].points[-1].value)}",
        }
        for index, (_wanted, which) in zip(places, ends, strict=True)
    ]


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
                "color": compare_rows.ink(),
            },
            "encoding": {**at, "text": {"field": "w"}},
        },
    ]


def _trend_domain(values: Sequence[float]) -> list[float]:
    """A little wider than the values. Zero is kept when they come near it: half the way down."""
    low, high = min(values), max(values)
    if 0 <= low <= high / 2:
        low = 0.0
    room = ((high - low) or abs(high) or 1.0) * 0.06
    return [low if low == 0 else low - room, high + room]
