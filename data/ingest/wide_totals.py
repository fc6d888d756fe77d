"""Sums of a wide table: columns "Cộng" across, total rows and rows of sections down.

Belongs here: what each such number must equal, and the warning when it does not. They are never stored. Does not: totals of
long tables (totals.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from data.ingest.across import Across
from data.ingest.body import Table, at_cell
from data.ingest.book import Row
from data.locale import _
from data.parsing.folding import clean, fold
from data.vocabulary.groups import PROGRAMMES
from data.vocabulary.numbers import INTERNATIONAL, STYLES, Style, read_number, written
from data.vocabulary.problems import Fault, Problem

_PLACES = 12
"""Decimal places kept while adding, so that amounts in tỷ đồng stay exact."""
_NOTHING = frozenset({"", "-", "–", "—"})


def check_wide_totals(table: Table, rows: Sequence[Row], totals: Sequence[bool]) -> list[Problem]:
    """A warning for every number of a total column or total row that equals none of the sums it may stand for.

    `totals` says of each row whether it is one.
    """
    across = table.layout.across
    data = [row for row, total in zip(rows, totals, strict=True) if not total]
    problems = [
        problem
        for column in across
        if column.total
        for row in data
        if (problem := _across(table, column, across, row)) is not None
    ]
    return problems + _down(table, rows, totals)


def _across(table: Table, total: Across, across: Sequence[Across], row: Row) -> Problem | None:
    parts = [c for c in across if not c.total and c.measure == total.measure and total.cells <= c.cells]
    programmes = [c for c in parts if _is_programme(c)]
    if not parts:
        return None
    # A programme beside its groups says their sum again.
    ways = [parts] + (
        [programmes, [c for c in parts if c not in programmes]] if 0 < len(programmes) < len(parts) else []
    )
    cells = [[(row, column.place) for column in way] for way in ways]
    return _compared(table, row, total.place, cells)


def _is_programme(column: Across) -> bool:
    groups = [fold(text) for name, text in column.subject if name == "group"]
    return any(group in {*map(fold, PROGRAMMES), "ncc", "btxh"} for group in groups)


def _down(table: Table, rows: Sequence[Row], totals: Sequence[bool]) -> list[Problem]:
    """Each total row against all data, the data since the total before it, and the section that it heads."""
    everything = [row for row, total in zip(rows, totals, strict=True) if not total]
    problems: list[Problem] = []
    since: list[Row] = []
    for index, row in enumerate(rows):
        if not totals[index]:
            since.append(row)
            continue
        headed = _section(table, rows, totals, index)
        for column in table.layout.across:
            ways = [[(other, column.place) for other in covered] for covered in (everything, since, headed)]
            problem = _compared(table, row, column.place, ways)
            problems += [] if problem is None else [problem]
        since = []
    return problems


def _section(table: Table, rows: Sequence[Row], totals: Sequence[bool], start: int) -> list[Row]:
    """The data rows below the row of a section, up to the next such row."""
    covered: list[Row] = []
    for index in range(start + 1, len(rows)):
        if rows[index].line in table.layout.subtotals:
            break
        covered += [] if totals[index] else [rows[index]]
    return covered


def _compared(table: Table, row: Row, place: int, ways: Iterable[Sequence[tuple[Row, int]]]) -> Problem | None:
    """A warning where the cell equals the sum of none of these cells, in no way of writing numbers that fits them all."""
    if clean(row.cell(place)) in _NOTHING:
        return None
    sums: list[int] = []
    for style in STYLES:
        stated = _read(row, place, style)
        for cells in ways:
            numbers = [_read(other, at, style) for other, at in cells]
            known = [number for number in numbers if number is not None]
            if stated is None or len(known) < len(numbers):
                continue
            if sum(known) == stated:
                return None
            sums.append(sum(known))
    if not sums:
        return None
    fault = Fault(
        _("là số cộng, khác tổng các số thành phần là {total}").format(total=_written(sums[0])),
        _("Số cộng không được nạp; kiểm tra lại các số thành phần hoặc số cộng."),
    )
    return at_cell(row, place, table.layout.headings[place], fault, "warning", "totals")


def _read(row: Row, place: int, style: Style) -> int | None:
    text = clean(row.cell(place))
    if text in _NOTHING:
        return 0
    return read_number(text, INTERNATIONAL if place in row.numeric else style, _PLACES)


def _written(number: int) -> str:
    whole, fraction = divmod(number, 10**_PLACES)
    digits = f"{fraction:0{_PLACES}}".rstrip("0")
    return f"{written(whole)},{digits}" if digits else written(whole)
