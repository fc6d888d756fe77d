"""What stands for levers nobody has set, in which order, and on which day of the clock."""

from datetime import date
from typing import Any

import pytest

from models.periods import Month
from models.policy.answers.filled import Figures, fill
from models.policy.answers.support_result import support_result
from models.policy.areas import children, employment, gender, insurance, poverty, social_evils, training
from models.policy.areas.catalogue import AREAS
from models.policy.areas.support import SupportArea, value_of
from models.policy.levers.levers import UNSET, LeverValue, Scenario
from models.policy.schemes import OUTSIDE_BUDGET
from tests.models.seed_frames import END_2023, Seed

TODAY = date(2026, 12, 1)


def stands(
    seed: Seed, area: SupportArea, day: date, rows: list[dict[str, Any]] | None = None, **set_: LeverValue
) -> Any:
    """Levers by key, as they stand; `set_` by key with "__" for dots."""
    values = {key.replace("__", "."): value for key, value in set_.items()}
    figures = Figures(seed.assumptions, rows or [])
    return fill(area, Scenario.of(day, area.levers, values), seed.law, figures)


def upload(indicator: str, value: int, period: str = "2026", quality: str = "uploaded") -> dict[str, Any]:
    return {"indicator": indicator, "period": period, "value": str(value), "quality": quality, "source": "tep.xlsx"}


def test_every_assumption_is_of_a_lever_and_a_value_it_takes_between_its_ends(seed: Seed) -> None:
    levers = {lever.key: lever for area in AREAS for lever in area.levers}
    for row in seed.assumptions:
        assert row.taken_by(levers[row.lever]) is not None, row.row
        assert set(row.when_given) <= set(levers)
        if row.low is not None and row.high is not None:
            assert row.low <= int(row.value) <= row.high, row.row
        for text in (row.source, row.formula, row.note):
            assert not {"github", "shared/"} & set(text.split()), row.row


def test_rows_of_a_lever_do_not_overlap(seed: Seed) -> None:
    for row in seed.assumptions:
        same = [one for one in seed.assumptions if (one.lever, one.when_given) == (row.lever, row.when_given)]
        assert [one for one in same if one.holds_on(row.known_from)] == [row], row.row


def test_a_typed_value_then_a_file_then_the_law_then_the_assumption(seed: Seed) -> None:
    people, base = insurance.PEOPLE["poor"].now.key, insurance.BASE.now.key
    found = stands(seed, insurance.AREA, END_2023)
    assert found.scenario[people] == 350
    assert found.scenario[base] == UNSET, "the law's of the month"
    filed = stands(seed, insurance.AREA, END_2023, [upload(people, 410)])
    assert (filed.scenario[people], filed.stand_ins[people].quality) == (410, "uploaded")
    assert (
        stands(seed, insurance.AREA, END_2023, [upload(people, 410)], insurance__people__poor=9).scenario[people] == 9
    )
    assert people not in stands(seed, insurance.AREA, END_2023, insurance__people__poor=9).stand_ins


def test_a_figure_of_the_report_and_one_that_counts_more_stand_for_nothing(seed: Seed) -> None:
    abroad = employment.ABROAD.now.key
    for quality in ("reported", "uploaded"):
        rows = [upload("employment.overseas_workers", 1_301, "2023", quality)]
        assert stands(seed, employment.AREA, END_2023, rows).scenario[abroad] == 130
    rows = [upload("training.enrolled_elementary", 2_826, "2023", "reported")]
    assert stands(seed, training.AREA, END_2023, rows).scenario[training.ELEMENTARY.now.key] == 221


@pytest.mark.parametrize(
    ("rows", "typed", "learners"),
    [
        ([], {}, (221, 1_087, 1_000)),
        ([], {"training__learners__elementary": 2_826}, (2_826, 13_928, 78)),
        ([], {"training__meal_share": 78}, (2_826, 13_928, 78)),
        ([upload("training.enrolled_short", 15_000)], {}, (2_826, 15_000, 78)),
    ],
)
def test_the_share_with_meals_is_taken_of_all_learners_only(
    seed: Seed, rows: list[dict[str, Any]], typed: dict[str, LeverValue], learners: tuple[int, int, int]
) -> None:
    found = stands(seed, training.AREA, END_2023, rows, **typed).scenario
    keys = (training.ELEMENTARY.now.key, training.SHORT.now.key, training.MEAL_SHARE.now.key)
    assert tuple(found[key] for key in keys) == learners


def test_values_follow_the_day_of_the_clock(seed: Seed) -> None:
    cost, goal, due = social_evils.COST.now.key, children.GOAL.key, children.GOAL_DUE.key
    assert stands(seed, social_evils.AREA, END_2023).scenario[cost] == 1_683_333
    assert stands(seed, social_evils.AREA, TODAY).scenario[cost] == 2_322_083
    for day, values in ((END_2023, (50, "2025")), (TODAY, (60, "2030"))):
        found = stands(seed, children.AREA, day).scenario
        assert (found[goal], found[due]) == values
    assert stands(seed, poverty.AREA, END_2023).scenario[poverty.GOAL.due.key] == "2025"
    assert stands(seed, poverty.AREA, TODAY).scenario[poverty.GOAL.due.key] == UNSET


@pytest.mark.parametrize(
    ("day", "month", "vnd"), [(END_2023, Month(2024, 1), 216_000), (TODAY, Month(2027, 1), 303_600)]
)
def test_a_helpers_pay_is_shared_by_those_helped(seed: Seed, day: date, month: Month, vnd: int) -> None:
    found = stands(seed, social_evils.AREA, day)
    assert social_evils.AFTERCARE_COST.now.key not in found.stand_ins, "the law and the number helped give it"
    known = seed.law.known_on(day)
    assert value_of(social_evils.AFTERCARE_COST, "baseline", month, found.scenario, known, month) == vnd


def test_each_assumption_alone_gives_the_ends_and_the_widest_is_named(seed: Seed) -> None:
    """Gender's models 6 to 109: 103 x 3.600.000 : 12; at 1.200.000 and 20.000.000 a model."""
    values = {gender.MODELS.tried.key: 109} if gender.MODELS.tried else {}
    scenario = Scenario.of(END_2023, gender.AREA.levers, values)
    found = support_result(gender.AREA, scenario, seed.law, 35, figures=Figures(seed.assumptions))
    assert (found.range.central_vnd, found.range.low_vnd, found.range.high_vnd) == (30_900_000, 10_300_000, 171_666_667)
    ends = {one.name: (one.low_vnd, one.high_vnd) for one in found.assumed}
    assert ends[gender.MODELS.label] == (109 * 300_000, 0)
    assert ends[gender.VICTIMS.label] == (30_900_000, 30_900_000), "moves the bill, not the increase"
    assert found.standing.quality == "assumed"


def test_a_page_of_files_alone_does_not_rest_on_assumptions(seed: Seed) -> None:
    rows = [upload(factor.indicator, 10) for factor in gender.AREA.factors]
    scenario = Scenario.of(END_2023, gender.AREA.levers, {})
    found = support_result(gender.AREA, scenario, seed.law, 35, figures=Figures(seed.assumptions, rows))
    assert (found.standing.quality, found.assumed) == ("uploaded", ())


@pytest.mark.parametrize("area", AREAS, ids=lambda area: area.slug)
@pytest.mark.parametrize("day", [END_2023, date(2025, 3, 3), TODAY])
def test_every_area_answers_on_every_clock(seed: Seed, area: SupportArea, day: date) -> None:
    found = support_result(area, Scenario.of(day, area.levers, {}), seed.law, 35, figures=seed.stand_ins)
    assert any(purse.name not in OUTSIDE_BUDGET and purse.baseline_vnd > 0 for purse in found.purses)
    assert found.range.low_vnd <= found.range.central_vnd <= found.range.high_vnd
    bare = support_result(area, Scenario.of(day, area.levers, {}), seed.law, 35)
    assert bare.is_empty
