"""A step that may take long: what is being done, for how long already, and a button that stops it.

Belongs here: running the step beside the page's own thread, so that a click is heard meanwhile. Does not: any step.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import TypeVar

import streamlit as st

from data.locale import _
from data.parsing.process import Errand
from models.wording.numbers import number
from pages.ui.format import markup

STOP = "tai-tep-dung"
_STOPPED = "_tai-tep-da-dung"
QUIET_SECONDS, TICK_SECONDS = 0.5, 0.5
_NO_OTHER_STOP = "<style>[data-testid=stStatusWidget] button {{ display: none }}</style>"
"""Streamlit's own stop, in English at the top of the screen, would leave the page half drawn."""
Found = TypeVar("Found")


def while_doing(words: str, work: Callable[[], Found], *, stopped: Callable[[], None]) -> Found:
    """What `work` gives; it must touch neither the page nor its session. `stopped` puts the session back when the clerk stops
    it, and nothing that stands behind this call is done then: the page starts over at the click, and the file is read no
    further."""
    future, errand = Future[Found](), Errand()
    threading.Thread(target=_settle, args=(future, errand, work), daemon=True).start()
    if not _settled(future, QUIET_SECONDS):
        _wait(words, future, partial(_stop, stopped, errand))
    return future.result()


def said() -> None:
    """Once after a stop."""
    if st.session_state.pop(_STOPPED, False):
        st.info(_("Đã dừng theo yêu cầu. Không có gì được lưu hoặc ghi."))


def _wait(words: str, future: Future[Found], stop: Callable[[], None]) -> None:
    place = st.empty()
    markup.show(markup.fill(_NO_OTHER_STOP))
    with place.container(horizontal=True, vertical_alignment="center", border=True):
        line = st.empty()
        st.button(_("Dừng"), key=STOP, on_click=stop)
    waited = QUIET_SECONDS
    while not future.done():
        line.markdown(_("{step} ({seconds} giây)").format(step=words, seconds=number(int(waited))))
        _settled(future, TICK_SECONDS)
        waited += TICK_SECONDS
    place.empty()


def _stop(stopped: Callable[[], None], errand: Errand) -> None:
    errand.call_off()
    st.session_state[_STOPPED] = True
    stopped()


def _settle(future: Future[Found], errand: Errand, work: Callable[[], Found]) -> None:
    try:
        with errand.under_way():
            future.set_result(work())
    except BaseException as failure:
        future.set_exception(failure)


def _settled(future: Future[Found], seconds: float) -> bool:
    """Whether the step has come to its end, well or not, within so long."""
    try:
        future.exception(seconds)
    except TimeoutError:
        return False
    return True
