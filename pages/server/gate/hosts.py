"""By what name the server is reached, and from whose page: Host and Origin of requests and websockets.

Belongs here: names that are ours, and refusing the rest (DNS rebinding, another site's page). Does not: who sits at the
browser (accounts), which machine it is (network.py).

Names are this machine's own, `server.allowedHosts` of Streamlit, and the host of ANSINH_PUBLIC_URL; the port is not
compared, as a page on another port is another origin anyway. A proxy in front must pass the Host it was asked for.
`/ready` and `/_stcore/health` also answer to an IP address or to no Host at all, as probes of a proxy send them: an
attack by name needs a name.
"""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config

from data.locale import _
from data.settings import Settings, read_settings

OWN_NAMES = ("localhost", "127.0.0.1", "::1")
PROBES = frozenset({"/ready", "/_stcore/health"})
READING = frozenset({"GET", "HEAD", "OPTIONS"})


def let_streamlit_know(settings: Settings) -> None:
    """Streamlit looks at the Host of websockets once more, by its own list."""
    config.set_option("server.allowedHosts", list(allowed_names(settings)))


def allowed_names(settings: Settings) -> tuple[str, ...]:
    public = urlsplit(settings.public_url).hostname if settings.public_url else None
    listed = [name.strip().lower().rstrip(".") for name in config.get_option("server.allowedHosts")]
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
        name == one or one == "*" or (one.startswith("*.") and name.endswith(one[1:])) for one in names
    )


def is_same_origin(origin: str, host: str, public_url: str | None) -> bool:
    """Of the page itself: scheme by the public address where that is the Host (a proxy hides it), else either."""
    if public_url and host.lower() == urlsplit(public_url).netloc:
        return origin.lower() == public_url
    return origin.lower() in (f"http://{host.lower()}", f"https://{host.lower()}")


class HostGate:
    """Pure ASGI, so that it sees websockets: 400 to a name that is not ours, 403 to another site's page."""

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
            "Phần mềm không nhận tên máy chủ này. Mở bằng địa chỉ đã được cấp; nếu đây là địa chỉ của đơn vị, người quản "
            "trị đặt ANSINH_PUBLIC_URL bằng địa chỉ đó (ví dụ https://ansinh.tinh.gov.vn) rồi khởi động lại."
        ),
        status_code=400,
        headers={"cache-control": "no-store"},
    )


def _strange_page() -> PlainTextResponse:
    return PlainTextResponse(
        _(
            "Yêu cầu đến từ trang của một địa chỉ khác nên không được thực hiện; số liệu không thay đổi. Mở phần mềm bằng "
            "địa chỉ đã được cấp rồi làm lại."
        ),
        status_code=403,
        headers={"cache-control": "no-store"},
    )
