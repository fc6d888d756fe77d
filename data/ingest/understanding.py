"""One sheet understood: from its headings to a long table whose rows can be read.

Belongs here: the order of the steps, and which list of areas is asked meanwhile. Does not: any step.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from data.ingest.between import other_tables
from data.ingest.body import Table, filled_rows, totals_among
from data.ingest.book import Row, Sheet
from data.ingest.contracts import Dataset
from data.ingest.given import Settled, settle
from data.ingest.header import Layout
from data.ingest.heading_faults import missing
from data.ingest.matching import Areas, areas_2023, areas_on
from data.ingest.merged import filled_down
from data.ingest.month_and_year import dated
from data.ingest.outline import outlined
from data.ingest.part import Part
from data.ingest.titles import dates_in
from data.ingest.understood import Given, Question
from data.ingest.unread_columns import unread_columns
from data.ingest.wide import turned
from data.vocabulary.problems import Problem


@dataclass(frozen=True)
class UnderstoodTable:
    """A table ready to be read, what stands for all of its rows, what was wrong or must be asked on the way, and how many
    rows of data and of totals it has."""

    part: Part
    given: tuple[Given, ...]
    questions: tuple[Question, ...]
    problems: tuple[Problem, ...]
    data_rows: int
    total_rows: int


def understand(
    sheet: Sheet, layout: Layout, dataset: Dataset, answers: Mapping[str, str], filename: str = ""
) -> UnderstoodTable:
    """The table of a sheet under these headings. `answers` are raw texts by column for columns it has not."""
    table = Table(dataset, replace(layout, first=0))
    below = sheet.rows[layout.first :]
    areas = _areas(table, below, sheet, layout, answers)
    rows, problems = filled_down(table, below, sheet.merges)
    outline = outlined(table, filled_rows(table, rows, areas), areas)
    problems += outline.problems
    across = outline.table.layout.across
    known = {*outline.table.layout.places, *(name for column in across for name, _text in column.subject)}
    settled = settle(sheet, layout, dataset, answers, known, filename)
    problems += other_tables(table, below, settled.given, outline.table.layout.subtotals)
    asked = {question.key for question in settled.questions}
    known |= {column.measure for column in across} | set(settled.given) | settled.doubtful
    problems += missing(dataset, known, layout.header, asked) + list(settled.problems)
    if across:
        turning = turned(outline.table, outline.rows, areas, settled.year)
        part = _part(turning.table, turning.rows, settled)
        problems += turning.problems
        data_rows, totals = turning.data_rows, turning.total_rows
    else:
        whole = dated(outline.table, outline.rows, settled.year)
        part = _part(whole.table, tuple(whole.rows), settled)
        problems += whole.problems
        layout = whole.table.layout
        totals = len(totals_among(outline.table, outline.rows, areas))
        data_rows = len(outline.rows) - totals
    problems += unread_columns(layout, below)
    given = tuple(replace(found, sheet=layout.header.sheet) for found in settled.given.values())
    return UnderstoodTable(part, given, settled.questions, tuple(problems), data_rows, totals)


def _part(table: Table, rows: tuple[Row, ...], settled: Settled) -> Part:
    return Part(
        table,
        rows,
        {name: given.text for name, given in settled.given.items()},
        {name: given.place for name, given in settled.given.items()},
    )


def _areas(table: Table, rows: tuple[Row, ...], sheet: Sheet, layout: Layout, answers: Mapping[str, str]) -> Areas:
    """The list of areas of the day the table seems to be about: its first row, else what is said above it."""
    dataset = table.dataset
    said = [text for name in dataset.dated_by for text in _first(table, rows, name)]
    said += [answers[name] for name in dataset.dated_by if name in answers]
    above = sheet.rows[: layout.first - len(layout.levels)]
    said += [sheet.name, *(cell for row in above for cell in row.cells)]
    for text in said:
        dates = dates_in(text, name=True)
        for period in (*dates.months, *dates.years):
            return areas_on(dataset.area_day(period))
    return areas_2023()


def _first(table: Table, rows: tuple[Row, ...], name: str) -> list[str]:
    """The first filled cell of a column, where the table has it."""
    if not table.has(name):
        return []
    return next(([text] for row in rows if (text := table.raw(row, name)).strip()), [])
