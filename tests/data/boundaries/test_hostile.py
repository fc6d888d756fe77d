"""Files made to do harm, and bytes that are no file: whatever comes, the outcome is a refusal in words, soon."""

import contextlib
import json
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.boundaries.check import Check, check_boundaries
from data.boundaries.geojson import Collection, read
from data.parsing.limits import Refusal
from tests.data.boundaries.files import as_bytes, features, with_feature
from tests.examples import examples

V2023 = date(2023, 1, 1)


def checked(raw: bytes) -> Check:
    return check_boundaries(raw, "tep.geojson", V2023, "district")


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
    "true": (ring("[true, false], " + SQUARE), "outline", "tọa độ"),
    "objects": ('{"type": "Polygon", "coordinates": {"0": 1}}', "outline", "tọa độ"),
    "a position for a ring": ('{"type": "Polygon", "coordinates": [[105.8, 20.5]]}', "outline", "tọa độ"),
    "a collection": ('{"type": "GeometryCollection", "geometries": []}', "outline", "GeometryCollection"),
    "a point": ('{"type": "Point", "coordinates": [105.8, 20.5]}', "outline", "Point"),
    "a type of type": ('{"type": ["Polygon"], "coordinates": []}', "outline", "không phải Polygon"),
    "two keys alike": ('{"type": "Polygon", "type": "Point", "coordinates": []}', "twice", "“type”"),
}  # fmt: skip


@pytest.mark.parametrize("name", OUTLINES)
def test_a_broken_outline_is_named(name: str) -> None:
    text, code, words = OUTLINES[name]
    check = checked(with_geometry(text))
    said = [problem for problem in check.problems if problem.code == code]
    assert check.status == "refused"
    assert check.outlines == ()
    assert said, check.messages
    assert words in said[0].message
    if code in ("outline", "collapsed"):
        assert "Đối tượng số 3 (Huyện Kim Bảng)" in said[0].message
    assert said[0].remedy


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
    "TopoJSON": (lambda: b'{"type": "Topology", "objects": {}, "arcs": []}', "topology"),
    "KML": (lambda: b'<?xml version="1.0"?><kml/>', "xml"),
    "a zip": (lambda: b"PK\x03\x04" + b"\0" * 40, "zip"),
    "UTF-16": (lambda: json.dumps(features()).encode("utf-16"), "utf8"),
    "cut": (lambda: as_bytes(features())[:-400], "json"),
    "a line a feature": (lambda: b"\n".join(as_bytes(one) for one in features()["features"]), "lines"),
    "a sequence": (lambda: b"\x1e" + as_bytes(features()["features"][0]), "lines"),
    "too many features": (
        lambda: as_bytes({"type": "FeatureCollection", "features": [{"type": "Feature"}] * 12_001}),
        "features",
    ),
    "too many positions": (lambda: with_geometry(ring(",".join(["[1,2]"] * 1_300_000))), "vertices"),
    "20 MB of empty lists": (lambda: b"[" + b"[]," * 6_900_000 + b"[]]", "shape"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_no_map_is_refused_soon(name: str) -> None:
    make, code = FILES[name]
    raw = make()
    began = time.monotonic()
    check = checked(raw)
    assert [problem.code for problem in check.problems] == [code], check.messages
    assert check.outlines == ()
    assert check.problems[0].remedy
    assert time.monotonic() - began < 40


def test_a_comb_that_crosses_itself_everywhere_ends_in_time() -> None:
    """40 000 teeth through each other have 10^9 crossings: the process is stopped, the page lives."""
    teeth = 40_000
    positions = [[105.7 + 0.4 * (n % 2), 20.3 + 0.4 * ((n * 7919) % teeth) / teeth] for n in range(teeth)]
    comb = json.dumps({"type": "Polygon", "coordinates": [[*positions, positions[0]]]})
    began = time.monotonic()
    check = checked(with_geometry(comb))
    assert check.status == "refused"
    assert check.problems[0].code in ("time", "heavy", "crash", "unreadable")
    assert time.monotonic() - began < 45


def test_what_the_file_calls_things_is_made_safe_to_show() -> None:
    def change(feature: dict[str, Any]) -> None:
        feature["properties"]["code"] = "\u202e\x00=1+1" + "x" * 5_000

    for message in checked(as_bytes(with_feature("350", change))).messages:
        assert "\u202e" not in message
        assert "\x00" not in message
        assert len(message) < 1_000


@given(st.binary(max_size=400))
@settings(max_examples=examples(300), deadline=None)
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    with contextlib.suppress(Refusal):
        assert isinstance(read(raw), Collection)


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
        collection = read(json.dumps({"type": "FeatureCollection", "features": [feature]}).encode())
    except Refusal:
        return
    (found,) = collection.features
    assert (found.fault == "") == (found.extent is not None)


@given(st.binary(max_size=60), st.integers(0, 8_000))
@settings(max_examples=examples(15), deadline=None)
def test_a_file_damaged_anywhere_is_never_drawn_wrong(damage: bytes, at: int) -> None:
    raw = as_bytes(features())
    check = checked(raw[:at] + damage + raw[at + len(damage) :])
    if check.status == "accepted":
        assert [outline.code for outline in check.outlines] == ["347", "349", "350", "351", "352", "353"]
    else:
        assert check.outlines == ()
        assert all(message for message in check.messages)
