"""Starting assumptions: what a lever nobody has set is taken to be on a day of the clock."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

import polars as pl

from models.policy.levers.levers import Lever, LeverValue, LeverValueError
from models.tables.parameters import UNVERIFIED_EVIDENCE
from models.wording.words import N_

BASIS_WORDS = {
    "reported": N_("số của báo cáo"),
    "statutory": N_("theo văn bản"),
    "derived": N_("suy ra"),
    "national_average": N_("bình quân cả nước"),
    "example": N_("ví dụ"),
}


@dataclass(frozen=True)
class Assumption:
    """One row: `value` as a link writes it, `low` and `high` its ends (None where it has none). It holds on days from
    `known_from` to `known_until`, and only where one of the levers in `when_given`, if there are any, is given."""

    lever: str
    value: str
    low: int | None
    high: int | None
    unit: str
    basis: str
    formula: str
    source: str
    evidence: str
    known_from: date
    known_until: date | None
    when_given: tuple[str, ...]
    note: str

    @property
    def row(self) -> str:
        """What names the row in files and saved scenarios."""
        beside = f" ({' '.join(self.when_given)})" if self.when_given else ""
        return f"{self.lever} {self.known_from.isoformat()}{beside}"

    @property
    def is_verified(self) -> bool:
        return self.evidence not in UNVERIFIED_EVIDENCE

    def holds_on(self, day: date) -> bool:
        return self.known_from <= day and (self.known_until is None or day <= self.known_until)

    def taken_by(self, lever: Lever) -> LeverValue | None:
        """The value as the lever takes it; None where it does not."""
        try:
            return lever.parse(self.value)
        except LeverValueError:
            return None


def from_frame(frame: pl.DataFrame) -> tuple[Assumption, ...]:
    """From a frame of schema ASSUMPTIONS."""
    return tuple(
        Assumption(**{**row, "when_given": tuple(row["when_given"].split())}) for row in frame.iter_rows(named=True)
    )


def assumption_of(key: str, day: date, given: Collection[str], assumptions: Iterable[Assumption]) -> Assumption | None:
    """The row of a lever that holds on a day: one that holds beside levers that are given before one that always
    holds, then the newest."""
    rows = [
        row
        for row in assumptions
        if row.lever == key
        and row.holds_on(day)
        and (not row.when_given or any(other in given for other in row.when_given))
    ]
    return max(rows, key=lambda row: (bool(row.when_given), row.known_from), default=None)
