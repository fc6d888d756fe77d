"""The one chart of a comparison: the monthly bill of every option as steps, roles in their fixed colours.

Belongs here: the hand-written specification. Does not: which options there are (scenario_options.py).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np

from data.locale import _
from models.periods import Month
from models.policy.cube import Amounts, View
from models.wording.numbers import MILLION, short_month
from pages.ui.charts.charts import FONTS, VIETNAMESE
from pages.ui.saved.shelf import Column

HEIGHT, LEGEND_COLUMNS, LEGEND_ROW = 210, 2, 24
"""Names are long: two beside each other, and the chart grows with their rows instead of giving its own height away."""


def paths(columns: Sequence[Column], scheme: str, view: View, places: Sequence[int]) -> dict[str, Any]:
    """The bill of every option by month."""
    return _steps(columns, [column.option.path(scheme, paid=view == "paid") for column in columns], places)


def added_paths(columns: Sequence[Column], scheme: str, places: Sequence[int]) -> dict[str, Any]:
    """What every option adds by month to its own present bill of a line of support."""
    return _steps(columns, [_added(column, scheme) for column in columns], places)


def added_places(columns: Sequence[Column], scheme: str) -> list[int]:
    """Whole years from the first in which an option adds something to the one after all add what they quote."""
    months = columns[0].option.cube.months
    moving = np.flatnonzero(np.any([_added(column, scheme) != 0 for column in columns], axis=0))
    quoted = [one.month for column in columns if (one := column.option.result.of(scheme)) is not None and one.moves]
    first, last = months[int(moving[0])].year, max(quoted).year + 1
    return [place for place, month in enumerate(months) if first <= month.year <= last]


def _added(column: Column, scheme: str) -> Amounts:
    cube = column.option.cube
    return cube.total("scenario", "entitled", scheme) - cube.total("baseline", "entitled", scheme)


def _steps(columns: Sequence[Column], bills: Sequence[Amounts], places: Sequence[int]) -> dict[str, Any]:
    """Fields of a row: i place, t month, o0, o1 … the options in triệu đồng, e = end of the last step."""
    months = [columns[0].option.cube.months[place] for place in places]
    fields = [f"o{number}" for number in range(len(columns))]
    rows = [
        {
            "i": i,
            "t": short_month(months[i]),
            **{field: round(int(bill[place]) / MILLION, 3) for field, bill in zip(fields, bills, strict=True)},
        }
        for i, place in enumerate(places)
    ]
    x = _months(months)
    y = {"type": "quantitative", "title": _("triệu đồng/tháng"), "axis": {"format": ",.0f"}, "scale": {"zero": True}}
    # A step needs its end: the last month's bill runs to the end of that month.
    values = [*rows, {**rows[-1], "i": len(rows), "e": 1}]
    return {
        "config": {"locale": VIETNAMESE, **FONTS},
        "height": HEIGHT + LEGEND_ROW * -(-len(columns) // LEGEND_COLUMNS),
        # Data one level down is not turned into a frame.
        "layer": [
            {"data": {"values": values}, "layer": [_lines(columns, fields, x, y), _tooltips(columns, fields, x, y)]}
        ],
    }


def places_shown(columns: Sequence[Column], scheme: str) -> list[int]:
    """Whole years from the first in which any two options differ to the one after all have changed."""
    months = columns[0].option.cube.months
    bills = np.array([column.option.path(scheme, paid=paid) for column in columns for paid in (False, True)])
    differing = np.flatnonzero(
        (bills[::2].max(axis=0) != bills[::2].min(axis=0)) | (bills[1::2].max(axis=0) != bills[1::2].min(axis=0))
    )
    first = months[int(differing[0])].year if len(differing) else months[0].year
    results = [column.option.result.of(scheme) for column in columns]
    last = max([first, *(one.month.year for one in results if one is not None and one.moves)]) + 1
    return [place for place, month in enumerate(months) if first <= month.year <= last]


def _months(months: Sequence[Month]) -> dict[str, Any]:
    step = (1, 4, 7, 10) if len(months) <= 24 else (1, 7)
    labels = json.dumps([short_month(month) for month in months])
    return {
        "field": "i",
        "type": "quantitative",
        "title": None,
        "scale": {"domain": [0, len(months)], "nice": False},
        "axis": {
            "values": [i for i, month in enumerate(months) if month.month in step],
            "grid": False,
            "labelExpr": f"{labels}[datum.value]",
        },
    }


def _lines(columns: Sequence[Column], fields: list[str], x: dict[str, Any], y: dict[str, Any]) -> dict[str, Any]:
    # A name is typed by a user: as a JSON string it can only be a text of the expression, never code in it.
    names = json.dumps({field: column.name for field, column in zip(fields, columns, strict=True)}, ensure_ascii=False)
    legend = {
        "orient": "top",
        "columns": LEGEND_COLUMNS,
        "labelLimit": 400,
        "labelExpr": f"{names}[datum.label]",
        "symbolSize": 400,
    }
    colour = {"domain": fields, "range": [column.colour for column in columns]}
    dash = {"domain": fields, "range": [column.dash or [1, 0] for column in columns]}
    return {
        "transform": [{"fold": fields, "as": ["r", "v"]}],
        "mark": {"type": "line", "interpolate": "step-after", "strokeWidth": 2.5},
        "encoding": {
            "x": x,
            "y": {**y, "field": "v"},
            "color": {"field": "r", "type": "nominal", "title": None, "legend": legend, "scale": colour},
            "strokeDash": {"field": "r", "type": "nominal", "title": None, "legend": legend, "scale": dash},
        },
    }


def _tooltips(columns: Sequence[Column], fields: list[str], x: dict[str, Any], y: dict[str, Any]) -> dict[str, Any]:
    amounts = [
        {"field": field, "type": "quantitative", "format": ",.1f", "title": column.name}
        for field, column in zip(fields, columns, strict=True)
    ]
    return {
        "transform": [{"filter": "!datum.e"}, {"calculate": "datum.i + 0.5", "as": "m"}],
        "mark": {"type": "point", "opacity": 0, "size": 400, "filled": True},
        "encoding": {
            "x": {**x, "field": "m"},
            "y": {**y, "field": fields[-1]},
            "tooltip": [{"field": "t", "title": _("Tháng")}, *amounts],
        },
    }
