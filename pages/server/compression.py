"""Streamlit's scripts and styles, compressed once and kept: 2.8 to 6.3 MB of a first visit become a third."""

from __future__ import annotations

import asyncio
import posixpath
import zlib
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FOLDER = "/static/"
PACKED = (".js", ".css", ".json", ".svg")
MOST_KEPT = 24 * 2**20
"""Bytes of packed answers. All of Streamlit's scripts together are under a third of it."""
_CONDITIONS = ("range", "if-none-match", "if-modified-since")
_GZIP_WINDOW = 31


@dataclass(frozen=True)
class Answer:
    start: Message
    body: bytes

    async def give(self, send: Send) -> None:
        await send({**self.start, "headers": list(self.start["headers"])})
        await send({"type": "http.response.body", "body": self.body})


async def whole(app: ASGIApp, scope: Scope, receive: Receive) -> Answer:
    """What an app answers, held back until all of it is there."""
    started: list[Message] = []
    body = bytearray()

    async def taken(message: Message) -> None:
        if message["type"] == "http.response.start":
            started.append(message)
        elif message["type"] == "http.response.body":
            body.extend(message.get("body", b""))

    await app(scope, receive, taken)
    return Answer(started[0], bytes(body))


class PackedScripts:
    """Pure ASGI. One file is packed at a time, off the event loop: the first visit must not take every core."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._kept: dict[str, Answer] = {}
        self._packing = asyncio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not _wants_packed(scope):
            await self.app(scope, receive, send)
            return
        answer = self._kept.get(scope["path"])
        if answer is None:
            async with self._packing:
                answer = self._kept.get(scope["path"]) or await self._found(scope, receive)
        await answer.give(send)

    async def _found(self, scope: Scope, receive: Receive) -> Answer:
        """The plain answer; packed and kept if it is a file of the package and there is room."""
        plain = await whole(self.app, scope, receive)
        headers = MutableHeaders(raw=list(plain.start["headers"]))
        # A path that is no file is answered with the document, for the sake of pages' addresses.
        if plain.start["status"] != 200 or "public" not in headers.get("cache-control", ""):
            return plain
        packed = await run_in_threadpool(_packed, plain.body)
        if sum(len(one.body) for one in self._kept.values()) + len(packed) > MOST_KEPT:
            return plain
        headers["content-encoding"] = "gzip"
        headers["content-length"] = str(len(packed))
        headers["etag"] = f"W/{headers['etag'].removeprefix('W/')}"
        del headers["accept-ranges"]
        headers.add_vary_header("Accept-Encoding")
        self._kept[scope["path"]] = Answer({**plain.start, "headers": headers.raw}, packed)
        return self._kept[scope["path"]]


def _wants_packed(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].startswith(FOLDER):
        return False
    # Spellings of one path would each be kept.
    if not scope["path"].endswith(PACKED) or posixpath.normpath(scope["path"]) != scope["path"]:
        return False
    headers = Headers(scope=scope)
    return "gzip" in headers.get("accept-encoding", "") and not any(name in headers for name in _CONDITIONS)


def _packed(body: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, _GZIP_WINDOW)
    return packer.compress(body) + packer.flush()
