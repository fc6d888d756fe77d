"""The one-time link by which a person sets a password: shown to who made it, to be handed over.

Belongs here: its address and showing it until it is put away. Does not: the link's rights (data/accounts/links.py), its page (pages/server).
"""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st

from data.locale import _
from pages.ui.format.tables import escape
from pages.ui.session import loaders

PATH = "/dat-mat-khau"
_KEPT, HIDE = "_quan-tri-lien-ket", "quan-tri-an-lien-ket"


def keep(login: str, token: str) -> None:
    """For the run that follows; the token is nowhere else."""
    st.session_state[_KEPT] = (login, f"{_origin()}{PATH}?ma={token}")


def show() -> None:
    kept = st.session_state.get(_KEPT)
    if kept is None:
        return
    login, link = kept
    with st.container(border=True):
        st.markdown(
            _("**Liên kết đặt mật khẩu của {login}**: dùng một lần, trong 24 giờ. Chuyển tận tay hoặc qua kênh riêng; ai có liên kết đều đặt được mật khẩu.").format(
                login=escape(login)
            )
        )  # fmt: skip
        st.code(link, language=None, wrap_lines=True)
        st.button(_("Đã chuyển, ẩn liên kết"), key=HIDE, on_click=_put_away)


def _put_away() -> None:
    st.session_state.pop(_KEPT, None)


def _origin() -> str:
    """The office's own address; without one, where this page was opened."""
    public_url = loaders.settings().public_url
    if public_url:
        return public_url
    parts = urlsplit(st.context.url or "")
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
