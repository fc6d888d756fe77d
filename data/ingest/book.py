"""A file as rows of text, before anything is understood.

Belongs here: the rows, sheets and book that reading hands on, and Excel's names of columns. Does not: how they are read
(data/parsing, reading.py) or what they mean.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from data.vocabulary.problems import Fault


@dataclass(frozen=True, slots=True)
class Row:
    """One record: the line of the file it begins on, the row Excel shows it in, its cells as written.

    `numeric` are the places of cells a workbook holds as true numbers: they are written with a decimal point and no
    grouping, whatever the other cells of their column look like. `sheet` is "" in a text file. `origins` are the places in
    the file of the cells of a row that was turned from a wide table; empty: every cell stands where it stood.
    """

    line: int
    row: int
    cells: tuple[str, ...]
    numeric: frozenset[int] = frozenset()
    sheet: str = ""
    origins: tuple[int, ...] = ()

    @property
    def blank(self) -> bool:
        return not any(cell.strip() for cell in self.cells)

    def cell(self, index: int) -> str:
        return self.cells[index] if index < len(self.cells) else ""

    def origin(self, index: int) -> int:
        """The place in the file of a cell of this row."""
        return self.origins[index] if index < len(self.origins) else index


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range of a sheet: Excel rows and places of columns, ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Sheet:
    """The rows of one sheet, or of a text file (name "")."""

    name: str
    rows: tuple[Row, ...]
    hidden: bool = False
    merges: Sequence[Merge] = ()


@dataclass(frozen=True)
class Remark(Fault):
    """What the sender of a file should know though it was read; `code` is the group of warnings it belongs to."""

    code: str = "other"


@dataclass(frozen=True)
class Book:
    """All that a file holds. `format` is what its content says it is, whatever its name; `encoding` (UTF-8, UTF-16,
    Windows-1258, TCVN3, VNI) and `delimiter` are of a text file. `remarks` are what its sender should know: a wrong
    extension, macros that were not run, a font's encoding that was converted."""

    format: Literal["text", "workbook"]
    sheets: tuple[Sheet, ...]
    encoding: str = ""
    delimiter: str = ""
    remarks: tuple[Remark, ...] = ()


def letter(index: int) -> str:
    """Excel's name of a column: 0 is A, 26 is AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name
