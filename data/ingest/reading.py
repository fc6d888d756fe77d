"""Text into rows of text, with the line and the Excel row of each.

Belongs here: delimiter, `sep=` line, quoting, line endings, limits on rows, columns and cells. Does not: what a column
means. Every cell is text; nothing is inferred.
"""

from __future__ import annotations

import contextlib
import csv
import io
import itertools
import re
from collections.abc import Callable, Iterator, Sequence

from data.ingest.book import Row
from data.ingest.problems import Fault, Problem, error
from data.locale import _

DELIMITERS = (",", ";", "\t", "|")
MOST_ROWS = 50_000
MOST_COLUMNS = 64
MOST_CHARACTERS = 32_767
_TITLE_ROWS = 40
_MOST_LINE_ENDS = 8 * MOST_ROWS
_LONGEST_LINE = 2_000_000
_SNIFFED_ROWS = 40
_SEP = re.compile(r'"?sep=(.)"?[ \t;,|]*[\r\n]*', re.IGNORECASE)


class _Unreadable(Exception):
    """Quoting that leaves no sure border between cells."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.reason)
        self.problem = problem


def read_rows(text: str, score: Callable[[Sequence[Row]], int]) -> tuple[Row, ...] | Problem:
    """All records of a CSV text, or why they cannot be told apart.

    `score` says how many headings it knows in some rows: the delimiter that makes most headings known is the file's.
    """
    if text.count("\n") + text.count("\r") > _MOST_LINE_ENDS:
        return error(_too_many_rows())
    lines = list(io.StringIO(text, newline=""))
    too_long = next((number for number, line in enumerate(lines, 1) if len(line) > _LONGEST_LINE), None)
    if too_long is not None:
        fault = Fault(_("dài quá {most} ký tự").format(most=_LONGEST_LINE), _("Bỏ các cột không cần hoặc ô quá dài."))
        return Problem("error", fault.reason, fault.remedy, line=too_long)
    first = 0
    named = _SEP.fullmatch(lines[0]) if lines else None
    if named is not None:
        first = 1
        if named[1] not in DELIMITERS:
            fault = Fault(
                _("dòng 'sep=' nêu dấu phân cách không dùng được"),
                _("Dùng dấu phẩy, chấm phẩy, tab hoặc '|' làm dấu phân cách."),
            )
            return Problem("error", fault.reason, fault.remedy, line=1)
    delimiter = named[1] if named is not None else _delimiter(lines, score)
    rows: list[Row] = []
    filled = 0
    try:
        for row in _records(lines, first, delimiter):
            rows.append(row)
            filled += not row.blank
            if filled > MOST_ROWS + _TITLE_ROWS:
                return error(_too_many_rows())
    except _Unreadable as failure:
        return failure.problem
    return _limit(rows) or tuple(rows)


def _records(lines: list[str], first: int, delimiter: str) -> Iterator[Row]:
    reader = csv.reader(lines[first:], delimiter=delimiter, strict=True, skipinitialspace=delimiter != "\t")
    begins = first + 1
    for number in itertools.count(1):
        try:
            cells = next(reader, None)
        except csv.Error as failure:
            raise _Unreadable(_broken(begins, number, failure)) from failure
        if cells is None:
            return
        while len(cells) > MOST_COLUMNS and not cells[-1].strip():
            cells.pop()
        yield Row(begins, number, tuple(cells))
        begins = first + reader.line_num + 1


def _delimiter(lines: list[str], score: Callable[[Sequence[Row]], int]) -> str:
    best, best_marks = DELIMITERS[0], (-1, -1)
    for delimiter in DELIMITERS:
        rows: list[Row] = []
        # The records before a break are judged; if this delimiter wins, reading the whole file says where it broke.
        with contextlib.suppress(_Unreadable):
            rows.extend(itertools.islice(_records(lines[:200], 0, delimiter), _SNIFFED_ROWS))
        marks = (score(rows), sum(len(row.cells) > 1 for row in rows))
        if marks > best_marks:
            best, best_marks = delimiter, marks
    return best


def _broken(line: int, row: int, failure: csv.Error) -> Problem:
    if "field larger" in str(failure):
        fault = _long_cell()
    else:
        fault = Fault(
            _('dấu ngoặc kép (") mở mà không đóng đúng chỗ, nên không tách được các ô từ đây trở đi'),
            _("Xóa dấu ngoặc kép thừa trong ô, hoặc lưu lại từ Excel dạng CSV UTF-8."),
        )
    return Problem("error", fault.reason, fault.remedy, line=line, row=row)


def _limit(rows: list[Row]) -> Problem | None:
    for row in rows:
        if len(row.cells) > MOST_COLUMNS:
            fault = Fault(
                _("có {count} ô, vượt giới hạn {most} cột").format(count=len(row.cells), most=MOST_COLUMNS),
                _("Bỏ các cột không cần hoặc ô nằm xa bảng."),
            )
            return Problem("error", fault.reason, fault.remedy, line=row.line, row=row.row)
        if row.cells and max(map(len, row.cells)) > MOST_CHARACTERS:
            fault = _long_cell()
            return Problem("error", fault.reason, fault.remedy, line=row.line, row=row.row)
    return None


def _too_many_rows() -> Fault:
    return Fault(
        _("Tệp có hơn {rows} dòng, vượt giới hạn").format(rows=MOST_ROWS),
        _("Chia thành nhiều tệp, ví dụ mỗi năm hoặc mỗi huyện một tệp; xóa các dòng trống."),
    )


def _long_cell() -> Fault:
    return Fault(
        _("có ô dài quá {most} ký tự").format(most=MOST_CHARACTERS),
        _("Rút ngắn ô đó, hoặc sửa dấu ngoặc kép làm nhiều dòng dính vào một ô."),
    )
