"""Months and budget years."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

OFFICE_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
"""Moments are kept in UTC and shown in this zone."""

_ISO = re.compile(r"(\d{4})-(\d{2})")


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month; ordered, hashable, written YYYY-MM."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not 1 <= self.month <= 12:
            raise ValueError(f"month out of 1..12: {self.month}")

    @classmethod
    def parse(cls, text: str) -> Month:
        """Read YYYY-MM; raises ValueError on anything else."""
        match = _ISO.fullmatch(text)
        if match is None:
            raise ValueError(f"not a month: {text!r}")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: date) -> Month:
        return cls(day.year, day.month)

    @classmethod
    def of_index(cls, index: int) -> Month:
        """The month with that `index`."""
        return cls(index // 12, index % 12 + 1)

    @property
    def index(self) -> int:
        """Months since year 0: lets months be subtracted and stored in arrays."""
        return self.year * 12 + self.month - 1

    @property
    def first_day(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        return date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])

    def plus(self, months: int) -> Month:
        year, month0 = divmod(self.index + months, 12)
        return Month(year, month0 + 1)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


def month_range(first: Month, count: int) -> tuple[Month, ...]:
    """`count` consecutive months from `first`."""
    return tuple(first.plus(i) for i in range(count))


def budget_year_months(first_year: int, last_year: int) -> tuple[Month, ...]:
    """All months of the budget years (1 January - 31 December, Luật NSNN) from first to last, both included."""
    return month_range(Month(first_year, 1), 12 * (last_year - first_year + 1))
