"""Months: arithmetic, order, writing."""

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from models.periods import Month, budget_year_months, month_range

months = st.builds(Month, st.integers(1900, 2200), st.integers(1, 12))
steps = st.integers(-600, 600)


@given(months, steps)
def test_adding_months_moves_the_index_by_as_many(month: Month, count: int) -> None:
    assert month.plus(count).index == month.index + count
    assert month.plus(count).plus(-count) == month


@given(months, months)
def test_months_are_ordered_as_their_indexes(this: Month, that: Month) -> None:
    assert (this < that) == (this.index < that.index)
    assert (this == that) == (this.index == that.index)


@given(months)
def test_a_written_month_is_read_back(month: Month) -> None:
    assert Month.parse(str(month)) == month


@given(months)
def test_first_and_last_day_enclose_the_month(month: Month) -> None:
    assert Month.of(month.first_day) == month == Month.of(month.last_day)
    assert month.last_day + timedelta(days=1) == month.plus(1).first_day


def test_january_follows_december() -> None:
    assert Month(2023, 12).plus(1) == Month(2024, 1)
    assert Month(2024, 1).plus(-1) == Month(2023, 12)
    assert Month.of(date(2024, 2, 29)).last_day == date(2024, 2, 29)


@pytest.mark.parametrize(
    "text", ["", "2024", "2024-7", "07/2024", "2024-00", "2024-13", "2024-07-01", " 2024-07", "2024-07\n"]
)
def test_anything_else_is_no_month(text: str) -> None:
    with pytest.raises(ValueError, match="month"):
        Month.parse(text)


def test_a_range_of_months_is_consecutive() -> None:
    assert [str(month) for month in month_range(Month(2023, 11), 4)] == ["2023-11", "2023-12", "2024-01", "2024-02"]
    assert month_range(Month(2023, 1), 0) == ()


def test_budget_years_run_from_january_to_december() -> None:
    found = budget_year_months(2023, 2027)
    assert len(found) == 60
    assert (found[0], found[-1]) == (Month(2023, 1), Month(2027, 12))
