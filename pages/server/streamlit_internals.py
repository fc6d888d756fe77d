"""Runs take turns: one computes at a time, the others wait in the order they came."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData

LONGEST = 0.1


class Turns:
    """`with turns.one():` - whoever is inside longer than `longest` seconds has lost the turn, and goes on beside the
    next."""

    def __init__(self, longest: float = LONGEST) -> None:
        self._longest = longest
        self._lock = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._holder: object | None = None
        self._until = 0.0

    @contextmanager
    def one(self) -> Iterator[None]:
        mine = threading.Event()
        self._wait(mine)
        try:
            yield
        finally:
            with self._lock:
                if self._holder is mine:
                    self._holder = None
                    if self._waiting:
                        self._waiting[0].set()

    def _wait(self, mine: threading.Event) -> None:
        with self._lock:
            if self._holder is None and not self._waiting:
                self._take(mine)
                return
            self._waiting.append(mine)
            left = self._until - time.monotonic()
        while True:
            mine.wait(max(left, 0.001))
            with self._lock:
                mine.clear()
                left = self._until - time.monotonic()
                if self._waiting[0] is mine and (self._holder is None or left <= 0):
                    self._waiting.popleft()
                    self._take(mine)
                    return

    def _take(self, mine: threading.Event) -> None:
        self._holder = mine
        self._until = time.monotonic() + self._longest


def take_turns() -> None:
    """Let every run of a script in this process wait for its turn; asked for again, it changes nothing."""
    run, turns = ScriptRunner._run_script, Turns()
    if hasattr(run, "takes_turns"):
        return

    def in_turn(self: ScriptRunner, rerun_data: RerunData) -> None:
        with turns.one():
            run(self, rerun_data)

    in_turn.takes_turns = True  # type: ignore[attr-defined]
    ScriptRunner._run_script = in_turn  # type: ignore[method-assign]
