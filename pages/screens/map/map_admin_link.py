"""Below the map: where borders and shares of split units come in, for who may bring them.

Belongs here: the one line.
"""

from __future__ import annotations

import streamlit as st

from data.locale import _
from models.access.roles import Action
from pages._registry import page
from pages.ui.saved import open as scenario_open
from pages.ui.session import actor


def show() -> None:
    if actor.may(Action.IMPORT_BOUNDARIES, Action.ENTER_SHARES):
        st.page_link(
            scenario_open.entry(page("admin.py")), label=_("Nạp ranh giới chính xác, tỷ lệ của đơn vị bị chia: trang Quản trị"),
            icon=":material/settings:",
        )  # fmt: skip
