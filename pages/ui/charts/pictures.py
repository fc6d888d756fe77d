"""The pictures of support pages: what belongs to a line, a bar or a point is written beside it, so that none needs a
legend; parts that differ in colour differ in line or place too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from data.locale import _
from models.wording.numbers import BILLION, MILLION
from pages.ui.charts.charts import CURRENT, HEIGHT, SOFT, TRIAL, framed, shade
from pages.ui.charts.palettes import BLUE, PAPER

Title = tuple[str, list[str]]
_WORDS = {"type": "text", "fontSize": 13, "fontWeight": 600}
_FREE = ",.2~f"
_DASHED = [5, 4]
_BARE = {"axis": None, "type": "quantitative", "scale": {"nice": False}}


def scale_of(vnd: int) -> tuple[int, str]:
    """What amounts up to this one are divided by, and its name."""
    return (BILLION, _("tỷ đồng")) if vnd >= 2 * BILLION else (MILLION, _("triệu đồng"))


@dataclass(frozen=True)
class Mark:
    """A place on a curve with its words; the scenario's is the one `tried`."""

    x: int
    vnd: int
    words: str
    tried: bool = False
    plan: bool = False


_LEFT = 0.6
"""From here on words stand to the left of their point: none run out of the picture."""
_WORDY = 0.22
"""Words of a mark are about this share of the picture long."""


def curve(title: Title, points: Sequence[tuple[int, int]], marks: Sequence[Mark], counted: str) -> dict[str, Any]:
    """Cost against a count as a line, the marks' words beside it, the scenario's at the top of a rule of its own."""
    per, name = scale_of(max(vnd for _x, vnd in points))
    low, high = points[0][0], points[-1][0]
    x = {
        "field": "x",
        "type": "quantitative",
        "title": counted,
        "scale": {"domain": [low, high], "nice": False},
        "axis": {"format": ",.0f", "grid": False, "offset": 12, "tickMinStep": 1},
    }
    top = max(mark.vnd for mark in (*marks, Mark(0, points[-1][1], ""), Mark(0, points[0][1], ""))) / per
    y = {
        "field": "y",
        "type": "quantitative",
        "title": None,
        "axis": {"format": _FREE, "tickCount": 4},
        "scale": {"domain": [0, top * 1.25 or 1], "nice": False},
    }
    tooltip = [
        {"field": "x", "type": "quantitative", "format": ",.0f", "title": counted},
        {"field": "y", "type": "quantitative", "format": ",.2f", "title": name},
    ]
    line = {"mark": {"type": "line", "strokeWidth": 3, "color": shade(CURRENT)}, "encoding": {"x": x, "y": y}}
    dots = {
        "mark": {"type": "point", "opacity": 0, "size": 200, "filled": True},
        "encoding": {"x": x, "y": y, "tooltip": tooltip},
    }
    layers = [{"data": {"values": [{"x": at, "y": vnd / per} for at, vnd in points]}, "layer": [line, dots]}]
    falls = points[0][1] > points[-1][1]
    for mark in marks:
        # The line of what is tried would run through words on the right of a point just before it.
        near = any(other.tried and 0 < other.x - mark.x < _WORDY * (high - low) for other in marks)
        left = mark.x - low > (_WORDY if near else _LEFT) * (high - low)
        layers.append(_marked(mark, {"x": mark.x, "y": mark.vnd / per, "w": mark.words}, x, y, left, falls))
    return framed(title, HEIGHT, layers)


def _marked(
    mark: Mark, row: dict[str, Any], x: dict[str, Any], y: dict[str, Any], left: bool, falls: bool
) -> dict[str, Any]:
    colour = shade(TRIAL if mark.tried else BLUE if mark.plan else CURRENT)
    shape = "square" if mark.plan else "circle"
    point = {"type": "point", "filled": True, "size": 130, "opacity": 1, "shape": shape, "color": colour}
    side = {"align": "right", "dx": -9} if left else {"align": "left", "dx": 9}
    # The curve is free below on the right and above on the left of a point; the other way round where it falls.
    above = left is not falls
    words = {**_WORDS, **side, "color": colour, "dy": -9 if above else 9}
    found: list[dict[str, Any]] = [{"mark": point, "encoding": {"x": x, "y": y}}]
    place: dict[str, Any] = y
    if mark.tried:
        rule = {"type": "rule", "strokeDash": _DASHED, "color": colour, "strokeWidth": 1.5}
        found.append({"mark": rule, "encoding": {"x": x}})
        place, words = {"value": 2}, {**words, "dy": 0, "baseline": "top"}
    found.append({"mark": words, "encoding": {"x": x, "y": place, "text": {"field": "w"}}})
    return {"data": {"values": [row]}, "layer": found}


@dataclass(frozen=True)
class Line:
    """A series by year; `end` is written at its last year, so many pixels higher as `lift` says."""

    points: Sequence[tuple[int, float]]
    end: str
    colour: str
    dashed: bool
    lift: int = 0


@dataclass(frozen=True)
class Goal:
    """A target as a point of its own with its words."""

    year: int
    value: float
    words: str


def by_year(title: Title, lines: Sequence[Line], goals: Sequence[Goal], most: float | None = None) -> dict[str, Any]:
    """Rates by the end of years; the axis begins at 0 and goes to `most` where it is given."""
    years = sorted({year for line in lines for year, _v in line.points} | {goal.year for goal in goals})
    x = {
        "field": "x",
        "type": "quantitative",
        "title": None,
        "scale": {"domain": [years[0] - 0.4, years[-1] + 0.4], "nice": False},
        "axis": {"values": list(range(years[0], years[-1] + 1)), "format": "d", "grid": False},
    }
    top = max([value for line in lines for _y, value in line.points] + [goal.value for goal in goals])
    y = {
        "field": "y",
        "type": "quantitative",
        "title": None,
        "axis": {"format": _FREE, "tickCount": 5},
        "scale": {"domain": [0, most or top * 1.25 or 1], "nice": False},
    }
    tooltip = [
        {"field": "x", "type": "quantitative", "format": "d", "title": _("Hết năm")},
        {"field": "y", "type": "quantitative", "format": ",.2f", "title": "%"},
    ]
    layers = []
    for line in lines:
        colour = shade(line.colour)
        stroke = {"type": "line", "strokeWidth": 3, "color": colour, "strokeDash": _DASHED if line.dashed else [1, 0]}
        point = {"type": "point", "filled": True, "size": 60, "opacity": 1, "color": colour}
        rows = [{"x": year, "y": round(value, 2), "w": ""} for year, value in line.points]
        rows[-1]["w"] = line.end
        words = {**_WORDS, "align": "left", "dx": 9, "dy": -line.lift, "color": colour}
        layers.append(
            {
                "data": {"values": rows},
                "layer": [
                    {"mark": stroke, "encoding": {"x": x, "y": y}},
                    {"mark": point, "encoding": {"x": x, "y": y, "tooltip": tooltip}},
                    {"mark": words, "encoding": {"x": x, "y": y, "text": {"field": "w"}}},
                ],
            }
        )
    for goal in goals:
        at_end = goal.year == years[-1]
        # Above a rising line on its left, below it on its right; a falling one leaves room below.
        lift = -15 if at_end and lines[-1].points[-1][1] > lines[-1].points[0][1] else 15
        square = {"type": "point", "shape": "square", "filled": True, "size": 130, "opacity": 1, "color": shade(BLUE)}
        words = {**_WORDS, "dx": 8, "dy": lift, "color": shade(BLUE), "align": "right" if at_end else "left"}
        layers.append(
            {
                "data": {"values": [{"x": goal.year, "y": goal.value, "w": goal.words}]},
                "layer": [
                    {"mark": square, "encoding": {"x": x, "y": y}},
                    {"mark": words, "encoding": {"x": x, "y": y, "text": {"field": "w"}}},
                ],
            }
        )
    return framed(title, HEIGHT, layers)


@dataclass(frozen=True)
class Stack:
    """A bar of parts in đồng: the State's, what the province pays already, what it would add; `end` stands after it."""

    name: str
    state: int
    kept: int
    added: int
    end: str


_ROOM = 1.55
"""What is written after the longest bar needs half as much again."""
_WIDE = 0.11
"""A part as long as this share of the picture bears its name."""


def stacks(title: Title, bars: Sequence[Stack], names: tuple[str, str, str]) -> dict[str, Any]:
    """A bar for each group; `names` of the three parts stand in those that are long enough."""
    longest = _ROOM * max([bar.state + bar.kept + bar.added for bar in bars]) / MILLION or 1
    axis = {"labelLimit": 320, "labelFontSize": 13, "labelOverlap": False, "ticks": False, "domain": False}
    y = {"field": "n", "type": "nominal", "sort": None, "title": None, "axis": axis}
    x = {**_BARE, "field": "a", "scale": {"domain": [0, longest], "nice": False}}
    parts, ends = [], []
    for bar in bars:
        start = 0.0
        for kind, vnd in enumerate((bar.state, bar.kept, bar.added)):
            long = vnd / MILLION
            name = names[kind] if long > _WIDE * longest else ""
            parts.append({"n": bar.name, "a": start, "e": start + long, "m": start + long / 2, "w": name, "k": kind})
            start += long
        ends.append({"n": bar.name, "a": start, "w": bar.end})
    fills: list[dict[str, Any]] = [
        {"color": shade(CURRENT)},
        {"color": shade(BLUE)},
        {"color": shade(TRIAL), "fillOpacity": 0.3, "stroke": shade(TRIAL), "strokeDash": _DASHED, "strokeWidth": 2},
    ]
    inks = [shade(PAPER), shade(PAPER), shade(TRIAL)]
    drawn = []
    for kind, (fill, ink) in enumerate(zip(fills, inks, strict=True)):
        mine = [{"filter": f"datum.k == {kind} && datum.e > datum.a"}]
        bar_mark = {"type": "bar", "height": {"band": 0.62}, **fill}
        drawn.append({"transform": mine, "mark": bar_mark, "encoding": {"y": y, "x": x, "x2": {"field": "e"}}})
        words = {**_WORDS, "color": ink}
        encoding = {"y": y, "x": {**x, "field": "m"}, "text": {"field": "w"}}
        drawn.append({"transform": mine, "mark": words, "encoding": encoding})
    words = {"type": "text", "fontSize": 13, "align": "left", "dx": 8, "color": shade(SOFT)}
    end = {"mark": words, "encoding": {"y": y, "x": x, "text": {"field": "w"}}}
    return framed(title, HEIGHT, [{"data": {"values": parts}, "layer": drawn}, {"data": {"values": ends}, **end}])


_GAP = 0.095
"""Of the picture's height, from one line of words to the next."""


def stacked(title: Title, parts: Sequence[tuple[int, int, str]]) -> dict[str, Any]:
    """One bar of a year's parts (đồng before, đồng after, words), from below: what one adds on top of it, dashed."""
    total = sum(max(before, after) for before, after, _words in parts)
    per, _name = scale_of(total)
    rows, named, start, lowest = [], [], 0.0, 0.0
    for place, (before, after, words) in enumerate(parts):
        kept, added = min(before, after) / per, max(0, after - before) / per
        rows += [
            {"a": start, "e": start + kept, "k": place % 2},
            {"a": start + kept, "e": start + kept + added, "k": 2},
        ]
        lowest = max(start + (kept + added) / 2, lowest)
        named.append({"a": lowest, "w": words, "k": 2 if added else 0})
        lowest += _GAP * total / per
        start += kept + added
    domain = {"domain": [0, max(start, lowest) or 1], "nice": False}
    y = {
        "field": "a",
        "type": "quantitative",
        "title": None,
        "axis": {"format": _FREE, "tickCount": 4, "grid": False},
        "scale": domain,
    }
    x = {**_BARE, "datum": 0, "scale": {"domain": [0, 4.6], "nice": False}}
    fills: list[dict[str, Any]] = [
        {"color": shade(CURRENT)},
        {"color": shade(CURRENT), "fillOpacity": 0.6},
        {"color": shade(TRIAL), "fillOpacity": 0.45, "stroke": shade(TRIAL), "strokeDash": _DASHED, "strokeWidth": 2},
    ]
    layers: list[dict[str, Any]] = [
        {
            "transform": [{"filter": f"datum.k == {kind} && datum.e > datum.a"}],
            "mark": {"type": "rect", **fill},
            "encoding": {"x": x, "x2": {"datum": 1}, "y": y, "y2": {"field": "e"}},
        }
        for kind, fill in enumerate(fills)
    ]
    texts = [
        {
            "transform": [{"filter": f"datum.k == {kind}"}],
            "mark": {"type": "text", "fontSize": 13, "align": "left", "color": shade(colour)},
            "encoding": {"x": {**x, "datum": 1.08}, "y": y, "text": {"field": "w"}},
        }
        for kind, colour in ((0, SOFT), (2, TRIAL))
    ]
    return framed(
        title, HEIGHT, [{"data": {"values": rows}, "layer": layers}, {"data": {"values": named}, "layer": texts}]
    )


def strip(title: Title, rows: Sequence[tuple[str, str, str]]) -> dict[str, Any]:
    """A line each: name, what is to be reached, what was."""
    values = [{"n": place, "a": name, "b": goal, "c": done} for place, (name, goal, done) in enumerate(rows)]
    y = {"field": "n", "type": "ordinal", "axis": None}
    texts = [
        {
            "mark": {"type": "text", "fontSize": 13, "align": align, "color": shade(SOFT), **bold},
            "encoding": {"x": {**_BARE, "datum": at, "scale": {"domain": [0, 1]}}, "y": y, "text": {"field": field}},
        }
        for field, at, align, bold in (
            ("a", 0, "left", {}),
            ("b", 0.74, "right", {"fontWeight": 600}),
            ("c", 1, "right", {}),
        )
    ]
    return framed(title, HEIGHT, [{"data": {"values": values}, "layer": texts}])
