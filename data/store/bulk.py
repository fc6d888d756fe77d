"""Many rows at once: a temporary table on the transaction's own connection, then one statement that closes and one that
inserts.

Belongs here: how rows reach the database. Does not: which rows (compare.py, undo.py). Never a second library with its own
SQLite on the same file: their locks undo each other's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import polars as pl
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.ddl import CreateTable

NULL = r"\N"
"""Unquoted in PostgreSQL's CSV; texts are always quoted, so the same two letters as text stay text."""


def replace_rows(connection: sa.Connection, table: sa.Table, closed: pl.Series, rows: pl.DataFrame, batch: int) -> None:
    """End the rows with the ids `closed` with the version before `batch`, and add `rows` to `batch`.

    `rows` has columns of the table, without "id", "batch_from" and "batch_to"."""
    close_rows(connection, table, closed, batch)
    if len(rows):
        with filled(connection, [table.c[name] for name in rows.columns], rows) as incoming:
            names = [*rows.columns, "batch_from"]
            connection.execute(sa.insert(table).from_select(names, sa.select(incoming, sa.literal(batch))))


def close_rows(connection: sa.Connection, table: sa.Table, ids: pl.Series | Sequence[int], batch: int) -> None:
    """The rows end with the version before `batch`."""
    if len(ids):
        with filled(connection, [table.c.id], pl.DataFrame({"id": ids}, {"id": pl.Int64})) as rows:
            ended = sa.update(table).where(table.c.id.in_(sa.select(rows.c.id))).values(batch_to=batch)
            connection.execute(ended)


@contextmanager
def filled(connection: sa.Connection, columns: Sequence[sa.Column[Any]], rows: pl.DataFrame) -> Iterator[sa.Table]:
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
