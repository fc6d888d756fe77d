"""Outlines of areas as GeoJSON, and the view of a map that fits them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import pydeck as pdk

Feature = Mapping[str, Any]
METRES = 111_320.0
"""Of a degree of latitude."""
_NARROWEST, _MARGIN = 490, 20
"""Pixels: the width that a map surely has (60 % of a window of 900 px, inside the frame), and what stays free around
the outlines."""


def label_point(feature: Feature) -> list[float]:
    label = feature["properties"].get("label")
    if label:
        return [round(float(label[0]), 5), round(float(label[1]), 5)]
    every = list(points(feature["geometry"]["coordinates"]))
    lons, lats = [x for x, _y in every], [y for _x, y in every]
    return [round((min(lons) + max(lons)) / 2, 4), round((min(lats) + max(lats)) / 2, 4)]


def clearance(feature: Feature) -> int:
    """Metres from the label's place to the nearest edge: a circle of this radius stays inside the area."""
    east, north = label_point(feature)
    across = METRES * math.cos(math.radians(north))
    nearest = math.inf
    for ring in rings(feature["geometry"]["coordinates"]):
        placed = [((x - east) * across, (y - north) * METRES) for x, y, *_height in ring]
        nearest = min([nearest, *(_from_origin(*pair) for pair in pairwise(placed))])
    return 0 if nearest == math.inf else int(nearest)


def _from_origin(start: tuple[float, float], end: tuple[float, float]) -> float:
    """From (0, 0) to a straight line between two points."""
    (x, y), (dx, dy) = start, (end[0] - start[0], end[1] - start[1])
    long = dx * dx + dy * dy
    share = 0.0 if not long else min(1.0, max(0.0, -(x * dx + y * dy) / long))
    return math.hypot(x + share * dx, y + share * dy)


def rings(coordinates: Any) -> Iterator[Any]:
    if coordinates and isinstance(coordinates[0][0], (int, float)):
        yield coordinates
        return
    for part in coordinates:
        yield from rings(part)


def points(coordinates: Any) -> Iterator[tuple[float, float]]:
    if coordinates and isinstance(coordinates[0], (int, float)):
        yield float(coordinates[0]), float(coordinates[1])
        return
    for part in coordinates:
        yield from points(part)


def as_feature(geometry: Any, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def collection(features: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}


def rgb(colour: str) -> list[int]:
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]


def corners(features: Sequence[Feature]) -> tuple[float, float, float, float]:
    """West, south, east and north of all geometry."""
    found = [point for feature in features for point in points(feature["geometry"]["coordinates"])]
    lons, lats = [x for x, _y in found], [y for _x, y in found]
    return (min(lons), min(lats), max(lons), max(lats)) if found else (0.0, 0.0, 0.0, 0.0)


def frame(features: Sequence[Feature], height: int) -> pdk.ViewState:
    """The view that fits all geometry into the height with a margin; the same for the same geometry."""
    return framed(corners(features), height)


def framed(box: tuple[float, float, float, float], height: int) -> pdk.ViewState:
    """As `frame`, by west, south, east and north."""
    west, south, east, north = box
    if box == (0.0, 0.0, 0.0, 0.0):
        return pdk.ViewState(longitude=0, latitude=0, zoom=1, min_zoom=1)
    latitude = (south + north) / 2
    tall = (north - south) / math.cos(math.radians(latitude)) / (height - _MARGIN)
    wide = (east - west) / (_NARROWEST - _MARGIN)
    zoom = round(math.log2(360 / (512 * max(tall, wide, 1e-9))), 2)
    return pdk.ViewState(
        longitude=round((west + east) / 2, 4),
        latitude=round(latitude, 4),
        zoom=zoom,
        min_zoom=zoom - 1,
        max_zoom=zoom + 3,
    )
