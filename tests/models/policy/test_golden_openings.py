"""What each page opens on comes to the sum worked by hand, on the report's clock and on that of 1 December 2026."""

from datetime import date

import pytest

from models.policy.answers.filled import Figures
from models.policy.answers.link import PAGES
from models.policy.answers.openings import opening
from models.policy.answers.support_result import SupportResult, support_result
from models.policy.answers.whatif import WhatIf, WhatIfArea, compute
from models.policy.engine.baseline import Baseline
from models.policy.levers.clock import Clock, day_of, values_on
from models.policy.levers.levers import Scenario
from tests.models.openings import COLUMNS, OPENINGS, Opening
from tests.models.seed_frames import Seed

each = pytest.mark.parametrize("row", OPENINGS, ids=str)
TODAY = date(2026, 12, 1)


def found(row: Opening, seed: Seed, baseline: Baseline) -> WhatIf | SupportResult:
    day = day_of(row.moc, TODAY)
    assert day is not None
    area, clock, figures = PAGES[row.slug], Clock(day, seed.law), seed.stand_ins
    values = values_on(clock, area.all_levers, opening(area, clock, figures))
    if isinstance(area, WhatIfArea):
        return compute(clock, baseline, values, area)
    scenario = Scenario.of(day, area.levers, {lever.key: values[lever.key] for lever in area.levers})
    year = int(values[area.budget_year.key])
    return support_result(area, scenario, seed.law, baseline.province_id, year=year, figures=figures)


def test_every_page_has_a_row_for_both_clocks() -> None:
    assert {(row.slug, row.moc) for row in OPENINGS} == {
        (slug, moc) for slug in PAGES for moc in ("bao-cao", str(TODAY))
    }
    assert all(list(row.row) == COLUMNS for row in OPENINGS)


@each
def test_the_sum_written_in_a_row_is_its_amount(row: Opening) -> None:
    """Protection's and merit's years count months of entitlement, and nothing of an area of support is paid late; where
    a change takes hold month by month the year is that of the full effect."""
    assert row.worked == row.monthly
    if "đủ tác động" not in row.row["phép tính một tháng"]:
        assert row.in_year == int(row.row["số tháng trong năm"]) * row.monthly


@each
def test_a_page_opens_on_the_sum_worked_by_hand(seed: Seed, province: Baseline, row: Opening) -> None:
    answer = found(row, seed, province)
    if isinstance(answer, WhatIf):
        bill = next(bill for bill in answer.main.years if bill.year == row.year)
        monthly, month, in_year = answer.main.increase_vnd, answer.main.month, bill.increase_vnd
    else:
        [purse] = [purse for purse in answer.purses if purse.in_budget]
        monthly, month, in_year = purse.increase_vnd, answer.month, purse.year(row.year).increase_vnd
    assert (str(month), monthly, in_year) == (row.month, row.monthly, row.in_year)
    assert answer.standing.quality == row.row["dựa trên"]
    assert (answer.range.low_vnd, answer.range.high_vnd) == row.ends
    assert answer.range.inputs[0].name == row.row["theo yếu tố"]


def test_the_whole_poverty_page_and_the_residents_of_the_worked_answers(seed: Seed, province: Baseline) -> None:
    """42,08 to 47,05 tỷ; 53,1 to 423,9 triệu; 899,6 to 9.002,9 triệu; 7.225,4 to 10.314,6 triệu, all a year."""
    bills = {}
    for row in OPENINGS:
        if row.moc == "bao-cao" and not isinstance(answer := found(row, seed, province), WhatIf):
            [purse] = [purse for purse in answer.purses if purse.in_budget]
            bill = purse.year(row.year)
            bills[row.slug] = (bill.baseline_vnd, bill.scenario_vnd)
    assert bills["giam-ngheo"] == (42_080_220_000, 47_052_000_000)
    assert bills["binh-dang-gioi"] == (53_100_000, 423_900_000)
    assert [round(vnd / 100_000) for vnd in bills["viec-lam"]] == [8_996, 90_029]
    assert [round(vnd / 100_000) for vnd in bills["giao-duc-nghe-nghiep"]] == [72_254, 103_146]


def test_the_bare_page_has_no_answer_and_no_opening_of_the_children(seed: Seed, province: Baseline) -> None:
    for row in OPENINGS:
        area = PAGES[row.slug]
        if isinstance(area, WhatIfArea) or row.moc != "bao-cao":
            continue
        scenario = Scenario.of(date(2023, 12, 31), area.levers, {})
        assert support_result(area, scenario, seed.law, province.province_id, figures=Figures()).is_empty
