"""The figure of one area with its state (known, missing, small, withheld), and what may never be shown by area."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from models.policy.areas.children import PROVINCE_ONLY as PROVINCE_ONLY_INDICATORS
from models.policy.engine.baseline import SMALL_CELL

HIV_GROUPS = frozenset({"hiv_child_u4", "hiv_child_4_16", "hiv_adult_poor"})
TINY_GROUPS = frozenset({"orphan_u4", "elderly_foster"})
CARERS_OF_TINY_GROUPS = frozenset({"foster_child_u4", "foster_elder"})
"""One carer is paid for one person cared for: their number is the number of the tiny group."""
PROVINCE_ONLY_GROUPS = HIV_GROUPS | TINY_GROUPS | CARERS_OF_TINY_GROUPS


def shown_by_area(subject: str) -> bool:
    """Whether figures of the benefit group, indicator or lever may stand beside an area smaller than the province.

    `subject` is a code of a catalogue: "hiv_adult_poor", "children.special_hiv", "protection.people.hiv_adult_poor".
    """
    return subject not in PROVINCE_ONLY_INDICATORS and subject.rpartition(".")[2] not in PROVINCE_ONLY_GROUPS


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

    `heads` are the persons (or households) behind the amount: money of two persons tells as much as their number.
    `subject` is the code of what is counted; empty = a whole programme. No amount is missing; 0 is known.

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
    amounts: dict[str, Fraction] = {}
    seen: set[str] = set()
    for value in values:
        if value.code in seen:
            raise ValueError(f"area {value.code} stands twice")
        seen.add(value.code)
        if value.known is not None:
            amounts[value.code] = value.known
    return amounts


def count_of(values: Iterable[AreaValue], state: State) -> int:
    """How many areas are in the state, for "1/6 đơn vị chưa báo cáo"."""
    return sum(value.state == state for value in values)


def also_hidden(heads: Mapping[str, int | None]) -> frozenset[str]:
    """Codes hidden besides the small ones; `heads` are the persons or households behind each area's figure, None = not
    sent.

    >>> sorted(also_hidden({"347": 3, "349": 40, "350": 9, "351": 0}))
    ['350']
    """
    small = [count for count in heads.values() if count is not None and 0 < count < SMALL_CELL]
    if not small or None in heads.values():
        return frozenset()
    if len(small) > 1 and len(small) < sum(small) < (SMALL_CELL - 1) * len(small):
        return frozenset()
    others = [(count, code) for code, count in heads.items() if count is not None and count >= SMALL_CELL]
    return frozenset([min(others)[1]]) if others else frozenset()
