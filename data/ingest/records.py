"""The rows of a file as one typed frame, and everything that is wrong with them.

Belongs here: the one entrance, what a dataset's checks receive, and how a fault of rows becomes problems. Does not: how cells
are read (typed_rows.py) or any rule of a dataset.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import accumulate

import polars as pl

from data.ingest.blank_rows import blanks_said, without_blanks, without_figures
from data.ingest.body import Body, sort_rows
from data.ingest.book import Row, letter
from data.ingest.contracts import Dataset
from data.ingest.keys import doubled
from data.ingest.matching import areas_2023
from data.ingest.part import Part
from data.ingest.totals import check_totals
from data.ingest.typed_rows import Finding, read_rows
from data.locale import _
from data.vocabulary.numbers import Style
from data.vocabulary.problems import Fault, Problem, Severity, shown


@dataclass
class Records:
    """All data rows of a file, in its order, while they are judged.

    `frame` has the dataset's columns (but those of areas) by their own names: text and months as String, counts and money
    as Int64, decimals as Decimal(20,4), null where a cell is faulty or empty; district_code and commune_code as found; and
    beside them "_part" and "_row" (the row is `bodies[_part].data[_row]`), "_text.<column>" (the cleaned text of every
    column; null where the part has no such column), "_level" ("province", "district", "commune", null), "_area" (the full
    name), "_people" (the most people the area may have) and, for decimals, "_percent.<column>" (whether the cell has a
    percent sign). Checks may replace the frame, but neither add nor drop rows. `styles` are the forms of numbers, by
    part and column; `sound`: no error so far.
    """

    dataset: Dataset
    parts: Sequence[Part]
    bodies: Sequence[Body]
    frame: pl.DataFrame
    today: date
    styles: Mapping[tuple[int, str], tuple[Style, ...]] = field(default_factory=dict)
    sound: bool = True

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *accumulate(len(body.data) for body in self.bodies)]

    def part_of(self, index: int) -> int:
        """The place of the part that a row of the frame comes from."""
        return bisect_right(self._starts, index) - 1

    def row(self, index: int) -> Row:
        """A row of the frame as it stands in the file."""
        part = self.part_of(index)
        return self.bodies[part].data[index - self._starts[part]]

    def problem(
        self, index: int, column: str | None, fault: Fault, severity: Severity = "error", code: str = "other"
    ) -> Problem:
        """A problem at the cell of a row of the frame, or (column None) of the whole row."""
        row, part = self.row(index), self.parts[self.part_of(index)]
        if column is None:
            return Problem(severity, fault.reason, fault.remedy, line=row.line, row=row.row, code=code, sheet=row.sheet)
        if column not in part.table.layout.places and column in part.given:
            return replace(_given(part, column, fault, severity), code=code, sheet=row.sheet)
        return replace(part.table.problem(row, column, fault, severity), code=code, sheet=row.sheet)

    def together(
        self,
        indices: Sequence[int],
        column: str | None,
        fault: Fault,
        severity: Severity = "error",
        code: str = "other",
    ) -> list[Problem]:
        """One cause at many rows of the frame: a problem at the first of each sheet and column letter, the others its
        repeats. No rows, no problem."""
        first: dict[tuple[str, int], Problem] = {}
        repeats: dict[tuple[str, int], list[tuple[int, str | None]]] = {}
        safe: dict[str, str | None] = {"": None}
        places = [None if column is None else part.table.layout.places.get(column) for part in self.parts]
        for index in indices:
            number = self.part_of(index)
            row = self.bodies[number].data[index - self._starts[number]]
            place = places[number]
            key = (row.sheet, -1 if place is None else row.origin(place))
            if key not in first:
                first[key], repeats[key] = self.problem(index, column, fault, severity, code), []
            elif first[key].line is not None:
                value = "" if place is None else row.cell(place).strip()
                if value not in safe:
                    safe[value] = shown(value)
                repeats[key].append((row.line, safe[value]))
        return [replace(problem, repeats=tuple(repeats[key])) for key, problem in first.items()]


def read_parts(
    dataset: Dataset, parts: Sequence[Part], marks: Mapping[str, str], today: date
) -> tuple[pl.DataFrame, list[Problem]]:
    """The rows of a file as a frame of the dataset's schema, in the order of the file, and every problem of theirs. Where
    one is an error the frame is not to be used.

    `marks` are the decimal marks answered by the user, by column. Total rows are checked and left out; rows without any
    figure are left out with a warning.
    """
    sorted_rows = [sort_rows(part.table, part.rows, areas_2023()) for part in parts]
    problems = [problem for _body, found in sorted_rows for problem in found]
    filled = [without_blanks(part.table, body) for part, (body, _found) in zip(parts, sorted_rows, strict=True)]
    problems += [problem for part in parts for problem in without_figures(part.table)] + blanks_said(filled)
    bodies = [table.body for table in filled]
    typed = read_rows(dataset, parts, bodies, marks, today)
    records = Records(dataset, parts, bodies, typed.frame, today, typed.styles)
    for finding in typed.findings:
        problems += _problems(records, finding)
    problems += doubled(records)
    records.sound = not _refused(problems)
    for check in dataset.checks:
        problems += check(records)
        records.sound = not _refused(problems)
    if records.sound:
        problems += check_totals(records)
    return _finished(records), sorted(problems, key=lambda problem: (len(problem.column or ""), problem.column or ""))


def _problems(records: Records, finding: Finding) -> list[Problem]:
    if finding.rows:
        return records.together(finding.rows, finding.column, finding.fault, finding.severity, finding.code)
    place = records.parts[0].table.layout.places.get(finding.column)
    column = None if place is None else letter(place)
    return [Problem(finding.severity, finding.fault.reason, finding.fault.remedy, column=column, code=finding.code)]


def _refused(problems: Sequence[Problem]) -> bool:
    return any(problem.severity == "error" for problem in problems)


def _finished(records: Records) -> pl.DataFrame:
    """The dataset's own columns alone; nothing that is faulty must keep a refused file from having a frame."""
    schema, finish = records.dataset.schema, records.dataset.finish
    if not records.sound:
        return pl.DataFrame(schema=schema)
    names = [column.name for column in records.dataset.columns if column.name in records.frame.columns]
    own = dict.fromkeys(["district_code", "commune_code", *names, *(set(schema) & set(records.frame.columns))])
    frame = records.frame.select(list(own))
    return (frame if finish is None else finish(frame)).select(list(schema)).cast(pl.Schema(schema))


def _given(part: Part, column: str, fault: Fault, severity: Severity) -> Problem:
    """A fault of what the file says once for all rows: it has no row of its own."""
    place = part.given_place.get(column, _("nội dung cho sẵn"))
    reason = _("{place} ('{value}') {reason}").format(
        place=place[:1].upper() + place[1:], value=shown(part.given[column]), reason=fault.reason
    )
    return Problem(severity, reason, fault.remedy)
