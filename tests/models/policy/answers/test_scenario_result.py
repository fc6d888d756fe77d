"""Stored results: the figures of the meetings, the same text every time, and differences taken apart exactly."""

import dataclasses
from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings, strategies as st

from models.base import canonical, digest, parse
from models.periods import Month
from models.policy.answers.scenario_result import ScenarioResult, SchemeResult, evaluate, from_text, result_of, to_text
from models.policy.answers.whatif import headline
from models.policy.areas import catalogue, protection
from models.policy.engine.baseline import Baseline
from models.policy.engine.projection import project_cube
from models.policy.law.law import Law
from models.policy.levers.levers import LeverValue, Scenario
from models.policy.saved.causes import Effect, LawChange, Steps, effects, law_changes
from models.policy.saved.comparison import (
    Option,
    adding_months,
    against,
    assumed_lines,
    common_month,
    differing_levers,
    differing_months,
    differing_schemes,
    differing_years,
)
from models.policy.schemes import CENTRE, MERIT, PROTECTION
from tests.examples import examples
from tests.models.seed_frames import END_2023, HORIZON, NOVEMBER_2026, Seed, baseline_of, sent
from tests.models.strategies import Levers, levers

NORM, START = protection.NORM.key, protection.APPLIES_FROM.key
MILLION = 1_000_000


def whole(law_as_of: date = END_2023, **values: LeverValue) -> Scenario:
    """A scenario over all levers; names are those of protection with _ for the dot."""
    return Scenario.of(law_as_of, catalogue.LEVERS, {f"protection.{name}": value for name, value in values.items()})


@pytest.fixture(scope="session")
def a(seed: Seed, province: Baseline) -> ScenarioResult:
    return evaluate(province, seed.law, whole(norm=500_000))


def scheme(result: ScenarioResult, code: str) -> SchemeResult:
    found = result.of(code)
    assert found is not None
    return found


def test_meeting_a_is_kept_to_the_đồng(a: ScenarioResult) -> None:
    """Norm 360.000 to 500.000 đồng from 7/2024: 24.000 -> 33.333,3 triệu; 2024 +56.000, 2025 +112.000; centres 433,44
    -> 602."""
    main = scheme(a, PROTECTION.code)
    assert (main.month, main.baseline_vnd, main.scenario_vnd) == (Month(2024, 7), 24_000 * MILLION, 33_333_333_333)
    assert (main.baseline_people, main.scenario_people, main.payer) == (45_575, 45_575, "NSĐP")
    assert (main.first_paid, main.back_pay_vnd) == (Month(2024, 8), 9_333_333_333)
    rises = {bill.year: bill.increase_vnd for bill in main.years}
    assert [round(rises[year] / MILLION) for year in (2023, 2024, 2025)] == [0, 56_000, 112_000]
    assert sum(bill.increase_vnd for bill in main.paid_years if bill.year == 2024) == rises[2024]
    centre = scheme(a, CENTRE.code)
    assert (centre.baseline_vnd, centre.scenario_vnd) == (433_440_000, 602_000_000)
    assert (main.qualifier, main.as_of, main.assumed) == (">", Month(2023, 12), False)


def test_merit_is_a_line_of_its_own_and_untouched_by_protection(a: ScenarioResult, province: Baseline) -> None:
    assert [one.scheme for one in a.schemes] == [block.scheme.code for block in province.blocks]
    merit = scheme(a, MERIT.code)
    assert (merit.payer, merit.moves, merit.central_support_unknown) == ("NSTW", False, False)
    assert scheme(a, PROTECTION.code).moves


def test_the_result_is_the_headline_of_every_scheme(seed: Seed, province: Baseline) -> None:
    scenario = whole(norm=620_000, norm_applies_from="2025-03", people_change=-7)
    result, cube = evaluate(province, seed.law, scenario), project_cube(province, seed.law, scenario, HORIZON)
    for block in province.blocks:
        told, found = headline(cube, block.scheme, seed.law, scenario), scheme(result, block.scheme.code)
        assert (found.month, found.baseline_vnd, found.scenario_vnd) == (
            told.month,
            told.baseline_vnd,
            told.scenario_vnd,
        )
        assert (found.scenario_people, found.back_pay_vnd, found.years) == (
            told.scenario_people,
            told.back_pay_vnd,
            told.years,
        )


def test_a_line_whose_headcount_the_scenario_brings_is_marked(seed: Seed, province: Baseline) -> None:
    lever = next(lever for lever in catalogue.LEVERS if lever.key.startswith("protection.carers"))
    scenario = Scenario.of(END_2023, catalogue.LEVERS, {NORM: 500_000, lever.key: 100})
    lines = [one for one in evaluate(province, seed.law, scenario).schemes if one.assumed]
    assert [one.scheme for one in lines] == ["protection_carers"]
    assert lines[0].increase_vnd * 360 == lines[0].baseline_vnd * 140 > 0


@settings(max_examples=examples(25), deadline=None)
@given(levers())
def test_a_result_reads_back_as_it_was_written(province: Baseline, seed: Seed, drawn: Levers) -> None:
    scenario = Scenario.of(drawn.scenario.law_as_of, catalogue.LEVERS, dict(drawn.scenario.settings))
    result = evaluate(province, seed.law, scenario)
    text = to_text(result)
    assert from_text(text) == result
    assert text == to_text(from_text(text)) == to_text(evaluate(province, seed.law, scenario))
    assert len(text) < 20_000


def test_the_text_is_canonical_and_its_digest_finds_any_change(a: ScenarioResult) -> None:
    text = to_text(a)
    assert text == canonical(parse(text))
    for place in range(0, len(text), 97):
        changed = text[:place] + ("0" if text[place] != "0" else "1") + text[place + 1 :]
        assert digest(changed) != digest(text)


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"schemes": [{}]}', '{"schemes": [{"scheme": "x"}]}', '{"schemes": 1}', "null"]
)
def test_what_is_no_result_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        from_text(text)


def test_an_older_result_with_other_fields_stays_readable(a: ScenarioResult) -> None:
    found = parse(to_text(a))
    for one in found["schemes"]:
        del one["assumed"]
        one["gone_since"] = 1
    assert from_text(canonical(found)) == a


def test_only_month_and_hedge_of_the_figures_may_differ(a: ScenarioResult) -> None:
    main, *others = a.schemes
    again = ScenarioResult((dataclasses.replace(main, as_of=Month(2024, 3), qualifier="="), *others))
    assert a.same_figures(again)
    for field in ("scenario_vnd", "scenario_people", "back_pay_vnd"):
        other = dataclasses.replace(main, **{field: getattr(main, field) + 1})
        assert not a.same_figures(ScenarioResult((other, *others)))


# --- causes


def steps(seed: Seed, stored: ScenarioResult | None = None) -> Steps:
    """Districts sent 10 % more people, and the law of 7/2024 was mended to 520.000."""
    scenario = whole(NOVEMBER_2026, norm=600_000, norm_provincial="0")
    rows = [sent(seed.area(code), 8_000, 4_300 * MILLION) for code in ("347", "349", "350", "351", "352", "353")]
    mended = seed.parameters.with_columns(
        value=pl.when((pl.col("name") == NORM) & (pl.col("applies_from") == date(2024, 7, 1)))
        .then(520_000)
        .otherwise(pl.col("value"))
    )
    old, new, law = baseline_of(seed), baseline_of(seed, rows), Law.from_frame(mended)
    recomputed = evaluate(old, seed.law, scenario)
    return Steps(stored or recomputed, recomputed, evaluate(new, seed.law, scenario), evaluate(new, law, scenario))


def test_the_effects_of_all_causes_sum_to_the_whole_difference(seed: Seed) -> None:
    taken = steps(seed)
    found = effects(taken)
    assert {one.cause for one in found if one.scheme == PROTECTION.code} == {"data", "law"}
    for code in (PROTECTION.code, CENTRE.code):
        old, new = scheme(taken.stored, code), scheme(taken.newest, code)
        mine = [one for one in found if one.scheme == code]
        assert sum(one.scenario_vnd for one in mine) == new.scenario_vnd - old.scenario_vnd
        assert sum(one.increase_vnd for one in mine) == new.increase_vnd - old.increase_vnd


def test_law_moves_the_increase_and_leaves_what_the_scenario_pays(seed: Seed) -> None:
    """At 600.000 the higher law of 520.000 takes from the increase and adds nothing to the bill."""
    (law,) = [one for one in effects(steps(seed)) if one.cause == "law" and one.scheme == PROTECTION.code]
    assert law.scenario_vnd == 0
    assert law.increase_vnd < 0


def test_another_way_of_computing_is_its_own_cause(seed: Seed) -> None:
    before = steps(seed)
    main, *others = before.stored.schemes
    older = ScenarioResult((dataclasses.replace(main, scenario_vnd=main.scenario_vnd - 7), *others))
    found = effects(steps(seed, older))
    assert Effect("engine", main.scheme, 7, 7) in found
    assert steps(seed, older).changed("engine")
    assert not before.changed("engine")
    assert before.changed("data")
    assert before.changed("law")


def test_nothing_changed_has_no_effects(a: ScenarioResult) -> None:
    same = Steps(a, a, a, a)
    assert effects(same) == ()
    assert not any(same.changed(cause) for cause in ("engine", "data", "law"))


def test_a_scheme_that_came_later_is_an_effect_too(a: ScenarioResult) -> None:
    fewer = ScenarioResult(a.schemes[:1])
    found = effects(Steps(fewer, a, a, a))
    assert {one.scheme for one in found} == {CENTRE.code}, "merit is not this scenario's business"


def test_schemes_the_scenario_does_not_move_are_no_change_of_it(a: ScenarioResult) -> None:
    """New figures of merit leave a scenario of protection as it was."""
    others = tuple(
        dataclasses.replace(one, baseline_vnd=one.baseline_vnd + 5, scenario_vnd=one.scenario_vnd + 5)
        if one.scheme == MERIT.code
        else one
        for one in a.schemes
    )
    again = ScenarioResult(others)
    assert again != a
    assert again.same_figures(a)
    assert effects(Steps(a, a, again, again)) == ()


def frames(seed: Seed) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    return seed.parameters, seed.groups, seed.amounts


def test_changes_of_law_are_named_row_by_row(seed: Seed) -> None:
    parameters, groups, amounts = frames(seed)
    one = (pl.col("name") == NORM) & (pl.col("applies_from") == date(2024, 7, 1))
    raised = parameters.with_columns(value=pl.when(one).then(520_000).otherwise(pl.col("value")))
    halves = pl.when(pl.col("group") == "disab_severe").then(4).otherwise(pl.col("half_coefficient"))
    other = groups.with_columns(half_coefficient=halves.cast(groups["half_coefficient"].dtype))
    found = law_changes(frames(seed), (raised, other, amounts.slice(1)))
    [norm, group, amount] = found
    assert (norm.kind, norm.name, norm.applies_from, norm.before, norm.after) == (
        "parameter",
        NORM,
        date(2024, 7, 1),
        500_000,
        520_000,
    )
    assert norm.document.startswith("Nghị định 76/2024")
    assert (group.kind, group.name, group.before, group.after) == ("group", "disab_severe", 3, 4)
    assert (amount.kind, amount.before, amount.after) == ("amount", amounts["amount_vnd"][0], None)


def test_a_row_compared_with_its_document_is_a_change_without_another_value(seed: Seed) -> None:
    parameters, groups, amounts = frames(seed)
    checked = parameters.with_columns(verified_by=pl.lit("Chị Lan"))
    found = law_changes(frames(seed), (checked, groups, amounts))
    assert len(found) == parameters.height
    assert all(isinstance(one, LawChange) and one.before == one.after for one in found)
    assert law_changes(frames(seed), frames(seed)) == ()


# --- comparison


def option(seed: Seed, baseline: Baseline, key: str, scenario: Scenario, *, law: bool = False) -> Option:
    cube = project_cube(baseline, seed.law, scenario, HORIZON)
    return Option(key, scenario, cube, result_of(cube, baseline, seed.law, scenario), "baseline" if law else "scenario")


@pytest.fixture(scope="session")
def options(seed: Seed, districts: Baseline) -> list[Option]:
    return [
        option(seed, districts, "hien-hanh", whole(), law=True),
        option(seed, districts, "a", whole(norm=500_000)),
        option(seed, districts, "b", whole(norm=750_000, norm_applies_from="2025-01", people_change=-5)),
    ]


@given(st.lists(st.integers(-(10**15), 10**15), min_size=2, max_size=6), st.data())
def test_against_another_base_signs_flip(values: list[int], data: st.DataObject) -> None:
    i, j = (data.draw(st.integers(0, len(values) - 1)) for _ in range(2))
    assert against(values, i)[j] == -against(values, j)[i]
    assert against(values, i)[i] == 0


def test_all_are_quoted_for_the_first_month_in_which_all_have_changed(options: list[Option]) -> None:
    assert common_month(options, PROTECTION.code) == Month(2025, 1)
    assert common_month(options[:2], PROTECTION.code) == Month(2024, 7)
    bills = [one.bill(PROTECTION.code, Month(2025, 1)) for one in options]
    assert bills[:2] == [24_000 * MILLION, 33_333_333_333]
    assert options[2].people(PROTECTION.code, Month(2025, 1)) == 43_296
    assert options[2].people(PROTECTION.code, Month(2024, 12)) == 45_575


def test_what_differs_is_found_and_what_does_not_is_left_out(options: list[Option]) -> None:
    assert differing_schemes(options) == (PROTECTION.code, CENTRE.code)
    assert set(differing_levers(options)) == {NORM, START, protection.PEOPLE.key}
    assert differing_years(options, PROTECTION.code) == (2024, 2025, 2026, 2027)
    assert differing_schemes([options[1], options[1]]) == ()
    assert differing_levers(options[:2]) == (NORM,)
    assert assumed_lines(options) == ()


def test_a_picture_shows_the_years_in_which_options_differ_and_one_more(options: list[Option]) -> None:
    def years(places: list[int]) -> list[int]:
        assert len(places) % 12 == 0
        return sorted({options[0].cube.months[place].year for place in places})

    assert years(differing_months(options[:2], PROTECTION.code)) == [2024, 2025]
    assert years(differing_months(options, PROTECTION.code)) == [2024, 2025, 2026]
    assert years(differing_months([options[1], options[1]], PROTECTION.code)) == [2023, 2024, 2025]
    assert years(adding_months(options[1:2], PROTECTION.code)) == [2024, 2025]
    assert int(options[1].added(PROTECTION.code)[-1]) == options[1].increase(PROTECTION.code, HORIZON[-1])


def test_options_that_only_pay_in_another_month_differ(seed: Seed, province: Baseline) -> None:
    late = option(seed, province, "c", whole(norm=500_000, norm_first_paid="2024-10"))
    soon = option(seed, province, "a", whole(norm=500_000))
    assert differing_schemes([soon, late]) == (PROTECTION.code, CENTRE.code)
    assert differing_years([soon, late], PROTECTION.code) == ()


def test_districts_sum_to_the_month_and_years_to_the_path(options: list[Option]) -> None:
    for one in options:
        assert sum(one.by_area(PROTECTION.code, Month(2025, 1)).values()) == one.bill(PROTECTION.code, Month(2025, 1))
        assert one.year(PROTECTION.code, 2025) == int(one.path(PROTECTION.code)[24:36].sum())
    assert len(options[0].by_area(PROTECTION.code, Month(2025, 1))) >= 6


def test_the_payer_of_an_option_is_that_of_what_it_adds(options: list[Option], seed: Seed) -> None:
    plan = options[1].plan(PROTECTION.code, Month(2025, 1), seed.law)
    assert plan is not None
    assert plan.total_vnd == 9_333_333_333
    assert plan.central_support_unknown
    assert options[0].back_pay(PROTECTION.code) == 0
    assert options[1].back_pay(PROTECTION.code) == 9_333_333_333
