"""The units that a file of borders should have, with what is known of each beside its name."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from data.ingest.areas import Area, level_areas
from data.ingest.base import Level
from data.seed_files import FOLDER, seed_rows
from data.vocabulary.periods import VINTAGE_2025_07

_SCHEMATIC = FOLDER / "boundaries" / "hanam_districts_schematic.geojson"


@dataclass(frozen=True)
class Published:
    """An official area in square metres, and the units that make it up together."""

    name: str
    codes: tuple[str, ...]
    m2: int


def units(vintage: date, level: Level) -> tuple[Area, ...]:
    """The units of a level; empty for districts since July 2025."""
    return level_areas(vintage, level).areas


@lru_cache(maxsize=6)
def published(vintage: date, level: Level) -> tuple[Published, ...]:
    """What the measured areas are held against."""
    whole = {row["code"]: round(float(row["area_km2"]) * 1_000_000) for row in seed_rows("districts_2023.csv")}
    listed = units(vintage, level)
    if vintage == VINTAGE_2025_07:
        return (Published("", tuple(unit.code for unit in listed), sum(whole.values())),)
    return tuple(
        Published(district.name, codes, whole[district.code])
        for district in units(vintage, "district")
        if (codes := tuple(unit.code for unit in listed if unit.district_code == district.code))
    )


@lru_cache(maxsize=6)
def references(vintage: date, level: Level) -> dict[str, list[Mapping[str, Any]]]:
    """The schematic outlines of the districts that each unit is in, by the unit's code; empty where the file is
    missing."""
    try:
        features = json.loads(_SCHEMATIC.read_text(encoding="utf-8"))["features"]
        drawn = {feature["properties"]["code"]: feature["geometry"] for feature in features}
    except (OSError, ValueError, LookupError, TypeError):
        return {}
    within = _districts_of(vintage, level)
    return {
        code: [drawn[one] for one in sorted(districts)]
        for code, districts in within.items()
        if districts <= drawn.keys()
    }


def _districts_of(vintage: date, level: Level) -> dict[str, set[str]]:
    if vintage != VINTAGE_2025_07:
        return {unit.code: {unit.district_code} for unit in units(vintage, level) if unit.district_code}
    districts: dict[str, set[str]] = {}
    names = {unit.name: unit.code for unit in units(vintage, level)}
    for row in seed_rows("commune_crosswalk_2025-07.csv"):
        for code in (row["code_2025_07"], names.get(row["other_part_goes_to"])):
            if code:
                districts.setdefault(code, set()).add(row["district_code"])
    return districts
