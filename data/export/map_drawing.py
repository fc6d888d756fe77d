"""A map drawn as one Vega-Lite specification, and as SVG, PNG and PDF made of it.

The specification serves the screen's small multiples and two frames to take away: 16:9 for slides and A4 landscape for
paper. Outlines, colours, sizes and words stand in its data, so that no text can become a part of it."""

from __future__ import annotations

import bisect
import json
import math
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

import numpy as np
import shapely
from PIL import ImageFont
from shapely.affinity import affine_transform
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from data.export.map_sheet import Figure, MapSheet, Shape, State, Swatch, about, clean
from data.locale import _


class Frame(NamedTuple):
    """What is drawn on: width and height in pixels of the drawing (points of a PDF), the size of ordinary letters, and
    how many pixels of a PNG one of the drawing's is."""

    width: int
    height: int
    letter: float
    zoom: float = 1.0


SLIDE = Frame(1920, 1080, 25.0)
A4 = Frame(842, 595, 10.5, 150 / 72)
"""A4 landscape; its PNG has 150 dots an inch."""

INK, PAPER, PANEL, BORDER = "#1B2A3D", "#FFFFFF", "#F4F6F8", "#5B6770"
NO_DATA, HATCH, DOT = "#E8EBEE", "#98A3AD", "#7C8894"
MARK, MARK_GROUND = "#C75B00", "#FFF4E8"
_GROUNDS: dict[State, str] = {
    "missing": NO_DATA,
    "small": PANEL,
    "withheld": PANEL,
    "illustrative": PAPER,
    "known": PANEL,
}
_PATTERNS: dict[str, Swatch] = {"missing": "hatch", "small": "dots", "withheld": "dots"}

FONTS = Path(__file__).with_name("fonts")
TEXT, TITLE = "Source Sans 3", "Be Vietnam Pro"
REGULAR, SEMI_BOLD, BOLD = 400, 600, 700
_FILES = {
    (TEXT, REGULAR): "SourceSans3-Regular.ttf",
    (TEXT, SEMI_BOLD): "SourceSans3-SemiBold.ttf",
    (TITLE, BOLD): "BeVietnamPro-Bold.ttf",
}
_ALWAYS = 8
"""So few areas are all named, even where a name leaves its area."""
_SMALLEST, _TALLEST = 0.4, 600.0


def wrapped(text: str, width: float, size: float, font: str = TEXT, weight: int = REGULAR) -> list[str]:
    """Lines no wider than `width`; a word that is wider alone is cut."""
    lines = [""]
    for word in clean(text).split():
        if lines[-1] and _wide(f"{lines[-1]} {word}", size, font, weight) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
        while len(lines[-1]) > 1 and _wide(lines[-1], size, font, weight) > width:
            line = lines[-1]
            ends = range(1, len(line))
            fits = max(bisect.bisect(ends, width, key=lambda end: _wide(line[:end], size, font, weight)), 1)
            lines[-1:] = [line[:fits], line[fits:]]
    return lines if lines[0] else []


def _wide(text: str, size: float, font: str = TEXT, weight: int = REGULAR) -> float:
    return float(_measure(font, weight).getlength(text)) * size / 100


@cache
def _measure(font: str, weight: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / _FILES[font, weight]), 100, layout_engine=ImageFont.Layout.BASIC)


@dataclass
class Drawing:
    """Rows of the specification's data, in pixels from the upper left corner: outlines with their hatches and dots,
    circles, lines of text."""

    letter: float
    screen: bool = False
    areas: list[dict[str, Any]] = field(default_factory=list)
    circles: list[dict[str, Any]] = field(default_factory=list)
    texts: list[dict[str, Any]] = field(default_factory=list)

    def area(
        self,
        outline: BaseGeometry,
        fill: str,
        pattern: str = "",
        *,
        stroke: str = BORDER,
        width: float = 0.0,
        code: str = "",
    ) -> None:
        """Outer rings wind one way and holes the other, whatever the file did: SVG fills by winding."""
        self._geometry(shapely.orient_polygons(outline), fill, stroke, width or self.letter / 12, code=code)
        if pattern not in ("hatch", "dots"):
            return
        inside = outline.buffer(-self.letter / 12)
        if inside.is_empty:
            return
        west, south, east, north = inside.bounds
        gap, tall = self.letter * 0.55, north - south
        if pattern == "hatch":
            # One grid for the whole picture: of neighbouring areas the lines run on into one another.
            starts = np.arange(math.floor((west + south) / gap) * gap, east + north, gap)
            lines = [[(start - south, south), (start - south - tall, north)] for start in starts]
            self._geometry(shapely.MultiLineString(lines) & inside, "transparent", HATCH, self.letter / 10)
        else:
            grid = np.stack(np.meshgrid(np.arange(west, east, gap), np.arange(south, north, gap)), -1)
            self._geometry(shapely.MultiPoint(grid.reshape(-1, 2)) & inside, DOT, "transparent", 0)

    def _geometry(self, shape: BaseGeometry, fill: str, stroke: str, width: float, code: str = "") -> None:
        if not shape.is_empty:
            rounded = mapping(shapely.transform(shape, lambda points: np.round(points, 2)))
            look = {"fill": fill, "stroke": stroke, "width": width, "code": code}
            self.areas.append({"type": "Feature", "geometry": rounded, **look})

    def circle(self, x: float, y: float, radius: float, colour: str, *, dashed: bool) -> None:
        """Filled, or a dashed ring that is empty. Vega's size of a circle is the area of the square around it."""
        look = {
            "fill": "transparent" if dashed else colour,
            "stroke": colour,
            "width": self.letter / (7 if dashed else 10),
            "dash": [self.letter * 0.43, self.letter * 0.29] if dashed else [],
        }
        self.circles.append({"x": round(x, 2), "y": round(y, 2), "size": 4 * radius * radius, **look})

    def write(self, x: float, y: float, lines: Sequence[str], size: float, **look: Any) -> float:
        """Lines below one another from the top `y`; the top of what follows."""
        font = look.pop("font", TEXT)
        other = TITLE if font == TEXT else TEXT
        # The browser has Streamlit's Source Sans. Quoted: of a name that ends in a digit, unquoted, the text vanishes.
        stack = '"Source Sans", sans-serif' if self.screen else f"'{font}', '{other}', sans-serif"
        usual = {"weight": REGULAR, "fill": INK, "align": "left", "halo": "", "angle": 0, "opacity": 1.0}
        for line in lines:
            row = {"x": round(x, 2), "y": round(y + size, 2), "text": clean(line), "size": size, "font": stack}
            self.texts.append(row | usual | look)
            y += size * 1.3
        return y


def spec(sheet: MapSheet, frame: Frame) -> dict[str, Any]:
    """The sheet in a frame, whole: heading and marks above, map to the left, legend and foot to the right. Where there
    is more to say than usual, all letters are smaller."""
    letter = frame.letter
    while not _fits(drawing := Drawing(letter), sheet, frame) and letter > frame.letter * _SMALLEST:
        letter *= 0.94
    described = {"description": clean(sheet.in_words())}
    return described | specification(drawing, frame.width, frame.height)


def screen_spec(sheet: MapSheet, width: int) -> dict[str, Any]:
    """Maps and legend alone, in the browser's letters: the page gives heading, marks and foot around them."""
    drawing = Drawing(14.0, screen=True)
    aside = max(190.0, width * 0.27)
    radius, foot = _draw_maps(drawing, sheet, (4, 4, width - aside - 24, _TALLEST))
    foot = max(foot, _draw_legend(drawing, sheet, width - aside, 8, aside - 4, radius))
    return specification(drawing, width, round(foot) + 4)


def _fits(drawing: Drawing, sheet: MapSheet, frame: Frame) -> bool:
    """Draw the whole sheet; whether everything found its room."""
    letter = drawing.letter
    margin = frame.letter * 1.6
    inner = frame.width - 2 * margin
    aside = inner * 0.33
    left = margin + inner - aside
    heading, below = sheet.heading
    lines = wrapped(heading, inner, letter * 1.6, TITLE, BOLD)
    y = drawing.write(margin, margin * 0.8, lines, letter * 1.6, font=TITLE, weight=BOLD)
    y = drawing.write(margin, y + letter * 0.1, wrapped(below, inner, letter * 1.15), letter * 1.15)
    for mark in sheet.marks:
        lines = wrapped(mark, inner - letter * 1.4, letter, weight=SEMI_BOLD)
        box = shapely.box(margin, y + letter * 0.5, margin + inner, y + letter * (0.95 + 1.3 * len(lines)))
        drawing.area(box, MARK_GROUND, stroke=MARK)
        y = drawing.write(margin + letter * 0.7, y + letter * 0.65, lines, letter, weight=SEMI_BOLD) + letter * 0.3
    top, bottom = y + letter, frame.height - margin
    radius, _foot = _draw_maps(drawing, sheet, (margin, top, left - margin - letter * 2, bottom - top))
    end = _draw_legend(drawing, sheet, left, top, aside, radius)
    small = letter * 0.88
    foot = [wrapped(line, aside, small) for line in sheet.foot()]
    y = bottom - sum(small * (1.3 * len(lines) + 0.35) for lines in foot)
    fits = end + letter <= y and bottom - top >= frame.height * 0.55
    for lines in foot:
        y = drawing.write(left, y, lines, small, fill=BORDER) + small * 0.35
    return fits


def _draw_maps(drawing: Drawing, sheet: MapSheet, box: tuple[float, float, float, float]) -> tuple[float, float]:
    """All maps in the box (left, top, width, height) on one scale; the radius of a full circle and the foot of the
    maps."""
    left, top, width, height = box
    count, gap = len(sheet.panels), drawing.letter
    columns = {1: 1, 2: 2, 4: 2}.get(count, 3 if count <= 6 else 4)
    rows = math.ceil(count / columns)
    caption = gap * 1.7 if count > 1 else 0.0
    wide = (width - gap * (columns - 1)) / columns
    tall = height if drawing.screen else max(height / rows - caption - gap, gap)
    west, south, east, north = shapely.GeometryCollection([shape.outline for shape in sheet.shapes]).bounds
    narrow = math.cos(math.radians((south + north) / 2))
    scale = min(wide / max((east - west) * narrow, 1e-6), tall / max(north - south, 1e-6))
    across, tall = (east - west) * narrow * scale, (north - south) * scale
    # Two neighbouring circles of ordinary size just leave each other room.
    radius = max(gap * 0.36, 0.4 * math.sqrt(across * tall * 0.6 / (len(sheet.shapes) * math.pi)))
    letters = dict(sheet.chosen)
    for i, panel in enumerate(sheet.panels):
        x, y = left + i % columns * (wide + gap), top + i // columns * (caption + tall + gap)
        if caption:
            y = drawing.write(x, y, [panel.period], gap, weight=SEMI_BOLD) + caption - gap * 1.3
        if any(figure.state == "illustrative" for figure in panel.figures):
            size = min(wide, tall) / 5.2
            look = {"font": TITLE, "weight": BOLD, "fill": MARK, "opacity": 0.16, "align": "center", "angle": -24}
            drawing.write(x + wide / 2, y + tall / 2 - size / 2, [_("MINH HỌA")], size, **look)
        flat = narrow * scale, 0, 0, -scale, x + (wide - across) / 2 - west * narrow * scale, y + north * scale
        placed = []
        for shape, figure in zip(sheet.shapes, panel.figures, strict=True):
            at = affine_transform(shapely.Point(shape.at), flat)
            outline = affine_transform(shape.outline, flat)
            placed.append(_Placed(shape, figure, outline, at.x, at.y, letters.get(shape.code, "")))
        _draw_map(drawing, placed, radius)
        _write_labels(drawing, placed, whole=count == 1)
    return radius, top + rows * (caption + tall + gap)


@dataclass(frozen=True)
class _Placed:
    """An area of a map in pixels, where its name stands, and its letter where it is selected."""

    shape: Shape
    figure: Figure
    outline: BaseGeometry
    x: float
    y: float
    letter: str = ""


def _draw_map(drawing: Drawing, placed: Sequence[_Placed], radius: float) -> None:
    for one in placed:
        figure = one.figure
        fill = figure.fill or _GROUNDS[figure.state]
        drawing.area(one.outline, fill, _PATTERNS.get(figure.state, ""), code=clean(one.shape.code))
        if figure.circle:
            dashed = figure.state == "illustrative"
            drawing.circle(one.x, one.y, radius * math.sqrt(figure.circle), figure.colour, dashed=dashed)
    # Over all borders; a thick line, light around dark, and a letter say it without colour as well.
    for stroke, width in ((PAPER, drawing.letter / 2.2), (INK, drawing.letter / 4.5)):
        for one in placed:
            if one.letter:
                drawing.area(one.outline, "transparent", stroke=stroke, width=width)


def _write_labels(drawing: Drawing, placed: Sequence[_Placed], *, whole: bool) -> None:
    """Names and figures, what is selected first, then large areas; where a label finds no room less is tried, and the
    files of rows have all. On one of several small maps numbers alone: hatch and dots say by themselves that there is
    none."""
    always = whole and len(placed) <= _ALWAYS
    size = drawing.letter * (1.03 if always else 0.82)
    taken: list[BaseGeometry] = []
    for one in sorted(placed, key=lambda one: (not one.letter, -one.outline.envelope.area)):
        most = math.inf if len(placed) <= _ALWAYS else one.outline.bounds[2] - one.outline.bounds[0]
        for lines in _whole_label(one.shape, one.figure, one.letter) if whole else _number_label(one.figure):
            half, tall = max(_wide(clean(line), size, weight=SEMI_BOLD) for line in lines) / 2, len(lines) * size * 1.3
            box = shapely.box(one.x - half, one.y - tall / 2, one.x + half, one.y + tall / 2)
            if always or one.letter or (2 * half <= most and not any(box.intersects(other) for other in taken)):
                taken.append(box)
                look = {"align": "center", **_ink_on(one.figure.fill)}
                y = drawing.write(one.x, one.y - tall / 2, lines[:1], size, weight=SEMI_BOLD, **look)
                drawing.write(one.x, y, lines[1:], size, **look)
                break


_DARK = 140
"""Of 255, the brightness below which a fill asks for light letters."""


def _ink_on(fill: str) -> dict[str, str]:
    """Letters that are read on a fill, with a halo where they leave it."""
    red, green, blue = (int((fill or PAPER)[place : place + 2], 16) for place in (1, 3, 5))
    if 0.299 * red + 0.587 * green + 0.114 * blue < _DARK:
        return {"fill": PAPER, "halo": fill}
    return {"fill": INK, "halo": PAPER}


def _whole_label(shape: Shape, figure: Figure, letter: str) -> list[list[str]]:
    """Lines of a label, the best first."""
    name = f"{letter} · {shape.short}" if letter else shape.short
    if figure.state == "illustrative":
        lines = [about(figure.text), _("(minh họa)")]
    else:
        head, bracket, rest = figure.text.partition(" (")
        lines = [head, *([f"({rest}"] if bracket else [])]
    brief = [[name, figure.brief]] if figure.brief and figure.state == "known" else []
    return [[name, *lines], *brief, [name], *_number_label(figure)]


def _number_label(figure: Figure) -> list[list[str]]:
    number = figure.brief or figure.text
    return [] if figure.hidden else [[about(number) if figure.state == "illustrative" else number]]


def _draw_legend(drawing: Drawing, sheet: MapSheet, left: float, top: float, width: float, radius: float) -> float:
    """One for all maps, its circles as large as on them; the foot of it."""
    size = drawing.letter
    wide, low = size * 2.1, size * 1.3
    lines = wrapped(sheet.unit, width, size, weight=SEMI_BOLD)
    y = drawing.write(left, top, lines, size, weight=SEMI_BOLD) + size * 0.6
    radii = [
        (radius * math.sqrt(key.size) if key.size else low / 2) if key.swatch in ("circle", "ring") else 0.0
        for key in sheet.legend
    ]
    column = max([wide, *(2 * r for r in radii)])
    for key, r in zip(sheet.legend, radii, strict=True):
        lines = wrapped(key.label, width - column - size * 0.7, size)
        tall = max(low, len(lines) * size * 1.3, 2 * r)
        middle, x = y + tall / 2, left + column / 2
        if r:
            drawing.circle(x, middle, r, key.colour, dashed=key.swatch == "ring")
        else:
            box = shapely.box(x - wide / 2, middle - low / 2, x + wide / 2, middle + low / 2)
            drawing.area(box, {"hatch": NO_DATA, "dots": PANEL}.get(key.swatch, key.colour), key.swatch)
        drawing.write(left + column + size * 0.7, middle - len(lines) * size * 0.65, lines, size)
        y += tall + size * 0.6
    return y


def specification(drawing: Drawing, width: int, height: int) -> dict[str, Any]:
    """The projection is flat and its polygons are given in pixels: the spherical one of Vega fills the whole frame
    where a ring winds as RFC 7946 asks."""

    def of_row(**names: str) -> dict[str, Any]:
        return {name: {"expr": f"datum.{column}"} for name, column in names.items()}

    def layer(rows: list[dict[str, Any]], mark: dict[str, Any], **encoding: Any) -> dict[str, Any]:
        return {"data": {"values": rows}, "mark": mark | {"opacity": 1, "tooltip": None}, "encoding": encoding}

    flat = {"type": "quantitative", "scale": None, "axis": None}
    at = {"x": {"field": "x", **flat}, "y": {"field": "y", **flat}}
    line = {"text": {"field": "text", "type": "nominal"}}
    letters = {
        "type": "text",
        "baseline": "alphabetic",
        "limit": 0,
        **of_row(font="font", fontSize="size", fontWeight="weight", align="align", angle="angle"),
    }
    halo = {"strokeJoin": "round", "strokeWidth": {"expr": "datum.size * 0.22"}, **of_row(fill="halo", stroke="halo")}
    painted = of_row(fill="fill", stroke="stroke", strokeWidth="width")
    circle = {
        "type": "point",
        "shape": "circle",
        "fillOpacity": 0.4,
        **painted,
        **of_row(size="size", strokeDash="dash"),
    }
    layers = [
        layer(drawing.areas, {"type": "geoshape", **painted}),
        layer(drawing.circles, circle, **at),
        layer([row for row in drawing.texts if row["halo"]], letters | halo, **at, **line),
        layer(drawing.texts, letters | of_row(fill="fill", fillOpacity="opacity"), **at, **line),
    ]
    return {
        "width": width,
        "height": height,
        "padding": 0,
        "autosize": "none",
        "background": PAPER,
        "projection": {
            "type": "identity",
            "scale": 1,
            "translate": [0, 0],
            "pointRadius": round(drawing.letter / 11, 2),
        },
        "layer": [one for one in layers if one["data"]["values"]],
        "config": {"view": {"stroke": None}, "aria": False},
    }


Form = Literal["svg", "png", "pdf"]
SECONDS = 40
_AT_ONCE = threading.BoundedSemaphore(2)
# What an interpreter may need to start; passwords of the server are not among it.
_ENVIRONMENT = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT")
# The engine holds the interpreter's lock while it draws, which would stop every page of the server: it runs in a
# process
# of its own.
_ENGINE = Path(__file__).with_name("map_engine.py")


class NotDrawn(Exception):
    """No file came; the message says in Vietnamese what to do."""


def draw(sheet: MapSheet, form: Form, frame: Frame | None = None) -> bytes:
    """The file; without a frame a PDF is an A4 page, the others are 16:9. Raises NotDrawn."""
    frame = frame or (A4 if form == "pdf" else SLIDE)
    return made(spec(sheet, frame), form, frame.zoom)


def made(drawn: dict[str, Any], form: Form, zoom: float = 1.0) -> bytes:
    """The file of a specification. Raises NotDrawn."""
    asked = json.dumps(drawn).encode()
    if not _AT_ONCE.acquire(timeout=SECONDS):
        raise NotDrawn(_("Máy chủ đang vẽ nhiều bản đồ khác. Chờ một phút rồi bấm tải lại."))
    try:
        run = subprocess.run(
            [sys.executable, "-I", str(_ENGINE), form, str(zoom), str(FONTS)],
            input=asked,
            stdout=subprocess.PIPE,
            # What an engine prints when it dies is of no use to anyone here.
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
            env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired as late:
        raise NotDrawn(
            _(
                "Chưa vẽ xong sau {seconds} giây nên đã dừng. Bấm tải lại, hoặc tải tệp CSV, Excel có cùng số liệu."
            ).format(seconds=SECONDS)
        ) from late
    except OSError as failure:
        raise NotDrawn(_("Máy chủ chưa khởi động được phần vẽ. Chờ một phút rồi bấm tải lại.")) from failure
    finally:
        _AT_ONCE.release()
    if run.returncode or not run.stdout:
        raise NotDrawn(
            _("Không vẽ được bản đồ thành tệp. Tải tệp CSV hoặc Excel có cùng số liệu, và báo cho quản trị viên.")
        )
    return run.stdout
