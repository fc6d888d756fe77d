"""The clerk's own file with a column "Lỗi": mend it in Excel, bring it back."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path

from openpyxl.utils import column_index_from_string

from data.export.tables import Value, WorkSheet, workbook_bytes
from data.ingest.base import Row, Sheet, letter
from data.ingest.catalogue import DATASETS
from data.ingest.check import Check
from data.ingest.header import Finder
from data.ingest.reading import read_book
from data.locale import _
from data.parsing.folding import fold
from data.vocabulary.problems import Problem

_SHEET_NAME = 31


def marked_file(content: bytes, filename: str, check: Check) -> tuple[bytes, str]:
    """A workbook of the file with what is wrong in each row, and its name; ValueError where the file has no rows to
    mark (an image, a locked workbook)."""
    known = Finder(DATASETS[check.dataset]).headings.known
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tep"
        path.write_bytes(content)
        book = read_book(path, filename, known)
    if isinstance(book, Problem):
        raise ValueError(book.message)
    several = len([sheet for sheet in book.sheets if sheet.rows]) > 1
    sheets = [
        _marked(sheet, [problem for problem in check.problems if _concerns(problem, sheet, several)], check)
        for sheet in book.sheets
        if sheet.rows
    ]
    stem = filename.rsplit(".", 1)[0] or _("tep")
    return workbook_bytes(sheets), _("{file}-danh-dau-loi.xlsx").format(file=stem)


def _concerns(problem: Problem, sheet: Sheet, several: bool) -> bool:
    return not several or problem.sheet == sheet.name or (not problem.sheet and problem.line is None)


def _marked(sheet: Sheet, problems: Sequence[Problem], check: Check) -> WorkSheet:
    rows = {row.row: row for row in sheet.rows}
    by_line = {row.line: row.row for row in sheet.rows}
    heading = _heading_row(sheet, check)
    place = _place(rows[heading], max(len(row.cells) for row in sheet.rows))
    said: dict[int, list[str]] = {}
    remarks: dict[tuple[int, int], str] = {}
    whole = [problem.message for problem in problems if problem.line is None]
    for problem in problems:
        first = [] if problem.line is None else [problem.line]
        for line in (*first, *(line for line, _value in problem.repeats)):
            row = by_line.get(line)
            if row is None:
                continue
            said.setdefault(row, []).append(_short(problem))
            if problem.column is not None:
                remarks[row, column_index_from_string(problem.column)] = _short(problem)
    cells: list[list[Value]] = []
    for number in range(1, max(rows) + 1):
        values = _values(rows[number]) if number in rows else []
        if number == heading or number in said:
            values += [None] * (place + 1 - len(values))
            values[place] = _("Lỗi") if number == heading else "\n".join(dict.fromkeys(said[number]))
        elif len(values) > place:
            values[place] = None
        cells.append(values)
    if whole:
        remarks[heading, place + 1] = "\n".join(whole)
    merges = [f"{letter(m.left)}{m.top}:{letter(m.right)}{m.bottom}" for m in sheet.merges]
    return WorkSheet(
        (sheet.name or _("Số liệu"))[:_SHEET_NAME],
        cells,
        heading=heading,
        remarks=remarks,
        merges=merges,
        hidden=sheet.hidden,
    )


def _heading_row(sheet: Sheet, check: Check) -> int:
    found = check.reading.header_row if check.reading is not None else None
    rows = [row.row for row in sheet.rows]
    return found if found in rows else rows[0]


def _place(heading: Row, width: int) -> int:
    """The column of an earlier marking, else the first free one."""
    return next((place for place, cell in enumerate(heading.cells) if fold(cell) == "loi"), width)


def _values(row: Row) -> list[Value]:
    return [_number(cell) if place in row.numeric else cell for place, cell in enumerate(row.cells)]


def _number(cell: str) -> Value:
    try:
        value = Decimal(cell)
    except InvalidOperation:
        return cell
    return int(value) if value == value.to_integral_value() else value


def _short(problem: Problem) -> str:
    """What is wrong without its place, which the mark shows."""
    said = problem.reason if problem.column_name is None else f"{problem.column_name}: {problem.reason}"
    return f"{said}. {problem.remedy}".strip()
