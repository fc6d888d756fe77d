"""The real crosswalk between 2023, January and July 2025, as a version has it."""

from datetime import date

import polars as pl
import pytest

from data.engine import Database
from data.seed_files import seed_rows
from data.seeding.geography import KIM_BANG, VINTAGE_2023, VINTAGE_2025_01, VINTAGE_2025_07
from data.store.queries import area_changes, crosswalk
from models.geo.crosswalk import CHANGES, Converted, Crosswalk, NoRouteError, Route, Unit, convert, route

SPLIT = {row["code_2025_01"] for row in seed_rows("commune_crosswalk_2025-07.csv") if row["split"] == "yes"}
UNSOURCED = {"13300", "13312"}
STRADDLING = {"Phường Hà Nam", "Phường Châu Sơn"}


@pytest.fixture
def found(database: Database) -> Crosswalk:
    with database.reading() as connection:
        return crosswalk(connection, 1)


def numbered(way: Route) -> dict[int, int]:
    """Another whole number for each source."""
    return {unit.id: 1_000 + 37 * place for place, unit in enumerate(way.sources)}


def divided(way: Route) -> list[Unit]:
    """The sources of which it is not known which share went where."""
    return [unit for unit in way.sources if any(not share.exact for share in way.shares[unit.id].values())]


def ranges(converted: Converted) -> dict[str, tuple[int | None, int | None]]:
    return {row.target.full_name: (row.low, row.high) for row in converted.rows if not row.exact}


def unit(found: Crosswalk, code: str, day: date, level: str = "commune") -> int:
    (one,) = (unit.id for unit in found.listed(day, level) if unit.code == code)
    return one


def test_the_steps_of_a_version_have_their_frame(database: Database) -> None:
    with database.reading() as connection:
        assert area_changes(connection, 0).is_empty()
        frame = area_changes(connection, 1)
    assert frame.schema == CHANGES
    assert frame.group_by("changed_on").len().sort("changed_on")["len"].to_list() == [107 + 1, 103]
    assert frame["weight_ppm"].null_count() == 10


def test_any_table_of_98_communes_keeps_its_sum_over_33(found: Crosswalk) -> None:
    way = route(found, VINTAGE_2025_01, VINTAGE_2025_07)
    assert (len(way.sources), len(way.targets)) == (98, 33)
    values = numbered(way)
    converted = convert(way, values)
    total = sum(values.values())
    open_ = sum(values[unit.id] for unit in way.sources if unit.code in SPLIT)
    lows, highs = (sum(getattr(row, side) for row in converted.rows) for side in ("low", "high"))
    assert (converted.total, lows, highs) == (total, total - open_, total + open_)


def test_the_five_split_communes_show_a_range_and_all_others_a_number(found: Crosswalk) -> None:
    way = route(found, VINTAGE_2025_01, VINTAGE_2025_07)
    assert {unit.code for unit in divided(way)} == SPLIT
    converted, values = convert(way, numbered(way)), numbered(way)
    for row in converted.rows:
        for part in row.parts:
            whole = values[part.source.id]
            assert (part.low, part.high) == ((0, whole) if part.source.code in SPLIT else (whole, whole))
    assert set(ranges(converted)) == {
        "Phường Phủ Lý",
        "Phường Hà Nam",
        "Phường Duy Tiên",
        "Phường Duy Tân",
        "Phường Duy Hà",
        "Phường Tiên Sơn",
    }


@pytest.mark.parametrize("day", [VINTAGE_2023, VINTAGE_2025_01])
def test_the_two_straddling_wards_are_a_range_over_the_old_districts(found: Crosswalk, day: date) -> None:
    way = route(found, VINTAGE_2025_07, day, to_level="district")
    assert {unit.full_name for unit in divided(way)} == STRADDLING
    values, converted = numbered(way), convert(way, numbered(way))
    assert set(ranges(converted)) == {"Thành phố Phủ Lý", "Thị xã Duy Tiên", "Huyện Thanh Liêm"}
    assert converted.total == sum(values.values())
    for row in converted.rows:
        for part in row.parts:
            whole = values[part.source.id]
            straddles = part.source.full_name in STRADDLING
            assert (part.low, part.high) == ((0, whole) if straddles else (whole, whole))


def test_a_commune_of_2023_nobody_followed_may_be_in_any_unit_of_its_city(found: Crosswalk) -> None:
    way = route(found, VINTAGE_2023, VINTAGE_2025_01)
    assert (len(way.sources), {unit.code for unit in divided(way)}) == (109, UNSOURCED)
    converted = convert(way, numbered(way))
    city = unit(found, "347", VINTAGE_2025_01, "district")
    assert len(ranges(converted)) == 14
    assert {row.target.parent_id for row in converted.rows if not row.exact} == {city}
    assert converted.total == sum(numbered(way).values())


def test_2023_reaches_july_2025_through_january_with_the_steps_told(found: Crosswalk) -> None:
    way = route(found, VINTAGE_2023, VINTAGE_2025_07)
    values = {**dict.fromkeys((unit.id for unit in way.sources), 0), unit(found, "13447", VINTAGE_2023): 500}
    row = convert(way, values).of(unit(found, "13444", VINTAGE_2025_07))
    assert (row.target.full_name, row.low, row.high, row.converted) == ("Phường Liêm Tuyền", 500, 500, True)
    part = next(part for part in row.parts if part.source.code == "13447")
    assert [(step.changed_on, step.inferred) for step in part.steps] == [
        (VINTAGE_2025_01, True),
        (VINTAGE_2025_07, False),
    ]


def test_districts_come_from_their_communes_and_reach_july_only_through_them(found: Crosswalk) -> None:
    gathered = convert(way := route(found, VINTAGE_2023, VINTAGE_2023, to_level="district"), numbered(way))
    assert [row.target.code for row in gathered.rows] == ["347", "349", "350", "351", "352", "353"]
    assert all(row.exact and not row.converted for row in gathered.rows)
    assert sum(row.low or 0 for row in gathered.rows) == gathered.total == sum(numbered(way).values())
    with pytest.raises(NoRouteError) as refused:
        route(found, VINTAGE_2023, VINTAGE_2025_07, level="district")
    assert refused.value.reason == "ended"


def test_the_district_and_the_town_kim_bảng_are_joined(found: Crosswalk) -> None:
    way = route(found, VINTAGE_2023, VINTAGE_2025_01, level="district")
    converted = convert(way, {unit.id: int(unit.code) for unit in way.sources})
    assert [(row.target.code, row.low, row.exact) for row in converted.rows] == [
        (code, int(code), True) for code in ("347", "349", "350", "351", "352", "353")
    ]
    (town,) = (row for row in converted.rows if row.converted)
    assert (town.target.full_name, town.parts[0].source.full_name) == ("Thị xã Kim Bảng", "Huyện Kim Bảng")
    assert town.target.code == KIM_BANG


def test_every_unit_that_ended_has_heirs_but_the_two_nobody_followed(found: Crosswalk) -> None:
    current = {one.id for one in found.listed(VINTAGE_2025_07, "commune")}
    for one in found.units.values():
        heirs = {heir.id for heir in found.heirs(one.id)}
        if one.level == "commune" and one.code in UNSOURCED and one.valid_from == VINTAGE_2023:
            assert heirs == set()
        elif one.code != "37":
            assert heirs
            assert heirs <= current
    home = unit(found, "35", VINTAGE_2023, "province")
    assert {heir.id for heir in found.heirs(home)} == current


def test_the_seed_s_crosswalk_is_the_published_one(found: Crosswalk) -> None:
    """Read from the file a second way: every old commune with its one or two successors by name."""
    frame = pl.DataFrame(seed_rows("commune_crosswalk_2025-07.csv"))
    for row in frame.iter_rows(named=True):
        one = unit(found, row["code_2025_01"], VINTAGE_2025_01)
        names = {found.units[step.to_id].full_name for step in found.successors(one)}
        assert names == {name for name in (row["name_2025_07"], row["other_part_goes_to"]) if name}
