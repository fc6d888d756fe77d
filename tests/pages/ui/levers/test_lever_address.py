"""Lever values as text of the address bar and back, for every lever of every what-if page."""

from datetime import date
from urllib.parse import parse_qsl, urlsplit

import pytest

from models.policy.answers.whatif import AREAS, WhatIfArea
from models.policy.law.calendar import REPORT_DAY
from models.policy.levers.clock import Clock
from models.policy.levers.levers import NUMERIC_KINDS, Lever, LeverValue, LeverValueError, address_of, parse_address
from pages.ui.levers.widgets import link
from pages.ui.session import loaders
from tests.pages import shared
from tests.pages.lever_positions import moved, other_position, start_of, untouched

data_folder = shared.data_folder


def on_the_report() -> Clock:
    return Clock(REPORT_DAY, loaders.data().law)


ALL = [lever for area in AREAS for lever in area.all_levers]
each_area = pytest.mark.parametrize("area", AREAS, ids=lambda area: area.slug)


def positions(lever: Lever) -> set[LeverValue]:
    """Where the lever may stand: its ends, options and presets."""
    found = {start_of(lever), lever.default, other_position(lever), *(option for option, _label in lever.options)}
    found |= {preset.value for preset in lever.presets}
    found -= {lever.default} if lever.follows == "norm" else set()
    if lever.kind in NUMERIC_KINDS:
        found |= {lever.minimum, lever.maximum}
    return found | {0, 1} if lever.kind == "switch" else found


def test_every_lever_reads_back_what_it_writes() -> None:
    for lever in ALL:
        for value in positions(lever):
            assert parse_address(lever, address_of(lever, value)) == value, (lever.parameter, value)
            assert parse_address(lever, str(value)) == value, (lever.parameter, value)


def test_the_other_position_is_one_the_lever_can_stand_at() -> None:
    """The tests that move everything stand on this."""
    for lever in ALL:
        assert lever.accept(other_position(lever)) == other_position(lever), lever.parameter
        assert other_position(lever) not in (start_of(lever), lever.default), lever.parameter


def test_what_no_lever_takes_is_refused() -> None:
    for lever in ALL:
        for text in ("khong-co", "1.5", "9" * 14):
            with pytest.raises(LeverValueError):
                parse_address(lever, text)


@each_area
def test_a_link_holds_what_was_moved_and_nothing_else(area: WhatIfArea) -> None:
    values = moved(area)
    address = link("http://127.0.0.1:8501/trang?cu=1", area.all_levers, values, on_the_report())
    query = dict(parse_qsl(urlsplit(address).query))
    assert query.pop("moc") == "bao-cao"
    assert set(query) == {lever.parameter for lever in area.all_levers}
    read = {lever.key: parse_address(lever, query[lever.parameter]) for lever in area.all_levers}
    assert read == values


@each_area
def test_a_link_without_moved_levers_has_the_start_and_the_clock_alone(area: WhatIfArea) -> None:
    """A link that names no lever opens on a change."""
    levers, on, start = area.all_levers, on_the_report(), f"{area.applies_from.parameter}=07%2F2024"
    assert (
        link("http://may:8501/trang?x=1", levers, untouched(area), on) == f"http://may:8501/trang?{start}&moc=bao-cao"
    )


@each_area
def test_a_link_names_its_day_and_leaves_out_what_that_day_gives(area: WhatIfArea) -> None:
    on = Clock(date(2026, 8, 14), loaders.data().law)
    values = {**untouched(area), area.applies_from.key: "2026-09", area.budget_year.key: "2026"}
    values[area.norm.key] = on.position(area.norm, "2026-09")
    start = f"{area.applies_from.parameter}=09%2F2026"
    assert link("http://may:8501/trang", area.all_levers, values, on) == f"http://may:8501/trang?{start}&moc=2026-08-14"
    old = {**values, area.applies_from.key: "2024-07"}
    query = dict(parse_qsl(urlsplit(link("http://may:8501/trang", area.all_levers, old, on)).query))
    assert query == {area.applies_from.parameter: "07/2024", "moc": "2026-08-14"}


@each_area
def test_a_link_with_everything_moved_is_short_enough_to_send(area: WhatIfArea) -> None:
    """Servers and mail programmes cut addresses at 8.000 signs."""
    assert (
        len(link("http://may-chu-so.hanam.gov.vn:8501/bao-tro-xa-hoi", area.all_levers, moved(area), on_the_report()))
        < 4_000
    )
