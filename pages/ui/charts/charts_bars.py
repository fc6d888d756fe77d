"""Bars of a what-if as hand-written Vega-Lite specs: the waterfall of measures and the tornado of uncertain inputs.

Belongs here: specs. Does not: what the numbers mean.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from data.locale import _
from models.wording.numbers import MILLION, signed_millions
from pages.ui.charts.charts import CURRENT, TRIAL, VIETNAMESE

BAR, AXIS = 34, 60
TOTAL = "#1B2A3D"


def waterfall(bars: Sequence[tuple[str, int]], total: tuple[str, int]) -> dict[str, Any]:
    """Each measure's bar begins where the one before ended; the total stands on the axis. Amounts in đồng."""
    rows, start = [], 0
    for name, vnd in bars:
        rows.append(_bar(name, start, start + vnd, signed_millions(vnd), "b"))
        start += vnd
    rows.append(_bar(total[0], 0, total[1], signed_millions(total[1]), "t"))
    colour = {
        "field": "k", "type": "nominal", "legend": None, "scale": {"domain": ["b", "t"], "range": [TRIAL, TOTAL]},
    }  # fmt: skip
    return _chart(rows, colour, _("triệu đồng/tháng"), zero=True)


def tornado(inputs: Sequence[tuple[str, int, int]]) -> dict[str, Any]:
    """Each input's bar runs from the increase at its low end to that at its high end, in đồng; widest first."""
    rows = [
        _bar(name, low, high, f"{signed_millions(low)} … {signed_millions(high)}", "b") for name, low, high in inputs
    ]
    return _chart(rows, {"value": CURRENT}, _("tăng thêm, triệu đồng/tháng"), zero=False)


def _bar(name: str, low: int, high: int, words: str, kind: str) -> dict[str, Any]:
    ends = [round(vnd / MILLION, 3) for vnd in (low, high)]
    return {"n": name, "a": ends[0], "e": ends[1], "m": max(ends), "w": words, "k": kind}


def _chart(rows: list[dict[str, Any]], colour: dict[str, Any], title: str, *, zero: bool) -> dict[str, Any]:
    y = {
        "field": "n", "type": "nominal", "sort": None, "title": None, "axis": {"labelLimit": 320, "labelFontSize": 13},
    }  # fmt: skip
    x = {
        "field": "a", "type": "quantitative", "title": title, "axis": {"format": ",.0f"}, "scale": {"zero": zero},
    }  # fmt: skip
    bars = {
        "mark": {"type": "bar", "height": {"band": 0.6}},
        "encoding": {"y": y, "x": x, "x2": {"field": "e"}, "color": colour},
    }
    words = {
        "mark": {"type": "text", "align": "left", "dx": 6, "fontSize": 13},
        "encoding": {"y": y, "x": {**x, "field": "m"}, "text": {"field": "w"}},
    }
    return {
        "config": {"locale": VIETNAMESE, "axis": {"labelFontSize": 13, "titleFontSize": 13}},
        "height": BAR * len(rows) + AXIS,
        "padding": {"right": 90},
        "layer": [{"data": {"values": rows}, "layer": [bars, words]}],
    }
