"""The picture of one indicator: what was reached by year, and the targets in the year they fall due.

Belongs here: the Vega-Lite specification. Does not: which indicator, or what the figures mean.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from data.locale import _
from models.periods import Month
from models.policy.areas.national_targets import OWNER_WORDS, Owner
from pages.ui.charts.charts import CURRENT, TRIAL, framed, legend

HEIGHT = 300
INK = "#1F6FB2"
"""Seen on a light and on a dark page."""
NUMBER = ",.2~f"


def spec(
    title: str,
    unit: str,
    reached: Sequence[tuple[int, Decimal]],
    goals: Sequence[tuple[int, Decimal, Owner]],
    breaks: Sequence[tuple[Month, str]],
) -> dict[str, Any]:
    """`breaks` are months from which the series counts otherwise, with their words."""
    names = {"reached": _("Thực hiện"), **{owner: _(words) for owner, words in OWNER_WORDS.items()}}
    values = [{"y": year, "v": float(value), "r": "reached"} for year, value in reached]
    values += [{"y": year, "v": float(value), "r": owner} for year, value, owner in goals]
    years = [int(str(row["y"])) for row in values]
    first, last = min(years) - 1, max(years) + 1
    x = {
        "field": "y", "type": "quantitative", "title": None, "scale": {"domain": [first, last], "nice": False},
        "axis": {"values": list(range(first, last + 1)), "format": "d", "grid": False},
    }  # fmt: skip
    y = {"field": "v", "type": "quantitative", "title": unit, "scale": {"zero": False, "padding": 20}}
    kinds = list(names)
    colour = {
        "field": "r", "type": "nominal", "title": None,
        "legend": legend(names),
        "scale": {"domain": kinds, "range": [CURRENT, TRIAL, INK]},
    }  # fmt: skip
    shape = {
        "field": "r", "type": "nominal", "legend": None,
        "scale": {"domain": kinds, "range": ["circle", "diamond", "square"]},
    }  # fmt: skip
    tooltip = [
        {"field": "y", "type": "quantitative", "format": "d", "title": _("Năm")},
        {"field": "v", "type": "quantitative", "format": NUMBER, "title": unit},
    ]
    encoding = {"x": x, "y": y, "color": colour}
    layers = [
        {
            "transform": [{"filter": "datum.r == 'reached'"}],
            "mark": {"type": "line", "strokeWidth": 2},
            "encoding": encoding,
        },
        {
            "mark": {"type": "point", "filled": True, "size": 110, "opacity": 1},
            "encoding": {**encoding, "shape": shape, "tooltip": tooltip},
        },
        {
            "mark": {"type": "text", "dy": -12, "fontSize": 13},
            "encoding": {**encoding, "text": {"field": "v", "type": "quantitative", "format": NUMBER}},
        },
    ]
    # A break is drawn where its year begins, half a year before the point of that year.
    places = [(month.year + (month.month - 1) / 12 - 0.5, words) for month, words in breaks]
    marked = [_break(x, place, words) for place, words in places if first < place < last]
    return framed(title, HEIGHT, [{"data": {"values": values}, "layer": layers}, *marked])


def _break(x: dict[str, Any], place: float, words: str) -> dict[str, Any]:
    """A dashed line: from here on the figures are another series."""
    text = {"type": "text", "align": "left", "baseline": "top", "dx": 4, "fontSize": 12, "color": CURRENT}
    return {
        "data": {"values": [{"y": place, "w": words}]},
        "layer": [
            {"mark": {"type": "rule", "strokeDash": [4, 4], "color": CURRENT}, "encoding": {"x": x}},
            {"mark": text, "encoding": {"x": x, "y": {"value": 4}, "text": {"field": "w"}}},
        ],
    }
