"""Length of stay: how many people are present when so many enter a year and each stays a number of months.

Belongs here: the average number present month by month while a new length takes hold. Does not: whose stay it is or what a
month costs (social_evils.py).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from models.money import divide_half_up
from models.periods import Month

LONGEST = 60
"""No stay of the law or of a scenario is longer, in months."""
YEAR = 12


@dataclass(frozen=True)
class Presence:
    """Average number present in a month: at the length before, and with the new one as it takes hold."""

    month: Month
    before: int
    after: int


def cohorts(stay: Callable[[int], int], month: Month) -> int:
    """How many monthly intakes are present in a month: each stays as long as the month it came in (its index) says."""
    return sum(1 for back in range(LONGEST) if back < stay(month.index - back))


def lasting(entrants: int, months: int) -> int:
    """Average number present once every intake stays so many months: entrants a year x months : 12."""
    return divide_half_up(entrants * months, YEAR)


def presence(entrants: int, before: int, stay: Callable[[int], int], months: Sequence[Month]) -> tuple[Presence, ...]:
    """Whoever came in before the new length leaves at the old one, so it takes hold month by month."""
    return tuple(
        Presence(month, lasting(entrants, before), lasting(entrants, cohorts(stay, month))) for month in months
    )
