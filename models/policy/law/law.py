"""Law as dated rows: parameters as known on a day, and amounts published by decree."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from models.money import divide_half_up
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


THOUSAND = 1_000
Kind = str
"""How an amount came about: "published", "chained" (±1.000 đ) or "scaled" (estimate)."""


@dataclass(frozen=True, eq=False)
class PublishedAmounts:
    """`tables` are (norm, amount by group) of each decree, lowest norm first; `groups` the order of the vectors."""

    groups: tuple[str, ...]
    tables: tuple[tuple[int, tuple[int, ...]], ...]

    @classmethod
    def of(cls, amounts: pl.DataFrame, scheme: str, norm: str, law: Law, groups: Sequence[str]) -> PublishedAmounts:
        """From published rows (scheme, group, applies_from, amount_vnd) and the norms of the same dates."""
        norms: dict[date, int] = {row.applies_from: row.value for row in law.rows(norm)}
        listed: dict[int, dict[str, int]] = {}
        for group, applies, amount in (
            amounts.filter(pl.col("scheme") == scheme).select("group", "applies_from", "amount_vnd").iter_rows()
        ):
            if applies in norms:
                listed.setdefault(norms[applies], {})[group] = amount
        whole = {value: row for value, row in listed.items() if set(groups) <= set(row)}
        if not whole:
            raise LookupError(f"no published table of {scheme}")
        return cls(tuple(groups), tuple((n, tuple(whole[n][g] for g in groups)) for n in sorted(whole)))

    def kind(self, norm: int) -> Kind:
        """Whether a norm's amounts are published, chained or scaled."""
        if any(norm == known for known, _ in self.tables):
            return "published"
        return "scaled" if norm < self.tables[0][0] else "chained"

    def fraction(self, norm: int) -> tuple[npt.NDArray[np.int64], int]:
        """Monthly amounts of all groups in đồng as numerators over one denominator."""
        if norm in self._known:
            return self._known[norm]
        lowest, first = self.tables[0]
        if norm < lowest:
            amounts = (np.array(first, dtype=np.int64) * norm, lowest)
        else:
            known, table = next((n, t) for n, t in reversed(self.tables) if n <= norm)
            if known == norm:
                amounts = (np.array(table, dtype=np.int64), 1)
            else:
                rise = divide_half_up(THOUSAND * norm, known)
                chained = [max(a, THOUSAND * divide_half_up(a * rise, THOUSAND * THOUSAND)) for a in table]
                amounts = (np.array(chained, dtype=np.int64), 1)
        self._known[norm] = amounts
        return amounts

    def amounts(self, norm: int) -> dict[str, int]:
        """Monthly amount of a person by group, in đồng, half up."""
        numerators, denominator = self.fraction(norm)
        return {
            group: divide_half_up(int(n), denominator)
            for group, n in zip(self.groups, numerators.tolist(), strict=True)
        }

    @cached_property
    def _known(self) -> dict[int, tuple[npt.NDArray[np.int64], int]]:
        return {}
