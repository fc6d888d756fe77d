"""Seeding as one batch, once, in the transaction that migrates."""

from __future__ import annotations

import sqlalchemy as sa

from data.clock import now
from data.seed_files import SEED_BATCH
from data.seeding.area_facts import add_area_facts
from data.seeding.assumptions import add_assumptions
from data.seeding.figures import add_indicators, insert_figures
from data.seeding.geography import HA_NAM, VINTAGE_2023, add_outlines, insert_areas
from data.seeding.law import insert_law
from models.base import Base
from models.tables.audit import AuditHead
from models.tables.batches import Batch, VersionHead

SEED_ACTOR = "Số liệu ban đầu"


def seed_empty_database(connection: sa.Connection) -> bool:
    """Insert batch 1 on the caller's transaction; False when the database already has data: then only indicators,
    assumptions, facts and outlines of areas that it lacks are added."""
    if connection.execute(sa.select(sa.func.count()).select_from(VersionHead)).scalar_one():
        add_indicators(connection)
        add_assumptions(connection)
        add_area_facts(connection)
        add_outlines(connection)
        return False
    connection.execute(
        sa.insert(Batch).values(
            id=SEED_BATCH,
            kind="seed",
            dataset="seed",
            actor=SEED_ACTOR,
            created_at=now(),
            idempotency_key="seed",
            rows_added=0,
            rows_closed=0,
        )
    )
    areas = insert_areas(connection)
    insert_law(connection)
    insert_figures(connection, areas[HA_NAM, VINTAGE_2023])
    add_assumptions(connection)
    add_area_facts(connection)
    added = sum(_seeded(connection, table) for table in Base.metadata.sorted_tables if "batch_from" in table.c)
    connection.execute(sa.update(Batch).where(Batch.id == SEED_BATCH).values(rows_added=added))  # type: ignore[arg-type]
    connection.execute(sa.insert(VersionHead).values(id=1, version=SEED_BATCH))
    connection.execute(sa.insert(AuditHead).values(id=1, sequence=0, hash=""))
    return True


def _seeded(connection: sa.Connection, table: sa.Table) -> int:
    return int(connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one())
