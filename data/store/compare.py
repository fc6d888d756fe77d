"""A checked file against what is kept: which rows are new, changed, unchanged, and which the file does not have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import polars as pl
import sqlalchemy as sa
from polars import selectors as cs

from data.ingest import Check
from data.store.fact_tables import AREA_MEASURE, standing_rows, units
from data.store.facts import ABOUT, Facts, about, facts

Status = Literal["new", "changed", "unchanged", "missing"]
STATUSES: tuple[Status, ...] = ("new", "changed", "unchanged", "missing")


@dataclass(frozen=True, eq=False)
class Comparison:
    """`frame` has a row for each row of the file (in its order), then each missing one: status, the columns of
    subjects.ABOUT, "<value>_old" and "<value>_new" for each of `values` (whole numbers, or text: decimals as "2.11"),
    and old_id. "missing" rows stand now for the same period, level of area and kind of row but are not in the file;
    applying leaves them as they are."""

    frame: pl.DataFrame
    values: tuple[str, ...]
    counts: dict[Status, int]


def compare(connection: sa.Connection, version: int, check: Check) -> Comparison:
    """An accepted file against a version. Raises UnknownRowError."""
    found = facts(connection, version, check.dataset, check.frame)
    now = _standing(connection, version, found)
    rows = pl.concat([_matched(found, now), _missing(connection, found, now)], how="diagonal")
    words = about(connection, version, found.kind, rows)
    figures = [name for value in found.values for name in (f"{value}_old", f"{value}_new")]
    renamed = rows.rename({value: f"{value}_new" for value in found.values})
    shown = renamed.select("status", *figures, "old_id").with_columns(_shortest(pl.col(pl.Decimal)))
    frame = pl.concat([words, shown], how="horizontal").select("status", *ABOUT, *figures, "old_id")
    counted = dict(frame["status"].value_counts().rows())
    return Comparison(frame, found.values, {status: counted.get(status, 0) for status in STATUSES})


def matched(connection: sa.Connection, version: int, found: Facts) -> pl.DataFrame:
    """The rows of a file with their status, "<value>_old" and "old_id"."""
    return _matched(found, _standing(connection, version, found))


def _standing(connection: sa.Connection, version: int, found: Facts) -> pl.DataFrame:
    """The rows that stand for the file's periods; all areas', where each area is a conflict of its own."""
    scopes = None if found.scope == "area_id" else found.scopes
    return standing_rows(connection, version, found.kind, scopes)


def _matched(found: Facts, now: pl.DataFrame) -> pl.DataFrame:
    same = pl.all_horizontal(pl.col(value).eq_missing(pl.col(f"{value}_old")) for value in found.values)
    status = (
        pl.when(pl.col("old_id").is_null())
        .then(pl.lit("new"))
        .when(same)
        .then(pl.lit("unchanged"))
        .otherwise(pl.lit("changed"))
    )
    joined = found.rows.join(now, on=list(found.key), how="left", suffix="_old", maintain_order="left")
    return joined.with_columns(status=status)


def _missing(connection: sa.Connection, found: Facts, now: pl.DataFrame) -> pl.DataFrame:
    level = units(connection).select("area_id", "area_level", "valid_from", "valid_to")
    mine, theirs = found.rows.join(level, on="area_id"), now.join(level, on="area_id")
    if found.kind is AREA_MEASURE:
        day = pl.lit(mine["valid_from"].max())
        theirs = theirs.filter(pl.col("valid_from") <= day, pl.col("valid_to").is_null() | (pl.col("valid_to") > day))
        theirs = theirs.with_columns(measured_on=pl.coalesce("population_date", "households_date"))
    alike = [pl.col("area_level"), *found.kind.alike]
    shared = [expression.alias(f"_{number}") for number, expression in enumerate(alike)]
    lost = theirs.with_columns(shared).join(mine.select(shared), on=[f"_{n}" for n in range(len(shared))], how="semi")
    only = lost.join(mine, on=list(found.key), how="anti").select(
        *now.columns, cs.by_name("measured_on", require_all=False)
    )
    return only.rename({value: f"{value}_old" for value in found.values}).with_columns(status=pl.lit("missing"))


def _shortest(decimal: pl.Expr) -> pl.Expr:
    """2.1100 as "2.11"."""
    return decimal.cast(pl.String).str.strip_chars_end("0").str.strip_chars_end(".")
