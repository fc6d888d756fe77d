"""What one step of a headline lever costs: worked by hand, equal to what its page answers, the engine's own difference
wherever the lever stands."""

from datetime import date

import pytest
from hypothesis import given, settings, strategies as st

from models.periods import Month
from models.policy.answers.filled import Figures
from models.policy.answers.link import PAGES
from models.policy.answers.step_costs import STEPS, Step, StepCost, step_cost, step_costs
from models.policy.answers.support_result import support_result
from models.policy.answers.whatif import WhatIfArea, compute
from models.policy.engine.baseline import Baseline
from models.policy.law.calendar import REPORT_DAY
from models.policy.levers.clock import Clock, day_of, values_on
from models.policy.levers.levers import LeverValue
from tests.examples import examples
from tests.models.seed_frames import Seed, golden, whole
from tests.models.worked import result_of

TODAY = date(2026, 12, 1)
ROWS = golden("bang_tinh_nhanh")


def named(cost: StepCost) -> str:
    """The lever and those set with it, by their names in a link."""
    levers = {lever.key: lever.parameter for lever in cost.step.area.all_levers}
    return " ".join([cost.step.lever.parameter, *(levers[key] for key in cost.step.beside)])


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['thông số']} {row['mốc']}")
def test_a_step_comes_to_the_sum_worked_by_hand(seed: Seed, province: Baseline, row: dict[str, str]) -> None:
    day = day_of(row["mốc"], TODAY)
    assert day is not None
    costs = step_costs(Clock(day, seed.law), province, seed.stand_ins)
    [cost] = [one for one in costs if (one.step.area.slug, named(one)) == (row["trang"], row["thông số"])]
    monthly, worked = whole(row["thêm một tháng"]), result_of(row["phép tính một tháng"])
    assert worked is not None
    assert worked + whole(row["làm tròn từng khoản"]) == monthly
    assert (cost.at, cost.after) == (whole(row["hiện nay"]), whole(row["sau một nấc"]))
    assert (str(cost.month), cost.monthly_vnd) == (row["từ tháng"], monthly)
    assert (cost.year, cost.year_vnd) == (int(row["năm"]), int(row["số tháng trong năm"]) * monthly)
    assert (" ".join(cost.payers), cost.quality) == (row["ai trả"], row["dựa trên"])


@pytest.mark.parametrize("day", [TODAY, REPORT_DAY], ids=str)
def test_every_page_has_its_headline_levers_and_each_moves_money(seed: Seed, province: Baseline, day: date) -> None:
    costs = step_costs(Clock(day, seed.law), province, seed.stand_ins)
    assert {cost.step.area.slug for cost in costs} == set(PAGES)
    assert all(cost.monthly_vnd and cost.year_vnd and cost.payers for cost in costs)
    assert len({named(cost) for cost in costs}) == len(costs)


def answered(
    step: Step, seed: Seed, province: Baseline, on: Clock, given: dict[str, LeverValue], of: StepCost
) -> tuple[int, int]:
    """What the page of these levers pays in the row's month and year, by its own totals."""
    values = values_on(on, step.area.all_levers, given)
    month, year = of.month or Month(2027, 1), of.year or 2027
    if isinstance(step.area, WhatIfArea):
        found = compute(on, province, values, step.area)
        monthly = found.cube.by("group", "scenario", "entitled", step.area.scheme.code)
        bill = next(bill for bill in found.main.years if bill.year == year)
        return sum(int(path[found.cube.month_index[month]]) for path in monthly.values()), bill.scenario_vnd
    answer = support_result(
        step.area, step.area.scenario(on.day, values), seed.law, province.province_id, year=year, figures=seed.stand_ins
    )
    purses = [purse for purse in answer.purses if purse.in_budget]
    at = answer.cube.month_index[month]
    return (
        sum(int(purse.paths["scenario"][at]) for purse in purses),
        sum(purse.year(year).scenario_vnd for purse in purses),
    )


@settings(max_examples=examples(90), deadline=None)
@given(st.data())
def test_a_step_is_the_engine_after_it_less_the_engine_before_it(
    seed: Seed, province: Baseline, data: st.DataObject
) -> None:
    """Wherever the lever stands above the law's norm, or on its slider."""
    on = Clock(data.draw(st.sampled_from([TODAY, REPORT_DAY])), seed.law)
    step = data.draw(st.sampled_from(STEPS))
    if step.dial is None:
        least = int(on.position(step.lever)) if step.lever.follows else step.lever.minimum
        at = data.draw(st.integers(least, step.lever.maximum))
    else:
        at = data.draw(st.integers(step.dial.minimum, step.dial.maximum))
    cost = step_cost(step, on, province, seed.stand_ins, at)
    assert abs(cost.size) == step.size
    after = answered(step, seed, province, on, dict(cost.given), cost)
    before = answered(step, seed, province, on, {**cost.given, step.lever.key: at}, cost)
    assert (cost.monthly_vnd, cost.year_vnd) == ((after[0] - before[0], after[1] - before[1]) if cost.month else (0, 0))
    if cost.month is None:
        assert after == before


def test_the_bare_page_has_no_step_where_nothing_stands_for_a_lever(seed: Seed, province: Baseline) -> None:
    costs = step_costs(Clock(TODAY, seed.law), province, Figures())
    assert [cost.step.area.slug for cost in costs if cost.at is None]
    assert all(not cost.monthly_vnd and not cost.given for cost in costs if cost.at is None)
    assert all(cost.monthly_vnd for cost in costs if isinstance(cost.step.area, WhatIfArea))
