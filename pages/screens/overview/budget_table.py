"""Dự toán, lũy kế, thừa/thiếu: where the newest budget year stands, source by source.

Belongs here: the lines of the first screen about the budget. Sources are never added up: delegated central money is no
provincial budget.
"""

from __future__ import annotations

import streamlit as st

from data.locale import _
from models.policy.answers.budget import BudgetPosition, budget_positions, newest_year
from models.policy.answers.funding import SOURCES
from models.wording.numbers import millions, short_month, signed_millions
from pages._registry import page
from pages.ui.format.tables import table
from pages.ui.saved import open as scenario_open
from pages.ui.session.loaders import Data

_NAMES = {source.code: source.name for source in SOURCES}


def show(data: Data) -> None:
    """The table, or what to do while there is no budget line."""
    year = newest_year(data.budget)
    if year is None:
        st.markdown(
            _(
                "**Dự toán, lũy kế, thừa/thiếu:** Chưa nhập dự toán. Nhập thử dự toán năm ở trang Bảo trợ xã hội để xem đủ đến tháng nào."
            )
        )
        st.page_link(
            scenario_open.entry(page("upload.py")), label=_("Nạp tệp dự toán ở trang Cập nhật số liệu"),
            icon=":material/upload_file:",
        )  # fmt: skip
        return
    st.markdown(_("**Dự toán, lũy kế, thừa/thiếu năm {year}** (triệu đồng)").format(year=year))
    headers = [
        _("Nguồn"), _("Dự toán giao"), _("Bổ sung"), _("Lũy kế"), _("Đến hết tháng"), _("Còn lại"), _("Ước cả năm"),
        _("Thừa (+), thiếu (−)"),
    ]  # fmt: skip
    st.markdown(table(headers, [_row(position) for position in budget_positions(data.budget, year)]))
    st.caption(
        _(
            "Lũy kế đến tháng mới nhất mà mọi đơn vị, dòng dự toán đều có số. Ước cả năm: số quyết toán nếu có, không thì bình "
            "quân các tháng đã chi × 12, chưa tính truy lĩnh và thay đổi mức chuẩn."
        )
    )


def _row(position: BudgetPosition) -> list[str]:
    balance = position.balance_vnd
    return [
        _(_NAMES[position.source]),
        _amount(position.estimate_vnd),
        _amount(position.supplement_vnd),
        _amount(position.cumulative_vnd),
        _missing() if position.month is None else short_month(position.month),
        _amount(position.remaining_vnd),
        _amount(position.expected_vnd),
        _missing() if balance is None else signed_millions(balance),
    ]


def _amount(vnd: int | None) -> str:
    return _missing() if vnd is None else millions(vnd)


def _missing() -> str:
    return _("chưa có")
