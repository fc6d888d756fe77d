"""The lines under a table that are no part of it: place and date, who signs, notes.

Belongs here: where they begin. Does not: other rows under the headings (body.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from data.ingest.book import Row
from data.ingest.matching import Areas
from data.parsing.folding import clean, fold
from data.vocabulary.numbers import STYLES, read_number

if TYPE_CHECKING:
    from data.ingest.body import Table

_SIGNATURES = [
    "giam doc",
    "nguoi lap",
    "lap bieu",
    "truong phong",
    "ke toan",
    "thu truong",
    "chu tich",
    "ky ten",
    "ky ghi ro",
    "ky ho ten",
    "ky dong dau",
    "noi nhan",
    "ghi chu",
    "ngay thang nam",
    "xac nhan",
    "can bo",
    "thu quy",
    "luu vt",
    "bang chu",
]
_PLACE_AND_DATE = re.compile(r"(?:.* )?ngay [0-9 ]*thang [0-9 ]*nam [0-9 ]*")


def without_signatures(table: Table, rows: Sequence[Row], areas: Areas) -> list[Row]:
    """The rows up to the last one that can hold a figure or name an area."""
    rest = list(rows)
    while rest and _is_footer(table, rest[-1], areas):
        rest.pop()
    return rest[: _signed_from(table, rest, areas)]


def _signed_from(table: Table, rows: Sequence[Row], areas: Areas) -> int:
    """Where signatures begin after the last figure: what follows them, such as the names of those who sign, is theirs."""
    last = next((index for index in range(len(rows) - 1, -1, -1) if _has_figure(table, rows[index])), len(rows))
    for index in range(last + 1, len(rows)):
        if any(_is_signature(clean(cell)) for cell in rows[index].cells):
            area = any(areas.is_area(clean(cell)) for row in rows[index:] for cell in row.cells if cell.strip())
            return len(rows) if area else index
    return len(rows)


def _is_footer(table: Table, row: Row, areas: Areas) -> bool:
    """A trailing line that can hold no figure: no number under a number's heading, and no area unless it is a signature."""
    columns = table.dataset.columns
    if _has_figure(table, row):
        return False
    figures = [clean(row.cell(place)) for place in table.layout.figures(table.dataset)]
    if not any(table.text(row, column.name) for column in columns if column.measure == "text"):
        # "-3912" or "1e5" under a number's heading is a figure gone wrong, not a signature.
        figures += [table.text(row, column.name) for column in columns if column.measure == "period"]
        return all(_is_signature(cell) or not re.search("[0-9]", cell) for cell in figures)
    area = any(areas.is_area(table.text(row, name)) for name in table.dataset.area_columns)
    return not area and any(_is_signature(clean(cell)) for cell in row.cells)


def _has_figure(table: Table, row: Row) -> bool:
    figures = [clean(row.cell(place)) for place in table.layout.figures(table.dataset)]
    return any(read_number(cell, style, 30) is not None for cell in figures for style in STYLES)


def _is_signature(cell: str) -> bool:
    folded = fold(cell)
    return any(word in folded for word in _SIGNATURES) or _PLACE_AND_DATE.fullmatch(folded) is not None
