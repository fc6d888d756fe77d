"""A norm nobody has moved makes no scenario: levers that stand where the clock puts them."""

from datetime import date

import pytest

from models.policy.areas import catalogue, merit, protection
from models.policy.engine.baseline import Baseline
from models.policy.engine.projection import project_cube
from models.policy.levers.clock import Clock, settled
from models.policy.levers.levers import Lever, LeverValue, Scenario
from tests.models.seed_frames import END_2023, HORIZON, NOVEMBER_2026, Seed

DAYS = [date(2023, 6, 30), date(2023, 12, 31), date(2024, 12, 31), NOVEMBER_2026]
AREAS = {"protection": protection.LEVERS, "merit": merit.LEVERS, "both": catalogue.LEVERS}


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("area", list(AREAS))
@pytest.mark.parametrize("start", ["2023-01", "2024-07", "2027-12"])
def test_all_levers_at_their_default_change_nothing_under_any_law(
    seed: Seed, province: Baseline, area: str, day: date, start: str
) -> None:
    months = {lever.key: start for lever in AREAS[area] if lever.key.endswith("norm_applies_from")}
    cube = project_cube(province, seed.law, Scenario.of(day, AREAS[area], months), HORIZON)
    for view in ("entitled", "paid"):
        assert (cube.vnd["baseline", view] == cube.vnd["scenario", view]).all()  # type: ignore[index]
    assert (cube.people["baseline"] == cube.people["scenario"]).all()


def starts(clock: Clock, levers: tuple[Lever, ...], **moved: LeverValue) -> dict[str, LeverValue]:
    """Where the widgets stand before anybody touches them, and what has been moved."""
    return {lever.key: clock.position(lever) for lever in levers} | {
        f"merit.{key}": value for key, value in moved.items()
    }


def test_the_sliders_first_position_is_the_law(seed: Seed) -> None:
    """Whatever the day: the norm follows the law, and on the report's day every lever is at its default."""
    for day in DAYS:
        clock = Clock(day, seed.law)
        assert settled(merit.LEVERS, starts(clock, merit.LEVERS), clock)["merit.norm"] == merit.NORM.default
    clock = Clock(END_2023, seed.law)
    assert settled(merit.LEVERS, starts(clock, merit.LEVERS), clock) == {
        lever.key: lever.default for lever in merit.LEVERS
    }


@pytest.mark.parametrize("norm", [2_054_000, 2_056_000, 2_789_000])
def test_a_norm_that_was_moved_stays(seed: Seed, norm: int) -> None:
    clock = Clock(END_2023, seed.law)
    assert settled(merit.LEVERS, starts(clock, merit.LEVERS, norm=norm), clock)["merit.norm"] == norm


def test_meeting_b_stays_a_scenario_on_the_law_before_the_decree(seed: Seed) -> None:
    """On 30/6/2023 the law gives 1.624.000: 2.055.000 from 7/2023 is what is tried, not what holds."""
    before, after = (Clock(day, seed.law) for day in (date(2023, 6, 30), END_2023))
    asked = starts(before, merit.LEVERS, norm=2_055_000, norm_applies_from="2023-07")
    assert settled(merit.LEVERS, asked, before)["merit.norm"] == 2_055_000
    assert settled(merit.LEVERS, asked, after)["merit.norm"] == merit.NORM.default


def test_what_is_given_is_left_as_it_is(seed: Seed) -> None:
    clock = Clock(END_2023, seed.law)
    asked = starts(clock, merit.LEVERS, norm=2_055_000)
    before = dict(asked)
    assert settled(merit.LEVERS, asked, clock) == before | {"merit.norm": merit.NORM.default}
    assert asked == before
