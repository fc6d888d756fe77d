"""Step 4c, rows under the headings: where they end (signatures), merged cells filled down, months joined with a column
of years, and rows of totals told from rows of data."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from data.ingest.areas import Areas
from data.ingest.base import Column, Dataset, Grid, Merge, Row, letter
from data.ingest.header import Layout
from data.locale import _
from data.parsing.folding import clean, fold
from data.parsing.limits import MOST_ROWS
from data.vocabulary.numbers import PLACES, STYLES, read_number
from data.vocabulary.problems import Fault, Problem, Severity, error, shown

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
_SUMS = r"(?:tong cong|tong so|cong tong|tong chung|tong|cong|cong chung)"
_TOTALS = re.compile(
    rf"{_SUMS}(?: (?:toan tinh|ca tinh|toan huyen|toan xa|tinh ha nam|ha nam|[ivx]+|[a-h]"
    r"|[0-9]{1,3}(?: (?:don vi|huyen|xa))?))*"
    r"|toan huyen|toan xa|total|grand total|sum"
)
PROVINCE = re.compile(r"toan tinh|ca tinh|tinh ha nam|toan tinh ha nam|ha nam toan tinh")
_SUBTOTAL = re.compile(
    r"(?:tong cong|tong so|tong|cong)(?: toan)? (?:huyen|thanh pho|thi xa|tp|tx|xa|phuong|thi tran|tt) .+"
)
_NUMBERED = re.compile(r"\(?(?:[0-9]{1,2}|[A-Z])\)?(?:\s*=.*)?")
_BARE = re.compile(r"(?:(?:ky )?(?:thang|thg|th|t) ?)?0?(?P<month>[1-9]|1[0-2])")
_YEAR = re.compile(r"(?:nam )?(?P<year>20[0-9]{2})")
_HEADINGS = frozenset({"nam", "nam chi tra", "nam bao cao", "year"})


def without_signatures(table: Table, rows: Sequence[Row], areas: Areas) -> list[Row]:
    """The rows up to the last one that can hold a figure or name an area."""
    rest = list(rows)
    while rest and _is_footer(table, rest[-1], areas):
        rest.pop()
    return rest[: _signed_from(table, rest, areas)]


@dataclass(frozen=True)
class Table:
    """A dataset with the layout of one sheet of the file."""

    dataset: Dataset
    layout: Layout

    def has(self, name: str) -> bool:
        return name in self.layout.index_of

    def raw(self, row: Row, name: str) -> str:
        index = self.layout.index_of.get(name)
        return "" if index is None else row.cell(index)

    def text(self, row: Row, name: str) -> str:
        """The cleaned text of a cell; "" where the file has no such column."""
        return clean(self.raw(row, name))

    def as_exported(self, name: str) -> bool:
        """Whether the column stands under the name that the app itself writes, whose unit is never in doubt."""
        index = self.layout.index_of.get(name)
        return index is not None and fold(self.layout.headings[index]) == fold(name)

    def power(self, column: Column) -> int:
        """The power of ten that figures of a column are read with: that of its unit, or the places of decimals."""
        if column.measure == "decimal":
            return PLACES
        return self.layout.power if column.measure == "money" else self.layout.scales.get(column.name, 0)

    def problem(self, row: Row, name: str, fault: Fault, severity: Severity = "error", code: str = "other") -> Problem:
        """A problem placed at a cell, with the value as the user wrote it."""
        return at_cell(row, self.layout.index_of.get(name), self.dataset.column(name).title, fault, severity, code)


def at_cell(
    row: Row, index: int | None, column_name: str, fault: Fault, severity: Severity = "error", code: str = "other"
) -> Problem:
    """A problem at a cell of a row, with the value as the user wrote it; `index` None: the file has no such column."""
    value = "" if index is None else row.cell(index).strip()
    line, excel_row = row.place(index)
    return Problem(
        severity,
        fault.reason,
        fault.remedy,
        line=line,
        row=excel_row,
        column=None if index is None else letter(row.origin(index)),
        column_name=column_name,
        value=shown(value) if value else None,
        code=code,
        sheet=row.sheet,
    )


@dataclass(frozen=True)
class Body:
    """Rows of data and of totals, in the order of the file; `ends` holds, for each total, how many data rows precede
    it; `grid` are the data rows by column."""

    data: tuple[Row, ...]
    totals: tuple[Row, ...]
    ends: tuple[int, ...]
    grid: Grid


def sort_rows(table: Table, rows: Sequence[Row], areas: Areas) -> tuple[Body, list[Problem]]:
    """The rows of a table as data and totals, and a problem for each row with too few or too many cells: such a row is
    never repaired."""
    rest, grid = _filled(table, rows, areas)
    problems = _misplaced_among(table.layout, rest, grid)
    sound = [row for row in rest if misplaced(table.layout, row) is None] if problems else rest
    totals = _totals(table, sound, areas, Grid(sound) if problems else grid)
    if len(totals) == len(sound):
        totals = _totals(table, sound, areas, Grid(sound) if problems else grid, provinces=False)
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
    """The rows below the headings without blank ones, the line that numbers the columns, headings repeated on a new
    page, and the signatures at the end. A row that holds only its running number (STT) is blank."""
    return _filled(table, rows, areas)[0]


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


def total_rows(table: Table, areas: Areas) -> Callable[[Row], bool]:
    """A test whether a row is a total, by its words or because it heads a section."""
    columns, says_total = _total_words(table, areas)
    subtotals = table.layout.subtotals
    return lambda row: row.line in subtotals or any(says_total(row.cell(column)) for column in columns)


def totals_among(table: Table, rows: Sequence[Row], areas: Areas) -> set[int]:
    """Which of the rows are totals."""
    return _totals(table, rows, areas, Grid(rows))


@dataclass(frozen=True)
class Part:
    """A table with its rows below the headings, ready for `sort_rows`.

    `table.layout.index_of` are the indexes of the dataset's columns in Row.cells, `table.layout.first` is 0 when the
    rows are already below the headings. `given` are the columns the file does not have, as raw text ("2023-12", "Bảo
    trợ xã hội"); `given_place` is in Vietnamese where each was found, for problems: "tên trang tính 'T3'".
    """

    table: Table
    rows: tuple[Row, ...]
    given: Mapping[str, str] = field(default_factory=dict)
    given_place: Mapping[str, str] = field(default_factory=dict)


def filled_down(table: Table, rows: Sequence[Row], merges: Sequence[Merge]) -> tuple[list[Row], list[Problem]]:
    """The rows with merged texts and periods in each row of their range, and a problem for every number merged over
    several rows of data."""
    layout, dataset = table.layout, table.dataset
    figures = set(layout.figures(dataset))
    identifying = set(layout.index_of.values()) - figures
    at = {row.row: index for index, row in enumerate(rows)}
    filled = list(rows)
    problems: list[Problem] = []
    for merge in merges:
        if merge.bottom == merge.top or merge.top not in at:
            continue
        within = [index for number in range(merge.top, merge.bottom + 1) if (index := at.get(number)) is not None]
        within = [index for index in within if not filled[index].blank]
        source = rows[at[merge.top]]
        text = source.cell(merge.left)
        if len(within) < 2 or not text.strip():
            continue
        if merge.left in figures:
            problems.append(_one_number(table, source, merge, len(within)))
        elif merge.left in identifying:
            for index in within[1:]:
                filled[index] = _with(filled[index], merge.left, text)
    return filled, problems


@dataclass(frozen=True)
class Dated:
    """The table (its column of years, if used, is no longer unknown), its rows, and a warning where the year came from
    elsewhere."""

    table: Table
    rows: Sequence[Row]
    problems: tuple[Problem, ...] = ()


def dated(table: Table, rows: Sequence[Row], year: str) -> Dated:
    """Adds the year to rows whose months are all written without one: from a column of years of their own, else `year`,
    that of the title."""
    layout = table.layout
    column = layout.index_of.get("period")
    if column is None or table.dataset.column("period").measure != "period":
        return Dated(table, rows)
    written = {row.cell(column) for row in rows if row.cell(column).strip()}
    months = {text: match["month"] for text in written if (match := _BARE.fullmatch(fold(text))) is not None}
    if not months or len(months) < len(written):
        return Dated(table, rows)
    year_column = next((index for index, heading in layout.unknown.items() if fold(heading) in _HEADINGS), None)
    if year_column is None and not year:
        return Dated(table, rows)
    dated_rows = [_with_year(row, column, year_column, year, months) for row in rows]
    if year_column is None:
        header = layout.header
        reason = _("Cột Kỳ chỉ ghi tháng; lấy năm {year} theo tiêu đề, tên trang hoặc câu trả lời").format(year=year)
        remedy = _("Nếu không đúng, ghi tháng kèm năm, ví dụ 2023-12.")
        return Dated(table, dated_rows, (Problem("warning", reason, remedy, code="given", sheet=header.sheet),))
    unknown = {index: heading for index, heading in layout.unknown.items() if index != year_column}
    used = replace(layout, unknown=unknown, silent=layout.silent | {year_column})
    return Dated(Table(table.dataset, used), dated_rows)


def _signed_from(table: Table, rows: Sequence[Row], areas: Areas) -> int:
    """Where signatures begin after the last figure: what follows them, such as the names of those who sign, is
    theirs."""
    last = next((index for index in range(len(rows) - 1, -1, -1) if _has_figure(table, rows[index])), len(rows))
    for index in range(last + 1, len(rows)):
        if any(is_signature(clean(cell)) for cell in rows[index].cells):
            area = any(areas.is_area(clean(cell)) for row in rows[index:] for cell in row.cells if cell.strip())
            return len(rows) if area else index
    return len(rows)


def _is_footer(table: Table, row: Row, areas: Areas) -> bool:
    """A trailing line that can hold no figure: no number under a number's heading, and no area unless it is a
    signature."""
    columns = table.dataset.columns
    if _has_figure(table, row):
        return False
    figures = [clean(row.cell(index)) for index in table.layout.figures(table.dataset)]
    if not any(table.text(row, column.name) for column in columns if column.measure == "text"):
        # "-3912" or "1e5" under a number's heading is a figure gone wrong, not a signature.
        figures += [table.text(row, column.name) for column in columns if column.measure == "period"]
        return all(is_signature(cell) or not re.search("[0-9]", cell) for cell in figures)
    area = any(areas.is_area(table.text(row, name)) for name in table.dataset.area_columns)
    return not area and any(is_signature(clean(cell)) for cell in row.cells)


def _has_figure(table: Table, row: Row) -> bool:
    figures = [clean(row.cell(index)) for index in table.layout.figures(table.dataset)]
    return any(read_number(cell, style, 30) is not None for cell in figures for style in STYLES)


def is_signature(cell: str) -> bool:
    """Whether a cell is of the lines in which a paper is signed."""
    folded = fold(cell)
    return any(word in folded for word in _SIGNATURES) or _PLACE_AND_DATE.fullmatch(folded) is not None


def _filled(table: Table, rows: Sequence[Row], areas: Areas) -> tuple[list[Row], Grid]:
    layout = table.layout
    silent, repeated = layout.silent, layout.repeated
    below = rows[layout.first :]
    grid = Grid(below)
    blank = set(grid.blank(column for column in range(grid.width) if column not in silent))
    rest = [row for index, row in enumerate(below) if index not in blank] if blank else list(below)
    if not {cells[0] for cells in repeated if cells}.isdisjoint(grid.column(0)):
        rest = [row for row in rest if row.cells not in repeated]
    if rest and numbers_the_columns(rest[0]):
        numbering = rest[0].cells
        rest = [row for row in rest if row.cells != numbering]
    rest = without_signatures(table, rest, areas)
    return rest, grid if len(rest) == len(below) else Grid(rest)


def _misplaced_among(layout: Layout, rows: Sequence[Row], grid: Grid) -> list[Problem]:
    if grid.even and grid.width == len(layout.headings) >= layout.width:
        return []
    return [problem for row in rows if (problem := misplaced(layout, row)) is not None]


def _totals(table: Table, rows: Sequence[Row], areas: Areas, grid: Grid, *, provinces: bool = True) -> set[int]:
    columns, says_total = _total_words(table, areas, provinces=provinces)
    subtotals = table.layout.subtotals
    indices = {index for index, row in enumerate(rows) if row.line in subtotals} if subtotals else set()
    for column in columns:
        texts = grid.column(column)
        total_texts = {text for text in set(texts) if says_total(text)}
        if total_texts:
            indices |= {index for index, text in enumerate(texts) if text in total_texts}
    return indices


def _total_words(table: Table, areas: Areas, *, provinces: bool = True) -> tuple[list[int], Callable[[str], bool]]:
    """The indexes of columns that can name a total, and a test of their texts that is cached, for most repeat;
    `provinces`: the province is one where the dataset has it so."""
    dataset, layout = table.dataset, table.layout
    columns = [index for name, index in layout.index_of.items() if dataset.column(name).measure == "text"]
    columns += sorted(layout.silent - set(columns))
    province_is_total = provinces and dataset.province_is_total
    judged: dict[str, bool] = {}

    def says_total(text: str) -> bool:
        is_total = judged.get(text)
        if is_total is None:
            cell = clean(text)
            folded = fold(cell)
            is_total = judged[text] = bool(
                _TOTALS.fullmatch(folded)
                or (province_is_total and PROVINCE.fullmatch(folded))
                or (_SUBTOTAL.fullmatch(folded) and not areas.is_area(cell))
            )
        return is_total

    return columns, says_total


def numbers_the_columns(row: Row) -> bool:
    """Whether a row under the headings only numbers them: A, B, 1, 2."""
    cells = [cell.strip() for cell in row.cells if cell.strip()]
    return len(cells) > 2 and all(_NUMBERED.fullmatch(cell) for cell in cells)


def _with(row: Row, index: int, text: str) -> Row:
    cells = [*row.cells, *[""] * (index + 1 - len(row.cells))]
    cells[index] = cells[index] if cells[index].strip() else text
    return replace(row, cells=tuple(cells))


def _one_number(table: Table, row: Row, merge: Merge, count: int) -> Problem:
    reason = _("là một số trong ô gộp của {count} dòng (hàng {first} đến {last})").format(
        count=count, first=merge.top, last=merge.bottom
    )
    fault = Fault(reason, _("Bỏ gộp ô và ghi số riêng cho từng dòng."))
    return at_cell(row, merge.left, table.layout.headings[merge.left], fault)


def _with_year(row: Row, column: int, year_column: int | None, year: str, months: dict[str, str]) -> Row:
    month = months.get(row.cell(column))
    match = _YEAR.fullmatch(fold(row.cell(year_column))) if year_column is not None else None
    row_year = match["year"] if match is not None else year if year_column is None else ""
    if month is None or not row_year:
        return row
    cells = list(row.cells)
    cells[column] = f"{row_year}-{int(month):02}"
    return replace(row, cells=tuple(cells), numeric=row.numeric - {column})
