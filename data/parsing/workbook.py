"""An XLSX workbook into its sheets.

Belongs here: the parts around a sheet: names, styles, shared strings, the calendar. Does not: cells (sheet.py) or what
a ZIP may hold (archive.py). openpyxl reads the package; nothing a workbook links to is opened and no macro is run.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from dataclasses import replace
from typing import IO, Any, NamedTuple
from xml.etree.ElementTree import Element, iterparse, parse

from openpyxl.reader.excel import ExcelReader
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS, STYLES_TYPE

from data.parsing.archive import open_workbook
from data.parsing.charsets import read_twice
from data.parsing.fonts import font_encoding, typed_in_font
from data.parsing.limits import MOST_CHARACTERS
from data.parsing.refusal import Refusal
from data.parsing.sheet import SheetRows, Spent, Surroundings
from data.parsing.strings import string_of
from data.parsing.styles import Styles

_STRING = f"{{{SHEET_MAIN_NS}}}si"
_STRICT = "{http://purl.oclc.org/ooxml/"
_LINKS = "xl/externalLinks/"


class OpenSheet(NamedTuple):
    """A sheet that is not read yet; reading may raise Refusal."""

    name: str
    hidden: bool
    rows: SheetRows


class Workbook:
    """A workbook whose parts are known: `remarks` for its sender (grows while sheets are read) and, once, its `sheets`."""

    def __init__(self, raw: bytes) -> None:
        self._archive, code = open_workbook(raw)
        reader = ExcelReader(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
        reader.read_manifest()
        reader.read_workbook()
        with self._archive.open(reader.parser.workbook_part_name) as source:
            main = parse(source).getroot()
        if main.tag.startswith(_STRICT):
            raise Refusal("strict")
        self._reader = reader
        self.remarks: dict[str, dict[str, Any]] = {}
        if code == "xlsm":
            self.remarks["macro"] = {}
        if any(name.startswith(_LINKS) for name in self._archive.namelist()):
            self.remarks["links"] = {}
        strings = self._strings()
        self._font = self._font_of_all(strings)
        with self._part(STYLES_TYPE) as source:
            self._styles = Styles(source)
        visible = Surroundings(strings, self._styles.kind, self._text, reader.wb.epoch, calculates_when_opened(main))
        # Hidden sheets have limits of their own: what nobody sees is no reason to refuse the others.
        self._around = {False: visible, True: replace(visible, spent=Spent())}

    def sheets(self) -> Iterator[OpenSheet]:
        """The worksheets in their order; sheets of charts and old macros have no rows and are passed over."""
        for sheet, relation in self._reader.parser.find_sheets():
            if relation.Type.endswith("/worksheet"):
                with self._archive.open(relation.target) as source:
                    hidden = sheet.state != "visible"
                    yield OpenSheet(sheet.name, hidden, SheetRows(source, self._around[hidden]))

    @contextlib.contextmanager
    def _part(self, content_type: str) -> Iterator[IO[bytes] | None]:
        part = self._reader.package.find(content_type)  # type: ignore[no-untyped-call]
        if part is None:
            yield None
        else:
            with self._archive.open(part.PartName.removeprefix("/")) as source:
                yield source

    def _strings(self) -> list[str]:
        strings: list[str] = []
        with self._part(SHARED_STRINGS) as source:
            for _, element in () if source is None else iterparse(source):
                if element.tag == _STRING:
                    text = string_of(element)
                    if len(text) > MOST_CHARACTERS:
                        raise Refusal("long_cell", most=MOST_CHARACTERS)
                    strings.append(text)
                    element.clear()
        return strings

    def _font_of_all(self, strings: list[str]) -> str:
        """The encoding of a font in which all texts are certainly typed, whatever font their cells have now."""
        foreign = "\n".join(text for text in strings if not text.isascii())
        twice = read_twice(foreign)
        if twice is not None:
            raise Refusal("read_twice", name=twice[1])
        return font_encoding(foreign)

    def _text(self, text: str, style: str | None) -> str:
        """The Unicode of a text that is not plain ASCII."""
        encoding, read = typed_in_font(text, self._styles.font(style), self._font)
        if encoding:
            self.remarks["font"] = {"name": encoding}
        return read


def calculates_when_opened(main: Element) -> bool:
    """Whether the workbook was written by a program that leaves its formulas to be calculated by whoever opens it."""
    calculation = main.find(f"{{{SHEET_MAIN_NS}}}calcPr")
    return calculation is not None and calculation.get("fullCalcOnLoad") in ("1", "true")
