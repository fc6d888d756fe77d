"""National targets by indicator and year, and the target a figure is compared with; drawn beside the province's
own."""

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
    """A target of the whole country, due at the end of `year`, in the unit of its indicator."""

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
    """Targets of one indicator: the province's own (year, value, source) first, then the country's, each by year. A
    year may have both."""
    provincial = [TargetLine("province", year, value, None, source, True) for year, value, source in own]
    country = [
        TargetLine("country", each.year, each.value, each.direction, each.document, each.is_verified)
        for each in national
        if each.indicator == indicator
    ]
    return (*sorted(provincial, key=lambda line: line.year), *sorted(country, key=lambda line: line.year))


def goal_of(lines: Iterable[TargetLine], from_year: int) -> TargetLine | None:
    """The target a figure is compared with: the province's next one from a year on, else the country's; None
    without either."""
    ahead = [line for line in lines if line.year >= from_year]
    return min(ahead, key=lambda line: (line.owner != "province", line.year), default=None)
