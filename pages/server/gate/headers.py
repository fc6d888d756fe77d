"""Security headers of every response: the content security policy and its companions.

Scripts come from this server alone and none is made from text: Vega and deck.gl run without unsafe-eval. (deck.gl
compiles a WebAssembly module of its bundle, which has a permission of its own.) Styles do not keep to files (emotion
writes them while the page runs), so they stay open; the server sends no text as HTML.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import lru_cache

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from data.settings import read_settings
from pages.server.streamlit_internals import document

CLOSED = ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
ONE_YEAR = 31_536_000
_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_PLAIN_HOST = re.compile(r"[A-Za-z0-9._-]+(:[0-9]{1,5})?")


@lru_cache(maxsize=1)
def _inline_scripts() -> str:
    """Hashes of the scripts that stand in Streamlit's document itself (one, which sets a flag)."""
    digests = [hashlib.sha256(text.encode()).digest() for text in _INLINE.findall(document())]
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def content_policy(host: str) -> str:
    """The content security policy. `host` is that of the request: older browsers do not count a websocket to it as
    'self'."""
    sockets = f" ws://{host} wss://{host}" if _PLAIN_HOST.fullmatch(host) else ""
    rules = (
        "default-src 'none'",
        f"script-src 'self' 'wasm-unsafe-eval' {_inline_scripts()}",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "media-src 'self' blob:",
        f"connect-src 'self' data: blob:{sockets}",
        "worker-src 'self' blob:",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
    )
    return "; ".join(rules)


@lru_cache(maxsize=64)
def protections(host: str, public_url: str | None) -> tuple[tuple[str, str], ...]:
    """The headers of a response. Strict-Transport-Security only where the office's own address is https."""
    headers = [
        ("content-security-policy", content_policy(host)),
        ("x-frame-options", "DENY"),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("permissions-policy", ", ".join(f"{name}=()" for name in CLOSED)),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ]
    if public_url and public_url.startswith("https://"):
        headers.append(("strict-transport-security", f"max-age={ONE_YEAR}"))
    return tuple(headers)


class Protections:
    """Pure ASGI middleware, outermost, so that refusals of the gates inside carry the headers too."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._public_url: str | None = None
        self._read = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if not self._read:
            self._public_url, self._read = read_settings().public_url, True
        headers = protections(Headers(scope=scope).get("host", "")[:300], self._public_url)

        async def protected(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = MutableHeaders(scope=message)
                for name, value in headers:
                    # Pages with one-time links say less of where they are.
                    own[name] = own.get(name, value) if name == "referrer-policy" else value
            await send(message)

        await self.app(scope, receive, protected)
