"""The map's period: a slider over the periods sent, forward, back and play from the keyboard.

Belongs here: choosing the period and moving on by itself. Does not: which periods there are (map_indicators), drawing.
"""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic

import streamlit as st

from data.locale import _
from pages.screens.map.words import period_words
from pages.ui.session import address

PERIOD = "bando-ky"
PLAY, BACK, ON = "bando-chay", "bando-truoc", "bando-sau"
_KEYS = {BACK: "Left", PLAY: "P", ON: "Right"}
SECONDS = 2.0
_PLAYING, _MOVED_AT, _WHOLE_PAGE = "_bando-dang-chay", "_bando-chay-luc", "_bando-ve-lai"


def playing() -> bool:
    """Whether the page shall run by itself every `SECONDS`."""
    return bool(st.session_state.get(_PLAYING))


def choose(periods: Sequence[str], why_none: str, *, said_elsewhere: bool = False) -> str:
    """The period shown, "" for the figure's own. With fewer than two periods nothing can be moved, and it says why: beside the button
    or, where the page says it, only when asked."""
    if len(periods) < 2:
        _stop()
        address.write(PERIOD, "")
        st.button(_("Chạy"), icon=":material/play_arrow:", key=PLAY, disabled=True, help=why_none)
        if not said_elsewhere:
            st.caption(why_none)
        return periods[0] if periods else ""
    address.arrive(PERIOD, lambda asked: asked)
    address.keep_possible(PERIOD, periods, periods[-1])
    _tick(periods)
    chosen = str(
        st.select_slider(_("Kỳ số liệu"), list(periods), format_func=period_words, key=PERIOD, persist_state="session")
    )
    place, last = list(periods).index(chosen), len(periods) - 1
    with st.container(horizontal=True, gap="small"):
        st.button(
            _("Trước"),
            key=BACK,
            shortcut=_KEYS[BACK],
            on_click=_step,
            args=(periods, -1),
            disabled=playing() or place == 0,
        )
        word, icon = (_("Dừng"), ":material/pause:") if playing() else (_("Chạy"), ":material/play_arrow:")
        st.button(word, icon=icon, key=PLAY, shortcut=_KEYS[PLAY], on_click=_toggle, args=(periods,))
        st.button(
            _("Sau"), key=ON, shortcut=_KEYS[ON], on_click=_step, args=(periods, 1), disabled=playing() or place == last
        )
    address.write(PERIOD, "" if chosen == periods[-1] else chosen)
    if st.session_state.pop(_WHOLE_PAGE, False):
        st.rerun()  # whether the fragment runs by itself is fixed where the page calls it
    return chosen


def _tick(periods: Sequence[str]) -> None:
    """On, if it is time; the last period stops it."""
    if not playing() or monotonic() - st.session_state.get(_MOVED_AT, 0.0) < 0.7 * SECONDS:
        return
    st.session_state[_MOVED_AT] = monotonic()
    _step(periods, 1)
    if st.session_state[PERIOD] == periods[-1]:
        _stop()
        st.session_state[_WHOLE_PAGE] = True


def _step(periods: Sequence[str], by: int) -> None:
    place = list(periods).index(st.session_state[PERIOD]) + by
    st.session_state[PERIOD] = periods[min(max(place, 0), len(periods) - 1)]


def _toggle(periods: Sequence[str]) -> None:
    if playing():
        _stop()
    else:
        if st.session_state[PERIOD] == periods[-1]:
            st.session_state[PERIOD] = periods[0]
        st.session_state[_PLAYING], st.session_state[_MOVED_AT] = True, monotonic()
    st.session_state[_WHOLE_PAGE] = True


def _stop() -> None:
    st.session_state.pop(_PLAYING, None)
