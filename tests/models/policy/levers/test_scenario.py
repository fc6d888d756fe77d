"""Scenarios: every lever kept, frozen, and the same identity on every machine."""

from dataclasses import FrozenInstanceError
from datetime import date

import pytest
from hypothesis import given, settings

from models.periods import Month
from models.policy.areas.protection import LEVERS
from models.policy.engine.measures import norm_change
from models.policy.levers.levers import LeverValueError, Scenario
from tests.examples import examples
from tests.models.seed_frames import END_2023, NOVEMBER_2026, scenario
from tests.models.strategies import Levers, levers

MEETING_A = scenario(END_2023, norm=500_000)


FIRST_FIVE = (
    ("protection.norm", 500_000),
    ("protection.norm_applies_from", "2024-07"),
    ("protection.norm_first_paid", ""),
    ("protection.norm_provincial", 0),  # a switch then; today it may be left open
    ("protection.people_change", 0),
)
"""Meeting A as it was written while the app had five levers."""


def test_the_way_an_identity_is_made_never_changes() -> None:
    """Stored scenarios and printed reports name it: another canonical form would disown every one of them."""
    written = Scenario(END_2023, FIRST_FIVE)
    assert written.identity == "78a8d0ff361f2a9a36b62167574d3d98c6208c7702b9a74b7ca813ac3938e281"


def test_a_scenario_keeps_levers_at_their_default_too() -> None:
    kept = {lever.key: lever.default for lever in LEVERS}
    assert dict(MEETING_A.settings) == kept | {"protection.norm": 500_000}
    switched = {"protection.norm_provincial"}
    assert {each for each in FIRST_FIVE if each[0] not in switched} <= set(MEETING_A.settings)
    assert MEETING_A["protection.norm"] == 500_000


def test_the_order_in_which_levers_are_given_does_not_matter() -> None:
    values = {"protection.norm": 500_000, "protection.people_change": 3}
    this = Scenario.of(END_2023, LEVERS, values)
    that = Scenario.of(END_2023, tuple(reversed(LEVERS)), dict(reversed(values.items())))
    assert this == that
    assert this.identity == that.identity


@settings(max_examples=examples(60), deadline=None)
@given(levers(), levers())
def test_identities_are_equal_exactly_when_scenarios_are(this: Levers, that: Levers) -> None:
    assert (this.scenario.identity == that.scenario.identity) == (this.scenario == that.scenario)


def test_the_day_of_law_is_part_of_the_identity() -> None:
    assert scenario(END_2023).identity != scenario(NOVEMBER_2026).identity


def test_a_scenario_is_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        MEETING_A.law_as_of = date(2030, 1, 1)  # type: ignore[misc]
    assert isinstance(MEETING_A.settings, tuple)
    assert hash(MEETING_A) == hash(scenario(END_2023, norm=500_000))


def test_a_value_no_lever_accepts_is_refused() -> None:
    with pytest.raises(LeverValueError, match="out_of_range"):
        scenario(norm=2_000_000)


def test_a_key_no_lever_has_is_refused_by_name() -> None:
    with pytest.raises(KeyError, match=r"protection\.nrom"):
        Scenario.of(END_2023, LEVERS, {"protection.nrom": 500_000})
    with pytest.raises(KeyError):
        MEETING_A["estimate"]


@pytest.mark.parametrize(
    ("start", "chosen", "paid"),
    [
        ("2024-07", "", Month(2024, 8)),
        ("2024-12", "", Month(2025, 1)),
        ("2024-07", "2024-07", Month(2024, 7)),
        ("2024-07", "2024-11", Month(2024, 11)),
        ("2024-07", "2024-05", Month(2024, 7)),
    ],
)
def test_the_first_payment_follows_the_start_and_never_precedes_it(start: str, chosen: str, paid: Month) -> None:
    change = norm_change(scenario(applies_from=start, first_paid=chosen))
    assert (change.applies_from, change.first_paid) == (Month.parse(start), paid)


@pytest.mark.parametrize(("percent", "ppm"), [(0, 1_000_000), (5, 1_050_000), (-30, 700_000)])
def test_a_percentage_becomes_parts_per_million(percent: int, ppm: int) -> None:
    assert norm_change(scenario(people_change=percent)).people_ppm == ppm
