"""The one clock of all pages (Mốc quy định): what the address asks for, what this session chose, and its control."""

from __future__ import annotations

from datetime import date

import streamlit as st

from data.clock import today
from data.locale import _
from models.policy.answers.link import CLOCK, OLD_CLOCK
from models.policy.law.calendar import REPORT_DAY
from models.policy.levers.clock import REPORT, TODAY, Clock, code_of, code_words, day_of
from models.wording.numbers import day as day_words
from pages.ui.session import loaders

DATE = "ngay"
_CODE, _CLOCK = "_moc", "_moc-dong-ho"


def code() -> str:
    """What the session chose; today as long as it chose nothing."""
    return str(st.session_state.get(_CODE, TODAY))


def day() -> date:
    """The day whose law every page of this session stands on."""
    return day_of(code(), today()) or today()


def standing() -> Clock:
    """The session's clock on the law of the version it looks at, as the run's beginning found it."""
    kept: Clock | None = st.session_state.get(_CLOCK)
    return start() if kept is None else kept


def start() -> Clock:
    """The clock of this run; one object for all sessions on the same day and version, because it keeps positions."""
    frames, on = loaders.data(), day()
    made = loaders.made(frames.version, ("clock", on.isoformat()), lambda: Clock(on, frames.law))
    st.session_state[_CLOCK] = made
    return made


def read() -> None:
    """Before every page: take the day the address asks for, or write the session's into the address, which a change of
    page has emptied. What is asked for in vain is left standing in it, for `show` to name."""
    asked = st.query_params.get(CLOCK)
    for name in [name for name in st.query_params if name.endswith(OLD_CLOCK)]:
        asked = asked or _normal(st.query_params[name])
        del st.query_params[name]
        st.query_params[CLOCK] = asked
    if asked is not None and day_of(asked, today()) is not None:
        st.session_state[_CODE] = _normal(asked)
    if (asked is None or day_of(asked, today()) is not None) and st.query_params.get(CLOCK, TODAY) != code():
        st.query_params[CLOCK] = code()
    start()


def _normal(asked: str) -> str:
    found = day_of(asked, today())
    return asked if found is None or asked in (TODAY, REPORT) else code_of(found)


def choose(chosen: str) -> Clock:
    """Stand on another day from now on, on every page; for callbacks, before anything of the next run is drawn."""
    st.session_state[_CODE] = _normal(chosen)
    st.query_params[CLOCK] = code()
    return start()


def words(on: date) -> str:
    """ "hôm nay (01/12/2026)", "như báo cáo (31/12/2023)", "20/8/2026"."""
    if on == REPORT_DAY:
        return _("như báo cáo ({day})").format(day=day_words(on))
    return _("hôm nay ({day})").format(day=day_words(on)) if on == today() else day_words(on)


def asked_in_vain() -> str:
    """Why the day a link asks for is not taken, or ""."""
    asked = st.query_params.get(CLOCK)
    if asked is None or day_of(asked, today()) is not None:
        return ""
    return _("Liên kết ghi {why}. Đang tính theo quy định {now}.").format(why=code_words(asked), now=words(day()))
