"""A year's plan and the pace towards it: how much is reached, what each month left needs, when the plan is reached.

Belongs here: arithmetic on one count of one year. Does not: whose plan it is or where the counts come from.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.money import divide_half_up
from models.periods import Month


@dataclass(frozen=True)
class PlanPace:
    """`done` is cumulative from January to the end of month `to`; `plan` is for the whole of that year and above 0."""

    plan: int
    done: int
    to: Month

    @property
    def reached_tenths(self) -> int:
        """Of the plan, in tenths of a percent."""
        return divide_half_up(1000 * self.done, self.plan)

    @property
    def left(self) -> int:
        """What is still to be done; 0 once the plan is reached."""
        return max(0, self.plan - self.done)

    @property
    def months_left(self) -> int:
        return 12 - self.to.month

    @property
    def pace(self) -> int:
        """A month so far, on average."""
        return divide_half_up(self.done, self.to.month)

    @property
    def needed(self) -> int | None:
        """A month from now on, rounded up so that twelve months are enough; None where the year is over."""
        return -(-self.left // self.months_left) if self.months_left else None

    @property
    def expected(self) -> int:
        """The whole year at the pace so far."""
        return divide_half_up(12 * self.done, self.to.month)

    @property
    def reached_in(self) -> Month | None:
        """The month in which the plan is reached at the pace so far, at or before `to` where it is reached already, in a later
        year where the pace is too slow; None while nothing is done."""
        if self.done == 0:
            return None
        months = -(-self.plan * self.to.month // self.done)
        return Month(self.to.year, 1).plus(months - 1)

    @property
    def is_on_time(self) -> bool:
        return self.reached_in is not None and self.reached_in.year == self.to.year
