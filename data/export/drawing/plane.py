"""From degrees to pixels, and lines across a polygon.

The projection is flat, its polygons even-odd: the spherical one of Vega fills the whole frame where a ring winds as RFC
7946 asks."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from data.export.drawing.sheet import Point, Shape

Pixel = tuple[float, float]
Outline = Sequence[Sequence[Pixel]]
"""Rings of one area in pixels."""


@dataclass(frozen=True)
class Plane:
    """Where a point of the map lies in the picture."""

    west: int
    north: int
    across: float
    down: float
    left: float
    top: float

    def pixel(self, point: Point) -> Pixel:
        x, y = point
        return round(self.left + (x - self.west) * self.across, 2), round(self.top + (self.north - y) * self.down, 2)

    def outline(self, shape: Shape) -> list[list[Pixel]]:
        """Outer rings wind one way and holes the other, whatever the file did: SVG fills by winding."""
        return [
            _winding([self.pixel(point) for point in ring], outer=i == 0)
            for polygon in shape.polygons
            for i, ring in enumerate(polygon)
        ]


def extent(shapes: Iterable[Shape]) -> tuple[int, int, int, int]:
    """West, south, east, north of all shapes."""
    corners = [point for shape in shapes for polygon in shape.polygons for ring in polygon for point in ring]
    if not corners:
        raise ValueError("a map has an outline")
    lons, lats = [x for x, _y in corners], [y for _x, y in corners]
    return min(lons), min(lats), max(lons), max(lats)


def fitted(shapes: Iterable[Shape], left: float, top: float, wide: float, tall: float) -> tuple[Plane, float]:
    """The plane that puts all shapes into the box, centred, and the height they take of it."""
    west, south, east, north = extent(shapes)
    narrow = math.cos(math.radians((south + north) / 2_000_000))
    scale = min(wide / max((east - west) * narrow, 1), tall / max(north - south, 1))
    height = (north - south) * scale
    inset = (wide - (east - west) * narrow * scale) / 2
    return Plane(west, north, narrow * scale, scale, left + inset, top), height


def hatching(outline: Outline, gap: float = 7.0) -> list[list[Pixel]]:
    """Diagonals inside the outline; of neighbouring areas they run on into one another."""
    sums = [x + y for ring in outline for x, y in ring]
    step = gap * math.sqrt(2)
    return [[start, end] for c in _steps(min(sums), max(sums), step) for start, end in _inside(outline, 1.0, 1.0, c)]


def dotting(outline: Outline, gap: float = 8.0) -> list[Pixel]:
    """A grid of points inside the outline."""
    heights = [y for ring in outline for _x, y in ring]
    return [
        (x, round(y, 2))
        for y in _steps(min(heights), max(heights), gap)
        for (start, _y), (end, _z) in _inside(outline, 0.0, 1.0, y)
        for x in _steps(start + 1, end - 1, gap)
    ]


def _winding(ring: list[Pixel], *, outer: bool) -> list[Pixel]:
    twice = sum(x * v - u * y for (x, y), (u, v) in zip(ring, [*ring[1:], ring[0]], strict=True))
    return ring if (twice > 0) == outer else ring[::-1]


def _steps(low: float, high: float, step: float) -> Iterator[float]:
    for i in range(math.ceil(low / step), math.floor(high / step) + 1):
        yield i * step


def _inside(outline: Outline, a: float, b: float, c: float) -> list[tuple[Pixel, Pixel]]:
    """The parts of the line ax + by = c inside the outline: between every other pair of crossings."""
    crossings: list[Pixel] = []
    for ring in outline:
        for (x, y), (u, v) in zip(ring, [*ring[1:], ring[0]], strict=True):
            here, there = a * x + b * y - c, a * u + b * v - c
            if (here < 0) != (there < 0):
                part = here / (here - there)
                crossings.append((round(x + part * (u - x), 2), round(y + part * (v - y), 2)))
    crossings.sort()
    return list(zip(crossings[::2], crossings[1::2], strict=False))
