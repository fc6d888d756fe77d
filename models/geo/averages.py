"""The average of several areas: all their counts over all their denominators, never a mean of rates.

Belongs here: the province's and a peer group's average, and why there is none. Does not: who the peers are (peers.py).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from models.geo.rates import RateTable

FEWEST_KNOWN = 2


@dataclass(frozen=True)
class Average:
    """`known` of `members` areas are in it: fewer than all is said beside it."""

    value: Fraction
    numerator: Fraction
    denominator: int
    known: int
    members: int


@dataclass(frozen=True)
class NoAverage:
    """`unknown_member`: an area that the table does not have; otherwise too few members have a rate."""

    reason: Literal["too_few_known", "no_members", "unknown_member"]
    known: int
    members: int


def average(table: RateTable, members: Collection[str] | None = None) -> Average | NoAverage:
    """Of the named areas, or of all areas of the table. At least two must have a rate: the average of one is that one."""
    rows = {row.value.code: row for row in table.rows}
    chosen = set(rows) if members is None else set(members)
    if not chosen:
        return NoAverage("no_members", 0, 0)
    parts = [
        (row.numerator.known, row.denominator)
        for code, row in rows.items()
        if code in chosen and row.value.state == "known"
    ]
    if not chosen <= set(rows):
        return NoAverage("unknown_member", len(parts), len(chosen))
    if len(parts) < FEWEST_KNOWN:
        return NoAverage("too_few_known", len(parts), len(chosen))
    numerator = sum((count for count, _size in parts if count is not None), Fraction(0))
    denominator = sum(size for _count, size in parts if size is not None)
    return Average(numerator * table.per / denominator, numerator, denominator, len(parts), len(chosen))
