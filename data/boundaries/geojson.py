"""GeoJSON text into features, before anybody asks where they lie."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from data.boundaries.limits import LONGEST_TEXT, MOST_FEATURES, MOST_PROPERTIES, MOST_VERTICES
from data.parsing.limits import Refusal

_LONGEST_INTEGER = 18
_XML, _ZIP, _SEQUENCE, _SPACE = "<", b"PK\x03\x04", "\x1e", " \t\r\n"


@dataclass
class Feature:
    """One feature: `number` counts from 1. `fault` says why it has no outline: "none", "type", "coordinates", "ring";
    `kind` is then what it has instead. `extent` is west, south, east, north as the file's numbers have it."""

    number: int
    properties: dict[str, str]
    kind: str = ""
    polygons: list[Any] = field(default_factory=list)
    vertices: int = 0
    extent: tuple[float, float, float, float] | None = None
    has_z: bool = False
    fault: str = ""


@dataclass
class Collection:
    """All features, and the name of the coordinate system where the file gives one."""

    features: list[Feature]
    crs: str


def read(raw: bytes) -> Collection:
    """Raises Refusal for what is no collection of features; a feature without a usable outline only says so."""
    whole = _object(_text(raw))
    features = _listed(whole)
    if len(features) > MOST_FEATURES:
        raise Refusal("features", count=len(features), most=MOST_FEATURES)
    found: list[Feature] = []
    left = MOST_VERTICES
    for number, feature in enumerate(features, 1):
        found.append(_feature(number, feature))
        left -= found[-1].vertices
        if left < 0:
            raise Refusal("vertices", most=MOST_VERTICES)
    return Collection(found, _crs(whole))


def _text(raw: bytes) -> str:
    if raw.startswith(_ZIP):
        raise Refusal("zip")
    if not raw.strip():
        raise Refusal("empty")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as failure:
        raise Refusal("utf8", place=failure.start) from failure
    text = text.lstrip(_SPACE)
    if text.startswith(_XML):
        raise Refusal("xml")
    if text.startswith(_SEQUENCE):
        raise Refusal("lines")
    return text


def _object(text: str) -> Any:
    try:
        return json.loads(text, parse_constant=_constant, parse_int=_integer, object_pairs_hook=_once)
    except json.JSONDecodeError as failure:
        if failure.msg == "Extra data" and text[failure.pos] == "{":
            raise Refusal("lines") from failure
        raise Refusal("json", line=failure.lineno, column=failure.colno) from failure
    except RecursionError as failure:
        raise Refusal("deep") from failure


def _constant(name: str) -> float:
    raise Refusal("nan", name=name)


def _integer(text: str) -> int | float:
    return int(text) if len(text) <= _LONGEST_INTEGER else float(text)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """JSON leaves it open which of two equal keys counts: neither."""
    made = dict(pairs)
    if len(made) != len(pairs):
        seen: set[str] = set()
        again = next(key for key, _value in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise Refusal("twice", name=again[:LONGEST_TEXT])
    return made


def _listed(whole: Any) -> list[Any]:
    features: Any = None
    if isinstance(whole, list):
        features = whole
    elif not isinstance(whole, dict):
        raise Refusal("shape")
    elif whole.get("type") == "Topology":
        raise Refusal("topology")
    elif whole.get("type") == "Feature":
        features = [whole]
    elif whole.get("type") == "FeatureCollection":
        features = whole.get("features")
    if not isinstance(features, list):
        raise Refusal("shape")
    if not features:
        raise Refusal("no_features")
    if not all(isinstance(one, dict) and one.get("type") == "Feature" for one in features):
        raise Refusal("shape")
    return features


def _crs(whole: Any) -> str:
    """The name a file of before RFC 7946 gives its coordinate system."""
    crs = whole.get("crs") if isinstance(whole, dict) else None
    if crs is None:
        return ""
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    return name[:LONGEST_TEXT] if isinstance(name, str) and name else "?"


def _feature(number: int, feature: dict[str, Any]) -> Feature:
    made = Feature(number, _properties(feature))
    geometry = feature.get("geometry")
    if geometry is None:
        made.fault = "none"
        return made
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    made.kind = kind[:LONGEST_TEXT] if isinstance(kind, str) else ""
    if made.kind not in ("Polygon", "MultiPolygon"):
        made.fault = "type"
        return made
    coordinates = geometry.get("coordinates")
    made.polygons = [coordinates] if made.kind == "Polygon" else coordinates
    _measure(made)
    if made.fault:
        made.polygons = []
    return made


def _properties(feature: dict[str, Any]) -> dict[str, str]:
    """What may be a code or a name, as text; a member "id" of the feature itself counts like a property."""
    listed = feature.get("properties")
    given = list(listed.items())[:MOST_PROPERTIES] if isinstance(listed, dict) else []
    if "id" in feature and "id" not in dict(given):
        given.append(("id", feature["id"]))
    return {key[:LONGEST_TEXT]: text for key, value in given if (text := _written(value))}


def _written(value: Any) -> str:
    if isinstance(value, str):
        return value[:LONGEST_TEXT]
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value)[:LONGEST_TEXT] if isinstance(value, int) and not isinstance(value, bool) else ""


def _measure(made: Feature) -> None:
    """Extent and number of positions; the fault where a ring is none."""
    if not isinstance(made.polygons, list) or not made.polygons:
        made.fault = "none" if made.polygons == [] else "coordinates"
        return
    west = south = math.inf
    east = north = -math.inf
    for ring in _rings(made):
        for position in ring:
            if not _is_position(position):
                made.fault = "coordinates"
                return
            x, y = position[0], position[1]
            west, east = min(west, x), max(east, x)
            south, north = min(south, y), max(north, y)
            made.has_z = made.has_z or len(position) > 2
        made.vertices += len(ring)
        if len(ring) < 4 - (ring[0][:2] != ring[-1][:2]):
            made.fault = "ring"
            return
    if not made.fault:
        made.extent = (west, south, east, north)


def _rings(made: Feature) -> Iterator[list[Any]]:
    for polygon in made.polygons:
        if not isinstance(polygon, list) or not polygon:
            made.fault = "none" if polygon == [] and len(made.polygons) == 1 else "coordinates"
            return
        for ring in polygon:
            if not isinstance(ring, list):
                made.fault = "coordinates"
                return
            if not ring:
                made.fault = "ring"
                return
            yield ring


def _is_position(position: Any) -> bool:
    return (
        isinstance(position, list)
        and len(position) >= 2
        and all(type(value) in (int, float) and math.isfinite(value) for value in position[:2])
    )
