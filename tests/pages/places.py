"""The five places in which a reader meets a figure (headline, tile, chart, table, download), each with the words that
stand by it. How a page is laid out is known here alone."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, get_args

import pytest
import streamlit as st

from data.export.map_drawing import Form
from data.export.map_sheet import MapSheet
from pages.screens.map import table
from pages.ui.frame.template import SENTENCE
from tests.pages.every_page import cells
from tests.pages.screen import Screen, plain

Place = Literal["headline", "tile", "chart", "table", "download"]
PLACES: tuple[Place, ...] = get_args(Place)
WORDS = ("markdown", "caption", "subheader", "info", "warning", "text")
QUALITY = "Tính chất số liệu"
NO_FIGURES = ("bieu-mau-", "phuong-an-", "nhat-ky-")
"""Files to fill in, of levers alone, of who did what."""
NOT_SHOWN = "Không hiển thị theo đơn vị"
"""The quality of a file's row that holds no figure."""
DETAILS = "Chi tiết: "
"""The part that all tabs of an answer are folded into."""
_KEY = re.compile(r"^\$\$ID-[0-9a-f]+-(.*)$", re.DOTALL)


@dataclass(frozen=True)
class Piece:
    """One headline, tile, chart, table or file. `text` are its own words, `beside` those next to it in its part of the
    page; of a file each row's quality with the line above all."""

    place: Place
    name: str
    text: str
    beside: str = ""

    def bears(self, mark: str) -> bool:
        """Whether it says so itself; a chart must, since it can be taken away alone."""
        where = self.text if self.place in ("chart", "download") else f"{self.text}\n{self.beside}"
        rows = where.split("\f") if self.place == "download" else [where]
        return all(mark.casefold() in row.casefold() for row in rows)


def unmarked(pieces: Iterable[Piece], mark: str) -> list[str]:
    """Places of figures that do not bear the mark, by name."""
    return [f"{piece.place}: {piece.name}" for piece in pieces if not piece.bears(mark)]


def bearing(pieces: Iterable[Piece], mark: str) -> list[str]:
    """Places that bear the mark, by name."""
    return [f"{piece.place}: {piece.name}" for piece in pieces if piece.bears(mark)]


@dataclass(frozen=True)
class _Node:
    """An element where it stands: the labels of the tabs and folded parts around it, and what stands by it."""

    element: Any
    path: tuple[str, ...]
    siblings: tuple[Any, ...]
    place: int


def _nodes(block: Any, path: tuple[str, ...] = ()) -> Iterator[_Node]:
    siblings = tuple(_together(block))
    for place, child in enumerate(siblings):
        if hasattr(child, "children"):
            label = getattr(child, "label", "") or ""
            yield from _nodes(child, (*path, label) if label and not label.startswith(DETAILS) else path)
        else:
            yield _Node(child, path, siblings, place)


def _together(block: Any, flat: bool = False) -> Iterator[Any]:
    """What a block holds; the rooms of an answer's sentence and of its marks are one to the reader."""
    flat = flat or SENTENCE in str(getattr(block.proto, "id", ""))
    for child in block.children.values():
        if flat and hasattr(child, "children"):
            yield from _together(child, flat)
        else:
            yield child


def shown(screen: Screen) -> list[Piece]:
    """All on the screen as it stands: open tabs, unfolded parts, what is pinned below."""
    roots = [root for root in screen.at._tree.children.values() if hasattr(root, "children")]
    return [piece for root in roots for node in _nodes(root) if (piece := _piece(node)) is not None]


def _piece(node: _Node) -> Piece | None:
    element = node.element
    where = " › ".join(node.path)
    kind = _kind(element)
    if kind == "":
        return None
    own = _own(element)
    if kind == "headline":
        name = own.removeprefix("#### ")[:50]
    elif kind == "table" and element.type == "markdown":
        name = next(line for line in own.splitlines() if line.startswith("| ")).split(" | ")[0][2:]
    elif element.type == "vega_lite_chart":
        name = element.proto.alt[:50]
    else:
        found = _KEY.match(str(getattr(element.proto, "id", "")))
        name = found.group(1) if found else own[:50]
    return Piece(kind, f"{where} › {name}" if where else name, own, _beside(node))


def _kind(element: Any) -> Place | Literal[""]:
    if element.type == "markdown":
        if re.search(r"^\| :?-", element.value, re.MULTILINE):
            return "table"
        return "headline" if element.value.startswith("#### ") else ""
    if element.type == "html" and "border-radius:50%" in element.proto.body:
        return "tile"
    kinds: dict[str, Place] = {
        "metric": "tile",
        "vega_lite_chart": "chart",
        "deck_gl_json_chart": "chart",
        "arrow_data_frame": "table",
    }
    return kinds.get(element.type, "")


def _own(element: Any) -> str:
    if element.type == "metric":
        return plain("\n".join([element.label, element.value, element.delta, element.proto.help]))
    if element.type == "html":
        return re.sub(r"<[^>]+>", " ", element.proto.body)
    if element.type == "vega_lite_chart":
        return f"{_flat(json.loads(element.proto.spec))}\n{element.proto.alt}"
    if element.type == "deck_gl_json_chart":
        return f"{element.proto.json}\n{element.proto.alt}"
    if element.type == "arrow_data_frame":
        return f"{element.value.to_csv()}\n{element.proto.alt}"
    return plain(str(element.value))


def _flat(spec: Any) -> str:
    """A specification's words; lines of one title are one text."""
    if isinstance(spec, dict):
        return "\n".join(_flat(part) for part in spec.values())
    if isinstance(spec, list):
        return (" " if all(isinstance(part, str) for part in spec) else "\n").join(_flat(part) for part in spec)
    return str(spec)


def _beside(node: _Node) -> str:
    """What is said before and after, as far as the next figure."""
    before: list[str] = []
    for element in reversed(node.siblings[: node.place]):
        if hasattr(element, "children"):
            continue
        if _kind(element):
            break
        before.append(_said(element))
    after: list[str] = []
    for element in node.siblings[node.place + 1 :]:
        if hasattr(element, "children"):
            continue
        if _kind(element):
            break
        after.append(_said(element))
    return "\n".join([*reversed(before), *after])


def _said(element: Any) -> str:
    return _own(element) if element.type in (*WORDS, "html") else ""


Offered = dict[str, Any]


def offers(patch: pytest.MonkeyPatch) -> Offered:
    """What the download buttons drawn from now on give, by file name."""
    found: Offered = {}
    drawn = st.download_button

    def button(label: str, data: Any, **told: Any) -> bool:
        found[told["file_name"]] = data
        return drawn(label, data, **told)

    patch.setattr(st, "download_button", button)
    patch.setattr(table, "draw", _in_words)
    return found


def _in_words(sheet: MapSheet, _form: Form) -> bytes:
    """What a picture of the sheet says around the areas, without drawing it."""
    return "\n".join([sheet.title, *sheet.marks, *sheet.foot()]).encode()


def files(offered: Offered, wanted: Callable[[str], bool] = lambda name: True) -> list[Piece]:
    """The files as pieces: tables by their rows; pictures by the words of the sheet they are drawn from."""
    found = []
    for name, data in offered.items():
        if name.startswith(NO_FIGURES) or not wanted(name):
            continue
        told = rows_told(cells(name, data())) if name.endswith((".csv", ".xlsx")) else data().decode()
        found.append(Piece("download", name, told))
    return found


def rows_told(rows: list[list[str]]) -> str:
    """What stands above the rows of a file, then each row's quality, a part each."""
    titled = len(rows[0]) == 1
    header, body = (rows[1], rows[2:]) if titled else (rows[0], rows[1:])
    if QUALITY not in header:
        return rows[0][0]
    place = header.index(QUALITY)
    qualities = [row[place] for row in body if len(row) == len(header) and row[place] != NOT_SHOWN]
    return "\f".join([*([rows[0][0]] if titled else []), *qualities])
