"""Counts that pass what is known of the province or of a group."""

import pytest

from models.policy.areas import children, insurance, merit, poverty, protection
from models.policy.areas.bounds import POPULATION, beyond
from models.policy.areas.poverty import HOUSEHOLDS_2023
from models.policy.engine.baseline import Baseline
from models.policy.levers.levers import LeverValue

CARERS = protection.CARERS_PEOPLE
IN_EACH = {
    "nuôi tại cơ sở": (protection.LEVERS, {"protection.funerals_centre": 302}, 302, 301),
    "hưởng tại cộng đồng": (protection.LEVERS, {"protection.funerals": 45_576}, 45_576, 45_575),
    "có công": (
        merit.LEVERS,
        {merit.CONVALESCENCE_HOME.key: 20_000, merit.CONVALESCENCE_CENTRE.key: 356},
        20_356,
        20_355,
    ),
}


@pytest.mark.parametrize("name", IN_EACH)
def test_a_count_of_a_groups_people_beyond_the_group_is_named(province: Baseline, name: str) -> None:
    levers, values, asked, most = IN_EACH[name]
    (found,) = beyond(levers, values, province.people)
    assert (found.asked, found.most, set(values)) == (asked, most, {lever.key for lever in found.levers})
    fewer: dict[str, LeverValue] = {key: value - 1 for key, value in values.items()}
    assert beyond(levers, fewer, province.people) == []


def test_carers_of_one_group_are_taken_together(province: Baseline) -> None:
    there = sum(province.people["protection", group] for group in ("disab_extreme", "disab_extreme_child_elder"))
    values: dict[str, LeverValue] = {CARERS["caregiver_own_family"].key: there}
    assert beyond(protection.LEVERS, values, province.people) == []
    values[CARERS["caregiver_disab_extreme"].key] = 1
    (found,) = beyond(protection.LEVERS, values, province.people)
    assert (found.asked, found.most) == (there + 1, there)


PEOPLE = ("insurance.people.poor", "insurance.people.near_poor", "insurance.people.ethnic", "insurance.people.other")


def test_more_people_than_the_province_has_and_more_households_than_it_has() -> None:
    for area, key, most in (
        (children.AREA, "children.children", POPULATION),
        (poverty.AREA, "poverty.households", HOUSEHOLDS_2023),
        (poverty.AREA, "poverty.power_households.tried", HOUSEHOLDS_2023),
    ):
        (found,) = beyond(area.levers, {key: most + 1})
        assert ([lever.key for lever in found.levers], found.asked, found.most) == ([key], most + 1, most)
        assert beyond(area.levers, {key: most}) == []


def test_people_of_different_kinds_are_taken_together_now_and_as_tried() -> None:
    now: dict[str, LeverValue] = dict(zip(PEOPLE, (400_000, 400_000, 78_052, ""), strict=True))
    assert beyond(insurance.AREA.levers, now) == []
    (found,) = beyond(insurance.AREA.levers, {**now, PEOPLE[3]: 1})
    assert (len(found.levers), found.asked, found.most) == (4, 878_053, 878_052)
    (found,) = beyond(insurance.AREA.levers, {**now, f"{PEOPLE[2]}.tried": 78_053})
    assert [lever.key for lever in found.levers] == [PEOPLE[0], PEOPLE[1], f"{PEOPLE[2]}.tried"]
    assert found.asked == 878_053


def test_a_bound_that_is_not_known_bounds_nothing() -> None:
    assert beyond(protection.LEVERS, {"protection.funerals": 50_000}, {}) == []
    assert beyond(protection.LEVERS, {"protection.funerals": 50_000}) == []
