"""Which rows of the borders a checked file sets, beside those that stand."""

from __future__ import annotations

from collections import Counter
from datetime import date

import polars as pl
import sqlalchemy as sa

from data.boundaries.check import Check
from data.locale import _
from data.store.fact_tables import schema_of, typed
from data.store.version import current_at
from data.vocabulary.periods import VINTAGES
from models.base import Base

BOUNDARY = Base.metadata.tables["boundary"]
VALUES = ("geometry", "label_longitude", "label_latitude", "schematic", "source")
_SHOWN = VALUES[:-1]
_AREA, _CHANGE = Base.metadata.tables["area"], Base.metadata.tables["area_change"]
_WHOLE_PPM = 1_000_000


def compared(connection: sa.Connection, version: int, check: Check) -> pl.DataFrame:
    """One row for each area whose border the file gives: "area_id", VALUES, "old_id" of the row that stands (null:
    none) and whether it `differs` from it in more than its source."""
    source = _("Tệp {file}").format(file=check.filename)[: BOUNDARY.c.source.type.length]  # type: ignore[attr-defined]
    drawn = {outline.code: outline for outline in check.outlines}
    rows = [
        {
            "area_id": area_id,
            "geometry": drawn[code].geometry,
            "label_longitude": drawn[code].label[0],
            "label_latitude": drawn[code].label[1],
            "schematic": False,
            "source": source,
        }
        for area_id, code in sorted(areas_drawn(connection, version, check.vintage, check.level).items())
        if code in drawn
    ]
    names = ("area_id", *VALUES)
    coming = pl.DataFrame(rows, schema=schema_of(BOUNDARY, names))
    statement = sa.select(BOUNDARY.c.id, *(BOUNDARY.c[name] for name in names)).where(current_at(BOUNDARY, version))
    now = typed(connection, statement, {"old_id": pl.Int64(), **schema_of(BOUNDARY, names)})
    both = coming.join(now, on="area_id", how="left", suffix="_now", maintain_order="left")
    differs = pl.any_horizontal(pl.col(name).ne_missing(pl.col(f"{name}_now")) for name in _SHOWN)
    return both.select(*names, "old_id", differs=differs)


def areas_drawn(connection: sa.Connection, version: int, vintage: date, level: str) -> dict[int, str]:
    """Ids of the areas that a file of a list draws, with the codes in that list: those of the list, and those of other
    lists in which every unit has the land of one of them (the six districts before and after Kim Bảng became a
    town)."""
    t = _AREA.c
    columns = (t.id, t.code, t.valid_from, t.valid_to)
    areas = connection.execute(sa.select(*columns).where(t.level == level, t.batch_from <= version)).all()
    lists = {
        day: {area.id: area.code for area in areas if area.valid_from <= day < (area.valid_to or date.max)}
        for day in VINTAGES
    }
    mine, same = lists[vintage], _same_land(connection, version)
    drawn = dict(mine)
    for listed in lists.values():
        codes = {area_id: mine.get(area_id) or mine.get(same.get(area_id, area_id)) for area_id in listed}
        if all(codes.values()):
            drawn |= {area_id: code for area_id, code in codes.items() if code is not None}
    return drawn


def _same_land(connection: sa.Connection, version: int) -> dict[int, int]:
    """Areas that became another area whole and alone, and the other way round."""
    t = _CHANGE.c
    steps = connection.execute(
        sa.select(t.from_area_id, t.to_area_id, t.weight_ppm).where(current_at(_CHANGE, version))
    ).all()
    into, out = Counter(step.to_area_id for step in steps), Counter(step.from_area_id for step in steps)
    alone = [
        (step.from_area_id, step.to_area_id)
        for step in steps
        if step.weight_ppm == _WHOLE_PPM and into[step.to_area_id] == 1 and out[step.from_area_id] == 1
    ]
    return dict(alone) | {new: old for old, new in alone}
