"""Coverage: how many of those meant are reached at the end of each year, when so many more are reached a month.

Belongs here: counting up and the way to a target share. Does not: who is meant or what a course costs (an area's module).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from models.money import PPM, divide_half_up
from models.periods import Month, month_range

MONTHS = 12


@dataclass(frozen=True)
class YearEnd:
    """At the end of a year: `added` since the count, `reached` in all (never more than everybody), and their share."""

    year: int
    added: int
    reached: int
    share_ppm: int


def year_ends(
    reached: int, counted_to: Month, everybody: int, a_year: Callable[[Month], int], years: Iterable[int]
) -> tuple[YearEnd, ...]:
    """From `reached` people at the end of `counted_to`; `a_year` is the rate at which more are reached, by month. Nobody
    leaves and nobody joins: children who come of age are not known. Years that end before the count are left out."""
    if everybody <= 0:
        raise ValueError("a share needs people to be a share of")
    found = []
    for year in years:
        december = Month(year, MONTHS)
        if december < counted_to:
            continue
        added = divide_half_up(sum(map(a_year, _after(counted_to, december))), MONTHS)
        total = min(everybody, reached + added)
        found.append(YearEnd(year, added, total, divide_half_up(total * PPM, everybody)))
    return tuple(found)


def _after(counted_to: Month, last: Month) -> tuple[Month, ...]:
    return month_range(counted_to.plus(1), last.index - counted_to.index)


def needed(everybody: int, percent: int) -> int:
    """The fewest people that make the share."""
    return -(-everybody * percent // 100)


def year_reached(ends: Iterable[YearEnd], everybody: int, percent: int) -> int | None:
    """The first year that ends with the share reached; None = in none of them."""
    return next((end.year for end in ends if end.reached >= needed(everybody, percent)), None)


def a_year_needed(reached: int, counted_to: Month, everybody: int, percent: int, due_year: int) -> int | None:
    """The fewest people a year that reach the share by the end of `due_year`; None = no month is left, or it would be
    too late. 0 where it is reached already."""
    missing = max(0, needed(everybody, percent) - reached)
    left = Month(due_year, MONTHS).index - counted_to.index
    if not missing:
        return 0
    return None if left <= 0 else -(-missing * MONTHS // left)
