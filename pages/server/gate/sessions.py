"""Sessions as the gate sees them: whether each is still valid, and the ids issued to each."""

from __future__ import annotations

import asyncio
import logging
import re
import time
from collections import OrderedDict
from dataclasses import dataclass

import streamlit as st
from cachetools import TTLCache
from starlette.concurrency import run_in_threadpool

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
    """Cached answers about sessions, one per process; all on the event loop except the database queries."""

    def __init__(self) -> None:
        self._known: TTLCache[str, SignedIn | None] = TTLCache(MOST_KNOWN, FRESH_SECONDS)
        self._touched: TTLCache[str, bool] = TTLCache(MOST_KNOWN, TOUCH_SECONDS)
        self._writing: set[asyncio.Task[None]] = set()

    async def person(self, session: str, *, fresh: bool = False) -> SignedIn | None:
        """The person of the session; None when it has ended. `fresh`: not from the cache. Raises
        DatabaseUnavailableError."""
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
        """Whether the session has ended; False while the database does not answer, for it refuses writes itself."""
        try:
            return await self.person(session) is None
        except DatabaseUnavailableError:
            return False

    async def ended(self, session: str) -> sessions.Ended | None:
        """How the session ended; None for one that never existed, or when the database does not answer."""
        if not session:
            return None
        try:
            return await run_in_threadpool(lambda: sessions.ended(loaders.database(), session))
        except DatabaseUnavailableError:
            return None

    def touch(self, session: str) -> None:
        """Restart the idle time of the session, in the background."""
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
"""Seconds for which a number is remembered longer than Streamlit keeps its session."""


@dataclass
class _Owner:
    session: str
    left: float | None = None


class IssuedIds:
    """Registry of ids issued per session: Streamlit's session numbers and names of generated files. One per process, on
    the event loop."""

    def __init__(self) -> None:
        self._owners: dict[str, _Owner] = {}
        self._files: OrderedDict[str, set[str]] = OrderedDict()

    def note_number(self, number: str, session: str) -> None:
        """Record that a browser of that session is connected under Streamlit's number."""
        self._sweep()
        self._owners[number] = _Owner(session)

    def note_left(self, number: str) -> None:
        if number in self._owners:
            self._owners[number].left = time.monotonic()

    def has_left(self, number: str) -> bool:
        """Whether the browser has been away for as long as Streamlit waits."""
        owner = self._owners.get(number)
        return owner is not None and owner.left is not None and owner.left <= time.monotonic() - seconds_kept()

    def owner(self, number: str) -> str | None:
        """The session to which the number was issued; None for an unknown number."""
        owner = self._owners.get(number)
        return owner.session if owner is not None else None

    def note_files(self, message: bytes, session: str) -> None:
        """Record the generated files that a message to a browser names."""
        if b"/media/" not in message:
            return
        for match in _FILE.findall(message):
            name = match.decode()
            self._files.setdefault(name, set()).add(session)
            self._files.move_to_end(name)
        while len(self._files) > MOST_FILES:
            self._files.popitem(last=False)

    def may_fetch(self, name: str, session: str) -> bool:
        return bool(self._files.get(name, set()) & {session, ""})

    def _sweep(self) -> None:
        gone = time.monotonic() - seconds_kept() - 2 * LATER
        for number in [n for n, owner in self._owners.items() if owner.left is not None and owner.left < gone]:
            del self._owners[number]


def seconds_kept() -> float:
    """Seconds for which Streamlit keeps the session of a page that lost its connection."""
    return float(st.get_option("server.disconnectedSessionTTL"))
