"""Saying beforehand what would be refused: a button that cannot act says who may, and how to become one.

Belongs here: asking for the screen. A hidden button is no control: every command asks again (data/accounts/permission.py).
"""

from __future__ import annotations

from urllib.parse import quote, urlencode, urlsplit

import streamlit as st
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner import get_script_run_ctx

from data.locale import _
from models.access.roles import ACTION_WORDS, ROLE_WORDS, Action, holders
from pages.ui.session import actor

LOGIN = "/dang-nhap"


def may(*actions: Action) -> bool:
    """Whether the person signed in may do one of the actions somewhere."""
    found = actor.person()
    return found is not None and any(found.rights.may(action) for action in actions)


def may_or_says(*actions: Action) -> bool:
    """As `may`; where not, one line says what is missing and how to get it."""
    if may(*actions):
        return True
    found = actor.person()
    deed = _(ACTION_WORDS[actions[0]])
    if found is None:
        st.info(_("Đăng nhập để {deed}. [Đăng nhập]({address})").format(deed=deed, address=login_address()))
    else:
        roles = ", ".join(_(ROLE_WORDS[role]) for role in dict.fromkeys(r for a in actions for r in holders(a)))
        st.info(
            _(
                "Tài khoản {login} không có quyền {deed}; việc này dành cho vai trò: {roles}. Liên hệ người quản trị."
            ).format(login=found.login, deed=deed, roles=roles)
        )
    return False


def login_address() -> str:
    """Where to sign in and come back to this very page with its levers, as they stood when the page was drawn."""
    path, levers = urlsplit(st.context.url or "").path or "/", urlencode(st.query_params.to_dict())
    return f"{LOGIN}?tiep={quote(path + (f'?{levers}' if levers else ''), safe='')}"


def to_login() -> None:
    """For callbacks: there in this same tab, with the levers as they stand now. A link would open another tab and leave this one."""
    context = get_script_run_ctx()
    if context is not None:
        message = ForwardMsg()
        message.auth_redirect.url = login_address()
        context.enqueue(message)
