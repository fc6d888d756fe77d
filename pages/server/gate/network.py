"""Addresses and host names under which the server may be reached."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from ipaddress import ip_address
from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from data.locale import _
from data.settings import Settings, read_settings
from pages.server.streamlit_internals import set_option

LOCAL_NAMES = frozenset({"localhost", ""})


class NetworkRefusedError(RuntimeError):
    """The server was to listen beyond this machine without the setting that allows it."""


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
    return [*hosts, *([str(st.get_option("server.address") or "0.0.0.0")] if by_streamlit else [])]


class NetworkGate:
    """Pure ASGI middleware, so that it sees websockets: 403 to every connection from another machine."""

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


OWN_NAMES = ("localhost", "127.0.0.1", "::1")
PROBES = frozenset({"/ready", "/_stcore/health"})
READING = frozenset({"GET", "HEAD", "OPTIONS"})


def let_streamlit_know(settings: Settings) -> None:
    """Give Streamlit the allowed host names, which it checks again for websockets."""
    set_option("server.allowedHosts", list(allowed_names(settings)))


def allowed_names(settings: Settings) -> tuple[str, ...]:
    public = urlsplit(settings.public_url).hostname if settings.public_url else None
    listed = [name.strip().lower().rstrip(".") for name in st.get_option("server.allowedHosts")]
    return tuple(dict.fromkeys([*OWN_NAMES, *listed, *([public] if public else [])]))


def name_of(host: str) -> str | None:
    """The name or address in a Host header, without its port; None for what is no host."""
    try:
        parts = urlsplit(f"//{host}")
        _port = parts.port
    except ValueError:
        return None
    if parts.netloc != host or "@" in host or not parts.hostname:
        return None
    return parts.hostname.rstrip(".")


def is_ours(host: str, names: tuple[str, ...]) -> bool:
    name = name_of(host)
    return name is not None and any(
        name == allowed or allowed == "*" or (allowed.startswith("*.") and name.endswith(allowed[1:]))
        for allowed in names
    )


def is_same_origin(origin: str, host: str, public_url: str | None) -> bool:
    """Whether the origin is that of the page itself: with the scheme of the public address where that is the Host (a
    proxy hides it), else either scheme."""
    if public_url and host.lower() == urlsplit(public_url).netloc:
        return origin.lower() == public_url
    return origin.lower() in (f"http://{host.lower()}", f"https://{host.lower()}")


class HostGate:
    """Pure ASGI middleware, so that it sees websockets: 400 to a foreign host name, 403 to a page of another origin."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._known: tuple[tuple[str, ...], str | None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal is None:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await refusal(scope, receive, send)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        hosts, origins = headers.getlist("host"), headers.getlist("origin")
        names, public_url = self._names()
        if not (len(hosts) == 1 and is_ours(hosts[0], names)):
            return None if _is_probe(scope, hosts) else _strange_name()
        if scope["type"] == "http" and (scope["method"] in READING or not origins):
            return None
        # Browsers always name the page a websocket comes from: what names none is no browser of ours.
        if len(origins) == 1 and is_same_origin(origins[0], hosts[0], public_url):
            return None
        return _strange_page()

    def _names(self) -> tuple[tuple[str, ...], str | None]:
        """Read at the first request: a setting that cannot be used has ended the start with its own message by then."""
        if self._known is None:
            settings = read_settings()
            self._known = allowed_names(settings), settings.public_url
        return self._known


def _is_probe(scope: Scope, hosts: list[str]) -> bool:
    if scope["type"] != "http" or scope["method"] not in READING or scope["path"] not in PROBES or len(hosts) > 1:
        return False
    return not hosts or _is_address(name_of(hosts[0]) or "")


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _strange_name() -> PlainTextResponse:
    return PlainTextResponse(
        _(
            "Phần mềm không nhận tên máy chủ này. Mở bằng địa chỉ đã được cấp; nếu đây là địa chỉ của đơn vị, người "
            "quản trị đặt ANSINH_PUBLIC_URL bằng địa chỉ đó (ví dụ https://ansinh.tinh.gov.vn) rồi khởi động lại."
        ),
        status_code=400,
        headers={"cache-control": "no-store"},
    )


def _strange_page() -> PlainTextResponse:
    return PlainTextResponse(
        _(
            "Yêu cầu đến từ trang của một địa chỉ khác nên không được thực hiện; số liệu không thay đổi. Mở phần mềm "
            "bằng địa chỉ đã được cấp rồi làm lại."
        ),
        status_code=403,
        headers={"cache-control": "no-store"},
    )
