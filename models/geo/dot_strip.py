"""Where dots stand on a strip: one dot an area along one axis, touching ones side by side.

Belongs here: places on the axis and lanes across it. Does not: colours, letters, drawing (pages).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from heapq import heappop, heappush

from models.geo.area_value import AreaValue, known_amounts
from models.geo.exact import by_size

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
    """Dots of the known areas in ascending order, tied ones by code; the axis runs over them and the `marks` (averages).
    None when no value is known."""
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
