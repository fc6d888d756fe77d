"""Corners in which the engine once was wrong, each as its least example: norms, back-pay, goal seek, people taken
away."""

from datetime import date

import pytest

from models.periods import Month
from models.policy.answers.funding import increment_plan
from models.policy.answers.goal_seek import highest
from models.policy.answers.uncertainty import increase_range
from models.policy.answers.whatif import headline, waterfall, why_no_change
from models.policy.areas import catalogue, protection
from models.policy.areas.protection import AGED_75
from models.policy.engine.baseline import Baseline
from models.policy.engine.projection import project_cube
from models.policy.levers.levers import Lever, Scenario
from models.policy.schemes import MERIT, PROTECTION
from tests.models.seed_frames import HORIZON, NOVEMBER_2026, CellCount, Seed, block_of
from tests.models.short_scenarios import JULY_2024, bill, of_merit, of_protection

BEFORE_DECREE_55 = date(2023, 6, 30)


def test_an_indexed_share_leaves_current_law_alone(seed: Seed, province: Baseline) -> None:
    cube = project_cube(province, seed.law, of_protection(norm=500_000, indexed_share=50), HORIZON)
    assert bill(cube, "protection", "baseline") == 24_000_000_000


def test_an_indexed_share_of_nought_is_named_as_the_reason(seed: Seed, province: Baseline) -> None:
    chosen = of_protection(norm=500_000, indexed_share=0)
    found = why_no_change(project_cube(province, seed.law, chosen, HORIZON), PROTECTION, seed.law, chosen)
    assert found is not None
    assert found.kind == "not_indexed"


def test_a_large_difference_under_an_indexed_share_does_not_wrap(seed: Seed) -> None:
    block = block_of([CellCount(1, "disab_severe", 3, 1)], reconciliation=[(1, -(10**11))])
    cube = project_cube(Baseline((block,)), seed.law, of_protection(norm=1_000_000, indexed_share=50), HORIZON)
    rest = cube.by("group", "scenario", "entitled", "protection")["reconciliation"][cube.month_index[JULY_2024]]
    assert rest == -188_888_888_889  # 100 tỷ x (360.000 + 1.000.000) : 2 : 360.000


@pytest.mark.parametrize(("applies", "paid", "months"), [("2025-01", "2025-02", 1), ("2024-11", "2025-01", 2)])
def test_back_pay_does_not_hang_on_paying_together(
    seed: Seed, province: Baseline, applies: str, paid: str, months: int
) -> None:
    chosen = of_protection(norm=500_000, norm_applies_from=applies, norm_first_paid=paid, paid_together=1)
    found = headline(project_cube(province, seed.law, chosen, HORIZON), PROTECTION, seed.law, chosen)
    assert found.back_pay_vnd == months * 9_333_333_333


def test_no_more_people_can_be_taken_from_a_group_than_it_has(seed: Seed, province: Baseline) -> None:
    cube = project_cube(province, seed.law, of_protection(people__orphan_u4=-20_000), HORIZON)
    assert cube.people_by_group("scenario", "protection", cube.month_index[JULY_2024])["orphan_u4"] >= 0
    assert bill(cube, "protection", "scenario") >= 24_000_000_000 - 25 * 900_000


def test_no_more_shares_can_be_taken_from_a_group_than_it_has(seed: Seed, province: Baseline) -> None:
    cube = project_cube(province, seed.law, of_merit(people__heroic_mother=-20_000), HORIZON)
    assert cube.people_by_group("scenario", "merit", cube.month_index[JULY_2024])["heroic_mother"] >= 0


@pytest.mark.parametrize(
    "chosen", [of_merit(BEFORE_DECREE_55), of_merit(norm_applies_from="2023-01")], ids=["law of 6/2023", "from 01/2023"]
)
def test_an_untouched_merit_norm_changes_nothing(seed: Seed, province: Baseline, chosen: Scenario) -> None:
    cube = project_cube(province, seed.law, chosen, HORIZON)
    assert (cube.vnd["baseline", "entitled"] == cube.vnd["scenario", "entitled"]).all()


def test_a_scenario_of_protection_leaves_merit_alone(seed: Seed, province: Baseline) -> None:
    chosen = Scenario.of(BEFORE_DECREE_55, catalogue.LEVERS, {"protection.norm": 500_000})
    cube = project_cube(province, seed.law, chosen, HORIZON)
    assert bill(cube, "merit", "baseline") == bill(cube, "merit", "scenario")


def test_meeting_b_has_a_bar_for_its_norm(seed: Seed, province: Baseline) -> None:
    chosen = of_merit(BEFORE_DECREE_55, norm=2_055_000, norm_applies_from="2023-07")
    bars = waterfall(province.of_area("merit"), seed.law, chosen, MERIT, HORIZON, Month(2023, 7))
    assert [(bar.code, bar.vnd) for bar in bars] == [("norm", 10_004_443_310)]


@pytest.mark.parametrize("stops", ["2025-03", "2024-06"], ids=["before the last step", "before the start"])
def test_goal_seek_finds_nothing_free_after_the_end(seed: Seed, province: Baseline, stops: str) -> None:
    asked = of_protection(norm_phases="2x12", norm_stops_after=stops)
    found = highest(
        province.of_area("protection"),
        seed.law,
        asked,
        PROTECTION,
        protection.NORM,
        months=HORIZON,
        ceiling_vnd=5_000_000_000,
        per="month",
    )
    assert found.value is None or found.increase_vnd > 0


def test_the_headline_quotes_a_month_in_which_the_scenario_holds(seed: Seed, province: Baseline) -> None:
    chosen = of_protection(norm=500_000, norm_phases="2x12", norm_stops_after="2025-03")
    found = headline(project_cube(province, seed.law, chosen, HORIZON), PROTECTION, seed.law, chosen)
    assert found.month <= Month(2025, 3)
    assert found.increase_vnd == 4_666_666_667  # 24 tỷ x 430 : 360 - 24 tỷ


def test_goal_seek_tells_the_month_its_costs_are_of(seed: Seed, province: Baseline) -> None:
    asked = of_protection(norm_phases="2x6")
    found = highest(
        province.of_area("protection"),
        seed.law,
        asked,
        PROTECTION,
        protection.NORM,
        months=HORIZON,
        ceiling_vnd=5_000_000_000,
        per="month",
    )
    assert (found.value, found.month) == (430_000, Month(2025, 1))


@pytest.mark.parametrize("chosen", [of_protection(people__orphan_u4=5), of_merit(people__attendant=5)])
def test_the_frame_has_one_row_an_area_group_and_month(seed: Seed, province: Baseline, chosen: Scenario) -> None:
    frame = project_cube(province, seed.law, chosen, HORIZON).to_frame()
    assert not frame.select("area_id", "scheme", "group", "month").is_duplicated().any()


def test_only_what_lies_above_the_national_norm_is_local_money_alone(seed: Seed, province: Baseline) -> None:
    """66.700 x 1,05 x (600.000 - 540.000) and the rest row's -2.000.000; 5 % more people at 540.000 are national. Where
    the resolution leaves out the 18.581 who have the social pension: 48.119 x 1,05 x 60.000."""
    for with_pension, shares in (("1", 4_202_100_000), ("0", 3_031_497_000)):
        chosen = of_protection(
            NOVEMBER_2026,
            norm=600_000,
            norm_applies_from="2027-01",
            norm_provincial="1",
            with_social_pension=with_pension,
            people_change=5,
        )
        cube = project_cube(province, seed.law, chosen, HORIZON)
        plan = increment_plan(cube, PROTECTION, seed.law, chosen, Month(2027, 1))
        assert plan.local_alone_vnd == shares - 2_000_000


def test_added_people_wait_for_the_new_coefficient_like_the_others(seed: Seed, province: Baseline) -> None:
    chosen = of_protection(coefficient__orphan_u4="8", people__orphan_u4=10, norm_first_paid="2024-10")
    cube = project_cube(province, seed.law, chosen, HORIZON)
    paid = bill(cube, "protection", "scenario", view="paid") - bill(cube, "protection", "baseline", view="paid")
    assert paid == 10 * 900_000


def test_the_range_holds_the_central_number_in_any_order(seed: Seed, province: Baseline) -> None:
    chosen = of_protection(lower_age=1, aged_75__low=5_000, aged_75__central=100, aged_75__high=6_000)
    cube = project_cube(province, seed.law, chosen, HORIZON)
    central = headline(cube, PROTECTION, seed.law, chosen).increase_vnd
    found = increase_range(province, seed.law, chosen, PROTECTION, months=HORIZON, month=JULY_2024, central_vnd=central)
    assert found.low_vnd <= found.central_vnd <= found.high_vnd


def test_a_higher_merit_norm_never_lowers_the_bill(seed: Seed, province: Baseline) -> None:
    cube = project_cube(province, seed.law, of_merit(norm=2_056_000), HORIZON)
    assert bill(cube, "merit", "scenario") >= bill(cube, "merit", "baseline")


@pytest.mark.parametrize("lever", [AGED_75["central"], protection.GROWTH], ids=lambda lever: lever.key)
def test_goal_seek_does_not_answer_with_a_lever_that_cannot_act(seed: Seed, province: Baseline, lever: Lever) -> None:
    mine = province.of_area("protection")
    found = highest(
        mine, seed.law, of_protection(), PROTECTION, lever, months=HORIZON, ceiling_vnd=5_000_000_000, per="month"
    )
    assert found.value is None or found.increase_vnd > 0
