"""Step 4d, wide -> long: a table with one column a group, month or indicator turned into one row each, its total
columns and total rows compared with the sums and left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from data.ingest.areas import Areas
from data.ingest.base import Row, letter
from data.ingest.body import Table, at_cell, misplaced, nothing_below, total_rows
from data.ingest.header import AXES, PERIOD_ONLY_MONTH, Across
from data.locale import _
from data.parsing.folding import clean
from data.vocabulary.groups import PROGRAMMES, read_group
from data.vocabulary.numbers import INTERNATIONAL, STYLES, Style, read_number, written
from data.vocabulary.problems import Fault, Problem, shown

_PLACES = 12
"""Decimal places kept while adding, so that amounts in tỷ đồng stay exact."""
_NOTHING = frozenset({"", "-", "–", "—"})
Subject = tuple[tuple[str, str], ...]
_NO_FIGURE = frozenset({"", "-", "–", "—"})


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


@dataclass(frozen=True)
class Turned:
    """The long table, its rows, the problems of the wide one, and its number of data and total rows."""

    table: Table
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    data_rows: int
    total_rows: int


def turned_long(table: Table, rows: Sequence[Row], areas: Areas, year: str) -> Turned:
    """The long rows of a wide table; `rows` are those below the headings (body.filled_rows).

    Figures that are empty or a dash are left out. Total rows and total columns are compared with the sums and left out.
    `year` is that of months written without one.
    """
    by_subject = _by_subject(table.layout.across)
    problems = _lacking(table, by_subject)
    is_total = total_rows(table, areas)
    sound: list[Row] = []
    for row in rows:
        wrong = misplaced(table.layout, row)
        if wrong is None:
            sound.append(row)
        else:
            problems.append(wrong)
    totals = [is_total(row) for row in sound]
    data = [row for row, total in zip(sound, totals, strict=True) if not total]
    problems += check_wide_totals(table, sound, totals)
    if not data and not problems:
        problems.append(nothing_below([row for row, total in zip(sound, totals, strict=True) if total]))
    shape = _Shape(table, by_subject, year)
    long = tuple(turned_row for row in data for turned_row in shape.turn(row))
    return Turned(shape.table, long, tuple(problems), len(data), sum(totals))


class _Shape:
    """The columns of the long table and, for each, the column of the wide one."""

    def __init__(self, table: Table, by_subject: Mapping[Subject, Mapping[str, Across]], year: str) -> None:
        self._subjects = by_subject
        self._last = tuple(by_subject)[-1] if by_subject else None
        self._year = year
        self._identity = list(table.layout.index_of.items())
        named = {name for subject in by_subject for name, _text in subject}
        self._axes = [name for name in AXES if name in named]
        measures = {measure for columns in by_subject.values() for measure in columns}
        self._measures = [column.name for column in table.dataset.columns if column.name in measures]
        names = [*(name for name, _place in self._identity), *self._axes, *self._measures]
        layout = replace(
            table.layout,
            index_of={name: index for index, name in enumerate(names)},
            headings=("",) * len(names),
            first=0,
            width=0,
            unknown={},
            silent=frozenset(),
            across=(),
            levels=(),
            subtotals=frozenset(),
        )
        self.table = Table(table.dataset, layout)

    def turn(self, row: Row) -> list[Row]:
        """The long rows of a wide row; where it has no figure, one row without figures, which `records` then reports as
        blank."""
        cells = [row.cell(column) for _name, column in self._identity]
        origins = [row.origin(column) for _name, column in self._identity]
        long: list[Row] = []
        for subject, columns in self._subjects.items():
            figure_columns = [columns[measure].index if measure in columns else None for measure in self._measures]
            figures = ["" if column is None else row.cell(column) for column in figure_columns]
            filled = any(figure.strip() not in _NO_FIGURE for figure in figures)
            figures = figures if filled else [""] * len(figures)
            if not filled and (long or subject != self._last):
                continue
            first = next(iter(columns.values())).index
            values = dict(subject)
            axis_values = [self._said(name, values.get(name, "")) for name in self._axes]
            start = len(cells) + len(axis_values)
            numeric = {index for index, (_name, column) in enumerate(self._identity) if column in row.numeric}
            numeric |= {
                start + index
                for index, column in enumerate(figure_columns)
                if column is not None and column in row.numeric
            }
            long.append(
                replace(
                    row,
                    cells=(*cells, *axis_values, *figures),
                    numeric=frozenset(numeric),
                    origins=(
                        *origins,
                        *[first] * len(axis_values),
                        *(first if column is None else column for column in figure_columns),
                    ),
                )
            )
        return long

    def _said(self, name: str, text: str) -> str:
        month = PERIOD_ONLY_MONTH.fullmatch(text) if name == "period" else None
        return text if month is None or not self._year else f"{self._year}-{int(month[1]):02}"


def _across(table: Table, total: Across, across: Sequence[Across], row: Row) -> Problem | None:
    parts = [c for c in across if not c.total and c.measure == total.measure and total.cells <= c.cells]
    programmes = [c for c in parts if _is_programme(c)]
    if not parts:
        return None
    # A programme beside its groups says their sum again.
    alternatives = [parts] + (
        [programmes, [c for c in parts if c not in programmes]] if 0 < len(programmes) < len(parts) else []
    )
    cells = [[(row, column.index) for column in columns] for columns in alternatives]
    return _compared(table, row, total.index, cells)


def _is_programme(column: Across) -> bool:
    return any(name == "group" and read_group(text) in PROGRAMMES for name, text in column.subject)


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
            alternatives = [[(other, column.index) for other in covered] for covered in (everything, since, headed)]
            problem = _compared(table, row, column.index, alternatives)
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


def _compared(table: Table, row: Row, index: int, alternatives: Iterable[Sequence[tuple[Row, int]]]) -> Problem | None:
    """A warning where the cell equals the sum of none of these cells, in no way of writing numbers that fits them
    all."""
    if clean(row.cell(index)) in _NOTHING:
        return None
    sums: list[int] = []
    for style in STYLES:
        stated = _read(row, index, style)
        for cells in alternatives:
            numbers = [_read(other, at, style) for other, at in cells]
            present = [number for number in numbers if number is not None]
            if stated is None or len(present) < len(numbers):
                continue
            if sum(present) == stated:
                return None
            sums.append(sum(present))
    if not sums:
        return None
    fault = Fault(
        _("là số cộng, khác tổng các số thành phần là {total}").format(total=_written(sums[0])),
        _("Số cộng không được nạp; kiểm tra lại các số thành phần hoặc số cộng."),
    )
    return at_cell(row, index, table.layout.headings[index], fault, "warning", "totals")


def _read(row: Row, index: int, style: Style) -> int | None:
    text = clean(row.cell(index))
    if text in _NOTHING:
        return 0
    return read_number(text, INTERNATIONAL if index in row.numeric else style, _PLACES)


def _written(number: int) -> str:
    integer, fraction = divmod(number, 10**_PLACES)
    digits = f"{fraction:0{_PLACES}}".rstrip("0")
    return f"{written(integer)},{digits}" if digits else written(integer)


def _by_subject(across: Sequence[Across]) -> dict[Subject, dict[str, Across]]:
    """The columns of each subject by measure, in the order of the file."""
    columns: dict[Subject, dict[str, Across]] = {}
    for column in across:
        if not column.total:
            columns.setdefault(column.subject, {}).setdefault(column.measure, column)
    return columns


def _lacking(table: Table, by_subject: Mapping[Subject, Mapping[str, Across]]) -> list[Problem]:
    """A problem for each subject without a measure that others have and every row needs."""
    needed = [
        column
        for column in table.dataset.columns
        if column.needed and any(column.name in columns for columns in by_subject.values())
    ]
    row = table.layout.levels[-1]
    problems: list[Problem] = []
    for columns in by_subject.values():
        for column in needed:
            if column.name not in columns:
                index = next(iter(columns.values())).index
                reason = _("nhóm cột '{heading}' (cột {letter}) thiếu cột {column}").format(
                    heading=shown(table.layout.headings[index]), letter=letter(index), column=column.title
                )
                remedy = _("Thêm cột này bên cạnh, hoặc bỏ cả nhóm cột.")
                problems.append(Problem("error", reason, remedy, line=row.line, row=row.row, sheet=row.sheet))
    return problems
