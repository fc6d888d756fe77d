"""Undo and redo of lever moves: a step back for each action, with the keyboard too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import streamlit as st

from data.locale import _
from models.policy.levers.levers import Lever, LeverValue
from pages.ui.levers.widgets import put

KEPT = 50
UNDO_KEYS, REDO_KEYS = "ctrl+z", "ctrl+y"
UNDO_ICON, REDO_ICON = ":material/undo:", ":material/redo:"
STATE = "lich-su"
Positions = tuple[tuple[str, LeverValue], ...]


@dataclass
class History:
    """Positions left behind and positions stepped back from, newest last."""

    done: list[Positions] = field(default_factory=list)
    undone: list[Positions] = field(default_factory=list)
    now: Positions | None = None
    held: bool = False


def record(prefix: str, values: Mapping[str, LeverValue]) -> None:
    """Note where the levers stand; a position other than the last one is a new step and ends what could be redone."""
    settle(prefix)
    history = _of(prefix)
    positions = tuple(sorted(values.items()))
    if history.now is not None and positions != history.now:
        history.done = [*history.done, history.now][-KEPT:]
        history.undone = []
    history.now = positions


def settle(prefix: str) -> None:
    """Whatever runs first after code has moved levers: what stands elsewhere on the page still shows the old ones, so
    the whole page is drawn before anything is noted."""
    history = _of(prefix)
    if history.held:
        history.held = False
        st.rerun()


def ways(prefix: str) -> tuple[bool, bool]:
    """Whether there is a step to go back to, and one to go forward to."""
    history = _of(prefix)
    return bool(history.done), bool(history.undone)


def buttons(prefix: str, levers: Sequence[Lever]) -> None:
    """Step back and forward; disabled where there is nothing to step to."""
    back, again = ways(prefix)
    st.button(
        _("Lùi lại"),
        on_click=_step,
        args=(prefix, levers, True),
        disabled=not back,
        key=f"{prefix}lui",
        shortcut=UNDO_KEYS,
        icon=UNDO_ICON,
    )
    st.button(
        _("Làm lại"),
        on_click=_step,
        args=(prefix, levers, False),
        disabled=not again,
        key=f"{prefix}lam-lai",
        shortcut=REDO_KEYS,
        icon=REDO_ICON,
    )


def hold(prefix: str) -> None:
    """From a callback that moves levers outside the fragment: the run it starts sees them as they stood before, so the
    whole page is drawn again before anything is noted."""
    _of(prefix).held = True


def _step(prefix: str, levers: Sequence[Lever], back: bool) -> None:
    history = _of(prefix)
    source, target = (history.done, history.undone) if back else (history.undone, history.done)
    if not source or history.now is None:
        return
    history.held = True
    target.append(history.now)
    history.now = source.pop()
    known = {lever.key: lever for lever in levers}
    for key, value in history.now:
        if key in known:
            put(known[key], value)


def _of(prefix: str) -> History:
    history: History = st.session_state.setdefault(prefix + STATE, History())
    return history
