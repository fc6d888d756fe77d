"""Targets of the country by indicator and year, and how a figure stands to one; drawn beside the province's own, never
mixed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from models.tables.parameters import UNVERIFIED_EVIDENCE
from models.wording.words import N_

Direction = Literal["at_least", "at_most", "below"]
DIRECTION_WORDS: dict[Direction, str] = {
    "at_least": N_("từ {value} trở lên"),
    "at_most": N_("không quá {value}"),
    "below": N_("dưới {value}"),
}
Owner = Literal["province", "country"]
OWNER_WORDS: dict[Owner, str] = {"province": N_("Chỉ tiêu của tỉnh"), "country": N_("Mục tiêu quốc gia")}


@dataclass(frozen=True)
class NationalTarget:
    """Of the whole country, due at the end of `year`, in the unit of its indicator."""

    indicator: str
    year: int
    value: Decimal
    direction: Direction
    document: str
    evidence: str

    @property
    def is_verified(self) -> bool:
        return self.evidence not in UNVERIFIED_EVIDENCE


@dataclass(frozen=True)
class TargetLine:
    """One line of a chart or row of a table. `direction` None: the province's plan does not say which way it is
    meant."""

    owner: Owner
    year: int
    value: Decimal
    direction: Direction | None
    document: str
    is_verified: bool


def target_lines(
    indicator: str, national: Iterable[NationalTarget], own: Iterable[tuple[int, Decimal, str]] = ()
) -> tuple[TargetLine, ...]:
    """Of one indicator: the province's own (year, value, source) first, then the country's, each by year; a year may
    have both, and neither replaces the other."""
    provincial = [TargetLine("province", year, value, None, source, True) for year, value, source in own]
    country = [
        TargetLine("country", each.year, each.value, each.direction, each.document, each.is_verified)
        for each in national
        if each.indicator == indicator
    ]
    return (*sorted(provincial, key=lambda line: line.year), *sorted(country, key=lambda line: line.year))


def goal_of(lines: Iterable[TargetLine], from_year: int) -> TargetLine | None:
    """What a figure is measured against: the province's next target from a year on, else the country's; None =
    neither."""
    ahead = [line for line in lines if line.year >= from_year]
    return min(ahead, key=lambda line: (line.owner != "province", line.year), default=None)
