"""Rehabilitation: old and new length of stay by the law known on a day, and no person counted twice."""

from datetime import date

import pytest

from models.periods import Month
from models.policy.areas import social_evils
from models.policy.areas.social_evils import AGAIN, AGAIN_STAY, AREA, FIRST, FIRST_STAY
from models.policy.areas.support import missing, support_cube
from models.policy.levers.levers import LeverValue, Scenario
from tests.models.seed_frames import END_2023, NOVEMBER_2026, Seed

MONTHS = (Month(2026, 6), Month(2027, 7), Month(2027, 12))
GIVEN: dict[str, LeverValue] = {
    "social_evils.residents": 300,
    "social_evils.cost": 3_000_000,
    "social_evils.first": 120,
    "social_evils.first_stay": 12,
    "social_evils.again": 60,
    "social_evils.again_stay": 24,
}
BEFORE_THE_LAW, ON_ITS_DAY = date(2025, 12, 9), date(2025, 12, 10)


def scenario(law_as_of: date, **tried: LeverValue) -> Scenario:
    values = {**GIVEN, **{f"social_evils.{key}": value for key, value in tried.items()}}
    return Scenario.of(law_as_of, AREA.levers, values)


@pytest.mark.parametrize(
    ("law_as_of", "after"), [(BEFORE_THE_LAW, [120, 120, 120]), (ON_ITS_DAY, [120, 130, 180])], ids=str
)
def test_the_law_of_2025_counts_from_the_day_it_was_passed(seed: Seed, law_as_of: date, after: list[int]) -> None:
    """24 months from 01/7/2026 in place of 12: in 7/2027 13 intakes are present, in 12/2027 18."""
    known = seed.law.known_on(law_as_of)
    found = social_evils.present(FIRST, FIRST_STAY, scenario(law_as_of), "baseline", known, MONTHS)
    assert found is not None
    assert [each.before for each in found] == [120, 120, 120]
    assert [each.after for each in found] == after


def test_from_the_second_time_on_24_months_are_not_yet_passed_by_2027(seed: Seed) -> None:
    known = seed.law.known_on(NOVEMBER_2026)
    months = (*MONTHS, Month(2029, 7))
    found = social_evils.present(AGAIN, AGAIN_STAY, scenario(NOVEMBER_2026), "baseline", known, months)
    assert found is not None
    assert [each.after for each in found] == [120, 120, 120, 180]


def test_longer_stays_add_to_those_there_and_count_nobody_twice(seed: Seed) -> None:
    cube = support_cube(AREA, scenario(NOVEMBER_2026), seed.law, MONTHS, 1)
    people = dict(zip(cube.groups.tolist(), cube.people["scenario"].tolist(), strict=True))
    assert people == {"residents": [300] * 3, "longer_first": [0, 10, 60], "longer_again": [0, 0, 0]}
    assert cube.total("scenario", "entitled", "rehabilitation").tolist() == [900_000_000, 930_000_000, 1_080_000_000]


def test_a_length_the_scenario_tries_counts_for_those_who_come_in_from_its_month(seed: Seed) -> None:
    """6 months from 1/2026: by 12/2026 the last who came in for 12 months has left, 60 fewer people are there."""
    tried = scenario(BEFORE_THE_LAW, **{"first_stay.tried": 6, "applies_from": "2026-01"})
    months = (Month(2025, 12), Month(2026, 6), Month(2026, 9), Month(2026, 12))
    cube = support_cube(AREA, tried, seed.law, months, 1)
    line = cube.groups.tolist().index("longer_first")
    assert cube.people["scenario"][line].tolist() == [0, 0, -30, -60]
    assert cube.people["baseline"][line].tolist() == [0, 0, 0, 0]


def test_without_the_old_length_the_line_is_not_reckoned_and_says_what_it_lacks(seed: Seed) -> None:
    empty = scenario(NOVEMBER_2026, first_stay="")
    known = seed.law.known_on(NOVEMBER_2026)
    assert social_evils.present(FIRST, FIRST_STAY, empty, "baseline", known, MONTHS) is None
    line = next(line for line in AREA.lines if line.group == "longer_first")
    assert missing(line, empty, known, MONTHS[0]) == (FIRST_STAY,)
    assert "longer_first" not in support_cube(AREA, empty, seed.law, MONTHS, 1).groups.tolist()


def test_a_stay_is_known_on_the_report_s_day_as_typed_alone(seed: Seed) -> None:
    assert not seed.law.known_on(END_2023).has(social_evils.FIRST_MONTHS)
    assert [row.value for row in seed.law.rows(social_evils.FIRST_MONTHS)] == [24]
    assert [row.value for row in seed.law.rows(social_evils.AGAIN_MONTHS)] == [36]
