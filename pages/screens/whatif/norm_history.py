"""A norm through time: its steps as a chart and each step's four dates, document and evidence as a table.

Belongs here: showing the law one stands on. It does not depend on the levers, so it stands outside their fragment.
"""

from __future__ import annotations

from datetime import date

import altair as alt
import streamlit as st

from data.locale import _
from models.policy.law.law import DatedValue, Law
from models.wording.numbers import day, number, short_month
from pages.ui.charts.charts import CURRENT, VIETNAMESE
from pages.ui.format.tables import table


def show(law: Law, norm: str, title: str, until: date) -> None:
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
