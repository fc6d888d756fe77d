"""Law in time: dated parameters and which of them is known, applies and is paid in a month."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import polars as pl

from models.periods import Month
from models.tables.parameters import UNVERIFIED_EVIDENCE


class UnknownParameterError(LookupError):
    """The parameter has no row that was known, or that applied, at the time requested."""


@dataclass(frozen=True)
class DatedValue:
    """One row of law: a value with the dates of its document."""

    value: int
    applies_from: date
    document: str
    evidence: str
    issued_on: date | None = None
    in_force_from: date | None = None
    first_paid: date | None = None
    verified_by: str | None = None

    @property
    def known_on(self) -> date:
        """The day the rule became known: its issue date or, where that is unknown, the day it is binding."""
        return self.issued_on or self.in_force_from or self.applies_from

    @cached_property
    def applies_month(self) -> Month:
        return Month.of(self.applies_from)

    @cached_property
    def paid_month(self) -> Month:
        """The first month whose list is paid at the value; the months before it are back-pay in it."""
        return Month.of(self.first_paid or self.applies_from)

    @property
    def is_verified(self) -> bool:
        return self.verified_by is not None or self.evidence not in UNVERIFIED_EVIDENCE


@dataclass(frozen=True)
class Law:
    """All parameters, each a series ordered by `applies_from`."""

    series: tuple[tuple[str, tuple[DatedValue, ...]], ...]

    @classmethod
    def of(cls, rows: Iterable[tuple[str, DatedValue]]) -> Law:
        gathered: dict[str, list[DatedValue]] = {}
        for name, row in rows:
            gathered.setdefault(name, []).append(row)
        return cls(
            tuple((name, tuple(sorted(gathered[name], key=lambda row: row.applies_from))) for name in sorted(gathered))
        )

    @classmethod
    def from_frame(cls, frame: pl.DataFrame) -> Law:
        """From a frame of schema models.frames.PARAMETERS."""
        return cls.of(
            (
                row["name"],
                DatedValue(
                    row["value"],
                    row["applies_from"],
                    row["document"],
                    row["evidence"],
                    row["issued_on"],
                    row["in_force_from"],
                    row["first_paid"],
                    row["verified_by"],
                ),
            )
            for row in frame.iter_rows(named=True)
        )

    def rows(self, name: str) -> tuple[DatedValue, ...]:
        """The series of a parameter; UnknownParameterError when there is none."""
        for known, rows in self.series:
            if known == name:
                return rows
        raise UnknownParameterError(name)

    def has(self, name: str) -> bool:
        """Whether the parameter has any row."""
        return any(known == name for known, _rows in self.series)

    def known_on(self, as_of: date) -> Law:
        """The law as it was known on a day (Quy định tính đến ngày); the same object for the same day."""
        if as_of not in self._known_on:
            self._known_on[as_of] = self._cut(as_of)
        return self._known_on[as_of]

    @cached_property
    def _known_on(self) -> dict[date, Law]:
        return {}

    @cached_property
    def derived(self) -> dict[Hashable, Any]:
        """Cache for values computed from this law alone; read at every change of a lever."""
        return {}

    def _cut(self, as_of: date) -> Law:
        kept = ((name, tuple(row for row in rows if row.known_on <= as_of)) for name, rows in self.series)
        return Law(tuple((name, rows) for name, rows in kept if rows))

    def applying_in(self, name: str, month: Month) -> DatedValue:
        """The row that applies to entitlement in `month` (theo tháng hưởng)."""
        return self.visible(name, month, None)

    def visible(self, name: str, month: Month, paid_by: Month | None) -> DatedValue:
        """The row for entitlement in `month` as known to the lists up to `paid_by` (None = all lists)."""
        for row in reversed(self.rows(name)):
            if row.applies_month <= month and (paid_by is None or row.paid_month <= paid_by):
                return row
        raise UnknownParameterError(f"{name} in {month}")
