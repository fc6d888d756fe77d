"""The cookie of a session: reading it from a request, setting it at a login.

Belongs here: name and flags. Does not: whether the session lives (session_watch.py).
A browser session's cookie without an age: how long a session may last is the database's to say. It stays after signing out, when its
value opens nothing any more: by it the browser is known as one where this person has signed in before (data/accounts/login.py).
"""

from __future__ import annotations

from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import Scope

from data.accounts.sessions import session_of
from data.settings import read_settings
from pages.ui.session.actor import COOKIE, SECURE_COOKIE, token_in


def session_in(scope: Scope) -> str:
    """The name of the session whose cookie the request brings; empty without one."""
    return session_of(token_in(HTTPConnection(scope).cookies))


def give(response: Response, token: str, scope: Scope) -> None:
    """Send the token of a new session in place of any other."""
    secure = is_secure(scope)
    response.set_cookie(
        SECURE_COOKIE if secure else COOKIE, token, path="/", secure=secure, httponly=True, samesite="lax"
    )


def is_secure(scope: Scope) -> bool:
    """Whether the browser came over TLS. By the office's own address; where it has none, by how the request came (a trusted proxy says so)."""
    public_url = read_settings().public_url
    return public_url.startswith("https://") if public_url else scope.get("scheme") in ("https", "wss")
