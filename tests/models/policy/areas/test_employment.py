"""Employment: what is counted, who pays, and that its counts are never added."""

from datetime import date

import pytest

from models.periods import Month
from models.policy.answers.support_result import support_result
from models.policy.areas import employment
from models.policy.levers.levers import UNSET, LeverValue, Scenario
from models.policy.schemes import REVOLVING_CAPITAL
from tests.models.seed_frames import END_2023, NOVEMBER_2026 as TODAY, Seed


def test_loans_are_the_only_line_outside_the_budget() -> None:
    outside = [line.group for line in employment.AREA.lines if not line.scheme.in_budget]
    assert outside == ["loans"]
    [loans] = [line for line in employment.AREA.lines if line.group == "loans"]
    assert loans.scheme.payer == REVOLVING_CAPITAL


def test_every_count_and_amount_starts_empty() -> None:
    """The report gives no money: what nobody has typed is no figure, and decrees' amounts are presets."""
    for line in employment.AREA.lines:
        assert all(lever.default == UNSET and not lever.follows for lever in line.levers)
    assert all(lever.default == UNSET for lever in employment.PACE)


def test_presets_are_the_decrees_amounts() -> None:
    found = {
        factor.now.key.removeprefix("employment."): [preset.value for preset in factor.now.presets]
        for line in employment.AREA.lines
        for factor in line.factors
        if factor.now.presets
    }
    assert found == {
        "loan_amount": [100_000_000, 200_000_000],
        "relief": [50, 21],
        "language": [3_000_000, 4_000_000],
        "orientation": [530_000],
        "health_check": [750_000],
        "meal": [40_000, 50_000],
    }
    for line in employment.AREA.lines:
        for factor in line.factors:
            assert all(preset.document and preset.evidence for preset in factor.now.presets)


@pytest.mark.parametrize(("day", "month", "each"), [(END_2023, "2024-03", 6_920_000), (TODAY, "2026-03", 8_580_000)])
def test_a_worker_abroad_by_the_law_of_2023_and_of_2026(seed: Seed, day: date, month: str, each: int) -> None:
    """3.000.000 + 530.000 + 750.000 + 66 x 40.000; 4.000.000 + 530.000 + 750.000 + 66 x 50.000, before lodging."""
    chosen = Scenario.of(day, employment.AREA.levers, {"employment.abroad": 12, "employment.meal_days": 66})
    found = support_result(employment.AREA, chosen, seed.law, 1)
    place = found.cube.month_index[Month.parse(month)]
    assert int(found.cube.vnd["baseline", "entitled"][:, place].sum()) == each
    assert not any(bill.is_reckoned for bill in found.lines if bill.line.group == "lodging")


def test_interest_of_2026_rests_on_a_rate_that_is_remembered(seed: Seed) -> None:
    values: dict[str, LeverValue] = {"employment.indebted": 1, "employment.debt": 1_000_000, "employment.relief": 50}
    start: dict[str, LeverValue] = {"employment.applies_from": "2026-03"}
    before = support_result(employment.AREA, Scenario.of(END_2023, employment.AREA.levers, values), seed.law, 1)
    today = support_result(employment.AREA, Scenario.of(TODAY, employment.AREA.levers, values | start), seed.law, 1)
    assert before.unverified == ()
    assert [(row.value, row.evidence) for row in today.unverified] == [(83_820, "memory")]


def test_no_line_counts_new_jobs_or_additional_work() -> None:
    """New jobs, workers abroad and additional work are three counts; the plan is for new jobs alone and pays
    nothing."""
    counted = {line.count.now.key for line in employment.AREA.lines}
    assert counted == {"employment.loan_jobs", "employment.indebted", "employment.abroad"}
    assert not set(employment.AREA.others) & {lever for line in employment.AREA.lines for lever in line.levers}
