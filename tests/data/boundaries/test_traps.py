"""Traps met in real files: each gets through as what it is or gets its message, with the feature, its name and what to
do."""

import json
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import shapely

from data.boundaries import units
from data.boundaries.check import Check, check_boundaries
from data.boundaries.problems import groups
from tests.data.boundaries.files import Json, as_bytes, features, moved, schematic, with_feature

V2023, V2025_01, V2025_07 = date(2023, 1, 1), date(2025, 1, 1), date(2025, 7, 1)


def checked(collection: Any, key: str | None = None, vintage: date = V2023) -> Check:
    raw = collection if isinstance(collection, bytes) else as_bytes(collection)
    return check_boundaries(raw, "huyen.geojson", vintage, "district", key)


def refused(collection: Any, *parts: str, code: str, key: str | None = None, vintage: date = V2023) -> None:
    check = checked(collection, key, vintage)
    said = [problem.message for problem in check.problems if problem.code == code]
    assert check.status == "refused"
    assert check.outlines == ()
    assert any(all(part in message for part in parts) for message in said), check.messages


def accepted(collection: Any, *notes: str, key: str | None = None) -> Check:
    check = checked(collection, key)
    assert check.status == "accepted", check.messages
    assert [outline.code for outline in check.outlines] == ["347", "349", "350", "351", "352", "353"]
    for note in notes:
        assert any(note in message for message in check.messages), check.messages
    return check


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
    check = checked(features(), vintage=V2025_01)
    assert check.status == "accepted"
    assert list(groups(check.problems)) == ["border_kind"]
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

    check = accepted(features(change), "đổi chiều vòng", "bỏ độ cao")
    before = accepted(features()).outlines
    for one, other in zip(check.outlines, before, strict=True):
        drawn = shapely.from_geojson(one.geometry)
        assert not drawn.has_z
        assert drawn.exterior.is_ccw
        assert drawn.normalize().equals(shapely.from_geojson(other.geometry).normalize())


def test_an_open_ring_is_closed() -> None:
    def change(feature: Json) -> None:
        feature["geometry"]["coordinates"][0].pop()

    assert accepted(with_feature("347", change), "khép kín vòng").outlines == accepted(features()).outlines


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
    refused(collection, "Huyện Lý Nhân", "6, 7", "là đất hay là lỗ", code="nested")


def test_the_same_feature_twice_is_one() -> None:
    collection = features()
    collection["features"].append(collection["features"][0])
    assert accepted(collection).outlines[0].geometry == accepted(features()).outlines[0].geometry


def test_who_has_no_partner_is_named_both_ways() -> None:
    gone = features()
    gone["features"].pop(3)
    refused(gone, "Huyện Thanh Liêm (mã 351)", "không có trong tệp", code="missing")
    wrong = with_feature("351", lambda feature: feature["properties"].update(code="999"))
    refused(wrong, "Đối tượng số 4 (Huyện Thanh Liêm)", "mã 351", code="unknown", key="code")
    more = features()
    more["features"].append({**more["features"][0], "properties": {"code": "356", "name": "Thành phố Nam Định"}})
    check = accepted(more, "Thành phố Nam Định")
    assert list(groups(check.problems)) == ["border_extra"]


def test_the_wrong_list_is_said() -> None:
    check = check_boundaries(as_bytes(features()), "huyen.geojson", V2023, "commune")
    assert check.status == "refused"
    assert check.outlines == ()


def test_codes_of_another_time_for_other_units_are_refused() -> None:
    """The code of Phường Quang Trung until 2025 is Phường Phủ Lý's since: a file of the old list must not pass by its
    codes."""
    shape = features()["features"][0]["geometry"]
    listed = [
        {"type": "Feature", "properties": {"ma": unit.code, "ten": unit.name}, "geometry": shape}
        for unit in units.units(V2023, "commune")
    ]
    check = check_boundaries(
        as_bytes({"type": "FeatureCollection", "features": listed}), "xa.geojson", V2025_07, "commune"
    )
    assert check.status == "refused"
    said = [problem for problem in check.problems if problem.code == "disagree"]
    assert any(problem.name == "Phường Quang Trung" for problem in said)


def test_gaps_and_overlaps_are_measured() -> None:
    wide = with_feature("347", lambda feature: moved(feature, lambda x, y: [105.94 + (x - 105.94) * 1.05, y]))
    refused(wide, "chồng lấn", "ha", "Sửa ranh giới", code="overlap")
    collection = features()
    middle = shapely.from_geojson(json.dumps(collection["features"][0]["geometry"])).centroid
    collection["features"][0]["geometry"]["coordinates"].append(square(middle, 0.002))
    check = accepted(collection, "khoảng trống 18,")
    assert set(groups(check.problems)) == {"border_gap"}
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
    assert set(groups(check.problems)) == {"border_area"}
    assert "Huyện Kim Bảng" in check.messages[0] or "diện tích" in check.messages[0]
    refused(stretched(1.2), "diện tích công bố", "15%", code="area")


def test_the_key_is_asked_where_several_say_different_things() -> None:
    names = [feature["properties"]["name"] for feature in features()["features"]]

    def change(feature: Json) -> None:
        here = names.index(feature["properties"]["name"])
        feature["properties"] = {"ten": names[here], "giap": names[(here + 1) % 6]}

    open_key = features(change)
    check = checked(open_key)
    assert check.asks
    assert [(choice.name, choice.matched, choice.of) for choice in check.keys] == [("ten", 6, 6), ("giap", 6, 6)]
    refused(open_key, "Chọn trường", code="key_open")
    refused(open_key, "giap", code="disagree", key="ten")
    refused(features(), "khong-co", code="key", key="khong-co")


@pytest.mark.parametrize("wrap", ["BOM", "list", "spaces"])
def test_harmless_wrappings_are_read(wrap: str) -> None:
    raw = as_bytes(features())
    accepted({"BOM": b"\xef\xbb\xbf" + raw, "list": as_bytes(features()["features"]), "spaces": b"\n \n" + raw}[wrap])
