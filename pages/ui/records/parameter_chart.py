"""The steps of a parameter as a hand-written Vega-Lite spec: a level a document, dashed where nobody has verified it.

Belongs here: the picture. Does not: what a row means (parameter_words.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import streamlit as st

from data.locale import _
from models.wording.numbers import day, number, unit_words
from pages.ui.charts.charts import CURRENT, VIETNAMESE
from pages.ui.records.parameter_words import short_document, unverified, verified

HEIGHT = 190
ROOM_FOR_WORDS = 0.09
"""Part of the chart's width below which a step has no room for its document's name."""


def draw(rows: Sequence[dict[str, Any]], until: date) -> None:
    """The rows, newest first, from the first step to `until`."""
    st.vega_lite_chart(spec(rows, until), width="stretch", key="van-ban-bieu-do")
    if any(step["u"] for step in _steps(rows, until)):
        st.caption(_("Nét đứt, chấm rỗng: chưa kiểm chứng."))


def spec(rows: Sequence[dict[str, Any]], until: date) -> dict[str, Any]:
    """Fields of a step: a from, z to, v value, p value before, n and w the value and document as written, u unverified;
    then what the tooltip says."""
    steps = _steps(rows, until)
    top = max(row["value"] for row in rows)
    x = {
        "field": "a",
        "type": "temporal",
        "title": None,
        "scale": {"type": "utc", "domain": [rows[-1]["applies_from"].isoformat(), until.isoformat()]},
        "axis": {"format": "%Y", "tickCount": "year", "grid": False, "labelOverlap": True},
    }
    y = {
        "field": "v",
        "type": "quantitative",
        "title": unit_words(rows[0]["unit"]),
        "scale": {"domain": [0, top * 1.4], "nice": False},
        "axis": {"format": ",.0f", "tickCount": 4},
    }
    dash = {"condition": {"test": "datum.u", "value": [6, 4]}, "value": [1, 0]}
    fill = {"condition": {"test": "datum.u", "value": "white"}, "value": CURRENT}
    titles = {
        "v": _("Mức"),
        "t": _("Áp dụng từ"),
        "f": _("Có hiệu lực"),
        "d": _("Văn bản"),
        "k": _("Kiểm chứng"),
    }
    tooltip = [
        {"field": name, "title": title, "type": "quantitative", "format": ",.0f"}
        if name == "v"
        else {"field": name, "title": title, "type": "nominal"}
        for name, title in titles.items()
    ]
    text = {"type": "text", "align": "left", "baseline": "bottom", "dx": 2, "fontSize": 13, "color": CURRENT}
    level = {"type": "rule", "color": CURRENT, "strokeWidth": 2.5}
    return {
        "config": {"locale": VIETNAMESE, "axis": {"labelFontSize": 13, "titleFontSize": 13}},
        "height": HEIGHT,
        "layer": [
            {
                "data": {"values": steps},
                "layer": [
                    {"mark": level, "encoding": {"x": x, "x2": {"field": "z"}, "y": y, "strokeDash": dash}},
                    {
                        "transform": [{"filter": "datum.p !== null"}],
                        "mark": {**level, "strokeWidth": 1, "opacity": 0.5},
                        "encoding": {"x": x, "y": {**y, "field": "p"}, "y2": {"field": "v"}},
                    },
                    {
                        "mark": {"type": "point", "filled": True, "size": 60, "opacity": 1, "stroke": CURRENT, "strokeWidth": 2},
                        "encoding": {"x": x, "y": y, "fill": fill, "tooltip": tooltip},
                    },
                    {
                        "mark": {**text, "dy": -24, "fontWeight": 600},
                        "encoding": {"x": x, "y": y, "text": {"field": "n", "type": "nominal"}},
                    },
                    {"mark": {**text, "dy": -8}, "encoding": {"x": x, "y": y, "text": {"field": "w", "type": "nominal"}}},
                ],
            }
        ],
    }  # fmt: skip


def _steps(rows: Sequence[dict[str, Any]], until: date) -> list[dict[str, Any]]:
    steps: list[dict[str, Any]] = []
    ends = [*(row["applies_from"] for row in list(reversed(rows))[1:]), until]
    whole = (until - rows[-1]["applies_from"]).days
    for place, (row, end) in enumerate(zip(reversed(rows), ends, strict=True)):
        room = (end - row["applies_from"]).days >= ROOM_FOR_WORDS * whole or end == until
        steps.append(
            {
                "a": row["applies_from"].isoformat(), "z": end.isoformat(), "v": row["value"],
                "p": steps[-1]["v"] if place else None, "n": number(row["value"]),
                "w": short_document(row["document"]) if room else "", "u": unverified(row),
                "t": day(row["applies_from"]), "d": row["document"],
                "f": day(row["in_force_from"]) if row["in_force_from"] else _("chưa rõ"),
                "k": verified(row),
            }
        )  # fmt: skip
    return steps
