"""Tie-outs of the report: rows of data/seed/tie_outs.csv, whose two sides are expressions over named figures, evaluated
on exact ranges."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import Any, Literal, TypeVar, get_args

import polars as pl

from models.money import divide_half_up
from models.periods import Month
from models.policy.engine.baseline import ASSUMED, in_vintage
from models.policy.law.law import DatedValue, Law, UnknownParameterError
from models.policy.schemes import CENTRE, MERIT, PROTECTION


class ExpressionError(ValueError):
    """A text that is no expression of the grammar."""


class MissingFigureError(LookupError):
    """A figure, a group or a row of law that the version does not have; carries its key."""


@dataclass(frozen=True)
class Span:
    """All numbers from `low` to `high`, ends included; None = open on that side. A known number has equal ends; a span
    whose `low` is above its `high` is empty."""

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
        """By how much `low` is above `high`; 0 unless the span is empty."""
        if self.low is None or self.high is None:
            return Fraction(0)
        return max(self.low - self.high, Fraction(0))

    @property
    def ends(self) -> tuple[Fraction, Fraction]:
        """Both ends; MissingFigureError where the span is open or empty."""
        if self.low is None or self.high is None or self.low > self.high:
            raise MissingFigureError("open or empty range")
        return self.low, self.high

    def __and__(self, other: Span) -> Span:
        """What both have in common."""
        lows = [end for end in (self.low, other.low) if end is not None]
        highs = [end for end in (self.high, other.high) if end is not None]
        return Span(max(lows, default=None), min(highs, default=None))

    def __neg__(self) -> Span:
        low, high = self.ends
        return Span(-high, -low)

    def __add__(self, other: Span) -> Span:
        return Span(self.ends[0] + other.ends[0], self.ends[1] + other.ends[1])

    def __sub__(self, other: Span) -> Span:
        return self + -other

    def __mul__(self, other: Span) -> Span:
        products = [a * b for a in self.ends for b in other.ends]
        return Span(min(products), max(products))

    def __truediv__(self, other: Span) -> Span:
        """Open above where the divisor may be 0 or less: a rate of 0,00% can be of any number of households."""
        low, high = other.ends
        if low <= 0 < high:
            return Span(self.ends[0] / high, None)
        quotients = [a / b for a in self.ends for b in (low, high)]
        return Span(min(quotients), max(quotients))

    def within(self, reach: Span) -> Span:
        """Everything at most `reach` away."""
        return Span(self.ends[0] - reach.ends[1], self.ends[1] + reach.ends[1])

    def each_end(self, change: Callable[[Fraction], int]) -> Span:
        low, high = (None if end is None else Fraction(change(end)) for end in (self.low, self.high))
        return Span(low, high)


_TOKEN = re.compile(r"\s*(\d+(?:\.\d+)?|[a-z_]+:[a-z0-9_]+(?:\.[a-z0-9_]+)*(?:@\d{4})?|[a-z]+|\.\.|[-+*/±&()])")


def evaluate(text: str, figure: Callable[[str, str], Span]) -> Span:
    """The value of an expression; `figure` gives the value of a source and key. Raises ExpressionError for a text that
    is none, MissingFigureError where a number is needed and there is none, ZeroDivisionError."""
    tokens = _TOKEN.findall(text)
    if "".join(tokens) != re.sub(r"\s", "", text):
        raise ExpressionError(f"not an expression: {text!r}")
    reader = _Reader(tokens, figure)
    value = reader.side()
    if reader.tokens:
        raise ExpressionError(f"{text!r}: {reader.tokens[0]!r} too many")
    return value


class _Reader:
    """Recursive descent over the tokens, one method a level of the grammar."""

    def __init__(self, tokens: list[str], figure: Callable[[str, str], Span]) -> None:
        self.tokens, self.figure = tokens, figure

    def next_is(self, *wanted: str) -> bool:
        return bool(self.tokens) and self.tokens[0] in wanted

    def side(self) -> Span:
        low = Span(None, None) if self.next_is("..") else self.meet()
        if not self.next_is(".."):
            return low
        self.tokens.pop(0)
        high = self.meet() if self.tokens and not self.next_is(")") else Span(None, None)
        return Span(low.low, high.high)

    def meet(self) -> Span:
        value = self.sum()
        while self.next_is("&"):
            self.tokens.pop(0)
            value &= self.sum()
        return value

    def sum(self) -> Span:
        value = self.product()
        while self.next_is("+", "-", "±"):
            sign, other = self.tokens.pop(0), self.product()
            value = value + other if sign == "+" else value - other if sign == "-" else value.within(other)
        return value

    def product(self) -> Span:
        value = self.factor()
        while self.next_is("*", "/"):
            sign, other = self.tokens.pop(0), self.factor()
            value = value * other if sign == "*" else value / other
        return value

    def factor(self) -> Span:
        token = self.tokens.pop(0) if self.tokens else ""
        if token[:1].isdigit():
            return Span.at(Fraction(token))
        if token == "-":
            return -self.factor()
        if ":" in token:
            source, key = token.split(":")
            return self.figure(source, key)
        if token in ("(", *_FUNCTIONS) and (token == "(" or self.next_is("(")):
            if token != "(":
                self.tokens.pop(0)
            value = self.side()
            if not self.next_is(")"):
                raise ExpressionError("a bracket is not closed")
            self.tokens.pop(0)
            return value if token == "(" else _FUNCTIONS[token](value)
        raise ExpressionError(f"{token!r} is no number, figure or function")


_FUNCTIONS: Mapping[str, Callable[[Span], Span]] = {
    "low": lambda span: Span.at(span.ends[0]),
    "high": lambda span: Span.at(span.ends[1]),
    "ceil": lambda span: span.each_end(ceil),
    "floor": lambda span: span.each_end(floor),
    "round": lambda span: span.each_end(lambda end: divide_half_up(end.numerator, end.denominator)),
}


REPORT_YEAR, REPORT_MONTH = "2023", Month(2023, 12)
"""The report's year, and the month its "hiện nay" is taken to mean."""
HEDGE_REACH_VND = 990_000_000
""" "trên 24 tỷ" is still written of 24,99 tỷ."""
MERIT_TABLES = (MERIT.code, "merit_step")
"""Published amounts of merit: of the groups, and the single steps of invalidity."""

Value = TypeVar("Value")


@dataclass(frozen=True)
class Figure:
    """One observation: value and hedge; `low` and `high` where rounding leaves it open; `derived` = worked out by the
    app, the report does not have it."""

    value: Fraction
    qualifier: str = "="
    low: Fraction | None = None
    high: Fraction | None = None
    derived: bool = False


@dataclass(frozen=True)
class ModelTotals:
    """People and money of one scheme's groups, without the reconciliation row."""

    people: int
    amount_vnd: int


@dataclass(frozen=True, eq=False)
class Evidence:
    """What tie-outs read of one version.

    `figures` by (indicator, period); by scheme code `people` and `money` (đồng a month) of the programme's own row,
    which what-ifs start from, `groups` totals of its groups, `coefficients` (lowest, highest) in halves and `published`
    (lowest, highest) amounts of the report month's tables in đồng. `fitted` are schemes whose groups are assumed: they
    were chosen to meet the report's totals."""

    figures: Mapping[tuple[str, str], Figure]
    people: Mapping[str, int]
    money: Mapping[str, int]
    groups: Mapping[str, ModelTotals]
    coefficients: Mapping[str, tuple[int, int]]
    published: Mapping[str, tuple[int, int]]
    law: Law
    fitted: frozenset[str] = frozenset()

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
            fitted=frozenset(own.filter((pl.col("group") != "") & (pl.col("quality") == ASSUMED))["scheme"]),
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
    """The province's own figures; what is assumed or illustrative is no evidence."""

    def end(value: object) -> Fraction | None:
        return None if value is None else Fraction(str(value))

    return {
        (row["indicator"], row["period"]): Figure(
            Fraction(str(row["value"])),
            row["qualifier"],
            end(row["low"]),
            end(row["high"]),
            row["quality"] == "derived",
        )
        for row in rows
        if row["area_id"] in provinces and row["quality"] not in ("assumed", "illustrative")
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


Subject = Literal["merit", "protection", "employment", "training", "poverty", "all"]
Relation = Literal["same", "within", "meet", "apart"]
Evaluate = Callable[[str], Span]


@dataclass(frozen=True)
class Amount:
    """A number in a sentence: with the report's hedge, to `decimals`; a coefficient keeps its ",0"."""

    value: Fraction
    qualifier: str = "="
    decimals: int = 2
    is_coefficient: bool = False


Values = Mapping[str, Amount | date]
"""What fills the placeholders of a sentence."""


@dataclass(frozen=True)
class TieOutRow:
    """One row of the file.

    `kind`: "tie-out" is compared and counted; "identity" is compared, but its two sides are one figure computed twice,
    so that it can only fail after somebody has edited one of them, and it is not counted; "remark" is a sentence with
    nothing to compare (with sides: shown while their relation holds); "term" names its left side for other rows.
    `relation`: the left side is the same as the right, within it, meets it, or is apart from it. `decimals`: of the two
    sides on the screen, in `unit`. `hedge`: a sign, or the indicator whose hedge the left side bears. `values`: the
    placeholders of the sentence, "name = expression [| format]; …".
    """

    code: str
    kind: str
    subject: Subject
    name: str = ""
    unit: str = ""
    left: str = ""
    relation: Relation = "same"
    right: str = ""
    tolerance: str = "0"
    decimals: int = 0
    hedge: str = "="
    sentence: str = ""
    values: str = ""

    @classmethod
    def of(cls, row: Mapping[str, str]) -> TieOutRow:
        """From the text cells of a file; ValueError where a word is not one of its list."""
        for column, allowed in (("kind", KINDS), ("subject", get_args(Subject)), ("relation", get_args(Relation))):
            if row[column] not in allowed:
                raise ValueError(f"{row['code']}: {column} {row[column]!r}")
        cells: dict[str, Any] = {each.name: row[each.name] for each in fields(cls)}
        return cls(**cells | {"decimals": int(row["decimals"])})

    @property
    def is_counted(self) -> bool:
        return self.kind == "tie-out"


KINDS = ("tie-out", "identity", "remark", "term")


@dataclass(frozen=True)
class TieOut:
    """A row with its two sides worked out; `values` fill its sentence, `qualifier` is the hedge of the left side.
    `is_reported`: the left side is a figure as the report has it; `is_fitted`: a side is a mix by group that was chosen
    to meet the other."""

    check: TieOutRow
    reported: Span
    modelled: Span
    tolerance: Fraction = Fraction(0)
    values: Values = field(default_factory=dict)
    qualifier: str = "="
    is_reported: bool = True
    is_fitted: bool = False

    @property
    def is_counted(self) -> bool:
        """Whether it could fail on figures that nobody has edited."""
        return self.check.is_counted and not self.is_fitted

    @property
    def difference(self) -> Fraction:
        """Right - left at the end that is further off, in the row's unit; 0 where the relation holds exactly."""
        reported, modelled = self.reported, self.modelled
        common = reported & modelled
        if self.check.relation == "meet":
            return common.shortfall if common.high == reported.high else -common.shortfall
        low, high = _apart(modelled.low, reported.low), _apart(modelled.high, reported.high)
        if self.check.relation == "within":
            low, high = max(low, Fraction(0)), min(high, Fraction(0))
        return max(low, high, key=abs)

    @property
    def holds(self) -> bool:
        if self.check.relation == "apart":
            return (self.reported & self.modelled).shortfall > 0
        return abs(self.difference) <= self.tolerance


def _apart(modelled: Fraction | None, reported: Fraction | None) -> Fraction:
    """0 where the right side is open: there is nothing to differ from. The left side is always closed."""
    return Fraction(0) if modelled is None or reported is None else modelled - reported


@dataclass(frozen=True)
class Missing:
    """A row left out because the version has no `key`."""

    check: TieOutRow
    key: str


@dataclass(frozen=True)
class Remark:
    """A fact about reading the report's figures."""

    code: str
    subject: Subject
    text: str
    values: Values = field(default_factory=dict)


@dataclass(frozen=True)
class Validation:
    """All tie-outs of one version, the rows it has no figure for, and the remarks, in the order of the file."""

    tie_outs: tuple[TieOut, ...]
    missing: tuple[Missing, ...]
    remarks: tuple[Remark, ...]

    @property
    def counted(self) -> tuple[TieOut, ...]:
        """Those that could fail: without the identities and what was fitted to the report."""
        return tuple(out for out in self.tie_outs if out.is_counted)

    @property
    def broken(self) -> tuple[TieOut, ...]:
        """Identities too: one that fails is a figure somebody has edited without what follows from it."""
        return tuple(out for out in self.tie_outs if not out.holds)


def validate(evidence: Evidence, rows: Iterable[TieOutRow]) -> Validation:
    """Every row on the figures of one version."""
    listed = tuple(rows)
    value_of = _evaluator(evidence, {row.code: row.left for row in listed if row.kind == "term"})
    tie_outs: list[TieOut] = []
    missing: list[Missing] = []
    remarks: list[Remark] = []
    for row in listed:
        if row.kind == "term":
            continue
        try:
            values = _values(row.values, evidence, value_of)
            left, right = (value_of(side) for side in (row.left or "0", row.right or "0"))
            tolerance = value_of(row.tolerance).ends[0]
            qualifier, own = _hedge(row.hedge, evidence), _is_reported(row.left, evidence)
            out = TieOut(row, left, right, tolerance, values, qualifier, own, _is_fitted(row, evidence))
        except (MissingFigureError, ZeroDivisionError) as error:
            if row.kind != "remark":
                missing.append(Missing(row, str(error)))
            continue
        if row.kind != "remark":
            tie_outs.append(out)
        elif out.holds:
            remarks.append(Remark(row.code, row.subject, row.sentence, values))
    return Validation(tuple(tie_outs), tuple(missing), tuple(remarks))


def _is_reported(side: str, evidence: Evidence) -> bool:
    alone = re.fullmatch(r"indicator:(\S+)", side)
    return alone is not None and not evidence.figure(alone[1]).derived


def _is_fitted(row: TieOutRow, evidence: Evidence) -> bool:
    named = re.findall(r"group_(?:people|money):(\w+)", row.left + " " + row.right)
    return any(scheme in evidence.fitted for scheme in named)


def _evaluator(evidence: Evidence, terms: Mapping[str, str]) -> Evaluate:
    """Evaluates expressions over the evidence and over the terms by name."""

    def named(source: str, key: str) -> Span:
        if source != "term":
            return evidence.named(source, key)
        if key not in terms:
            raise ExpressionError(f"no term {key!r}")
        return evaluate(terms[key], named)

    return lambda text: evaluate(text, named)


def _values(text: str, evidence: Evidence, value_of: Evaluate) -> Values:
    """Placeholders: "name = expression | format". The format is a number of decimals (2 without one), "coefficient", or
    decimals and an indicator whose hedge is written before. A figure alone keeps its own hedge and all its decimals."""
    values: dict[str, Amount | date] = {}
    for part in filter(None, (part.strip() for part in text.split(";"))):
        name, _, rest = (piece.strip() for piece in part.partition("="))
        expression, _, shape = (piece.strip() for piece in rest.partition("|"))
        if expression.startswith("since:"):
            values[name] = evidence.norm(expression.removeprefix("since:")).applies_from
            continue
        value = value_of(expression).ends[0]
        if re.fullmatch(r"indicator:\S+", expression) and not shape:
            values[name] = Amount(value, _hedge(expression.removeprefix("indicator:"), evidence), 4)
        elif shape == "coefficient":
            values[name] = Amount(value, decimals=1, is_coefficient=True)
        else:
            decimals, _, hedged = shape.partition(" ")
            values[name] = Amount(value, _hedge(hedged or "=", evidence), int(decimals or 2))
    return values


def _hedge(text: str, evidence: Evidence) -> str:
    return text if text in ("=", "<", ">", "~") else evidence.figure(text).qualifier
