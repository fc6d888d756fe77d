"""Text into rows of text, with the line and the Excel row of each."""

from __future__ import annotations

import contextlib
import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from data.parsing.folding import fold
from data.parsing.limits import (
    LONGEST_LINE,
    MOST_CHARACTERS,
    MOST_COLUMNS,
    MOST_LINE_ENDS,
    MOST_ROWS,
    TITLE_ROWS,
    Refusal,
)

DELIMITERS = (",", ";", "\t", "|")
_SNIFFED_LINES, _SNIFFED_ROWS = 200, 40
_SEP = re.compile(r'"?sep=(.)"?[ \t;,|]*[\r\n]*', re.IGNORECASE)
# Words of one heading that are looked at: "Kinh phí chi trả tháng 12 (triệu đồng)" begins with a known one.
_HEADING_WORDS = 12
Record = tuple[int, int, list[str]]


class Separated:
    """A delimited text: `delimiter` and `records`, which can be iterated once."""

    def __init__(self, text: str, headings: frozenset[str]) -> None:
        if not text.strip("\ufeff \t\r\n,;|"):
            raise Refusal("empty")
        if text.count("\n") + text.count("\r") > MOST_LINE_ENDS:
            raise Refusal("rows", most=MOST_ROWS)
        self._text = text
        named = _SEP.fullmatch(next(_lines(text, 0)))
        if named is not None and named[1] not in DELIMITERS:
            raise Refusal("sep", line=1)
        self._first = int(named is not None)
        self.delimiter = named[1] if named is not None else _delimiter(text, headings)

    def records(self) -> Iterator[Record]:
        """(line, row, cells) of every record. Raises Refusal where cells cannot be told apart or a limit is passed."""
        filled = 0
        ends = _LineEnds(_lines(self._text, self._first))
        for record in _records(ends, self._first, self.delimiter):
            line, row, cells = record
            ends.judge(line)
            if len(cells) > MOST_COLUMNS:
                raise Refusal("columns", line=line, row=row, count=len(cells), most=MOST_COLUMNS)
            if cells and max(map(len, cells)) > MOST_CHARACTERS:
                raise Refusal("long_cell", line=line, row=row, most=MOST_CHARACTERS)
            blank = not any(cells) or not any(cell.strip() for cell in cells)
            filled += not blank
            if filled > MOST_ROWS + TITLE_ROWS:
                raise Refusal("rows", most=MOST_ROWS)
            yield (line, row, []) if blank else record


class _LineEnds:
    """The lines of a text, checked for mixed ends of records: an unquoted cell with a lone CR looks like two records
    and shows only because the other records end with LF. CR CR LF is CR LF converted once more."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._last = ""
        self._doubtful = self._lone = 0
        self._fed = False

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self._last = line
            yield line

    def judge(self, begun: int) -> None:
        """A record has ended that began on this line. Raises Refusal where CR and LF both end records."""
        if self._last != "\r\n":
            self._lone = self._lone or self._doubtful
        self._doubtful = begun if self._last.endswith("\r") else 0
        self._fed = self._fed or self._last.endswith("\n")
        if self._lone and self._fed:
            raise Refusal("line_ends", line=self._lone)


def known_heading(cell: str, headings: frozenset[str]) -> str:
    """The longest known heading that the cell begins with; "" if there is none."""
    folded = fold(cell[:200]).split()[:_HEADING_WORDS]
    return next((name for n in range(len(folded), 0, -1) if (name := " ".join(folded[:n])) in headings), "")


def _lines(text: str, first: int) -> Iterator[str]:
    for number, line in enumerate(io.StringIO(text, newline=""), 1):
        if len(line) > LONGEST_LINE:
            raise Refusal("long_line", line=number, most=LONGEST_LINE)
        if number > first:
            yield line


def _records(lines: Iterable[str], first: int, delimiter: str) -> Iterator[Record]:
    reader = csv.reader(lines, delimiter=delimiter, strict=True, skipinitialspace=delimiter != "\t")
    begins = first + 1
    for number in itertools.count(1):
        try:
            cells = next(reader, None)
        except csv.Error as failure:
            if "field larger" in str(failure):
                raise Refusal("long_cell", line=begins, row=number, most=MOST_CHARACTERS) from failure
            raise Refusal("quotes", line=begins, row=number) from failure
        if cells is None:
            return
        while len(cells) > MOST_COLUMNS and not cells[-1].strip():
            cells.pop()
        yield begins, number, cells
        begins = first + reader.line_num + 1


def _delimiter(text: str, headings: frozenset[str]) -> str:
    """The delimiter under which most headings are recognised; among equals the one that cuts most lines into the same
    number of cells."""
    best, best_marks = DELIMITERS[0], (-1, -1)
    for delimiter in DELIMITERS:
        rows: list[list[str]] = []
        # The records before a break are judged; if this delimiter wins, reading the whole file says where it broke.
        with contextlib.suppress(Refusal):
            sniffed = _records(itertools.islice(_lines(text, 0), _SNIFFED_LINES), 0, delimiter)
            rows.extend(cells[: MOST_COLUMNS + 1] for _, _, cells in itertools.islice(sniffed, _SNIFFED_ROWS))
        widths = Counter(len(cells) for cells in rows if len(cells) > 1)
        recognised = max((len({known_heading(cell, headings) for cell in cells} - {""}) for cells in rows), default=0)
        marks = (recognised, max(widths.values(), default=0))
        if marks > best_marks:
            best, best_marks = delimiter, marks
    return best
