"""Wide tables turned long: one row for each subject (group, month, indicator) that has figures in a row.

Belongs here: the turned rows, whose `origins` are the true places of their cells, and subjects that lack a measure. Does not:
which headings are subjects (across.py) or the sums of a wide table (wide_totals.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from data.ingest.across import AXES, PERIOD_ONLY_MONTH, Across
from data.ingest.body import Table, misplaced, nothing_below, total_rows
from data.ingest.book import Row, letter
from data.ingest.matching import Areas
from data.ingest.wide_totals import check_wide_totals
from data.locale import _
from data.vocabulary.problems import Problem, shown

Subject = tuple[tuple[str, str], ...]
_NO_FIGURE = frozenset({"", "-", "–", "—"})


@dataclass(frozen=True)
class Turned:
    """The long table, its rows, what is wrong with the wide one, and how many rows of data and of totals that had."""

    table: Table
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    data_rows: int
    total_rows: int


def turned(table: Table, rows: Sequence[Row], areas: Areas, year: str) -> Turned:
    """The long rows of a wide table's rows below the headings (body.filled_rows).

    An empty pair, also one of dashes, is no figure. Total rows and total columns are compared and left out. `year` is that of months written
    without one.
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


def _by_subject(across: Sequence[Across]) -> dict[Subject, dict[str, Across]]:
    """The columns of each subject by measure, in the order of the file."""
    found: dict[Subject, dict[str, Across]] = {}
    for column in across:
        if not column.total:
            found.setdefault(column.subject, {}).setdefault(column.measure, column)
    return found


class _Shape:
    """Where the cells of a wide row go."""

    def __init__(self, table: Table, by_subject: Mapping[Subject, Mapping[str, Across]], year: str) -> None:
        self._subjects = by_subject
        self._last = tuple(by_subject)[-1] if by_subject else None
        self._year = year
        self._identity = list(table.layout.places.items())
        said = {name for subject in by_subject for name, _text in subject}
        self._axes = [name for name in AXES if name in said]
        measures = {measure for columns in by_subject.values() for measure in columns}
        self._measures = [column.name for column in table.dataset.columns if column.name in measures]
        names = [*(name for name, _place in self._identity), *self._axes, *self._measures]
        layout = replace(
            table.layout,
            places={name: place for place, name in enumerate(names)},
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
        """The long rows of a wide row; one without figures where it has none, for the reading of records to name."""
        cells = [row.cell(place) for _name, place in self._identity]
        origins = [row.origin(place) for _name, place in self._identity]
        long: list[Row] = []
        for subject, columns in self._subjects.items():
            places = [columns[measure].place if measure in columns else None for measure in self._measures]
            figures = ["" if place is None else row.cell(place) for place in places]
            filled = any(figure.strip() not in _NO_FIGURE for figure in figures)
            figures = figures if filled else [""] * len(figures)
            if not filled and (long or subject != self._last):
                continue
            first = next(iter(columns.values())).place
            values = dict(subject)
            said = [self._said(name, values.get(name, "")) for name in self._axes]
            start = len(cells) + len(said)
            numeric = {index for index, (_name, place) in enumerate(self._identity) if place in row.numeric}
            numeric |= {
                start + index for index, place in enumerate(places) if place is not None and place in row.numeric
            }
            long.append(
                replace(
                    row,
                    cells=(*cells, *said, *figures),
                    numeric=frozenset(numeric),
                    origins=(*origins, *[first] * len(said), *(first if place is None else place for place in places)),
                )
            )
        return long

    def _said(self, name: str, text: str) -> str:
        month = PERIOD_ONLY_MONTH.fullmatch(text) if name == "period" else None
        return text if month is None or not self._year else f"{self._year}-{int(month[1]):02}"


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
                place = next(iter(columns.values())).place
                reason = _("nhóm cột '{heading}' (cột {letter}) thiếu cột {column}").format(
                    heading=shown(table.layout.headings[place]), letter=letter(place), column=column.title
                )
                remedy = _("Thêm cột này bên cạnh, hoặc bỏ cả nhóm cột.")
                problems.append(Problem("error", reason, remedy, line=row.line, row=row.row, sheet=row.sheet))
    return problems
