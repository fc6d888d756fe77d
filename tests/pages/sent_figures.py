"""Observations as districts, communes or the province would have sent them, written as one batch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import sqlalchemy as sa

from data.engine import Database
from data.store.batches import insert_batch
from data.store.version import lock_version, take_next_version
from models.base import Base
from models.tables.facts import Observation

_T = Base.metadata.tables


@dataclass(frozen=True)
class Sent:
    """One figure of the area that has the code in the vintage beginning on `since`."""

    code: str
    indicator: str
    value: str
    period: str = "2023"
    since: str = "2023-01-01"
    level: str = "district"


def send(database: Database, rows: Sequence[Sent]) -> int:
    """The version that holds the rows; what they replace is closed."""
    figure, area = _T["observation"], _T["area"]

    def work(connection: sa.Connection) -> int:
        head = lock_version(connection)
        batch = take_next_version(connection, head)
        insert_batch(
            connection,
            batch,
            "upload",
            "indicators",
            actor="Chị Lan",
            key=f"gửi-{batch}",
            added=len(rows),
            closed=0,
            filename="so-gui.csv",
        )
        for row in rows:
            day = date.fromisoformat(row.since)
            where = (area.c.code == row.code, area.c.valid_from == day, area.c.level == row.level)
            area_id = connection.execute(sa.select(area.c.id).where(*where)).scalar_one()
            key = (figure.c.indicator_key == row.indicator, figure.c.area_id == area_id, figure.c.period == row.period)
            connection.execute(sa.update(figure).where(*key, figure.c.batch_to.is_(None)).values(batch_to=batch))
            connection.execute(
                sa.insert(Observation).values(
                    indicator_key=row.indicator,
                    area_id=area_id,
                    period=row.period,
                    value=Decimal(row.value),
                    qualifier="=",
                    quality="uploaded",
                    source="so-gui.csv",
                    batch_from=batch,
                )
            )
        return batch

    return database.transact(work)
