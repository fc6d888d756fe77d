"""Small XLSX files for the tests, written cell by cell, and checked as `payments`."""

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from data.ingest import Check, check_file

Rows = Sequence[Sequence[Any]]


def workbook(sheets: Mapping[str, Rows], *, merges: Sequence[str] = (), hidden: Sequence[str] = ()) -> bytes:
    """A workbook of these sheets; `merges` are ranges of the first, `hidden` the sheets that are not shown."""
    book = Workbook()
    for number, (name, rows) in enumerate(sheets.items()):
        sheet = book.active if number == 0 else book.create_sheet()
        assert sheet is not None
        sheet.title = name
        for row in rows:
            sheet.append(list(row))
        for merge in merges if number == 0 else ():
            sheet.merge_cells(merge)
        if name in hidden:
            sheet.sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def check_sheets(folder: Path, sheets: Mapping[str, Rows], filename: str = "chi_tra.xlsx", **more: Any) -> Check:
    """The sheets as an uploaded workbook; `merges` and `hidden` as in `workbook`, the rest goes to check_file."""
    path = folder / "upload.xlsx"
    path.write_bytes(workbook(sheets, merges=more.pop("merges", ()), hidden=more.pop("hidden", ())))
    return check_file(path, filename, "payments", **more)


def check_rows(folder: Path, *rows: Sequence[Any], **more: Any) -> Check:
    """One sheet of these rows."""
    return check_sheets(folder, {"Sheet1": rows}, **more)
