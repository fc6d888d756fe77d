"""The outlines of a list of units made to fit: no gap, no overlap, borders shared, small enough to send."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Geometry, Point, Polygon

from data.boundaries import limits
from data.boundaries.plane import to_degrees
from data.boundaries.rings import as_geojson, polygonal
from data.parsing.limits import Refusal

Finding = dict[str, Any]
Shapes = NDArray[np.object_]
_STEPS = tuple(1.25**power for power in range(28))
_LEAST_PART_M2 = 1.0
_SAME = 0.999


def merged(parts: Sequence[Geometry]) -> tuple[Geometry, bool]:
    """The parts of a unit as one, and whether one of them lies inside another: then nobody can say if it is land or a
    hole. Parts given twice are one."""
    different: list[Geometry] = []
    for part in parts:
        if not any(_alike(part, other) for other in different):
            different.append(part)
    within = any(
        one is not other and shapely.intersection(one, other).area > _SAME * one.area
        for one in different
        for other in different
    )
    return polygonal(shapely.union_all(different)), within


def _alike(one: Geometry, other: Geometry) -> bool:
    return bool(shapely.intersection(one, other).area > _SAME * max(one.area, other.area))


def overlaps(shapes: Shapes, codes: Sequence[str]) -> list[Finding]:
    """Pairs of units that claim the same ground, with how much of it and whether it is but a sliver."""
    found = []
    for first, second in shapely.STRtree(shapes).query(shapes, predicate="intersects").T.tolist():
        if first < second:
            common = polygonal(shapely.intersection(shapes[first], shapes[second]))
            if common.area > _LEAST_PART_M2:
                at = _at(common)
                found.append(
                    {
                        "code": "overlap",
                        "units": [codes[first], codes[second]],
                        "m2": common.area,
                        "at": at,
                        "sliver": sliver(common),
                    }
                )
    return found


def gaps(shapes: Shapes, codes: Sequence[str]) -> list[Finding]:
    """Ground between the units that none of them claims."""
    whole = shapely.union_all(shapes)
    found = []
    for part in shapely.get_parts(whole):
        for ring in part.interiors:
            hole = Polygon(ring)
            if hole.area > _LEAST_PART_M2:
                near = [codes[place] for place in np.flatnonzero(shapely.dwithin(shapes, hole, 1.0)).tolist()]
                found.append({"code": "gap", "units": near, "m2": hole.area, "at": _at(hole), "sliver": sliver(hole)})
    return found


def sliver(shape: Geometry) -> bool:
    """Whether every part is small and as narrow as what is left between two drawings of one border."""
    return all(
        part.area <= limits.SLIVER_M2 and 2 * part.area / part.length <= limits.SLIVER_METRES
        for part in shapely.get_parts(shape)
    )


def cleaned(shapes: Shapes) -> tuple[Shapes, float]:
    """Slivers given to one of their neighbours, and the largest share of a unit that moved by that. As they were where
    the borders fit already."""
    if shapely.coverage_is_valid(shapes, gap_width=limits.SLIVER_METRES):
        return shapes, 0.0
    clean = shapely.coverage_clean(shapes, gap_width=limits.SLIVER_METRES)
    clean = np.array([polygonal(shape) for shape in clean], dtype=object)
    moved = shapely.area(shapely.symmetric_difference(shapes, clean)) / shapely.area(shapes)
    return clean, float(moved.max())


def simplified(shapes: Shapes) -> tuple[list[str], float]:
    """The outlines as GeoJSON, and the tolerance in metres that was needed to keep them within the budget; 0 = none."""
    texts = _texts(shapes)
    if texts is not None:
        return texts, 0.0
    fitting, tolerance = _texts(shapely.coverage_simplify(shapes, _STEPS[-1])), _STEPS[-1]
    if fitting is None:
        raise Refusal("vertices", most=limits.MOST_KEPT_VERTICES)
    low, high = 0, len(_STEPS) - 1
    while low < high:
        middle = (low + high) // 2
        texts = _texts(shapely.coverage_simplify(shapes, _STEPS[middle]))
        if texts is None:
            low = middle + 1
        else:
            fitting, tolerance, high = texts, _STEPS[middle], middle
    return fitting, tolerance


def _texts(shapes: Shapes) -> list[str] | None:
    """None where they are more than the budget."""
    if shapely.get_num_coordinates(shapes).sum() > limits.MOST_KEPT_VERTICES:
        return None
    texts = [json.dumps(as_geojson(shape), separators=(",", ":")) for shape in shapes]
    return texts if sum(map(len, texts)) <= limits.MOST_KEPT_BYTES else None


def label_of(shape: Geometry) -> list[float]:
    """A point well inside: the centre of the largest circle that fits into the largest part."""
    largest = max(shapely.get_parts(shape), key=lambda part: part.area)
    centre = Point(shapely.maximum_inscribed_circle(largest, tolerance=50).coords[0])
    return _degrees(centre if largest.contains(centre) else largest.representative_point())


def at_home(shape: Geometry, references: Sequence[Geometry]) -> float:
    """The share of a unit that lies in the districts it belongs to."""
    return float(shapely.intersection(shape, shapely.union_all(references)).area / shape.area)


def _at(shape: Geometry) -> list[float]:
    return _degrees(shape.representative_point())


def _degrees(point: Point) -> list[float]:
    return [round(float(value), limits.DECIMALS) for value in to_degrees(np.array(point.coords))[0]]
