"""Rows a file found standing as it would have written them: said by its batch too.

Belongs here: keeping and reading them. Does not: what follows when a batch is taken back (undo.py).
"""

from __future__ import annotations

import polars as pl
import sqlalchemy as sa

from data.store.bulk import filled
from data.store.fact_tables import typed
from models.base import Base

_REPEATED = Base.metadata.tables["repeated_row"]
REPEATS: dict[str, pl.DataType] = {"id": pl.Int64(), "said_by": pl.Int64()}


def keep_repeats(connection: sa.Connection, table: sa.Table, ids: pl.Series, batch: int) -> None:
    """The batch says the rows with these ids once more."""
    if len(ids):
        with filled(connection, [table.c.id], ids.to_frame("row_id")) as rows:
            said = sa.select(sa.literal(table.name), rows.c.row_id, sa.literal(batch))
            connection.execute(sa.insert(_REPEATED).from_select(["table_name", "row_id", "batch_id"], said))


def repeated_by(table: sa.Table, batch: int) -> sa.Select[tuple[int]]:
    """Ids of the rows that a batch repeats."""
    t = _REPEATED.c
    return sa.select(t.row_id).where(t.table_name == table.name, t.batch_id == batch)


def repeats_of(connection: sa.Connection, table: sa.Table, ids: sa.Select[tuple[int]]) -> pl.DataFrame:
    """Who repeats the rows: "id" and "said_by"."""
    t = _REPEATED.c
    found = sa.select(t.row_id, t.batch_id).where(t.table_name == table.name, t.row_id.in_(ids))
    return typed(connection, found, REPEATS)
