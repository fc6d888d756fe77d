"""The province's areas in each of the three lists: 2023, January 2025, July 2025.

Belongs here: the areas read from data/seed, as data/seeding/geography.py seeds them, and what became of a commune. Does not:
finding an area by what a file says (matching.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from data.ingest.contracts import Level
from data.seed_files import seed_rows
from data.vocabulary.vintages import VINTAGE_2023, VINTAGE_2025_01, VINTAGE_2025_07, VINTAGES

PEOPLE_OF_A_COMMUNE = 50_000
"""Cap where no population of communes is known; the largest commune of the province has under half of it."""
PEOPLE_OF_A_PROVINCE = 10_000_000
_KIM_BANG = "350"


@dataclass(frozen=True)
class Area:
    """A province, district or commune; `name` is the full name, `district_code` that of its district (None where there are
    no districts, and for the province), `people` the most beneficiaries a row of it may have."""

    code: str
    name: str
    level: Level
    district_code: str | None
    people: int


@lru_cache(maxsize=len(VINTAGES))
def areas_of(vintage: date) -> tuple[Area, ...]:
    """The province, its districts and its communes in the list that begins on this day."""
    if vintage == VINTAGE_2025_07:
        listed = {(row["code_2025_07"], row["name_2025_07"]) for row in seed_rows("commune_crosswalk_2025-07.csv")}
        province = Area("37", "Tỉnh Ninh Bình", "province", None, PEOPLE_OF_A_PROVINCE)
        return province, *(_commune(code, name, None) for code, name in sorted(listed))
    province = Area("35", "Tỉnh Hà Nam", "province", None, PEOPLE_OF_A_PROVINCE)
    return province, *_districts(vintage), *_communes(vintage)


@lru_cache(maxsize=1)
def successors() -> dict[tuple[date, str], tuple[str, ...]]:
    """(list, code of a commune) -> the full names of the communes of July 2025 that its land is in."""
    found: dict[tuple[date, str], tuple[str, ...]] = {}
    for row in seed_rows("commune_crosswalk_2025-07.csv"):
        names = [row["name_2025_07"], row["other_part_goes_to"]]
        found[VINTAGE_2025_01, row["code_2025_01"]] = tuple(name for name in names if name)
    for row in seed_rows("commune_crosswalk_2025-01.csv"):
        found[VINTAGE_2023, row["code_2023"]] = found.get((VINTAGE_2025_01, row["code_2025_01"]), ())
    return found


def _districts(vintage: date) -> list[Area]:
    districts = []
    for row in seed_rows("districts_2023.csv"):
        kind = "Thị xã" if row["code"] == _KIM_BANG and vintage == VINTAGE_2025_01 else row["kind"]
        name = f"{kind} {row['name_vi']}"
        districts.append(Area(row["code"], name, "district", row["code"], int(row["population"])))
    return districts


def _communes(vintage: date) -> list[Area]:
    if vintage == VINTAGE_2023:
        return [_commune(row["code"], row["name"], row["district_code"]) for row in seed_rows("communes_2023.csv")]
    return [
        _commune(row["code_2025_01"], row["name_2025_01"], row["district_code"])
        for row in seed_rows("commune_crosswalk_2025-07.csv")
    ]


def _commune(code: str, name: str, district_code: str | None) -> Area:
    return Area(code, name, "commune", district_code, PEOPLE_OF_A_COMMUNE)
