"""The picture's parts and the Vega-Lite spec that draws them: one writer for SVG, PNG, PDF and the screen.

Vega has no patterns: a hatch is drawn as the lines it consists of (plane.hatching), which every program shows alike.
Colours, sizes and words stand in the data, so that no text can become a part of the spec."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from data.export.drawing import lettering
from data.export.drawing.plane import Outline, Pixel, dotting, hatching

INK, PAPER, PANEL, BORDER = "#1B2A3D", "#FFFFFF", "#F4F6F8", "#5B6770"
NO_DATA, HATCH, DOT = "#E8EBEE", "#98A3AD", "#7C8894"
MARK, MARK_GROUND = "#C75B00", "#FFF4E8"
Align = Literal["left", "center", "right"]


@dataclass
class Picture:
    """What is drawn, in pixels from the upper left corner; kinds lie on one another in the order of `spec`."""

    width: int
    height: int = 0
    screen: bool = False
    boxes: list[dict[str, Any]] = field(default_factory=list)
    areas: list[dict[str, Any]] = field(default_factory=list)
    lines: list[dict[str, Any]] = field(default_factory=list)
    dots: list[dict[str, Any]] = field(default_factory=list)
    circles: list[dict[str, Any]] = field(default_factory=list)
    rings: list[dict[str, Any]] = field(default_factory=list)
    stamps: list[dict[str, Any]] = field(default_factory=list)
    words: list[dict[str, Any]] = field(default_factory=list)

    def box(self, left: float, top: float, wide: float, tall: float, fill: str, stroke: str) -> None:
        self.boxes.append({"x": left, "y": top, "u": left + wide, "v": top + tall, "f": fill, "s": stroke})

    def area(self, outline: Outline, fill: str, code: str = "") -> None:
        rings = [[*ring, ring[0]] if ring[0] != ring[-1] else [*ring] for ring in outline]
        self.areas.append(_feature("Polygon", rings) | {"f": fill, "c": code})

    def hatch(self, outline: Outline) -> None:
        found = hatching(outline)
        if found:
            self.lines.append(_feature("MultiLineString", found))

    def dot(self, outline: Outline) -> None:
        found = dotting(outline)
        if found:
            self.dots.append(_feature("MultiPoint", found))

    def circle(self, centre: Pixel, radius: float, colour: str, *, dashed: bool) -> None:
        """Filled, or a dashed ring that is empty."""
        # Vega's size of a circle is the area of the square around it.
        row = {"x": centre[0], "y": centre[1], "a": round(4 * radius * radius, 2), "s": colour}
        (self.rings if dashed else self.circles).append(row)

    def stamp(self, centre: Pixel, text: str, size: float) -> None:
        """Slanting letters across the map, pale enough to read through."""
        self.stamps.append({"x": centre[0], "y": centre[1], "t": text, "z": size})

    def write(
        self,
        at: Pixel,
        text: str,
        size: float,
        *,
        weight: int = lettering.REGULAR,
        font: str = lettering.TEXT,
        colour: str = INK,
        align: Align = "left",
        halo: bool = False,
    ) -> None:
        """One line, `at` its foot."""
        self.words.append(
            {
                "x": round(at[0], 2),
                "y": round(at[1], 2),
                "t": lettering.clean(text),
                "z": size,
                "w": weight,
                "n": self._font(font),
                "c": colour,
                "g": align,
                "h": halo,
            }
        )

    def write_lines(self, at: Pixel, lines: Sequence[str], size: float, step: float, **look: Any) -> float:
        """Lines below one another from `at`, the top of the first; the top of what follows."""
        for i, line in enumerate(lines):
            self.write((at[0], at[1] + i * step + size), line, size, **look)
        return at[1] + len(lines) * step

    def spec(self, description: str) -> dict[str, Any]:
        haloed = [row for row in self.words if row["h"]]
        layers = [
            _layer(self.boxes, {"type": "rect", **_each(fill="f", stroke="s")}, x2="u", y2="v"),
            _layer(self.areas, {"type": "geoshape", "strokeWidth": 0, **_each(fill="f")}),
            _layer(self.lines, {"type": "geoshape", "filled": False, "stroke": HATCH, "strokeWidth": 1.4}),
            _layer(self.dots, {"type": "geoshape", "fill": DOT}),
            _layer(self.areas, {"type": "geoshape", "filled": False, "stroke": BORDER, "strokeWidth": 1.2}),
            _layer(
                self.circles,
                {
                    "type": "point",
                    "opacity": 1,
                    "fillOpacity": 0.4,
                    "strokeWidth": 1.5,
                    **_each(fill="s", stroke="s", size="a"),
                },
            ),
            _layer(
                self.rings,
                {
                    "type": "point",
                    "opacity": 1,
                    "filled": False,
                    "strokeWidth": 2.2,
                    "strokeDash": [6, 4],
                    **_each(stroke="s", size="a"),
                },
            ),
            _layer(
                self.stamps,
                {
                    **_TEXT,
                    "font": self._font(lettering.TITLE),
                    "fontWeight": lettering.BOLD,
                    "angle": -24,
                    "align": "center",
                    "baseline": "middle",
                    "fill": MARK,
                    "fillOpacity": 0.16,
                    **_each(fontSize="z"),
                },
            ),
            _layer(
                haloed, {**_TEXT, "stroke": PAPER, "strokeWidth": 3.2, "strokeJoin": "round", "fill": PAPER, **_LETTERS}
            ),
            _layer(self.words, {**_TEXT, **_each(fill="c"), **_LETTERS}),
        ]
        return {
            "description": lettering.clean(description),
            "width": self.width,
            "height": round(self.height),
            "padding": 0,
            "background": PAPER,
            "autosize": "none",
            "projection": {"type": "identity", "scale": 1, "translate": [0, 0], "pointRadius": 1.3},
            "layer": [layer for layer in layers if layer is not None],
            "config": {"view": {"stroke": None}, "aria": False},
        }

    def _font(self, font: str) -> str:
        """On the screen the browser has Streamlit's own Source Sans."""
        return '"Source Sans", sans-serif' if self.screen else lettering.stack(font)


def _each(**channels: str) -> dict[str, Any]:
    return {name: {"expr": f"datum.{column}"} for name, column in channels.items()}


_TEXT: dict[str, Any] = {"type": "text", "baseline": "alphabetic", "opacity": 1, "limit": 0}
_LETTERS = _each(font="n", fontSize="z", fontWeight="w", align="g")


def _feature(kind: str, coordinates: Any) -> dict[str, Any]:
    return {"type": "Feature", "geometry": {"type": kind, "coordinates": coordinates}}


def _layer(rows: Iterable[dict[str, Any]], mark: dict[str, Any], **ends: str) -> dict[str, Any] | None:
    values = list(rows)
    if not values:
        return None
    encoding: dict[str, Any] = {}
    if mark["type"] != "geoshape":
        place = {"type": "quantitative", "scale": None, "axis": None}
        encoding = {"x": {"field": "x", **place}, "y": {"field": "y", **place}}
        encoding |= {channel: {"field": column} for channel, column in ends.items()}
    if mark["type"] == "text":
        encoding["text"] = {"field": "t", "type": "nominal"}
    return {"data": {"values": values}, "mark": mark | {"tooltip": None}, "encoding": encoding}
