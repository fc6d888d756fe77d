"""The group mix and the history of the norm, below the levers."""

from __future__ import annotations

from datetime import date

import altair as alt
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
    base = alt.Chart(alt.Data(values=rows)).encode(
        y=alt.Y("nhom:N", sort="-x", title=None, axis=alt.Axis(labelLimit=420, labelFontSize=13)),
        x=alt.X(
            "nguoi:Q",
            title=None,
            axis=alt.Axis(format=",.0f"),
            scale=alt.Scale(domainMax=ROOM * max(row["nguoi"] for row in rows) // 100, nice=False),
        ),
    )
    bars = base.mark_bar(color=CURRENT)
    words = base.mark_text(align="left", dx=4, fontSize=13).encode(text="chu:N")
    locale = alt.Locale(number=alt.NumberLocale(**VIETNAMESE["number"]))
    st.altair_chart((bars + words).properties(height=26 * len(rows)).configure(locale=locale), width="stretch")
    if block.illustrative_groups:
        st.caption(office.group_mark())


def show_norm_history(law: Law, norm: str, title: str, until: date) -> None:
    """The series of parameter `norm` from its first known step to `until`."""
    rows = law.rows(norm)
    st.subheader(title, anchor=False)
    left, right = st.columns([1, 2], gap="medium")
    with left:
        st.altair_chart(_steps(rows, until), width="stretch")
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


def _steps(rows: tuple[DatedValue, ...], until: date) -> alt.Chart:
    points = [{"ngay": row.applies_from.isoformat(), "muc": row.value} for row in rows]
    points.append({"ngay": until.isoformat(), "muc": rows[-1].value})
    return (
        alt.Chart(alt.Data(values=points))
        .mark_line(interpolate="step-after", color=CURRENT, strokeWidth=2.5, point=False)
        .encode(
            x=alt.X("ngay:T", title=None, axis=alt.Axis(format="%Y", tickCount="year", labelOverlap=True)),
            y=alt.Y("muc:Q", title=_("đồng/tháng"), axis=alt.Axis(format=",.0f")),
            tooltip=[alt.Tooltip("muc:Q", title=_("Mức (đồng/tháng)"), format=",.0f")],
        )
        .properties(height=220)
        .configure(locale=alt.Locale(number=alt.NumberLocale(**VIETNAMESE["number"])))
    )


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
