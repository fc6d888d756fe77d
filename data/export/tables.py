"""Tables as CSV and XLSX files that Vietnamese Excel opens as they are."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from data.locale import _

_NUMBER = re.compile(r"-[0-9]+(?:[.,][0-9]+)?(?:[eE]-?[0-9]+)?|[+-][0-9]{1,3}(?:\.[0-9]{3})*(?:,[0-9]+)?")
_FORMULA_STARTS = frozenset("=+-@\t\r\n\0＝＋－＠")


def neutral(value: str | int | None) -> str:
    """A cell's text; text that a spreadsheet could run gets an apostrophe before it, numbers stay numbers."""
    if value is None:
        return ""
    if isinstance(value, int):
        return str(value)
    return f"'{value}" if value and value[0] in _FORMULA_STARTS and not _is_number(value) else value


def csv_bytes(headers: Sequence[str], rows: Sequence[Sequence[str | int | None]], *, first_line: str = "") -> bytes:
    """The file; `first_line` (a mark that figures are illustrative) stands alone above the header."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    if first_line:
        writer.writerow([neutral(first_line)])
    writer.writerow([neutral(header) for header in headers])
    writer.writerows([neutral(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _is_number(text: str) -> bool:
    """A signed number in international or Vietnamese form: "-1656.5", "+9.333,3"."""
    return _NUMBER.fullmatch(text) is not None


Value = str | int | Decimal | None
_HEADING = PatternFill("solid", fgColor="E4EAF1")
_MARKED = PatternFill("solid", fgColor="FFE3C2")
_WIDEST, _NARROWEST, _LONGEST = 48, 8, 32_767
_UNPRINTABLE = {ordinal: None for ordinal in range(32) if chr(ordinal) not in "\t\n\r"}


@dataclass(frozen=True)
class Formula:
    """A formula of ours, the only text that is written as one."""

    text: str


@dataclass(frozen=True)
class WorkSheet:
    """One sheet: `rows` from the first on; the row `heading` (from 1; 0 = none) is set off and kept in view.

    `lists` are pick-lists by place of column: the values stand in the sheet named `lists_sheet`. `remarks` are comments
    by (row, column), both from 1, whose cells are coloured; `merges` ranges like "A2:A3"."""

    name: str
    rows: Sequence[Sequence[Value | Formula]]
    heading: int = 1
    lists: Mapping[int, tuple[str, int, int]] = field(default_factory=dict)
    remarks: Mapping[tuple[int, int], str] = field(default_factory=dict)
    merges: Sequence[str] = ()
    hidden: bool = False


def workbook_bytes(sheets: Sequence[WorkSheet]) -> bytes:
    """The workbook, its first sheet open."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        _write(book.create_sheet(sheet.name), sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write(page: Worksheet, sheet: WorkSheet) -> None:
    for row, values in enumerate(sheet.rows, 1):
        for column, value in enumerate(values, 1):
            if value is not None and value != "":
                _fill(page.cell(row, column), value)
    if sheet.heading:
        for column in range(1, page.max_column + 1):
            title = page.cell(sheet.heading, column)
            title.font = Font(bold=True)
            title.fill = _HEADING
            title.alignment = Alignment(wrap_text=True, vertical="center")
        page.freeze_panes = f"A{sheet.heading + 1}"
    for (row, column), text in sheet.remarks.items():
        marked = page.cell(row, column)
        marked.fill = _MARKED
        marked.comment = Comment(neutral(text.translate(_UNPRINTABLE)), _("An sinh Hà Nam"), width=320, height=120)
    for merged in sheet.merges:
        page.merge_cells(merged)
    for place, (name, column, count) in sheet.lists.items():
        letter = get_column_letter(column + 1)
        choice = DataValidation(type="list", formula1=f"{quote_sheetname(name)}!${letter}$1:${letter}${count}")
        choice.error = _("Chọn một giá trị trong danh mục.")
        choice.errorTitle = _("Không có trong danh mục")
        own = get_column_letter(place + 1)
        choice.add(f"{own}{sheet.heading + 1}:{own}{max(len(sheet.rows), sheet.heading) + 500}")
        page.add_data_validation(choice)
    _widen(page, sheet)
    page.sheet_state = "hidden" if sheet.hidden else "visible"


def _fill(cell: Cell | MergedCell, value: Value | Formula) -> None:
    if isinstance(value, Formula):
        cell.value = value.text
    elif isinstance(value, str):
        cell.value = neutral(value.translate(_UNPRINTABLE))[:_LONGEST]
        # "#REF!" is a text here, not an error.
        cell.data_type = "s"
        cell.number_format = "@" if value.isdigit() else "General"
    else:
        cell.value = value
        cell.number_format = "#,##0" if isinstance(value, int) else "General"


def _widen(page: Worksheet, sheet: WorkSheet) -> None:
    for place in range(max((len(row) for row in sheet.rows), default=0)):
        longest = max(
            (len(str(row[place])) for row in sheet.rows[:200] if place < len(row) and isinstance(row[place], str)),
            default=_NARROWEST,
        )
        page.column_dimensions[get_column_letter(place + 1)].width = min(max(longest + 2, _NARROWEST + 4), _WIDEST)
