"""Map classes: breaks (Fisher-Jenks, quantiles, equal intervals) on exact decimals, and the rounded scale they are
named by."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Literal

import jenkspy

from models.geo.area_values import AreaValue, State, known_amounts
from models.money import divide_half_up


def power_of_ten(exponent: int) -> Fraction:
    return Fraction(10) ** exponent


def decimal_of(value: Fraction, places: int) -> Decimal:
    """Rounded once, halves away from zero.

    >>> decimal_of(Fraction(1, 3), 2), decimal_of(Fraction(-5, 2), 0)
    (Decimal('0.33'), Decimal('-3'))
    """
    scaled = value * power_of_ten(places)
    return Decimal(f"{divide_half_up(scaled.numerator, scaled.denominator)}E{-places}")


def by_size(value: Fraction) -> tuple[float, Fraction]:
    """Sorts like the value itself, many times as fast: the quotient rounded to a float decides wherever it can."""
    return value.numerator / value.denominator, value


def whole_decimal(value: Fraction) -> Decimal:
    """A terminating fraction as the decimal that equals it. Raises ValueError for one that never ends."""
    places, rest = 0, value.denominator
    for prime in (2, 5):
        count = 0
        while rest % prime == 0:
            rest //= prime
            count += 1
        places = max(places, count)
    if rest != 1:
        raise ValueError(f"{value} has no end as a decimal")
    return decimal_of(value, places)


def magnitude(value: Fraction) -> int:
    """The exponent of the power of ten at or below a positive value.

    >>> magnitude(Fraction(77, 10)), magnitude(Fraction(1000)), magnitude(Fraction(3, 1000))
    (0, 3, -3)
    """
    if value <= 0:
        raise ValueError("only a positive value has a magnitude")
    exponent = len(str(value.numerator)) - len(str(value.denominator))
    return exponent if power_of_ten(exponent) <= value else exponent - 1


def roundest_between(low: Fraction, high: Fraction, *, high_allowed: bool) -> Fraction:
    """The number with the fewest digits above `low` and below `high` (or equal to it where allowed), nearest the
    middle.

    >>> roundest_between(Fraction(183, 10), Fraction(241, 10), high_allowed=True)
    Fraction(20, 1)
    """
    if low >= high:
        raise ValueError("there is nothing between")
    if low < 0 < high or (low < 0 == high and high_allowed):
        return Fraction(0)
    exponent = magnitude(max(abs(low), abs(high)))
    while True:
        step = power_of_ten(exponent)
        first = low // step + 1
        last = high // step if high_allowed else -(-high // step) - 1
        if first <= last:
            middle = round((low + high) / (2 * step))
            return min(max(middle, first), last) * step
        exponent -= 1


Method = Literal["equal", "quantile", "natural"]
_NICE_STEPS = tuple(Fraction(step) for step in ("1", "1.5", "2", "2.5", "3", "4", "5", "10"))


def bounds(
    method: Method, values: Sequence[Fraction], classes: int, *, from_zero: bool = False
) -> tuple[Fraction, ...]:
    """Ascending bounds, fewer than `classes`; a class begins at its bound, and equal values are in one class.

    `from_zero` is for sizes on both sides of zero: equal widths are counted from 0, and the other methods use no
    bound that is a value, because a class includes its bound on one side of zero only and a rise and a fall of the
    same size must have the same depth. Cached: every change of the selection asks for the same bounds.
    """
    return _bounds(method, tuple(values), classes, from_zero)


@lru_cache(maxsize=64)
def _bounds(method: Method, values: tuple[Fraction, ...], classes: int, from_zero: bool) -> tuple[Fraction, ...]:
    ordered = sorted(values, key=by_size)
    distinct = [value for index, value in enumerate(ordered) if index == 0 or value != ordered[index - 1]]
    count = min(classes, len(distinct))
    if count < 2:
        return ()
    if method == "equal":
        return _equal(ordered, count, from_zero)
    cuts = _quantile_cuts(ordered, count) if method == "quantile" else _natural_cuts(ordered, distinct, count)
    return tuple(roundest_between(distinct[cut - 1], distinct[cut], high_allowed=not from_zero) for cut in cuts)


def _equal(ordered: Sequence[Fraction], count: int, from_zero: bool) -> tuple[Fraction, ...]:
    """Of all numbers of equal classes the smallest that separates as many values as any other, so that a gap makes
    no empty classes."""
    candidates = [_multiples(Fraction(0) if from_zero else ordered[0], ordered[-1], n) for n in range(2, count + 1)]
    return max(candidates, key=lambda bounds: (_classes_held(ordered, bounds), -len(bounds)))


def _multiples(low: Fraction, high: Fraction, count: int) -> tuple[Fraction, ...]:
    rough = (high - low) / count
    power = power_of_ten(magnitude(rough))
    step = next(nice * power for nice in _NICE_STEPS if nice * power >= rough)
    first = low // step + 1
    return tuple(bound for i in range(count - 1) if (bound := (first + i) * step) <= high)


def _classes_held(ordered: Sequence[Fraction], bounds: Sequence[Fraction]) -> int:
    return len({bisect_right(bounds, value) for value in ordered})


def _quantile_cuts(ordered: Sequence[Fraction], count: int) -> list[int]:
    """Indices among the distinct values where a class begins. Where the exact cut falls inside a tie, the nearer
    end of the tie is used, the lower one if both are as near; every class has at least one value."""
    starts = [index for index in range(1, len(ordered)) if ordered[index - 1] != ordered[index]]
    cuts: list[int] = []
    for i in range(1, count):
        free = range(cuts[-1] + 1 if cuts else 0, len(starts) - (count - 1 - i))
        fair = i * len(ordered)
        cuts.append(min(free, key=lambda cut: (abs(starts[cut] * count - fair), cut)))
    return [cut + 1 for cut in cuts]


def _natural_cuts(ordered: Sequence[Fraction], distinct: Sequence[Fraction], count: int) -> list[int]:
    """Fisher-Jenks. The library computes in floats: values go in as their share of the range and come back as
    indices, so that a sum of squares of đồng does not lose digits."""
    low, width = distinct[0], distinct[-1] - distinct[0]
    shares = {value: share.numerator / share.denominator for value in distinct for share in [(value - low) / width]}
    count = min(count, len(set(shares.values())))
    uppers = jenkspy.jenks_breaks([shares[value] for value in ordered], count)[1:-1]
    return [
        index
        for index, (below, above) in enumerate(pairwise(distinct), 1)
        if any(shares[below] <= upper < shares[above] for upper in uppers)
    ]


MOST_CLASSES, MOST_A_SIDE = 5, 3
"""As many as can be told apart: five of one hue, three on each side of zero."""
_TEXT = re.compile(r"(z?)(-?\d{1,30}(?:\.\d{1,30})?(?:_-?\d{1,30}(?:\.\d{1,30})?){0,4})")

ScaleReason = Literal["not_ascending", "too_many", "no_bounds", "zero_is_no_bound", "malformed"]


class ScaleError(ValueError):
    """The bounds do not form a scale."""

    def __init__(self, reason: ScaleReason) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class ValueClass:
    """One class: `low` belongs to it, `high` does not. No low: "Dưới high"; no high: "Từ low trở lên"; neither: all
    values.

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
        """Number of classes below zero on a pinned scale."""
        return self.bounds.index(Decimal(0)) + 1 if self.pinned else 0

    @property
    def above(self) -> int:
        """Number of classes above zero on a pinned scale."""
        return len(self.bounds) + 1 - self.below if self.pinned else 0

    @property
    def classes(self) -> tuple[ValueClass, ...]:
        """In ascending order; one more than bounds, two more when pinned."""
        if not self.bounds:
            return (ValueClass(None, None),)
        edges = [None, *self.bounds, None]
        ascending = [ValueClass(low, high, above_zero=self.pinned and low == 0) for low, high in pairwise(edges)]
        if self.pinned:
            zero = Decimal(0)
            ascending.insert(self.below, ValueClass(zero, zero, is_zero=True))
        return tuple(ascending)

    @property
    def places(self) -> int:
        """How many decimals the bounds need to be written exactly."""
        return max((max(0, -int(bound.as_tuple().exponent)) for bound in self.bounds), default=0)

    def class_of(self, value: Fraction) -> int:
        """Index of the value's class among `classes`; values outside the bounds go to the open ends."""
        index = bisect_right(self._edges, value)
        return index + 1 if self.pinned and value > 0 else index


FEWEST, MOST = 3, 5
AREAS_A_CLASS = 2
"""Six areas make three classes: with fewer than two areas a class, colours only repeat the ranking."""
Origin = Literal["equal", "quantile", "natural", "by_hand", "locked"]
Fewer = Literal["few_areas", "ties", "gaps"]


@dataclass(frozen=True)
class LegendClass:
    """A line of the legend: the class, its index on the scale, and the number of areas in it."""

    place: int
    value_class: ValueClass
    areas: int


@dataclass(frozen=True)
class Classing:
    """`place_of` has the known areas alone; `unclassed` the state of each other area (missing, small, illustrative,
    withheld).

    `fewer` says why a computed scale, not pinned, has fewer classes than asked for: not enough areas, equal values, or
    a gap that equal widths would fill with empty classes; `single` is the value that all known areas share."""

    scale: Scale
    origin: Origin
    place_of: dict[str, int]
    unclassed: dict[str, State]
    single: Fraction | None = None
    fewer: Fewer | None = None

    @property
    def legend(self) -> tuple[LegendClass, ...]:
        """Ascending. A computed scale shows the classes that an area holds, a given one all of them, so that two months
        under one lock have one legend. Nothing known on a computed scale: no line."""
        given = self.origin in ("by_hand", "locked")
        held = list(self.place_of.values())
        lines = (LegendClass(index, one, held.count(index)) for index, one in enumerate(self.scale.classes))
        return tuple(line for line in lines if given or line.areas)


def classify(
    values: Sequence[AreaValue], method: Method, *, asked: int = MOST, pinned: bool = False, fine: bool = False
) -> Classing:
    """Classes computed from the known values. `pinned`: a scale on both sides of zero, of one depth for one size, with
    0 a class of its own; `asked` then counts it. `fine`: an area may be a class by itself, as with facts that do not
    change from month to month. Raises ValueError unless 3 to 5 are asked for."""
    if not FEWEST <= asked <= MOST:
        raise ValueError("a map has 3 to 5 classes")
    amounts = list(known_amounts(values).values())
    if pinned:
        return _placed(values, _pinned_scale(amounts, method, asked), method)
    allowed = min(asked, len(amounts) if fine else _allowed(len(amounts)))
    scale = Scale.of(bounds(method, amounts, allowed))
    return _placed(values, scale, method, _why_fewer(amounts, len(scale.classes), allowed, asked))


def by_hand(
    values: Sequence[AreaValue], given: Sequence[Decimal | Fraction | int], *, pinned: bool = False
) -> Classing:
    """Bounds a person typed, 1 to 4 of them (2 to 5 classes), kept as they are. Raises ScaleError."""
    if not given:
        raise ScaleError("no_bounds")
    if len(given) > MOST - 1:
        raise ScaleError("too_many")
    return _placed(values, Scale.of(given, pinned=pinned), "by_hand")


def between(low: Fraction, high: Fraction, asked: int = MOST) -> Scale:
    """Round equal steps from 0 on for a figure that moves from `low` to `high`, whatever it is now: with falls, to both
    sides of 0, which is a class of its own. Without bounds where it does not move."""
    if low >= 0:
        return Scale.of(_multiples(Fraction(0), high, asked) if high else ())
    steps = _multiples(Fraction(0), max(-low, high), MOST_A_SIDE if asked == MOST else asked // 2)
    falls, rises = [-step for step in reversed(steps) if low < -step], [step for step in steps if high >= step]
    return Scale.of([*falls, 0, *rises], pinned=True)


def locked(values: Sequence[AreaValue], scale: Scale) -> Classing:
    """The classes of another month or scenario: equal values keep their class, new extremes go to the open ends.
    Raises ScaleError for a scale without bounds."""
    if not scale.bounds:
        raise ScaleError("no_bounds")
    return _placed(values, scale, "locked")


def _allowed(areas: int) -> int:
    """Two areas a class, the odd one rounded up; two areas with different values still get two classes."""
    return max(2, -(-areas // AREAS_A_CLASS))


def _why_fewer(amounts: Sequence[Fraction], classes: int, allowed: int, wanted: int) -> Fewer | None:
    if not amounts or classes >= wanted:
        return None
    if len(set(amounts)) < min(allowed, len(amounts)):
        return "ties"
    return "gaps" if classes < min(allowed, len(amounts)) else "few_areas"


def _pinned_scale(amounts: Sequence[Fraction], method: Method, wanted: int) -> Scale:
    sizes = [abs(amount) for amount in amounts if amount]
    depth = min(wanted // 2, max(1, len(sizes) // AREAS_A_CLASS))
    breaks = bounds(method, sizes, depth, from_zero=True)
    falls = [-bound for bound in reversed(breaks) if any(amount < -bound for amount in amounts)]
    rises = [bound for bound in breaks if any(amount >= bound for amount in amounts)]
    return Scale.of([*falls, 0, *rises], pinned=True)


def _placed(values: Iterable[AreaValue], scale: Scale, origin: Origin, fewer: Fewer | None = None) -> Classing:
    values = list(values)
    amounts = known_amounts(values)
    first = next(iter(amounts.values()), None)
    return Classing(
        scale,
        origin,
        {code: scale.class_of(amount) for code, amount in amounts.items()},
        {value.code: value.state for value in values if value.state != "known"},
        first if all(amount == first for amount in amounts.values()) else None,
        fewer,
    )
