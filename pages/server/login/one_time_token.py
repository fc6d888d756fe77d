"""The token of a one-time link, taken out of the address before anything can write the address down.

Belongs here: moving it aside. The server logs a request's address from this same scope when it answers, so the log of a
server that keeps one shows no token.
"""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.types import Scope

FIELD = "ma"
HIDDEN = b"ma=***"
_KEPT = "ansinh.one_time_token"


def hide(scope: Scope) -> None:
    """Before the request goes on to a page that takes a token. Changes the scope itself: the server's own."""
    query = scope.get("query_string", b"")
    if query:
        given = dict(parse_qsl(query.decode("latin-1"), max_num_fields=20) if query.count(b"&") < 20 else [])
        scope[_KEPT] = given.get(FIELD, "")
        scope["query_string"] = HIDDEN


def token_of(scope: Scope) -> str:
    """The token of the link by which the page was opened; empty without one."""
    return str(scope.get(_KEPT, ""))
