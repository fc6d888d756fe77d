"""Cookies of a session, one-time tokens, and the page to return to after signing in."""

from __future__ import annotations

from urllib.parse import parse_qsl, quote, urlsplit

from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import Scope

from data.accounts.sessions import session_of
from data.settings import read_settings
from pages.ui.session.actor import COOKIE, LOGIN, SECURE_COOKIE, token_in


def session_in(scope: Scope) -> str:
    """The id of the session whose cookie the request has; empty without one."""
    return session_of(token_in(HTTPConnection(scope).cookies))


def give(response: Response, token: str, scope: Scope) -> None:
    """Set the cookie of a new session in place of any other."""
    secure = is_secure(scope)
    response.set_cookie(
        SECURE_COOKIE if secure else COOKIE, token, path="/", secure=secure, httponly=True, samesite="lax"
    )


def is_secure(scope: Scope) -> bool:
    """Whether the browser came over TLS. By the office's own address; where it has none, by how the request came (a
    trusted proxy says so)."""
    public_url = read_settings().public_url
    return public_url.startswith("https://") if public_url else scope.get("scheme") in ("https", "wss")


HOME = "/"
PARAMETER, OVER = "tiep", "het"
LONGEST = 6000


def own_path(text: str) -> str:
    """The address if it is a path of ours with its levers, else the first page. Browsers take a backslash for a slash
    and leave out control characters, so neither is let through."""
    if not text.startswith("/") or text.startswith("//") or len(text) > LONGEST:
        return HOME
    if "\\" in text or not text.isprintable() or " " in text:
        return HOME
    try:
        parts = urlsplit(text)
    except ValueError:
        return HOME
    return HOME if parts.scheme or parts.netloc or parts.path == LOGIN else text


def login_leading_to(path: str, *, over: bool = False) -> str:
    """The login page, which leads back to that path; `over`: it shows that the session has ended."""
    back = own_path(path)
    parameters = [f"{OVER}=1"] if over else []
    if back != HOME:
        parameters.append(f"{PARAMETER}={quote(back, safe='')}")
    return LOGIN + (f"?{'&'.join(parameters)}" if parameters else "")


FIELD = "ma"
HIDDEN = b"ma=***"
_KEPT = "ansinh.one_time_token"


def hide(scope: Scope) -> None:
    """Remove the one-time token from the query string, which the server logs, before a page reads it from the scope."""
    query = scope.get("query_string", b"")
    if query:
        given = dict(parse_qsl(query.decode("latin-1"), max_num_fields=20) if query.count(b"&") < 20 else [])
        scope[_KEPT] = given.get(FIELD, "")
        scope["query_string"] = HIDDEN


def token_of(scope: Scope) -> str:
    """The token of the link by which the page was opened; empty without one."""
    return str(scope.get(_KEPT, ""))
