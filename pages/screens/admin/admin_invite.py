"""The form by which somebody new gets an account and a link to set its password.

Belongs here: the form. Does not: roles' lines (admin_grants.py), what is refused (data/accounts/accounts.py).
"""

from __future__ import annotations

import streamlit as st

from data.accounts import accounts
from data.accounts.accounts import LOGIN_LENGTH, NAME_LENGTH
from data.locale import _
from pages.screens.admin import admin_grants, admin_link, notices
from pages.ui.session import actor, loaders

LOGIN, NAME, INVITE = "quan-tri-moi-ten", "quan-tri-moi-ho-ten", "quan-tri-moi-nut"
FORM, _ROUND = "moi", "_quan-tri-moi-lan"


def show() -> None:
    turn = int(st.session_state.get(_ROUND, 0))  # the fields are empty again after an invitation
    login = st.text_input(
        _("Tên đăng nhập"), key=f"{LOGIN}-{turn}", max_chars=LOGIN_LENGTH, placeholder=_("ví dụ tran.van.a")
    )
    name = st.text_input(_("Họ tên hoặc chức danh"), key=f"{NAME}-{turn}", max_chars=NAME_LENGTH)
    wanted = admin_grants.choose(FORM, ())
    if not st.button(_("Tạo tài khoản và liên kết"), key=INVITE, type="primary"):
        return

    def invite() -> str:
        token = accounts.invite(loaders.database(), login, name, wanted, actor=actor.current())
        admin_link.keep(login, token)
        admin_grants.begin_again(FORM)
        st.session_state[_ROUND] = turn + 1
        return _("Đã tạo tài khoản {login}. Chuyển liên kết dưới đây cho người dùng.").format(login=login)

    notices.act(invite)
