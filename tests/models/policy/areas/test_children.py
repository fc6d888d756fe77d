"""Children: how far swimming lessons reach, and which groups are never by area."""

from models.periods import Month
from models.policy.areas import children
from models.policy.areas.support import support_cube
from models.policy.levers.levers import LeverValue, Scenario
from tests.models.seed_frames import END_2023, Seed

GIVEN: dict[str, LeverValue] = {
    "children.children": 100_000,
    "children.able": 20_000,
    "children.able_to": "2023-12",
    "children.taught": 9_000,
    "children.taught.tried": 18_000,
    "children.applies_from": "2025-01",
    "children.goal": 50,
    "children.goal_due": "2025",
}


def scenario(**without: LeverValue) -> Scenario:
    values = {**GIVEN, **{key.replace("__", "."): value for key, value in without.items()}}
    return Scenario.of(END_2023, children.AREA.levers, values)


def test_able_and_taught_over_all_children_by_year_in_both_roles(seed: Seed) -> None:
    """20.000 at the end of 2023 of 100.000; 9.000 a year now, 18.000 from 2025 in the scenario."""
    now, tried = (
        children.swimming_coverage(scenario(), role, seed.law.known_on(END_2023)) for role in ("baseline", "scenario")
    )
    assert now is not None
    assert tried is not None
    assert [(end.year, end.reached) for end in now.ends] == [
        (2023, 20_000),
        (2024, 29_000),
        (2025, 38_000),
        (2026, 47_000),
        (2027, 56_000),
    ]
    assert [end.reached for end in tried.ends] == [20_000, 29_000, 47_000, 65_000, 83_000]
    assert (now.reached_in, tried.reached_in) == (2027, 2026)
    assert now.a_year_needed == tried.a_year_needed == 15_000


def test_without_one_of_the_counts_there_is_no_coverage_and_without_a_goal_no_year(seed: Seed) -> None:
    known = seed.law.known_on(END_2023)
    for missing in ("children__children", "children__able", "children__able_to", "children__taught"):
        assert children.swimming_coverage(scenario(**{missing: ""}), "baseline", known) is None, missing
    found = children.swimming_coverage(scenario(children__goal=""), "scenario", known)
    assert found is not None
    assert (found.reached_in, found.a_year_needed) == (None, None)


def test_courses_cost_a_twelfth_a_month_and_children_of_the_groups_are_there_all_year(seed: Seed) -> None:
    given: dict[str, LeverValue] = {
        "children.taught": 6_000,
        "children.course": 600_000,
        "children.special": 2_400,
        "children.support": 1_000_000,
    }
    months = (Month(2024, 3),)
    cube = support_cube(children.AREA, Scenario.of(END_2023, children.AREA.levers, given), seed.law, months, 1)
    assert dict(zip(cube.groups.tolist(), cube.people["baseline"][:, 0].tolist(), strict=True)) == {
        "swimming": 500,
        "special": 2_400,
    }


def test_the_goal_of_the_decision_is_a_preset_and_never_a_default() -> None:
    assert [preset.value for preset in children.GOAL.presets] == [children.SWIM_SHARE_PERCENT, 60]
    assert all(lever.default == "" for lever in children.SWIMMING)
