"""What law alone does to an area's bill: the line of 2027 at once, longer rehabilitation month by month, nothing before
it is known."""

from datetime import date

from models.periods import Month
from models.policy.answers.support_result import (
    CEILING,
    LOCAL,
    LawStep,
    SupportResult,
    amount_each,
    law_steps,
    support_result,
)
from models.policy.areas import insurance, poverty, social_evils
from models.policy.areas.support import SupportArea
from models.policy.levers.levers import LeverValue, Scenario
from models.policy.schemes import BASE_SALARY
from tests.models.seed_frames import END_2023, NOVEMBER_2026, Seed

LINE: dict[str, LeverValue] = {"poverty.households": 280_454, "poverty.between": 15, "poverty.line_children": 20}
REHAB: dict[str, LeverValue] = {
    "social_evils.cost": 3_000_000,
    "social_evils.first": 120,
    "social_evils.first_stay": 12,
}


def found(seed: Seed, area: SupportArea, day: date, values: dict[str, LeverValue]) -> SupportResult:
    return support_result(area, Scenario.of(day, area.levers, values), seed.law, 1)


def test_what_each_payer_pays_is_the_bill_of_its_lines(seed: Seed) -> None:
    result = found(seed, insurance.AREA, NOVEMBER_2026, {"insurance.people.poor": 1_000})
    assert sum(before for _payer, _budget, before, _after in result.by_payer) == sum(
        bill.baseline_vnd for bill in result.lines if bill.is_reckoned
    )
    budgets = [in_budget for _payer, in_budget, _before, _after in result.by_payer]
    assert budgets == sorted(budgets, reverse=True), "the budget's first"
    assert found(seed, insurance.AREA, NOVEMBER_2026, {}).by_payer == ()


def test_an_open_factor_has_what_the_law_of_the_month_gives(seed: Seed) -> None:
    factors = [factor for line in poverty.AREA.lines for factor in line.factors]
    base = next(factor for factor in factors if factor.parameter == BASE_SALARY)
    assert base.by_law(seed.law, Month(2023, 12)) == 1_800_000
    assert base.by_law(seed.law, Month(1980, 1)) is None
    assert all(factor.by_law(seed.law, Month(2023, 12)) is None for factor in factors if not factor.parameter)


def test_the_line_of_2027_is_one_step_of_its_january(seed: Seed) -> None:
    """280.454 x 15 : 1.000 x 20 : 100 x 540.000 = 454.335.480."""
    result = found(seed, poverty.AREA, NOVEMBER_2026, LINE)
    heading = poverty.AREA.parts[-1].heading
    january = Month(2027, 1)
    assert law_steps(result, 2027) == (LawStep(LOCAL, january, january, 454_335_480, (heading,)),)
    assert law_steps(result, 2026) == ()
    assert not result.moves


def test_what_is_not_known_on_the_day_changes_nothing(seed: Seed) -> None:
    assert law_steps(found(seed, poverty.AREA, END_2023, LINE), 2027) == ()


def test_longer_rehabilitation_takes_hold_over_months(seed: Seed) -> None:
    """120 a year come in; from 7/2027 on ten more a month stay: 60 more in 12/2027, 60 x 3.000.000."""
    (step,) = law_steps(found(seed, social_evils.AREA, NOVEMBER_2026, REHAB), 2027)
    assert (step.first, step.last, step.vnd) == (Month(2027, 7), Month(2027, 12), 180_000_000)
    assert step.causes == (social_evils.AREA.parts[1].heading,)


def test_an_amount_of_law_is_named_by_what_moved(seed: Seed) -> None:
    """A poor payer: 22% x 1.500.000 x 30% until 6/2025, x 50% after (NĐ 159/2025)."""
    result = found(seed, insurance.AREA, NOVEMBER_2026, {"insurance.people.poor": 1_000})
    (step,) = law_steps(result, 2025)
    assert (step.first, step.vnd) == (Month(2025, 7), 1_000 * (165_000 - 99_000))
    assert step.causes == (insurance.SHARES["poor"].label,)
    (step,) = law_steps(result, 2026)
    assert (step.first, step.vnd) == (Month(2026, 1), 1_000 * 99_000), "NQ 21/2025 of Ninh Bình: 30%"
    assert step.causes == (insurance.TOP_UPS["poor"].label,), "a year tells of its own months alone"


def test_a_ceiling_that_rises_is_named(seed: Seed) -> None:
    values: dict[str, LeverValue] = {"insurance.unemployed": 12, "insurance.months": 1, "insurance.wage": 40_000_000}
    (step,) = law_steps(found(seed, insurance.AREA, NOVEMBER_2026, values), 2026)
    assert (step.first, step.vnd, step.causes) == (Month(2026, 1), 20_700_000 - 19_300_000, (CEILING,))


def test_what_the_law_gives_one_person_needs_nothing_typed(seed: Seed) -> None:
    result = found(seed, insurance.AREA, END_2023, {})
    state = insurance.AREA.parts[0].lines
    assert [amount_each(result, line) for line in state] == [99_000, 82_500, 33_000, 33_000]
    assert [amount_each(result, line) for line in insurance.AREA.parts[1].lines] == [0] * 4
