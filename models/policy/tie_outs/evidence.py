"""Evidence of the tie-outs: figures of the 2023 report, the province's own rows of its month, and the law of that month."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeVar

import polars as pl

from models.periods import Month
from models.policy.engine.baseline import in_vintage
from models.policy.law.law import DatedValue, Law, UnknownParameterError
from models.policy.schemes import CENTRE, MERIT, PROTECTION
from models.policy.tie_outs.expressions import ExpressionError, MissingFigureError, Span

REPORT_YEAR, REPORT_MONTH = "2023", Month(2023, 12)
"""The report's year, and the month its "hiện nay" is taken to mean."""
HEDGE_REACH_VND = 990_000_000
""" "trên 24 tỷ" is still written of 24,99 tỷ."""
MERIT_TABLES = (MERIT.code, "merit_step")
"""Published amounts of merit: of the groups, and the single steps of invalidity."""

Value = TypeVar("Value")


@dataclass(frozen=True)
class Figure:
    """One observation: value and hedge; `low` and `high` where rounding leaves it open."""

    value: Fraction
    qualifier: str = "="
    low: Fraction | None = None
    high: Fraction | None = None


@dataclass(frozen=True)
class ModelTotals:
    """People and money of one scheme's groups, without the reconciliation row."""

    people: int
    amount_vnd: int


@dataclass(frozen=True, eq=False)
class Evidence:
    """What tie-outs read of one version.

    `figures` by (indicator, period); by scheme code `people` and `money` (đồng a month) of the programme's own row, which
    what-ifs start from, `groups` totals of its groups, `coefficients` (lowest, highest) in halves and `published`
    (lowest, highest) amounts of the report month's tables in đồng.
    """

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
        *,
        caseload: pl.DataFrame,
        groups: pl.DataFrame,
        areas: pl.DataFrame,
        amounts: pl.DataFrame,
        law: Law,
    ) -> Evidence:
        """`observations` are rows with exact values (text or Decimal), the others frames of one version."""
        provinces = in_vintage(areas, REPORT_MONTH).filter(pl.col("level") == "province")["area_id"]
        own = caseload.filter(pl.col("area_id").is_in(provinces.implode()) & (pl.col("month") == str(REPORT_MONTH)))
        programme = own.filter(pl.col("group") == "")
        weighted = groups.filter(pl.col("half_coefficient").is_not_null())
        half = pl.col("half_coefficient")
        ranges = weighted.group_by("scheme").agg(half.min().alias("lowest"), half.max().alias("highest"))
        norm = _in_force(law, MERIT.norm, REPORT_MONTH)
        dated = pl.lit(False) if norm is None else pl.col("applies_from") == norm.applies_from
        tables = amounts.filter(pl.col("scheme").is_in(MERIT_TABLES) & dated)
        published = tables["amount_vnd"].to_list()
        return cls(
            figures=_figures(observations, set(provinces.to_list())),
            people=dict(programme.select("scheme", "people").iter_rows()),
            money=dict(programme.drop_nulls("amount_vnd").select("scheme", "amount_vnd").iter_rows()),
            groups=_totals_of_groups(own, weighted, tables, law),
            coefficients={scheme: (lowest, highest) for scheme, lowest, highest in ranges.iter_rows()},
            published={MERIT.code: (min(published), max(published))} if published else {},
            law=law,
        )

    def named(self, source: str, key: str) -> Span:
        """What an expression names by `source:key`."""
        if source not in _SOURCES:
            raise ExpressionError(f"no source {source!r}")
        return _SOURCES[source](self, key)

    def figure(self, key: str) -> Figure:
        """A figure of the report's year, or of the year after "@"."""
        indicator, _, period = key.partition("@")
        figure = self.figures.get((indicator, period or REPORT_YEAR))
        if figure is None:
            raise MissingFigureError(f"{indicator} {period or REPORT_YEAR}")
        return figure

    def norm(self, name: str) -> DatedValue:
        """The row of law that applied in the report's month."""
        return _row_of_law(self.law, name, REPORT_MONTH)

    def norm_before(self, name: str) -> DatedValue:
        """The row of law that applied until then."""
        return _row_of_law(self.law, name, self.norm(name).applies_month.plus(-1))

    def bounds(self, key: str) -> Span:
        """The range recorded with a figure."""
        figure = self.figure(key)
        if figure.low is None or figure.high is None:
            raise MissingFigureError(f"{key} low, high")
        return Span(figure.low, figure.high)

    def range(self, key: str) -> Span:
        """The range recorded with a figure, its value where there is none."""
        figure = self.figure(key)
        return Span(
            figure.value if figure.low is None else figure.low, figure.value if figure.high is None else figure.high
        )

    def hedged(self, key: str) -> Span:
        """An amount in đồng with the room its "trên" leaves."""
        figure = self.figure(key)
        return Span(figure.value, figure.value + (HEDGE_REACH_VND if figure.qualifier == ">" else 0))


def _entry(mapping: Mapping[str, Value], key: str) -> Value:
    if key not in mapping:
        raise MissingFigureError(key)
    return mapping[key]


_SOURCES: Mapping[str, Callable[[Evidence, str], Span]] = {
    "indicator": lambda e, key: Span.at(e.figure(key).value),
    "bounds": Evidence.bounds,
    "range": Evidence.range,
    "hedged": Evidence.hedged,
    "people": lambda e, scheme: Span.at(_entry(e.people, scheme)),
    "money": lambda e, scheme: Span.at(_entry(e.money, scheme)),
    "group_people": lambda e, scheme: Span.at(_entry(e.groups, scheme).people),
    "group_money": lambda e, scheme: Span.at(_entry(e.groups, scheme).amount_vnd),
    "coefficient": lambda e, scheme: Span(*(Fraction(half, 2) for half in _entry(e.coefficients, scheme))),
    "published": lambda e, scheme: Span(*(Fraction(vnd) for vnd in _entry(e.published, scheme))),
    "law": lambda e, name: Span.at(e.norm(name).value),
    "law_before": lambda e, name: Span.at(e.norm_before(name).value),
}
"""What an expression may name: figures of the report by indicator, the model's by scheme, the law's by parameter."""


def _figures(rows: Iterable[Mapping[str, Any]], provinces: set[int]) -> dict[tuple[str, str], Figure]:
    """The province's own figures; what is illustrative is no evidence."""

    def end(value: object) -> Fraction | None:
        return None if value is None else Fraction(str(value))

    return {
        (row["indicator"], row["period"]): Figure(
            Fraction(str(row["value"])), row["qualifier"], end(row["low"]), end(row["high"])
        )
        for row in rows
        if row["area_id"] in provinces and row["quality"] != "illustrative"
    }


def _totals_of_groups(
    own: pl.DataFrame, weighted: pl.DataFrame, tables: pl.DataFrame, law: Law
) -> dict[str, ModelTotals]:
    """Totals of each scheme that has groups; a scheme with a group that has no amount is left out."""
    prices = {MERIT.code: dict(tables.filter(pl.col("scheme") == MERIT.code).select("group", "amount_vnd").iter_rows())}
    for scheme in (PROTECTION, CENTRE):
        halves = weighted.filter(pl.col("scheme") == scheme.code).select("group", "half_coefficient").iter_rows()
        norm = _in_force(law, scheme.norm, REPORT_MONTH)
        prices[scheme.code] = {} if norm is None else {group: half * norm.value // 2 for group, half in halves}
    totals = {}
    for scheme_code, priced in prices.items():
        rows = own.filter((pl.col("scheme") == scheme_code) & (pl.col("group") != ""))
        if not rows.is_empty() and set(rows["group"].to_list()) <= set(priced):
            totals[scheme_code] = group_totals(rows, priced)
    return totals


def group_totals(rows: pl.DataFrame, amounts: Mapping[str, int]) -> ModelTotals:
    """From caseload rows by group and the monthly amount of a person of each group, in đồng."""
    people, total_vnd = 0, 0
    for group, count, units in rows.filter(pl.col("group") != "").select("group", "people", "units").iter_rows():
        people += count
        total_vnd += units * amounts[group]
    return ModelTotals(people, total_vnd)


def _in_force(law: Law, name: str, month: Month) -> DatedValue | None:
    try:
        return law.applying_in(name, month)
    except UnknownParameterError:
        return None


def _row_of_law(law: Law, name: str, month: Month) -> DatedValue:
    row = _in_force(law, name, month)
    if row is None:
        raise MissingFigureError(name)
    return row
