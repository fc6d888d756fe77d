"""Real files onto the right units, and what becomes of their lines."""

import json
import math
import time
from datetime import date

import pytest
import shapely

from data.boundaries import limits, units
from data.boundaries.check import Check, check_boundaries
from data.boundaries.plane import to_plane
from tests.data.boundaries.files import as_bytes, sample, schematic

DISTRICTS, WARDS = "hanam_districts_dvhcvn.geojson", "hanam_wards33_2025_bando.geojson"
REAL = {DISTRICTS: (date(2023, 1, 1), "district", 6), WARDS: (date(2025, 7, 1), "commune", 33)}


def checked(name: str) -> tuple[dict[str, shapely.Geometry], Check]:
    raw = sample(name)
    vintage, level, _count = REAL[name]
    given = {
        f["properties"]["code"]: shapely.from_geojson(json.dumps(f["geometry"])) for f in json.loads(raw)["features"]
    }
    return given, check_boundaries(raw, name, vintage, level)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", REAL)
def test_a_real_file_loads_onto_the_right_units(name: str) -> None:
    began = time.monotonic()
    given, check = checked(name)
    print(f"{name}: checked in {time.monotonic() - began:.2f} s")
    vintage, level, count = REAL[name]
    assert check.status == "accepted", check.messages
    assert (check.key, len(check.outlines)) == ("code", count)
    assert {outline.code: outline.name for outline in check.outlines} == {
        unit.code: unit.name
        for unit in units.units(vintage, level)  # type: ignore[arg-type]
    }
    for outline in check.outlines:
        drawn, real = shapely.from_geojson(outline.geometry), given[outline.code]
        assert drawn.intersection(real).area / drawn.union(real).area > 0.99, outline.name
        assert drawn.contains(shapely.Point(outline.label))
        assert drawn.is_valid
        assert all(part.exterior.is_ccw for part in shapely.get_parts(drawn))


@pytest.mark.parametrize("name", REAL)
def test_what_is_kept_fits_together_and_into_the_budget(name: str) -> None:
    _given, check = checked(name)
    drawn = shapely.from_geojson([outline.geometry for outline in check.outlines])
    assert shapely.coverage_is_valid(drawn)
    assert shapely.get_num_coordinates(drawn).sum() <= limits.MOST_KEPT_VERTICES
    assert sum(len(outline.geometry) for outline in check.outlines) <= limits.MOST_KEPT_BYTES


def test_the_measured_areas_are_the_published_ones_within_two_percent() -> None:
    _given, check = checked(DISTRICTS)
    measured = {outline.code: outline.m2 for outline in check.outlines}
    for known in units.published(date(2023, 1, 1), "district"):
        assert measured[known.codes[0]] == pytest.approx(known.m2, rel=0.02)


def test_areas_on_the_plane_are_areas_on_the_ellipsoid() -> None:
    """A degree by a degree, summed over narrow belts of the ellipsoid."""
    square = shapely.transform(shapely.box(105, 20, 106, 21), to_plane)
    a, e2 = 6_378_137.0, 0.00669437999014
    steps = 20_000
    whole = 0.0
    for step in range(steps):
        sine = math.sin(math.radians(20 + (step + 0.5) / steps))
        meridian = a * (1 - e2) / (1 - e2 * sine * sine) ** 1.5
        parallel = a * math.sqrt(1 - sine * sine) / math.sqrt(1 - e2 * sine * sine)
        whole += meridian * parallel * math.radians(1 / steps) * math.radians(1)
    assert square.area == pytest.approx(whole, rel=1e-8)


def test_the_shipped_file_comes_back_as_it_is() -> None:
    collection = schematic()
    check = check_boundaries(as_bytes(collection), "so-do.geojson", date(2023, 1, 1), "district")
    assert check.status == "accepted"
    assert check.problems == ()
    for outline, feature in zip(check.outlines, collection["features"], strict=True):
        same = shapely.from_geojson(outline.geometry).normalize()
        assert same.equals(shapely.from_geojson(json.dumps(feature["geometry"])).normalize())
