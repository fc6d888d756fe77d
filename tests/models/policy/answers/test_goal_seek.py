"""Goal seek: the answer costs no more than the ceiling, one step more costs more, and setting the lever gives that
cost."""

from datetime import date

import pytest
from hypothesis import given, settings, strategies as st

from models.policy.answers.goal_seek import GoalSeek, Per, highest
from models.policy.answers.whatif import headline, year_bills
from models.policy.areas import merit, protection
from models.policy.areas.merit import MERIT_PEOPLE
from models.policy.areas.protection import NORM
from models.policy.engine.baseline import Baseline
from models.policy.engine.projection import norm_changes, project_cube
from models.policy.levers.levers import UNSET, Lever, LeverValue, Scenario
from models.policy.schemes import MERIT, PROTECTION, Scheme
from tests.examples import examples
from tests.models.lever_strategies import merit_scenarios, protection_scenarios
from tests.models.seed_frames import END_2023, Seed

LAW_OF_2023 = date(2023, 12, 31)
PROTECTION_GOALS = (
    protection.NORM,
    protection.PEOPLE,
    protection.COEFFICIENTS["disab_severe"],
    protection.COEFFICIENTS["elderly_80_no_pension"],
    protection.PEOPLE_OF["elderly_poor_80"],
    protection.WIDENED["wider_disab_light"],
)
MERIT_GOALS = (merit.NORM, merit.PEOPLE, MERIT_PEOPLE["invalid_61_80"])
asked = st.one_of(
    st.tuples(st.just(PROTECTION), protection_scenarios(), st.sampled_from(PROTECTION_GOALS)),
    st.tuples(st.just(MERIT), merit_scenarios(), st.sampled_from(MERIT_GOALS)),
)
Asked = tuple[Scheme, Scenario, Lever]


def scenario(**values: LeverValue) -> Scenario:
    keys = {lever.key.removeprefix("protection."): lever.key for lever in protection.LEVERS}
    return Scenario.of(LAW_OF_2023, protection.LEVERS, {keys[name]: value for name, value in values.items()})


def seek(seed: Seed, baseline: Baseline, drawn: Asked, ceiling: int, per: Per) -> GoalSeek:
    scheme, chosen, lever = drawn
    mine = baseline.of_area(scheme.policy_area)
    return highest(mine, seed.law, chosen, scheme, lever, months=chosen.months, ceiling_vnd=ceiling, per=per)


def cost(seed: Seed, baseline: Baseline, drawn: Asked, value: LeverValue, per: Per) -> int:
    """What the page shows once the lever is set: the headline's increase, or the budget year's."""
    scheme, chosen, lever = drawn
    moved = chosen.with_value(lever.key, value)
    cube = project_cube(baseline.of_area(scheme.policy_area), seed.law, moved, chosen.months)
    if per == "month":
        return headline(cube, scheme, seed.law, moved).increase_vnd
    year = norm_changes(scheme.norm, chosen, seed.law).applies_from.year
    return next(bill.increase_vnd for bill in year_bills(cube, scheme, "entitled") if bill.year == year)


def ends(lever: Lever) -> tuple[LeverValue, LeverValue]:
    """The lowest position that lowers no norm, and the highest."""
    lowest = lever.default if lever.kind == "amount" else lever.minimum
    return (lever.options[0][0], lever.options[-1][0]) if lever.options else (lowest, lever.maximum)


@settings(max_examples=examples(60), deadline=None)
@given(asked, st.integers(0, 60_000_000_000), st.sampled_from(["month", "year"]))
def test_the_answer_fits_one_step_more_does_not_and_both_cost_what_is_said(
    seed: Seed, province: Baseline, drawn: Asked, ceiling: int, per: Per
) -> None:
    lever = drawn[2]
    found = seek(seed, province, drawn, ceiling, per)
    assert (found.ceiling_vnd, found.per) == (ceiling, per)
    if found.value is not None:
        assert cost(seed, province, drawn, found.value, per) == found.increase_vnd <= ceiling
        assert lever.accept(found.value) == found.value
    if found.next_value is not None:
        assert cost(seed, province, drawn, found.next_value, per) == found.next_increase_vnd > ceiling
        assert lever.accept(found.next_value) == found.next_value
    if found.value is None and found.next_value is None:  # nothing can act: nor does any other step
        assert cost(seed, province, drawn, ends(lever)[0], per) >= cost(seed, province, drawn, ends(lever)[1], per)
    if found.value is not None and found.next_value is not None:
        assert int(found.next_value) - int(found.value) == lever.step


def test_a_ceiling_below_one_step_reaches_nothing(seed: Seed, province: Baseline) -> None:
    found = seek(seed, province, (PROTECTION, scenario(), NORM), 666_666_665, "month")
    assert (found.value, found.increase_vnd) == (None, 0)
    assert (found.next_value, found.next_increase_vnd) == (370_000, 666_666_667)


def test_a_ceiling_above_the_lever_reaches_its_end(seed: Seed, province: Baseline) -> None:
    found = seek(seed, province, (PROTECTION, scenario(), NORM), 10**12, "month")
    assert (found.value, found.next_value, found.next_increase_vnd) == (NORM.maximum, None, 0)


def test_the_other_levers_count_in_the_answer(seed: Seed, province: Baseline) -> None:
    """5 % more people cost 1.200,6 triệu: 3.799,4 are left, which is 410.000 and not 430.000.

    66.700 x 410.000 x 1,05 - 13.666.667 - 24.000.000.000 = 4.700.683.333; at 420.000: 5.400.700.000."""
    found = seek(seed, province, (PROTECTION, scenario(people_change=5), NORM), 5_000_000_000, "month")
    assert (found.value, found.increase_vnd) == (410_000, 4_700_683_333)
    assert (found.next_value, found.next_increase_vnd) == (420_000, 5_400_700_000)


def test_a_phased_rise_is_asked_at_its_last_step(seed: Seed, province: Baseline) -> None:
    """In two steps from 7/2024 the full change is of 1/2025; the answer by month is the same as in one step."""
    phased, straight = (
        seek(seed, province, (PROTECTION, scenario(norm_phases=phases), NORM), 5_000_000_000, "month")
        for phases in ("2x6", "1")
    )
    assert (phased.value, phased.increase_vnd) == (straight.value, straight.increase_vnd) == (430_000, 4_666_666_667)


def test_a_phased_rise_costs_less_in_its_first_year(seed: Seed, province: Baseline) -> None:
    """From 4/2024 in two steps six months apart: six months of half the rise, three of all of it.

    470.000: 415.000 then 470.000: 6 x 3.666.666.667 + 3 x 7.333.333.333 = 44.000.000.001."""
    chosen = scenario(norm_phases="2x6", norm_applies_from="2024-04")
    found = seek(seed, province, (PROTECTION, chosen, NORM), 44_000_000_001, "year")
    assert (found.value, found.increase_vnd) == (470_000, 44_000_000_001)
    assert found.next_value == 480_000


def test_a_coefficient_is_sought_above_the_decrees(seed: Seed, province: Baseline) -> None:
    lever = protection.COEFFICIENTS["elderly_foster"]
    found = seek(seed, province, (PROTECTION, scenario(), lever), 0, "month")
    assert (found.value, found.next_value, found.next_increase_vnd) == (None, "7", 8 * 180_000)


def test_a_coefficient_at_its_end_has_no_step_more(seed: Seed, province: Baseline) -> None:
    lever = protection.COEFFICIENTS["elderly_foster"]
    found = seek(seed, province, (PROTECTION, scenario(), lever), 10**12, "month")
    assert (found.value, found.next_value, found.increase_vnd) == ("12", None, 8 * 3 * 360_000)


@pytest.mark.parametrize("lever", [*PROTECTION_GOALS, *MERIT_GOALS], ids=lambda lever: lever.key)
def test_a_goal_stands_above_what_holds(seed: Seed, province: Baseline, lever: Lever) -> None:
    levers, scheme = (merit.LEVERS, MERIT) if lever in MERIT_GOALS else (protection.LEVERS, PROTECTION)
    found = seek(seed, province, (scheme, Scenario.of(END_2023, levers, {}), lever), 0, "month")
    assert found.next_value not in (None, UNSET)
    assert found.next_increase_vnd >= 0


def test_a_scenario_without_the_lever_is_refused() -> None:
    with pytest.raises(KeyError):
        Scenario(LAW_OF_2023).with_value(NORM.key, 400_000)
