"""Lines of support over the months: both roles, what is missing, bounds, and their place in whole scenarios."""

from dataclasses import replace
from datetime import date
from math import prod

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from models.money import divide_half_up
from models.periods import Month
from models.policy.answers.scenario_result import evaluate, from_text, to_text
from models.policy.answers.support_result import FORMS, LINES, SupportResult, purse_of, support_result
from models.policy.areas import catalogue, employment, protection
from models.policy.areas.catalogue import AREAS
from models.policy.areas.support import SupportArea, SupportLine, amount_of, begun, held, support_rows, value_of
from models.policy.cube import ROLES
from models.policy.engine.baseline import Baseline
from models.policy.engine.projection import project_cube
from models.policy.levers.levers import Lever, LeverValue, Scenario
from models.policy.schemes import JOB_INTEREST, OUTSIDE_BUDGET
from tests.examples import examples
from tests.models.seed_frames import END_2023, HORIZON, NOVEMBER_2026, Seed

each_area = pytest.mark.parametrize("area", AREAS, ids=lambda area: area.slug)
ALL_LINES = [pytest.param(area, line, id=f"{line.scheme.code}.{line.group}") for area in AREAS for line in area.lines]
LOANS: dict[str, LeverValue] = {"employment.loan_jobs": 500, "employment.loan_amount": 100_000_000}
INTEREST: dict[str, LeverValue] = {
    "employment.indebted": 1_000,
    "employment.debt": 50_000_000,
    "employment.interest": 79_200,
    "employment.relief": 50,
}


def result(seed: Seed, values: dict[str, LeverValue], area: SupportArea = employment.AREA) -> SupportResult:
    return support_result(area, Scenario.of(END_2023, area.levers, values), seed.law, 1)


def filled(area: SupportArea) -> dict[str, LeverValue]:
    """Every factor at a value of its own, the scenario's one step above: every line can be reckoned."""
    values: dict[str, LeverValue] = {}
    for line in area.lines:
        for place, factor in enumerate(line.factors, start=2):
            values[factor.now.key] = factor.now.minimum + place * factor.now.step
            if factor.tried is not None:
                values[factor.tried.key] = factor.now.minimum + (place + 1) * factor.now.step
    return values


@pytest.mark.parametrize(("area", "line"), ALL_LINES)
def test_no_line_can_pass_what_adds_up_exactly(area: SupportArea, line: SupportLine) -> None:
    """All factors at their greatest: no page and no saved scenario meets LineTooLargeError."""
    greatest = [max(lever.maximum for lever in factor.levers) for factor in line.factors]
    assert amount_of(line, greatest) == divide_half_up(prod(greatest), line.divisor)


@each_area
def test_each_line_is_a_row_of_its_own_with_a_name_of_its_own(area: SupportArea) -> None:
    assert len({(line.scheme.code, line.group) for line in area.lines}) == len(area.lines)
    assert len({(part.heading, line.name) for part in area.parts for line in part.lines}) == len(area.lines)
    assert all(line.scheme.policy_area == area.policy_area for line in area.lines)
    assert all(LINES[line.scheme.code, line.group][1] is line for line in area.lines)


@each_area
def test_addresses_keys_and_forms_belong_to_the_area(area: SupportArea) -> None:
    for lever in area.all_levers:
        assert lever.key.startswith(f"{area.policy_area}.")
        assert lever.parameter.startswith(area.prefix)
    factors = {factor for line in area.lines for factor in line.factors}
    told_apart = {lever.key for factor in factors if factor.tried is not None for lever in factor.levers}
    assert told_apart <= set(FORMS)


@each_area
def test_every_part_says_who_has_its_figures(area: SupportArea) -> None:
    silent = [part.key for part in area.parts if not part.held_by]
    assert not silent, f"{area.slug}: no `held_by` on part(s) {', '.join(silent)}"


@each_area
def test_an_area_nobody_has_touched_has_no_money(seed: Seed, area: SupportArea) -> None:
    found = result(seed, {}, area)
    assert found.is_empty
    assert not found.moves
    assert all(bill.missing for bill in found.lines)


@each_area
def test_every_line_moves_once_its_factors_are_there(seed: Seed, area: SupportArea) -> None:
    scenario = Scenario.of(NOVEMBER_2026, area.levers, {**filled(area), area.applies_from.key: "2027-01"})
    found = support_result(area, scenario, seed.law, 1)
    assert all(bill.is_reckoned for bill in found.lines if bill.begun)
    assert not any(bill.missing for bill in found.lines)
    assert {purse.name for purse in found.purses} == {purse_of(line.scheme) for line in area.lines}
    for purse in found.purses:
        mine = [bill for bill in found.lines if purse_of(bill.line.scheme) == purse.name]
        assert purse.baseline_vnd == sum(bill.baseline_vnd for bill in mine)
        assert purse.scenario_vnd == sum(bill.scenario_vnd for bill in mine)
        assert purse.in_budget == (purse.name not in OUTSIDE_BUDGET)


@each_area
@settings(max_examples=examples(25), deadline=None)
@given(data=st.data())
def test_every_month_is_reckoned_as_if_by_itself(seed: Seed, area: SupportArea, data: st.DataObject) -> None:
    """Lines go from step to step of law and scenario; factor by factor in each month the same comes out, to the
    đồng."""
    levers = {lever.key: lever for line in area.lines for lever in line.levers}
    drawn = {key: st.integers(lever.minimum, lever.maximum) for key, lever in levers.items()}
    values: dict[str, LeverValue] = data.draw(st.fixed_dictionaries({}, optional=drawn))
    start, day = data.draw(st.sampled_from(HORIZON)), data.draw(st.sampled_from([END_2023, NOVEMBER_2026]))
    chosen = Scenario.of(day, area.levers, {**values, area.applies_from.key: str(start)})
    known = seed.law.known_on(day)
    rows = {(row.scheme.code, row.group): row for row in support_rows([area], chosen, known, HORIZON)}
    for line in area.lines:
        row = rows.get((line.scheme.code, line.group))
        if any(not factor.parameter and factor.now.key not in values for factor in line.factors):
            assert row is None
            continue
        for role in ROLES:
            by_month = []
            for month in HORIZON:
                found = [value_of(factor, role, start, chosen, known, month) for factor in line.factors]
                found = list(held(line, tuple(found), role, start, chosen, known, month))
                given = [value for value in found if value is not None]
                whole = len(given) == len(found) and begun(line, known, month)
                count = divide_half_up(prod(given[: line.counted]), line.count_divisor)
                by_month.append((count, amount_of(line, given)) if whole else (0, 0))
            kept = ([0] * len(HORIZON),) * 2 if row is None else (row.people[role], row.vnd[role, "paid"])
            assert by_month == [(int(people), int(vnd)) for people, vnd in zip(*kept, strict=True)]


def test_money_outside_the_budget_enters_no_sum_of_it(seed: Seed) -> None:
    inside = result(seed, INTEREST).purses
    both = result(seed, {**INTEREST, **LOANS}).purses
    assert [purse.name for purse in both] == ["Ngân sách địa phương", "Vốn vay quay vòng"]
    assert [(p.baseline_vnd, p.years) for p in both if p.in_budget] == [(p.baseline_vnd, p.years) for p in inside]
    assert both[1].baseline_vnd == 4_166_666_667


def test_central_and_local_money_are_purses_of_their_own() -> None:
    payers = {payer: purse_of(replace(JOB_INTEREST, payer=payer)) for payer in ("NSTW", "NSĐP", "NS tỉnh", "Quỹ BHTN")}
    assert payers == {
        "NSTW": "Ngân sách trung ương",
        "NSĐP": "Ngân sách địa phương",
        "NS tỉnh": "Ngân sách địa phương",
        "Quỹ BHTN": "Quỹ BHTN",
    }


def test_before_its_month_the_scenario_is_as_now(seed: Seed) -> None:
    values = {**LOANS, "employment.loan_jobs.tried": 600, "employment.applies_from": "2025-03"}
    found = result(seed, values)
    start = HORIZON.index(Month(2025, 3))
    [purse] = found.purses
    before, after = purse.paths["baseline"], purse.paths["scenario"]
    assert found.month == Month(2025, 3)
    assert (before[:start] == after[:start]).all()
    assert (after[start:] == 5_000_000_000).all()
    assert purse.year(2025).increase_vnd == 10 * (5_000_000_000 - 4_166_666_667)


def test_a_line_without_its_present_figure_is_not_reckoned_and_says_what_it_lacks(seed: Seed) -> None:
    found = result(seed, {"employment.loan_jobs": 500, "employment.loan_amount.tried": 200_000_000})
    assert found.is_empty
    loans = next(bill for bill in found.lines if bill.line.group == "loans")
    assert [factor.now.key for factor in loans.missing] == ["employment.loan_amount"]


def test_nought_that_was_typed_is_a_figure(seed: Seed) -> None:
    """A new support: nothing is paid now, the scenario brings it."""
    found = result(seed, {**LOANS, "employment.loan_jobs": 0, "employment.loan_jobs.tried": 500})
    [purse] = found.purses
    assert (purse.baseline_vnd, purse.scenario_vnd) == (0, 4_166_666_667)


@given(st.integers(0, 50_000), st.integers(0, 200), st.integers(0, 200_000), st.integers(0, 100))
def test_a_month_is_the_product_rounded_once(people: int, millions: int, rate: int, percent: int) -> None:
    line = next(line for line in employment.AREA.lines if line.group == "interest")
    exact = people * millions * 1_000_000 * rate * percent
    assert abs(amount_of(line, (people, millions * 1_000_000, rate, percent)) * 1_200_000_000 - exact) <= 600_000_000


def test_a_scenario_of_two_areas_is_both_of_them(seed: Seed, province: Baseline) -> None:
    """Support lines stand below the cells and leave them alone."""
    values: dict[str, LeverValue] = {**INTEREST, "employment.relief.tried": 100, "protection.norm": 500_000}
    both = project_cube(province, seed.law, Scenario.of(END_2023, catalogue.LEVERS, values), HORIZON)
    alone = project_cube(
        province, seed.law, Scenario.of(END_2023, protection.LEVERS, {"protection.norm": 500_000}), HORIZON
    )
    assert np.array_equal(both.total("scenario", "paid", "protection"), alone.total("scenario", "paid", "protection"))
    [purse] = result(seed, {**INTEREST, "employment.relief.tried": 100}).purses
    assert np.array_equal(both.total("scenario", "paid", "job_interest"), purse.paths["scenario"])


@each_area
@pytest.mark.parametrize("day", [END_2023, NOVEMBER_2026], ids=str)
def test_a_saved_scenario_keeps_each_scheme_by_itself(
    seed: Seed, province: Baseline, area: SupportArea, day: date
) -> None:
    kept = evaluate(province, seed.law, Scenario.of(day, catalogue.LEVERS, filled(area)))
    assert from_text(to_text(kept)) == kept
    for scheme in dict.fromkeys(line.scheme for line in area.lines if line.since is None):
        one = kept.of(scheme.code)
        assert one is not None
        assert (one.payer, one.assumed, one.back_pay_vnd) == (scheme.payer, True, 0)
        assert one.years == one.paid_years


def test_people_of_several_lines_are_not_counted_several_times(seed: Seed, province: Baseline) -> None:
    values: dict[str, LeverValue] = {
        "employment.abroad": 1_200,
        "employment.language": 3_000_000,
        "employment.orientation": 530_000,
        "employment.language.tried": 3_600_000,
    }
    one = evaluate(province, seed.law, Scenario.of(END_2023, catalogue.LEVERS, values)).of("overseas_support")
    assert one is not None
    assert (one.baseline_people, one.increase_vnd) == (100, 1_200 * 600_000 // 12)


def test_every_lever_of_a_page_can_be_saved() -> None:
    levers: list[Lever] = [lever for area in AREAS for lever in area.levers]
    assert {lever.key for lever in levers} <= set(catalogue.BY_KEY)
    assert len({lever.key for lever in levers}) == len(levers)
