"""The province, its areas of three vintages, their crosswalk, measures and outlines."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from data.seed_files import FOLDER, SEED_BATCH, Row, seed_rows
from models.base import HOME_PROVINCE, Base
from models.tables.geography import Area, AreaChange, AreaMeasure, Boundary, Province

VINTAGE_2023, VINTAGE_2025_01, VINTAGE_2025_07 = date(2023, 1, 1), date(2025, 1, 1), date(2025, 7, 1)
HA_NAM, NINH_BINH = "35", "37"
OUTLINES = FOLDER / "boundaries"
BOUNDARIES = OUTLINES / "hanam_districts_schematic.geojson"
COMMUNES = {
    VINTAGE_2025_01: OUTLINES / "hanam_communes_2025-01_schematic.geojson",
    VINTAGE_2025_07: OUTLINES / "hanam_wards_2025-07_schematic.geojson",
}
"""No coordinates are known of communes that ended with 2024."""
BOUNDARY_SOURCE = "Tính từ tọa độ xã trong vietnamadminunits 1.0.4 (MIT) và diện tích công bố; xem NOTICE"
WHOLE_PPM = 1_000_000
KIM_BANG = "350"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Unit:
    code: str
    full_name: str
    level: str
    parent: tuple[str, date] | None
    valid_from: date
    valid_to: date | None
    tile: tuple[int, int] | None = None


def insert_areas(connection: sa.Connection) -> dict[tuple[str, date], int]:
    """The province and all areas; returns the ids of areas by (code, first day of validity)."""
    connection.execute(sa.insert(Province).values(id=HOME_PROVINCE, name="Hà Nam"))
    ids: dict[tuple[str, date], int] = {}
    for unit in _units():
        kind, name = _kind_and_name(unit.full_name)
        values: Row = {
            "code": unit.code,
            "name": name,
            "kind": kind,
            "level": unit.level,
            "parent_id": ids[unit.parent] if unit.parent else None,
            "valid_from": unit.valid_from,
            "valid_to": unit.valid_to,
            "tile_row": unit.tile[0] if unit.tile else None,
            "tile_column": unit.tile[1] if unit.tile else None,
            "batch_from": SEED_BATCH,
        }
        key = connection.execute(sa.insert(Area).values(**values)).inserted_primary_key
        assert key is not None
        ids[unit.code, unit.valid_from] = key[0]
    _insert_changes(connection, ids)
    _insert_measures(connection, ids)
    _write_outlines(connection, lambda: _boundary_rows(ids))
    add_outlines(connection)
    return ids


def _units() -> list[_Unit]:
    home = (HA_NAM, VINTAGE_2023)
    units = [
        _Unit(HA_NAM, "Tỉnh Hà Nam", "province", None, VINTAGE_2023, VINTAGE_2025_07),
        _Unit(NINH_BINH, "Tỉnh Ninh Bình", "province", None, VINTAGE_2025_07, None),
    ]
    for row in seed_rows("districts_2023.csv"):
        code, name, tile = row["code"], row["name_vi"], (int(row["tile_row"]), int(row["tile_column"]))
        ends = VINTAGE_2025_01 if code == KIM_BANG else VINTAGE_2025_07
        units.append(_Unit(code, f"{row['kind']} {name}", "district", home, VINTAGE_2023, ends, tile))
        if code == KIM_BANG:
            units.append(_Unit(code, f"Thị xã {name}", "district", home, VINTAGE_2025_01, VINTAGE_2025_07, tile))
    for row in seed_rows("communes_2023.csv"):
        district = (row["district_code"], VINTAGE_2023)
        units.append(_Unit(row["code"], row["name"], "commune", district, VINTAGE_2023, VINTAGE_2025_01))
    steps = seed_rows("commune_crosswalk_2025-07.csv")
    for row in steps:
        district = (row["district_code"], VINTAGE_2025_01 if row["district_code"] == KIM_BANG else VINTAGE_2023)
        units.append(
            _Unit(row["code_2025_01"], row["name_2025_01"], "commune", district, VINTAGE_2025_01, VINTAGE_2025_07)
        )
    for code, name in sorted({(row["code_2025_07"], row["name_2025_07"]) for row in steps}):
        units.append(_Unit(code, name, "commune", (NINH_BINH, VINTAGE_2025_07), VINTAGE_2025_07, None))
    return units


def _kind_and_name(name: str) -> tuple[str, str]:
    for kind in ("Thành phố", "Thị xã", "Thị trấn", "Phường", "Huyện", "Tỉnh", "Xã"):
        if name.startswith(f"{kind} "):
            return kind, name.removeprefix(f"{kind} ")
    raise ValueError(f"no kind of unit in {name!r}")


def _insert_changes(connection: sa.Connection, ids: dict[tuple[str, date], int]) -> None:
    changes: dict[tuple[int, int], Row] = {}

    def add(old: int, new: int, on: date, weight: int | None, basis: str, evidence: str) -> None:
        changes[old, new] = {
            "from_area_id": old,
            "to_area_id": new,
            "changed_on": on,
            "weight_ppm": weight,
            "basis": basis,
            "evidence": evidence,
            "batch_from": SEED_BATCH,
        }

    resolution = "Nghị quyết 1288/NQ-UBTVQH15"
    add(ids[KIM_BANG, VINTAGE_2023], ids[KIM_BANG, VINTAGE_2025_01], VINTAGE_2025_01, WHOLE_PPM, resolution, "text")
    for row in seed_rows("commune_crosswalk_2025-01.csv"):
        target = ids.get((row["code_2025_01"], VINTAGE_2025_01))
        if target is not None:
            add(ids[row["code_2023"], VINTAGE_2023], target, VINTAGE_2025_01, WHOLE_PPM, resolution, row["evidence"])
    names = {row["name_2025_07"]: row["code_2025_07"] for row in seed_rows("commune_crosswalk_2025-07.csv")}
    for row in seed_rows("commune_crosswalk_2025-07.csv"):
        split = row["split"] == "yes"
        targets = [row["code_2025_07"], *([names[row["other_part_goes_to"]]] if split else [])]
        for code in targets:
            add(
                ids[row["code_2025_01"], VINTAGE_2025_01],
                ids[code, VINTAGE_2025_07],
                VINTAGE_2025_07,
                None if split else WHOLE_PPM,
                "Nghị quyết 1674/NQ-UBTVQH15",
                "text",
            )
    connection.execute(sa.insert(AreaChange), list(changes.values()))


def _insert_measures(connection: sa.Connection, ids: dict[tuple[str, date], int]) -> None:
    measures: list[Row] = []
    for row in seed_rows("districts_2023.csv"):
        vintages = [VINTAGE_2023, *([VINTAGE_2025_01] if row["code"] == KIM_BANG else [])]
        measures += [
            {
                "area_id": ids[row["code"], vintage],
                "area_m2": round(float(row["area_km2"]) * 1_000_000),
                "population": int(row["population"]),
                "population_date": row["population_date"],
                "population_source": row["population_source"],
                "batch_from": SEED_BATCH,
            }
            for vintage in vintages
        ]
    connection.execute(sa.insert(AreaMeasure), measures)


def _write_outlines(connection: sa.Connection, make: Callable[[], list[Row]]) -> None:
    """A missing or broken file leaves the map to its tiles; it must not keep the app from starting."""
    try:
        rows = make()
    except (OSError, ValueError, LookupError, TypeError) as error:
        log.warning("boundaries left out: %s", error)
        return
    if rows:
        connection.execute(sa.insert(Boundary), rows)


def add_outlines(connection: sa.Connection) -> None:
    """Of wards and communes, those the database has never had: a database of an earlier release gets them too, and what
    an office has brought or taken back stays."""
    area, boundary = (Base.metadata.tables[name].c for name in ("area", "boundary"))
    bare = sa.select(area.code, area.valid_from, area.id).where(
        area.level == "commune", area.id.not_in(sa.select(boundary.area_id))
    )
    ids = {(code, since): key for code, since, key in connection.execute(bare)}
    if not ids:
        return
    _write_outlines(
        connection,
        lambda: [
            _boundary_row(feature, ids[feature["properties"]["code"], since])
            for since, path in COMMUNES.items()
            for feature in _features(path)
            if (feature["properties"]["code"], since) in ids
        ],
    )


def _boundary_rows(ids: dict[tuple[str, date], int]) -> list[Row]:
    return [
        _boundary_row(feature, ids[feature["properties"]["code"], since])
        for feature in _features(BOUNDARIES)
        for since in [VINTAGE_2023, *([VINTAGE_2025_01] if feature["properties"]["code"] == KIM_BANG else [])]
    ]


def _features(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["features"]
    return found


def _boundary_row(feature: dict[str, Any], area_id: int) -> Row:
    properties = feature["properties"]
    return {
        "area_id": area_id,
        "geometry": json.dumps(feature["geometry"], separators=(",", ":")),
        "label_longitude": float(properties["label"][0]),
        "label_latitude": float(properties["label"][1]),
        "schematic": bool(properties["schematic"]),
        "source": BOUNDARY_SOURCE,
        "batch_from": SEED_BATCH,
    }
