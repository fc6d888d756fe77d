"""Law as dated rows: parameters as known on a day, and amounts published by decree."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from math import gcd
from operator import itemgetter
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
    """One row of law: a value with the dates of its document. `ends_on` is the last day of a value that nothing takes
    the place of."""

    value: int
    applies_from: date
    document: str
    evidence: str
    issued_on: date | None = None
    in_force_from: date | None = None
    first_paid: date | None = None
    verified_by: str | None = None
    ends_on: date | None = None

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

    @cached_property
    def last_month(self) -> Month | None:
        """The last month the value applies to, where it ends."""
        return None if self.ends_on is None else Month.of(self.ends_on)

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
        return cls(tuple((name, _in_order(gathered[name])) for name in sorted(gathered)))

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
                    row["in_force_until"],
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
                if row.last_month is not None and row.last_month < month:
                    break
                return row
        raise UnknownParameterError(f"{name} in {month}")


def _in_order(rows: Iterable[DatedValue]) -> tuple[DatedValue, ...]:
    """Oldest first. Only the newest can end: before it is known its end is not known, and each other row holds until
    the next begins."""
    *replaced, newest = sorted(rows, key=lambda row: row.applies_from)
    return (*(replace(row, ends_on=None) for row in replaced), newest)


THOUSAND = 1_000
MADE_OF = {
    "invalid_21_40": tuple(f"invalid.{percent}" for percent in range(21, 41)),
    "invalid_41_60": tuple(f"invalid.{percent}" for percent in range(41, 61)),
    "invalid_61_80": tuple(f"invalid.{percent}" for percent in range(61, 81)),
    "invalid_81_100": tuple(f"invalid.{percent}" for percent in range(81, 101)),
    "invalid_b": tuple(f"invalid_b.{percent}" for percent in range(21, 61)),
    "martyr_kin_nurture": ("martyr_kin_1",),
}
"""Groups whose amount is the mean of these published ones and what is paid beside it: from 81 % a supplement."""
Kind = str
"""How an amount came about: "published", "chained" (±1.000 đ) or "scaled" (estimate)."""


@dataclass(frozen=True, eq=False)
class PublishedAmounts:
    """`tables` are (norm, amount by group) of each decree from the first one published on, lowest norm first; those of
    `published` norms are the decree's own, the others chained. `groups` is the order of the vectors."""

    groups: tuple[str, ...]
    tables: tuple[tuple[int, tuple[int, ...]], ...]
    published: frozenset[int]

    @classmethod
    def of(cls, amounts: pl.DataFrame, scheme: str, norm: str, law: Law, groups: Sequence[str]) -> PublishedAmounts:
        """From published rows (scheme, group, applies_from, amount_vnd) and the norms of the same dates."""
        norms: dict[date, int] = {row.applies_from: row.value for row in law.rows(norm)}
        listed: dict[int, dict[str, int]] = {value: {} for value in sorted(norms.values())}
        rows = amounts.filter(pl.col("scheme").is_in([scheme, f"{scheme}_step"]))
        for group, applies, amount in rows.select("group", "applies_from", "amount_vnd").iter_rows():
            if applies in norms:
                listed[norms[applies]][group] = amount
        published = frozenset(value for value, row in listed.items() if set(groups) <= set(row))
        if not published:
            raise LookupError(f"no published table of {scheme}")
        tables: list[tuple[int, dict[str, int]]] = []
        for value, row in listed.items():
            if value in published:
                tables.append((value, row))
            elif tables:
                known = {code: amount for code, amount in row.items() if code not in groups}
                tables.append((value, _chained(*tables[-1], value, known)))
        return cls(tuple(groups), tuple((n, tuple(row[g] for g in groups)) for n, row in tables), published)

    def kind(self, norm: int) -> Kind:
        """Whether a norm's amounts are published, chained or scaled."""
        if norm in self.published:
            return "published"
        return "scaled" if norm < self.tables[0][0] else "chained"

    def fraction(self, norm: int) -> tuple[npt.NDArray[np.int64], int]:
        """Monthly amounts of all groups in đồng as numerators over one denominator: a decree's own, or in exact
        proportion to the decree below, but never above the next one."""
        if norm not in self._known:
            known, table = self.tables[self._below(norm)]
            common = gcd(norm, known)
            numerators = np.array(table, dtype=np.int64) * (norm // common)
            for _, above in self.tables[self._below(norm) + 1 :][:1]:
                numerators = np.minimum(numerators, np.maximum(table, above) * (known // common))
            self._known[norm] = numerators, known // common
        return self._known[norm]

    def factors(self, norm: int, group: str) -> tuple[int, ...]:
        """What a group's amount is made of: the amount itself, or (amount of the decree below, norm, its norm)."""
        place = self.groups.index(group)
        numerators, denominator = self.fraction(norm)
        amount, left = divmod(int(numerators[place]), denominator)
        known, table = self.tables[self._below(norm)]
        return (table[place], norm, known) if left else (amount,)

    def _below(self, norm: int) -> int:
        """Place of the decree whose amounts the norm's are in proportion to; the first one's where it is below all."""
        return max(0, bisect_right(self.tables, norm, key=itemgetter(0)) - 1)

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


def _chained(known: int, table: Mapping[str, int], norm: int, listed: Mapping[str, int]) -> dict[str, int]:
    """Amounts of a decree that published none but `listed`: those of the norm known before, raised as decrees do, by a
    ratio in thousandths, each to whole thousands; a mean is that of the raised amounts."""
    rise = divide_half_up(THOUSAND * norm, known)

    def raised(amount: int) -> int:
        unit = gcd(amount, THOUSAND)  # the mean of two amounts stays on halves of a thousand
        return max(amount, unit * divide_half_up(amount * rise, unit * THOUSAND))

    chained = {code: raised(amount) for code, amount in table.items()} | dict(listed)
    for group, parts in MADE_OF.items():
        if {group, *parts} <= set(table):
            before, after = (divide_half_up(sum(row[part] for part in parts), len(parts)) for row in (table, chained))
            chained[group] = after + raised(table[group] - before)
    return chained
