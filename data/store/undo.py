"""Taking a batch back: the facts as if it had never been applied.

Belongs here: which batches stand and what a table's rows become without one. Does not: numbers, refusals and the
transaction (commands.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from models.base import Base

_BATCH = Base.metadata.tables["batch"]
_KEEPING = frozenset({"id", "batch_from", "batch_to"})


def standing_batches(connection: sa.Connection) -> frozenset[int]:
    """Numbers of the uploads (and the seed) that hold: never taken back, or by an undo that was itself taken back."""
    standing: set[int] = set()
    taken_back: set[int] = set()
    for number, undoes in connection.execute(sa.select(_BATCH.c.id, _BATCH.c.undoes_id).order_by(_BATCH.c.id.desc())):
        if number in taken_back:
            continue
        if undoes is None:
            standing.add(number)
        else:
            taken_back.add(undoes)
    return frozenset(standing)


def written_by(connection: sa.Connection, batch_id: int) -> int:
    """The upload that an undo, or an undo of an undo, is about; an upload is about itself."""
    undoes = {row.id: row.undoes_id for row in connection.execute(sa.select(_BATCH.c.id, _BATCH.c.undoes_id))}
    while (earlier := undoes[batch_id]) is not None:
        batch_id = earlier
    return batch_id


def rewrite(
    connection: sa.Connection, table: sa.Table, upload: int, standing: frozenset[int], batch: int
) -> tuple[int, int, int]:
    """Give each key the upload had written the row of the newest standing upload, written as rows of `batch`.

    Returns how many rows were written, closed, and left because a later upload had written them."""
    key = [column.name for column in _key_columns(table)]
    own = table.alias("own")
    same_key = sa.and_(*(table.c[name] == own.c[name] for name in key))
    rows = connection.execute(
        sa.select(table).join(own, same_key).where(own.c.batch_from == upload).order_by(table.c.batch_from)
    )
    wanted: dict[tuple[Any, ...], Mapping[str, Any]] = {}
    current: dict[tuple[Any, ...], Mapping[str, Any]] = {}
    for row in (found._asdict() for found in rows):
        where = tuple(row[name] for name in key)
        if row["batch_from"] in standing:
            wanted[where] = row
        if row["batch_to"] is None:
            current[where] = row
    stale = {where for where in wanted.keys() | current.keys() if _facts(wanted, where) != _facts(current, where)}
    close_rows(connection, table, [current[where]["id"] for where in stale & current.keys()], batch)
    back = [{**_facts(wanted, where), "batch_from": batch} for where in wanted if where in stale]
    if back:
        connection.execute(sa.insert(table), back)
    later = sum(row["batch_from"] > upload for where, row in wanted.items() if where not in stale)
    return len(back), len(stale & current.keys()), later


def close_rows(connection: sa.Connection, table: sa.Table, ids: list[int], batch: int) -> None:
    """The rows end with the version before `batch`."""
    if ids:
        statement = sa.update(table).where(table.c.id == sa.bindparam("row_id")).values(batch_to=batch)
        connection.execute(statement, [{"row_id": row_id} for row_id in ids])


def _facts(rows: Mapping[tuple[Any, ...], Mapping[str, Any]], where: tuple[Any, ...]) -> dict[str, Any]:
    return {name: value for name, value in rows.get(where, {}).items() if name not in _KEEPING}


def _key_columns(table: sa.Table) -> list[sa.ColumnElement[Any]]:
    index = next(index for index in table.indexes if index.unique and str(index.name).endswith("_current"))
    return list(index.columns)
