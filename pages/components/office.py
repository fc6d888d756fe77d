"""The office's choices as screens follow them, and what this database is.

Belongs here: reading them once a run. Does not: changing them (admin_office.py), what follows from one (demo.py, training_mark.py).
"""

from __future__ import annotations

import time

import streamlit as st

from data.office import settings
from data.office.settings import Office
from pages.components import loaders

_KNOWN, _FRESH_SECONDS = "_co-quan", 1.0
"""What was read so long ago serves the rest of the same run."""


def choices() -> Office:
    kept: tuple[float, Office] | None = st.session_state.get(_KNOWN)
    if kept is not None and time.monotonic() - kept[0] < _FRESH_SECONDS:
        return kept[1]
    with loaders.database().reading() as connection:
        found = settings.read(connection)
    st.session_state[_KNOWN] = (time.monotonic(), found)
    return found


def forget() -> None:
    """The next question is asked of the database again: for after a change."""
    st.session_state.pop(_KNOWN, None)
