"""Length of stay: how many people are present when so many enter a year and each stays a number of months.

Belongs here: the average number present month by month while a new length takes hold. Does not: whose stay it is or what a
month costs (social_evils.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from models.money import divide_half_up
from models.periods import Month
from models.policy.areas.steps import EVER, Steps, at

LONGEST = 60
"""No stay of the law or of a scenario is longer, in months."""
YEAR = 12


@dataclass(frozen=True)
class Presence:
    """Average number present in a month: at the length before, and with the new one as it takes hold."""

    month: Month
    before: int
    after: int


def cohorts(stays: Steps) -> Steps:
    """How many monthly intakes are present: each stays as long as the month it came in says. Every month one comes and one
    leaves; where the length grows nobody leaves for as many months as it grows by, where it falls two leave at once."""
    gained: dict[int, int] = {}
    for (_, old), (begins, new) in pairwise(stays):
        before, after = _length(old), _length(new)
        for month in range(begins + min(before, after), begins + max(before, after)):
            gained[month] = gained.get(month, 0) + (1 if after > before else -1)
    present = _length(stays[0][1])
    steps: list[tuple[int, int]] = [(EVER, present)]
    for month in sorted(gained):
        present += gained[month]
        steps.append((month, present))
    return tuple(steps)


def _length(stay: int | None) -> int:
    return min(stay or 0, LONGEST)


def lasting(entrants: int, months: int) -> int:
    """Average number present once every intake stays so many months: entrants a year x months : 12."""
    return divide_half_up(entrants * months, YEAR)


def presence(entrants: int, before: int, stays: Steps, months: Sequence[Month]) -> tuple[Presence, ...]:
    """Whoever came in before the new length leaves at the old one, so it takes hold month by month."""
    present = cohorts(stays)
    return tuple(
        Presence(month, lasting(entrants, before), lasting(entrants, at(present, month.index) or 0)) for month in months
    )
