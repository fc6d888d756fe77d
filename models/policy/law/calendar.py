"""The months a projection covers, and the month in which a new rate is first paid."""

from __future__ import annotations

from datetime import date
from functools import cache

from models.periods import Month, budget_year_months

REPORT_DAY = date(2023, 12, 31)
"""Last day of the year the report is on: the law its figures were paid by."""
FIRST_YEAR, LAST_YEAR = 2023, 2033
ALL_MONTHS = budget_year_months(FIRST_YEAR, LAST_YEAR)
"""Months a lever may name: the horizon of the latest day that is foreseen."""
LEAST_LAST_YEAR, YEARS_AHEAD = 2027, 3
PENSION_ERA = Month(2025, 7)
"""From here on the social pension takes the place of the allowance at 80 (Luật BHXH 2024), and there are no
districts."""


@cache
def horizon(day: date, year: int = 0) -> tuple[Month, ...]:
    """The months a projection covers: budget years from 2023 to three years past the day whose law it stands on, and
    no fewer than up to `year`."""
    last = min(max(LEAST_LAST_YEAR, day.year + YEARS_AHEAD, year), LAST_YEAR)
    return budget_year_months(FIRST_YEAR, last)


LISTS_CLOSE_BEFORE = 25
"""The list of a month reaches the payer before the 25th of the month before."""


def first_list_after(in_force: date) -> Month:
    """The first month whose list closes on or after the day a rule is in force: the first that can pay by it.

    In force 05/9/2023 -> October 2023; in force 25/9/2023, when October's list is closed -> November 2023."""
    return Month.of(in_force).plus(1 if in_force.day < LISTS_CLOSE_BEFORE else 2)
