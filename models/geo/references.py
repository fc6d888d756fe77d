"""What an area is measured by: an average of rates, a mean of counts and money, or why there is neither.

Belongs here: the mean, and the three together as one type. Does not: the average of rates (averages.py), distances (distance.py).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction

from models.geo.area_value import AreaValue, known_amounts
from models.geo.averages import FEWEST_KNOWN, Average, NoAverage


@dataclass(frozen=True)
class AreaMean:
    """Of counts and money, which have no denominator: what is known over the number of areas that it is known of."""

    value: Fraction
    known: int
    members: int


Reference = Average | AreaMean | NoAverage


def area_mean(values: Sequence[AreaValue], members: Collection[str] | None = None) -> AreaMean | NoAverage:
    """Of the named areas, or of all. Like `averages.average`, of at least two known values."""
    amounts = known_amounts(values)
    there = {value.code for value in values}
    chosen = there if members is None else set(members)
    if not chosen:
        return NoAverage("no_members", 0, 0)
    known = [amount for code, amount in amounts.items() if code in chosen]
    if not chosen <= there:
        return NoAverage("unknown_member", len(known), len(chosen))
    if len(known) < FEWEST_KNOWN:
        return NoAverage("too_few_known", len(known), len(chosen))
    return AreaMean(sum(known, Fraction(0)) / len(known), len(known), len(chosen))


def measured_by(reference: Reference | None) -> Fraction | None:
    """The value to measure by, if there is one."""
    return reference.value if isinstance(reference, Average | AreaMean) else None
