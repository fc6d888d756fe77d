"""Reads of the law with who wrote it: what the page of norms and documents stands on.

Belongs here: rows of parameters with their batch, and counts of published amounts. Does not: the frames of the engine
(queries.py).
"""

from __future__ import annotations

import polars as pl
import sqlalchemy as sa

from data.store.queries import read
from data.store.version import current_at
from models.base import Base
from models.frames import PARAMETERS

_T = Base.metadata.tables

PARAMETER_ROWS = pl.Schema(
    {
        **PARAMETERS,
        "unit": pl.String(),
        "verified_on": pl.Date(),
        "batch": pl.Int64(),
        "batch_kind": pl.String(),
        "actor": pl.String(),
        "created_at": pl.Datetime("us", "UTC"),
    }
)
"""Parameters with the batch that wrote each row."""
AMOUNT_TABLES = pl.Schema(
    {
        "scheme": pl.String,
        "applies_from": pl.Date,
        "document": pl.String,
        "evidence": pl.String,
        "amounts": pl.Int64,
    }
)
"""How many published amounts each document gives."""


def parameter_rows(connection: sa.Connection, version: int) -> pl.DataFrame:
    """Dated parameters and who wrote them, schema PARAMETER_ROWS, newest first."""
    t, batch = _T["parameter"], _T["batch"]
    others = {"batch": batch.c.id, "batch_kind": batch.c.kind, "actor": batch.c.actor, "created_at": batch.c.created_at}
    columns = [others[name].label(name) if name in others else t.c[name] for name in PARAMETER_ROWS]
    statement = sa.select(*columns).join_from(t, batch, batch.c.id == t.c.batch_from).where(current_at(t, version))
    return read(connection, statement.order_by(t.c.name, t.c.applies_from.desc()), PARAMETER_ROWS)


def amount_tables(connection: sa.Connection, version: int) -> pl.DataFrame:
    """Published amounts counted by scheme, first day and document, schema AMOUNT_TABLES, newest first."""
    t = _T["benefit_amount"]
    key = (t.c.scheme, t.c.applies_from, t.c.document, t.c.evidence)
    counted = sa.select(*key, sa.func.count().label("amounts")).where(current_at(t, version)).group_by(*key)
    return read(connection, counted.order_by(t.c.applies_from.desc(), t.c.scheme), AMOUNT_TABLES)
