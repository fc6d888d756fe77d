"""Reading the crosswalk between vintages as of a version.

Belongs here: its frame and the model made of it. Does not: entering a share (crosswalk_weights.py), converting figures
(models/atlas).
"""

from __future__ import annotations

import polars as pl
import sqlalchemy as sa

from data.store import queries
from data.store.version import current_at
from models.base import Base
from models.geo.crosswalk import CHANGES, Crosswalk

AREA_CHANGE = Base.metadata.tables["area_change"]


def area_changes(connection: sa.Connection, version: int) -> pl.DataFrame:
    """Every step between vintages, schema CHANGES, oldest first."""
    t = AREA_CHANGE.c
    columns = (t.from_area_id, t.to_area_id, t.changed_on, t.weight_ppm, t.basis, t.evidence)
    named = [column.label(name) for column, name in zip(columns, CHANGES, strict=True)]
    ordered = sa.select(*named).where(current_at(AREA_CHANGE, version))
    return queries.read(connection, ordered.order_by(t.changed_on, t.from_area_id, t.to_area_id), CHANGES)


def crosswalk(connection: sa.Connection, version: int) -> Crosswalk:
    """Units and steps of a version."""
    return Crosswalk.of(queries.areas(connection, version), area_changes(connection, version))
