"""A factor's figure from files: the newest one of the province that counts the same, offered to be taken over.

Belongs here: choosing it and making it a value of the factor's lever. Does not: setting the lever (nothing is taken over by
itself) or words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from models.money import divide_half_up
from models.policy.answers.province_figures import recency
from models.policy.areas.support_areas import COUNTED_BY_YEAR
from models.policy.areas.support_lines import Factor


@dataclass(frozen=True)
class Offer:
    """`value` is what the lever takes, a whole number; `exact` the figure as it is kept, with where and when it is from."""

    value: int
    exact: Decimal
    period: str
    quality: str
    source: str

    @property
    def is_rounded(self) -> bool:
        return self.value != self.exact


def offer(factor: Factor, figures: Iterable[Mapping[str, Any]], qualities: Collection[str]) -> Offer | None:
    """From the province's observations (columns indicator, period, value, quality, source) of these qualities; a whole year
    is newer than its months, and a count of a year takes over no months. None where there is none, or the lever cannot be it."""
    mine = [
        row
        for row in figures
        if row["indicator"] == factor.indicator
        and row["quality"] in qualities
        and ("-" not in row["period"] or factor.now.key not in COUNTED_BY_YEAR)
    ]
    if not mine:
        return None
    newest = max(mine, key=lambda row: recency(row["period"]))
    exact = Decimal(newest["value"])
    value = divide_half_up(*exact.as_integer_ratio())
    if not factor.now.minimum <= value <= factor.now.maximum:
        return None
    return Offer(value, exact, newest["period"], newest["quality"], newest["source"])
