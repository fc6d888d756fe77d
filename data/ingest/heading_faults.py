"""What can be wrong with headings: none found, doubled, missing, figures above them.

Belongs here: these problems in words. Does not: finding the headings (header.py).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from data.ingest.across import Reader
from data.ingest.book import Row, letter
from data.ingest.contracts import Column, Dataset
from data.ingest.headings import Label
from data.ingest.matching import areas_2023
from data.locale import _
from data.parsing.folding import clean
from data.vocabulary.problems import Fault, Problem, error, shown

_CELLS_OF_DATA = 4
_FIGURES_OF_DATA = 2


def no_headings(dataset: Dataset, searched: int) -> Problem:
    """The refusal of a sheet without a heading line."""
    needed = ", ".join(column.title for column in dataset.columns if column.needed)
    return error(
        Fault(
            _("Không tìm thấy dòng tiêu đề cột trong {rows} dòng đầu").format(rows=searched),
            _("Thêm dòng tiêu đề có các cột: {columns} và cột huyện hoặc xã.").format(columns=needed),
        )
    )


def doubled(column: Column, first: int, second: int, row: Row) -> Problem:
    """One column named by two headings."""
    reason = _("tiêu đề bị trùng: cột {first} và cột {second} đều là {name}").format(
        first=letter(first), second=letter(second), name=column.title
    )
    return _at(row, reason, _("Giữ một cột, xóa hoặc đổi tên cột còn lại."))


def doubled_subject(label: Label, first: int, second: int, row: Row) -> Problem:
    """Two columns of a wide table with the same figures of the same subject."""
    reason = _("tiêu đề bị trùng: cột {first} và cột {second} đều là '{heading}'").format(
        first=letter(first), second=letter(second), heading=shown(" / ".join(label))
    )
    return _at(row, reason, _("Giữ một cột, xóa hoặc đổi tên cột còn lại."))


def beside(column: Column, place: int, row: Row) -> Problem:
    """A number column without a subject in a table whose other numbers stand under subjects."""
    reason = _("cột {letter} là {name} mà không nằm dưới nhóm nào, còn các cột số khác được chia theo nhóm").format(
        letter=letter(place), name=column.title
    )
    return _at(row, reason, _("Nếu là cột cộng, ghi tiêu đề bắt đầu bằng 'Tổng số'; nếu không, bỏ cột này."))


def unknown_subject(reader: Reader, label: Label, place: int, levels: Sequence[Row]) -> Problem | None:
    """The heading over a measure that is no known group, at its own cell."""
    found = reader.fault(label)
    if found is None:
        return None
    text, fault = found
    for row in levels:
        for index in range(place, -1, -1):
            if clean(row.cell(index)) == text:
                return Problem(
                    "error",
                    fault.reason,
                    fault.remedy,
                    line=row.line,
                    row=row.row,
                    column=letter(index),
                    column_name=_("tiêu đề nhóm"),
                    value=shown(text),
                    sheet=row.sheet,
                )
    return None


def figures_above(titles: Sequence[Row]) -> list[Problem]:
    """Lines over the headings that look like data: skipping them as titles would lose figures without a word."""
    problems: list[Problem] = []
    for row in titles:
        cells = [cell.strip() for cell in row.cells if cell.strip()]
        figures = sum(re.fullmatch("[0-9][0-9.,]*", cell) is not None for cell in cells)
        named = figures > 0 and any(areas_2023().is_area(clean(cell)) for cell in cells)
        if named or (len(cells) >= _CELLS_OF_DATA and figures >= _FIGURES_OF_DATA):
            reason = _("có số liệu nằm phía trên dòng tiêu đề cột")
            problems.append(_at(row, reason, _("Để mỗi bảng ở một tệp riêng, tiêu đề cột ở trên các dòng số liệu.")))
    return problems


def missing(dataset: Dataset, known: Collection[str], row: Row, askable: Collection[str] = ()) -> list[Problem]:
    """A problem for each needed column that is not `known`; `askable` are those a question has been asked about."""
    absent = [column for column in dataset.columns if column.needed and column.name not in known]
    problems = [_absent(column.title, row, asked=column.name in askable) for column in absent]
    if dataset.area_columns and not any(name in known for name in dataset.area_columns):
        names = _(" hoặc ").join(dataset.column(name).title for name in dataset.area_columns)
        problems.append(_absent(names, row, asked=False))
    return problems


def _absent(name: str, row: Row, *, asked: bool) -> Problem:
    remedy = (
        _("Thêm cột này vào dòng tiêu đề, viết đúng tên như trên, hoặc chọn giá trị chung cho cả tệp.")
        if asked
        else _("Thêm cột này vào dòng tiêu đề, viết đúng tên như trên.")
    )
    return _at(row, _("thiếu cột {name}").format(name=name), remedy)


def _at(row: Row, reason: str, remedy: str) -> Problem:
    return Problem("error", reason, remedy, line=row.line, row=row.row, sheet=row.sheet)
