"""Charts as hand-written Vega-Lite specs with Vietnamese numbers: a fraction of a millisecond where a chart object costs 30.

Belongs here: specs and the two roles' colours. Does not: what the numbers mean.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from data.locale import _
from models.periods import Month
from pages.components.numbers import MILLION, millions, short_month

ROLE_COLOURS = {"current": "#5B6770", "trial": "#C75B00"}
"""Hiện hành slate, phương án đang xem xét orange; the same on every page, chart and export."""
_LOCALE = {"number": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", " đồng"]}}


def monthly_paths(
    months: Sequence[Month], current: Sequence[int], trial: Sequence[int], back_pay: Sequence[int]
) -> dict[str, Any]:
    """Both roles' monthly bill in triệu đồng as steps; `back_pay` is the part of the trial's month that is truy lĩnh,
    drawn as a bar of its own."""
    names = {"current": _("Hiện hành"), "trial": _("Phương án đang xem xét"), "back": _("Trong đó: truy lĩnh")}
    rows: list[dict[str, Any]] = []
    for place, month in enumerate(months):
        for role, amounts in (("current", current), ("trial", trial)):
            rows.append(_row(month, place, names[role], int(amounts[place])))
    # A step needs its end: the last month's bill runs to the end of that month.
    ends = [{**row, "i": row["j"]} for row in rows[-2:]]
    bars = [
        _row(month, place, names["back"], int(back_pay[place])) for place, month in enumerate(months) if back_pay[place]
    ]
    colour = {
        "field": "r", "type": "nominal", "title": None, "legend": {"orient": "top", "symbolType": "stroke", "labelLimit": 320},
        "scale": {"domain": [names["current"], names["trial"]], "range": [ROLE_COLOURS["current"], ROLE_COLOURS["trial"]]},
    }  # fmt: skip
    x = {
        "field": "i", "type": "quantitative", "title": None, "scale": {"domain": [0, len(months)], "nice": False},
        "axis": {
            "values": [i for i, month in enumerate(months) if month.month in (1, 4, 7, 10)], "grid": False,
            "labelExpr": f"{[short_month(month) for month in months]}[datum.value]",
        },
    }  # fmt: skip
    y = {
        "field": "v",
        "type": "quantitative",
        "title": _("triệu đồng/tháng"),
        "axis": {"format": ",.0f"},
        "scale": {"zero": True},
    }
    tip = [
        {"field": "t", "title": _("Tháng")},
        {"field": "r", "title": _("Phương án")},
        {"field": "s", "title": _("Triệu đồng")},
    ]
    layers: list[dict[str, Any]] = [
        {
            "data": {"values": bars},
            "mark": {"type": "rect", "color": ROLE_COLOURS["trial"], "opacity": 0.3},
            "encoding": {
                "x": {**x, "field": "i"},
                "x2": {"field": "j"},
                "y": {**y},
                "y2": {"datum": 0},
                "tooltip": tip,
            },
        },
        {
            "data": {"values": [*rows, *ends]},
            "mark": {"type": "line", "interpolate": "step-after", "strokeWidth": 2.5},
            "encoding": {"x": x, "y": y, "color": colour},
        },
        {
            "data": {"values": rows},
            "mark": {"type": "point", "opacity": 0, "size": 200, "filled": True},
            "encoding": {"x": {**x, "field": "m"}, "y": y, "tooltip": tip},
        },
    ]
    return {
        "config": {
            "locale": _LOCALE,
            "axis": {"labelFontSize": 13, "titleFontSize": 13},
            "legend": {"labelFontSize": 13},
        },
        "height": 230,
        "layer": layers if bars else layers[1:],
    }


def _row(month: Month, place: int, role: str, vnd: int) -> dict[str, Any]:
    return {
        "i": place, "j": place + 1, "m": place + 0.5, "t": short_month(month), "r": role,
        "v": round(vnd / MILLION, 3), "s": millions(vnd),
    }  # fmt: skip
