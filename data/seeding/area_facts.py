"""Published facts of districts, wards and communes, and their schematic outlines: those the database lacks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import sqlalchemy as sa

from data.seed_files import SEED_BATCH, Row, seed_rows
from models.base import Base
from models.tables.facts import Observation

LAND, SIZE, DENSITY = "area.land_km2", "area.population_size", "area.density"
"""Density is worked out here, of the two others of the same area: no file gives it."""
_T = Base.metadata.tables


def add_area_facts(connection: sa.Connection) -> None:
    """A database of an earlier release gets them too, as if it had been seeded with them; a figure that is there, sent
    or closed, stays as it is."""
    t = _T["observation"].c
    named = sa.select(t.indicator_key, t.area_id, t.period).where(t.indicator_key.startswith("area."))
    there = {tuple(row) for row in connection.execute(named)}
    rows = [*_rows(connection)]
    missing = [row for row in rows if (row["indicator_key"], row["area_id"], row["period"]) not in there]
    if missing:
        connection.execute(sa.insert(Observation), missing)


def _rows(connection: sa.Connection) -> Iterator[Row]:
    area = _T["area"].c
    ids = {
        (level, code, since): key
        for key, level, code, since in connection.execute(
            sa.select(area.id, area.level, area.code, area.valid_from).where(area.level != "province")
        )
    }
    figures: dict[tuple[int, str], Row] = {}
    for row in seed_rows("area_facts.csv"):
        for since in map(date.fromisoformat, row["valid_from"].split()):
            found = _row(row, ids[row["level"], row["code"], since])
            figures[ids[row["level"], row["code"], since], row["indicator"]] = found
            yield found
    for (area_id, indicator), land in figures.items():
        people = figures.get((area_id, SIZE))
        if indicator == LAND and people is not None:
            yield _density(people, land)


def _row(row: dict[str, str], area_id: int) -> Row:
    return {
        "indicator_key": row["indicator"],
        "area_id": area_id,
        "period": row["period"],
        "value": Decimal(row["value"]),
        "qualifier": "=",
        "quality": row["quality"],
        "formula": row["formula"],
        "source": row["source"],
        "evidence": row["evidence"],
        "batch_from": SEED_BATCH,
    }


def _density(people: Row, land: Row) -> Row:
    """Persons to the square kilometre, whole."""
    value = Decimal(str(people["value"])) / Decimal(str(land["value"]))
    return {
        **people,
        "indicator_key": DENSITY,
        "value": value.quantize(Decimal(1), ROUND_HALF_UP),
        "quality": "derived",
        "formula": f"dân số : diện tích tự nhiên; dân số: {people['formula']}",
    }
