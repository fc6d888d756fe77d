"""Tables that stand on their side, areas across and one kind of figure a row, turned upright before they are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from data.ingest.areas import areas_2023
from data.ingest.base import Row, Sheet
from data.ingest.header import NUMBERS, SEARCHED_ROWS, Headings
from data.locale import _
from data.parsing.folding import clean

_FEWEST_AREAS = 2


def upright(sheet: Sheet, headings: Headings) -> Sheet:
    """The sheet with a row for each area, where its areas stand across and the rows below them are figures that the
    dataset has columns for; any other sheet as it is. A dataset of indicators reads such a table as a wide one."""
    if any(column.name == "indicator" for column in headings.dataset.columns):
        return sheet
    for index, row in enumerate(sheet.rows[:SEARCHED_ROWS]):
        areas = [column for column, cell in enumerate(row.cells) if _is_area(cell)]
        if len({clean(row.cell(column)) for column in areas}) < _FEWEST_AREAS:
            continue
        for label in range(areas[0]):
            below = _figures(sheet.rows[index + 1 :], label, areas, headings)
            if below:
                return replace(sheet, rows=(*sheet.rows[:index], *_turned(row, below, label)), merges=())
    return sheet


def _is_area(cell: str) -> bool:
    return bool(cell.strip()) and areas_2023().is_area(clean(cell))


def _figures(rows: Sequence[Row], label: int, areas: Sequence[int], headings: Headings) -> list[Row]:
    """The rows up to the last one with a figure under an area; none where their names are not those of the figures that
    the dataset needs, each once."""
    named: list[str] = []
    last = -1
    for index, row in enumerate(rows):
        text = row.cell(label).strip()
        column = headings.column((text,))[0] if text else None
        if column is not None and column.measure in NUMBERS:
            named.append(column.name)
        if any(sign.isdecimal() for area in areas for sign in row.cell(area)):
            last = index
    needed = {column.name for column in headings.dataset.columns if column.measure in NUMBERS and column.needed}
    complete = bool(named) and needed <= set(named) and len(set(named)) == len(named)
    return [row for row in rows[: last + 1] if not row.blank] if complete else []


def _turned(header: Row, below: Sequence[Row], label: int) -> list[Row]:
    """The headings, then a row for each column of the file under a name."""
    titles = (_("Đơn vị"), *(row.cell(label) for row in below))
    turned = [Row(header.line, header.row, titles, sheet=header.sheet)]
    for column in range(label + 1, max(len(row.cells) for row in (header, *below))):
        if not any(row.cell(column).strip() for row in (header, *below)):
            continue
        turned.append(
            Row(
                header.line,
                header.row,
                (header.cell(column), *(row.cell(column) for row in below)),
                frozenset(number for number, row in enumerate(below, 1) if column in row.numeric),
                header.sheet,
                (column,) * (len(below) + 1),
                ((header.line, header.row), *((row.line, row.row) for row in below)),
            )
        )
    return turned
