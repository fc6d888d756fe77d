"""The mix of groups as bars: how many people each group has in the figures one stands on, marked as what it is.

Belongs here: a picture of the baseline. It does not depend on the levers, so it stands outside their fragment.
"""

from __future__ import annotations

import altair as alt
import streamlit as st

from data.locale import _
from models.policy.engine.baseline import Block
from models.wording.numbers import number, short_month
from pages.ui.charts.charts import CURRENT, VIETNAMESE
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
