"""The page of an area of support lines: figures, then levers and answer side by side, then tabs, then the report's words.

Belongs here: the order of the parts, the same for each of these areas. Does not: their content.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from models.policy.answers.figures import REPORT_PERIOD
from models.policy.answers.support_result import SupportResult, support_result
from models.policy.areas.support import SupportArea
from models.policy.levers.levers import UNSET, Lever
from models.policy.levers.scenario import Scenario
from pages._registry import page
from pages.screens.support import support_answer, support_empty, support_panel, support_tabs
from pages.screens.support.support_extra import Extra, Values
from pages.ui.answers import actions
from pages.ui.frame import area_page, page_frame
from pages.ui.levers import history
from pages.ui.levers.widgets import draw, standing
from pages.ui.saved import save
from pages.ui.session import loaders
from pages.ui.session.loaders import Data

ANSWER, BUTTONS, FOUND = "tra-loi", "nut", "ket-qua"
NAMED = 3
"""Moved levers written out: an area has many, and the answer must stay in sight."""


def show(
    area: SupportArea,
    file: str,
    *,
    notes: Sequence[str] = (),
    extras: Sequence[Extra] = (),
) -> None:
    """`notes` warn against misreading the figures; `extras` are what the area has beside its lines."""
    spec = page(file)
    data = loaders.data()
    page_frame.top(spec, data)
    rows = area_page.top(data, area.policy_area, notes)
    _body(area, spec.title, data, tuple(extras))
    area_page.words(data, area.policy_area, spec, rows)


@st.fragment
def _body(area: SupportArea, title: str, data: Data, extras: tuple[Extra, ...]) -> None:
    """Panel and answer. A factor's move draws the answer again and of the panel only what looks otherwise (_moved), on the
    version the page shows; any other move draws all of this."""
    province = loaders.baseline(data.version, False).province_id
    left, right = st.columns([1, 1.8], gap="medium")
    below = st.container()
    with left:
        support_panel.panel(area, data, law_day(area), extras, partial(_moved, area))
        told = st.container()
    with right:
        st.fragment(_answer, key=area.prefix + ANSWER)(area, title, data, province, extras, told, below)
    with left:
        st.fragment(_buttons, key=area.prefix + BUTTONS)(area, title, data)


def _moved(area: SupportArea, factor: str) -> None:
    """After a factor's move (callback); `factor` names its fragment, "" where it looks as before."""
    buttons = area.prefix + BUTTONS if actions.buttons_after_a_move(area, _levers(area)) else ""
    st.rerun([part for part in (factor, area.prefix + ANSWER, buttons) if part])


def _answer(
    area: SupportArea,
    title: str,
    data: Data,
    province: int,
    extras: tuple[Extra, ...],
    told: DeltaGenerator,
    below: DeltaGenerator,
) -> None:
    values = {lever.key: standing(lever) for lever in _levers(area)}
    history.record(area.prefix, values)
    found = compute(area, data, values, province)
    st.session_state[area.prefix + FOUND] = values, found
    support_answer.say(found, title, values)
    beside = "\n\n".join(words for extra in extras if (words := extra.sentence(found, values, data)))
    if found.is_empty:
        if beside:
            st.markdown(beside)
        support_empty.missing(area, data, int(values[area.budget_year.key]))
    # Without numbers the year moves the templates alone.
    draw(area.budget_year, moved=partial(_moved, area, ""))
    if not found.is_empty:
        support_answer.show(found, values)
        if beside:
            st.markdown(beside)
    with told:
        support_panel.lacking(found)
        actions.told(area, values, {}, NAMED)
    with below:
        support_tabs.show(found, data, values, extras)


def _buttons(area: SupportArea, title: str, data: Data) -> None:
    history.settle(area.prefix)
    found: SupportResult
    values, found = st.session_state[area.prefix + FOUND]
    with st.container(horizontal=True):
        actions.buttons(area, values)
        save.show(values, found.scenario.law_as_of, data, head=support_answer.head(found, title))


def _levers(area: SupportArea) -> tuple[Lever, ...]:
    """Asked for at every move, and slow to put together."""
    found = _LEVERS.get(area.prefix)
    if found is None:
        found = _LEVERS[area.prefix] = area.all_levers
    return found


_LEVERS: dict[str, tuple[Lever, ...]] = {}


def law_day(area: SupportArea, values: Values | None = None) -> date:
    """The chosen day of law, else the last one of the report's year."""
    chosen = UNSET if values is None else values[area.law_as_of.key]
    return date(int(REPORT_PERIOD), 12, 31) if chosen == UNSET else date.fromisoformat(str(chosen))


def compute(area: SupportArea, data: Data, values: Values, province: int) -> SupportResult:
    """From lever values by lever key (scenario and view levers together)."""
    chosen = {lever.key: values[lever.key] for lever in area.levers}
    return support_result(area, Scenario.of(law_day(area, values), area.levers, chosen), data.law, province)
