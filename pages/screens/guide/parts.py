"""The parts of the guide: their names, and which of them is open, in the address too."""

from __future__ import annotations

import streamlit as st

from data.locale import _
from models.wording.words import N_
from pages.ui.session import choices

PARAMETER = "phan"
JOBS, FORMULAS, LEVERS, FILES, MARKS, ROLES, PRIVACY, MACHINE, ALL = (
    "viec",
    "cong-thuc",
    "thong-so",
    "tep-nap",
    "dau-hieu",
    "vai-tro",
    "du-lieu-ca-nhan",
    "may-mang",
    "tat-ca",
)
NAMES = {
    JOBS: N_("Năm bước cho mỗi việc"),
    FORMULAS: N_("Công thức và giới hạn"),
    LEVERS: N_("Thông số"),
    FILES: N_("Tệp nạp"),
    MARKS: N_("Dấu hiệu trên số liệu"),
    ROLES: N_("Ai được làm gì"),
    PRIVACY: N_("Dữ liệu cá nhân"),
    MACHINE: N_("Máy và mạng"),
}
"""In the order in which they stand."""
KEY = "huong-dan-phan"


def choose() -> tuple[str, ...]:
    """The parts to draw: the one that is open, or all of them for paper and for searching."""
    names = {**NAMES, ALL: N_("Tất cả, để in hoặc tìm")}
    asked = st.query_params.get(PARAMETER)
    if KEY not in st.session_state and asked in names:
        st.session_state[KEY] = asked
    choices.keep_possible(KEY, names, JOBS)
    chosen = st.pills(
        _("Phần của hướng dẫn"),
        list(names),
        format_func=lambda part: _(names[part]),
        required=True,
        key=KEY,
        label_visibility="collapsed",
        persist_state="session",
    )
    choices.write(PARAMETER, "" if chosen == JOBS else str(chosen))
    return tuple(NAMES) if chosen == ALL else (str(chosen),)
