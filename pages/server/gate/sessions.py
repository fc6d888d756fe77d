"""What the gate knows of sessions: whether each still stands, and which ids it was issued."""

from __future__ import annotations

import asyncio
import logging
import re
import time
from collections import OrderedDict
from dataclasses import dataclass

from cachetools import TTLCache
from google.protobuf.message import DecodeError
from starlette.concurrency import run_in_threadpool
from streamlit import config
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from data.accounts import sessions
from data.errors import DatabaseUnavailableError, error_line
from models.access.roles import SignedIn
from pages.ui.session import loaders

FRESH_SECONDS = 2.0
TOUCH_SECONDS = 30.0
"""Less than sessions.TOUCH_AFTER: the database decides whether it writes."""
MOST_KNOWN = 5_000

log = logging.getLogger("ansinh")


class SessionWatch:
    """One per process. Everything here runs on the event loop but the questions themselves."""

    def __init__(self) -> None:
        self._known: TTLCache[str, SignedIn | None] = TTLCache(MOST_KNOWN, FRESH_SECONDS)
        self._touched: TTLCache[str, bool] = TTLCache(MOST_KNOWN, TOUCH_SECONDS)
        self._writing: set[asyncio.Task[None]] = set()

    async def person(self, session: str, *, fresh: bool = False) -> SignedIn | None:
        """Who the session is; None when it is over. `fresh`: as of now. Raises DatabaseUnavailableError."""
        if not session:
            return None
        if fresh:
            self._known.pop(session, None)
        try:
            return self._known[session]
        except KeyError:
            person = await run_in_threadpool(lambda: sessions.who(loaders.database(), session))
            self._known[session] = person
            return person

    async def is_over(self, session: str) -> bool:
        """Whether the session has ended; a database that does not answer ends nobody's work: what they do next it
        refuses itself."""
        try:
            return await self.person(session) is None
        except DatabaseUnavailableError:
            return False

    async def ended(self, session: str) -> sessions.Ended | None:
        """In what way it ended; None for one that never was, or when the database does not answer."""
        if not session:
            return None
        try:
            return await run_in_threadpool(lambda: sessions.ended(loaders.database(), session))
        except DatabaseUnavailableError:
            return None

    def touch(self, session: str) -> None:
        """The person did something. Written beside what they did, which does not wait for it."""
        if session in self._touched:
            return
        self._touched[session] = True
        task = asyncio.create_task(self._touch(session))
        self._writing.add(task)
        task.add_done_callback(self._writing.discard)

    async def _touch(self, session: str) -> None:
        try:
            await run_in_threadpool(lambda: sessions.touch(loaders.database(), session))
        except DatabaseUnavailableError as error:
            self._touched.pop(session, None)
            log.warning("session not touched: %s", error_line(error))


MOST_FILES = 20_000
_FILE = re.compile(rb"/media/([0-9a-f]{16,128}(?:\.[A-Za-z0-9]{1,8})?)")
LATER = 5.0
"""Seconds for which a number is known longer than Streamlit keeps its session."""


@dataclass
class _Owner:
    session: str
    left: float | None = None


class Told:
    """One per process, on the event loop."""

    def __init__(self) -> None:
        self._owners: dict[str, _Owner] = {}
        self._files: OrderedDict[str, set[str]] = OrderedDict()

    def note_number(self, number: str, session: str) -> None:
        """A browser of that session is connected under Streamlit's number."""
        self._sweep()
        self._owners[number] = _Owner(session)

    def note_left(self, number: str) -> None:
        if number in self._owners:
            self._owners[number].left = time.monotonic()

    def has_left(self, number: str) -> bool:
        """Whether nobody has come back to it for as long as Streamlit waits."""
        found = self._owners.get(number)
        return found is not None and found.left is not None and found.left <= time.monotonic() - seconds_kept()

    def owner(self, number: str) -> str | None:
        """The session to which the number was told; None for a number that is not known."""
        found = self._owners.get(number)
        return found.session if found is not None else None

    def note_files(self, message: bytes, session: str) -> None:
        """Remember what a message to a browser lets it fetch."""
        if b"/media/" not in message:
            return
        for found in _FILE.findall(message):
            name = found.decode()
            self._files.setdefault(name, set()).add(session)
            self._files.move_to_end(name)
        while len(self._files) > MOST_FILES:
            self._files.popitem(last=False)

    def may_fetch(self, name: str, session: str) -> bool:
        return bool(self._files.get(name, set()) & {session, ""})

    def _sweep(self) -> None:
        gone = time.monotonic() - seconds_kept() - 2 * LATER
        for number in [n for n, one in self._owners.items() if one.left is not None and one.left < gone]:
            del self._owners[number]


def seconds_kept() -> float:
    """For how long Streamlit waits for a page whose line was cut."""
    return float(config.get_option("server.disconnectedSessionTTL"))


def number_in(message: bytes) -> str:
    """Streamlit's number of the session, in the message by which a run begins; empty in any other."""
    try:
        read = ForwardMsg.FromString(message)
    except DecodeError:
        return ""
    return read.new_session.initialize.session_id if read.WhichOneof("type") == "new_session" else ""
