"""A checked file compared with what is stored: new, changed and missing rows, and the shape of the warnings about
them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal

import polars as pl
import sqlalchemy as sa
from polars import selectors as cs

from data.ingest import Check
from data.locale import _
from data.store.fact_tables import AREA_MEASURE, standing_rows, units
from data.store.facts import SUBJECT_COLUMNS, Facts, facts, row_subjects
from data.vocabulary.problems import LISTED_PROBLEMS, Problem, unlisted
from models.base import Base
from models.money import divide_half_up
from models.wording.numbers import UNIT_WORDS, number

Status = Literal["new", "changed", "unchanged", "missing"]
STATUSES: tuple[Status, ...] = ("new", "changed", "unchanged", "missing")


@dataclass(frozen=True, eq=False)
class Comparison:
    """`frame` has a row for each row of the file (in its order), then each missing one: status, SUBJECT_COLUMNS,
    "<value>_old" and "<value>_new" for each of `values` (whole numbers, or text: decimals as "2.11"), and old_id.
    "missing" rows are in the version for the same period, level of area and kind of row but not in the file; applying
    leaves them unchanged."""

    frame: pl.DataFrame
    values: tuple[str, ...]
    counts: dict[Status, int]


def compare(connection: sa.Connection, version: int, check: Check) -> Comparison:
    """An accepted file against a version. Raises UnknownRowError."""
    facts_of_file = facts(connection, version, check.dataset, check.frame)
    now = _standing(connection, version, facts_of_file)
    rows = pl.concat([_matched(facts_of_file, now), _missing(connection, facts_of_file, now)], how="diagonal")
    words = row_subjects(connection, version, facts_of_file.kind, rows)
    figures = [name for value in facts_of_file.values for name in (f"{value}_old", f"{value}_new")]
    renamed = rows.rename({value: f"{value}_new" for value in facts_of_file.values})
    shown = renamed.select("status", *figures, "old_id").with_columns(_shortest(pl.col(pl.Decimal)))
    frame = pl.concat([words, shown], how="horizontal").select("status", *SUBJECT_COLUMNS, *figures, "old_id")
    counted = dict(frame["status"].value_counts().rows())
    return Comparison(frame, facts_of_file.values, {status: counted.get(status, 0) for status in STATUSES})


def matched(connection: sa.Connection, version: int, facts_of_file: Facts) -> pl.DataFrame:
    """The rows of a file with their status, "<value>_old" and "old_id"."""
    return _matched(facts_of_file, _standing(connection, version, facts_of_file))


def _standing(connection: sa.Connection, version: int, facts_of_file: Facts) -> pl.DataFrame:
    """The version's rows for the periods of the file; for areas, whose scope is the area, the rows of all of them."""
    scopes = None if facts_of_file.scope == "area_id" else facts_of_file.scopes
    return standing_rows(connection, version, facts_of_file.kind, scopes)


def _matched(facts_of_file: Facts, now: pl.DataFrame) -> pl.DataFrame:
    same = pl.all_horizontal(pl.col(value).eq_missing(pl.col(f"{value}_old")) for value in facts_of_file.values)
    status = (
        pl.when(pl.col("old_id").is_null())
        .then(pl.lit("new"))
        .when(same)
        .then(pl.lit("unchanged"))
        .otherwise(pl.lit("changed"))
    )
    joined = facts_of_file.rows.join(now, on=list(facts_of_file.key), how="left", suffix="_old", maintain_order="left")
    return joined.with_columns(status=status)


def _missing(connection: sa.Connection, facts_of_file: Facts, now: pl.DataFrame) -> pl.DataFrame:
    level = units(connection).select("area_id", "area_level", "valid_from", "valid_to")
    in_file, stored = facts_of_file.rows.join(level, on="area_id"), now.join(level, on="area_id")
    if facts_of_file.kind is AREA_MEASURE:
        day = pl.lit(in_file["valid_from"].max())
        stored = stored.filter(pl.col("valid_from") <= day, pl.col("valid_to").is_null() | (pl.col("valid_to") > day))
        stored = stored.with_columns(measured_on=pl.coalesce("population_date", "households_date"))
    same_kind = [pl.col("area_level"), *facts_of_file.kind.alike]
    shared = [expression.alias(f"_{number}") for number, expression in enumerate(same_kind)]
    comparable = stored.with_columns(shared).join(
        in_file.select(shared), on=[f"_{n}" for n in range(len(shared))], how="semi"
    )
    only = comparable.join(in_file, on=list(facts_of_file.key), how="anti").select(
        *now.columns, cs.by_name("measured_on", require_all=False)
    )
    return only.rename({value: f"{value}_old" for value in facts_of_file.values}).with_columns(status=pl.lit("missing"))


def _shortest(decimal: pl.Expr) -> pl.Expr:
    """2.1100 as "2.11"."""
    return decimal.cast(pl.String).str.strip_chars_end("0").str.strip_chars_end(".")


Row = Mapping[str, Any]
SCALE = 10_000
"""Figures have at most four decimals."""


@dataclass(frozen=True, eq=False)
class FileUnderReview:
    """The facts of a file and the version they would be applied to."""

    connection: sa.Connection
    version: int
    dataset: str
    facts: Facts

    def after(self, scopes: Iterable[object]) -> pl.DataFrame:
        """Key and values of the rows that these scopes would have after applying; `_mine`: those of the file."""
        kind, wanted = self.facts.kind, list(scopes)
        names = [*kind.key, *kind.values]
        from_file = self.facts.rows.filter(pl.col(kind.scope).is_in(wanted)).select(names)
        stored = standing_rows(self.connection, self.version, kind, wanted).select(names)
        others = stored.join(from_file, on=list(kind.key), how="anti")
        return pl.concat([from_file.with_columns(_mine=pl.lit(True)), others.with_columns(_mine=pl.lit(False))])

    @cached_property
    def indicator_units(self) -> dict[str, str]:
        t = Base.metadata.tables["indicator"]
        return {row.key: row.unit for row in self.connection.execute(sa.select(t.c.key, t.c.unit))}

    def findings(
        self, rows: pl.DataFrame, code: str, remedy: str, sentence: Callable[[Row], str], *, subject: bool = True
    ) -> list[Problem]:
        """A warning for each row (with the key of the file's table): area, subject, period and the row's `sentence`; at
        most LISTED_PROBLEMS, the others counted."""
        if rows.is_empty():
            return []
        listed = rows.head(LISTED_PROBLEMS)
        subjects = row_subjects(self.connection, self.version, self.facts.kind, listed)
        problems = []
        for row, about_row in zip(listed.iter_rows(named=True), subjects.iter_rows(named=True), strict=True):
            parts = [_area(about_row), *([about_row["subject"]] if subject else []), period_words(about_row["period"])]
            problems.append(Problem("warning", f"{', '.join(parts)}: {sentence(row)}", remedy, code=code))
        left = rows.height - listed.height
        return [*problems, *([unlisted("warning", code, left)] if left else [])]


def period_words(period: str) -> str:
    """ "tháng 03/2024", "năm 2024", "31/12/2023"."""
    parts = period.split("-")
    if len(parts) == 1:
        return _("năm {year}").format(year=period)
    return "/".join(reversed(parts)) if len(parts) == 3 else _("tháng {month}").format(month=f"{parts[1]}/{parts[0]}")


def figure_words(value: int | Decimal, unit: str = "") -> str:
    """ "20.355 người", "2,11%", "24.000.000.000 đồng"; `unit` is that of an indicator, or "VND"."""
    text = number(value, 9)
    words = _("đồng") if unit == "VND" else _(UNIT_WORDS[unit]) if unit in UNIT_WORDS else ""
    return f"{text}{'' if words in ('', '%') else ' '}{words}"


def change_words(new: int | Decimal, old: int | Decimal) -> str:
    """ "tăng 30%", "giảm 12,5%" of an old figure that is not 0; one decimal, half up."""
    moved, base = abs(Decimal(new) - Decimal(old)), abs(Decimal(old))
    tenths = divide_half_up(int(1000 * SCALE * moved), int(SCALE * base))
    percent = figure_words(Decimal(tenths) / 10, "percent")
    return (_("tăng {percent}") if new > old else _("giảm {percent}")).format(percent=percent)


def _area(word: Row) -> str:
    if word["level"] == "province":
        return _("Toàn tỉnh")
    return f"{word['area_name']} ({word['area_code']})"
