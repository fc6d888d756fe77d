"""One sheet of a workbook into rows of text, in one pass over its XML.

Belongs here: cells by their type and format, what stands outside the limits. Does not: the parts around a sheet
(workbook.py). openpyxl's own reader of rows is not used: it gives neither merges nor which formulas have no result, fills
the rows before a stray cell, and takes three times as long.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import IO
from xml.etree.ElementTree import Element, iterparse

from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.xml.constants import SHEET_MAIN_NS

from data.parsing.limits import (
    LAST_ROW,
    MOST_CHARACTERS,
    MOST_COLUMNS,
    MOST_MERGES,
    MOST_ROWS,
    MOST_SPANNED_ROWS,
    TITLE_ROWS,
)
from data.parsing.merges import Merge, clipped, merge_of
from data.parsing.number_formats import date_text, iso_text, percentage, plain
from data.parsing.refusal import Refusal
from data.parsing.strings import string_of, unescaped

_ROW, _CELL, _VALUE, _FORMULA = (f"{{{SHEET_MAIN_NS}}}{name}" for name in ("row", "c", "v", "f"))
_INLINE, _MERGE, _COLUMN = (f"{{{SHEET_MAIN_NS}}}{name}" for name in ("is", "mergeCell", "col"))
_NAMED_CELLS = 20

Record = tuple[int, list[str], int]


@dataclass
class Spent:
    """What the sheets of a workbook, those that are seen or the hidden ones, took together of the limits: whoever reads them
    has to keep it all."""

    filled: int = 0
    allowed: int = MOST_ROWS
    spanned: int = 0
    merges: int = 0


@dataclass
class Surroundings:
    """What the rest of the workbook says about cells: shared strings (in Unicode), kinds of number by style, and the
    reading of text by style; `unreckoned`: the formulas that show 0 may never have been calculated."""

    strings: Sequence[str]
    kind: Callable[[str | None], str]
    text: Callable[[str, str | None], str]
    epoch: datetime.datetime
    unreckoned: bool
    spent: Spent = field(default_factory=Spent)


@dataclass
class SheetRows:
    """The rows of a sheet; `width`, `merges` (top, left, bottom, right: Excel rows, places of columns), `hidden_rows` and
    `hidden_columns` are known when all are read."""

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
        """What was handed over of this sheet is not kept, so it counts no longer."""
        self.around.spent = self._before

    def records(self) -> Iterator[Record]:
        """(Excel row, cells, numeric) of each row with something in it; bit n of `numeric` marks a true number in cell n.

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
            last = self._place(cell.get("r"), digits, last)
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

    def _place(self, reference: str | None, row: str, before: int) -> int:
        if not reference:
            return before + 1
        if not reference.endswith(row):
            raise ValueError(f"cell {reference} in row {row}")
        letters = reference.removesuffix(row)
        place = self._columns.get(letters)
        if place is None:
            place = self._columns[letters] = column_index_from_string(letters) - 1
        return place

    def _read(self, cell: Element, row: int, column: int) -> tuple[str, bool]:
        kind, style, written = cell.get("t", "n"), cell.get("s"), cell.findtext(_VALUE)
        if kind == "s" and written:
            text = self.around.strings[_index(written)]
            return text if text.isascii() else self.around.text(text, style), False
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
        return text if text.isascii() else self.around.text(text, style)


def _index(written: str) -> int:
    place = int(written)
    if place < 0:
        raise IndexError(written)
    return place
