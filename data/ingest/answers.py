"""What the user settled about a file.

Belongs here: which answers there are for a dataset and what they may say. Does not: what they change (sheets.py, header.py,
given.py, fixes.py, records.py).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from data.ingest.contracts import Dataset
from data.ingest.headings import NUMBERS
from data.parsing.limits import MOST_COLUMNS
from data.vocabulary.units import UNIT_NAMES

GIVEN = ("period", "group", "kind", "measured_on", "source", "budget_year", "month", "district", "commune")
"""Columns that may be answered once for a whole file which has no such column."""
ALL_SHEETS = "*"

_MARK, _COLUMN, _CELL = "decimal_mark.", "column.", "cell."
_PLACE = re.compile(r"(?:(?P<sheet>.+)!)?(?P<letter>[A-Z]{1,3})(?P<row>[1-9][0-9]{0,6})", re.DOTALL)


@dataclass(frozen=True)
class CellFix:
    """A cell to be mended: the sheet ("" = the only one), the Excel row, the place of the column and the new text."""

    sheet: str
    row: int
    place: int
    text: str


@dataclass(frozen=True)
class Answers:
    """`marks` are decimal marks by column, `power` is that of the unit of money, `mapping` says by place which column of the
    dataset a column of the file is ("": none), `given` are texts by column for all rows."""

    marks: Mapping[str, str] = field(default_factory=dict)
    power: int | None = None
    sheet: str = ""
    mapping: Mapping[int, str] = field(default_factory=dict)
    fixes: tuple[CellFix, ...] = ()
    given: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, answers: Mapping[str, str] | None, dataset: Dataset) -> Answers:
        """Raises ValueError for a question or an answer that this dataset cannot have."""
        columns = {column.name: column for column in dataset.columns}
        numbers = {name for name, column in columns.items() if column.measure in NUMBERS}
        powers = {name: power for power, name in UNIT_NAMES.items()}
        marks: dict[str, str] = {}
        mapping: dict[int, str] = {}
        given: dict[str, str] = {}
        fixes: list[CellFix] = []
        power, sheet = None, ""
        for question, answer in (answers or {}).items():
            mark, column = question.removeprefix(_MARK), question.removeprefix(_COLUMN)
            cell = _PLACE.fullmatch(question.removeprefix(_CELL)) if question.startswith(_CELL) else None
            if question.startswith(_MARK) and mark in numbers and answer in (",", "."):
                marks[mark] = answer
            elif question == "amount_unit" and answer in powers and "money" in {columns[n].measure for n in numbers}:
                power = powers[answer]
            elif question == "sheet" and answer:
                sheet = answer
            elif question.startswith(_COLUMN) and _placed(column) is not None and answer in (*columns, ""):
                mapping[_placed(column) or 0] = answer
            elif cell is not None and _placed(cell["letter"]) is not None:
                fixes.append(CellFix(cell["sheet"] or "", int(cell["row"]), _placed(cell["letter"]) or 0, answer))
            elif question in GIVEN and question in columns and answer.strip():
                given[question] = answer
            else:
                raise ValueError(f"no such answer: {question!r} = {answer!r}")
        if len(set(filter(None, mapping.values()))) < len(list(filter(None, mapping.values()))):
            raise ValueError("two columns of the file cannot be the same column of the dataset")
        return cls(marks, power, sheet, mapping, tuple(fixes), given)


def _placed(letters: str) -> int | None:
    """The place of a column by Excel's letter, within the columns a file may have."""
    if not re.fullmatch("[A-Z]{1,2}", letters):
        return None
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - 64
    return place - 1 if place <= MOST_COLUMNS else None
