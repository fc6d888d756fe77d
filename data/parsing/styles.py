"""What the styles of a workbook say about a cell: the kind of its number and its font.

Belongs here: reading those two out of the part of styles, whatever else stands there (fills and borders that other
programs write wrongly are no reason to refuse figures). Does not: number formats themselves (number_formats.py).
"""

from __future__ import annotations

from typing import IO
from xml.etree.ElementTree import Element, parse

from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.xml.constants import SHEET_MAIN_NS

from data.parsing.number_formats import kind_of

_NAMES = {"": SHEET_MAIN_NS}


class Styles:
    """Kinds and fonts by the number of a style, as a cell names it; a style that does not exist is the default one."""

    def __init__(self, source: IO[bytes] | None) -> None:
        root = Element("none") if source is None else parse(source).getroot()
        codes: dict[int, str] = dict(BUILTIN_FORMATS)
        for code in root.iterfind("numFmts/numFmt", _NAMES):
            codes[int(code.get("numFmtId", "0"))] = code.get("formatCode", "General")
        fonts = [
            "" if name is None else name.get("val", "")
            for name in (font.find("name", _NAMES) for font in root.iterfind("fonts/font", _NAMES))
        ]
        self._kinds: dict[str | None, str] = {}
        self._fonts: dict[str | None, str] = {}
        for place, style in enumerate(root.iterfind("cellXfs/xf", _NAMES)):
            self._kinds[str(place)] = kind_of(codes.get(int(style.get("numFmtId", "0")), "General"))
            font = int(style.get("fontId", "0"))
            self._fonts[str(place)] = fonts[font] if font < len(fonts) else ""

    def kind(self, style: str | None) -> str:
        return self._kinds.get(style or "0", "number")

    def font(self, style: str | None) -> str:
        return self._fonts.get(style or "0", "")
