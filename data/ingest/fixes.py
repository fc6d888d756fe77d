"""Cells mended in the browser, put into a book before it is understood.

Belongs here: replacing the cells and saying what they were. Does not: which answers there are (answers.py) or keeping them
(the file itself is never changed).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from data.ingest.answers import CellFix
from data.ingest.book import Book, Row, Sheet, letter
from data.ingest.understood import Fix
from data.locale import _
from data.vocabulary.problems import Fault, Problem, error, shown


def mended(book: Book, fixes: Iterable[CellFix]) -> tuple[Book, tuple[Fix, ...], list[Problem]]:
    """The book with these cells replaced, what was replaced, and a problem for each cell that the file does not have."""
    sheets = {sheet.name: sheet for sheet in book.sheets}
    done: list[Fix] = []
    problems: list[Problem] = []
    for fix in fixes:
        sheet = book.sheets[0] if not fix.sheet and len(book.sheets) == 1 else sheets.get(fix.sheet)
        place = f"{fix.sheet}!" * bool(fix.sheet) + f"{letter(fix.place)}{fix.row}"
        index = None if sheet is None else next((i for i, row in enumerate(sheet.rows) if row.row == fix.row), None)
        if sheet is None or index is None:
            reason = _("Ô {place} đã sửa trên trang web không có trong tệp").format(place=shown(place))
            problems.append(error(Fault(reason, _("Bỏ chỗ sửa này rồi kiểm tra lại tệp.")), "fixes"))
            continue
        row = sheets[sheet.name].rows[index]
        done.append(Fix(place, row.cell(fix.place), fix.text))
        sheets[sheet.name] = _with(sheets[sheet.name], index, _replaced(row, fix))
    return replace(book, sheets=tuple(sheets[sheet.name] for sheet in book.sheets)), tuple(done), problems


def _with(sheet: Sheet, index: int, row: Row) -> Sheet:
    return replace(sheet, rows=(*sheet.rows[:index], row, *sheet.rows[index + 1 :]))


def _replaced(row: Row, fix: CellFix) -> Row:
    cells = [*row.cells, *[""] * (fix.place + 1 - len(row.cells))]
    cells[fix.place] = fix.text
    return replace(row, cells=tuple(cells), numeric=row.numeric - {fix.place})
