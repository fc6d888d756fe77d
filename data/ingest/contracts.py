"""What a dataset is: which columns its files may have, by what headings they are known and how their cells are read.

Belongs here: the types. Does not: any one dataset (data/ingest/datasets), where the headings stand in a file (header.py), or
the reading itself (records.py).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import polars as pl

from data.locale import _
from data.parsing.folding import fold
from data.vocabulary.problems import Fault, Problem
from data.vocabulary.vintages import at_end

if TYPE_CHECKING:
    from data.ingest.records import Records

Measure = Literal["text", "period", "count", "money", "decimal"]
Level = Literal["province", "district", "commune"]

IGNORED_SILENTLY = frozenset({"stt", "tt", "so tt", "so thu tu", "no", "loi"})


@dataclass(frozen=True)
class Column:
    """A column of a dataset, known by its name, its label and what is `written` here with "|" between.

    `needed`: a file without the column is refused and an empty cell is a fault. `default` is the value of an empty cell
    or an absent column otherwise (None: null). `read` turns the cleaned text of a "text" cell into the value kept, or says
    why it cannot; None: the text itself. `read_by` does the same and is also told what day it is. `key`: part of what one file may say only once. `summed`: total rows are checked
    against its sum. `most` is the highest plausible figure (None: that of the measure). `mixed_percent`: cells of a
    "decimal" column may carry a percent sign though others do not; `signed`: they may be below 0.
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

    @cached_property
    def headings(self) -> frozenset[str]:
        """All it is known by, folded (lower case, no diacritics)."""
        known = {fold(heading) for heading in self.written.split("|") if heading}
        return frozenset(known | {fold(self.name), fold(self.label)})

    @property
    def title(self) -> str:
        """The name messages and our own files give it."""
        return _(self.label)


@dataclass(frozen=True)
class Dataset:
    """A kind of file: its name on the screen, the schema of its frame, its columns, the columns of which at least one
    must say what a row is about (its area), and the levels of area a row may be about.

    `dated_by` are the columns of which the first filled one dates a row, `area_day` turns its value ("2023", "2023-12",
    "2023-12-31") into the day whose list of areas counts. `checks` judge all rows together, `finish` shapes the frame of
    an accepted file.
    """

    name: str
    label: str
    schema: pl.Schema
    columns: tuple[Column, ...]
    area_columns: tuple[str, ...]
    levels: frozenset[Level] = frozenset()
    dated_by: tuple[str, ...] = ("period",)
    area_day: Callable[[str], date] = at_end
    checks: tuple[Callable[[Records], list[Problem]], ...] = ()
    finish: Callable[[pl.DataFrame], pl.DataFrame] | None = None

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)
