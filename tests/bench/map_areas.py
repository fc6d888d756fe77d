"""A province of 705 communes for the map's bench: outlines of forty corners, a rate and a count for each, a rate for
six districts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal

import sqlalchemy as sa

from data.engine import Database
from data.store.batches import insert_batch
from data.store.version import lock_version, take_next_version
from data.vocabulary.periods import VINTAGE_2023
from models.base import Base

AREAS, COLUMNS, SIDE = 705, 27, 10
WEST, SOUTH, STEP = 105.7, 20.3, 0.02
PERIOD, VINTAGE = "2023", "2023"
DISTRICTS_RATE, COMMUNES_RATE, COMMUNES_COUNT = "training.trained_share", "poverty.poor_rate", "poverty.poor_households"
"""Communes are drawn where no district has sent the figure."""

_T = Base.metadata.tables
_AREA, _BOUNDARY, _OBSERVATION = _T["area"], _T["boundary"], _T["observation"]


def fill(database: Database) -> None:
    """Together with the communes that are there, `AREAS` of them in the list of 2023."""
    database.transact(_written)


def _written(connection: sa.Connection) -> int:
    batch = take_next_version(connection, lock_version(connection))
    insert_batch(
        connection,
        batch,
        "upload",
        "indicators",
        actor="Chị Lan",
        key=f"705-{batch}",
        added=AREAS,
        closed=0,
        filename="705-xa.csv",
    )
    of_2023 = (_AREA.c.valid_from == VINTAGE_2023, _AREA.c.level == "commune")
    there = connection.execute(sa.select(_AREA.c.id).where(*of_2023)).scalars().all()
    district = _AREA.c.level == "district"
    districts = (
        connection.execute(sa.select(_AREA.c.id).where(district, _AREA.c.valid_from == VINTAGE_2023)).scalars().all()
    )
    fresh = [
        {
            "code": f"X{place:04}",
            "name": f"Mới {place}",
            "kind": "Xã",
            "level": "commune",
            "valid_from": VINTAGE_2023,
            "parent_id": districts[place % len(districts)],
            "batch_from": batch,
        }
        for place in range(AREAS - len(there))
    ]
    connection.execute(sa.insert(_AREA), fresh)
    communes = connection.execute(sa.select(_AREA.c.id).where(*of_2023).order_by(_AREA.c.code)).scalars().all()
    assert len(communes) == AREAS
    connection.execute(sa.insert(_BOUNDARY), [_outline(area, place, batch) for place, area in enumerate(communes)])
    figures = [
        *(_figure(DISTRICTS_RATE, area, Decimal(20 + 7 * place), batch) for place, area in enumerate(districts)),
        *(_figure(COMMUNES_RATE, area, _rate(place), batch) for place, area in enumerate(communes)),
        *(_figure(COMMUNES_COUNT, area, Decimal(20 + place * 37 % 400), batch) for place, area in enumerate(communes)),
    ]
    connection.execute(sa.insert(_OBSERVATION), figures)
    return batch


def _rate(place: int) -> Decimal:
    """Neighbours in the list differ, so that no two share a branch of the colours' conditions for long."""
    return Decimal(place * 131 % 997) / 100


def _outline(area: int, place: int, batch: int) -> dict[str, object]:
    row, column = divmod(place, COLUMNS)
    west, south = WEST + column * STEP, SOUTH + row * STEP
    ring = [[round(x, 5), round(y, 5)] for x, y in _square(west, south)]
    return {
        "area_id": area,
        "geometry": json.dumps({"type": "Polygon", "coordinates": [ring]}),
        "schematic": False,
        "label_longitude": west + STEP / 2,
        "label_latitude": south + STEP / 2,
        "source": "lưới đo",
        "batch_from": batch,
    }


def _square(west: float, south: float) -> Iterator[tuple[float, float]]:
    """Around it once, `SIDE` points a side."""
    steps = [STEP * i / SIDE for i in range(SIDE)]
    yield from ((west + step, south) for step in steps)
    yield from ((west + STEP, south + step) for step in steps)
    yield from ((west + STEP - step, south + STEP) for step in steps)
    yield from ((west, south + STEP - step) for step in steps)
    yield west, south


def _figure(indicator: str, area: int, value: Decimal, batch: int) -> dict[str, object]:
    return {
        "indicator_key": indicator,
        "area_id": area,
        "period": PERIOD,
        "value": value,
        "qualifier": "=",
        "quality": "uploaded",
        "source": "705-xa.csv",
        "batch_from": batch,
    }
