"""Values of a page in the address bar and in the session."""

from __future__ import annotations

from collections.abc import Callable, Container

import streamlit as st

from models.policy.answers.whatif import PROTECTION_AREA, WhatIfArea
from models.policy.levers.levers import UNSET, LeverValue, LeverValueError


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


def keep_possible(key: str, options: Container[object], default: object) -> None:
    """The kept choice, where the options still have it; else the default. Before the control is drawn."""
    if key not in st.session_state or st.session_state[key] not in options:
        st.session_state[key] = default


def values(area: WhatIfArea = PROTECTION_AREA) -> dict[str, LeverValue]:
    """Lever values by lever key; levers never touched stand at their default."""
    found: dict[str, LeverValue] = {}
    for lever in area.all_levers:
        state = st.session_state.get(lever.parameter, lever.default)
        try:
            found[lever.key] = lever.accept(
                UNSET if state is None else int(state) if isinstance(state, bool) else state
            )
        except LeverValueError:
            found[lever.key] = lever.default
    return found
