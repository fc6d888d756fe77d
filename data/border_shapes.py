"""GeoJSON text into outlines that share their borders: the half of `data.border_check` that runs in a child process.

The child is `python -I -S border_shapes.py FILE FOLDER...` (folders to import from) under the limits of
`data.parsing.child`, with one request as JSON on standard input: {"task": "read"} or {"task": "draw", "units": {code:
[numbers of features]}, "known": {code: [GeoJSON geometries the unit lies in]}}. Only NumPy and shapely are loaded:
Polars alone would exceed the child's memory."""

from __future__ import annotations

import sys

if __name__ == "__main__":
    sys.path.extend(sys.argv[2:])

import gc
import json
import os
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

# NumPy takes memory for every processor when it is loaded.
os.environ.update(dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1"))

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Geometry, MultiPolygon, Polygon

from data.parsing.limits import MOST_BYTES, Refusal

# One more than the country has communes, and room for the scraps that GIS programs leave.
MOST_FEATURES = 12_000
# About as many as 20 MB hold; only the features of the province are drawn.
MOST_VERTICES = 1_200_000
MOST_DRAWN_VERTICES = 400_000
MOST_PROPERTIES = 60
MOST_TEXTS = 150_000
LONGEST_TEXT = 200
# What is kept is sent to every browser: 9 000 positions are about 200 kB.
MOST_KEPT_VERTICES = 9_000
MOST_KEPT_BYTES = 220_000
# 0,1 m: finer than any survey of the province.
DECIMALS = 6
# A strip between two units as narrow as this is the trace of two hands drawing one border.
SLIVER_METRES = 25.0
SLIVER_M2 = 50_000.0
# A hole of more than this share of the whole is a unit or a piece that is missing; a smaller one may be a lake.
HOLE_REFUSED = 0.01
# Closing slivers may move a border, not a unit (share of its area).
MOVED_REFUSED = 0.005
# Share of a unit that must lie in its districts as the schematic map has them, whose borders are up to 2 km off.
AT_HOME = 0.25

_METRES = np.array([104_285.61, 110_711.10])
"""Metres a degree of longitude and of latitude at 20,54° N on the ellipsoid of WGS 84: areas within the province are
right to 0,2 %, and they are compared with a tolerance of 5 %."""
_TOLERANCES = (0.0, *(1.25**power for power in range(28)))
_LEAST_M2 = 1.0

Shapes = NDArray[np.object_]
Finding = dict[str, Any]


@dataclass
class Feature:
    """One feature: its `texts` by property, the rings of its polygons in degrees, and its extent (west, south, east,
    north). `fault` says why it has no outline: "none", "type" (`kind` is what it has), "coordinates", "ring"."""

    texts: dict[str, str]
    polygons: list[list[NDArray[np.float64]]] = field(default_factory=list)
    extent: list[float] | None = None
    fault: str = ""
    kind: str = ""

    @property
    def vertices(self) -> int:
        return sum(len(ring) for polygon in self.polygons for ring in polygon)


def read(raw: bytes) -> tuple[str, list[Feature]]:
    """The name of the coordinate system ("" where none is given) and the features of a file. Raises Refusal for what
    is no collection of features; a feature without a usable outline has a fault."""
    whole = _json(raw)
    listed = whole.get("features") if isinstance(whole, dict) and whole.get("type") == "FeatureCollection" else whole
    if not isinstance(listed, list) or not all(
        isinstance(one, dict) and one.get("type") == "Feature" for one in listed
    ):
        raise Refusal("shape")
    if not listed:
        raise Refusal("no_features")
    if len(listed) > MOST_FEATURES:
        raise Refusal("features", count=len(listed), most=MOST_FEATURES)
    features, left, texts = [], MOST_VERTICES, 0
    for one in listed:
        features.append(_feature(one))
        left -= features[-1].vertices
        texts += len(features[-1].texts)
        if left < 0:
            raise Refusal("vertices", most=MOST_VERTICES)
        if texts > MOST_TEXTS:
            raise Refusal("too_much")
    return _crs(whole), features


def _json(raw: bytes) -> Any:
    if raw.startswith(b"PK\x03\x04") or raw.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise Refusal("format")
    if not raw.strip():
        raise Refusal("empty")
    try:
        text = raw.decode("utf-8-sig").lstrip()
        return json.loads(text, parse_constant=_no_number, parse_int=_integer)
    except UnicodeDecodeError as failure:
        raise Refusal("utf8", place=failure.start) from failure
    except json.JSONDecodeError as failure:
        if failure.msg == "Extra data" and text[failure.pos] == "{":
            raise Refusal("shape") from failure
        raise Refusal("json", line=failure.lineno, column=failure.colno) from failure
    except RecursionError as failure:
        raise Refusal("deep") from failure


def _no_number(name: str) -> float:
    raise Refusal("nan", name=name)


def _integer(text: str) -> int | float:
    return int(text) if len(text) <= 18 else float(text)


def _crs(whole: Any) -> str:
    """The coordinate system as files of before RFC 7946 name it; "?" where it is given without a name."""
    crs = whole.get("crs") if isinstance(whole, dict) else None
    if crs is None:
        return ""
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    return name[:LONGEST_TEXT] if isinstance(name, str) and name else "?"


def _feature(given: Mapping[str, Any]) -> Feature:
    feature = Feature(_texts(given))
    geometry = given.get("geometry")
    if geometry is None:
        feature.fault = "none"
        return feature
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        feature.fault, feature.kind = "type", kind[:LONGEST_TEXT] if isinstance(kind, str) else "?"
        return feature
    coordinates = geometry.get("coordinates")
    try:
        polygons = [
            [_ring(ring) for ring in polygon] for polygon in ([coordinates] if kind == "Polygon" else coordinates)
        ]
    except (TypeError, ValueError, KeyError, IndexError, OverflowError):
        feature.fault = "coordinates"
        return feature
    if not polygons or not all(polygons):
        feature.fault = "none"
    elif any(_is_open(ring) for polygon in polygons for ring in polygon):
        feature.fault = "ring"
    else:
        feature.polygons = polygons
        outer = np.concatenate([ring for polygon in polygons for ring in polygon])
        feature.extent = [*outer.min(axis=0).tolist(), *outer.max(axis=0).tolist()]
    return feature


def _texts(given: Mapping[str, Any]) -> dict[str, str]:
    """What may be a code or a name; the member "id" of the feature itself counts like a property."""
    listed = given.get("properties")
    properties = list(listed.items())[:MOST_PROPERTIES] if isinstance(listed, dict) else []
    if "id" in given and "id" not in dict(properties):
        properties.append(("id", given["id"]))
    texts = {}
    for name, value in properties:
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, (str, int)) and not isinstance(value, bool) and str(value):
            texts[name[:LONGEST_TEXT]] = str(value)[:LONGEST_TEXT]
    return texts


def _ring(positions: Any) -> NDArray[np.float64]:
    """Longitude and latitude of each position. Raises ValueError or TypeError for what is no list of positions."""
    if not isinstance(positions, list):
        raise TypeError
    ring = np.array([position[:2] for position in positions]) if positions else np.empty((0, 2))
    if ring.ndim != 2 or ring.shape[1] != 2 or ring.dtype.kind not in "if" or not np.isfinite(ring).all():
        raise ValueError
    return ring.astype(np.float64)


def _is_open(ring: NDArray[np.float64]) -> bool:
    """Whether no ring can be closed over these positions; the last one may be missing."""
    return len(ring) < 3 or (len(ring) == 3 and bool((ring[0] == ring[-1]).all()))


def draw(
    features: Sequence[Feature], units: Mapping[str, Sequence[int]], known: Mapping[str, Sequence[Mapping[str, Any]]]
) -> dict[str, Any]:
    """The units drawn from their features (numbers from 1): {"findings": [{"code": ..., ...}], "m2": {code: area},
    "outlines": {code: {"geometry", "label"}}}; no outlines where a finding forbids them. `known`: the districts a unit
    lies in on the schematic map. Raises Refusal where there is too much to draw."""
    if sum(features[number - 1].vertices for numbers in units.values() for number in numbers) > MOST_DRAWN_VERTICES:
        raise Refusal("vertices", most=MOST_DRAWN_VERTICES)
    findings: list[Finding] = []
    shapes = _merged(features, units, findings)
    for code, shape in shapes.items():
        homes = [_on_plane(shapely.from_geojson(json.dumps(geometry))) for geometry in known.get(code, ())]
        share = shapely.intersection(shape, shapely.union_all(homes)).area / shape.area if homes else 1.0
        if share < AT_HOME:
            findings.append({"code": "elsewhere", "units": [code], "share": share})
    if any(finding["code"] in ("collapsed", "twice", "elsewhere") for finding in findings):
        return {"findings": findings, "m2": {}, "outlines": {}}
    codes, given = list(shapes), np.array(list(shapes.values()), dtype=object)
    outlines = _fitted(codes, given, findings)
    areas = dict(zip(codes, (round(area) for area in shapely.area(given).tolist()), strict=True))
    return {"findings": findings, "m2": areas, "outlines": outlines}


def _merged(
    features: Sequence[Feature], units: Mapping[str, Sequence[int]], findings: list[Finding]
) -> dict[str, Geometry]:
    """One shape a unit, in metres. Rings that cross themselves are repaired, parts in features of their own joined,
    the same feature twice taken once."""
    shapes: dict[str, Geometry] = {}
    repaired = []
    for code, numbers in units.items():
        parts: dict[bytes, Geometry] = {}
        for number in numbers:
            shape = _on_plane(MultiPolygon([(rings[0], rings[1:]) for rings in features[number - 1].polygons]))
            if not shape.is_valid:
                shape = _repaired(shape)
                repaired.append(number)
            if shape.area < _LEAST_M2:
                findings.append({"code": "collapsed", "features": [number], "units": [code]})
            else:
                parts[shape.normalize().wkb] = shape
        if not parts:
            continue
        shapes[code] = _surface(shapely.union_all(list(parts.values())))
        common = sum(part.area for part in parts.values()) - shapes[code].area
        if common > 0.001 * shapes[code].area:
            findings.append({"code": "twice", "features": list(numbers), "units": [code], "m2": common})
        elif len(numbers) > 1:
            findings.append({"code": "merged", "features": list(numbers), "units": [code]})
    if repaired:
        findings.append({"code": "repaired", "features": repaired})
    return shapes


def _fitted(codes: Sequence[str], given: Shapes, findings: list[Finding]) -> dict[str, Any]:
    """The outlines as one coverage: slivers closed, simplified together, within the budget."""
    unfit = [*_overlaps(codes, given), *_gaps(codes, given)]
    slivers = [finding for finding in unfit if finding["narrow"]]
    findings += [finding for finding in unfit if not finding["narrow"]]
    if any(finding["code"] in ("overlap", "gap") for finding in findings):
        return {}
    drawn = given
    if not shapely.coverage_is_valid(given, gap_width=SLIVER_METRES):
        drawn = np.array(
            [_surface(one) for one in shapely.coverage_clean(given, gap_width=SLIVER_METRES)], dtype=object
        )
        moved = float((shapely.area(shapely.symmetric_difference(given, drawn)) / shapely.area(given)).max())
        if moved > MOVED_REFUSED:
            findings.append({"code": "moved", "share": moved})
            return {}
        if slivers or moved > 1e-6:
            findings.append({"code": "slivers", "count": len(slivers), "m2": sum(finding["m2"] for finding in slivers)})
    step = bisect_left(range(len(_TOLERANCES)), True, key=lambda n: _kept(drawn, _TOLERANCES[n]) is not None)
    texts = _kept(drawn, _TOLERANCES[step]) if step < len(_TOLERANCES) else None
    if texts is None:
        raise Refusal("vertices", most=MOST_KEPT_VERTICES)
    if step:
        before, after = (int(shapely.get_num_coordinates(some).sum()) for some in (given, shapely.from_geojson(texts)))
        findings.append({"code": "simplified", "metres": _TOLERANCES[step], "before": before, "after": after})
    return {
        code: {"geometry": text, "label": _label(shape)} for code, text, shape in zip(codes, texts, drawn, strict=True)
    }


def _overlaps(codes: Sequence[str], shapes: Shapes) -> list[Finding]:
    """Pairs of units that claim the same ground."""
    pairs = shapely.STRtree(shapes).query(shapes, predicate="intersects").T.tolist()
    found = [
        (one, other, _surface(shapely.intersection(shapes[one], shapes[other]))) for one, other in pairs if one < other
    ]
    return [_misfit("overlap", [codes[a], codes[b]], common) for a, b, common in found if common.area > _LEAST_M2]


def _gaps(codes: Sequence[str], shapes: Shapes) -> list[Finding]:
    """Ground between the units that none of them claims."""
    holes = [Polygon(ring) for part in shapely.get_parts(shapely.union_all(shapes)) for ring in part.interiors]
    most = HOLE_REFUSED * shapely.area(shapes).sum()
    return [
        _misfit(
            "gap" if hole.area > most else "border_gap",
            [codes[index] for index in np.flatnonzero(shapely.dwithin(shapes, hole, 1.0)).tolist()],
            hole,
        )
        for hole in holes
        if hole.area > _LEAST_M2
    ]


def _misfit(code: str, units: list[str], ground: Geometry) -> Finding:
    """`narrow`: a sliver, closed without a question."""
    narrow = all(
        part.area <= SLIVER_M2 and 2 * part.area / part.length <= SLIVER_METRES for part in shapely.get_parts(ground)
    )
    at = _degrees(ground.representative_point())
    return {"code": code, "units": units, "m2": ground.area, "at": at, "narrow": narrow}


def _kept(shapes: Shapes, tolerance: float) -> list[str] | None:
    """The outlines as GeoJSON (RFC 7946: degrees, outer rings counter-clockwise) at a tolerance in metres; None where
    they are more than the budget."""
    if tolerance:
        shapes = shapely.coverage_simplify(shapes, tolerance)
    if shapely.get_num_coordinates(shapes).sum() > MOST_KEPT_VERTICES:
        return None
    texts = []
    for shape in shapes:
        rounded = shapely.transform(shape, lambda metres: np.round(metres / _METRES, DECIMALS))
        rounded = rounded if rounded.is_valid else _repaired(rounded)
        outline = shapely.orient_polygons(rounded, exterior_cw=False)
        texts.append(json.dumps(shapely.geometry.mapping(outline), separators=(",", ":")))
    return texts if sum(map(len, texts)) <= MOST_KEPT_BYTES else None


def _label(shape: Geometry) -> list[float]:
    """A point well inside: the centre of the largest circle that fits into the largest part."""
    largest = max(shapely.get_parts(shape), key=lambda part: part.area)
    centre = shapely.get_point(shapely.maximum_inscribed_circle(largest, tolerance=50), 0)
    return _degrees(centre if largest.contains(centre) else largest.representative_point())


def _on_plane(shape: Geometry) -> Geometry:
    return shapely.transform(shape, lambda degrees: degrees * _METRES)


def _degrees(point: Geometry) -> list[float]:
    return [round(metres / each, DECIMALS) for metres, each in zip(point.coords[0], _METRES.tolist(), strict=True)]


def _repaired(shape: Geometry) -> Geometry:
    return _surface(shapely.make_valid(shape, method="structure", keep_collapsed=False))


def _surface(shape: Geometry) -> Geometry:
    """The parts with a surface: a polygon where there is one part."""
    parts = shapely.get_parts(shape)
    while any(shapely.get_type_id(part) > 3 for part in parts):
        parts = shapely.get_parts(parts)
    polygons = [part for part in parts if isinstance(part, Polygon) and not part.is_empty]
    return polygons[0] if len(polygons) == 1 else MultiPolygon(polygons)


def main() -> None:
    from data.parsing.child import deny, limit
    from data.parsing.handover import Handover
    from data.parsing.limits import MEMORY_BYTES, SECONDS

    deny()
    # Looking for circles among millions of short lists takes longer than making them, and there are none.
    gc.disable()
    limit(MEMORY_BYTES, SECONDS)
    asked = json.load(sys.stdin.buffer)
    out = Handover(sys.stdout.buffer)
    with out.refusals():
        with open(sys.argv[1], "rb") as file:
            raw = file.read(MOST_BYTES + 1)
        if len(raw) > MOST_BYTES:
            raise Refusal("bytes", most=MOST_BYTES // (1024 * 1024))
        crs, features = read(raw)
        del raw
        if asked["task"] == "read":
            listed = [
                {"texts": one.texts, "extent": one.extent, "fault": one.fault, "kind": one.kind} for one in features
            ]
            out.say(done={"crs": crs, "features": listed})
        else:
            out.say(done=draw(features, asked["units"], asked["known"]))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
