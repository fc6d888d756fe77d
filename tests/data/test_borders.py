"""Borders from a file: what is taken, what is refused and in which words, what is written and taken back."""

from __future__ import annotations

import ast
import contextlib
import json
import sys
import textwrap
import time
import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import shapely
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings, strategies as st

from data import border_check, border_shapes
from data.border_check import Check, check_borders
from data.border_shapes import MOST_KEPT_BYTES, MOST_KEPT_VERTICES, read
from data.borders import areas_drawn, main, write_borders
from data.engine import Database
from data.ingest.areas import level_areas
from data.ingest.base import Level
from data.parsing import process
from data.parsing.limits import MEMORY_BYTES, Refusal
from data.store import queries
from data.store.batches import Applied, ConflictError, UnconfirmedError, batch_details, undo_batch
from data.store.undo_preview import undo_preview
from data.store.version import data_hash, data_version
from data.vocabulary.periods import VINTAGE_2023, VINTAGE_2025_01, VINTAGE_2025_07
from models.access.roles import Operator
from tests.data.border_files import (
    SCHEMATIC,
    Json,
    as_bytes,
    districts,
    features,
    moved,
    sample,
    schematic,
    shifted,
    with_feature,
)
from tests.examples import examples

DISTRICTS, WARDS = "hanam_districts_dvhcvn.geojson", "hanam_wards33_2025_bando.geojson"
REAL: dict[str, tuple[date, Level, int]] = {
    DISTRICTS: (VINTAGE_2023, "district", 6),
    WARDS: (VINTAGE_2025_07, "commune", 33),
}


def checked(collection: Any, vintage: date = VINTAGE_2023) -> Check:
    raw = collection if isinstance(collection, bytes) else as_bytes(collection)
    return check_borders(raw, "huyen.geojson", vintage, "district")


def refused(collection: Any, *parts: str, code: str, vintage: date = VINTAGE_2023) -> None:
    """One of the problems of this code has all the parts in its words."""
    check = checked(collection, vintage)
    said = [problem.message for problem in check.problems if problem.code == code]
    assert check.status == "refused"
    assert check.outlines == ()
    assert any(all(part in message for part in parts) for message in said), check.messages


def accepted(collection: Any, *notes: str) -> Check:
    check = checked(collection)
    assert check.status == "accepted", check.messages
    assert [outline.code for outline in check.outlines] == ["347", "349", "350", "351", "352", "353"]
    for note in notes:
        assert any(note in message for message in check.messages), check.messages
    return check


# --- Real files


@pytest.mark.parametrize("name", REAL)
def test_a_real_file_loads_onto_the_right_units(name: str) -> None:
    raw, (vintage, level, count) = sample(name), REAL[name]
    given = {
        f["properties"]["code"]: shapely.from_geojson(json.dumps(f["geometry"])) for f in json.loads(raw)["features"]
    }
    check = check_borders(raw, name, vintage, level)
    assert check.status == "accepted", check.messages
    assert (check.key, len(check.outlines), check.warned) == ("code", count, {})
    assert {one.code: one.name for one in check.outlines} == {
        unit.code: unit.name for unit in level_areas(vintage, level).areas
    }
    for outline in check.outlines:
        drawn, real = shapely.from_geojson(outline.geometry), given[outline.code]
        assert drawn.intersection(real).area / drawn.union(real).area > 0.99, outline.name
        assert drawn.contains(shapely.Point(outline.label))
        assert drawn.is_valid
        assert all(part.exterior.is_ccw for part in shapely.get_parts(drawn))
    drawn = shapely.from_geojson([outline.geometry for outline in check.outlines])
    assert shapely.coverage_is_valid(drawn)
    assert shapely.get_num_coordinates(drawn).sum() <= MOST_KEPT_VERTICES
    assert sum(len(outline.geometry) for outline in check.outlines) <= MOST_KEPT_BYTES


def test_the_measured_areas_are_the_published_ones_within_two_percent() -> None:
    check = districts(sample(DISTRICTS))
    measured = {outline.code: outline.m2 for outline in check.outlines}
    for known in border_check.published(VINTAGE_2023, "district"):
        assert measured[known.codes[0]] == pytest.approx(known.m2, rel=0.02)


def test_the_shipped_file_comes_back_as_it_is() -> None:
    collection = schematic()
    check = checked(collection)
    assert (check.status, check.problems) == ("accepted", ())
    for outline, feature in zip(check.outlines, collection["features"], strict=True):
        same = shapely.from_geojson(outline.geometry).normalize()
        assert same.equals(shapely.from_geojson(json.dumps(feature["geometry"])).normalize())


# --- Traps met in real files


def by_name(change: Callable[[str], str]) -> Json:
    """The file with names alone, each changed."""

    def only(feature: Json) -> None:
        feature["properties"] = {"ten": change(feature["properties"]["name"])}

    return features(only)


BARE = {"Thành phố ": "", "Thị xã ": "", "Huyện ": ""}
SHORT = {"Thành phố ": "TP.", "Thị xã ": "TX. ", "Huyện ": "H. "}


def kinds(words: dict[str, str]) -> Callable[[str], str]:
    def change(name: str) -> str:
        for long, short in words.items():
            name = name.replace(long, short)
        return name

    return change


@pytest.mark.parametrize(
    "change",
    [
        lambda name: unicodedata.normalize("NFD", name),
        lambda name: name.replace(" ", ""),
        lambda name: kinds(BARE)(name).replace(" ", ""),
        lambda name: kinds(SHORT)(name).replace(" ", ""),
        kinds(BARE),
        kinds(SHORT),
        str.upper,
    ],
    ids=["NFD", "no spaces", "no kind, no spaces", "short kind, no spaces", "no kind", "short kind", "capitals"],
)
def test_names_are_known_however_they_are_written(change: Callable[[str], str]) -> None:
    assert accepted(by_name(change)).problems == ()


def test_a_town_is_not_the_district_of_its_name() -> None:
    """By name alone nothing is guessed; by code the other kind is confirmed."""
    town = by_name(lambda name: name.replace("Huyện Kim Bảng", "Thị xã Kim Bảng"))
    refused(town, "Đối tượng số 3 (Thị xã Kim Bảng)", "Huyện Kim Bảng", code="unknown")
    refused(town, "Huyện Kim Bảng (mã 350)", code="missing")
    check = checked(features(), vintage=VINTAGE_2025_01)
    assert check.status == "accepted"
    assert list(check.warned) == ["border_kind"]
    assert "Thị xã Kim Bảng (mã 350)" in check.messages[0]


def test_swapped_codes_are_refused() -> None:
    swap = {"349": "353", "353": "349"}

    def change(feature: Json) -> None:
        feature["properties"]["code"] = swap.get(feature["properties"]["code"], feature["properties"]["code"])

    refused(features(change), "Đối tượng số 2 (Thị xã Duy Tiên)", "Huyện Lý Nhân", "353", code="disagree")

    def codes_alone(feature: Json) -> None:
        change(feature)
        del feature["properties"]["name"]

    refused(features(codes_alone), "Thị xã Duy Tiên", "nhầm mã", code="elsewhere")


def test_polygon_beside_multipolygon_is_one_and_the_same() -> None:
    def change(feature: Json) -> None:
        feature["geometry"] = {"type": "MultiPolygon", "coordinates": [feature["geometry"]["coordinates"]]}

    check = accepted(with_feature("350", change))
    assert check.outlines == accepted(features()).outlines


def test_rings_that_cross_themselves_are_repaired() -> None:
    def bow(feature: Json) -> None:
        x, y = feature["geometry"]["coordinates"][0][0]
        feature["geometry"]["coordinates"][0][1:1] = [[x + 0.001, y + 0.001], [x + 0.001, y], [x, y + 0.001], [x, y]]

    check = checked(with_feature("352", bow))
    assert any("đã sửa nét vẽ tự cắt" in message and "số 5" in message for message in map(str.lower, check.messages))
    assert all(shapely.from_geojson(outline.geometry).is_valid for outline in check.outlines)


def test_opposite_winding_and_height_are_put_right() -> None:
    def change(feature: Json) -> None:
        rings = feature["geometry"]["coordinates"]
        feature["geometry"]["coordinates"] = [[[*position, 12.5] for position in ring[::-1]] for ring in rings]

    check = accepted(features(change))
    before = accepted(features()).outlines
    for one, other in zip(check.outlines, before, strict=True):
        drawn = shapely.from_geojson(one.geometry)
        assert not drawn.has_z
        assert drawn.exterior.is_ccw
        assert drawn.normalize().equals(shapely.from_geojson(other.geometry).normalize())


def test_an_open_ring_is_closed() -> None:
    def change(feature: Json) -> None:
        feature["geometry"]["coordinates"][0].pop()

    assert accepted(with_feature("347", change)).outlines == accepted(features()).outlines


def flat(x: float, y: float) -> list[float]:
    return [round(107_000 * (x - 105) + 500_000, 2), round(110_700 * y, 2)]


def test_projected_coordinates_are_refused_with_how_to_export() -> None:
    def change(feature: Json) -> None:
        moved(feature, flat)

    projected = features(change)
    refused(projected, "tọa độ phẳng", "VN-2000", "EPSG:4326", "QGIS", "Đối tượng số 1", code="projected")
    named = {**features(), "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::9213"}}}
    refused(named, "EPSG::9213", "VN-2000", "QGIS", code="crs")
    vn2000 = {**features(), "crs": {"type": "name", "properties": {"name": "EPSG:4756"}}}
    refused(vn2000, "EPSG:4756", code="crs")
    refused({**features(), "crs": {"type": "link"}}, "hệ tọa độ", code="crs")


@pytest.mark.parametrize("name", ["urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::4326", "EPSG:4326"])
def test_wgs_84_may_be_named(name: str) -> None:
    accepted({**features(), "crs": {"type": "name", "properties": {"name": name}}})


def test_latitude_before_longitude_is_refused() -> None:
    refused(features(lambda feature: moved(feature, lambda x, y: [y, x])), "vĩ độ trước", code="swapped")


def test_another_country_and_another_province_are_refused() -> None:
    abroad = features(lambda feature: moved(feature, lambda x, y: [x - 100, y + 28]))
    refused(abroad, "Việt Nam", code="abroad")
    south = with_feature("351", lambda feature: moved(feature, lambda x, y: [x, y - 3]))
    refused(south, "Đối tượng số 4 (Huyện Thanh Liêm)", "nằm ngoài tỉnh", code="away")


def test_one_feature_a_ring_is_merged() -> None:
    """Two halves of a district, each a feature of its own."""
    collection = features()
    whole = shapely.from_geojson(json.dumps(collection["features"][5]["geometry"]))
    middle = whole.centroid.x
    halves = [whole.intersection(shapely.box(*box)) for box in ((0, 0, middle, 90), (middle, 0, 180, 90))]
    parts = [part for half in halves for part in shapely.get_parts(half)]
    collection["features"][5:] = [
        {"type": "Feature", "properties": {"code": "353"}, "geometry": json.loads(shapely.to_geojson(part))}
        for part in parts
    ]
    check = accepted(collection, "đã gộp các đối tượng số 6, 7")
    drawn = shapely.from_geojson(check.outlines[5].geometry)
    assert drawn.symmetric_difference(whole).area / whole.area < 1e-4


def test_a_ring_inside_another_as_a_feature_of_its_own_is_refused() -> None:
    collection = features()
    x, y = schematic()["features"][5]["properties"]["label"]
    ring = json.loads(shapely.to_geojson(shapely.box(x - 0.01, y - 0.01, x + 0.01, y + 0.01)))
    collection["features"].append({"type": "Feature", "properties": {"code": "353"}, "geometry": ring})
    refused(collection, "Huyện Lý Nhân", "6, 7", "là đất hay là lỗ", code="twice")


def test_the_same_feature_twice_is_one() -> None:
    collection = features()
    collection["features"].append(collection["features"][0])
    assert accepted(collection).outlines[0].geometry == accepted(features()).outlines[0].geometry


def test_who_has_no_partner_is_named_both_ways() -> None:
    gone = features()
    gone["features"].pop(3)
    refused(gone, "Huyện Thanh Liêm (mã 351)", "không có trong tệp", code="missing")
    wrong = with_feature("351", lambda feature: feature["properties"].update(code="999"))
    accepted(wrong)  # the names say it all

    def code_alone(feature: Json) -> None:
        code = feature["properties"]["code"]
        feature["properties"] = {"code": "999" if code == "351" else code}

    refused(features(code_alone), "Đối tượng số 4 (999)", "“999”", code="unknown")
    more = features()
    more["features"].append({**more["features"][0], "properties": {"code": "356", "name": "Thành phố Nam Định"}})
    check = accepted(more, "Thành phố Nam Định")
    assert list(check.warned) == ["border_extra"]


def test_the_wrong_list_is_said() -> None:
    check = check_borders(as_bytes(features()), "huyen.geojson", VINTAGE_2023, "commune")
    assert (check.status, check.outlines) == ("refused", ())
    assert check.messages[0].startswith("Tệp có đủ các đơn vị cấp huyện của danh mục năm 2023")


def test_codes_of_another_time_for_other_units_are_refused() -> None:
    """The code of Phường Quang Trung until 2025 is Phường Phủ Lý's since: a file of the old list must not pass by its
    codes."""
    shape = features()["features"][0]["geometry"]
    listed = [
        {"type": "Feature", "properties": {"ma": unit.code, "ten": unit.name}, "geometry": shape}
        for unit in level_areas(VINTAGE_2023, "commune").areas
    ]
    check = check_borders(
        as_bytes({"type": "FeatureCollection", "features": listed}), "xa.geojson", VINTAGE_2025_07, "commune"
    )
    assert check.status == "refused"
    said = [problem.message for problem in check.problems if problem.code == "disagree"]
    assert any("(Phường Quang Trung)" in message for message in said)


def test_gaps_and_overlaps_are_measured() -> None:
    wide = with_feature("347", lambda feature: moved(feature, lambda x, y: [105.94 + (x - 105.94) * 1.05, y]))
    refused(wide, "chồng lấn", "ha", "Sửa ranh giới", code="overlap")
    collection = features()
    middle = shapely.from_geojson(json.dumps(collection["features"][0]["geometry"])).centroid
    collection["features"][0]["geometry"]["coordinates"].append(square(middle, 0.002))
    check = accepted(collection, "khoảng trống 18,")
    assert set(check.warned) == {"border_gap"}
    collection["features"][0]["geometry"]["coordinates"][1] = square(middle, 0.03)
    refused(collection, "khoảng trống", "Thành phố Phủ Lý", "Bổ sung phần thiếu", code="gap")


def square(middle: shapely.Point, half: float) -> list[list[float]]:
    corners = ((-1, -1), (-1, 1), (1, 1), (1, -1), (-1, -1))
    return [[round(middle.x + a * half, 4), round(middle.y + b * half, 4)] for a, b in corners]


def test_slivers_are_closed_so_that_borders_are_shared() -> None:
    """Each district drawn by a hand of its own: positions up to some metres beside each other."""
    turn = iter(range(10_000))

    def shaken(x: float, y: float) -> list[float]:
        n = next(turn)
        return [x + 0.00002 * (n % 3 - 1), y + 0.00002 * (n % 5 - 2)]

    def change(feature: Json) -> None:
        moved(feature, shaken)
        for ring in feature["geometry"]["coordinates"]:
            ring[-1] = ring[0]

    check = accepted(features(change), "khép các khe")
    assert shapely.coverage_is_valid(shapely.from_geojson([outline.geometry for outline in check.outlines]))


def test_areas_are_held_against_the_published_ones() -> None:
    """A tenth more is to be confirmed, a fifth more is refused; all are stretched alike, so that they still fit."""

    def stretched(share: float) -> Json:
        return features(lambda feature: moved(feature, lambda x, y: [105.95 + (x - 105.95) * share, y]))

    check = accepted(stretched(1.08))
    assert set(check.warned) == {"border_area"}
    assert "Huyện Kim Bảng" in check.messages[0] or "diện tích" in check.messages[0]
    refused(stretched(1.2), "diện tích công bố", "15%", code="area")


def test_properties_that_say_different_things_are_refused() -> None:
    names = [feature["properties"]["name"] for feature in features()["features"]]

    def change(feature: Json) -> None:
        here = names.index(feature["properties"]["name"])
        feature["properties"] = {"ten": names[here], "giap": names[(here + 1) % 6]}

    refused(features(change), "Đối tượng số 1", "trường “ten” chỉ Thành phố Phủ Lý", "“giap” ghi", code="disagree")


def test_no_property_that_names_areas_is_refused_with_what_the_file_has() -> None:
    refused(features(lambda feature: feature.update(properties={"loai": "huyện"})), "“loai”", code="key")


@pytest.mark.parametrize("wrap", ["BOM", "list", "spaces"])
def test_harmless_wrappings_are_read(wrap: str) -> None:
    raw = as_bytes(features())
    accepted({"BOM": b"\xef\xbb\xbf" + raw, "list": as_bytes(features()["features"]), "spaces": b"\n \n" + raw}[wrap])


# --- Files made to do harm


def with_geometry(text: str) -> bytes:
    """The file with this text as the geometry of Kim Bảng."""
    marked = with_feature("350", lambda feature: feature.update(geometry="@"))
    return as_bytes(marked).replace(b'"@"', text.encode())


def ring(text: str) -> str:
    return f'{{"type": "Polygon", "coordinates": [[{text}]]}}'


SQUARE = "[105.8, 20.5], [105.9, 20.5], [105.9, 20.6], [105.8, 20.5]"

OUTLINES = {
    "NaN": (ring("[NaN, 20.5], " + SQUARE), "nan", "NaN"),
    "Infinity": (ring("[105.8, -Infinity], " + SQUARE), "nan", "Infinity"),
    "too large for a float": (ring("[1e999, 20.5], " + SQUARE), "outline", "số hữu hạn"),
    "an integer of a million digits": (ring(f"[1{'0' * 1_000_000}, 20.5], {SQUARE}"), "outline", "số hữu hạn"),
    "huge": (ring("[1e308, -1e308], [-1e308, 1e308], [1e308, 1e308], [1e308, -1e308]"), "projected", "tọa độ phẳng"),
    "no geometry": ("null", "outline", "không có hình"),
    "no polygon": ('{"type": "MultiPolygon", "coordinates": []}', "outline", "không có hình"),
    "no ring": ('{"type": "Polygon", "coordinates": []}', "outline", "không có hình"),
    "an empty ring": (ring(""), "outline", "dưới 4 điểm"),
    "two positions": (ring("[105.8, 20.5], [105.9, 20.5]"), "outline", "dưới 4 điểm"),
    "one place": (ring("[105.8, 20.5], [105.8, 20.5], [105.8, 20.5], [105.8, 20.5]"), "collapsed", "diện tích"),
    "a line back and forth": (ring("[105.8, 20.5], [105.9, 20.5], [105.8, 20.5], [105.8, "
                                   "20.5]"), "collapsed", "diện tích"),
    "texts": (ring('["105.8", "20.5"], ' + SQUARE), "outline", "tọa độ"),
    "true": (ring("[true, false], " + SQUARE), "away", "nằm ngoài tỉnh"),
    "objects": ('{"type": "Polygon", "coordinates": {"0": 1}}', "outline", "tọa độ"),
    "a position for a ring": ('{"type": "Polygon", "coordinates": [[105.8, 20.5]]}', "outline", "tọa độ"),
    "a collection": ('{"type": "GeometryCollection", "geometries": []}', "outline", "GeometryCollection"),
    "a point": ('{"type": "Point", "coordinates": [105.8, 20.5]}', "outline", "Point"),
    "a type of type": ('{"type": ["Polygon"], "coordinates": []}', "outline", "không phải Polygon"),
}  # fmt: skip


@pytest.mark.parametrize("name", OUTLINES)
def test_a_broken_outline_is_named(name: str) -> None:
    text, code, words = OUTLINES[name]
    check = districts(with_geometry(text))
    said = [problem.message for problem in check.problems if problem.code == code]
    assert check.status == "refused"
    assert check.outlines == ()
    assert said, check.messages
    assert words in said[0]
    if code in ("outline", "collapsed"):
        assert "Đối tượng số 3 (Huyện Kim Bảng)" in said[0]


FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "50 MB": (lambda: b" " * 50_000_000, "bytes"),
    "a million brackets": (lambda: b"[" * 1_000_000, "deep"),
    "a million objects": (lambda: b'{"a":' * 1_000_000, "deep"),
    "a deep property": (lambda: as_bytes(features()).replace(b'"347"', b"[" * 100_000 + b"]" * 100_000), "deep"),
    "nothing": (lambda: b"", "empty"),
    "spaces": (lambda: b" \n ", "empty"),
    "a null": (lambda: b"null", "shape"),
    "no features": (lambda: b'{"type": "FeatureCollection", "features": []}', "no_features"),
    "features of numbers": (lambda: b'{"type": "FeatureCollection", "features": [1, 2]}', "shape"),
    "a geometry alone": (lambda: b'{"type": "Polygon", "coordinates": []}', "shape"),
    "TopoJSON": (lambda: b'{"type": "Topology", "objects": {}, "arcs": []}', "shape"),
    "KML": (lambda: b'<?xml version="1.0"?><kml/>', "format"),
    "a zip": (lambda: b"PK\x03\x04" + b"\0" * 40, "format"),
    "UTF-16": (lambda: json.dumps(features()).encode("utf-16"), "utf8"),
    "cut": (lambda: as_bytes(features())[:-400], "json"),
    "a line a feature": (lambda: b"\n".join(as_bytes(one) for one in features()["features"]), "shape"),
    "a sequence": (lambda: b"\x1e" + as_bytes(features()["features"][0]), "shape"),
    "too many features": (
        lambda: as_bytes({"type": "FeatureCollection", "features": [{"type": "Feature"}] * 12_001}),
        "features",
    ),
    "too many properties": (
        lambda: as_bytes(
            {
                "type": "FeatureCollection",
                "features": [{"type": "Feature", "properties": {f"p{n}": "x" for n in range(20)}}] * 8_000,
            }
        ),
        "too_much",
    ),
    "too many positions": (lambda: with_geometry(ring(",".join(["[1,2]"] * 1_300_000))), "vertices"),
    "20 MB of empty lists": (lambda: b"[" + b"[]," * 6_900_000 + b"[]]", "shape"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_no_map_is_refused_soon(name: str) -> None:
    make, code = FILES[name]
    raw = make()
    began = time.monotonic()
    check = districts(raw)
    assert [problem.code for problem in check.problems] == [code], check.messages
    assert check.outlines == ()
    assert time.monotonic() - began < 40


def test_a_comb_that_crosses_itself_everywhere_ends_in_time() -> None:
    """40 000 teeth through each other have 10^9 crossings: the process is stopped, the page lives."""
    teeth = 40_000
    positions = [[105.7 + 0.4 * (n % 2), 20.3 + 0.4 * ((n * 7919) % teeth) / teeth] for n in range(teeth)]
    comb = json.dumps({"type": "Polygon", "coordinates": [[*positions, positions[0]]]})
    began = time.monotonic()
    check = districts(with_geometry(comb))
    assert check.status == "refused"
    assert check.problems[0].code in ("time", "heavy", "crash", "unreadable")
    assert time.monotonic() - began < 45


def test_what_the_file_calls_things_is_made_safe_to_show() -> None:
    def change(feature: dict[str, Any]) -> None:
        feature["properties"]["code"] = "\u202e\x00=1+1" + "x" * 5_000

    for message in districts(as_bytes(with_feature("350", change))).messages:
        assert "\u202e" not in message
        assert "\x00" not in message
        assert len(message) < 1_000


@given(st.binary(max_size=400))
@settings(max_examples=examples(300), deadline=None)
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    with contextlib.suppress(Refusal):
        assert isinstance(read(raw), tuple)


_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["type", "coordinates", "x"]), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(_JSON, _JSON, st.sampled_from(["Polygon", "MultiPolygon"]))
@settings(max_examples=examples(300), deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_geometry_is_read_or_has_a_fault(properties: Any, coordinates: Any, kind: str) -> None:
    feature = {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}}
    try:
        _crs, listed = read(json.dumps({"type": "FeatureCollection", "features": [feature]}).encode())
    except Refusal:
        return
    (found,) = listed
    assert (found.fault == "") == (found.extent is not None)


@given(st.binary(max_size=60), st.integers(0, 8_000))
@settings(max_examples=examples(15), deadline=None)
def test_a_file_damaged_anywhere_is_never_drawn_wrong(damage: bytes, at: int) -> None:
    raw = as_bytes(features())
    check = districts(raw[:at] + damage + raw[at + len(damage) :])
    if check.status == "accepted":
        assert [outline.code for outline in check.outlines] == ["347", "349", "350", "351", "352", "353"]
    else:
        assert check.outlines == ()
        assert all(message for message in check.messages)


# --- The process that opens the file


def test_the_child_loads_shapely_and_numpy_and_nothing_else_of_the_house() -> None:
    """Polars alone would exceed its memory."""
    for node in ast.walk(ast.parse(Path(border_shapes.__file__).read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        for name in names:
            allowed = {*sys.stdlib_module_names, "numpy", "shapely"}
            assert name.startswith("data.parsing.") or name.split(".")[0] in allowed, name


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("x = bytearray(1 << 31)", "crash"),
        ("import socket; socket.create_connection(('127.0.0.1', 9))", "crash"),
        ("os._exit(3)", "crash"),
        ("print('not json')", "crash"),
        ("import time; time.sleep(60)", "time"),
    ],
    ids=["memory", "network", "death", "babble", "too long"],
)
def test_a_child_that_does_not_come_back_is_a_refusal(
    body: str, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MEMORY_BYTES < 1 << 31
    path = tmp_path / "child.py"
    head = """
        import json, os, sys
        sys.path.extend(sys.argv[2:])
        from data.parsing.child import deny, limit
        from data.parsing.limits import MEMORY_BYTES, SECONDS
        deny()
        limit(MEMORY_BYTES, SECONDS)
        json.load(sys.stdin)
    """
    path.write_text(textwrap.dedent(head) + body, encoding="utf-8")
    monkeypatch.setattr(border_check, "_CHILD", path)
    monkeypatch.setattr(process, "SECONDS", 2)
    began = time.monotonic()
    check = districts(SCHEMATIC.read_bytes())
    assert [problem.code for problem in check.problems] == [code]
    assert time.monotonic() - began < 20


# --- Written and taken back, on both databases


def applied(database: Database, raw: bytes, key: str = "một", base: int | None = None, **more: object) -> Applied:
    check = districts(raw)
    return write_borders(
        database,
        check,
        raw,
        actor=Operator("Lan"),
        base_version=head(database) if base is None else base,
        idempotency_key=key,
        **more,  # type: ignore[arg-type]
    )


def head(database: Database) -> int:
    with database.reading() as connection:
        return data_version(connection)


def hash_of(database: Database) -> str:
    with database.reading() as connection:
        return data_hash(connection)


def drawn(database: Database) -> list[Json]:
    with database.reading() as connection:
        return queries.boundaries(connection, data_version(connection))


@pytest.mark.parametrize("name", REAL)
def test_a_real_file_is_applied_and_taken_back_to_the_last_digit(database: Database, name: str) -> None:
    raw, (vintage, level, _count) = sample(name), REAL[name]
    rows = {DISTRICTS: 7, WARDS: 33}[name]
    before, schematic = hash_of(database), drawn(database)
    check = check_borders(raw, name, vintage, level)
    done = write_borders(database, check, raw, actor=Operator("Lan"), base_version=1, idempotency_key="một")
    assert (done.batch, done.added) == (2, rows)
    exact = [feature for feature in drawn(database) if not feature["properties"]["schematic"]]
    assert len(exact) == rows
    with database.reading() as connection:
        areas = {row["area_id"]: row for row in queries.areas(connection, 2).iter_rows(named=True)}
    for feature in exact:
        outline = next(one for one in check.outlines if one.code == feature["properties"]["code"])
        assert feature["geometry"] == json.loads(outline.geometry)
        assert feature["properties"]["label"] == list(outline.label)
        assert areas[feature["properties"]["area_id"]]["level"] == level
    undone = undo_batch(database, 2, actor=Operator("Lan"), idempotency_key="hai")
    assert undone.batch == 3
    assert hash_of(database) == before
    assert drawn(database) == schematic
    undo_batch(database, 3, actor=Operator("Lan"), idempotency_key="ba")
    assert [one for one in drawn(database) if not one["properties"]["schematic"]] == exact


def test_the_six_districts_are_drawn_before_and_after_kim_bang_became_a_town(database: Database) -> None:
    with database.reading() as connection:
        before = areas_drawn(connection, 1, VINTAGE_2023, "district")
        after = areas_drawn(connection, 1, VINTAGE_2025_01, "district")
        communes = areas_drawn(connection, 1, VINTAGE_2023, "commune")
    assert before == after
    assert len(before) == 7
    assert sorted(before.values()) == ["347", "349", "350", "350", "351", "352", "353"]
    assert len(communes) == 109  # some of the 98 were merged: their list is not drawn by halves


def test_the_same_file_again_changes_nothing(database: Database) -> None:
    raw = shifted()
    first = applied(database, raw)
    assert (first.added, first.closed) == (7, 7)
    after = hash_of(database)
    again = applied(database, raw, "hai")
    assert (again.batch, again.added, again.already_at is not None) == (2, 0, True)
    assert applied(database, raw) == first  # the same click
    spaced = applied(database, raw + b"\n", "ba")
    assert (spaced.batch, spaced.added, spaced.already_at) == (2, 0, None)
    assert (head(database), hash_of(database)) == (2, after)


def test_the_batch_keeps_who_what_and_how(database: Database) -> None:
    raw = shifted()
    applied(database, raw)
    with database.reading() as connection:
        batch = queries.batches(connection).row(0, named=True)
        details = batch_details(connection, 2)
        kept = connection.execute(sa.text("SELECT content FROM stored_file")).scalar_one()
    assert (batch["kind"], batch["dataset"], batch["actor"], batch["filename"]) == (
        "upload",
        "boundaries",
        "Lan",
        "huyen.geojson",
    )
    assert details.answers == {"boundary_key": "code", "boundary_level": "district", "boundary_vintage": "2023-01-01"}
    assert bytes(kept) == raw


def test_who_comes_second_is_told_and_nothing_is_written(database: Database) -> None:
    applied(database, shifted(20))
    before = hash_of(database)
    with pytest.raises(ConflictError, match="Ranh giới đã được Lan ghi lúc"):
        applied(database, shifted(40), "hai", base=1)
    assert (head(database), hash_of(database)) == (2, before)
    assert applied(database, shifted(40), "ba", base=2).batch == 3
    with pytest.raises(ConflictError):
        applied(database, shifted(60), "ba", base=3)  # a key that has written another file


def test_warnings_are_confirmed_by_name(database: Database) -> None:
    raw, before = shifted(0, 1.08), hash_of(database)
    with pytest.raises(UnconfirmedError, match="Diện tích đo được khác diện tích công bố"):
        applied(database, raw)
    assert (head(database), hash_of(database)) == (1, before)
    applied(database, raw, confirmed=["border_area"])
    with database.reading() as connection:
        (group,) = batch_details(connection, 2).confirmed
    assert group.code == "border_area"
    assert all("diện tích đo được" in message for message in group.messages)


@pytest.mark.parametrize(
    "raw", [b"{", shifted(9_000), as_bytes({**features(), "crs": {}})], ids=["cut", "moved", "crs"]
)
def test_a_wrong_file_changes_nothing(database: Database, raw: bytes) -> None:
    before, check = hash_of(database), districts(raw)
    assert check.status == "refused"
    with pytest.raises(ValueError, match="refused"):
        write_borders(database, check, raw, actor=Operator("Lan"), base_version=1, idempotency_key="một")
    assert (head(database), hash_of(database)) == (1, before)
    with database.reading() as connection:
        assert connection.execute(sa.text("SELECT COUNT(*) FROM stored_file")).scalar_one() == 0


def test_an_older_file_goes_and_the_newer_one_stays(database: Database) -> None:
    applied(database, shifted(20))
    applied(database, shifted(40), "hai")
    newest = drawn(database)
    undone = undo_batch(database, 2, actor=Operator("Lan"), idempotency_key="ba")
    assert (undone.restored, undone.removed, undone.kept) == (0, 0, 7)
    assert drawn(database) == newest
    undo_batch(database, 3, actor=Operator("Lan"), idempotency_key="bốn")
    assert all(feature["properties"]["schematic"] for feature in drawn(database))


def test_taking_back_is_said_in_words(database: Database) -> None:
    applied(database, shifted())
    with database.reading() as connection:
        preview = undo_preview(connection, 2, 2)
    assert preview.refused is None
    assert (preview.removed.height, preview.kept.height) == (0, 0)
    assert set(preview.restored.select("subject", "value_now", "value_after").iter_rows()) == {
        ("Ranh giới", "Tệp huyen.geojson", "sơ đồ")
    }
    said = set(preview.restored.select("area", "period").iter_rows())
    assert {("Huyện Kim Bảng", "từ 01/01/2023"), ("Thị xã Kim Bảng", "từ 01/01/2025")} < said


# --- The command


def command(path: Path, *more: str) -> int:
    return main([str(path), "--level", "district", "--vintage", "2023", *more])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "huyen.geojson"
    path.write_bytes(shifted(0, 1.08))
    return path


def test_the_command_looks_first_and_writes_when_told(
    database: Database, file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.borders.open_database", lambda _settings: database)
    assert command(file) == 0
    said = capsys.readouterr().out
    assert "6 đơn vị theo trường “code”; 7 ranh giới sẽ đổi" in said
    assert "--confirm border_area" in said
    assert head(database) == 1
    assert command(file, "--write") == 1
    assert "Cần xác nhận trước khi ghi" in capsys.readouterr().err
    assert head(database) == 1
    assert command(file, "--write", "--confirm", "border_area") == 0
    assert "Đã ghi 7 ranh giới; số liệu ở bản 2." in capsys.readouterr().out
    with database.reading() as connection:
        assert str(queries.batches(connection).row(0, named=True)["actor"]).startswith("Dòng lệnh")


def test_the_command_says_why_not(tmp_path: Path, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_bytes(b"{")
    assert command(file, "--write") == 1
    said = capsys.readouterr().err
    assert "không phải JSON đúng cú pháp" in said
    assert "tệp bị từ chối, chưa ghi gì" in said
    assert command(tmp_path / "khong-co.geojson") == 1
    assert main([str(file), "--level", "district", "--vintage", "2025-07"]) == 1
    assert "không có đơn vị cấp này" in capsys.readouterr().err
