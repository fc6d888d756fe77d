"""Goal seek on the screen: a ceiling in, the highest norm out, and one step more beside it.

Belongs here: the tab. The search is models/policy/goal_seek.py.
"""

from __future__ import annotations

import streamlit as st

from data.locale import _
from models.policy import protection
from models.policy.goal_seek import GoalSeek, Per, highest_norm
from models.policy.protection import NORM
from pages.components.loaders import Data
from pages.components.numbers import MILLION, money, month, number
from pages.components.whatif import WhatIf

CEILING, PER = "btxh-tran", "btxh-tran-theo"


def show(found: WhatIf, data: Data) -> None:
    """Ask for the ceiling; answer in a sentence; offer to set the lever."""
    words = {"month": _("mỗi tháng"), "year": _("cả năm ngân sách {year}").format(year=found.change.applies_from.year)}
    left, right = st.columns(2, vertical_alignment="bottom")
    with left:
        millions = st.number_input(
            _("Mức kinh phí tăng thêm tối đa (triệu đồng)"), 0, 10_000_000, 5_000, 500, key=CEILING, persist_state="session"
        )  # fmt: skip
    with right:
        per = st.segmented_control(
            _("Tính cho"), list(words), default="month", required=True, key=PER, format_func=words.get, persist_state="session"
        )  # fmt: skip
    asked: Per = "year" if per == "year" else "month"
    answer = highest_norm(found.baseline, data.law, found.scenario, protection.HORIZON, int(millions) * MILLION, asked)
    st.markdown("#### " + _sentence(answer, found, words[asked]))
    st.caption(
        _(
            "Các thông số khác giữ như đang đặt; tính trên kinh phí của kỳ số liệu, làm tròn xuống bậc {step} đồng."
        ).format(step=number(NORM.step))
    )
    if answer.norm is not None:
        st.button(
            _("Đặt mức chuẩn {norm} đồng").format(norm=number(answer.norm)), on_click=_set, args=(answer.norm,), key="btxh-dat-muc"
        )  # fmt: skip


def _sentence(answer: GoalSeek, found: WhatIf, words: str) -> str:
    start = month(found.change.applies_from)
    ceiling = money(answer.ceiling_vnd)
    if answer.norm is None:
        text = _("Thêm {ceiling} {per} chưa đủ nâng một bậc từ {start}").format(ceiling=ceiling, per=words, start=start)
    else:
        text = _("Thêm {ceiling} {per} thì từ {start} nâng được tới {norm} đồng/tháng (tăng khoảng {increase})").format(
            ceiling=ceiling, per=words, start=start, norm=number(answer.norm), increase=money(answer.increase_vnd)
        )
    if answer.next_norm is None:
        return text + _("; đây là mức cao nhất của thanh kéo.")
    return text + _("; {norm} đồng thì tăng khoảng {increase}.").format(
        norm=number(answer.next_norm), increase=money(answer.next_increase_vnd)
    )


def _set(norm: int) -> None:
    st.session_state[NORM.parameter] = norm
