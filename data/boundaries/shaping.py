"""The outlines of the units, from the features that were found to be theirs.

Asked: {"units": {code: [numbers of features]}, "references": {code: [GeoJSON geometry, ...]}}. Told: {"outlines":
[{code, geometry, label, m2, vertices}], "findings": [{"code": ..., ...}]}; without outlines where a finding forbids
them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import shapely
from shapely import Geometry

from data.boundaries import coverage, limits
from data.boundaries.coverage import Finding
from data.boundaries.geojson import Feature
from data.boundaries.rings import on_plane, outline_of
from data.parsing.limits import Refusal


def shaped(features: Sequence[Feature], asked: Mapping[str, Any]) -> dict[str, Any]:
    """Raises Refusal where there is more to draw than can be drawn."""
    units: dict[str, list[int]] = asked["units"]
    taken = [features[number - 1] for numbers in units.values() for number in numbers]
    if sum(feature.vertices for feature in taken) > limits.MOST_SHAPED_VERTICES:
        raise Refusal("vertices", most=limits.MOST_SHAPED_VERTICES)
    findings: list[Finding] = []
    shapes = _drawn(features, units, findings)
    if not any(finding["code"] in ("collapsed", "nested") for finding in findings):
        _placed(shapes, asked["references"], findings)
    told: dict[str, Any] = {"findings": findings, "outlines": []}
    if shapes and not any(finding["code"] in ("collapsed", "nested", "elsewhere") for finding in findings):
        told["outlines"] = _fitted(shapes, findings)
    return told


def _drawn(
    features: Sequence[Feature], units: Mapping[str, Sequence[int]], findings: list[Finding]
) -> dict[str, Geometry]:
    """The units' shapes; what was repaired is found."""
    shapes: dict[str, Geometry] = {}
    changed: dict[str, list[int]] = {"repaired": [], "closed": [], "winding": [], "z": []}
    for code, numbers in units.items():
        parts = []
        for number in numbers:
            outline = outline_of(features[number - 1])
            if outline.shape.is_empty:
                findings.append({"code": "collapsed", "features": [number]})
                continue
            parts.append(outline.shape)
            for name, said in (
                ("repaired", outline.repaired),
                ("closed", outline.closed),
                ("winding", outline.clockwise),
                ("z", features[number - 1].has_z),
            ):
                changed[name] += [number] if said else []
        if parts:
            shapes[code], nested = coverage.merged(parts)
            if len(parts) > 1:
                findings.append({"code": "nested" if nested else "merged", "units": [code], "features": list(numbers)})
    findings += [{"code": name, "features": numbers} for name, numbers in changed.items() if numbers]
    return shapes


def _placed(shapes: Mapping[str, Geometry], references: Mapping[str, Any], findings: list[Finding]) -> None:
    for code, shape in shapes.items():
        known = [on_plane(geometry) for geometry in references.get(code, ())]
        if known and (share := coverage.at_home(shape, known)) < limits.AT_HOME:
            findings.append({"code": "elsewhere", "units": [code], "share": share})


def _fitted(shapes: Mapping[str, Geometry], findings: list[Finding]) -> list[dict[str, Any]]:
    codes, given = list(shapes), np.array(list(shapes.values()), dtype=object)
    unfit = [*coverage.overlaps(given, codes), *coverage.gaps(given, codes)]
    findings += [finding for finding in unfit if not finding["sliver"]]
    closed = [finding for finding in unfit if finding["sliver"]]
    drawn = given
    if not any(finding["code"] == "overlap" for finding in findings):
        drawn, moved = coverage.cleaned(given)
        if moved > limits.MOVED_REFUSED:
            findings.append({"code": "moved", "share": moved})
        elif closed or moved:
            findings.append({"code": "slivers", "count": len(closed), "m2": sum(f["m2"] for f in closed)})
    texts, tolerance = coverage.simplified(drawn)
    if tolerance:
        before, after = (int(shapely.get_num_coordinates(some).sum()) for some in (given, shapely.from_geojson(texts)))
        findings.append({"code": "simplified", "metres": tolerance, "before": before, "after": after})
    return [
        {"code": code, "geometry": text, "label": coverage.label_of(shape), "m2": round(measured.area)}
        for code, text, shape, measured in zip(codes, texts, drawn, given, strict=True)
    ]
