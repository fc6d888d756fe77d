"""The rows under the headings: which are data, which are totals, which are signatures.

Belongs here: the table a dataset reads from and the sorting of its rows. Does not: what a value means.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from data.ingest.book import Row, letter
from data.ingest.contracts import Dataset
from data.ingest.grid import Grid
from data.ingest.header import Layout
from data.ingest.matching import Areas
from data.ingest.signatures import without_signatures
from data.locale import _
from data.parsing.folding import clean, fold
from data.parsing.limits import MOST_ROWS
from data.vocabulary.problems import Fault, Problem, Severity, error, shown

_SUMS = r"(?:tong cong|tong so|cong tong|tong chung|tong|cong|cong chung)"
_TOTALS = re.compile(
    rf"{_SUMS}(?: (?:toan tinh|ca tinh|toan huyen|toan xa|tinh ha nam|ha nam|[ivx]+|[a-h]"
    r"|[0-9]{1,3}(?: (?:don vi|huyen|xa))?))*"
    r"|toan huyen|toan xa|total|grand total|sum"
)
_PROVINCE = re.compile(r"toan tinh|ca tinh|tinh ha nam|toan tinh ha nam|ha nam toan tinh")
_SUBTOTAL = re.compile(
    r"(?:tong cong|tong so|tong|cong)(?: toan)? (?:huyen|thanh pho|thi xa|tp|tx|xa|phuong|thi tran|tt) .+"
)
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

    def problem(self, row: Row, name: str, fault: Fault, severity: Severity = "error", code: str = "other") -> Problem:
        """A problem placed at a cell, with the value as the user wrote it."""
        return at_cell(row, self.layout.places.get(name), self.dataset.column(name).title, fault, severity, code)


def at_cell(
    row: Row, place: int | None, column_name: str, fault: Fault, severity: Severity = "error", code: str = "other"
) -> Problem:
    """A problem at a place of a row, with the value as the user wrote it; None: the file has no such column."""
    value = "" if place is None else row.cell(place).strip()
    return Problem(
        severity,
        fault.reason,
        fault.remedy,
        line=row.line,
        row=row.row,
        column=None if place is None else letter(row.origin(place)),
        column_name=column_name,
        value=shown(value) if value else None,
        code=code,
        sheet=row.sheet,
    )


@dataclass(frozen=True)
class Body:
    """Rows of data and of totals, in the order of the file; `ends` holds, for each total, how many data rows precede it;
    `grid` are the data rows by column."""

    data: tuple[Row, ...]
    totals: tuple[Row, ...]
    ends: tuple[int, ...]
    grid: Grid


def sort_rows(table: Table, rows: Sequence[Row], areas: Areas) -> tuple[Body, list[Problem]]:
    """Data and total rows of the table; a row whose cells do not stand under the headings is a problem, never repaired."""
    rest, grid = _filled(table, rows, areas)
    problems = _misplaced_among(table.layout, rest, grid)
    sound = [row for row in rest if misplaced(table.layout, row) is None] if problems else rest
    totals = _totals(table, sound, areas, Grid(sound) if problems else grid)
    data = [row for index, row in enumerate(sound) if index not in totals] if totals else sound
    ends = tuple(index - number for number, index in enumerate(sorted(totals)))
    if not data and not problems:
        problems.append(nothing_below([sound[index] for index in sorted(totals)]))
    if len(data) > MOST_ROWS:
        reason = _("Tệp có {count} dòng số liệu, vượt giới hạn {most}").format(count=len(data), most=MOST_ROWS)
        problems.append(error(Fault(reason, _("Chia thành nhiều tệp, ví dụ mỗi năm một tệp."))))
    body = Body(
        tuple(data), tuple(sound[index] for index in sorted(totals)), ends, Grid(data) if totals or problems else grid
    )
    return body, problems


def nothing_below(totals: Sequence[Row]) -> Problem:
    """The refusal of a table that has no rows of data, or nothing but total rows."""
    if totals:
        first = totals[0]
        remedy = _("Thêm các dòng số liệu của từng đơn vị, nhóm; dòng tổng chỉ được so với tổng các dòng đó.")
        reason = _("là dòng tổng, còn bảng không có dòng số liệu nào")
        return Problem("error", reason, remedy, line=first.line, row=first.row, sheet=first.sheet)
    return error(Fault(_("Tệp không có dòng số liệu nào dưới tiêu đề"), _("Thêm các dòng số liệu rồi tải lại tệp.")))


def filled_rows(table: Table, rows: Sequence[Row], areas: Areas) -> list[Row]:
    """The rows below the headings without blank ones, the line that numbers the columns, headings repeated on a new page
    and the signatures at the end. A row that has but its number (STT) is blank."""
    return _filled(table, rows, areas)[0]


def _filled(table: Table, rows: Sequence[Row], areas: Areas) -> tuple[list[Row], Grid]:
    layout = table.layout
    silent, repeated = layout.silent, layout.repeated
    below = rows[layout.first :]
    grid = Grid(below)
    blank = set(grid.blank(place for place in range(grid.width) if place not in silent))
    rest = [row for index, row in enumerate(below) if index not in blank] if blank else list(below)
    if not {cells[0] for cells in repeated if cells}.isdisjoint(grid.column(0)):
        rest = [row for row in rest if row.cells not in repeated]
    if rest and _numbers_the_columns(rest[0]):
        numbering = rest[0].cells
        rest = [row for row in rest if row.cells != numbering]
    rest = without_signatures(table, rest, areas)
    return rest, grid if len(rest) == len(below) else Grid(rest)


def misplaced(layout: Layout, row: Row) -> Problem | None:
    """The problem of a row with fewer cells than the headings, or with something beyond them."""
    beyond = row.cells[len(layout.headings) :]
    if len(row.cells) >= layout.width and not any(cell.strip() for cell in beyond):
        return None
    reason = _("có {found} ô, còn tiêu đề có {width} cột").format(found=len(row.cells), width=layout.width)
    remedy = _(
        "Kiểm tra dấu phân cách trong dòng: thiếu ô thì thêm ô trống, số có dấu phẩy thì bỏ dấu phẩy hoặc đặt trong "
        "dấu ngoặc kép."
    )
    return Problem("error", reason, remedy, line=row.line, row=row.row, sheet=row.sheet)


def _misplaced_among(layout: Layout, rows: Sequence[Row], grid: Grid) -> list[Problem]:
    if grid.even and grid.width == len(layout.headings) >= layout.width:
        return []
    return [problem for row in rows if (problem := misplaced(layout, row)) is not None]


def total_rows(table: Table, areas: Areas) -> Callable[[Row], bool]:
    """Whether a row is a total, by its words or by its place in the outline."""
    places, says_total = _total_words(table, areas)
    subtotals = table.layout.subtotals
    return lambda row: row.line in subtotals or any(says_total(row.cell(place)) for place in places)


def totals_among(table: Table, rows: Sequence[Row], areas: Areas) -> set[int]:
    """Which of the rows are totals."""
    return _totals(table, rows, areas, Grid(rows))


def _totals(table: Table, rows: Sequence[Row], areas: Areas, grid: Grid) -> set[int]:
    places, says_total = _total_words(table, areas)
    subtotals = table.layout.subtotals
    found = {index for index, row in enumerate(rows) if row.line in subtotals} if subtotals else set()
    for place in places:
        texts = grid.column(place)
        totals = {text for text in set(texts) if says_total(text)}
        if totals:
            found |= {index for index, text in enumerate(texts) if text in totals}
    return found


def _total_words(table: Table, areas: Areas) -> tuple[list[int], Callable[[str], bool]]:
    """The places where a row can say that it is a total, and whether a text does; judged once, for most repeat."""
    dataset, layout = table.dataset, table.layout
    places = [place for name, place in layout.places.items() if dataset.column(name).measure == "text"]
    places += sorted(layout.silent - set(places))
    whole = "province" not in dataset.levels
    judged: dict[str, bool] = {}

    def says_total(text: str) -> bool:
        known = judged.get(text)
        if known is None:
            cell = clean(text)
            folded = fold(cell)
            known = judged[text] = bool(
                _TOTALS.fullmatch(folded)
                or (whole and _PROVINCE.fullmatch(folded))
                or (_SUBTOTAL.fullmatch(folded) and not areas.is_area(cell))
            )
        return known

    return places, says_total


def _numbers_the_columns(row: Row) -> bool:
    cells = [cell.strip() for cell in row.cells if cell.strip()]
    return len(cells) > 2 and all(_NUMBERED.fullmatch(cell) for cell in cells)
