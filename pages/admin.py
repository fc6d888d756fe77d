"""Quản trị: users, choices of the office, backups, borders, law that waits, the first figures."""

import streamlit as st

from data.locale import _
from models.access.roles import Action
from pages._registry import page
from pages.screens.admin import accounts, backups, borders, notices, office
from pages.ui.frame import page_frame
from pages.ui.session import actor, loaders

data = loaders.data()
page_frame.top(page("admin.py"), data)
notices.show()
waiting = office.waiting(data.version)
PARTS = (
    (_("Người dùng"), (Action.MANAGE_USERS,), accounts.show),
    (_("Thiết lập"), (Action.MANAGE_OFFICE,), office.show),
    (_("Sao lưu"), (Action.BACK_UP,), backups.show),
    (_("Ranh giới"), (Action.IMPORT_BOUNDARIES, Action.ENTER_SHARES), lambda: borders.show(data)),
    (_("Văn bản chờ đối chiếu ({count})").format(count=len(waiting)), (), lambda: office.show_law(waiting)),
    (_("Số liệu gốc"), (Action.RESTORE,), office.show_seed),
    (_("Máy cài đặt"), (), office.show_machine),
)
mine = [(label, show) for label, needs, show in PARTS if not needs or actor.may(*needs)]
for tab, (_label, show) in zip(
    st.tabs([label for label, _show in mine], key="quan-tri-the", on_change="rerun"), mine, strict=True
):
    if tab.open:
        with tab:
            show()
