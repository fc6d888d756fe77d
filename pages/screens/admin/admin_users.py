"""The tab "Người dùng": everybody who has an account, one account's affairs, a new account, what roles mean.

Belongs here: the list and the order of the parts. Does not: the forms (admin_invite.py, admin_account.py).
"""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from data.accounts import accounts
from data.accounts import accounts as accounts_accounts
from data.accounts.accounts import AccountLine
from data.locale import _
from models.access.roles import ROLE_DEEDS, ROLE_WORDS, Role
from models.wording.numbers import moment
from pages.screens.admin import admin_account, admin_grants, admin_invite, admin_link
from pages.ui.format.tables import table
from pages.ui.session import loaders

CHOSEN = "quan-tri-tai-khoan"


def show() -> None:
    database = loaders.database()
    lines, seen = accounts.listed(database), accounts_accounts.last_signed_in(database)
    admin_link.show()
    headers = [
        _("Tên đăng nhập"),
        _("Họ tên, chức danh"),
        _("Vai trò và phần được giao"),
        _("Đăng nhập gần nhất"),
        _("Trạng thái"),
    ]
    rows = [
        [line.login, line.name, admin_grants.words(line.rights.grants), _seen(seen.get(line.id)), _state(line)]
        for line in lines
    ]
    st.markdown(table(headers, rows, numbers_from=len(headers)))
    if len(lines) == 1:
        st.caption(
            _("Mới có một tài khoản. Mời thêm người dùng ở dưới; nên có ít nhất hai người giữ vai trò Quản trị.")
        )
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader(_("Một tài khoản"), anchor=False)
        by_id = {line.id: line for line in lines}
        chosen = st.selectbox(
            _("Tài khoản"), list(by_id), index=None, key=CHOSEN, placeholder=_("Chọn tài khoản để xem, sửa"),
            format_func=lambda one: _("{name} ({login})").format(name=by_id[one].name, login=by_id[one].login),
        )  # fmt: skip
        if chosen is not None:
            admin_account.show(by_id[chosen])
    with right:
        st.subheader(_("Mời người dùng mới"), anchor=False)
        admin_invite.show()
    st.subheader(_("Vai trò nào làm được gì"), anchor=False)
    st.markdown(
        table(
            [_("Vai trò"), _("Được làm")], [[_(ROLE_WORDS[role]), _(ROLE_DEEDS[role])] for role in Role], numbers_from=2
        )
    )
    st.caption(
        _(
            "Một người giữ được nhiều vai trò; mỗi vai trò giới hạn được theo lĩnh vực và địa bàn. Giới hạn chỉ áp dụng cho việc ghi: ai đã "
            "vào phần mềm đều xem được mọi trang số liệu."
        )
    )


def _seen(at: datetime | None) -> str:
    return moment(at) if at is not None else _("chưa, hoặc trên 30 ngày")


def _state(line: AccountLine) -> str:
    if line.disabled_at is not None:
        return _("Đã khóa lúc {time}").format(time=moment(line.disabled_at))
    if not line.has_password and line.subject is None:
        return _("Chưa đặt mật khẩu")
    return _("Đang dùng")
