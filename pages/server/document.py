"""The HTML document in which Streamlit draws every page: in Vietnamese before a script has run.

Streamlit serves one file for every address. It is asked for plain and unconditionally, turned once, kept, and answered
compressed and with a tag of its own: Streamlit's would not change when these words do.
"""

from __future__ import annotations

import gzip
import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from data.locale import _

_LANGUAGE = re.compile(r'<html lang="en">')
_TITLE = re.compile(r"<title>Streamlit</title>")
_WITHOUT_SCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
_OTHER_DOOR = re.compile(r"\s*<!--(?:(?!-->).)*agent API(?:(?!-->).)*-->\s*<link rel=\"service-desc\"[^>]*>", re.DOTALL)
"""Points at an interface for programs that is closed here."""
NEVER = ("/static/", "/_stcore/", "/media/", "/component/", "/ranh-gioi/")
"""Paths of other responses, which keep their compression, ranges and tags."""
_NOT_ASKED = frozenset({b"accept-encoding", b"if-none-match", b"if-modified-since", b"range"})


@dataclass(frozen=True)
class Document:
    plain: bytes
    packed: bytes
    tag: str


@lru_cache(maxsize=4)
def in_vietnamese(html: bytes) -> Document:
    text = html.decode()
    words = escape(_("Phần mềm An sinh Hà Nam cần trình duyệt cho phép JavaScript. Bật JavaScript rồi tải lại trang."))
    title = escape(_("An sinh Hà Nam"))
    text = _LANGUAGE.sub('<html lang="vi">', text)
    text = _TITLE.sub(lambda _found: f"<title>{title}</title>", text)
    text = _WITHOUT_SCRIPT.sub(lambda _found: f"<noscript><p>{words}</p></noscript>", text)
    plain = _OTHER_DOOR.sub("", text).encode()
    return Document(plain, gzip.compress(plain, mtime=0), f'W/"{hashlib.sha256(plain).hexdigest()[:32]}"')


def is_streamlits(html: bytes) -> bool:
    return b'<div id="root">' in html and _LANGUAGE.pattern.encode() in html


class VietnameseDocument:
    """Pure ASGI middleware. Only Streamlit's own HTML document is changed; our pages pass unchanged."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"].startswith(NEVER):
            await self.app(scope, receive, send)
            return
        asked = Headers(scope=scope)
        held: list[Message] = []
        body = bytearray()

        async def taken(message: Message) -> None:
            if message["type"] == "http.response.start":
                if _is_html(message):
                    held.append(message)
                else:
                    await send(message)
            elif not held or message["type"] != "http.response.body":
                await send(message)
            else:
                body.extend(message.get("body", b""))
                if not message.get("more_body", False):
                    await _answer(held[0], bytes(body), asked, send)

        headers = [(name, value) for name, value in scope["headers"] if name not in _NOT_ASKED]
        await self.app({**scope, "headers": headers}, receive, taken)


def _is_html(start: Message) -> bool:
    return start["status"] == 200 and Headers(raw=start["headers"]).get("content-type", "").startswith("text/html")


async def _answer(start: Message, html: bytes, request_headers: Headers, send: Send) -> None:
    headers = MutableHeaders(raw=list(start["headers"]))
    if is_streamlits(html):
        document = in_vietnamese(html)
        html = document.plain
        headers["etag"] = document.tag
        del headers["last-modified"]
        del headers["accept-ranges"]
        headers.add_vary_header("Accept-Encoding")
        if document.tag in [tag.strip() for tag in request_headers.get("if-none-match", "").split(",")]:
            del headers["content-length"]
            await send({"type": "http.response.start", "status": 304, "headers": headers.raw})
            await send({"type": "http.response.body", "body": b""})
            return
        if "gzip" in request_headers.get("accept-encoding", ""):
            html = document.packed
            headers["content-encoding"] = "gzip"
    headers["content-length"] = str(len(html))
    await send({"type": "http.response.start", "status": start["status"], "headers": headers.raw})
    await send({"type": "http.response.body", "body": html})
