"""The order of areas by value.

Belongs here: ranks with ties as in a contest (1, 2, 2, 4) and the order of a list. Does not: drawing bars (pages).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from operator import itemgetter
from typing import Literal

from models.geo.area_value import AreaValue, known_amounts
from models.geo.exact import by_size

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
    found: list[Ranked] = []
    for amount, tied in groupby(ordered, key=itemgetter(1)):
        codes = [code for code, _amount in tied]
        rank = len(found) + 1
        found += [Ranked(code, amount, rank, len(ordered), len(codes) > 1) for code in codes]
    return tuple(found)
