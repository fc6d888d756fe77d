"""The picture of a share that grows year by year in both roles, and the target in the year it falls due.

Belongs here: the Vega-Lite specification. Does not: what the share is of.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from data.locale import _
from pages.screens.support.support_target_chart import HEIGHT, INK
from pages.ui.charts.charts import CURRENT, TRIAL, framed, legend


def spec(title: str, shares: Sequence[tuple[int, Decimal, Decimal]], goal: tuple[int, int] | None) -> dict[str, Any]:
    """`shares` are year, percent now, percent in the scenario; `goal` is year and percent."""
    names = {"a": _("Hiện hành"), "b": _("Phương án đang xem xét")}
    values = [
        {"y": year, "v": round(float(share), 2), "r": role}
        for year, now, tried in shares
        for role, share in (("a", now), ("b", tried))
    ]
    years = sorted({int(str(row["y"])) for row in values} | ({goal[0]} if goal else set()))
    x = {
        "field": "y", "type": "quantitative", "title": _("hết năm"), "scale": {"domain": [years[0], years[-1]], "nice": False, "padding": 30},
        "axis": {"values": years, "format": "d", "grid": False},
    }  # fmt: skip
    y = {"field": "v", "type": "quantitative", "title": "%", "scale": {"domain": [0, 100]}, "axis": {"format": ",.0f"}}
    colour = {
        "field": "r", "type": "nominal", "title": None, "legend": legend(names),
        "scale": {"domain": list(names), "range": [CURRENT, TRIAL]},
    }  # fmt: skip
    tooltip = [
        {"field": "y", "type": "quantitative", "format": "d", "title": _("Hết năm")},
        {"field": "v", "type": "quantitative", "format": ",.1f", "title": "%"},
    ]
    encoding = {"x": x, "y": y, "color": colour}
    layers: list[dict[str, Any]] = [
        {
            "data": {"values": values},
            "layer": [
                {"mark": {"type": "line", "strokeWidth": 2.5}, "encoding": encoding},
                {
                    "mark": {"type": "point", "filled": True, "size": 70, "opacity": 1},
                    "encoding": {**encoding, "tooltip": tooltip},
                },
            ],
        }
    ]
    if goal is not None:
        words = _("mục tiêu {goal}% năm {year}").format(goal=goal[1], year=goal[0])
        layers.append(
            {
                "data": {"values": [{"y": goal[0], "v": goal[1], "w": words}]},
                "layer": [
                    {
                        "mark": {
                            "type": "point",
                            "shape": "square",
                            "filled": True,
                            "size": 130,
                            "color": INK,
                            "opacity": 1,
                        },
                        "encoding": {"x": x, "y": y},
                    },
                    {
                        "mark": {"type": "text", "dy": -14, "fontSize": 13, "color": INK},
                        "encoding": {"x": x, "y": y, "text": {"field": "w"}},
                    },
                ],
            }
        )
    return framed(title, HEIGHT, layers)
