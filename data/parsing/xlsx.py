"""XLSX workbooks read to text cells: strings, styles, number formats, merged cells, sheets."""

from __future__ import annotations

import contextlib
import datetime
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import IO, Any, NamedTuple
from xml.etree.ElementTree import Element, iterparse, parse

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils import column_index_from_string, get_column_letter, range_boundaries
from openpyxl.utils.datetime import from_excel, from_ISO8601
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS, STYLES_TYPE

from data.parsing.charsets import font_encoding, read_twice, typed_in_font
from data.parsing.containers import open_workbook
from data.parsing.folding import fold
from data.parsing.limits import (
    LAST_ROW,
    MOST_CHARACTERS,
    MOST_COLUMNS,
    MOST_MERGES,
    MOST_ROWS,
    MOST_SPANNED_ROWS,
    MOST_STYLES,
    TITLE_ROWS,
    Refusal,
)

# top, left, bottom, right: Excel rows, places of columns
Merge = tuple[int, int, int, int]
_LITERAL = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]', re.IGNORECASE)
_SCALED = re.compile(r"[0#?],+(?![0#?,])")
_WORDS = re.compile(r'"([^"]*)"?|\\(.)')
_IN_WORDS = re.compile(r"\b(nghin|ngan|ng\W*d|trieu|tr|ty|ti)\b")
_TEXT, _RUN = (f"{{{SHEET_MAIN_NS}}}{name}" for name in ("t", "r"))
_ESCAPED = re.compile("_x(00[01][0-9A-Fa-f]|005[Ff])_")
_ROW, _CELL, _VALUE, _FORMULA = (f"{{{SHEET_MAIN_NS}}}{name}" for name in ("row", "c", "v", "f"))
_INLINE, _MERGE, _COLUMN = (f"{{{SHEET_MAIN_NS}}}{name}" for name in ("is", "mergeCell", "col"))
_NAMED_CELLS = 20
# =cmd|'/c calc'!A1 asks a program for its value.
_DDE = re.compile(r"\s*=?\+?[A-Za-z][\w.]*\|")
Record = tuple[int, list[str], int]
_NAMES = {"": SHEET_MAIN_NS}
_STRING = f"{{{SHEET_MAIN_NS}}}si"
_STRICT = "{http://purl.oclc.org/ooxml/"
_LINKS = "xl/externalLinks/"


def merge_of(reference: str) -> Merge:
    left, top, right, bottom = range_boundaries(reference)
    if left is None or top is None or right is None or bottom is None:
        raise ValueError("a merge of whole rows or columns")
    return top, left - 1, bottom, right - 1


def clipped(merges: Sequence[Merge], last: int, width: int) -> list[Merge]:
    """The merges as far as they hold cells. Raises ValueError where they lie over one another, as Excel lets none
    do."""
    inside = [
        (top, left, min(bottom, last), min(right, width - 1))
        for top, left, bottom, right in merges
        if top <= last and left < width
    ]
    if sum((bottom - top + 1) * (right - left + 1) for top, left, bottom, right in inside) > last * width:
        raise ValueError("merges lie over one another")
    return inside


def kind_of(code: str) -> str:
    """ "number", "percent", "scaled" (shown in, or said to be, thousands or millions), "date", "month", "year",
    "moment", "time", "span"."""
    bare = _LITERAL.sub("", code)
    if is_timedelta_format(code):
        return "span"
    if is_date_format(code):
        return _date_kind(bare.split(";")[0].lower())
    if "%" in bare:
        return "percent"
    literals = "".join(quoted or escaped for quoted, escaped in _WORDS.findall(code))
    return "scaled" if _SCALED.search(bare) or _IN_WORDS.search(fold(literals)) else "number"


def plain(written: str) -> str:
    """A stored number with a decimal point, without exponent and without the dust of binary fractions.

    Raises ValueError for what is no finite number.
    """
    if written.isdecimal() and written.isascii() and (written[0] != "0" or len(written) == 1):
        return written
    return _plain(Decimal(f"{float(written):.15g}"))


def percentage(written: str) -> str:
    """A stored fraction as its percentage: 0.0211 is "2.11%"."""
    return _plain(Decimal(f"{float(written):.15g}") * 100) + "%"


def date_text(serial: float, kind: str, epoch: datetime.datetime) -> str:
    """A stored serial number as the ISO date its format shows, as far as it shows it; "#VALUE!" outside the
    calendar."""
    try:
        return _moment(from_excel(serial, epoch, timedelta=kind == "span"), kind)
    except (OverflowError, ValueError):
        return "#VALUE!"


def iso_text(written: str, kind: str) -> str:
    """A date that is stored as text, as far as its format shows it. Raises ValueError for what is no date."""
    return _moment(from_ISO8601(written), kind if kind in ("month", "year", "moment", "time") else "date")  # type: ignore[no-untyped-call]


def string_of(element: Element) -> str:
    """The text of a shared or inline string, all its runs, without the pronunciation that may stand beside it."""
    pieces: list[str] = []
    for part in element:
        if part.tag == _TEXT:
            pieces.append(part.text or "")
        elif part.tag == _RUN:
            pieces.append(part.findtext(_TEXT) or "")
    return unescaped("".join(pieces))


def unescaped(text: str) -> str:
    """Control characters as themselves: the format writes them as _x000D_, and an underscore before such letters as
    _x005F_."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x00" in text else text


@dataclass
class Usage:
    """The part of the limits that the visible, or the hidden, sheets of a workbook have used together."""

    filled: int = 0
    allowed: int = MOST_ROWS
    spanned: int = 0
    merges: int = 0


@dataclass
class Surroundings:
    """The workbook around a sheet: shared strings (in Unicode), kind of number by style, reading of text by style;
    `unreckoned`: formulas that show 0 may never have been calculated."""

    strings: Sequence[str]
    kind: Callable[[str | None], str]
    decoded: Callable[[str, str | None], str]
    epoch: datetime.datetime
    unreckoned: bool
    spent: Usage = field(default_factory=Usage)


@dataclass
class SheetRows:
    """The rows of a sheet; `width`, `merges` (top, left, bottom, right: Excel rows, column indexes), `hidden_rows` and
    `hidden_columns` are set once all rows are read."""

    source: IO[bytes]
    around: Surroundings
    width: int = 0
    hidden_rows: int = 0
    hidden_columns: int = 0
    merges: list[Merge] = field(default_factory=list)
    _formulas: list[str] = field(default_factory=list)
    _formula_count: int = 0
    _columns: dict[str, int] = field(default_factory=dict)
    _hidden: list[tuple[int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._before = replace(self.around.spent)

    def forget(self) -> None:
        """Give back the limits this sheet used: its rows are not kept."""
        self.around.spent = self._before

    def records(self) -> Iterator[Record]:
        """(Excel row, cells, numeric) of each row with something in it; bit n of `numeric` marks a true number in cell
        n.

        Raises Refusal naming the cell that is outside the limits, or formulas without a result.
        """
        number = last = 0
        self.around.spent.allowed += TITLE_ROWS
        for _, element in iterparse(self.source):
            if element.tag == _ROW:
                number = self._number(element, number)
                cells, numeric = self._cells(element, number)
                if cells:
                    self._within(number, number - last, len(cells))
                    last = number
                    self.hidden_rows += element.get("hidden") in ("1", "true")
                    self.width = max(self.width, len(cells))
                    yield number, cells, numeric
                element.clear()
            elif element.tag == _MERGE:
                self.merges.append(merge_of(element.get("ref", "")))
                self.around.spent.merges += 1
                if self.around.spent.merges > MOST_MERGES:
                    raise Refusal("tags")
            elif element.tag == _COLUMN and element.get("hidden") in ("1", "true"):
                self._hidden.append((int(element.get("min", "1")) - 1, int(element.get("max", "1"))))
        if self._formulas:
            raise Refusal("formula", cells=self._formulas, count=self._formula_count)
        self.hidden_columns = sum(max(0, min(end, self.width) - first) for first, end in self._hidden)
        self.merges = clipped(self.merges, last, self.width)

    @staticmethod
    def _number(row: Element, before: int) -> int:
        number = int(row.get("r") or before + 1)
        if not before < number <= LAST_ROW:
            raise ValueError(f"row {number} after row {before}")
        return number

    def _within(self, number: int, spanned: int, columns: int) -> None:
        spent = self.around.spent
        spent.filled += 1
        spent.spanned += spanned
        if spent.filled > spent.allowed:
            raise Refusal("rows", most=MOST_ROWS)
        if number > MOST_ROWS + TITLE_ROWS or columns > MOST_COLUMNS:
            cell = f"{get_column_letter(columns)}{number}"
            raise Refusal("far_cell", cell=cell, row=number, columns=MOST_COLUMNS, rows=MOST_ROWS)
        if spent.spanned > MOST_SPANNED_ROWS:
            raise Refusal("spanned", most=MOST_SPANNED_ROWS)

    def _cells(self, row: Element, number: int) -> tuple[list[str], int]:
        """The texts of a row up to its last filled cell, and which of them are numbers."""
        cells: list[str] = []
        numeric, last, digits = 0, -1, str(number)
        for cell in row:
            if cell.tag != _CELL:
                continue
            last = self._cell_index(cell.get("r"), digits, last)
            if not len(cell):
                # Only a format; there may be many more of these than of others.
                continue
            text, true_number = self._read(cell, number, last)
            if not text or text.isspace():
                continue
            if last >= len(cells):
                cells.extend([""] * (last - len(cells)))
                cells.append(text)
            elif cells[last]:
                raise ValueError(f"a cell stands twice in row {number}")
            else:
                cells[last] = text
            numeric |= true_number << last
        return cells, numeric

    def _cell_index(self, reference: str | None, row: str, before: int) -> int:
        if not reference:
            return before + 1
        if not reference.endswith(row):
            raise ValueError(f"cell {reference} in row {row}")
        letters = reference.removesuffix(row)
        index = self._columns.get(letters)
        if index is None:
            index = self._columns[letters] = column_index_from_string(letters) - 1
        return index

    def _read(self, cell: Element, row: int, column: int) -> tuple[str, bool]:
        kind, style, written = cell.get("t", "n"), cell.get("s"), cell.findtext(_VALUE)
        if kind != "s" and _DDE.match(cell.findtext(_FORMULA) or ""):
            raise Refusal("dde", row=row)
        if kind == "s" and written:
            text = self.around.strings[_index(written)]
            return text if text.isascii() else self.around.decoded(text, style), False
        if kind == "inlineStr":
            inside = cell.find(_INLINE)
            return ("" if inside is None else self._text(string_of(inside), style, row, column)), False
        if kind == "str" and (written is not None or cell.find(_FORMULA) is None):
            return self._text(unescaped(written or ""), style, row, column), False
        if not written or (self.around.unreckoned and kind == "n" and not written.strip("0.")):
            if cell.find(_FORMULA) is not None:
                self._formula_count += 1
                if len(self._formulas) < _NAMED_CELLS:
                    self._formulas.append(f"{get_column_letter(column + 1)}{row}")
                return "", False
            return written or "", bool(written)
        if kind == "n":
            return self._figure(written, self.around.kind(style), row, column)
        if kind == "b":
            return ("TRUE" if int(written) else "FALSE"), False
        if kind == "d":
            return iso_text(written, self.around.kind(style)), False
        if kind == "e":
            return written, False
        raise ValueError(f"no such type of cell: {kind}")

    def _figure(self, written: str, kind: str, row: int, column: int) -> tuple[str, bool]:
        if kind == "number":
            return plain(written), True
        if kind == "percent":
            return percentage(written), True
        if kind == "scaled":
            if float(written):
                raise Refusal("scaled", cell=f"{get_column_letter(column + 1)}{row}", row=row)
            return "0", True
        return date_text(float(written), kind, self.around.epoch), False

    def _text(self, text: str, style: str | None, row: int, column: int) -> str:
        if len(text) > MOST_CHARACTERS:
            cell = f"{get_column_letter(column + 1)}{row}"
            raise Refusal("long_cell_at", cell=cell, row=row, most=MOST_CHARACTERS)
        return text if text.isascii() else self.around.decoded(text, style)


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
        count = sum(1 for _style in root.iterfind("cellXfs/xf", _NAMES))
        if count > MOST_STYLES:
            raise Refusal("styles", count=count, most=MOST_STYLES)
        for index, style in enumerate(root.iterfind("cellXfs/xf", _NAMES)):
            self._kinds[str(index)] = kind_of(codes.get(int(style.get("numFmtId", "0")), "General"))
            font = int(style.get("fontId", "0"))
            self._fonts[str(index)] = fonts[font] if font < len(fonts) else ""

    def kind(self, style: str | None) -> str:
        return self._kinds.get(style or "0", "number")

    def font(self, style: str | None) -> str:
        return self._fonts.get(style or "0", "")


class OpenSheet(NamedTuple):
    """A sheet that is not read yet; reading may raise Refusal."""

    name: str
    hidden: bool
    rows: SheetRows


class Workbook:
    """An opened workbook: `remarks` for its sender (grows while sheets are read) and `sheets`, which can be iterated
    once."""

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
        if any(name.startswith("xl/macrosheets/") for name in self._archive.namelist()):
            self.remarks["old_macro"] = {}
        if any(name.startswith(_LINKS) and b"ddeLink" in self._archive.read(name) for name in self._archive.namelist()):
            raise Refusal("dde")
        if any(name.startswith(_LINKS) for name in self._archive.namelist()):
            self.remarks["links"] = {}
        strings = self._strings()
        self._font = self._font_of_all(strings)
        with self._part(STYLES_TYPE) as source:
            self._styles = Styles(source)
        visible = Surroundings(strings, self._styles.kind, self._text, reader.wb.epoch, calculates_when_opened(main))
        # Hidden sheets have limits of their own: what nobody sees is no reason to refuse the others.
        self._around = {False: visible, True: replace(visible, spent=Usage())}

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


def _date_kind(bare: str) -> str:
    clock = "h" in bare or "s" in bare
    if "d" in bare or (clock and "y" in bare):
        return "moment" if clock else "date"
    if clock:
        return "time"
    return "month" if "m" in bare else "year"


def _plain(number: Decimal) -> str:
    if not number.is_finite():
        raise ValueError(f"{number}")
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _moment(moment: object, kind: str) -> str:
    if isinstance(moment, datetime.datetime):
        day, clock = moment.date().isoformat(), moment.time().isoformat("seconds")
        if kind in ("moment", "time"):
            return day if clock == "00:00:00" else f"{day} {clock}"
        return day[: {"year": 4, "month": 7}.get(kind, 10)]
    if isinstance(moment, datetime.time):
        return moment.isoformat("seconds")
    if isinstance(moment, datetime.date):
        return _moment(datetime.datetime(moment.year, moment.month, moment.day), kind)
    return str(moment)


def _index(written: str) -> int:
    index = int(written)
    if index < 0:
        raise IndexError(written)
    return index
