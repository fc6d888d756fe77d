"""Where the classes of a map begin: bounds between classes by the named methods.

Belongs here: the methods, each over exact values, bounds as round as their gap allows. Does not: how many classes there are
(classing.py), which class a value falls into (scale.py), labels and colours (pages).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import Literal

import jenkspy

from models.geo.exact import by_size, magnitude, power_of_ten, roundest_between

Method = Literal["equal", "quantile", "natural"]
METHODS: tuple[Method, ...] = ("equal", "quantile", "natural")
_NICE_STEPS = tuple(Fraction(step) for step in ("1", "1.5", "2", "2.5", "3", "4", "5", "10"))


def bounds(
    method: Method, values: Sequence[Fraction], classes: int, *, from_zero: bool = False
) -> tuple[Fraction, ...]:
    """Ascending bounds, fewer than `classes`; a class begins at its bound. Equal values never fall apart.

    `from_zero` is for sizes on both sides of zero: equal widths are counted from 0; the other methods take no bound that is
    a value, since a class holds its bound on one side of zero only and a rise and a fall of one size shall be of one depth.
    Kept: a move of the selection asks again for the same bounds."""
    return _bounds(method, tuple(values), classes, from_zero)


@lru_cache(maxsize=64)
def _bounds(method: Method, values: tuple[Fraction, ...], classes: int, from_zero: bool) -> tuple[Fraction, ...]:
    ordered = sorted(values, key=by_size)
    distinct = [value for place, value in enumerate(ordered) if place == 0 or value != ordered[place - 1]]
    count = min(classes, len(distinct))
    if count < 2:
        return ()
    if method == "equal":
        return _equal(ordered, count, from_zero)
    cuts = _quantile_cuts(ordered, count) if method == "quantile" else _natural_cuts(ordered, distinct, count)
    return tuple(roundest_between(distinct[cut - 1], distinct[cut], high_allowed=not from_zero) for cut in cuts)


def _equal(ordered: Sequence[Fraction], count: int, from_zero: bool) -> tuple[Fraction, ...]:
    """Of all counts of equal classes the smallest that tells as many values apart as any: a gap makes no empty classes."""
    found = [_multiples(Fraction(0) if from_zero else ordered[0], ordered[-1], n) for n in range(2, count + 1)]
    return max(found, key=lambda bounds: (_classes_held(ordered, bounds), -len(bounds)))


def _multiples(low: Fraction, high: Fraction, count: int) -> tuple[Fraction, ...]:
    rough = (high - low) / count
    power = power_of_ten(magnitude(rough))
    step = next(nice * power for nice in _NICE_STEPS if nice * power >= rough)
    first = low // step + 1
    return tuple(bound for i in range(count - 1) if (bound := (first + i) * step) <= high)


def _classes_held(ordered: Sequence[Fraction], bounds: Sequence[Fraction]) -> int:
    return len({bisect_right(bounds, value) for value in ordered})


def _quantile_cuts(ordered: Sequence[Fraction], count: int) -> list[int]:
    """Places among the distinct values where a class begins. The fair place falls inside a tie more often than not: the
    nearer end of the tie is taken, the lower one when both are as near, and every class keeps a value of its own."""
    starts = [place for place in range(1, len(ordered)) if ordered[place - 1] != ordered[place]]
    cuts: list[int] = []
    for i in range(1, count):
        free = range(cuts[-1] + 1 if cuts else 0, len(starts) - (count - 1 - i))
        fair = i * len(ordered)
        cuts.append(min(free, key=lambda cut: (abs(starts[cut] * count - fair), cut)))
    return [cut + 1 for cut in cuts]


def _natural_cuts(ordered: Sequence[Fraction], distinct: Sequence[Fraction], count: int) -> list[int]:
    """Fisher-Jenks. The library counts in floats: values go in as their share of the range and come back as places, so
    that a sum of squares of đồng never runs out of digits."""
    low, width = distinct[0], distinct[-1] - distinct[0]
    shares = {value: share.numerator / share.denominator for value in distinct for share in [(value - low) / width]}
    count = min(count, len(set(shares.values())))
    uppers = jenkspy.jenks_breaks([shares[value] for value in ordered], count)[1:-1]
    return [
        place
        for place, (below, above) in enumerate(pairwise(distinct), 1)
        if any(shares[below] <= upper < shares[above] for upper in uppers)
    ]
