"""Reads of plan figures.

Belongs here: targets of a version with their indicator. Does not: what was reached (queries.observations).
"""

from __future__ import annotations

import polars as pl
import sqlalchemy as sa

from data.store.queries import read, shortest
from data.store.version import current_at
from models.base import Base

_T = Base.metadata.tables

TARGETS = pl.Schema(
    {
        "indicator": pl.String,
        "policy_area": pl.String,
        "name": pl.String,
        "unit": pl.String,
        "position": pl.Int64,
        "area_id": pl.Int64,
        "period": pl.String,
        "value": pl.String,
        "source": pl.String,
    }
)
"""Plan figures with their indicator's words; `period` is a year, `value` an exact decimal as text."""


def targets(connection: sa.Connection, version: int) -> pl.DataFrame:
    """All targets, schema TARGETS, in the order of the indicators, by year and area."""
    t, indicator = _T["target"], _T["indicator"]
    statement = (
        sa.select(
            t.c.indicator_key.label("indicator"), indicator.c.policy_area, indicator.c.name, indicator.c.unit,
            indicator.c.position, t.c.area_id, t.c.period, sa.cast(t.c.value, sa.String).label("value"), t.c.source,
        )
        .join_from(t, indicator)
        .where(current_at(t, version))
        .order_by(indicator.c.position, t.c.period, t.c.area_id)
    )  # fmt: skip
    return read(connection, statement, TARGETS).with_columns(shortest("value"))
