"""Which class each area of a map falls into, and why there are fewer classes than asked for.

Belongs here: the number of classes, scales pinned at zero, scales given by hand or locked over months and scenarios. Does
not: where bounds lie (breaks.py), which values may be shown (area_value.py), wording and colours (pages).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from models.geo.area_value import AreaValue, State, known_amounts
from models.geo.breaks import Method, bounds
from models.geo.scale import Scale, ScaleError, ValueClass

FEWEST, MOST = 3, 5
AREAS_A_CLASS = 2
"""Six areas make three classes: with fewer than two areas a class, colours only repeat the ranking."""
Origin = Literal["equal", "quantile", "natural", "by_hand", "locked"]
Fewer = Literal["few_areas", "ties", "gaps"]


@dataclass(frozen=True)
class LegendClass:
    """A line of the legend: the class, its place on the scale, how many areas hold it."""

    place: int
    value_class: ValueClass
    areas: int


@dataclass(frozen=True)
class Classing:
    """`place_of` has the known areas alone; `unclassed` the state of each other area (missing, small, illustrative, withheld).

    `fewer` says why a computed scale, not pinned, has fewer classes than asked for: not enough areas, equal values, or a
    gap that equal widths would fill with empty classes; `single` is the value that all known areas share.
    """

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
        lines = (LegendClass(place, one, held.count(place)) for place, one in enumerate(self.scale.classes))
        return tuple(line for line in lines if given or line.areas)


def classify(values: Sequence[AreaValue], method: Method, *, asked: int = MOST, pinned: bool = False) -> Classing:
    """Classes computed from the known values. `pinned`: a scale on both sides of zero, of one depth for one size, with 0 a
    class of its own; `asked` then counts it. Raises ValueError unless 3 to 5 are asked for."""
    if not FEWEST <= asked <= MOST:
        raise ValueError("a map has 3 to 5 classes")
    amounts = list(known_amounts(values).values())
    if pinned:
        return _placed(values, _pinned_scale(amounts, method, asked), method)
    allowed = min(asked, _allowed(len(amounts)))
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


def locked(values: Sequence[AreaValue], scale: Scale) -> Classing:
    """The classes of another month or scenario: equal values keep their class, new extremes fall into the open ends.
    Raises ScaleError for a scale without bounds, which has nothing to hold."""
    if not scale.bounds:
        raise ScaleError("no_bounds")
    return _placed(values, scale, "locked")


def _allowed(areas: int) -> int:
    """Two areas a class, the odd one rounded up; two areas that differ are still told apart."""
    return max(2, -(-areas // AREAS_A_CLASS))


def _why_fewer(amounts: Sequence[Fraction], classes: int, allowed: int, asked: int) -> Fewer | None:
    if not amounts or classes >= asked:
        return None
    if len(set(amounts)) < min(allowed, len(amounts)):
        return "ties"
    return "gaps" if classes < min(allowed, len(amounts)) else "few_areas"


def _pinned_scale(amounts: Sequence[Fraction], method: Method, asked: int) -> Scale:
    sizes = [abs(amount) for amount in amounts if amount]
    depth = min(asked // 2, max(1, len(sizes) // AREAS_A_CLASS))
    found = bounds(method, sizes, depth, from_zero=True)
    falls = [-bound for bound in reversed(found) if any(amount < -bound for amount in amounts)]
    rises = [bound for bound in found if any(amount >= bound for amount in amounts)]
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
