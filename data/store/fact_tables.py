"""The fact tables, their keys, locating rows by key, and writing many rows at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.ddl import CreateTable

from data.locale import _
from data.store.version import current_at
from models.base import Base

POPULATION = ("population", "population_date", "population_source")
HOUSEHOLDS = ("households", "households_date", "households_source")
BUDGET_FIGURES = ("estimate_vnd", "supplement_vnd", "cumulative_vnd", "advance_vnd", "settlement_vnd")
_TYPES: dict[type, pl.DataType] = {int: pl.Int64(), str: pl.String(), float: pl.Float64(), bool: pl.Boolean()}
_AREA = Base.metadata.tables["area"]
_UNITS: dict[str, pl.DataType] = {
    "area_id": pl.Int64(),
    "area_code": pl.String(),
    "area_name": pl.String(),
    "area_level": pl.String(),
    "above_id": pl.Int64(),
    "valid_from": pl.Date(),
    "valid_to": pl.Date(),
}
_NAMED = ["_code", "_level", "_period"]
_LEVEL = (
    pl.when(pl.col("commune_code").is_not_null())
    .then(pl.lit("commune"))
    .when(pl.col("district_code").is_not_null())
    .then(pl.lit("district"))
    .otherwise(pl.lit("province"))
)
NULL = r"\N"
"""Unquoted in PostgreSQL's CSV; texts are always quoted, so the same two letters as text stay text."""
_REPEATED = Base.metadata.tables["repeated_row"]
REPEATS: dict[str, pl.DataType] = {"id": pl.Int64(), "said_by": pl.Int64()}


@dataclass(frozen=True)
class FactTable:
    """A table of facts. `key` is unique among the current rows; `values` are the figures of a file; `scope` is the
    column of the key by which conflicts of two writers are found; `named` is the column that holds the file's name. A
    stored row is missing from a file that has others with the same `alike` and level of area. `carried` columns come
    from no file; `parts` are groups of columns that a file may fill without the others."""

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
    "caseload",
    ("area_id", "scheme", "group_code", "month", "kind"),
    ("people", "months", "shares", "amount_vnd"),
    "month",
    (pl.col("month"), pl.col("scheme"), pl.col("kind"), pl.col("group_code") == ""),
    "source",
)
OBSERVATION = FactTable(
    "observation",
    ("indicator_key", "area_id", "period"),
    ("value", "qualifier"),
    "period",
    (pl.col("period"), pl.col("indicator_key")),
    "source",
)
TARGET = FactTable(
    "target",
    ("indicator_key", "area_id", "period"),
    ("value",),
    "period",
    (pl.col("period"), pl.col("indicator_key")),
    "source",
)
AREA_MEASURE = FactTable(
    "area_measure",
    ("area_id",),
    (*POPULATION, *HOUSEHOLDS),
    "area_id",
    (),
    carried=("area_m2",),
    parts=(("area_m2",), POPULATION, HOUSEHOLDS),
)
BUDGET_LINE = FactTable(
    "budget_line",
    ("area_id", "budget_year", "month", "source", "level", "chapter", "category", "item"),
    BUDGET_FIGURES,
    "budget_year",
    (pl.col("budget_year"), pl.col("month"), pl.col("source"), pl.col("level")),
    "document",
    parts=tuple((figure,) for figure in BUDGET_FIGURES),
)
FACT_TABLES = {kind.name: kind for kind in (CASELOAD, OBSERVATION, TARGET, AREA_MEASURE, BUDGET_LINE)}


def standing_rows(
    connection: sa.Connection, version: int, kind: FactTable, scopes: Iterable[object] | None = None
) -> pl.DataFrame:
    """Key, values, carried columns and "old_id" of the version's rows; only those of `scopes` where given."""
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


class UnknownRowError(LookupError):
    """A row names an area, a group or an indicator that does not exist in its period; carries the name in the row."""


def units(connection: sa.Connection) -> pl.DataFrame:
    """Areas of all vintages: area_id, area_code, area_name, area_level, above_id, valid_from, valid_to."""
    named = ("id", "code", "name", "level", "parent_id", "valid_from", "valid_to")
    return typed(connection, sa.select(*(_AREA.c[name] for name in named)), _UNITS)


def with_area_ids(
    connection: sa.Connection, frame: pl.DataFrame, period: pl.Expr, day_of: Callable[[str], date]
) -> pl.DataFrame:
    """The frame with area_id, area_code and area_name, in its order. `day_of` turns a period into the day whose
    administrative units apply, as when the file was read; days before the first list count as its first day. Raises
    UnknownRowError."""
    rows = frame.with_columns(_code=pl.coalesce("commune_code", "district_code"), _level=_LEVEL, _period=period)
    areas = units(connection).with_columns(
        _code=pl.when(pl.col("area_level") != "province").then(pl.col("area_code")), _level=pl.col("area_level")
    )
    first: date = areas.select(pl.col("valid_from").min()).item()
    periods = rows["_period"].unique().to_list()
    days = pl.DataFrame(
        {"_period": periods, "_day": [max(day_of(text), first) for text in periods]},
        {"_period": pl.String, "_day": pl.Date},
    )
    wanted = rows.select(_NAMED).unique(maintain_order=True).join(days, on="_period", maintain_order="left")
    there = wanted.join(areas, on=["_code", "_level"], nulls_equal=True).filter(
        pl.col("valid_from") <= pl.col("_day"), pl.col("valid_to").is_null() | (pl.col("valid_to") > pl.col("_day"))
    )
    lost = wanted.join(there, on=_NAMED, how="anti", nulls_equal=True, maintain_order="left")
    if len(lost):
        raise UnknownRowError(lost["_code"][0] or _("Toàn tỉnh"))
    matches = there.select(*_NAMED, "area_id", "area_code", "area_name")
    return rows.join(matches, on=_NAMED, how="left", nulls_equal=True, maintain_order="left").drop(_NAMED)


def replace_rows(connection: sa.Connection, table: sa.Table, closed: pl.Series, rows: pl.DataFrame, batch: int) -> None:
    """End the rows with the ids `closed` with the version before `batch`, and add `rows` to `batch`.

    `rows` has columns of the table, without "id", "batch_from" and "batch_to"."""
    close_rows(connection, table, closed, batch)
    if len(rows):
        with temporary_rows(connection, [table.c[name] for name in rows.columns], rows) as incoming:
            names = [*rows.columns, "batch_from"]
            connection.execute(sa.insert(table).from_select(names, sa.select(incoming, sa.literal(batch))))


def close_rows(connection: sa.Connection, table: sa.Table, ids: pl.Series | Sequence[int], batch: int) -> None:
    """The rows end with the version before `batch`."""
    if len(ids):
        with temporary_rows(connection, [table.c.id], pl.DataFrame({"id": ids}, {"id": pl.Int64})) as rows:
            ended = sa.update(table).where(table.c.id.in_(sa.select(rows.c.id))).values(batch_to=batch)
            connection.execute(ended)


@contextmanager
def temporary_rows(
    connection: sa.Connection, columns: Sequence[sa.Column[Any]], rows: pl.DataFrame
) -> Iterator[sa.Table]:
    """A temporary table with the rows, whose columns are of the types of `columns`. It ends with the block, or with the
    transaction that fails in it: a retry finds none."""
    temporary = sa.Table(
        "incoming_row",
        sa.MetaData(),
        *(sa.Column(name, column.type) for name, column in zip(rows.columns, columns, strict=True)),
        prefixes=["TEMPORARY"],
    )
    connection.execute(CreateTable(temporary))
    with _explained_by_sqlalchemy(connection):
        fill = _insert_into_sqlite if connection.dialect.name == "sqlite" else _copy_into_postgresql
        fill(connection, temporary, rows)
    yield temporary
    temporary.drop(connection)


def keep_repeats(connection: sa.Connection, table: sa.Table, ids: pl.Series, batch: int) -> None:
    """Record that the batch contains the rows with these ids unchanged."""
    if len(ids):
        with temporary_rows(connection, [table.c.id], ids.to_frame("row_id")) as rows:
            repeated = sa.select(sa.literal(table.name), rows.c.row_id, sa.literal(batch))
            connection.execute(sa.insert(_REPEATED).from_select(["table_name", "row_id", "batch_id"], repeated))


def repeated_by(table: sa.Table, batch: int) -> sa.Select[tuple[int]]:
    """Ids of the rows that a batch repeats."""
    t = _REPEATED.c
    return sa.select(t.row_id).where(t.table_name == table.name, t.batch_id == batch)


def repeats_of(connection: sa.Connection, table: sa.Table, ids: sa.Select[tuple[int]]) -> pl.DataFrame:
    """The batches that repeat the rows: "id" and "said_by"."""
    t = _REPEATED.c
    repeats = sa.select(t.row_id, t.batch_id).where(t.table_name == table.name, t.row_id.in_(ids))
    return typed(connection, repeats, REPEATS)


def _type_of(kind: sa.types.TypeEngine[Any]) -> pl.DataType:
    if isinstance(kind, sa.types.TypeDecorator):
        return _type_of(kind.impl_instance)
    if isinstance(kind, sa.Date):
        return pl.Date()
    if isinstance(kind, sa.Numeric) and kind.asdecimal:
        return pl.Decimal(kind.precision, kind.scale or 0)
    return _TYPES[kind.python_type]


def _insert_into_sqlite(connection: sa.Connection, temporary: sa.Table, rows: pl.DataFrame) -> None:
    as_text = rows.with_columns(pl.col(pl.Decimal, pl.Date).cast(pl.String))
    cursor = connection.connection.cursor()
    cursor.executemany(str(sa.insert(temporary).compile(dialect=connection.dialect)), as_text.rows())
    cursor.close()


def _copy_into_postgresql(connection: sa.Connection, temporary: sa.Table, rows: pl.DataFrame) -> None:
    from psycopg import Connection, sql  # an office on SQLite needs no PostgreSQL

    statement = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT csv, NULL {}, ENCODING 'UTF8')").format(
        sql.Identifier(temporary.name), sql.SQL(", ").join(map(sql.Identifier, rows.columns)), sql.Literal(NULL)
    )
    text = rows.write_csv(include_header=False, null_value=NULL, quote_style="non_numeric")
    driver = connection.connection.driver_connection
    assert isinstance(driver, Connection)
    with driver.cursor() as cursor, cursor.copy(statement) as copy:
        copy.write(text)


@contextmanager
def _explained_by_sqlalchemy(connection: sa.Connection) -> Iterator[None]:
    """Errors of the driver as SQLAlchemy's, which database.transact retries or explains."""
    driver: Any = connection.dialect.loaded_dbapi
    try:
        yield
    except driver.Error as error:
        lost = connection.dialect.is_disconnect(error, connection.connection, None)
        statement = "fill a temporary table"
        raise DBAPIError.instance(statement, None, error, driver.Error, connection_invalidated=lost) from error
