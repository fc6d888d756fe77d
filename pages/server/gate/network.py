"""Which machines may reach the server: this one only, until the office opens it.

Belongs here: refusing to start on an open address, and refusing connections from elsewhere all the same (uvicorn takes
its address from its own command line, which the start cannot always see). ANSINH_ALLOW_NETWORK=1 opens both.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from ipaddress import ip_address

from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config

from data.locale import _
from data.settings import Settings, read_settings

LOCAL_NAMES = frozenset({"localhost", ""})


class NetworkRefusedError(RuntimeError):
    """The server was asked to listen beyond this machine without the setting that allows it."""


def is_local(host: str) -> bool:
    """A loopback address or name; what is no address (a Unix socket, a test client) cannot come from outside."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return True


def refuse_open_start(settings: Settings, arguments: Sequence[str] | None = None) -> None:
    """Raise NetworkRefusedError when an address beyond this machine is configured and not allowed."""
    if settings.allow_network:
        return
    for host in _listening_on(sys.argv if arguments is None else arguments):
        if host not in LOCAL_NAMES and not _names_loopback(host):
            raise NetworkRefusedError(
                _(
                    "phần mềm chỉ chạy trên máy này, không mở địa chỉ {host}. Bỏ địa chỉ đó; hoặc để máy khác vào, đặt "
                    "ANSINH_ALLOW_NETWORK=1, nên có máy chủ trung gian mã hóa (TLS) phía trước vì mật khẩu đi qua mạng."
                ).format(host=host)
            )


def _names_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _listening_on(arguments: Sequence[str]) -> list[str]:
    hosts = [os.environ.get("UVICORN_HOST", "")]
    for place, argument in enumerate(arguments):
        name, _equals, value = argument.partition("=")
        if name in ("--host", "--server.address"):
            hosts.append(value or (arguments[place + 1] if place + 1 < len(arguments) else ""))
    by_streamlit = any(argument.endswith("app.py") for argument in arguments)
    return [*hosts, *([str(config.get_option("server.address") or "0.0.0.0")] if by_streamlit else [])]


class NetworkGate:
    """Pure ASGI, so that it sees websockets: answers 403 to every connection from another machine."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        # Settings are read at the door and not above: a setting that cannot be used would end the start without a word.
        client = scope.get("client")
        inside = scope["type"] not in ("http", "websocket") or client is None or is_local(client[0])
        if inside or read_settings().allow_network:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            body = _("Phần mềm chỉ mở trên máy cài đặt.").encode()
            headers = [(b"content-type", b"text/plain; charset=utf-8")]
            await send({"type": "http.response.start", "status": 403, "headers": headers})
            await send({"type": "http.response.body", "body": body})
