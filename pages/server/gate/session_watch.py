"""Whether a session still lives, asked of the database at most every other second; and that its person is doing something.

Belongs here: this process's short memory of sessions. Does not: what follows from the answer (session_gate.py, open_line.py).
"""

from __future__ import annotations

import asyncio
import logging
import time

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
    """One per process. Everything here runs on the event loop but the questions themselves."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[float, SignedIn | None]] = {}
        self._touched: dict[str, float] = {}
        self._writing: set[asyncio.Task[None]] = set()

    async def person(self, session: str, *, fresh: bool = False) -> SignedIn | None:
        """Who the session is; None when it is over. `fresh`: as of now. Raises DatabaseUnavailableError."""
        if not session:
            return None
        kept = self._known.get(session)
        if kept is not None and not fresh and time.monotonic() - kept[0] < FRESH_SECONDS:
            return kept[1]
        asked = time.monotonic()
        found = await run_in_threadpool(lambda: sessions.who(loaders.database(), session))
        if len(self._known) >= MOST_KNOWN:
            self._known.clear()
        self._known[session] = (asked, found)
        return found

    async def is_over(self, session: str) -> bool:
        """Whether the session has ended; a database that does not answer ends nobody's work: what they do next it refuses itself."""
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
        now = time.monotonic()
        if now - self._touched.get(session, -TOUCH_SECONDS) < TOUCH_SECONDS:
            return
        if len(self._touched) >= MOST_KNOWN:
            self._touched.clear()
        self._touched[session] = now
        task = asyncio.create_task(self._touch(session))
        self._writing.add(task)
        task.add_done_callback(self._writing.discard)

    async def _touch(self, session: str) -> None:
        try:
            await run_in_threadpool(lambda: sessions.touch(loaders.database(), session))
        except DatabaseUnavailableError as error:
            self._touched.pop(session, None)
            log.warning("session not touched: %s", error_line(error))
