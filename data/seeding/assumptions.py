"""Starting assumptions of the levers: those the database lacks."""

from __future__ import annotations

import sqlalchemy as sa

from data.seed_files import SEED_BATCH, Row, day, seed_rows
from models.base import Base
from models.tables.assumptions import StartingAssumption

_TABLE = Base.metadata.tables["starting_assumption"]


def add_assumptions(connection: sa.Connection) -> None:
    """A database of an earlier release gets them too, as if it had been seeded with them; a row that is there, current
    or closed, stays as it is."""
    t = _TABLE.c
    there = {tuple(row) for row in connection.execute(sa.select(t.lever, t.known_from, t.when_given))}
    rows = [_row(row) for row in seed_rows("assumptions.csv")]
    missing = [row for row in rows if (row["lever"], row["known_from"], row["when_given"]) not in there]
    if missing:
        connection.execute(sa.insert(StartingAssumption), missing)


def _row(row: dict[str, str]) -> Row:
    ends = {name: int(row[name]) if row[name] else None for name in ("low", "high")}
    days = {name: day(row[name]) for name in ("known_from", "known_until")}
    return {**row, **ends, **days, "batch_from": SEED_BATCH}
