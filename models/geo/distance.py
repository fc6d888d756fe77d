"""How far a value lies from another: the province's, a peer group's, or the area's own a year before.

Belongs here: difference and percent, when a year can be compared with the one before. Does not: signs and words (pages).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from models.geo.area_value import AreaValue
from models.geo.rates import DenominatorKind, Per


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
    """An area's value in a year and what it rests on. `area_id` tells units of one code apart whose borders differ.

    A count has no denominator: `kind`, `per` and `denominator_source` stay empty."""

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
    """On the year before. Only the same unit within the same borders over denominators of one kind and source is compared:
    another source counts other people, and the difference would be news about the source."""
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
