"""A scenario into the session and out of it: the levers one works on, the pages they stand on, the link to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import streamlit as st

from models.policy.areas import catalogue
from models.policy.levers.levers import UNSET, Lever, LeverValue, LeverValueError
from models.policy.levers.scenario import Scenario, settled
from pages import _registry
from pages._registry import PageSpec
from pages.ui.answers import scenario_words
from pages.ui.levers.address import link
from pages.ui.session import loaders

PARENT = "phuong-an-goc"
"""Session: id of the saved scenario that the levers were opened from."""
_PAGES = Path(__file__).parents[2]


@dataclass(frozen=True)
class Working:
    """What the session is working on (phương án đang xem xét)."""

    scenario: Scenario
    inputs: dict[str, LeverValue]

    @property
    def is_moved(self) -> bool:
        return bool(scenario_words.moved(self.scenario))


def default_law_day(data: loaders.Data) -> date:
    """The law beside the figures: the last day of their month."""
    return loaders.baseline(data.version, False).blocks[0].as_of.last_day


def working(data: loaders.Data) -> Working:
    """The levers of all areas as they stand in the session; what was never touched stands at its default."""
    values = {lever.key: _standing(lever) for lever in catalogue.LEVERS}
    inputs = {lever.key: _standing(lever) for lever in catalogue.INPUTS}
    days = [_standing(lever) for spec in area_pages() for lever in spec.levers if lever.kind == "law_date"]
    chosen = next((day for day in days if day != UNSET), None)
    law_as_of = default_law_day(data) if chosen is None else date.fromisoformat(str(chosen))
    values = settled(catalogue.LEVERS, values, data.law, law_as_of)
    return Working(Scenario.of(law_as_of, catalogue.LEVERS, values), inputs)


def put(scenario: Scenario, inputs: Mapping[str, LeverValue], parent_id: int | None) -> None:
    """Make a scenario the one the session works on: every lever of every area, and the day of its law."""
    values = {**dict(scenario.settings), **inputs}
    for spec in area_pages():
        for lever in spec.levers:
            value = scenario.law_as_of.isoformat() if lever.kind == "law_date" else values.get(lever.key, lever.default)
            st.session_state[lever.parameter] = _as_widget(lever, value)
    if parent_id is None:
        st.session_state.pop(PARENT, None)
    else:
        st.session_state[PARENT] = parent_id


def area_pages() -> tuple[PageSpec, ...]:
    """Pages whose levers make scenarios."""
    return tuple(spec for spec in _registry.PAGES if any(lever.key in catalogue.BY_KEY for lever in spec.levers))


def pages_of(scenario: Scenario) -> tuple[PageSpec, ...]:
    """The pages on which the scenario has moved a lever; the first one there is when it moves none."""
    moved = {lever.key for lever in scenario_words.moved(scenario)}
    found = tuple(spec for spec in area_pages() if any(lever.key in moved for lever in spec.levers))
    return found or area_pages()[:1]


def address(spec: PageSpec, scenario: Scenario, inputs: Mapping[str, LeverValue], here: str) -> str:
    """The link that opens the area's page with the scenario's levers and its own day of law; `here` is this page's
    address, whose last part gives way to the area's."""
    values: dict[str, LeverValue] = {**dict(scenario.settings), **inputs}
    values = {lever.key: _shown_at(lever, values.get(lever.key, lever.default)) for lever in spec.levers}
    values |= {lever.key: scenario.law_as_of.isoformat() for lever in spec.levers if lever.kind == "law_date"}
    parts = urlsplit(here)
    folder = parts.path.rpartition("/")[0]
    base = urlunsplit((parts.scheme, parts.netloc, f"{folder}/{spec.url_path}", "", ""))
    return link(base, spec.levers, values)


def entry(spec: PageSpec) -> st.Page:
    """The page as navigation knows it, to switch to or to link."""
    path = f"{spec.url_path}-goc" if spec.default else spec.url_path  # as the router registers it
    return st.Page(_PAGES / spec.file, url_path=path, default=spec.default)


def _standing(lever: Lever) -> LeverValue:
    state = st.session_state.get(lever.parameter, lever.default)
    try:
        return lever.accept(UNSET if state is None else int(state) if isinstance(state, bool) else state)
    except LeverValueError:
        return lever.default


def _shown_at(lever: Lever, value: LeverValue) -> LeverValue:
    """A lever at its default stands where its widget begins."""
    return lever.start if value == lever.default else value


def _as_widget(lever: Lever, value: LeverValue) -> LeverValue | bool | None:
    value = _shown_at(lever, value)
    return bool(value) if lever.kind == "switch" else None if value == UNSET else value
