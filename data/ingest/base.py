"""Value objects that the steps of reading pass to each other: the Column and Dataset of a kind of file, the Book, Sheet
and Row of text cells, questions, given values, and the FileReading shown to the user."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Literal

import polars as pl

from data.clock import today
from data.locale import _
from data.parsing.folding import fold
from data.vocabulary.periods import last_day_of, read_period
from data.vocabulary.problems import Fault, Problem
from models.periods import Month

if TYPE_CHECKING:
    from data.ingest.records import Records


Measure = Literal["text", "period", "count", "money", "decimal"]
Level = Literal["province", "district", "commune"]

IGNORED_SILENTLY = frozenset({"stt", "tt", "so tt", "so thu tu", "no", "loi"})


@dataclass(frozen=True)
class Column:
    """A column of a dataset, recognised in a file by its name, its label and the headings in `written` (folded, "|"
    between them).

    `measure` is the kind of value. `needed`: a file without the column is refused and an empty cell is a fault.
    `default` is the value of an empty cell or an absent column otherwise (None: null). `read` turns the cleaned text of
    a "text" cell into the value kept or a Fault; None keeps the text. `read_by` does the same and also takes today's
    date. `key`: part of what identifies a row; two rows of a file may not share it. `summed`: total rows are checked
    against the sum of the column. `most` is the highest plausible figure (None: that of the measure). `mixed_percent`:
    cells of a "decimal" column may carry a percent sign though others do not. `signed`: cells may be below 0. `counts`
    is what a "count" column counts ("people", "households"; "" for either or neither).
    """

    name: str
    label: str
    written: str
    measure: Measure = "text"
    needed: bool = False
    default: str | int | None = None
    read: Callable[[str], str | Fault] | None = None
    read_by: Callable[[str, date], str | Fault] | None = None
    key: bool = False
    summed: bool = False
    most: int | None = None
    mixed_percent: bool = False
    signed: bool = False
    counts: Literal["", "people", "households"] = ""

    @cached_property
    def headings(self) -> frozenset[str]:
        """All headings of the column, folded (lower case, no diacritics)."""
        folded = {fold(heading) for heading in self.written.split("|") if heading}
        return frozenset(folded | {fold(self.name), fold(self.label)})

    @property
    def title(self) -> str:
        """The Vietnamese name that messages and templates use."""
        return _(self.label)


@dataclass(frozen=True)
class Dataset:
    """A kind of file: its code and label, the schema of its frame, its columns, the columns of which at least one must
    name the area of a row, and the levels of area that a row may be about.

    `dated_by` are the columns of which the first filled one dates a row; `area_day` turns its value ("2023", "2023-12",
    "2023-12-31") into the day whose list of administrative units applies. `province_is_total`: a row of the province is
    the total of the rows of areas, and figures only in a table without any; the province is Hà Nam whatever the day.
    `checks` judge all rows together, `doubts` those of a file without errors, `finish` shapes the frame of an accepted
    file.
    """

    name: str
    label: str
    schema: pl.Schema
    columns: tuple[Column, ...]
    area_columns: tuple[str, ...]
    levels: frozenset[Level] = frozenset()
    province_is_total: bool = False
    dated_by: tuple[str, ...] = ("period",)
    area_day: Callable[[str], date] = last_day_of
    checks: tuple[Callable[[Records], list[Problem]], ...] = ()
    doubts: tuple[Callable[[Records], list[Problem]], ...] = ()
    finish: Callable[[pl.DataFrame], pl.DataFrame] | None = None

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


def read_text(column: Column, text: str) -> str | Fault:
    """The value the column keeps of a cleaned text, or the Fault that says why it cannot be read."""
    if column.measure == "period":
        period = read_period(text, today().year + 1)
        return str(period) if isinstance(period, Month) else period
    if column.read_by is not None:
        return column.read_by(text, today())
    return text if column.read is None else column.read(text)


def takes(column: Column, text: str) -> bool:
    """Whether the column reads the text without a fault."""
    return isinstance(read_text(column, text), str)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of cells: the line of the file on which it begins, the row Excel shows it in, its cells as written.

    `numeric` are the indexes of cells that a workbook holds as true numbers: they are written with a decimal point and
    no grouping, whatever the other cells of their column look like. `sheet` is "" in a text file. `origins` are the
    column indexes in the file of the cells of a row made from a wide table; empty: the same as in `cells`; `places` are
    the line and the Excel row of each cell of a row made from a column of the file; empty: those of the row.
    """

    line: int
    row: int
    cells: tuple[str, ...]
    numeric: frozenset[int] = frozenset()
    sheet: str = ""
    origins: tuple[int, ...] = ()
    places: tuple[tuple[int, int], ...] = ()

    @property
    def blank(self) -> bool:
        return not any(cell.strip() for cell in self.cells)

    def cell(self, index: int) -> str:
        return self.cells[index] if index < len(self.cells) else ""

    def origin(self, index: int) -> int:
        """The column index in the file of a cell of this row."""
        return self.origins[index] if index < len(self.origins) else index

    def place(self, index: int | None) -> tuple[int, int]:
        """The line and the Excel row of a cell of this row."""
        return self.places[index] if index is not None and index < len(self.places) else (self.line, self.row)


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range of a sheet: Excel rows and column indexes, ends included."""

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
    """A warning about a file that was read all the same; `code` is its group of warnings."""

    code: str = "other"


@dataclass(frozen=True)
class Book:
    """All sheets of a file. `format` is that of its content, whatever its name; `encoding` (UTF-8, UTF-16,
    Windows-1258, TCVN3, VNI) and `delimiter` are of a text file. `remarks` are warnings for the sender: a wrong
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


class Grid:
    """The cells of rows by column, read once a column. `width` is the number of cells of the longest row, `even`
    whether all rows have it, `numbers` whether a workbook holds some cells as true numbers."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._cells = list(map(attrgetter("cells"), rows))
        widths = set(map(len, self._cells))
        self.width = max(widths, default=0)
        self.even = len(widths) <= 1
        self.numbers = any(map(attrgetter("numeric"), rows))
        self._columns: dict[int, list[str]] = {}

    def column(self, index: int) -> list[str]:
        """The texts of a column by its index; "" in rows that are shorter."""
        if index not in self._columns:
            if self.even and index < self.width:
                self._columns[index] = list(map(itemgetter(index), self._cells))
            else:
                self._columns[index] = [cells[index] if index < len(cells) else "" for cells in self._cells]
        return self._columns[index]

    def blank(self, columns: Iterable[int]) -> list[int]:
        """The indexes of rows whose cells in all of these columns are blank."""
        left: Sequence[int] = range(len(self._cells))
        for column in columns:
            texts = self.column(column)
            # A column that is filled throughout, as most are, is looked through without a loop of ours.
            if len(left) == len(texts) and all(map(str.strip, texts)):
                return []
            left = [index for index in left if not texts[index].strip()]
        return list(left)


@dataclass(frozen=True)
class Question:
    """A question that only the user can answer: the file is refused until `answers[key]` is given. `choices` are
    (value, label); empty: any text that the dataset reads."""

    key: str
    text: str
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Given:
    """A value for every row of a sheet that has no such column: the column, the raw text, and in Vietnamese where it
    was found (`place`)."""

    column: str
    text: str
    place: str
    sheet: str = ""


@dataclass(frozen=True)
class Fix:
    """A cell corrected in the browser: `place` "T3!D12", the old text and the new one."""

    place: str
    old: str
    new: str


@dataclass(frozen=True)
class FileReading:
    """How a file was read, for the screen.

    `format`, `encoding` and `delimiter` are words ("" where they do not apply); `sheets` were read, `not_read` hold
    something and were not. `header_row` is the Excel row of the first heading line and `columns` are (letter, heading,
    dataset column or "") of the first sheet read. `unit_power` is the power of ten of the unit of money,
    `unit_declared` whether the file or the user named it. `given` are values from titles, sheet names and answers,
    `wide` whether groups, months or indicators are columns. `data_rows` and `total_rows` count rows of the file,
    `decimal_marks` are by column where only one was possible.
    """

    format: str
    encoding: str = ""
    delimiter: str = ""
    sheets: tuple[str, ...] = ()
    not_read: tuple[str, ...] = ()
    header_row: int = 0
    columns: tuple[tuple[str, str, str], ...] = ()
    unit_power: int = 0
    unit_declared: bool = False
    given: tuple[Given, ...] = ()
    wide: bool = False
    data_rows: int = 0
    total_rows: int = 0
    decimal_marks: Mapping[str, str] = field(default_factory=dict)
