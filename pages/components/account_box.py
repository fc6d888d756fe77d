"""The foot of the sidebar: who is signed in, in which roles, and the way in or out.

Belongs here: those few lines, and what stands in place of a page that is not for this person.
"""

from __future__ import annotations

import streamlit as st

from data.accounts.login import sign_out
from data.locale import _
from models.access.rights import SignedIn
from models.access.roles import ROLE_WORDS, Action
from pages.components import actor, loaders, permission
from pages.components.tables import escape

IN, OUT = "tai-khoan-dang-nhap", "tai-khoan-dang-xuat"
PASSWORD = "/mat-khau"


def show(person: SignedIn | None) -> None:
    """In the sidebar, below the list of pages."""
    with st.sidebar:
        st.divider()
        if person is None:
            st.button(_("Đăng nhập"), key=IN, on_click=permission.to_login, help=_("Để lưu phương án, nạp số liệu."))
            return
        roles = ", ".join(_(ROLE_WORDS[role]).lower() for role in ROLE_WORDS if role in person.rights.roles)
        st.markdown(_("**{name}**").format(name=escape(person.name)))
        st.caption(_("Vai trò: {roles}").format(roles=roles or _("chưa được giao")))
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(_("Đăng xuất"), key=OUT, on_click=_out, args=(person.session,), type="tertiary")
            st.markdown(_("[Đổi mật khẩu]({address})").format(address=PASSWORD))


def sign_in_first() -> None:
    """Instead of a page, where reading needs an account."""
    st.title(_("Cần đăng nhập"), anchor=False)
    st.markdown(
        _("Phiên làm việc đã hết hoặc chưa đăng nhập. [Đăng nhập]({address}) để trở lại đúng trang này.").format(
            address=permission.login_address()
        )
    )


def not_for(needs: tuple[Action, ...]) -> None:
    """Instead of a page that this person's roles do not open."""
    st.title(_("Trang dành cho vai trò khác"), anchor=False)
    permission.may_or_says(*needs)


def _out(session: str) -> None:
    sign_out(loaders.database(), session)
    actor.forget()
