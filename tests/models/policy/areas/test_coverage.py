"""Coverage year by year: counted up by hand, and never past everybody."""

import pytest
from hypothesis import given, strategies as st

from models.periods import Month
from models.policy.areas.children import a_year_needed, needed, year_ends, year_reached

DECEMBER_2023 = Month(2023, 12)


def test_taught_children_add_up_from_the_month_after_the_count() -> None:
    """20.000 of 100.000 able at the end of June 2024, 12.000 a year: 6.000 more by December, then 12.000 a year."""
    ends = year_ends(20_000, Month(2024, 6), 100_000, lambda _month: 12_000, range(2023, 2027))
    assert [(end.year, end.added, end.reached, end.share_ppm) for end in ends] == [
        (2024, 6_000, 26_000, 260_000),
        (2025, 18_000, 38_000, 380_000),
        (2026, 30_000, 50_000, 500_000),
    ]
    assert year_reached(ends, 100_000, 50) == 2026
    assert year_reached(ends, 100_000, 51) is None


def test_a_rate_that_rises_in_a_month_counts_from_it() -> None:
    ends = year_ends(0, DECEMBER_2023, 100_000, lambda m: 24_000 if m >= Month(2024, 7) else 12_000, [2024])
    assert ends[0].reached == 6 * 1_000 + 6 * 2_000


def test_nobody_is_taught_twice_into_the_share() -> None:
    ends = year_ends(90_000, DECEMBER_2023, 100_000, lambda _month: 50_000, [2024])
    assert (ends[0].added, ends[0].reached, ends[0].share_ppm) == (50_000, 100_000, 1_000_000)


def test_a_share_of_nobody_is_refused() -> None:
    with pytest.raises(ValueError, match="share"):
        year_ends(0, DECEMBER_2023, 0, lambda _month: 1, [2024])


def test_what_a_goal_takes_a_year() -> None:
    """50% of 100.001 are 50.001; 30.001 lack, 24 months are left: 15.001 a year (15.000 would end at 50.000)."""
    assert needed(100_001, 50) == 50_001
    assert a_year_needed(20_000, DECEMBER_2023, 100_001, 50, 2025) == 15_001
    assert a_year_needed(60_000, DECEMBER_2023, 100_001, 50, 2025) == 0
    assert a_year_needed(20_000, Month(2025, 12), 100_001, 50, 2025) is None


@given(
    everybody=st.integers(1, 500_000),
    able=st.integers(0, 500_000),
    percent=st.integers(1, 100),
    month=st.integers(1, 12),
    due=st.integers(2024, 2030),
)
def test_the_rate_said_to_be_needed_reaches_the_goal_and_one_less_does_not(
    everybody: int, able: int, percent: int, month: int, due: int
) -> None:
    counted_to = Month(2023, month)
    rate = a_year_needed(able, counted_to, everybody, percent, due)
    assert rate is not None
    years = range(2023, due + 1)
    assert year_ends(able, counted_to, everybody, lambda _m: rate, years)[-1].reached >= needed(everybody, percent)
    if rate:
        left = 12 * due + 11 - counted_to.index
        assert able * 12 + (rate - 1) * left < needed(everybody, percent) * 12
