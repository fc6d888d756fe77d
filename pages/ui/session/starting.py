"""Whether this session uses starting assumptions: what the address asks for, what the session chose."""

from __future__ import annotations

import streamlit as st

from models.policy.answers.filled import Figures
from models.policy.answers.link import AS_NAMED, ASSUMING, BARE, assuming_words
from pages.ui.session.loaders import Data

_OFF = "_gia-dinh-tat"


def is_off() -> bool:
    return bool(st.session_state.get(_OFF, False))


def read() -> None:
    """Before every page: take what the address asks for, or write the session's choice into the address, which a change
    of page has emptied. What is asked for in vain is left standing in it, for the page to name."""
    asked = st.query_params.get(ASSUMING)
    if asked in (BARE, AS_NAMED):
        st.session_state[_OFF] = asked == BARE
    elif asked is None and is_off():
        st.query_params[ASSUMING] = BARE


def is_as_named() -> bool:
    """Whether the address names every lever that has been moved, so that none moves where it names none."""
    return st.query_params.get(ASSUMING) == AS_NAMED


def name() -> None:
    """Say in the address that it names all that has been moved; what is asked for in vain is left standing."""
    if ASSUMING not in st.query_params:
        st.query_params[ASSUMING] = AS_NAMED


def choose(off: bool) -> None:
    """On every page from now on; for callbacks, before anything of the next run is drawn."""
    st.session_state[_OFF] = off
    st.query_params[ASSUMING] = BARE if off else AS_NAMED


def figures(data: Data) -> Figures:
    """What stands for levers nobody has set; nothing on the bare page."""
    return Figures() if is_off() else data.standing_in


def asked_in_vain() -> str:
    """Why what a link asks for is not taken, or ""."""
    asked = st.query_params.get(ASSUMING)
    return "" if asked in (None, "", BARE, AS_NAMED) else assuming_words(str(asked))
