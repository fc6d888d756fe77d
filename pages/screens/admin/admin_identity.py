"""One account's identity at the office's own sign-on: who is let in as this account without a password.

Belongs here: binding it and taking it away. Does not: binding at first use (data/accounts/accounts.py), which needs nobody.
"""

from __future__ import annotations

import streamlit as st

from data.accounts import accounts
from data.accounts.accounts import AccountLine, AccountRefusedError
from data.locale import _
from pages.screens.admin import notices
from pages.ui.format.tables import escape
from pages.ui.session import actor, loaders, provider

ISSUER, SUBJECT, BIND, UNBIND = (
    "quan-tri-noi-cap", "quan-tri-ma-dinh-danh", "quan-tri-gan-danh-tinh", "quan-tri-bo-danh-tinh",
)  # fmt: skip


def show(line: AccountLine) -> None:
    """Nothing where the office has no sign-on of its own and the account no identity."""
    if line.subject is None and not provider.is_configured():
        return
    st.markdown(_("**Tài khoản cơ quan**"))
    if line.subject is None:
        _bind(line)
    else:
        _unbind(line)


def _bind(line: AccountLine) -> None:
    st.caption(
        _(
            "Chưa gắn. Chép hai dòng mà trang “Chưa có tài khoản trong phần mềm” báo cho người này; nếu tên đăng nhập là thư điện tử đã được cơ "
            "quan xác minh thì tự gắn ở lần đăng nhập đầu tiên."
        )
    )
    issuer = st.text_input(_("Nơi cấp"), key=f"{ISSUER}-{line.id}", max_chars=255)
    subject = st.text_input(_("Mã định danh"), key=f"{SUBJECT}-{line.id}", max_chars=255)

    def bind() -> str:
        if not (issuer.strip() and subject.strip()):
            raise AccountRefusedError(_("Nhập cả nơi cấp và mã định danh rồi bấm lại; chưa gắn gì."))
        accounts.bind_identity(loaders.database(), line.id, issuer, subject, actor=actor.current())
        return _("Đã gắn tài khoản cơ quan với {login}.").format(login=line.login)

    if st.button(_("Gắn tài khoản cơ quan"), key=BIND):
        notices.act(bind)


def _unbind(line: AccountLine) -> None:
    st.markdown(
        _("Nơi cấp: {issuer}  \nMã định danh: {subject}").format(
            issuer=escape(line.issuer or ""), subject=escape(line.subject or "")
        )
    )

    def unbind() -> str:
        accounts.bind_identity(loaders.database(), line.id, "", "", actor=actor.current())
        actor.forget()
        return _("Đã bỏ tài khoản cơ quan của {login} và kết thúc mọi phiên.").format(login=line.login)

    if st.button(_("Bỏ tài khoản cơ quan"), key=UNBIND):
        notices.act(unbind)
