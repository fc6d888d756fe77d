"""Step 2: what is wrong with a file of borders, what is to be confirmed, what was put right."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data.boundaries.check import Check
from data.boundaries.problems import Problem
from data.locale import _
from data.vocabulary.problems import words_of
from models.wording.numbers import number
from pages.ui.format.tables import escape

_TICK = "ranh-gioi-xac-nhan"
_SHOWN = 5


def show(check: Check) -> None:
    """The verdict, then the sentences behind it."""
    st.markdown(_("**2. Kiểm tra**"))
    errors = [problem for problem in check.problems if problem.severity == "error"]
    notes = [problem for problem in check.problems if problem.severity == "note"]
    if check.asks:
        st.warning(escape(errors[0].message))
    elif errors:
        st.error(_("{count} lỗi phải sửa; chưa ghi gì, ranh giới đang dùng giữ nguyên.").format(count=_total(errors)))
        _sentences(errors)
    else:
        st.success(_("Tệp đọc được: đủ ranh giới của {count} đơn vị.").format(count=number(len(check.outlines))))
    if notes:
        with st.expander(_("Đã tự chỉnh khi đọc ({count})").format(count=_total(notes))):
            _sentences(notes)


def tick(sha256: str, code: str, group: Sequence[Problem]) -> bool:
    """A group of warnings with its box; whether somebody has ticked it for this file."""
    with st.container(border=True):
        ticked = st.checkbox(
            _("Tôi đã xem và xác nhận: **{group}** ({count})").format(group=words_of(code), count=_total(group)),
            key=f"{_TICK}-{code}-{sha256[:12]}",
        )
        _sentences(group[:_SHOWN])
        if group[_SHOWN:]:
            with st.expander(_("Xem thêm {count} điều").format(count=_total(group[_SHOWN:]))):
                _sentences(group[_SHOWN:])
    return ticked


def _sentences(found: Sequence[Problem]) -> None:
    st.markdown("\n".join(f"- {escape(problem.message)}" for problem in found))


def _total(found: Sequence[Problem]) -> str:
    return number(sum(problem.count for problem in found))
