"""The tables that files write: what makes a row of each the same row, and what of it may differ.

Belongs here: keys, values and scopes, and reading the rows that stand. Does not: how a file becomes rows (facts.py) or what
is written (commands.py, undo.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import polars as pl
import sqlalchemy as sa

from data.store.version import current_at
from models.base import Base

POPULATION = ("population", "population_date", "population_source")
HOUSEHOLDS = ("households", "households_date", "households_source")
BUDGET_FIGURES = ("estimate_vnd", "supplement_vnd", "cumulative_vnd", "advance_vnd", "settlement_vnd")
_TYPES: dict[type, pl.DataType] = {int: pl.Int64(), str: pl.String(), float: pl.Float64(), bool: pl.Boolean()}


@dataclass(frozen=True)
class FactTable:
    """`key` is unique among the current rows; `values` are what a file says; `scope` is the column of the key that a
    conflict of two writers is about; `named` keeps the file's name. A standing row is missed by a file that has others
    with the same `alike` and level of area. `carried` columns no file says; `parts` are columns that one file writes
    without knowing the others."""

    name: str
    key: tuple[str, ...]
    values: tuple[str, ...]
    scope: str
    alike: tuple[pl.Expr, ...]
    named: str | None = None
    carried: tuple[str, ...] = ()
    parts: tuple[tuple[str, ...], ...] = ()

    @property
    def table(self) -> sa.Table:
        return Base.metadata.tables[self.name]


CASELOAD = FactTable(
    "caseload", ("area_id", "scheme", "group_code", "month", "kind"), ("people", "months", "shares", "amount_vnd"), "month",
    (pl.col("month"), pl.col("scheme"), pl.col("kind"), pl.col("group_code") == ""), "source",
)  # fmt: skip
OBSERVATION = FactTable(
    "observation", ("indicator_key", "area_id", "period"), ("value", "qualifier"), "period",
    (pl.col("period"), pl.col("indicator_key")), "source",
)  # fmt: skip
TARGET = FactTable(
    "target", ("indicator_key", "area_id", "period"), ("value",), "period",
    (pl.col("period"), pl.col("indicator_key")), "source",
)  # fmt: skip
AREA_MEASURE = FactTable(
    "area_measure", ("area_id",), (*POPULATION, *HOUSEHOLDS), "area_id", (), carried=("area_m2",),
    parts=(("area_m2",), POPULATION, HOUSEHOLDS),
)  # fmt: skip
BUDGET_LINE = FactTable(
    "budget_line", ("area_id", "budget_year", "month", "source", "level", "chapter", "category", "item"), BUDGET_FIGURES,
    "budget_year", (pl.col("budget_year"), pl.col("month"), pl.col("source"), pl.col("level")), "document",
    parts=tuple((figure,) for figure in BUDGET_FIGURES),
)  # fmt: skip
FACT_TABLES = {kind.name: kind for kind in (CASELOAD, OBSERVATION, TARGET, AREA_MEASURE, BUDGET_LINE)}


def standing_rows(
    connection: sa.Connection, version: int, kind: FactTable, scopes: Iterable[object] | None = None
) -> pl.DataFrame:
    """Key, values, what is carried over and "old_id" of the version's rows, of some scopes only where they are given."""
    t = kind.table
    names = (*kind.key, *kind.values, *kind.carried)
    statement = sa.select(t.c.id.label("old_id"), *(t.c[name] for name in names)).where(current_at(t, version))
    if scopes is not None:
        statement = statement.where(t.c[kind.scope].in_(list(scopes)))
    return typed(connection, statement, {"old_id": pl.Int64(), **schema_of(t, names)})


def schema_of(table: sa.Table, names: Iterable[str]) -> dict[str, pl.DataType]:
    """The Polars types of a table's columns; exact decimals stay exact."""
    return {name: _type_of(table.c[name].type) for name in names}


def typed(connection: sa.Connection, statement: sa.Select[Any], schema: dict[str, pl.DataType]) -> pl.DataFrame:
    """The statement's rows with exactly these columns; column by column, which is the quickest way for many rows."""
    columns = list(zip(*connection.execute(statement), strict=True)) or [()] * len(schema)
    return pl.DataFrame(
        [pl.Series(name, values, kind) for (name, kind), values in zip(schema.items(), columns, strict=True)]
    )


def _type_of(kind: sa.types.TypeEngine[Any]) -> pl.DataType:
    if isinstance(kind, sa.types.TypeDecorator):
        return _type_of(kind.impl_instance)
    if isinstance(kind, sa.Date):
        return pl.Date()
    if isinstance(kind, sa.Numeric) and kind.asdecimal:
        return pl.Decimal(kind.precision, kind.scale or 0)
    return _TYPES[kind.python_type]
