"""What an area has to show: a value and how it stands with it.

Belongs here: the five states and the gate every figure by area passes before it is drawn, classed, ranked or written to a
file. Does not: words and colours (pages), rates (rates.py), which groups are never shown (disclosure.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from models.geo.disclosure import shown_by_area
from models.policy.engine.baseline import SMALL_CELL

State = Literal["known", "missing", "small", "illustrative", "withheld"]


@dataclass(frozen=True)
class AreaValue:
    """`amount` is there for known and illustrative values alone: what is not shown is not carried along either."""

    code: str
    state: State
    amount: Fraction | None = None

    def __post_init__(self) -> None:
        if (self.amount is not None) != (self.state in ("known", "illustrative")):
            raise ValueError(f"a {self.state} value and its amount contradict each other")

    @property
    def known(self) -> Fraction | None:
        """The amount where it may be classed, ranked and divided; None for everything else, illustrative too."""
        return self.amount if self.state == "known" else None


def area_value(
    code: str,
    amount: int | Fraction | None,
    *,
    heads: int | None = None,
    subject: str = "",
    illustrative: bool = False,
) -> AreaValue:
    """The value as it may leave the models.

    `heads` are the persons (or households) behind the amount: money of two persons tells as much as their number. `subject`
    is the code of what is counted; empty = a whole programme. No amount is missing; 0 is known.

    >>> area_value("347", 3, heads=3).state, area_value("347", 0, heads=0).state, area_value("347", None).state
    ('small', 'known', 'missing')
    """
    if subject and not shown_by_area(subject):
        return AreaValue(code, "withheld")
    if amount is None:
        return AreaValue(code, "missing")
    if heads is not None and 0 < heads < SMALL_CELL:
        return AreaValue(code, "small")
    return AreaValue(code, "illustrative" if illustrative else "known", Fraction(amount))


def known_amounts(values: Iterable[AreaValue]) -> dict[str, Fraction]:
    """Known amounts by area, in the given order. Raises ValueError for an area given twice."""
    found: dict[str, Fraction] = {}
    seen: set[str] = set()
    for value in values:
        if value.code in seen:
            raise ValueError(f"area {value.code} stands twice")
        seen.add(value.code)
        if value.known is not None:
            found[value.code] = value.known
    return found


def count_of(values: Iterable[AreaValue], state: State) -> int:
    """How many areas are in the state, for "1/6 đơn vị chưa báo cáo"."""
    return sum(value.state == state for value in values)
