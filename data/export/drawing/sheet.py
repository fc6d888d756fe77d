"""A drawn map as a value: all that its picture, its page and its rows say, in words, whole numbers and tuples."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

State = Literal["known", "illustrative", "small", "withheld", "missing"]
"""A figure, an invented one, one of too few people to be shown, one never shown by area, none at all."""
Swatch = Literal["fill", "circle", "ring", "hatch", "dots"]
Point = tuple[int, int]
Ring = tuple[Point, ...]
WHOLE = 1_000_000
"""Degrees are kept in millionths, circles in millionths of the full circle's area."""


@dataclass(frozen=True)
class Shape:
    """An area: `polygons` are rings of (longitude, latitude) in millionths of a degree, the first ring of each its
    outside; `at` is where its name stands."""

    code: str
    name: str
    short: str
    polygons: tuple[tuple[Ring, ...], ...]
    at: Point


@dataclass(frozen=True)
class Figure:
    """What one area shows in one month.

    text: the figure in words ("12,3 trên 1.000 dân"); brief: its number alone, for small maps and tables; value: the
    same as a decimal ("12.3") for a file's cell; nature: what kind of figure it is, in words. A rate has a fill
    (#RRGGBB), a count a circle (millionths of the full circle) and its colour. Only a real figure is filled; what is
    withheld or missing carries nothing that it could be read from."""

    state: State
    text: str
    brief: str = ""
    nature: str = ""
    value: str = ""
    fill: str = ""
    circle: int = 0
    colour: str = ""

    def __post_init__(self) -> None:
        if self.state != "known" and self.fill:
            raise ValueError("only a figure that was reported is classed")
        if self.hidden and (self.value or self.circle or self.brief):
            raise ValueError("a figure that is not shown has neither a value nor a circle")
        if not 0 <= self.circle <= WHOLE:
            raise ValueError("a circle is at most the full one")

    @property
    def hidden(self) -> bool:
        return self.state in ("small", "withheld", "missing")


@dataclass(frozen=True)
class Panel:
    """One map of the sheet: its period in words and a figure for each shape, in their order."""

    period: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Key:
    """One line of the legend; a circle's `size` is in millionths of the full circle (0: a circle without a size to read
    off)."""

    label: str
    colour: str
    swatch: Swatch
    size: int = 0


@dataclass(frozen=True)
class MapSheet:
    """A map, or several months of it on one scale.

    marks: sentences that must not be missed ("SỐ LIỆU MINH HỌA …", "Chưa kiểm chứng …", "Số quy đổi …", "Ranh giới sơ
    đồ …"). data_version, made_on: which figures, drawn on which day, in words."""

    title: str
    subtitle: str
    unit: str
    shapes: tuple[Shape, ...]
    panels: tuple[Panel, ...]
    legend: tuple[Key, ...]
    source: str
    vintage: str
    data_version: str
    made_on: str
    marks: tuple[str, ...] = ()
    link: str = ""

    def __post_init__(self) -> None:
        if not self.shapes or not self.panels:
            raise ValueError("a map has at least one area and one period")
        if any(len(panel.figures) != len(self.shapes) for panel in self.panels):
            raise ValueError("every area has a figure in every period")

    @property
    def illustrative(self) -> bool:
        return any(figure.state == "illustrative" for panel in self.panels for figure in panel.figures)

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=True, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str | bytes) -> MapSheet:
        kept: dict[str, Any] = json.loads(text)
        return cls(
            **kept
            | {
                "shapes": tuple(_shape(shape) for shape in kept["shapes"]),
                "panels": tuple(
                    Panel(panel["period"], tuple(Figure(**figure) for figure in panel["figures"]))
                    for panel in kept["panels"]
                ),
                "legend": tuple(Key(**key) for key in kept["legend"]),
                "marks": tuple(kept["marks"]),
            }
        )


def polygons_of(geometry: Mapping[str, Any]) -> tuple[tuple[Ring, ...], ...]:
    """The polygons of a GeoJSON geometry in WGS 84; either winding is as good, heights are left out."""
    parts: Sequence[Any] = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return tuple(tuple(tuple(millionths(*corner[:2]) for corner in ring) for ring in part) for part in parts)


def millionths(longitude: float, latitude: float) -> Point:
    return round(longitude * WHOLE), round(latitude * WHOLE)


def _shape(kept: dict[str, Any]) -> Shape:
    polygons = tuple(tuple(tuple((x, y) for x, y in ring) for ring in part) for part in kept["polygons"])
    x, y = kept["at"]
    return Shape(kept["code"], kept["name"], kept["short"], polygons, (x, y))
