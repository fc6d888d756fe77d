"""Corners found by a second reading of the engine against the law: days, resolutions, convalescence, people taken
away."""

from datetime import date

import pytest

from models.periods import Month
from models.policy.answers.funding import increment_plan
from models.policy.answers.goal_seek import highest
from models.policy.areas import protection
from models.policy.engine.baseline import Baseline
from models.policy.engine.projection import project_cube
from models.policy.levers.clock import CLOCK_DAYS
from models.policy.schemes import CENTRE, PROTECTION
from tests.models.seed_frames import HORIZON, NOVEMBER_2026, Seed
from tests.models.short_scenarios import JULY_2024, bill, of_merit, of_protection

BEFORE_DECREE_55 = date(2023, 6, 30)


def test_the_fee_is_the_same_by_both_views(seed: Seed, province: Baseline) -> None:
    chosen = of_merit(management_fee=1)
    cube = project_cube(province, seed.law, chosen, HORIZON)
    due, paid = (cube.total("baseline", view, "merit_management").sum() for view in ("entitled", "paid"))
    assert due == paid


@pytest.mark.parametrize("day", CLOCK_DAYS, ids=str)
def test_every_day_the_clock_takes_has_its_norms(seed: Seed, province: Baseline, day: date) -> None:
    for chosen in (of_merit(day), of_protection(day)):
        project_cube(province, seed.law, chosen, chosen.months)


def test_what_a_resolution_extends_to_centres_is_local_money_alone(seed: Seed, province: Baseline) -> None:
    chosen = of_protection(
        NOVEMBER_2026, norm=600_000, norm_applies_from="2027-01", norm_provincial="1", extended__centre=1
    )
    cube = project_cube(province, seed.law, chosen, HORIZON)
    plan = increment_plan(cube, CENTRE, seed.law, chosen, Month(2027, 1))
    assert (plan.total_vnd, plan.local_alone_vnd) == (72_240_000, 72_240_000)


def test_convalescence_of_2023_has_no_back_pay(seed: Seed, province: Baseline) -> None:
    chosen = of_merit(convalescence_home=1_200, norm=3_000_000, norm_applies_from="2023-08", norm_first_paid="2024-03")
    cube = project_cube(province, seed.law, chosen, HORIZON)
    due, paid = (cube.total("scenario", view, "merit_convalescence").sum() for view in ("entitled", "paid"))
    assert due == paid


def test_no_more_parents_can_be_taken_than_there_are(seed: Seed, province: Baseline) -> None:
    cube = project_cube(province, seed.law, of_protection(people__single_parent=-2_090), HORIZON)
    assert cube.people_by_group("scenario", "protection", cube.month_index[JULY_2024])["single_parent"] >= 0


def test_people_taken_away_do_not_hang_on_the_demo(seed: Seed, province: Baseline, districts: Baseline) -> None:
    chosen = of_protection(people__disab_extreme=-20_000, people_change=-7)
    bills = [
        bill(project_cube(each, seed.law, chosen, HORIZON), "protection", "scenario") for each in (province, districts)
    ]
    assert abs(bills[0] - bills[1]) < 100


def test_goal_seek_does_not_answer_with_a_lever_that_cannot_act_beside_others(seed: Seed, province: Baseline) -> None:
    mine, asked = province.of_area("protection"), of_protection(norm=500_000)
    found = highest(
        mine, seed.law, asked, PROTECTION, protection.GROWTH, months=HORIZON, ceiling_vnd=10_000_000_000, per="month"
    )
    assert found.value is None
