"""The page of an area of support lines: figures, then levers and answer side by side, then tabs, then the report's words.

Belongs here: the order of the parts, the same for each of these areas. Does not: their content.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from models.policy.levers import UNSET
from models.policy.province_figures import REPORT_PERIOD
from models.policy.scenario import Scenario
from models.policy.support_lines import SupportArea
from models.policy.support_result import SupportResult, support_result
from pages._registry import page
from pages.components import (
    area_page,
    lever_actions,
    loaders,
    page_frame,
    scenario_save,
    support_answer,
    support_empty,
    support_panel,
    support_tabs,
)
from pages.components.loaders import Data
from pages.components.support_extra import Extra, Values

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
    """A move of a lever reruns only this, on the version the page shows."""
    left, right = st.columns([1, 1.8], gap="medium")
    with right:
        said, numbers_year, rest, last_year = (st.container() for _place in range(4))
    # Without numbers the year moves the templates alone.
    year_box = last_year if support_panel.is_bare(area) else numbers_year
    with left:
        values = support_panel.panel(area, data, law_day(area), extras, year_box)
    found = compute(area, data, values)
    with left:
        support_panel.lacking(found)
        lever_actions.show(area, values, {}, NAMED)
        scenario_save.show(values, found.scenario.law_as_of, data, head=support_answer.head(found, title))
    with said:
        support_answer.say(found, title, values)
    with said if found.is_empty else rest:
        beside = [words for extra in extras if (words := extra.sentence(found, values, data))]
        if not found.is_empty:
            support_answer.show(found, values)
        if beside:
            st.markdown("\n\n".join(beside))
    if found.is_empty:
        with rest:
            support_empty.missing(area, data, int(values[area.budget_year.key]))
    support_tabs.show(found, data, values, extras)


def law_day(area: SupportArea, values: Values | None = None) -> date:
    """The chosen day of law, else the last one of the report's year."""
    chosen = UNSET if values is None else values[area.law_as_of.key]
    return date(int(REPORT_PERIOD), 12, 31) if chosen == UNSET else date.fromisoformat(str(chosen))


def compute(area: SupportArea, data: Data, values: Values) -> SupportResult:
    """From lever values by lever key (scenario and view levers together)."""
    chosen = {lever.key: values[lever.key] for lever in area.levers}
    scenario = Scenario.of(law_day(area, values), area.levers, chosen)
    return support_result(area, scenario, data.law, loaders.baseline(data.version, False).province_id)
