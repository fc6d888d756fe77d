"""Validation: what a tie-out is, how its two sides are compared, and what a validation holds; exact throughout, no
float."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Literal

import polars as pl

Subject = Literal["merit", "protection", "employment", "training", "poverty", "all"]
Relation = Literal["same", "within", "meet"]


@dataclass(frozen=True)
class Span:
    """Everything from `low` to `high`, ends included; None = open on that side. A known number has equal ends; `low`
    above `high` holds nothing."""

    low: Fraction | None
    high: Fraction | None

    @classmethod
    def at(cls, value: Fraction | int) -> Span:
        return cls(Fraction(value), Fraction(value))

    @property
    def is_point(self) -> bool:
        return self.low is not None and self.low == self.high

    @property
    def shortfall(self) -> Fraction:
        """How far `low` stands above `high`; 0 when the span holds anything."""
        if self.low is None or self.high is None:
            return Fraction(0)
        return max(self.low - self.high, Fraction(0))

    def and_also(self, other: Span) -> Span:
        """What both hold."""
        lows = [end for end in (self.low, other.low) if end is not None]
        highs = [end for end in (self.high, other.high) if end is not None]
        return Span(max(lows, default=None), min(highs, default=None))


@dataclass(frozen=True)
class Amount:
    """A number as a sentence shows it: with the report's hedge, to `decimals`; a coefficient keeps its ",0"."""

    value: Fraction
    qualifier: str = "="
    decimals: int = 2
    is_coefficient: bool = False


Values = Mapping[str, Amount | date]
"""What fills the places of a sentence."""


@dataclass(frozen=True)
class Check:
    """One comparison. `relation` is how the report's side must lie to the other: the same, within it, or meeting it."""

    code: str
    subject: Subject
    name: str
    unit: str
    formula: str
    relation: Relation = "same"
    decimals: int = 0


@dataclass(frozen=True)
class Found:
    """The two sides of a check; `values` fill its formula, `qualifier` is the hedge of the report's side."""

    reported: Span
    modelled: Span
    tolerance: Fraction = Fraction(0)
    values: Values = field(default_factory=dict)
    qualifier: str = "="


@dataclass(frozen=True)
class TieOut:
    """A check with what was found; holds while the difference is within the tolerance, both in the check's unit."""

    check: Check
    found: Found

    @property
    def difference(self) -> Fraction:
        """Model - report at the end that is further off; 0 where the relation holds without any tolerance."""
        reported, modelled = self.found.reported, self.found.modelled
        if self.check.relation == "meet":
            both = reported.and_also(modelled)
            return both.shortfall if both.high == reported.high else -both.shortfall
        low, high = _apart(modelled.low, reported.low), _apart(modelled.high, reported.high)
        if self.check.relation == "within":
            low, high = max(low, Fraction(0)), min(high, Fraction(0))
        return max(low, high, key=abs)

    @property
    def holds(self) -> bool:
        return abs(self.difference) <= self.found.tolerance


def _apart(modelled: Fraction | None, reported: Fraction | None) -> Fraction:
    """0 where the model's side is open: nothing to be off from. The report's side is always closed."""
    return Fraction(0) if modelled is None or reported is None else modelled - reported


@dataclass(frozen=True)
class Missing:
    """A check left out because the version has no `key`."""

    check: Check
    key: str


@dataclass(frozen=True)
class Remark:
    """A fact about reading the figures; there is nothing to hold or to break."""

    code: str
    subject: Subject
    text: str
    values: Values = field(default_factory=dict)


@dataclass(frozen=True)
class Validation:
    """All tie-outs of one version, the checks it has no figure for, and the remarks."""

    tie_outs: tuple[TieOut, ...]
    missing: tuple[Missing, ...]
    remarks: tuple[Remark, ...]

    @property
    def broken(self) -> tuple[TieOut, ...]:
        return tuple(found for found in self.tie_outs if not found.holds)


@dataclass(frozen=True)
class ModelTotals:
    """People and money of one scheme's groups, without the reconciliation row."""

    people: int
    amount_vnd: int


def group_totals(rows: pl.DataFrame, amounts: Mapping[str, int]) -> ModelTotals:
    """From caseload rows by group and the monthly amount of a person of each group, in đồng."""
    listed = rows.filter(pl.col("group") != "").select("group", "people", "units").iter_rows()
    people, amount = 0, 0
    for group, count, units in listed:
        people += count
        amount += units * amounts[group]
    return ModelTotals(people, amount)
