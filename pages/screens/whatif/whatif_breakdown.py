"""What a what-if is made of: the waterfall of measures and the tornado of uncertain inputs, picture and table.

Belongs here: drawing the two tabs. Does not: rows (whatif_lines.py) or specs (charts_bars.py).
"""

from __future__ import annotations

import streamlit as st

from data.locale import _
from models.policy.answers.whatif import WhatIf
from pages.screens.whatif import whatif_lines
from pages.ui.answers import tables
from pages.ui.charts import charts
from pages.ui.format.tables import table


def measures(found: WhatIf) -> None:
    """What each measure adds alone, and their interaction."""
    if not found.bars:
        st.info(
            _("Chưa có biện pháp nào khác hiện hành. Kéo mức chuẩn hoặc mở “Ai thuộc diện” để đổi hệ số, số người.")
        )
        return
    content = whatif_lines.measures(found)
    bars = [(_(bar.name), bar.vnd) for bar in found.bars]
    left, right = st.columns([3, 2], gap="medium")
    with left:
        st.caption(content.title)
        spec = charts.waterfall(bars, (_("Tăng thêm mỗi tháng"), found.main.increase_vnd))
        st.vega_lite_chart(spec, key=f"{found.area.prefix}thac-nuoc", width="stretch", alt=content.title)
    with right:
        st.markdown(table(content.headers, content.rows, last_bold=True))
        st.caption(
            _("Mỗi biện pháp được tính riêng trên nền hiện hành; phần các biện pháp cùng lúc làm thay đổi thêm là “Tác động kết hợp”.")
        )  # fmt: skip
        tables.button(found, content, "bien-phap")


def drivers(found: WhatIf) -> None:
    """Which input the range comes from."""
    if not found.range.inputs:
        st.info(_("Các số đầu vào đều là số đúng, không có giả định thấp, cao: kết quả không có khoảng dao động."))
        return
    if not found.range.is_a_range:
        text = (
            _("Chưa đổi gì so với hiện hành nên chưa có khoảng dao động.")
            if found.no_change is not None
            else _("Phần tăng thêm của phương án không phụ thuộc các số chưa chắc chắn: không có khoảng dao động.")
        )
        st.info(text)
        return
    content = whatif_lines.drivers(found)
    st.caption(content.title)
    rows = [(_(each.name), each.low_vnd, each.high_vnd) for each in found.range.inputs]
    spec = charts.tornado(rows)
    st.vega_lite_chart(spec, key=f"{found.area.prefix}loc-xoay", width="stretch", alt=content.title)
    st.markdown(table(content.headers, content.rows))
    tables.button(found, content, "dao-dong")
    st.caption(
        _("“trên”, “gần”, “khoảng” được hiểu là trong một đơn vị của chữ số cuối báo cáo ghi: “trên 24 tỷ” là từ 24 đến dưới 25 tỷ.")
    )  # fmt: skip
