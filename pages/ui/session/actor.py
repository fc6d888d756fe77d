"""Who is using this session, and what they may do."""

from __future__ import annotations

from collections.abc import Mapping
from time import monotonic
from urllib.parse import quote, urlencode, urlsplit

import streamlit as st
from cachetools import TTLCache

from data.accounts import sessions
from data.accounts.permission import name_of
from data.locale import _
from models.access.roles import ACTION_WORDS, NOBODY, ROLE_WORDS, Action, Actor, Person, SignedIn, holders
from pages.ui.session import loaders

COOKIE, SECURE_COOKIE = "ansinh", "__Host-ansinh"
"""The second under TLS, where the browser itself holds its promise."""
_KNOWN = "_nguoi-dung"
_LEAVING = "_den-dang-nhap"
_LEAVING_SECONDS = 10
_FRESH_SECONDS = 1.0
"""What was read so long ago serves the rest of the same run."""


def token() -> str:
    """The cookie's token; empty without one."""
    return token_in(st.context.cookies)


def token_in(cookies: Mapping[str, str]) -> str:
    """The token among the cookies of a request; empty without one. An office at an https address takes the name alone
    that no other site, and nobody on the line, can set."""
    plain = "" if (loaders.settings().public_url or "").startswith("https://") else cookies.get(COOKIE, "")
    return cookies.get(SECURE_COOKIE) or plain


def current() -> Actor:
    """The actor for a command; whether the session still holds is the command's to find out."""
    session = sessions.session_of(token())
    return Person(session) if session else NOBODY


def person() -> SignedIn | None:
    """Who is signed in at this moment; None for nobody and for a session that is over."""
    session = sessions.session_of(token())
    if not session:
        return None
    kept: TTLCache[str, SignedIn | None] = st.session_state.setdefault(_KNOWN, TTLCache(1, _FRESH_SECONDS))
    try:
        return kept[session]
    except KeyError:
        kept[session] = signed_in = sessions.who(loaders.database(), session)
        return signed_in


def forget() -> None:
    """The next question is asked of the database again: for after signing out."""
    st.session_state.pop(_KNOWN, None)


def name() -> str:
    """The name that commands keep with what this person writes; empty for nobody."""
    found = person()
    return name_of(found) if found is not None else ""


LOGIN = "/dang-nhap"


def may(*actions: Action) -> bool:
    """Whether the person signed in may do one of the actions somewhere."""
    found = person()
    return found is not None and any(found.rights.may(action) for action in actions)


def may_or_says(*actions: Action) -> bool:
    """As `may`; where not, one line says what is missing and how to get it."""
    if may(*actions):
        return True
    found = person()
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
    """For callbacks: the run that follows begins by leaving for the login in this same tab (`leaving_for`)."""
    st.session_state[_LEAVING] = login_address(), monotonic()
    st.rerun()  # of the whole page, also where the browser tells of a lever's move in the same message


def leaving_for() -> str | None:
    """Where the page is to go now; None to stay. Asked once a run, before anything is drawn. It holds for some seconds:
    another run may begin before the first one's answer has been sent, and takes that with it."""
    address, asked = st.session_state.get(_LEAVING, ("", -_LEAVING_SECONDS))
    return address if monotonic() - asked < _LEAVING_SECONDS else None
