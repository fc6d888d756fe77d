"""The rows under the headings: which are data, which are totals, which are signatures.

Belongs here: the table a dataset reads from and the sorting of its rows. Does not: what a value means.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from data.ingest.book import Row, letter
from data.ingest.contracts import Dataset
from data.ingest.header import Layout
from data.ingest.matching import Areas
from data.ingest.numbers import STYLES, read_number
from data.ingest.problems import Fault, Problem, Severity, error, shown
from data.ingest.reading import MOST_ROWS
from data.locale import _
from data.parsing.folding import clean, fold

_TOTALS = re.compile(
    r"(?:(?:tong cong|tong so|cong tong|tong|cong|cong chung)(?: (?:toan tinh|ca tinh|toan huyen|toan xa|tinh ha nam|[ivx]+))*"
    r"|toan tinh|ca tinh|tinh ha nam|toan tinh ha nam|toan huyen|toan xa|total|grand total|sum)"
)
_SUBTOTAL = re.compile(
    r"(?:tong cong|tong so|tong|cong)(?: toan)? (?:huyen|thanh pho|thi xa|tp|tx|xa|phuong|thi tran|tt) .+"
)
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
]
_PLACE_AND_DATE = re.compile(r"(?:.* )?ngay [0-9 ]*thang [0-9 ]*nam [0-9 ]*")
_NUMBERED = re.compile(r"\(?(?:[0-9]{1,2}|[A-Z])\)?(?:\s*=.*)?")


@dataclass(frozen=True)
class Table:
    """A dataset's columns over the rows of one file."""

    dataset: Dataset
    layout: Layout

    def has(self, name: str) -> bool:
        return name in self.layout.places

    def raw(self, row: Row, name: str) -> str:
        place = self.layout.places.get(name)
        return "" if place is None else row.cell(place)

    def text(self, row: Row, name: str) -> str:
        """The cleaned text of a cell; "" where the file has no such column."""
        return clean(self.raw(row, name))

    def problem(self, row: Row, name: str, fault: Fault, severity: Severity = "error") -> Problem:
        """A problem placed at a cell, with the value as the user wrote it."""
        value = self.raw(row, name).strip()
        place = self.layout.places.get(name)
        return Problem(
            severity,
            fault.reason,
            fault.remedy,
            line=row.line,
            row=row.row,
            column=None if place is None else letter(place),
            column_name=self.dataset.column(name).title,
            value=shown(value) if value else None,
        )


@dataclass(frozen=True)
class Body:
    """Rows of data and of totals, in the order of the file; `ends` holds, for each total, how many data rows precede it."""

    data: tuple[Row, ...]
    totals: tuple[Row, ...]
    ends: tuple[int, ...]


def sort_rows(table: Table, rows: Sequence[Row], areas: Areas) -> tuple[Body, list[Problem]]:
    """Data and total rows of the table; a row whose cells do not stand under the headings is a problem, never repaired."""
    rest = [row for row in rows[table.layout.first :] if not row.blank]
    if rest and _numbers_the_columns(rest[0]):
        rest = rest[1:]
    while rest and _is_footer(table, rest[-1], areas):
        rest.pop()
    problems: list[Problem] = []
    data: list[Row] = []
    totals: list[Row] = []
    ends: list[int] = []
    for row in rest:
        problem = _misplaced(table.layout, row)
        if problem is not None:
            problems.append(problem)
        elif _is_total(table, row, areas):
            totals.append(row)
            ends.append(len(data))
        else:
            data.append(row)
    if not data and not problems:
        problems.append(
            error(Fault(_("Tệp không có dòng số liệu nào dưới tiêu đề"), _("Thêm các dòng số liệu rồi tải lại tệp.")))
        )
    if len(data) > MOST_ROWS:
        reason = _("Tệp có {count} dòng số liệu, vượt giới hạn {most}").format(count=len(data), most=MOST_ROWS)
        problems.append(error(Fault(reason, _("Chia thành nhiều tệp, ví dụ mỗi năm một tệp."))))
    return Body(tuple(data), tuple(totals), tuple(ends)), problems


def _misplaced(layout: Layout, row: Row) -> Problem | None:
    beyond = row.cells[len(layout.headings) :]
    if len(row.cells) >= layout.width and not any(cell.strip() for cell in beyond):
        return None
    reason = _("có {found} ô, còn tiêu đề có {width} cột").format(found=len(row.cells), width=layout.width)
    remedy = _(
        "Kiểm tra dấu phân cách trong dòng: thiếu ô thì thêm ô trống, số có dấu phẩy thì bỏ dấu phẩy hoặc đặt trong "
        "dấu ngoặc kép."
    )
    return Problem("error", reason, remedy, line=row.line, row=row.row)


def _is_total(table: Table, row: Row, areas: Areas) -> bool:
    places = [place for name, place in table.layout.places.items() if table.dataset.column(name).measure == "text"]
    for index in (*places, *table.layout.silent):
        cell = clean(row.cell(index))
        folded = fold(cell)
        if _TOTALS.fullmatch(folded) or (_SUBTOTAL.fullmatch(folded) and not areas.is_area(cell)):
            return True
    return False


def _is_footer(table: Table, row: Row, areas: Areas) -> bool:
    """A trailing line that can hold no figure: no number under a number's heading, and no area unless it is a signature."""
    columns = table.dataset.columns
    for column in columns:
        cell = table.text(row, column.name)
        if column.measure != "text" and any(read_number(cell, style, 30) is not None for style in STYLES):
            return False
    if all(not table.text(row, column.name) for column in columns if column.measure == "text"):
        # "-3912" or "1e5" under a number's heading is a figure gone wrong, not a signature.
        cells = [table.text(row, column.name) for column in columns]
        return all(_is_signature(cell) or not re.search("[0-9]", cell) for cell in cells)
    area = any(areas.is_area(table.text(row, name)) for name in table.dataset.area_columns)
    return not area and any(_is_signature(clean(cell)) for cell in row.cells)


def _is_signature(cell: str) -> bool:
    folded = fold(cell)
    return any(word in folded for word in _SIGNATURES) or _PLACE_AND_DATE.fullmatch(folded) is not None


def _numbers_the_columns(row: Row) -> bool:
    cells = [cell.strip() for cell in row.cells if cell.strip()]
    return len(cells) > 2 and all(_NUMBERED.fullmatch(cell) for cell in cells)
