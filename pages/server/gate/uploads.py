"""Uploads at the gate: who may send files, and how much."""

from __future__ import annotations

import asyncio
import re
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass

import streamlit as st
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from data.locale import _
from models.access.roles import SENDS_FILES, Action, SignedIn
from pages.server.gate.sessions import IssuedIds
from pages.server.streamlit_internals import uploaded_bytes

MEGABYTE = 2**20
WINDOW_SECONDS = 600.0
MOST_FILES = 40
MOST_BYTES_OF_ACCOUNT = 100 * MEGABYTE
MOST_HELD = 400 * MEGABYTE
"""Bytes of files in the memory of one server process, of all accounts: files arriving and files whose pages are still
open."""


@dataclass
class Upload:
    """A file arriving or received; `size` in bytes, at first the announced one."""

    account_id: int
    began: float
    size: int
    is_coming: bool = True

    def close(self, came: int) -> None:
        self.size, self.is_coming = came, False


class Quota:
    """Uploads of the last WINDOW_SECONDS by account. One per process, on the event loop."""

    def __init__(self) -> None:
        self._places: deque[Upload] = deque()

    def take(self, account_id: int, size: int, held: int) -> Upload | int:
        """Register a file of at most `size` bytes; or the seconds to wait where a limit is reached. `held` bytes are in
        memory already."""
        now = time.monotonic()
        while self._places and self._places[0].began < now - WINDOW_SECONDS and not self._places[0].is_coming:
            self._places.popleft()
        of_account = [
            p for p in self._places if p.account_id == account_id and p.size and p.began >= now - WINDOW_SECONDS
        ]
        if len(of_account) >= MOST_FILES or sum(upload.size for upload in of_account) + size > MOST_BYTES_OF_ACCOUNT:
            return max(1, round(of_account[0].began + WINDOW_SECONDS - now)) if of_account else 1
        if held + sum(upload.size for upload in self._places if upload.is_coming) + size > MOST_HELD:
            return 60
        upload = Upload(account_id, now, size)
        self._places.append(upload)
        return upload


UPLOAD_PATH = re.compile(r"/_stcore/upload_file(?:/([^/]*))?")
READING = frozenset({"GET", "HEAD", "OPTIONS"})
SCENARIO_BYTES = MEGABYTE
"""Limit for accounts that may only save scenarios: the file of a scenario has some 20 KB."""
FRAME_BYTES = 64 * 1024
"""Bytes that a browser adds round the file in the same body."""
DRAIN_SECONDS = 10.0


class UploadGate:
    """One per process."""

    def __init__(self, issued: IssuedIds) -> None:
        self._issued, self._quota = issued, Quota()

    async def run(
        self, app: ASGIApp, scope: Scope, receive: Receive, send: Send, session: str, person: SignedIn | None
    ) -> None:
        refusal = self._refusal(scope, session, person)
        if refusal is not None or person is None:
            await _turn_away(refusal or _sign_in_first(), scope, receive, send)
            return
        if scope["method"] not in ("PUT", "POST"):
            await app(scope, receive, send)
            return
        limit = limit_of(person) + FRAME_BYTES
        length = Headers(scope=scope).get("content-length", "")
        if length.isdigit() and int(length) > limit:
            await _too_large()(scope, receive, send)
            return
        place = self._quota.take(person.account_id, int(length) if length.isdigit() else limit, uploaded_bytes())
        if isinstance(place, int):
            await _turn_away(_too_much(place), scope, receive, send)
            return
        came = 0

        async def counted() -> Message:
            nonlocal came
            message = await receive()
            came += len(message.get("body", b""))
            if came > limit:
                raise HTTPException(413)
            return message

        try:
            await app(scope, counted, send)
        finally:
            place.close(came)

    def _refusal(self, scope: Scope, session: str, person: SignedIn | None) -> Response | None:
        if person is None:
            return _sign_in_first()
        if not any(person.rights.may(action) for action in SENDS_FILES):
            return _refused(403, _("Tài khoản của bạn không có quyền nạp tệp; tệp không được nhận."))
        match = UPLOAD_PATH.search(scope["path"])
        number = match.group(1) if match else None
        if number is None or self._issued.owner(number) != session:
            return _refused(403, _("Tệp gửi vào trang của phiên khác nên không được nhận. Tải lại trang rồi nạp lại."))
        return None


def limit_of(person: SignedIn) -> int:
    """Bytes of the largest file this person may send."""
    largest = int(st.get_option("server.maxUploadSize")) * MEGABYTE
    only_scenarios = not any(person.rights.may(action) for action in SENDS_FILES - {Action.SAVE_SCENARIO})
    return min(largest, SCENARIO_BYTES) if only_scenarios else largest


async def _turn_away(refusal: Response, scope: Scope, receive: Receive, send: Send) -> None:
    """Read and discard the body before the refusal is sent: a proxy still sending it takes an early end of the
    connection for a dead server (nginx then leaves the process out for seconds), and a stranger could lock everybody
    out."""
    largest = int(st.get_option("server.maxUploadSize")) * MEGABYTE + FRAME_BYTES
    length = Headers(scope=scope).get("content-length", "")
    if not (length.isdigit() and int(length) > largest):
        with suppress(TimeoutError):
            await asyncio.wait_for(_thrown_away(receive, largest), DRAIN_SECONDS)
    await refusal(scope, receive, send)


async def _thrown_away(receive: Receive, most: int) -> None:
    came = 0
    while came <= most:
        message = await receive()
        came += len(message.get("body", b""))
        if message["type"] != "http.request" or not message.get("more_body", False):
            return


def _sign_in_first() -> Response:
    return _refused(401, _("Cần đăng nhập để nạp tệp; tệp không được nhận."))


def _too_large() -> Response:
    return _refused(413, _("Tệp quá lớn nên không được nhận."))


def _too_much(seconds: int) -> Response:
    words = _("Đã nạp nhiều tệp trong thời gian ngắn; tệp này không được nhận. Chờ vài phút rồi nạp lại.")
    return _refused(429, words, retry_after=str(seconds))


def _refused(status: int, words: str, **headers: str) -> Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    # The line is closed after the answer: what is larger than any file may be is never read.
    return PlainTextResponse(words, status, headers={"cache-control": "no-store", "connection": "close", **named})
