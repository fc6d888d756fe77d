"""Areas of three vintages, their crosswalk, measures and outlines."""

import math
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import sqlalchemy as sa

from data.engine import Database
from data.seed_files import seed_rows
from data.seeding import geography
from data.seeding.geography import KIM_BANG, VINTAGE_2023, VINTAGE_2025_01, VINTAGE_2025_07
from data.startup import is_ready, prepare
from data.store import queries
from models.base import Base

CHANGE = Base.metadata.tables["area_change"]


def areas(database: Database) -> pl.DataFrame:
    with database.reading() as connection:
        return queries.areas(connection, 1)


def on(database: Database, day: date, level: str) -> pl.DataFrame:
    """Areas of a level that exist on a day."""
    return areas(database).filter(
        (pl.col("level") == level)
        & (pl.col("valid_from") <= day)
        & (pl.col("valid_to").is_null() | (pl.col("valid_to") > day))
    )


@pytest.mark.parametrize(
    ("day", "districts", "communes"),
    [
        (date(2023, 1, 1), 6, 109),
        (date(2023, 12, 31), 6, 109),
        (date(2024, 12, 31), 6, 109),
        (date(2025, 1, 1), 6, 98),
        (date(2025, 6, 30), 6, 98),
        (date(2025, 7, 1), 0, 33),
        (date(2030, 1, 1), 0, 33),
    ],
)
def test_each_day_has_the_areas_of_its_vintage(database: Database, day: date, districts: int, communes: int) -> None:
    assert len(on(database, day, "province")) == 1
    assert len(on(database, day, "district")) == districts
    found = on(database, day, "commune")
    assert len(found) == communes
    assert found["code"].n_unique() == communes


def test_the_six_districts_of_2023_are_hà_nam_s(database: Database) -> None:
    found = on(database, date(2023, 12, 31), "district").sort("code")
    names = [f"{row['kind']} {row['name']}" for row in found.rows(named=True)]
    assert names == [
        "Thành phố Phủ Lý",
        "Thị xã Duy Tiên",
        "Huyện Kim Bảng",
        "Huyện Thanh Liêm",
        "Huyện Bình Lục",
        "Huyện Lý Nhân",
    ]
    [province] = on(database, date(2023, 12, 31), "province")["area_id"]
    assert set(found["parent_id"]) == {province}
    assert found.select("tile_row", "tile_column").n_unique() == 6


def test_communes_belong_to_the_district_of_their_own_vintage(database: Database) -> None:
    everything = {row["area_id"]: row for row in areas(database).rows(named=True)}
    for row in everything.values():
        if row["level"] == "commune":
            parent = everything[row["parent_id"]]
            assert parent["valid_from"] <= row["valid_from"]
            assert parent["valid_to"] is None or parent["valid_to"] >= row["valid_to"]
    counted = Counter(
        everything[row["parent_id"]]["code"] for row in on(database, date(2023, 6, 1), "commune").rows(named=True)
    )
    assert counted == {row["code"]: int(row["communes_2023"]) for row in seed_rows("districts_2023.csv")}


def test_kim_bảng_is_a_district_then_a_town_under_one_code(database: Database) -> None:
    found = areas(database).filter(code=KIM_BANG, level="district").sort("valid_from")
    assert found.select("kind", "valid_from", "valid_to").rows() == [
        ("Huyện", VINTAGE_2023, VINTAGE_2025_01),
        ("Thị xã", VINTAGE_2025_01, VINTAGE_2025_07),
    ]


def test_names_are_kept_without_their_kind(database: Database) -> None:
    for row in areas(database).rows(named=True):
        assert row["kind"] in ("Tỉnh", "Thành phố", "Thị xã", "Huyện", "Phường", "Thị trấn", "Xã")
        assert not row["name"].startswith(row["kind"] + " ")


def changes(database: Database, day: date) -> list[sa.RowMapping]:
    with database.reading() as connection:
        return list(connection.execute(sa.select(CHANGE).where(CHANGE.c.changed_on == day)).mappings())


def test_five_communes_are_split_in_two_with_an_unknown_share(database: Database) -> None:
    steps = changes(database, VINTAGE_2025_07)
    targets = Counter(step["from_area_id"] for step in steps if step["weight_ppm"] is None)
    assert sorted(targets.values()) == [2] * 5
    split = {row["code_2025_01"] for row in seed_rows("commune_crosswalk_2025-07.csv") if row["split"] == "yes"}
    codes = areas(database).filter(pl.col("area_id").is_in(list(targets)))["code"]
    assert set(codes) == split
    whole = Counter(step["from_area_id"] for step in steps if step["weight_ppm"] is not None)
    assert set(whole.values()) == {1}
    assert {step["weight_ppm"] for step in steps} == {None, 1_000_000}
    assert len(whole) + len(targets) == 98


def test_every_commune_of_july_2025_comes_from_somewhere(database: Database) -> None:
    targets = {step["to_area_id"] for step in changes(database, VINTAGE_2025_07)}
    assert targets == set(on(database, VINTAGE_2025_07, "commune")["area_id"])


def test_communes_of_2023_lead_on_except_the_two_nobody_has_sourced(database: Database) -> None:
    steps = changes(database, VINTAGE_2025_01)
    everything = areas(database)
    old = everything.filter(pl.col("area_id").is_in([step["from_area_id"] for step in steps]))
    gone = set(on(database, VINTAGE_2023, "commune")["code"]) - set(old["code"])
    assert gone == {"13300", "13312"}
    assert KIM_BANG in set(old.filter(level="district")["code"])
    assert {step["weight_ppm"] for step in steps} == {1_000_000}


def test_measures_say_their_date_and_source(database: Database) -> None:
    found = areas(database).filter(level="district")
    assert len(found) == 7
    for row in seed_rows("districts_2023.csv"):
        for measured in found.filter(code=row["code"]).rows(named=True):
            assert measured["population"] == int(row["population"])
            assert measured["population_date"] == row["population_date"]
            assert measured["population_source"] == row["population_source"]


def test_seven_outlines_six_districts_and_the_town_kim_bảng(database: Database) -> None:
    with database.reading() as connection:
        levels = dict(queries.areas(connection, 1).select("area_id", "level").iter_rows())
        every = queries.boundaries(connection, 1)
    features = [feature for feature in every if levels[feature["properties"]["area_id"]] == "district"]
    assert Counter(feature["properties"]["code"] for feature in features) == {
        "347": 1,
        "349": 1,
        "350": 2,
        "351": 1,
        "352": 1,
        "353": 1,
    }
    assert len({feature["properties"]["area_id"] for feature in features}) == 7
    for feature in features:
        assert feature["geometry"]["type"] in ("Polygon", "MultiPolygon")
        assert feature["properties"]["schematic"] is True
        longitude, latitude = feature["properties"]["label"]
        assert 105 < longitude < 107
        assert 20 < latitude < 21


def test_every_unit_of_2025_is_drawn_inside_the_province_and_about_as_large_as_published(database: Database) -> None:
    """A ward is about its published land: its outline is computed of its communes' points, and marked as schematic."""
    with database.reading() as connection:
        features = {one["properties"]["area_id"]: one for one in queries.boundaries(connection, 1)}
        facts = queries.observations(connection, 1).filter(pl.col("indicator") == "area.land_km2")
    land = dict(facts.select("area_id", "value").iter_rows())
    for day, count in ((VINTAGE_2025_01, 98), (VINTAGE_2025_07, 33)):
        there = on(database, day, "commune")["area_id"].to_list()
        assert len(there) == count
        assert all(features[one]["properties"]["schematic"] for one in there)
    drawn = {one: _square_km(features[one]["geometry"]) for one in there}
    assert sum(drawn.values()) == pytest.approx(sum(float(land[one]) for one in there), rel=0.03)
    off = [one for one in there if drawn[one] != pytest.approx(float(land[one]), rel=0.15)]
    assert [features[one]["properties"]["name"] for one in off] == ["Tiên Sơn"], (
        "of two of its communes no extent is known"
    )


def _square_km(geometry: dict[str, Any]) -> float:
    parts = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return sum(_ring(part[0]) - sum(map(_ring, part[1:])) for part in parts)


def _ring(points: list[list[float]]) -> float:
    east, north = 111.320 * math.cos(math.radians(20.53)), 110.690
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(points))) / 2 * east * north


def test_outlines_that_a_database_never_had_come_at_the_next_start_and_those_taken_back_do_not(
    database: Database,
) -> None:
    area, boundary = Base.metadata.tables["area"], Base.metadata.tables["boundary"]
    wards = sa.select(area.c.id).where(area.c.level == "commune", area.c.valid_from == VINTAGE_2025_07)
    with database.writer.begin() as connection:
        connection.execute(sa.delete(boundary).where(boundary.c.area_id.in_(wards)))
        connection.execute(sa.update(boundary).values(batch_to=1))
    for _start in range(2):
        prepare(database)
        with database.reading() as connection:
            assert len(queries.boundaries(connection, 1)) == 33


@pytest.mark.parametrize("broken", [None, "", "not json", "{}", "[]", '{"features": []}', '{"features": [{}]}'])
def test_without_outlines_the_app_still_starts(
    empty: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str | None
) -> None:
    path = tmp_path / "boundaries.geojson"
    if broken is not None:
        path.write_text(broken)
    monkeypatch.setattr(geography, "BOUNDARIES", path)
    monkeypatch.setattr(geography, "COMMUNES", dict.fromkeys(geography.COMMUNES, path))
    prepare(empty)
    assert is_ready(empty)
    with empty.reading() as connection:
        assert queries.boundaries(connection, 1) == []
        assert len(queries.areas(connection, 1)) == 249
