"""What the map page shows, in its address: read once when a link arrives, written back at every run.

Belongs here: the two directions. Does not: what a value means (its control). A change of page empties the address; the session keeps the
choice, so the next run writes it again.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st


def arrive(key: str, read: Callable[[str], object | None]) -> None:
    """What a link asks for, before the control is drawn for the first time; what cannot be read is left out."""
    asked = st.query_params.get(key)
    if key not in st.session_state and asked is not None and (value := read(asked)) is not None:
        st.session_state[key] = value


def write(key: str, text: str) -> None:
    """Into the address; nothing for the default."""
    if st.query_params.get(key, "") == text:
        return
    if text:
        st.query_params[key] = text
    else:
        del st.query_params[key]


def keep_possible(key: str, options: object, default: object) -> None:
    """The kept choice, where the options still have it; else the default. Before the control is drawn."""
    if key not in st.session_state or st.session_state[key] not in options:  # type: ignore[operator]
        st.session_state[key] = default
