"""Who is acting: the person of the session's cookie, asked of the database.

Belongs here: from the cookie to an actor for commands and to a person for the screen. Does not: deciding what they may do (commands do,
in their own transaction; permission.py only says beforehand what would be refused).
"""

from __future__ import annotations

import time
from collections.abc import Mapping

import streamlit as st

from data.accounts import sessions
from data.accounts.permission import name_of
from models.access.actor import NOBODY, Actor, Person
from models.access.roles import SignedIn
from pages.ui.session import loaders

COOKIE, SECURE_COOKIE = "ansinh", "__Host-ansinh"
"""The second under TLS, where the browser itself holds its promise."""
_KNOWN = "_nguoi-dung"
_FRESH_SECONDS = 1.0
"""What was read so long ago serves the rest of the same run."""


def token() -> str:
    """The cookie's token; empty without one."""
    return token_in(st.context.cookies)


def token_in(cookies: Mapping[str, str]) -> str:
    """The token among the cookies of a request; empty without one. An office at an https address takes the name alone that
    no other site, and nobody on the line, can set."""
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
    kept: tuple[float, str, SignedIn | None] | None = st.session_state.get(_KNOWN)
    if kept is not None and kept[1] == session and time.monotonic() - kept[0] < _FRESH_SECONDS:
        return kept[2]
    found = sessions.who(loaders.database(), session)
    st.session_state[_KNOWN] = (time.monotonic(), session, found)
    return found


def forget() -> None:
    """The next question is asked of the database again: for after signing out."""
    st.session_state.pop(_KNOWN, None)


def name() -> str:
    """The name that commands keep with what this person writes; empty for nobody."""
    found = person()
    return name_of(found) if found is not None else ""
