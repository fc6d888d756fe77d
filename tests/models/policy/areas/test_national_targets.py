"""Targets of the country stand beside the province's own and are never mixed with them."""

from decimal import Decimal

from models.policy.areas.national_targets import Direction, NationalTarget, goal_of, target_lines


def target(
    year: int, value: str, direction: Direction = "at_least", indicator: str = "gender.women_directors"
) -> NationalTarget:
    return NationalTarget(indicator, year, Decimal(value), direction, "Nghị quyết 28/NQ-CP", "secondary")


NATIONAL = (target(2030, "30"), target(2025, "27"), target(2025, "80", indicator="gender.victims_supported_share"))
OWN = ((2025, Decimal(28), "chỉ tiêu 2025.xlsx"),)


def test_the_province_comes_first_and_replaces_nothing() -> None:
    lines = target_lines("gender.women_directors", NATIONAL, OWN)
    assert [(line.owner, line.year, line.value, line.document) for line in lines] == [
        ("province", 2025, 28, "chỉ tiêu 2025.xlsx"),
        ("country", 2025, 27, "Nghị quyết 28/NQ-CP"),
        ("country", 2030, 30, "Nghị quyết 28/NQ-CP"),
    ]
    assert lines[0].direction is None


def test_a_figure_is_measured_against_the_province_s_target_while_one_is_ahead() -> None:
    lines = target_lines("gender.women_directors", NATIONAL, OWN)
    assert [(goal.owner, goal.year) for goal in (goal_of(lines, 2024), goal_of(lines, 2026)) if goal] == [
        ("province", 2025),
        ("country", 2030),
    ]
    assert goal_of(lines, 2031) is None


def test_what_is_only_remembered_is_unverified() -> None:
    assert target(2025, "27").is_verified
    assert not NationalTarget("x", 2025, Decimal(1), "at_least", "văn bản", "memory").is_verified
