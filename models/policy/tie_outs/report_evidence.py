"""What the tie-outs of the report read: its figures, the province's own rows of its month, and the law of that
month."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeVar

import polars as pl

from models.periods import Month
from models.policy.engine.caseload import in_vintage
from models.policy.law.law import DatedValue, Law, UnknownParameterError
from models.policy.schemes import CENTRE, MERIT, PROTECTION
from models.policy.tie_outs.validation import Amount, Found, ModelTotals, Span, group_totals

REPORT_YEAR, REPORT_MONTH = "2023", Month(2023, 12)
"""The report's year, and the month its "hiện nay" is supposed to mean."""
MERIT_TABLES = (MERIT.code, "merit_step")
"""Published amounts of merit: of the groups, and the single steps of invalidity."""

HALF_RATE = Fraction(5, 1000)
"""Half the last digit of "2,11%"."""
Value = TypeVar("Value")


class MissingEvidenceError(LookupError):
    """A figure, a group or a row of law that the version does not have; carries its key."""


@dataclass(frozen=True)
class Figure:
    """One observation: value and hedge; `low` and `high` where rounding leaves it open."""

    value: Fraction
    qualifier: str = "="
    low: Fraction | None = None
    high: Fraction | None = None

    @property
    def amount(self) -> Amount:
        return Amount(self.value, self.qualifier, 4)


@dataclass(frozen=True, eq=False)
class Evidence:
    """`figures` by (indicator, period); by scheme code `people` and `money` of the programme's own row, which the
    what-if stands on, `groups` totals of its groups, `coefficients` (lowest, highest) in halves and `published`
    (lowest, highest) amounts of the report month's tables in đồng."""

    figures: Mapping[tuple[str, str], Figure]
    people: Mapping[str, int]
    money: Mapping[str, int]
    groups: Mapping[str, ModelTotals]
    coefficients: Mapping[str, tuple[int, int]]
    published: Mapping[str, tuple[int, int]]
    law: Law

    @classmethod
    def of(
        cls,
        observations: Iterable[Mapping[str, Any]],
        caseload: pl.DataFrame,
        groups: pl.DataFrame,
        areas: pl.DataFrame,
        amounts: pl.DataFrame,
        law: Law,
    ) -> Evidence:
        """`observations` are rows with exact values (text or Decimal), the others frames of one version."""
        provinces = in_vintage(areas, REPORT_MONTH).filter(pl.col("level") == "province")["area_id"]
        mine = caseload.filter(pl.col("area_id").is_in(provinces.implode()) & (pl.col("month") == str(REPORT_MONTH)))
        programme = mine.filter(pl.col("group") == "")
        weighed = groups.filter(pl.col("half_coefficient").is_not_null())
        half = pl.col("half_coefficient")
        ends = weighed.group_by("scheme").agg(half.min().alias("lowest"), half.max().alias("highest"))
        norm = _found(law, MERIT.norm, REPORT_MONTH)
        dated = pl.lit(False) if norm is None else pl.col("applies_from") == norm.applies_from
        tables = amounts.filter(pl.col("scheme").is_in(MERIT_TABLES) & dated)
        listed = tables["amount_vnd"].to_list()
        return cls(
            figures=_figures(observations, set(provinces.to_list())),
            people=dict(programme.select("scheme", "people").iter_rows()),
            money=dict(programme.drop_nulls("amount_vnd").select("scheme", "amount_vnd").iter_rows()),
            groups=_group_totals(mine, weighed, tables, law),
            coefficients={scheme: (lowest, highest) for scheme, lowest, highest in ends.iter_rows()},
            published={MERIT.code: (min(listed), max(listed))} if listed else {},
            law=law,
        )

    def figure(self, indicator: str, period: str = REPORT_YEAR) -> Figure:
        found = self.figures.get((indicator, period))
        if found is None:
            raise MissingEvidenceError(f"{indicator} {period}")
        return found

    def value(self, indicator: str, period: str = REPORT_YEAR) -> Fraction:
        return self.figure(indicator, period).value

    def amount(self, indicator: str, period: str = REPORT_YEAR) -> Amount:
        return self.figure(indicator, period).amount

    def norm(self, name: str) -> DatedValue:
        """The row that applied in the report's month."""
        return _applying(self.law, name, REPORT_MONTH)

    def norm_before(self, name: str) -> DatedValue:
        """The row that applied until then."""
        return _applying(self.law, name, self.norm(name).applies_month.plus(-1))


Work = Callable[[Evidence], Found]
"""How a check is worked out."""


def known(mapping: Mapping[str, Value], key: str) -> Value:
    """The entry, or a MissingEvidenceError that carries the key."""
    if key not in mapping:
        raise MissingEvidenceError(key)
    return mapping[key]


def households(e: Evidence, kind: str, before: bool = False) -> Span:
    """All households, as a count of "poor" or "near_poor" ones and its rounded rate leave them open; `before` takes
    both back to the year before, with the rounding of the rate and of its change."""
    count, rate, half = e.value(f"poverty.{kind}_households"), e.value(f"poverty.{kind}_rate"), HALF_RATE
    if before:
        count -= e.value(f"poverty.{kind}_change")
        rate, half = rate - e.value(f"poverty.{kind}_rate_change"), 2 * half
    return Span(count * 100 / (rate + half), count * 100 / (rate - half) if rate > half else None)


def _figures(rows: Iterable[Mapping[str, Any]], provinces: set[int]) -> dict[tuple[str, str], Figure]:
    def end(value: object) -> Fraction | None:
        return None if value is None else Fraction(str(value))

    return {
        (row["indicator"], row["period"]): Figure(
            Fraction(str(row["value"])), row["qualifier"], end(row["low"]), end(row["high"])
        )
        for row in rows
        if row["area_id"] in provinces and row["quality"] != "illustrative"
    }


def _group_totals(mine: pl.DataFrame, weighed: pl.DataFrame, tables: pl.DataFrame, law: Law) -> dict[str, ModelTotals]:
    """Totals of each scheme that has groups; a scheme with a group nobody has priced is left out."""
    prices = {MERIT.code: dict(tables.filter(pl.col("scheme") == MERIT.code).select("group", "amount_vnd").iter_rows())}
    for scheme in (PROTECTION, CENTRE):
        halves = weighed.filter(pl.col("scheme") == scheme.code).select("group", "half_coefficient").iter_rows()
        norm = _found(law, scheme.norm, REPORT_MONTH)
        prices[scheme.code] = {} if norm is None else {group: half * norm.value // 2 for group, half in halves}
    totals = {}
    for scheme_code, priced in prices.items():
        rows = mine.filter((pl.col("scheme") == scheme_code) & (pl.col("group") != ""))
        if not rows.is_empty() and set(rows["group"].to_list()) <= set(priced):
            totals[scheme_code] = group_totals(rows, priced)
    return totals


def _found(law: Law, name: str, month: Month) -> DatedValue | None:
    try:
        return law.applying_in(name, month)
    except UnknownParameterError:
        return None


def _applying(law: Law, name: str, month: Month) -> DatedValue:
    row = _found(law, name, month)
    if row is None:
        raise MissingEvidenceError(name)
    return row
