"""Lines that were there to be filled in and were not: names without any figure.

Belongs here: finding and leaving out such lines, saying so, and refusing a file that has nothing else. Does not: a line of which
some figures are there (columns.py) or lines without names (body.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby

from data.ingest.body import Body, Table
from data.ingest.book import Row
from data.ingest.contracts import Column, Dataset
from data.ingest.grid import Grid
from data.ingest.headings import NUMBERS
from data.locale import _
from data.parsing.folding import clean
from data.vocabulary.numbers import written
from data.vocabulary.problems import Fault, Problem, error


@dataclass(frozen=True)
class Filled:
    """The rows of a table that say something, and those that do not."""

    body: Body
    blank: tuple[Row, ...]


def without_blanks(table: Table, body: Body) -> Filled:
    """A number with a default says nothing by itself: our own templates fill it in."""
    places = [table.layout.places[column.name] for column in _figures(table.dataset) if table.has(column.name)]
    empty = _empty(body, places) if places else set()
    if not empty:
        return Filled(body, ())
    data = tuple(row for index, row in enumerate(body.data) if index not in empty)
    kept = list(accumulate((index not in empty for index in range(len(body.data))), initial=0))
    ends = tuple(kept[end] for end in body.ends)
    return Filled(Body(data, body.totals, ends, Grid(data)), tuple(body.data[index] for index in sorted(empty)))


def without_figures(table: Table) -> list[Problem]:
    """The refusal of a table that has not one column of figures, where the dataset needs no certain one of them."""
    figures = _figures(table.dataset)
    if any(column.needed or table.has(column.name) for column in figures):
        return []
    row = table.layout.header
    names = ", ".join(column.title for column in figures)
    reason = _("không có cột số liệu nào trong các cột {names}").format(names=names)
    remedy = _("Thêm ít nhất một cột số liệu vào dòng tiêu đề, viết đúng tên như trên.")
    return [Problem("error", reason, remedy, line=row.line, row=row.row, sheet=row.sheet)]


def blanks_said(tables: Sequence[Filled]) -> list[Problem]:
    """A warning a sheet for the lines left out; an error for a file in which no line is left."""
    blank = [row for table in tables for row in table.blank]
    if not blank:
        return []
    if not any(table.body.data for table in tables):
        return [
            error(
                Fault(
                    _("Tệp không có số liệu: cả {count} dòng đều để trống các cột số").format(
                        count=written(len(blank))
                    ),
                    _("Điền số liệu vào các dòng rồi tải lại tệp."),
                )
            )
        ]
    problems: list[Problem] = []
    for sheet, rows in groupby(blank, key=lambda row: row.sheet):
        lines = list({row.line: row for row in rows}.values())
        read = len({row.line for table in tables for row in table.body.data if row.sheet == sheet})
        reason = _("để trống hết các cột số nên không được nạp (bỏ qua {blank} trong {all} dòng)").format(
            blank=written(len(lines)), all=written(len(lines) + read)
        )
        fault = Fault(reason, _("Nếu đơn vị có số liệu thì điền vào; nếu chưa có thì xác nhận."))
        problems.append(_at(lines, fault))
    return problems


def _at(rows: Sequence[Row], fault: Fault) -> Problem:
    first = rows[0]
    at_first = Problem(
        "warning", fault.reason, fault.remedy, line=first.line, row=first.row, sheet=first.sheet, code="blank"
    )
    return replace(at_first, repeats=tuple((row.line, None) for row in rows[1:]))


def _empty(body: Body, places: Sequence[int]) -> set[int]:
    columns = [body.grid.column(place) for place in places]
    if all(all(map(str.isascii, texts)) for texts in columns):
        return set(body.grid.blank(places))
    # A character without width is no figure.
    return {index for index, texts in enumerate(zip(*columns, strict=True)) if not any(map(clean, texts))}


def _figures(dataset: Dataset) -> list[Column]:
    return [column for column in dataset.columns if column.measure in NUMBERS and column.default is None]
