"""The corner of every page: who is signed in, in which roles, and the way in or out.

Belongs here: that corner, and what stands in place of a page that is not for this person.
"""

from __future__ import annotations

import streamlit as st

from data.accounts.login import sign_out
from data.locale import _
from models.access.roles import ROLE_WORDS, Action, SignedIn
from pages.ui.format.tables import escape
from pages.ui.session import actor, loaders, permission

IN, OUT, CORNER = "tai-khoan-dang-nhap", "tai-khoan-dang-xuat", "tai-khoan"
PASSWORD = "/mat-khau"


def title(words: str) -> None:
    """The page's title, and beside it the corner: the list of pages leaves no room in sight."""
    left, right = st.columns([4, 1], vertical_alignment="center")
    left.title(words, anchor=False)
    with right:
        _corner(actor.person())


def _corner(person: SignedIn | None) -> None:
    if person is None:
        st.button(
            _("Đăng nhập"),
            key=IN,
            on_click=permission.to_login,
            width="stretch",
            help=_("Để lưu phương án, nạp số liệu."),
        )
        return
    roles = ", ".join(_(ROLE_WORDS[role]).lower() for role in ROLE_WORDS if role in person.rights.roles)
    with st.popover(escape(person.name), key=CORNER, width="stretch", type="tertiary"):
        st.markdown(
            _("**{name}** ({login})  \nVai trò: {roles}").format(
                name=escape(person.name), login=escape(person.login), roles=roles or _("chưa được giao")
            )
        )
        st.markdown(_("[Đổi mật khẩu]({address})").format(address=PASSWORD))
        st.button(_("Đăng xuất"), key=OUT, on_click=_out, args=(person.session,), width="stretch")


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
    title(_("Trang dành cho vai trò khác"))
    permission.may_or_says(*needs)


def _out(session: str) -> None:
    sign_out(loaders.database(), session)
    actor.forget()
