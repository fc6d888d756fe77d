"""Vega-Lite specifications with Vietnamese number formats, framed alike on every page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import Any

import streamlit as st

from data.locale import _
from models.periods import Month
from models.wording.numbers import MILLION, millions, number, short_month, signed_millions
from pages.ui.charts.palettes import BLUE, PAPER

CURRENT, TRIAL = "#5B6770", "#C75B00"
"""Hiện hành slate, phương án đang xem xét orange; the same on every page, chart and export."""
SOFT = "#4A5868"
TOTAL = "#1B2A3D"
_IN_THE_DARK = {
    CURRENT: "#A3B0BC",
    TRIAL: "#F09A4A",
    SOFT: "#A3B0BC",
    TOTAL: "#D7DFE6",
    BLUE: "#5AA6E0",
    PAPER: "#111A24",
}
_MONTHS = [f"{month:02}" for month in range(1, 13)]
_DAYS = ["CN", *(f"T{day}" for day in range(2, 8))]
VIETNAMESE = {
    "number": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", " đồng"]},
    "time": {
        "dateTime": "%H:%M %d/%m/%Y",
        "date": "%d/%m/%Y",
        "time": "%H:%M",
        "periods": ["SA", "CH"],
        "days": _DAYS,
        "shortDays": _DAYS,
        "months": _MONTHS,
        "shortMonths": _MONTHS,
    },
}
CONFIG = {"locale": VIETNAMESE, "mark": {"aria": False}}
"""Of every chart whose fields are codes: a reader is told the axes and the chart's own words, not "a: 2015; z: 12"."""
HEIGHT, LONG = 240, 30
"""Pixels of a chart; more months than these are named by the year."""


def fonts() -> dict[str, Any]:
    """Sizes and a grey that can be read from the back of a meeting room, on the ground of the screen's theme."""
    grey = {"labelColor": shade(SOFT), "titleColor": shade(SOFT)}
    return {"axis": {"labelFontSize": 13, "titleFontSize": 13, **grey}, "legend": {"labelFontSize": 13}}


def monthly_paths(
    title: str | tuple[str, list[str]],
    months: Sequence[Month],
    current: Sequence[int],
    trial: Sequence[int],
    back_pay: Sequence[int],
    *,
    breaks: Sequence[tuple[int, str]] = (),
    ticks: Sequence[tuple[int, str]] = (),
    per: int = MILLION,
) -> dict[str, Any]:
    """Both roles' monthly bill in triệu đồng (or people, `per` 1) as steps, named at their ends, the gap between them
    shaded, under a title and lines below it. `back_pay` is the part of the trial's month that is truy lĩnh, drawn as a
    bar of its own; `breaks` are places where the series begins to mean something else, `ticks` those where the law
    moves. Fields of a row: i place, t month, a current, b trial, k back-pay, e end of the last step."""
    rows = [
        {
            "i": i,
            "t": short_month(month),
            "a": round(int(current[i]) / per, 3),
            "b": round(int(trial[i]) / per, 3),
            "k": round(int(back_pay[i]) / per, 3),
        }
        for i, month in enumerate(months)
    ]
    every = 3 if len(months) <= LONG else 12
    quarters = [i for i, month in enumerate(months) if month.month % every == 1]
    labels = [row["t"] for row in rows]
    x = {
        "field": "i",
        "type": "quantitative",
        "title": None,
        "scale": {"domain": [0, len(months)], "nice": False},
        "axis": {"values": quarters, "grid": False, "labelExpr": f"{labels}[datum.value]"},
    }
    floor = _floor(min(*current, *trial) / per)
    y = {
        "type": "quantitative",
        "title": None,
        "axis": {"format": ",.0f", "tickCount": 5},
        "scale": {"zero": not floor, **({"domainMin": floor} if floor else {})},
    }
    layers = [_gap(x, y), *_paths(x, y, current[-1], trial[-1], per), _tooltips(x, y, any(back_pay))]
    if any(back_pay):
        layers.insert(0, _bars(x, y))
    # Outside the layers with data: a rule of its own rows.
    marked = [_break(x, place, words, law) for law, found in ((False, breaks), (True, ticks)) for place, words in found]
    # A step needs its end: the last month's bill runs to the end of that month.
    values = [*rows, {**rows[-1], "i": len(rows), "k": 0, "e": 1}]
    # Data at the top level would be turned into a frame on every move (2 ms); one level down it stays as it is.
    return framed(title, HEIGHT, [{"data": {"values": values}, "layer": layers}, *marked])


def framed(title: str | tuple[str, list[str]], height: int, layers: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The layers with a title above them, Vietnamese numbers and sizes that can be read."""
    return {"config": {**CONFIG, **fonts()}, "title": heading(title), "height": height, "layer": [*layers]}


def heading(title: str | tuple[str, list[str]]) -> dict[str, Any]:
    """What a picture says, above it, and softer lines below."""
    text, below = title if isinstance(title, tuple) else (title, [])
    soft = {"subtitle": below, "subtitleFontSize": 13, "subtitleColor": shade(SOFT)} if below else {}
    return {"text": text, **soft, "anchor": "start", "fontSize": 15, "fontWeight": 600}


def shade(colour: str) -> str:
    """The colour as the theme of the screen needs it."""
    return _IN_THE_DARK.get(colour, colour) if st.context.theme.type == "dark" else colour


def legend(names: Mapping[str, str]) -> dict[str, Any]:
    """A legend above the picture that shows the name of each code."""
    words = " : ".join(f"datum.label == '{code}' ? '{name}'" for code, name in names.items())
    return {"orient": "top", "labelLimit": 320, "labelExpr": f"{words} : ''"}


_APART = 0.05
"""Ends nearer than this share of the picture's height would be named one over the other."""


def _floor(lowest: float) -> int:
    """Where the axis begins: a round number well below the lowest month, 0 when that is near; a moved lever does not
    move it, unless it goes below the law."""
    step: int = 5 * 10 ** max(0, len(str(int(lowest))) - 2)
    return int(0.8 * lowest) // step * step


def _gap(x: dict[str, Any], y: dict[str, Any]) -> dict[str, Any]:
    return {
        "mark": {"type": "area", "interpolate": "step-after", "color": shade(TRIAL), "opacity": 0.14},
        "encoding": {"x": x, "y": {**y, "field": "a"}, "y2": {"field": "b"}},
    }


def _paths(x: dict[str, Any], y: dict[str, Any], current: int, trial: int, per: int) -> list[dict[str, Any]]:
    """Current law dashed, the trial solid and above it; their names at the end of each, once where they end alike."""
    lines = [("a", shade(CURRENT), [7, 4], _("Hiện hành"), current), ("b", shade(TRIAL), [1, 0], _("Phương án"), trial)]
    apart = trial - current
    near = abs(apart) < _APART * max(current, trial)
    found = []
    for field, colour, dashes, name, end in lines:
        line = {"type": "line", "interpolate": "step-after", "strokeWidth": 3, "strokeDash": dashes, "color": colour}
        found.append({"mark": line, "encoding": {"x": x, "y": {**y, "field": field}}})
        if field == "b" and not apart:
            continue
        above = (field == "b") == (apart > 0)
        shift = (-8 if above else 8) if near and apart else 0
        text = f"{name} {number(round(end / per)) if per == 1 or end >= 100 * per else millions(end)}"
        mark = {"type": "text", "align": "left", "dx": 6, "dy": shift, "fontSize": 14, "fontWeight": 600}
        encoding = {"x": x, "y": {**y, "field": field}, "text": {"value": text}, "color": {"value": colour}}
        found.append({"transform": [{"filter": "datum.e"}], "mark": mark, "encoding": encoding})
    return found


def _bars(x: dict[str, Any], y: dict[str, Any]) -> dict[str, Any]:
    return {
        "transform": [
            {"filter": "datum.k > 0"},
            {"calculate": "datum.i + 1", "as": "j"},
            {"calculate": "datum.b - datum.k", "as": "f"},
        ],
        "mark": {"type": "rect", "color": TRIAL, "opacity": 0.35},
        "encoding": {"x": x, "x2": {"field": "j"}, "y": {**y, "field": "f"}, "y2": {"field": "b"}},
    }


def _break(x: dict[str, Any], place: int, words: str, law: bool) -> dict[str, Any]:
    """A line with its words at the foot: before and after it the figures are not the same series, or the law has moved,
    which is said above the other."""
    style = {"strokeDash": [1, 3]} if law else {"strokeDash": [4, 4]}
    words_mark = {
        "type": "text",
        "align": "left",
        "baseline": "bottom",
        "dx": 4,
        "fontSize": 12,
        "color": shade(CURRENT),
    }
    height = {"value": {"expr": "height - 20" if law else "height - 4"}}
    return {
        "data": {"values": [{"i": place, "w": words}]},
        "layer": [
            {"mark": {"type": "rule", **style, "color": shade(CURRENT)}, "encoding": {"x": x}},
            {"mark": words_mark, "encoding": {"x": x, "y": height, "text": {"field": "w"}}},
        ],
    }


def _tooltips(x: dict[str, Any], y: dict[str, Any], with_back_pay: bool) -> dict[str, Any]:
    fields = [("a", _("Hiện hành")), ("b", _("Phương án đang xem xét"))]
    if with_back_pay:
        fields.append(("k", _("Trong đó: truy lĩnh")))
    amounts = [{"field": name, "type": "quantitative", "format": ",.1f", "title": title} for name, title in fields]
    return {
        "transform": [{"filter": "!datum.e"}, {"calculate": "datum.i + 0.5", "as": "m"}],
        "mark": {"type": "point", "opacity": 0, "size": 400, "filled": True},
        "encoding": {
            "x": {**x, "field": "m"},
            "y": {**y, "field": "b"},
            "tooltip": [{"field": "t", "title": _("Tháng")}, *amounts],
        },
    }


BAR, AXIS = 34, 60


def waterfall(
    bars: Sequence[tuple[str, int]], total: tuple[str, int], mark: str = "", *, first: tuple[str, int] | None = None
) -> dict[str, Any]:
    """Each measure's bar begins where the one before ended; the total stands on the axis, as does what they start from
    (`first`, slate as what holds; the total is then what is tried). Amounts in đồng a month, with `first` of a
    year; `mark` says above them what they rest on."""
    rows, start = ([], 0) if first is None else ([_bar(first[0], 0, first[1], millions(first[1]), "c")], first[1])
    for name, vnd in bars:
        rows.append(_bar(name, start, start + vnd, signed_millions(vnd), "b"))
        start += vnd
    said = signed_millions(total[1]) if first is None else millions(total[1])
    rows.append(_bar(total[0], 0, total[1], said, "t" if first is None else "b"))
    ink = [shade(TRIAL), shade(TOTAL), shade(CURRENT)]
    colour = {"field": "k", "type": "nominal", "legend": None, "scale": {"domain": ["b", "t", "c"], "range": ink}}
    return under(mark, _chart(rows, colour, _("triệu đồng/tháng") if first is None else _("triệu đồng"), zero=True))


def tornado(inputs: Sequence[tuple[str, int, int]], mark: str = "") -> dict[str, Any]:
    """Each input's bar runs from the increase at its low end to that at its high end, in đồng; widest first. `mark` as
    above the waterfall."""
    rows = [
        _bar(name, low, high, f"{signed_millions(low)} … {signed_millions(high)}", "b") for name, low, high in inputs
    ]
    return under(mark, _chart(rows, {"value": shade(CURRENT)}, _("tăng thêm, triệu đồng/tháng"), zero=False))


LINE = 90
"""Letters of a title's line: Vega breaks none by itself."""


def under(mark: str, spec: dict[str, Any]) -> dict[str, Any]:
    """The chart with what it rests on as its title, so that a picture of it alone says so too; as it is without."""
    if not mark:
        return spec
    return {**spec, "title": {"text": wrap(mark, LINE), "anchor": "start", "fontSize": 13, "fontWeight": "normal"}}


_NAMED = {"labelLimit": 320, "labelFontSize": 13, "labelOverlap": False}


def _bar(name: str, low: int, high: int, words: str, kind: str) -> dict[str, Any]:
    ends = [round(vnd / MILLION, 3) for vnd in (low, high)]
    return {"n": name, "a": ends[0], "e": ends[1], "m": max(ends), "w": words, "k": kind}


def _chart(rows: list[dict[str, Any]], colour: dict[str, Any], title: str, *, zero: bool) -> dict[str, Any]:
    y = {"field": "n", "type": "nominal", "sort": None, "title": None, "axis": _NAMED}
    x = {"field": "a", "type": "quantitative", "title": title, "axis": {"format": ",.0f"}, "scale": {"zero": zero}}
    bars = {
        "mark": {"type": "bar", "height": {"band": 0.6}},
        "encoding": {"y": y, "x": x, "x2": {"field": "e"}, "color": colour},
    }
    words = {
        "mark": {"type": "text", "align": "left", "dx": 6, "fontSize": 13, "color": shade(TOTAL)},
        "encoding": {"y": y, "x": {**x, "field": "m"}, "text": {"field": "w"}},
    }
    return {
        "config": {**CONFIG, **fonts()},
        "height": BAR * len(rows) + AXIS,
        "padding": {"right": 90},
        "layer": [{"data": {"values": rows}, "layer": [bars, words]}],
    }
