"""The ladder equals the page's answer at every position, to the đồng."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings, strategies as st

from models.policy.answers.ladder import (
    COLUMNS,
    KINDS,
    MOST,
    PATHS,
    habit_of,
    ladder,
    positions,
    rungs,
    support_ladder,
    support_rungs,
)
from models.policy.answers.support_result import support_result
from models.policy.answers.whatif import AREAS, MERIT_AREA, PROTECTION_AREA, WhatIf, WhatIfArea, compute
from models.policy.areas import employment, insurance, merit, protection
from models.policy.areas.support import SupportArea
from models.policy.engine.baseline import Baseline
from models.policy.engine.projection import project_cube
from models.policy.law.calendar import REPORT_DAY
from models.policy.levers.clock import Clock, values_on
from models.policy.levers.levers import UNSET, LeverValue, Scenario
from tests.examples import examples
from tests.models.lever_strategies import merit_scenarios, protection_scenarios
from tests.models.seed_frames import NOVEMBER_2026, Seed

DAYS = {"report": REPORT_DAY, "today": NOVEMBER_2026}
SETTINGS: dict[str, tuple[WhatIfArea, dict[str, LeverValue]]] = {
    "protection": (PROTECTION_AREA, {}),
    "with the social pension": (PROTECTION_AREA, {protection.WITH_PENSION.key: "1", protection.PENSIONERS.key: 9_000}),
    "without it, by the country": (PROTECTION_AREA, {protection.WITH_PENSION.key: "0", protection.PROVINCIAL.key: "0"}),
    "first payment set": (
        PROTECTION_AREA,
        {protection.FIRST_PAID.key: "2027-06", protection.STOPS_AFTER.key: "2028-03"},
    ),
    "in steps, people and a part indexed": (
        PROTECTION_AREA,
        {
            protection.PHASES.key: "3x6",
            protection.PEOPLE.key: -7,
            protection.GROWTH.key: "15",
            protection.INDEXED.key: 85,
            protection.PEOPLE_OF["elderly_80_no_pension"].key: -20_000,
        },
    ),
    "coefficients, a wider circle, together at Tet, a budget": (
        PROTECTION_AREA,
        {
            protection.COEFFICIENTS["disab_severe"].key: "5",
            protection.WIDENED["wider_disab_light"].key: 1_234,
            protection.PAID_TOGETHER.key: 1,
            protection.FUNDING.central.key: 37,
            protection.FUNDING.contingency.key: 11,
            protection.BUDGET.estimate.key: 400_000,
        },
    ),
    "merit": (MERIT_AREA, {}),
    "merit, first payment set, fewer, together at Tet": (
        MERIT_AREA,
        {
            merit.FIRST_PAID.key: "2027-04",
            merit.PEOPLE.key: -3,
            merit.PAID_TOGETHER.key: 1,
            merit.MERIT_PEOPLE["invalid_21_40"].key: 41,
        },
    ),
}  # fmt: skip


def answered(found: WhatIf, values: dict[str, LeverValue], clock: Clock, baseline: Baseline, place: int) -> WhatIf:
    return compute(clock, baseline, {**values, found.area.norm.key: place}, found.area)


def same(rung: WhatIf, page: WhatIf) -> bool:
    """Every figure the headline, the sources, the budget line and the chart show, and why nothing changes."""
    code = page.scheme_code
    figures = [
        (each.main, each.no_change, each.funding, each.budget, each.change, each.scenario, each.qualifier)
        for each in (rung, page)
    ]
    paths = [
        [each.cube.total(role, view, code).tolist() for role in ("baseline", "scenario") for view in PATHS.values()]
        + [each.cube.late("scenario", code).tolist()]
        for each in (rung, page)
    ]
    return figures[0] == figures[1] and paths[0] == paths[1]


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("name", SETTINGS)
def test_every_position_is_the_page_s_own_answer(
    seed: Seed, province: Baseline, districts: Baseline, name: str, day: str
) -> None:
    area, moved = SETTINGS[name]
    clock = Clock(DAYS[day], seed.law)
    baseline = districts if name in ("protection", "merit") else province
    values = values_on(clock, area.all_levers, moved)
    found = compute(clock, baseline, values, area)
    places = positions(area.norm, clock, values[area.norm.key], named=(area.norm.minimum + 123_457,))
    made = rungs(found, values, area.norm, places)
    table = ladder(places, made)
    assert [place for place, rung in zip(places, made, strict=True)
            if not same(rung, answered(found, values, clock, baseline, place))] == []  # fmt: skip
    assert table.width <= COLUMNS
    assert table.height == len(places) <= MOST
    for row, rung in zip(table.iter_rows(named=True), made, strict=True):
        assert (row["increase"], row["after"]) == (rung.main.increase_vnd, rung.main.scenario_vnd)
        assert row["kind"] == (0 if rung.no_change is None else KINDS.index(rung.no_change.kind))
        assert row["over"] == (rung.budget is not None and rung.budget.balance_vnd < 0)
        for view, cube_view in PATHS.items():
            path = rung.cube.total("scenario", cube_view, rung.scheme_code)[rung.window]
            assert [row[f"{view}_{month}"] for month in range(len(path))] == path.tolist()
        sources = {share.source.code: share.vnd for share in rung.funding.shares}
        for code, vnd in sources.items():
            assert row[f"source_{code}"] == vnd if vnd is not None else row[f"source_{code}"] != row[f"source_{code}"]
        assert [row[f"year_{bill.year}"] for bill in rung.main.years if f"year_{bill.year}" in row] == [
            bill.increase_vnd for bill in rung.main.years if f"year_{bill.year}" in row
        ]


@settings(max_examples=examples(60), deadline=None)
@given(
    st.one_of(
        st.tuples(st.just(PROTECTION_AREA), protection_scenarios()), st.tuples(st.just(MERIT_AREA), merit_scenarios())
    ),
    st.lists(st.integers(0, 2_400_000), min_size=1, max_size=4),
    st.booleans(),
)
def test_whatever_the_other_levers_the_scheme_s_rows_are_those_of_the_whole_cube(
    seed: Seed,
    province: Baseline,
    districts: Baseline,
    drawn: tuple[WhatIfArea, Scenario],
    rises: list[int],
    demo: bool,
) -> None:
    area, scenario = drawn
    clock, baseline = Clock(scenario.law_as_of, seed.law), districts if demo else province
    values = values_on(clock, area.all_levers, dict(scenario.settings))
    places = sorted({min(area.norm.minimum + rise, area.norm.maximum) for rise in rises})
    try:
        found = compute(clock, baseline, values, area)
    except KeyError:  # the start lies outside the months looked at: the page has no answer either
        return
    for place, rung in zip(places, rungs(found, values, area.norm, places), strict=True):
        assert same(rung, answered(found, values, clock, baseline, place))
        whole = project_cube(found.baseline, seed.law, rung.scenario, found.cube.months)
        mine = whole.schemes == found.scheme_code
        assert (rung.cube.groups == whole.groups[mine]).all()
        for key, vnd in rung.cube.vnd.items():
            assert (vnd == whole.vnd[key][mine]).all()
        for role, people in rung.cube.people.items():
            assert (people == whole.people[role][mine]).all()


@pytest.mark.parametrize("area", AREAS, ids=lambda area: area.slug)
def test_people_are_dragged_as_well_as_norms(seed: Seed, province: Baseline, area: WhatIfArea) -> None:
    clock = Clock(NOVEMBER_2026, seed.law)
    values = values_on(clock, area.all_levers)
    found = compute(clock, province, values, area)
    places = positions(area.people, clock, values[area.people.key])
    assert places == tuple(range(area.people.minimum, area.people.maximum + 1))
    for place, rung in zip(places, rungs(found, values, area.people, places), strict=True):
        assert same(rung, compute(clock, province, {**values, area.people.key: place}, area))


@pytest.mark.parametrize("day", DAYS)
def test_positions_are_round_steps_decrees_and_where_the_lever_stands(seed: Seed, day: str) -> None:
    clock = Clock(DAYS[day], seed.law)
    places = positions(protection.NORM, clock, 540_000, 600_000, named=(594_000, 612_345))
    assert {360_000, 370_000, 500_000, 540_000, 594_000, 600_000, 612_345, 750_000, 1_000_000} <= set(places)
    assert (places[0], len(places)) == (protection.NORM.slides_from, 65 + 2)
    assert positions(protection.NORM, clock, 300_000)[0] == protection.NORM.minimum, "while something lower is asked"
    places = positions(merit.NORM, clock, 3_012_000, named=(3_313_200,))
    assert places[0] == merit.NORM.slides_from
    assert {1_624_000, 1_630_000, 2_055_000, 2_789_000, 3_012_000, 3_313_200, 4_000_000} <= set(places)
    assert habit_of(merit.NORM) == 10_000
    assert list(places) == sorted(set(places))
    assert len(places) <= MOST
    assert UNSET not in places


def test_a_lever_without_a_scale_has_no_ladder(seed: Seed) -> None:
    with pytest.raises(ValueError, match="no scale"):
        positions(protection.APPLIES_FROM, Clock(date(2026, 12, 1), seed.law), "2027-01")


@pytest.mark.parametrize(
    "lever", [lever for lever in employment.AREA.all_levers if lever.kind == "optional_amount"][:6]
)
def test_open_levers_have_positions_too(seed: Seed, lever) -> None:
    places = positions(lever, Clock(NOVEMBER_2026, seed.law), UNSET)
    assert (places[0], places[-1]) == (lever.minimum, lever.maximum)
    assert len(places) <= MOST


ENTERED: dict[str, tuple[SupportArea, str, dict[str, LeverValue]]] = {
    "insurance": (
        insurance.AREA,
        "insurance.top_up.poor.tried",
        {"insurance.people.poor": 1_000, "insurance.people.other": 4_000, "insurance.top_up.poor": 0},
    ),
    "employment": (employment.AREA, "employment.abroad.tried", {"employment.abroad": 130}),
}


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("name", ENTERED)
def test_every_position_of_a_support_area_is_its_own_answer(seed: Seed, name: str, day: str) -> None:
    area, key, entered = ENTERED[name]
    lever = next(lever for lever in area.levers if lever.key == key)
    scenario = Scenario.of(DAYS[day], area.levers, values_on(Clock(DAYS[day], seed.law), area.levers, entered))
    found = support_result(area, scenario, seed.law, 1)
    assert found.purses
    places = positions(lever, Clock(DAYS[day], seed.law), UNSET)
    made = support_rungs(found, seed.law, 1, lever, places)
    for purse in found.purses:
        table = support_ladder(places, made, purse.name)
        assert table.width <= COLUMNS
        for row, place in zip(table.iter_rows(named=True), places, strict=True):
            page = support_result(area, scenario.with_value(key, place), seed.law, 1)
            mine = next(each for each in page.purses if each.name == purse.name)
            assert (row["before"], row["after"], row["month"]) == (
                mine.baseline_vnd, mine.scenario_vnd, page.month.index,
            )  # fmt: skip
            start = page.cube.month_index[page.start]
            window = mine.paths["scenario"][max(0, start - 6) : start + 19].tolist()
            assert [row[f"due_{month}"] for month in range(len(window))] == window
            assert row[f"year_{page.start.year}"] == mine.year(page.start.year).increase_vnd
    assert table["increase"].n_unique() > 1, "the lever moves something"
