"""The rings of one feature as a sound outline on the plane, and an outline as GeoJSON again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely import Geometry, LinearRing, MultiPolygon, Polygon

from data.boundaries.geojson import Feature
from data.boundaries.limits import DECIMALS
from data.boundaries.plane import Positions, to_degrees, to_plane


@dataclass(frozen=True)
class Outline:
    """The polygons of a feature and what had to be done to them."""

    shape: Geometry
    repaired: bool
    closed: bool
    clockwise: bool


def outline_of(feature: Feature) -> Outline:
    """An empty shape where nothing with a surface is left."""
    polygons, closed, clockwise = [], False, False
    for rings in feature.polygons:
        arrays = [np.array([position[:2] for position in ring], dtype=np.float64) for ring in rings]
        open_rings = [not np.array_equal(ring[0], ring[-1]) for ring in arrays]
        flat = [
            to_plane(np.vstack([ring, ring[:1]]) if is_open else ring)
            for ring, is_open in zip(arrays, open_rings, strict=True)
        ]
        closed = closed or any(open_rings)
        clockwise = clockwise or not LinearRing(flat[0]).is_ccw
        polygons.append(Polygon(flat[0], flat[1:]))
    whole: Geometry = polygons[0] if len(polygons) == 1 else MultiPolygon(polygons)
    sound = bool(shapely.is_valid(whole))
    return Outline(whole if sound else repaired(whole), not sound, closed, clockwise)


def repaired(shape: Geometry) -> Geometry:
    """Rings that cross themselves taken apart; what has no surface is dropped."""
    return polygonal(shapely.make_valid(shape, method="structure", keep_collapsed=False))


def polygonal(shape: Geometry) -> Geometry:
    """The parts with a surface."""
    single: list[Polygon] = []
    waiting = [shape]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Polygon):
            single += [] if one.is_empty else [one]
        else:
            waiting += getattr(one, "geoms", ())
    return single[0] if len(single) == 1 else MultiPolygon(single)


def as_geojson(shape: Geometry) -> dict[str, Any]:
    """The outline as RFC 7946 has it: degrees, outer rings counter-clockwise; positions are rounded, both sides of a
    border alike."""
    degrees = shapely.transform(shape, _rounded)
    if not shapely.is_valid(degrees):
        degrees = repaired(degrees)
    parts = [
        [[list(position) for position in ring.coords] for ring in (part.exterior, *part.interiors)]
        for part in shapely.get_parts(shapely.orient_polygons(degrees, exterior_cw=False))
    ]
    if len(parts) == 1:
        return {"type": "Polygon", "coordinates": parts[0]}
    return {"type": "MultiPolygon", "coordinates": parts}


def on_plane(geometry: Mapping[str, Any]) -> Geometry:
    """An outline of GeoJSON as a shape on the plane."""
    return shapely.transform(shapely.from_geojson(json.dumps(geometry)), to_plane)


def _rounded(metres: Positions) -> Positions:
    return np.round(to_degrees(metres), DECIMALS)
