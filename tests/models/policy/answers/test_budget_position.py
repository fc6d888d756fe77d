"""Where a budget year stands: granted, spent, left, expected, short or over, and what is not known."""

from typing import Any

import polars as pl
import pytest

from models.periods import Month
from models.policy.answers.funding import BUDGET_LINES, BudgetPosition, budget_positions, newest_year

BILLION = 1_000_000_000
PLACE = {
    "area_id": 1,
    "area_level": "province",
    "budget_year": 2024,
    "month": "",
    "source": "local",
    "level": "province",
}
LINE = {**PLACE, "chapter": "", "category": "", "item": "", "document": "a.csv"}


def frame(*rows: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame([{**LINE, **row} for row in rows], schema=BUDGET_LINES)


def district(number: int, **row: Any) -> dict[str, Any]:
    return {"area_id": number, "area_level": "district", "level": "district", **row}


def position(*rows: dict[str, Any]) -> BudgetPosition:
    (found,) = budget_positions(frame(*rows), 2024)
    return found


def test_an_estimate_that_runs_short() -> None:
    """300 tỷ granted, 277,3333 spent by the end of October (meeting A): expected 332,8, short 32,8."""
    found = position(
        {"estimate_vnd": 290 * BILLION, "supplement_vnd": 10 * BILLION},
        {"month": "2024-09", "cumulative_vnd": 244_000_000_000},
        {"month": "2024-10", "cumulative_vnd": 277_333_333_333},
    )
    assert found == BudgetPosition("local", 290 * BILLION, 10 * BILLION, Month(2024, 10), 277_333_333_333, None)
    assert found.granted_vnd == 300 * BILLION
    assert found.remaining_vnd == 22_666_666_667
    assert found.expected_vnd == 332_800_000_000
    assert found.balance_vnd == -32_800_000_000


def test_what_is_not_known_is_not_nought() -> None:
    estimate_only = position({"estimate_vnd": 100})
    assert (estimate_only.supplement_vnd, estimate_only.granted_vnd) == (None, 100)
    assert (estimate_only.month, estimate_only.cumulative_vnd, estimate_only.remaining_vnd) == (None, None, None)
    assert (estimate_only.expected_vnd, estimate_only.balance_vnd) == (None, None)
    spent_only = position({"month": "2024-06", "cumulative_vnd": 60})
    assert (spent_only.granted_vnd, spent_only.remaining_vnd, spent_only.balance_vnd) == (None, None, None)
    assert spent_only.expected_vnd == 120
    nothing_spent = position({"estimate_vnd": 100}, {"month": "2024-03", "cumulative_vnd": 0})
    assert (nothing_spent.remaining_vnd, nothing_spent.expected_vnd, nothing_spent.balance_vnd) == (100, 0, 100)


def test_a_settled_year_is_expected_as_settled() -> None:
    found = position({"estimate_vnd": 100, "settlement_vnd": 97}, {"month": "2024-12", "cumulative_vnd": 96})
    assert (found.expected_vnd, found.balance_vnd, found.remaining_vnd) == (97, 3, 4)


def test_money_of_two_levels_of_area_is_not_counted_twice() -> None:
    """The province's own line for the districts' budget stands for theirs."""
    found = position(
        {"level": "district", "estimate_vnd": 100},
        district(11, estimate_vnd=60),
        district(12, estimate_vnd=40),
        district(11, month="2024-05", cumulative_vnd=20),
        district(12, month="2024-05", cumulative_vnd=10),
    )
    assert (found.estimate_vnd, found.cumulative_vnd, found.remaining_vnd) == (100, 30, 70)


def test_levels_of_budget_and_lines_are_added() -> None:
    found = position(
        {"estimate_vnd": 100, "chapter": "424"},
        {"estimate_vnd": 1, "chapter": "424", "category": "370"},
        district(11, estimate_vnd=60),
        district(12, estimate_vnd=40),
    )
    assert found.estimate_vnd == 201


def test_the_month_is_the_newest_in_which_all_have_reported() -> None:
    rows = [
        district(11, estimate_vnd=60),
        district(12, estimate_vnd=40),
        district(11, month="2024-04", cumulative_vnd=20),
        district(12, month="2024-04", cumulative_vnd=10),
        district(11, month="2024-05", cumulative_vnd=25),
    ]
    found = position(*rows)
    assert (found.month, found.cumulative_vnd) == (Month(2024, 4), 30)
    found = position(*rows, district(13, estimate_vnd=5))
    assert (found.estimate_vnd, found.month, found.cumulative_vnd) == (105, None, None)


def test_an_estimate_given_with_the_months_counts_once_and_as_the_newest_says() -> None:
    rows = [
        {"month": "2024-01", "estimate_vnd": 100, "cumulative_vnd": 5},
        {"month": "2024-02", "estimate_vnd": 120, "supplement_vnd": 20, "cumulative_vnd": 9},
    ]
    found = position(*rows)
    assert (found.estimate_vnd, found.supplement_vnd, found.cumulative_vnd) == (120, 20, 9)
    assert position(*rows, {"estimate_vnd": 90}).estimate_vnd == 90


def test_sources_stand_apart_in_their_order_and_years_too() -> None:
    lines = frame(
        {"source": "local", "estimate_vnd": 1},
        {"source": "delegated", "estimate_vnd": 2},
        {"source": "local", "budget_year": 2025, "estimate_vnd": 3},
    )
    assert [(one.source, one.estimate_vnd) for one in budget_positions(lines, 2024)] == [("delegated", 2), ("local", 1)]
    assert [(one.source, one.estimate_vnd) for one in budget_positions(lines, 2025)] == [("local", 3)]
    assert budget_positions(lines, 2026) == ()
    assert newest_year(lines) == 2025


def test_the_year_shown_is_the_last_with_spending() -> None:
    estimates = [{"budget_year": 2024, "estimate_vnd": 1}, {"budget_year": 2025, "estimate_vnd": 1}]
    assert newest_year(frame(*estimates)) == 2025
    assert newest_year(frame(*estimates, {"month": "2024-11", "cumulative_vnd": 1})) == 2024
    assert newest_year(frame().clear()) is None


@pytest.mark.parametrize(
    ("month", "cumulative", "expected"), [("2024-07", 1, 2), ("2024-12", 77, 77), ("2024-01", 5, 60)]
)
def test_the_expected_year_is_rounded_half_up(month: str, cumulative: int, expected: int) -> None:
    assert position({"month": month, "cumulative_vnd": cumulative}).expected_vnd == expected
