"""A scale of classes: its bounds, its classes as data for a legend, and the class of a value.

Belongs here: half-open classes, the class of zero on a scale pinned there, the scale as text. Does not: finding bounds
(breaks.py), the wording of labels and the colours (pages).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Literal

from models.geo.exact import whole_decimal

MOST_CLASSES, MOST_A_SIDE = 5, 3
"""As many as can be told apart: five of one hue, three on each side of zero."""
_TEXT = re.compile(r"(z?)(-?\d{1,30}(?:\.\d{1,30})?(?:_-?\d{1,30}(?:\.\d{1,30})?){0,4})")

ScaleReason = Literal["not_ascending", "too_many", "no_bounds", "zero_is_no_bound", "malformed"]


class ScaleError(ValueError):
    """The bounds make no scale."""

    def __init__(self, reason: ScaleReason) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class ValueClass:
    """One class: `low` belongs to it, `high` does not. No low: "Dưới high"; no high: "Từ low trở lên"; neither: all values.

    `is_zero`: exactly 0, a class of its own. `above_zero`: begins above 0 and without it ("Trên 0 đến dưới high").
    """

    low: Decimal | None
    high: Decimal | None
    is_zero: bool = False
    above_zero: bool = False


@dataclass(frozen=True)
class Scale:
    """`pinned` = 0 is one of the bounds and the value 0 is a class of its own between the falls and the rises."""

    bounds: tuple[Decimal, ...]
    pinned: bool = False

    def __post_init__(self) -> None:
        if any(low >= high for low, high in pairwise(self.bounds)):
            raise ScaleError("not_ascending")
        if self.pinned and 0 not in self.bounds:
            raise ScaleError("zero_is_no_bound")
        most = MOST_A_SIDE if self.pinned else MOST_CLASSES
        counts = (self.below, self.above) if self.pinned else (len(self.bounds) + 1,)
        if max(counts) > most:
            raise ScaleError("too_many")

    @classmethod
    def of(cls, bounds: Sequence[Fraction | Decimal | int], *, pinned: bool = False) -> Scale:
        """From exact bounds; a fraction must end as a decimal."""
        return cls(tuple(whole_decimal(Fraction(bound)) for bound in bounds), pinned)

    @classmethod
    def parse(cls, text: str) -> Scale:
        """Read what `text` wrote. Raises ScaleError."""
        match = _TEXT.fullmatch(text)
        if match is None:
            raise ScaleError("malformed")
        scale = cls.of([Decimal(bound) for bound in match[2].split("_")], pinned=bool(match[1]))
        if scale.text != text:
            raise ScaleError("malformed")
        return scale

    @property
    def text(self) -> str:
        """For a link or a saved view: "10_20", "z-50_0_50" when pinned at zero; empty when there is nothing to lock."""
        if not self.bounds:
            return ""
        return ("z" if self.pinned else "") + "_".join(f"{bound:f}" for bound in self.bounds)

    @cached_property
    def _edges(self) -> list[Fraction]:
        return [Fraction(bound) for bound in self.bounds]

    @property
    def below(self) -> int:
        """How many classes lie below zero on a pinned scale."""
        return self.bounds.index(Decimal(0)) + 1 if self.pinned else 0

    @property
    def above(self) -> int:
        """How many lie above it."""
        return len(self.bounds) + 1 - self.below if self.pinned else 0

    @property
    def classes(self) -> tuple[ValueClass, ...]:
        """In ascending order; one more than bounds, two more when pinned."""
        if not self.bounds:
            return (ValueClass(None, None),)
        edges = [None, *self.bounds, None]
        found = [ValueClass(low, high, above_zero=self.pinned and low == 0) for low, high in pairwise(edges)]
        if self.pinned:
            zero = Decimal(0)
            found.insert(self.below, ValueClass(zero, zero, is_zero=True))
        return tuple(found)

    @property
    def places(self) -> int:
        """How many decimals the bounds need to be written exactly."""
        return max((max(0, -int(bound.as_tuple().exponent)) for bound in self.bounds), default=0)

    def class_of(self, value: Fraction) -> int:
        """The place of the value's class among `classes`; what lies outside the bounds falls into the open ends."""
        place = bisect_right(self._edges, value)
        return place + 1 if self.pinned and value > 0 else place
