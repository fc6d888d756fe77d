"""The group mix and the history of the norm, below the levers."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from data.locale import _
from models.policy.engine.baseline import Block
from models.policy.law.law import DatedValue, Law
from models.wording.numbers import day, number, short_month
from pages.ui.charts.charts import CURRENT, VIETNAMESE
from pages.ui.format.tables import table
from pages.ui.session import office
from pages.ui.session.loaders import Data

ROOM = 112
"""Percent of the longest bar that the axis is long: the longest bar's own number needs a place."""


def show(block: Block, data: Data) -> None:
    """People by group over all areas, largest first."""
    people: dict[str, int] = {}
    for group, count in zip(block.groups, block.people.tolist(), strict=True):
        people[group] = people.get(group, 0) + count
    names = data.group_names()
    rows = [{"nhom": names[g], "nguoi": n, "chu": number(n)} for g, n in people.items() if n]
    title = _("Cơ cấu đối tượng theo nhóm, kỳ {month} (người)").format(month=short_month(block.as_of))
    st.subheader(title, anchor=False)
    x = {
        "field": "nguoi",
        "type": "quantitative",
        "title": None,
        "axis": {"format": ",.0f"},
        "scale": {"domainMax": ROOM * max(people.values()) // 100, "nice": False},
    }
    y = {
        "field": "nhom",
        "type": "nominal",
        "sort": "-x",
        "title": None,
        "axis": {"labelLimit": 420, "labelFontSize": 13},
    }
    spec = {
        "config": {"locale": VIETNAMESE},
        "height": 26 * len(rows),
        "data": {"values": rows},
        "layer": [
            {"mark": {"type": "bar", "color": CURRENT}, "encoding": {"x": x, "y": y}},
            {
                "mark": {"type": "text", "align": "left", "dx": 4, "fontSize": 13},
                "encoding": {"x": x, "y": y, "text": {"field": "chu", "type": "nominal"}},
            },
        ],
    }
    st.vega_lite_chart(spec, width="stretch")
    if block.illustrative_groups:
        st.caption(office.group_mark())


def show_norm_history(law: Law, norm: str, title: str, until: date) -> None:
    """The series of parameter `norm` from its first known step to `until`."""
    rows = law.rows(norm)
    st.subheader(title, anchor=False)
    left, right = st.columns([1, 2], gap="medium")
    with left:
        st.vega_lite_chart(_steps(rows, until), width="stretch")
    with right:
        headers = [
            _("Mức (đồng/tháng)"),
            _("Áp dụng từ"),
            _("Hiệu lực"),
            _("Chi trả từ"),
            _("Văn bản"),
            _("Kiểm chứng"),
        ]
        st.markdown(table(headers, [_cells(row) for row in rows], numbers_from=9))


def _steps(rows: tuple[DatedValue, ...], until: date) -> dict[str, Any]:
    """A Vega-Lite spec: each value from the day it applies, the last one up to `until`."""
    points = [{"ngay": row.applies_from.isoformat(), "muc": row.value} for row in rows]
    points.append({"ngay": until.isoformat(), "muc": rows[-1].value})
    amount = {"field": "muc", "type": "quantitative"}
    return {
        "config": {"locale": VIETNAMESE},
        "height": 220,
        "data": {"values": points},
        "mark": {"type": "line", "interpolate": "step-after", "color": CURRENT, "strokeWidth": 2.5, "point": False},
        "encoding": {
            "x": {
                "field": "ngay",
                "type": "temporal",
                "title": None,
                "axis": {"format": "%Y", "tickCount": "year", "labelOverlap": True},
            },
            "y": {**amount, "title": _("đồng/tháng"), "axis": {"format": ",.0f"}},
            "tooltip": [{**amount, "title": _("Mức (đồng/tháng)"), "format": ",.0f"}],
        },
    }


def _cells(row: DatedValue) -> list[str]:
    unknown = _("chưa rõ")
    return [
        number(row.value),
        day(row.applies_from),
        day(row.in_force_from) if row.in_force_from else unknown,
        short_month(row.paid_month),
        row.document,
        _("đã đọc văn bản")
        if row.evidence == "text"
        else _("nguồn thứ cấp")
        if row.is_verified
        else _("chưa kiểm chứng"),
    ]
