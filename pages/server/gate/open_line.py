"""One websocket: each message checks that its session is still valid; the connection is closed when it has ended."""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from data.accounts.sessions import Ended
from pages.server.gate.sessions import LATER, IssuedIds, SessionWatch, seconds_kept
from pages.server.login.cookies import HOME, login_leading_to
from pages.server.streamlit_internals import close_session, read_page_message, redirect_message, session_number

POLICY_VIOLATION = 1008
FAREWELL_SECONDS = 10.0
_PROTOCOLS = b"sec-websocket-protocol"
_NO_DOING = ("app_heartbeat",)


class OpenLine:
    """A websocket of a page. `session` is empty for nobody; `must_sign_in`: pages may not be read without a session."""

    def __init__(self, watch: SessionWatch, issued: IssuedIds, session: str, must_sign_in: bool) -> None:
        self._watch, self._issued, self._session, self._must_sign_in = watch, issued, session, must_sign_in
        self._number = ""
        self._is_ended = False
        self._resumes = False

    async def run(self, app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
        async def heard() -> Message:
            message = await receive()
            if message["type"] != "websocket.receive" or not self._session:
                return message
            if not await self._watch.is_over(self._session):
                self._note_doing(message)
                return message
            self._is_ended = True
            ended = await self._watch.ended(self._session)
            if self._must_sign_in or ended is Ended.BY_TIME:
                await send(_to_login(message, over=ended is Ended.BY_TIME))
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})
            return {"type": "websocket.disconnect", "code": POLICY_VIOLATION}

        async def said(message: Message) -> None:
            if self._is_ended:
                return
            payload = message.get("bytes") if message["type"] == "websocket.send" else None
            if payload:
                self._note_told(payload)
            await send(message)

        try:
            await app(self._only_own_number(scope), heard, said)
        finally:
            self._issued.note_left(self._number)
            # Streamlit forgets such sessions only when the next one comes: their files would stay in memory overnight.
            asyncio.get_running_loop().call_later(seconds_kept() + LATER, let_go, self._issued, self._number)

    def _only_own_number(self, scope: Scope) -> Scope:
        """Remove the number of an old session from the handshake unless it was issued to this session: Streamlit
        resumes it for anybody who names it."""
        asked = [part.strip() for part in Headers(scope=scope).get(_PROTOCOLS.decode(), "").split(",")]
        if len(asked) < 3:
            return scope
        if self._issued.owner(asked[2]) == self._session:
            self._resumes = True
            return scope
        kept = ", ".join(asked[:2]).encode("latin-1")
        headers = [(name, kept if name == _PROTOCOLS else value) for name, value in scope["headers"]]
        return {**scope, "headers": headers, "subprotocols": [part for part in asked[:2] if part]}

    def _note_told(self, payload: bytes) -> None:
        if not self._number:
            self._number = session_number(payload)
            if self._number:
                self._issued.note_number(self._number, self._session)
        self._issued.note_files(payload, self._session)

    def _note_doing(self, message: Message) -> None:
        """Restart the idle time for actions of a person, not for those of the page itself or for a resumed
        connection."""
        resumes, self._resumes = self._resumes, False
        if not resumes and _is_a_persons(message.get("bytes") or b""):
            self._watch.touch(self._session)


def let_go(issued: IssuedIds, number: str) -> None:
    """Free the memory of a page's files when nobody has come back to it."""
    if issued.has_left(number):
        close_session(number)


async def farewell(receive: Receive, send: Send, *, over: bool) -> None:
    """Redirect a page that is still open when its session has ended to the login page, which leads back to its
    address."""
    await receive()
    await send({"type": "websocket.accept", "subprotocol": "streamlit"})
    try:
        message = await asyncio.wait_for(receive(), FAREWELL_SECONDS)
    except TimeoutError:
        message = {"type": "websocket.receive"}
    if message["type"] == "websocket.receive":
        await send(_to_login(message, over=over))
        await send({"type": "websocket.close", "code": POLICY_VIOLATION})


def _is_a_persons(payload: bytes) -> bool:
    read = read_page_message(payload)
    return read is not None and read.kind not in _NO_DOING and not read.is_automatic


def _to_login(message: Message, *, over: bool) -> Message:
    read = read_page_message(message.get("bytes") or b"")
    path = HOME
    if read is not None and read.kind == "rerun_script":
        path = urlsplit(read.address).path or HOME
        path += f"?{read.query}" if read.query else ""
    return {"type": "websocket.send", "bytes": redirect_message(login_leading_to(path, over=over))}
