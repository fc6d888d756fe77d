"""What the app made of a file, and what it must ask.

Belongs here: these values, for the screen and the audit. Does not: how anything was found.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Question:
    """Something only the user can settle: the file is refused until `answers[key]` says it. `choices` are (value, label);
    empty: any text that the dataset reads."""

    key: str
    text: str
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Given:
    """A value that holds for every row of a sheet: of which column, as raw text, and where it was found, in words."""

    column: str
    text: str
    place: str
    sheet: str = ""


@dataclass(frozen=True)
class Fix:
    """A cell mended in the browser: "T3!D12", what it said and what it says."""

    place: str
    old: str
    new: str


@dataclass(frozen=True)
class Understood:
    """The reading of a file in words and places.

    `format`, `encoding` and `delimiter` are words ("" where they do not apply); `sheets` are read, `not_read` hold something
    and are not. `header_row` is the Excel row of the first heading line and `columns` are (letter, heading, dataset column or
    "") of the first sheet read. `unit_power` is the power of ten of the unit of money, `unit_declared` whether the file or
    the user named it. `given` are values from titles, sheet names and answers, `wide` whether groups, months or indicators
    stand across. `data_rows` and `total_rows` count rows of the file, `decimal_marks` are by column where only one was
    possible.
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
