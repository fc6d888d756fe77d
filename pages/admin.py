"""Quản trị: users, choices of the office, backups, borders, law that waits, the first figures, the copy to practise on."""

import streamlit as st

from data.locale import _
from models.access.roles import Action
from pages._registry import page
from pages.screens.admin import (
    admin_backups,
    admin_borders,
    admin_law,
    admin_machine,
    admin_office,
    admin_seed,
    admin_users,
    notices,
    training,
)
from pages.ui.frame import page_frame
from pages.ui.session import actor, loaders

data = loaders.data()
page_frame.top(page("admin.py"), data)
notices.show()
waiting = admin_law.waiting(data.version)
PARTS = (
    (_("Người dùng"), (Action.MANAGE_USERS,), admin_users.show),
    (_("Thiết lập"), (Action.MANAGE_OFFICE,), admin_office.show),
    (_("Sao lưu"), (Action.BACK_UP,), admin_backups.show),
    (_("Ranh giới"), (Action.IMPORT_BOUNDARIES, Action.ENTER_SHARES), lambda: admin_borders.show(data)),
    (_("Văn bản chờ đối chiếu ({count})").format(count=len(waiting)), (), lambda: admin_law.show(waiting)),
    (_("Số liệu gốc"), (Action.RESTORE,), admin_seed.show),
    (_("Thử nghiệm"), (Action.BACK_UP,), training.show),
    (_("Máy cài đặt"), (), admin_machine.show),
)
mine = [(label, show) for label, needs, show in PARTS if not needs or actor.may(*needs)]
for tab, (_label, show) in zip(
    st.tabs([label for label, _show in mine], key="quan-tri-the", on_change="rerun"), mine, strict=True
):
    if tab.open:
        with tab:
            show()
