"""What a session keeps of one policy page beside where its levers stand: notes that one part of the page writes and
another one, or its next run, reads. And of each lever where it stood of late, to tell what a browser only repeats."""

from __future__ import annotations

import math
import secrets
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

import streamlit as st

from models.periods import Month
from models.policy.answers.goal_seek import GoalSeek
from models.policy.answers.support_result import SupportResult
from models.policy.answers.whatif import WhatIf
from models.policy.law.law import DatedValue
from models.policy.levers.levers import LeverValue

KEY = "ghi-nho"
"""Behind a page's prefix."""
Positions = tuple[tuple[str, LeverValue], ...]


@dataclass
class History:
    """Positions left behind and positions stepped back from, newest last; where levers and clock stand `now`. While
    `held`, code has moved levers that the page still shows as they were."""

    done: list[Positions] = field(default_factory=list)
    undone: list[Positions] = field(default_factory=list)
    now: Positions | None = None
    held: bool = False


@dataclass
class Known:
    """A lever that answers while it is dragged: the `fragment` it stands in, where it stands in the browser, the
    position that was sent last with its token. The table that is `wanted`, by its stamp, its positions, and whether it
    was `asked` for."""

    fragment: str
    at: int | None = None
    sent: int = 0
    token: int = field(default_factory=lambda: secrets.randbelow(1 << 30))
    positions: tuple[int, ...] = ()
    wanted: str = ""
    asked: bool = False


@dataclass
class Answered:
    """What the page last answered: the levers' values by key. The answer itself, with all that it was `asked` of, is
    let go where nothing more takes from it."""

    values: Mapping[str, LeverValue] = field(default_factory=dict)
    asked: object = None
    found: WhatIf | SupportResult | None = None


@dataclass
class Mailbox:
    """`opened` is the change the page opened on, by lever key (None: the session has not been there). `is_answered`:
    the page has drawn an answer. `works`: the browser shows the parts of the levers that are dragged, `levers` by
    parameter. `ways`: which of undo, redo and reset were last drawn as usable. `wordy` are boxes that say more than
    their number, by fragment.

    Of a page with a norm: reasons shown on levers that cannot act (`warned`), the month of first payment shown as that
    of the rule, day and month the norm last started from, what is offered beside the answer, and the highest norm
    within a ceiling (`sought`) with what that was asked of."""

    opened: dict[str, LeverValue] | None = None
    history: History = field(default_factory=History)
    is_answered: bool = False
    works: bool = False
    levers: dict[str, Known] = field(default_factory=dict)
    answered: Answered = field(default_factory=Answered)
    ways: tuple[bool, bool, bool] | None = None
    wordy: set[str] = field(default_factory=set)
    warned: Mapping[str, str] = field(default_factory=dict)
    paid_by_rule: Month | None = None
    started: tuple[date, LeverValue] | None = None
    offered: tuple[DatedValue | None, bool] | None = None
    sought: tuple[object, GoalSeek] | None = None


def of(prefix: str) -> Mailbox:
    """The page's, by the prefix of its widget keys."""
    found: Mailbox | None = st.session_state.get(prefix + KEY)
    if found is None:
        found = st.session_state[prefix + KEY] = Mailbox()
    return found


SECONDS = 1.0
"""For how long after a lever was first drawn at its new place a browser may not have drawn that; the time the server
itself works does not count."""
TRAILS = "_vet-thong-so"
"""In the session: the trails of all levers that it has drawn or moved, by parameter."""


@dataclass
class Trail:
    """Where a lever has stood of late, newest last; when it was moved there or first drawn there, and the key of the
    widget that moved it, "" for code. While a browser has not drawn that, its messages still say where the lever stood
    before, which nobody has chosen."""

    stood: list[LeverValue] = field(default_factory=list)
    at: float = -math.inf
    by: str = ""
    is_drawn: bool = True

    def moves(self, value: LeverValue, by: str) -> None:
        """It was moved, by a widget or by code."""
        now = time.monotonic()
        if now - self.at > SECONDS:
            del self.stood[:-1]
        if self.stood[-1:] != [value]:
            self.stood.append(value)
        self.at, self.by, self.is_drawn = now, by, False

    def drawn(self, value: LeverValue) -> None:
        """The browser is told where it stands; anywhere else than where it was left, the address has moved it."""
        if self.stood[-1:] != [value]:
            self.stood, self.at = [value], -math.inf
        elif not self.is_drawn:
            self.at = time.monotonic()
        self.is_drawn = True

    def waits(self, seconds: float) -> None:
        """The server has worked for so long, and the browser with it had nothing to draw."""
        self.at = min(self.at + seconds, time.monotonic())

    def is_ahead(self, by: str) -> bool:
        """Whether the browser may still have a widget, and the address with it, where the lever stood before another
        one moved it."""
        return by != self.by and time.monotonic() - self.at <= SECONDS

    def repeats(self, said: LeverValue | None, by: str) -> bool:
        """Whether a widget that has not moved the lever only says where it stood (None: nothing of what it offers)."""
        return self.is_ahead(by) and (said is None or said in self.stood[:-1])


def trail(parameter: str) -> Trail:
    """Of a lever, by its parameter."""
    kept: dict[str, Trail] = st.session_state.setdefault(TRAILS, {})
    return kept.setdefault(parameter, Trail())


@contextmanager
def working() -> Iterator[None]:
    """Around a part of a page: what the browser sends meanwhile is heard when it is done, however late."""
    began = time.monotonic()
    try:
        yield
    finally:
        kept: dict[str, Trail] = st.session_state.get(TRAILS, {})
        for one in kept.values():
            one.waits(time.monotonic() - began)


def forget(parameter: str) -> None:
    """The browser itself has moved the lever, by a step back or forward."""
    kept: dict[str, Trail] = st.session_state.setdefault(TRAILS, {})
    kept[parameter] = Trail()
