"""The picture of a year's plan: what is reached, how it goes on at this pace, and the plan spread evenly over the year.

Belongs here: the Vega-Lite specification. Does not: what the figures mean.
"""

from __future__ import annotations

from typing import Any

from data.locale import _
from models.policy.areas.employment import PlanPace
from pages.ui.charts.charts import CURRENT, TRIAL, framed, legend

HEIGHT = 300


def spec(title: str, pace: PlanPace) -> dict[str, Any]:
    """Cumulative lines over the months of the year, from 0 at its beginning."""
    names = {"p": _("Kế hoạch chia đều"), "d": _("Đã đạt"), "e": _("Theo nhịp đến nay")}
    values = [
        {"m": 0, "v": 0, "r": "p"}, {"m": 12, "v": pace.plan, "r": "p"},
        {"m": 0, "v": 0, "r": "d"}, {"m": pace.to.month, "v": pace.done, "r": "d"},
    ]  # fmt: skip
    if pace.months_left:
        values += [{"m": pace.to.month, "v": pace.done, "r": "e"}, {"m": 12, "v": pace.expected, "r": "e"}]
    x = {
        "field": "m", "type": "quantitative", "title": _("hết tháng"), "scale": {"domain": [0, 12], "nice": False},
        "axis": {"values": list(range(1, 13)), "grid": False},
    }  # fmt: skip
    y = {"field": "v", "type": "quantitative", "title": _("người"), "axis": {"format": ",.0f"}}
    domain = list(names)
    colour = {
        "field": "r", "type": "nominal", "title": None,
        "legend": legend(names),
        "scale": {"domain": domain, "range": [CURRENT, TRIAL, TRIAL]},
    }  # fmt: skip
    dash = {
        "field": "r", "type": "nominal", "legend": None,
        "scale": {"domain": domain, "range": [[4, 4], [1, 0], [6, 3]]},
    }  # fmt: skip
    tooltip = [
        {"field": "m", "type": "quantitative", "title": _("Hết tháng")},
        {"field": "v", "type": "quantitative", "format": ",.0f", "title": _("Cộng dồn (người)")},
    ]
    encoding = {"x": x, "y": y, "color": colour, "strokeDash": dash}
    return framed(
        title,
        HEIGHT,
        [
            {
                "data": {"values": values},
                "layer": [
                    {"mark": {"type": "line", "strokeWidth": 2.5}, "encoding": encoding},
                    {
                        "transform": [{"filter": "datum.m > 0"}],
                        "mark": {"type": "point", "filled": True, "size": 70, "opacity": 1},
                        "encoding": {"x": x, "y": y, "color": {**colour, "legend": None}, "tooltip": tooltip},
                    },
                ],
            }
        ],
    )
