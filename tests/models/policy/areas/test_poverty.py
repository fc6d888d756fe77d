"""Poverty reduction: cards by people, households of the report as presets, and the way to a target rate."""

from decimal import Decimal

import pytest

from models.periods import Month
from models.policy.areas import poverty
from models.policy.areas.support import missing, support_cube, value_of
from models.policy.areas.targets import TargetDueError
from models.policy.levers.levers import LeverValue, Scenario
from tests.models.seed_frames import END_2023, NOVEMBER_2026, Seed

RATE_2023 = Decimal("2.11")


def scenario(**values: LeverValue) -> Scenario:
    return Scenario.of(END_2023, poverty.AREA.levers, {f"poverty.{key}": value for key, value in values.items()})


def test_a_near_poor_card_is_split_between_the_state_and_the_province(seed: Seed) -> None:
    """1.000 people: 81.000 đồng a card, 70% and 30%."""
    chosen = scenario(near_poor_people=1_000, near_poor_top_up=30, card_rate=45)
    cube = support_cube(poverty.AREA, chosen, seed.law, (Month(2024, 3),), 1)
    money = dict(zip(cube.groups.tolist(), cube.vnd["baseline", "entitled"][:, 0].tolist(), strict=True))
    assert money == {"near_poor": 56_700_000, "near_poor_top_up": 24_300_000}


def test_a_card_needs_people_and_not_the_households_of_the_report(seed: Seed) -> None:
    line = next(line for line in poverty.AREA.lines if line.group == "poor")
    found = missing(line, scenario(), seed.law.known_on(END_2023), Month(2024, 3))
    assert found == (poverty.POOR_PEOPLE,)
    assert poverty.POOR_PEOPLE.now.presets == ()
    assert [preset.value for preset in poverty.POWER_HOUSEHOLDS.now.presets] == [5_915]


def test_the_base_salary_of_the_month_makes_the_card(seed: Seed) -> None:
    known = seed.law.known_on(NOVEMBER_2026)
    values = [
        value_of(poverty.SALARY, "baseline", Month(2024, 1), scenario(), known, month)
        for month in (Month(2023, 6), Month(2023, 7), Month(2024, 7), Month(2026, 7))
    ]
    assert values == [1_490_000, 1_800_000, 2_340_000, 2_530_000]


def test_the_way_to_a_target_rate_is_in_points_of_percentage() -> None:
    """2,11% at the end of 2023 to 1,0% at the end of 2026: 0,37 points a year."""
    path = poverty.GOAL.path(RATE_2023, 2023, scenario(target="10", target_year="2026"))
    assert path is not None
    assert [year.value for year in path.years] == [Decimal("1.74"), Decimal("1.37"), Decimal("1.00")]
    assert [year.change for year in path.years] == [Decimal("-0.37")] * 3


def test_a_rate_below_the_target_is_reached_and_no_target_is_no_way() -> None:
    reached = poverty.GOAL.path(RATE_2023, 2023, scenario(target="25", target_year="2026"))
    assert reached is not None
    assert reached.reached
    assert poverty.GOAL.path(RATE_2023, 2023, scenario(target="10")) is None
    with pytest.raises(TargetDueError):
        poverty.GOAL.path(RATE_2023, 2024, scenario(target="10", target_year="2024"))
