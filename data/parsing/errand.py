"""A reading that may be called off: its child ends at once and leaves its place to another file.

Belongs here: which children work for the errand of the present thread, and their end. Does not: starting or hearing them.
"""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar


class Errand:
    """What one person has asked for; `call_off` may come from any thread, before, during or after the work."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._children: set[subprocess.Popen[bytes]] = set()
        self._is_off = False

    def call_off(self) -> None:
        with self._lock:
            self._is_off = True
            for child in self._children:
                child.kill()

    @contextmanager
    def under_way(self) -> Iterator[None]:
        """Children started inside work for this errand."""
        token = _PRESENT.set(self)
        try:
            yield
        finally:
            _PRESENT.reset(token)

    @contextmanager
    def holding(self, child: subprocess.Popen[bytes]) -> Iterator[None]:
        with self._lock:
            self._children.add(child)
            if self._is_off:
                child.kill()
        try:
            yield
        finally:
            with self._lock:
                self._children.discard(child)


_PRESENT: ContextVar[Errand | None] = ContextVar("errand", default=None)


@contextmanager
def working(child: subprocess.Popen[bytes]) -> Iterator[None]:
    """The child belongs to the errand of this thread, if there is one."""
    errand = _PRESENT.get()
    if errand is None:
        yield
        return
    with errand.holding(child):
        yield
