"""What holds for any setting of the whole lever board, on the seed's own figures and law: every lever drawn, both
areas."""

from io import BytesIO

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings, strategies as st

from models.money import divide_half_up
from models.periods import Month
from models.policy.answers.funding import increment_plan
from models.policy.answers.whatif import headline, year_bills
from models.policy.areas import merit, protection
from models.policy.cube import Cube, Role, View
from models.policy.engine.baseline import Baseline
from models.policy.engine.projection import norm_changes, project, project_cube
from models.policy.law.law import Law
from models.policy.levers.levers import UNSET, Scenario
from models.policy.schemes import MERIT, PROTECTION, SCHEMES, Scheme
from tests.examples import examples
from tests.models.lever_strategies import COUNTED, NEIGHBOURS, merit_scenarios, protection_scenarios, without
from tests.models.seed_frames import Seed, baseline_of

VIEWS: tuple[View, ...] = ("entitled", "paid")
ROLES: tuple[Role, ...] = ("baseline", "scenario")
scenarios = st.one_of(protection_scenarios(), protection_scenarios(), merit_scenarios())
"""Of either area; social protection has twice the levers."""
JANUARY = 1


def main_of(scenario: Scenario) -> Scheme:
    """The scheme the scenario's area is about."""
    return PROTECTION if any(key == protection.NORM.key for key, _ in scenario.settings) else MERIT


def cube_of(seed: Seed, baseline: Baseline, chosen: Scenario, months: tuple[Month, ...] = ()) -> Cube:
    """Over the scenario's own horizon, or these months."""
    return project_cube(baseline.of_area(main_of(chosen).policy_area), seed.law, chosen, months or chosen.months)


@settings(max_examples=examples(100), deadline=None)
@given(scenarios)
def test_months_before_the_start_are_the_baselines(seed: Seed, districts: Baseline, chosen: Scenario) -> None:
    """To the đồng, in both views. A January that already pays February is not before a start in February."""
    cube = cube_of(seed, districts, chosen)
    start = norm_changes(main_of(chosen).norm, chosen, seed.law).applies_from
    before = [place for month, place in cube.month_index.items() if month < start]
    listed = [
        place for place in before if not (cube.months[place].month == JANUARY and cube.months[place].plus(1) == start)
    ]
    assert (cube.vnd["baseline", "entitled"][:, before] == cube.vnd["scenario", "entitled"][:, before]).all()
    assert (cube.vnd["baseline", "paid"][:, listed] == cube.vnd["scenario", "paid"][:, listed]).all()
    assert (cube.people["baseline"][:, before] == cube.people["scenario"][:, before]).all()


@settings(max_examples=examples(60), deadline=None)
@given(protection_scenarios())
def test_months_after_the_end_are_the_baselines(seed: Seed, districts: Baseline, chosen: Scenario) -> None:
    """Theo tháng hưởng; what is still to be paid for the time before is paid."""
    stops = norm_changes(PROTECTION.norm, chosen, seed.law).stops_after
    if stops is None:
        return
    cube = cube_of(seed, districts, chosen)
    after = [place for month, place in cube.month_index.items() if month > stops]
    assert (cube.vnd["baseline", "entitled"][:, after] == cube.vnd["scenario", "entitled"][:, after]).all()
    assert (cube.people["baseline"][:, after] == cube.people["scenario"][:, after]).all()


@settings(max_examples=examples(100), deadline=None)
@given(scenarios)
def test_areas_groups_and_cells_sum_to_the_headline(seed: Seed, districts: Baseline, chosen: Scenario) -> None:
    cube, scheme = cube_of(seed, districts, chosen), main_of(chosen)
    found = headline(cube, scheme, seed.law, chosen)
    place = cube.month_index[found.month]
    bills: dict[Role, int] = {"baseline": found.baseline_vnd, "scenario": found.scenario_vnd}
    frame = cube.to_frame().filter((pl.col("month") == str(found.month)) & (pl.col("scheme") == scheme.code))
    for role in ROLES:
        assert frame[f"{role}_vnd"].sum() == bills[role]
        for axis in ("area", "group"):
            parts = cube.by(axis, role, "entitled", scheme.code)  # type: ignore[arg-type]
            assert sum(int(amounts[place]) for amounts in parts.values()) == bills[role]
    for code in sorted(set(cube.schemes.tolist())):
        for role in ROLES:
            for view in VIEWS:
                total = cube.total(role, view, code).tolist()
                for axis in ("area", "group"):
                    assert sum(cube.by(axis, role, view, code).values()).tolist() == total  # type: ignore[union-attr,arg-type]


@settings(max_examples=examples(80), deadline=None)
@given(scenarios)
def test_sources_of_money_sum_to_the_headline(seed: Seed, province: Baseline, chosen: Scenario) -> None:
    cube, scheme = cube_of(seed, province, chosen), main_of(chosen)
    found = headline(cube, scheme, seed.law, chosen)
    plan = increment_plan(cube, scheme, seed.law, chosen, found.month)
    assert plan.total_vnd == found.increase_vnd
    assert sum(share.vnd for share in plan.shares if share.vnd is not None) == found.increase_vnd
    codes = [share.source.code for share in plan.shares]
    assert len(set(codes)) == len(codes)
    assert ("delegated" in codes) == (scheme == MERIT)
    supported = scheme == PROTECTION and plan.local_alone_vnd != plan.total_vnd
    assert plan.central_support_unknown == (supported and chosen.value(protection.FUNDING.central) == UNSET)


@settings(max_examples=examples(60), deadline=None)
@given(scenarios)
def test_months_sum_to_the_budget_years(seed: Seed, province: Baseline, chosen: Scenario) -> None:
    cube = cube_of(seed, province, chosen)
    for code in sorted(set(cube.schemes.tolist())):
        for view in VIEWS:
            bills = year_bills(cube, SCHEMES[code], view)
            assert [bill.year for bill in bills] == sorted({month.year for month in chosen.months})
            for place, bill in enumerate(bills):
                year = slice(12 * place, 12 * place + 12)
                assert bill.baseline_vnd == cube.total("baseline", view, code)[year].sum()
                assert bill.scenario_vnd == cube.total("scenario", view, code)[year].sum()


@settings(max_examples=examples(60), deadline=None)
@given(protection_scenarios(), st.sampled_from(["2x6", "2x12", "3x6", "3x12"]))
def test_phase_in_months_are_those_of_their_step_and_sum_to_the_year(
    seed: Seed, province: Baseline, drawn: Scenario, phases: str
) -> None:
    """Each month of a phase-in costs what a scenario that goes straight to its step costs."""
    chosen = drawn.with_value(protection.PHASES.key, phases)
    count, gap = (int(part) for part in phases.split("x"))
    start = Month.parse(str(chosen.value(protection.APPLIES_FROM)))
    target = chosen.number(protection.NORM)
    current = seed.law.known_on(chosen.law_as_of).applying_in(PROTECTION.norm, start).value
    cube = cube_of(seed, province, chosen)
    phased = cube.total("scenario", "entitled", PROTECTION.code)
    of_steps = []
    for step in range(1, count + 1):
        rise = 1_000 * divide_half_up((target - current) * step, 1_000 * count)
        norm = target if step == count or target <= current else current + rise
        straight = chosen.with_value(protection.PHASES.key, "1").with_value(protection.NORM.key, norm)
        of_steps.append(cube_of(seed, province, straight, chosen.months).total("scenario", "entitled", PROTECTION.code))
    expected = [
        int(of_steps[min(count - 1, max(0, month.index - start.index) // gap)][place])
        for month, place in cube.month_index.items()
    ]
    assert phased.tolist() == expected
    for bill in year_bills(cube, PROTECTION, "entitled"):
        first = 12 * (bill.year - 2023)
        assert bill.scenario_vnd == sum(expected[first : first + 12])


@settings(max_examples=examples(20), deadline=None)
@given(scenarios)
def test_two_runs_are_identical_to_the_byte(seed: Seed, chosen: Scenario) -> None:
    """From frames to frame, with nothing kept between the runs."""

    def run() -> bytes:
        law = Law.from_frame(seed.parameters)
        again = Scenario(chosen.law_as_of, chosen.settings)
        out = BytesIO()
        project(baseline_of(seed, demo=True), law, again, again.months).write_ipc(out)
        return out.getvalue()

    assert run() == run()


@settings(max_examples=examples(100), deadline=None)
@given(scenarios)
def test_what_is_due_is_paid_once_all_back_pay_lies_in_the_horizon(
    seed: Seed, districts: Baseline, chosen: Scenario
) -> None:
    """Row by row: nothing moves between groups or areas either."""
    change = norm_changes(main_of(chosen).norm, chosen, seed.law)
    cube = cube_of(seed, districts, chosen)
    for role in ROLES:
        if role == "baseline" or change.first_paid <= cube.months[-1]:
            due, cash = cube.vnd[role, "entitled"].sum(axis=1), cube.vnd[role, "paid"].sum(axis=1)
            assert due.tolist() == cash.tolist()


KEPT = {lever.key for lever in (*COUNTED, *NEIGHBOURS, protection.PAID_TOGETHER, merit.PAID_TOGETHER)}
KEPT -= {"protection.pension_supplement"}


@settings(max_examples=examples(80), deadline=None)
@given(scenarios)
def test_the_bill_of_current_law_does_not_hang_on_what_is_tried(
    seed: Seed, districts: Baseline, chosen: Scenario
) -> None:
    """Only numbers nobody has reported (carers, funerals, gifts, …) and the way of paying move it."""
    tried = [
        lever
        for lever in (*protection.LEVERS, *merit.LEVERS)
        if lever.key not in KEPT
        and not lever.key.startswith(("merit.gift.", "merit.convalescence", "merit.management"))
    ]
    still = without(chosen, *tried)
    this, that = (cube_of(seed, districts, each, chosen.months) for each in (chosen, still))
    for code in sorted(set(that.schemes.tolist())):
        for view in VIEWS:
            assert this.total("baseline", view, code).tolist() == that.total("baseline", view, code).tolist()


@settings(max_examples=examples(60), deadline=None)
@given(scenarios)
def test_paying_two_months_together_moves_february_into_january_alone(
    seed: Seed, districts: Baseline, chosen: Scenario
) -> None:
    lever = protection.PAID_TOGETHER if main_of(chosen) == PROTECTION else merit.PAID_TOGETHER
    apart, together = (cube_of(seed, districts, chosen.with_value(lever.key, switched)) for switched in (0, 1))
    for role in ROLES:
        assert (apart.vnd[role, "entitled"] == together.vnd[role, "entitled"]).all()
        expected = apart.vnd[role, "paid"].copy()
        expected[:, 0::12] += expected[:, 1::12]
        expected[:, 1::12] = 0
        assert (together.vnd[role, "paid"] == expected).all()


@settings(max_examples=examples(60), deadline=None)
@given(scenarios)
def test_the_split_over_districts_moves_a_bill_by_the_rounding_of_cells_alone(
    seed: Seed, province: Baseline, districts: Baseline, chosen: Scenario
) -> None:
    whole, split = (cube_of(seed, baseline, chosen) for baseline in (province, districts))
    for code in sorted(set(whole.schemes.tolist())):
        cells = int((split.schemes == code).sum())
        for role in ROLES:
            difference = np.abs(whole.total(role, "entitled", code) - split.total(role, "entitled", code))
            assert difference.max() <= cells


@pytest.mark.parametrize("role", ROLES)
@settings(max_examples=examples(40), deadline=None)
@given(chosen=scenarios)
def test_nothing_is_owed_to_the_public(seed: Seed, province: Baseline, role: Role, chosen: Scenario) -> None:
    """No month of entitlement of any line is below nought, and no group has fewer people than none."""
    cube = cube_of(seed, province, chosen)
    for code in sorted(set(cube.schemes.tolist())):
        assert cube.total(role, "entitled", code).min() >= 0
        for place in range(0, len(cube.months), 5):
            people = cube.people_by_group(role, code, place)
            assert min(people.values()) >= 0
