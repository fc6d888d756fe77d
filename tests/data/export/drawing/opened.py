"""Drawn files opened again: words and fonts of a PDF, words of an SVG, colours of a PNG."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any
from xml.etree import ElementTree

from PIL import Image
from pypdf import PdfReader

from data.export.drawing.picture import Picture
from data.export.drawing.plane import dotting
from data.export.drawing.process import Form, draw
from data.export.drawing.sheet import MapSheet

SVG = "{http://www.w3.org/2000/svg}"


@cache
def drawn(sheet: MapSheet, form: Form) -> bytes:
    return draw(sheet, form)


def svg_words(content: bytes) -> list[str]:
    return ["".join(text.itertext()) for text in ElementTree.fromstring(content).iter(f"{SVG}text")]


def svg_fonts(content: bytes) -> set[str]:
    return {text.attrib["font-family"] for text in ElementTree.fromstring(content).iter(f"{SVG}text")}


def svg_paths(content: bytes, **attributes: str) -> list[dict[str, str]]:
    """Attributes of the paths that have all of these, with - for _."""
    asked = {name.replace("_", "-"): value for name, value in attributes.items()}
    paths = [path.attrib for path in ElementTree.fromstring(content).iter(f"{SVG}path")]
    return [path for path in paths if asked.items() <= path.items()]


def pdf_words(content: bytes) -> str:
    """All words, spaces made one: lines break where the page has room."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def pdf_pages(content: bytes) -> list[tuple[float, float]]:
    return [(float(page.mediabox.width), float(page.mediabox.height)) for page in PdfReader(io.BytesIO(content)).pages]


def pdf_fonts(content: bytes) -> dict[str, bool]:
    """Name of each font, without the tag of its subset, and whether it is embedded."""
    found: dict[str, bool] = {}
    for page in PdfReader(io.BytesIO(content)).pages:
        for font in _fonts(page["/Resources"]):
            for part in font.get("/DescendantFonts", [font]):
                described = part.get_object()["/FontDescriptor"].get_object()
                name = str(font["/BaseFont"]).removeprefix("/").split("+")[-1].removesuffix("-Identity-H")
                found[name] = any(key in described for key in ("/FontFile", "/FontFile2", "/FontFile3"))
    return found


def _fonts(resources: Any) -> Iterator[Any]:
    held = resources.get_object()
    for font in held.get("/Font", {}).values():
        yield font.get_object()
    for inner in held.get("/XObject", {}).values():
        if "/Resources" in inner.get_object():
            yield from _fonts(inner.get_object()["/Resources"])


def colours(content: bytes, picture: Picture, code: str) -> Counter[str]:
    """Colours at points all over an area of a PNG that was drawn at twice the picture's size."""
    image = Image.open(io.BytesIO(content)).convert("RGB")
    rings = next(row["geometry"]["coordinates"] for row in picture.areas if row["c"] == code)
    found: Counter[str] = Counter()
    for x, y in dotting(rings, 5.3):
        red, green, blue = image.getpixel((round(2 * x), round(2 * y)))  # type: ignore[misc]
        found[f"#{red:02X}{green:02X}{blue:02X}"] += 1
    return found
