"""Reads of areas' sizes.

Belongs here: surface, population and households of a version, each with its date and source. Does not: areas themselves
(queries.areas).
"""

from __future__ import annotations

import polars as pl
import sqlalchemy as sa

from data.store.queries import read
from data.store.version import current_at
from models.base import Base

MEASURES = pl.Schema(
    {
        "area_id": pl.Int64,
        "area_m2": pl.Int64,
        "population": pl.Int64,
        "population_date": pl.String,
        "population_source": pl.String,
        "households": pl.Int64,
        "households_date": pl.String,
        "households_source": pl.String,
    }
)
"""One row an area that was ever measured; null where a figure is not known."""


def measures(connection: sa.Connection, version: int) -> pl.DataFrame:
    """Sizes of all areas, schema MEASURES, by area id."""
    t = Base.metadata.tables["area_measure"]
    statement = sa.select(*(t.c[name] for name in MEASURES)).where(current_at(t, version)).order_by(t.c.area_id)
    return read(connection, statement, MEASURES)
