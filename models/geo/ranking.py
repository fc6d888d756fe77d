"""Rank of areas, distance of each to a reference, and the dot strip that draws both."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from heapq import heappop, heappush
from itertools import groupby
from operator import itemgetter
from typing import Literal

from models.geo.area_values import AreaValue, known_amounts
from models.geo.classes import by_size
from models.geo.rates import DenominatorKind, Per

Direction = Literal["most_first", "least_first"]


@dataclass(frozen=True)
class Ranked:
    """`rank` of `of` areas with a known value; `tied` = another area has the same rank."""

    code: str
    amount: Fraction
    rank: int
    of: int
    tied: bool


def ranking(values: Sequence[AreaValue], direction: Direction = "most_first") -> tuple[Ranked, ...]:
    """The known areas in order, tied ones by code. Missing, small, illustrative and withheld values have no rank."""
    amounts = known_amounts(values)
    sign = -1 if direction == "most_first" else 1
    ordered = sorted(amounts.items(), key=lambda item: (by_size(sign * item[1]), item[0]))
    ranked: list[Ranked] = []
    for amount, tied in groupby(ordered, key=itemgetter(1)):
        codes = [code for code, _amount in tied]
        rank = len(ranked) + 1
        ranked += [Ranked(code, amount, rank, len(ordered), len(codes) > 1) for code in codes]
    return tuple(ranked)


@dataclass(frozen=True)
class Distance:
    """`percent` is None where it would say nothing: between percentages (the difference is in points) and from zero."""

    difference: Fraction
    percent: Fraction | None
    in_points: bool


def distance(value: Fraction, reference: Fraction, *, percentages: bool = False) -> Distance:
    """From the reference to the value.

    >>> distance(Fraction(30), Fraction(24)).percent
    Fraction(25, 1)
    """
    difference = value - reference
    percent = None if percentages or reference <= 0 else 100 * difference / reference
    return Distance(difference, percent, percentages)


@dataclass(frozen=True)
class Reading:
    """An area's value in a year and its basis. `area_id` distinguishes units of one code with different borders. A
    count has no denominator: `kind`, `per` and `denominator_source` are empty."""

    area_id: int
    year: int
    value: AreaValue
    kind: DenominatorKind | None = None
    per: Per | None = None
    denominator_source: str | None = None


NoChangeReason = Literal["no_earlier", "other_year", "not_known", "other_area", "other_denominator"]


@dataclass(frozen=True)
class NoChange:
    reason: NoChangeReason


def year_change(now: Reading, before: Reading | None) -> Distance | NoChange:
    """The change on the year before. Only the same unit within the same borders, with denominators of one kind and
    source, is compared: with another source the difference would be one between sources."""
    if before is None:
        return NoChange("no_earlier")
    if before.year != now.year - 1:
        return NoChange("other_year")
    if before.area_id != now.area_id:
        return NoChange("other_area")
    basis, basis_before = ((one.kind, one.per, one.denominator_source) for one in (now, before))
    if basis != basis_before:
        return NoChange("other_denominator")
    if now.value.known is None or before.value.known is None:
        return NoChange("not_known")
    return distance(now.value.known, before.value.known, percentages=now.per == 100)


DOT = Fraction(1, 25)
"""Width of a dot as a share of the strip: dots nearer than this go into lanes."""


@dataclass(frozen=True)
class Dot:
    """`place` from 0 (the axis' low end) to 1; `lane` 0, 1, 2 … away from the middle of the strip."""

    code: str
    place: Fraction
    lane: int


@dataclass(frozen=True)
class Strip:
    low: Fraction
    high: Fraction
    dots: tuple[Dot, ...]

    def place(self, value: Fraction) -> Fraction:
        """Where a value (an average, a bound) stands; outside the axis it stands at the nearer end."""
        if self.high == self.low:
            return Fraction(1, 2)
        if value <= self.low:
            return Fraction(0)
        return Fraction(1) if value >= self.high else (value - self.low) / (self.high - self.low)


def strip(values: Sequence[AreaValue], marks: Sequence[Fraction] = ()) -> Strip | None:
    """Dots of the known areas in ascending order, tied ones by code; the axis runs over them and the `marks`
    (averages). None when no value is known."""
    amounts = known_amounts(values)
    if not amounts:
        return None
    ends = [*amounts.values(), *marks]
    axis = Strip(min(ends, key=by_size), max(ends, key=by_size), ())
    dots: list[Dot] = []
    taken: deque[tuple[Fraction, int]] = deque()  # where each taken lane is free again, in this order
    free: list[int] = []
    for code, amount in sorted(amounts.items(), key=lambda item: (by_size(item[1]), item[0])):
        place = axis.place(amount)
        while taken and taken[0][0] <= place:
            heappush(free, taken.popleft()[1])
        lane = heappop(free) if free else len(taken)
        taken.append((place + DOT, lane))
        dots.append(Dot(code, place, lane))
    return Strip(axis.low, axis.high, tuple(dots))
