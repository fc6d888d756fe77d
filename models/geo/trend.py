"""One figure over months: the lines of chosen areas beside the province and the peers.

Belongs here: what a line is made of, where it breaks, when there is none. Does not: the change on the year before
(distance.py), drawing (pages).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from models.geo.area_value import AreaValue, known_amounts
from models.geo.references import Reference, measured_by
from models.periods import Month


@dataclass(frozen=True)
class Period:
    """All areas in one month. `area_ids` tell units of one code apart whose borders differ: a line breaks there."""

    month: Month
    values: Sequence[AreaValue]
    province: Reference
    peers: Reference | None = None
    area_ids: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class TrendPoint:
    """`stretch` numbers the unbroken parts of a line: it breaks at a month without a known value and where borders changed."""

    month: Month
    value: Fraction
    stretch: int = 0


@dataclass(frozen=True)
class Trend:
    """`areas` by code, only those with a known value; `province` and `peers` are empty without an average."""

    months: tuple[Month, ...]
    areas: Mapping[str, tuple[TrendPoint, ...]]
    province: tuple[TrendPoint, ...]
    peers: tuple[TrendPoint, ...]


@dataclass(frozen=True)
class NoTrend:
    """`not_known`: none of the areas named has a known value in two months. Where nothing is chosen the months may not have been
    read at all."""

    reason: Literal["no_period", "one_period", "nothing_chosen", "not_known"]
    months: tuple[Month, ...] = ()


def in_order(periods: Iterable[Period]) -> tuple[Period, ...]:
    """By month. Raises ValueError for a month given twice."""
    ordered = tuple(sorted(periods, key=lambda period: period.month))
    if len({period.month for period in ordered}) < len(ordered):
        raise ValueError("a month stands twice")
    return ordered


def trend(periods: Sequence[Period], codes: Sequence[str]) -> Trend | NoTrend:
    """Of the areas named, in their order, over periods `in_order`."""
    months = tuple(period.month for period in periods)
    if len(months) == 1:
        return NoTrend("one_period", months)
    if not codes:
        return NoTrend("nothing_chosen", months)
    if not months:
        return NoTrend("no_period")
    amounts = [known_amounts(period.values) for period in periods]
    lines = {
        code: _line(
            (period.month, known.get(code), period.area_ids.get(code))
            for period, known in zip(periods, amounts, strict=True)
        )
        for code in codes
    }
    if max(map(len, lines.values())) < 2:
        return NoTrend("not_known", months)
    return Trend(
        months,
        {code: line for code, line in lines.items() if line},
        _line((period.month, measured_by(period.province), None) for period in periods),
        _line((period.month, measured_by(period.peers), None) for period in periods),
    )


def _line(points: Iterable[tuple[Month, Fraction | None, int | None]]) -> tuple[TrendPoint, ...]:
    found: list[TrendPoint] = []
    stretch, unbroken, unit = 0, True, None
    for month, value, own in points:
        if value is not None:
            if found and not (unbroken and own == unit):
                stretch += 1
            found.append(TrendPoint(month, value, stretch))
            unit = own
        unbroken = value is not None
    return tuple(found)
