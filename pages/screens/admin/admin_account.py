"""One account: its roles, shutting it out and letting it in, a new password, its sessions.

Belongs here: the buttons and their words. Does not: what is refused (data/accounts): the last admin stays one.
"""

from __future__ import annotations

import streamlit as st

from data.accounts import accounts
from data.accounts import accounts as accounts_accounts
from data.accounts.accounts import AccountLine
from data.locale import _
from models.wording.numbers import moment
from pages.screens.admin import admin_grants, admin_identity, admin_link, notices
from pages.ui.format.tables import table
from pages.ui.session import actor, loaders

ROLES, SHUT, OPEN, RESET, SURE, END = (
    "quan-tri-luu-vai-tro", "quan-tri-khoa", "quan-tri-mo-khoa", "quan-tri-mat-khau", "quan-tri-mat-khau-chac", "quan-tri-het-phien",
)  # fmt: skip


def show(line: AccountLine) -> None:
    me = actor.person()
    own = me is not None and me.account_id == line.id
    _roles(line)
    _sessions(line)
    admin_identity.show(line)
    if own:
        st.caption(
            _(
                "Đây là tài khoản của bạn: đổi mật khẩu bằng “Đổi mật khẩu” ở cuối thanh bên; người quản trị khác mới khóa được."
            )
        )
        return
    _password(line)
    _shutting(line)


def _roles(line: AccountLine) -> None:
    form = str(line.id)
    wanted = admin_grants.choose(form, line.rights.grants)
    changed = set(wanted) != set(line.rights.grants)
    if st.button(_("Lưu vai trò"), key=ROLES, type="primary", disabled=not changed):

        def save() -> str:
            accounts.change_grants(loaders.database(), line.id, wanted, actor=actor.current())
            actor.forget()
            return _("Đã đổi vai trò của {login}: {roles}. Có hiệu lực ngay ở lần bấm tiếp theo của người đó.").format(
                login=line.login, roles=admin_grants.words(wanted)
            )

        notices.act(save)


def _sessions(line: AccountLine) -> None:
    st.markdown(_("**Phiên đăng nhập**"))
    found = accounts_accounts.open_sessions(loaders.database(), line.id)
    if not found:
        st.caption(_("Không có phiên đăng nhập nào đang mở."))
        return
    rows = [[moment(one.began), moment(one.idle_until), one.address or _("không rõ")] for one in found]
    st.markdown(table([_("Phiên mở lúc"), _("Hết nếu để yên đến"), _("Từ máy")], rows, numbers_from=3))

    def end() -> str:
        ended = accounts_accounts.end_sessions(loaders.database(), line.id, actor=actor.current())
        actor.forget()
        return _("Đã kết thúc {count} phiên của {login}; người đó phải đăng nhập lại.").format(
            count=ended, login=line.login
        )

    if st.button(_("Kết thúc mọi phiên"), key=END):
        notices.act(end)


def _password(line: AccountLine) -> None:
    st.markdown(_("**Mật khẩu, khóa tài khoản**"))
    sure = True
    if line.has_password:
        sure = st.checkbox(
            _("Bỏ mật khẩu hiện tại và mọi phiên của {login}").format(login=line.login), key=f"{SURE}-{line.id}",
            help=_("Người đó phải đặt mật khẩu mới bằng liên kết trước khi đăng nhập lại."),
        )  # fmt: skip

    def reset() -> str:
        admin_link.keep(line.login, accounts.reset_password(loaders.database(), line.id, actor=actor.current()))
        return _("Đã tạo liên kết đặt mật khẩu cho {login}; liên kết trước đó không còn dùng được.").format(
            login=line.login
        )

    if st.button(_("Tạo liên kết đặt mật khẩu"), key=RESET, disabled=not sure or line.disabled_at is not None):
        notices.act(reset)


def _shutting(line: AccountLine) -> None:
    shut = line.disabled_at is None

    def turn() -> str:
        accounts.set_disabled(loaders.database(), line.id, shut, actor=actor.current())
        said = _("Đã khóa tài khoản {login} và kết thúc mọi phiên.") if shut else _("Đã mở khóa tài khoản {login}.")
        return said.format(login=line.login)

    label = _("Khóa tài khoản {login}") if shut else _("Mở khóa tài khoản {login}")
    if st.button(label.format(login=line.login), key=SHUT if shut else OPEN):
        notices.act(turn)
