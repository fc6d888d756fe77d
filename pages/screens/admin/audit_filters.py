"""The filters of the audit chain, kept in the address: who, what, from which day to which, and a text.

Belongs here: the controls. Does not: finding events (data/audit/events.py).
"""

from __future__ import annotations

import streamlit as st

from data.audit.events import Wanted, actors
from data.audit.words import ACTION_WORDS, action_words
from data.locale import _
from pages.ui.session import actor, loaders

ACTOR, ACTION, FIRST, LAST, TEXT = "nk-nguoi", "nk-viec", "nk-tu", "nk-den", "nk-tim"


def show() -> Wanted:
    """One line of controls; what they ask for."""
    people = actors(loaders.database(), actor=actor.current())
    columns = st.columns([6, 6, 5, 5, 6], gap="small")
    who = columns[0].selectbox(
        _("Người"), people, index=None, placeholder=_("Tất cả"), key=ACTOR, bind="query-params", persist_state="session"
    )
    deed = columns[1].selectbox(
        _("Việc"), list(ACTION_WORDS), index=None, placeholder=_("Tất cả"), format_func=action_words, key=ACTION,
        bind="query-params", persist_state="session",
    )  # fmt: skip
    first = columns[2].date_input(
        _("Từ ngày"), None, format="DD/MM/YYYY", key=FIRST, bind="query-params", persist_state="session"
    )
    last = columns[3].date_input(
        _("Đến ngày"), None, format="DD/MM/YYYY", key=LAST, bind="query-params", persist_state="session"
    )
    text = columns[4].text_input(
        _("Tìm trong nội dung"), max_chars=100, placeholder=_("tên tệp, tài khoản…"), key=TEXT,
        bind="query-params", persist_state="session",
    )  # fmt: skip
    if first is not None and last is not None and first > last:
        st.warning(_("“Từ ngày” sau “Đến ngày” nên không có sự kiện nào. Đổi một trong hai ngày."))
    return Wanted(who, deed, first, last, text or "")
