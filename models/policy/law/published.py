"""Published amounts: what a decree's tables give a group, and what a norm without a table would give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt
import polars as pl

from models.money import divide_half_up
from models.policy.law.law import Law

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
