"""Cells merged over several rows of a table.

Belongs here: writing what identifies a row (a district over its groups) into each row of the merged range. Does not: merged
headings (headings.py). A number is never written twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from data.ingest.body import Table, at_cell
from data.ingest.book import Merge, Row
from data.locale import _
from data.vocabulary.problems import Fault, Problem


def filled_down(table: Table, rows: Sequence[Row], merges: Sequence[Merge]) -> tuple[list[Row], list[Problem]]:
    """The rows with merged texts and periods in each row of their range, and a problem for every number merged over
    several rows of data."""
    layout, dataset = table.layout, table.dataset
    figures = set(layout.figures(dataset))
    identifying = set(layout.places.values()) - figures
    at = {row.row: index for index, row in enumerate(rows)}
    filled = list(rows)
    problems: list[Problem] = []
    for merge in merges:
        if merge.bottom == merge.top or merge.top not in at:
            continue
        within = [index for number in range(merge.top, merge.bottom + 1) if (index := at.get(number)) is not None]
        within = [index for index in within if not filled[index].blank]
        source = rows[at[merge.top]]
        text = source.cell(merge.left)
        if len(within) < 2 or not text.strip():
            continue
        if merge.left in figures:
            problems.append(_one_number(table, source, merge, len(within)))
        elif merge.left in identifying:
            for index in within[1:]:
                filled[index] = _with(filled[index], merge.left, text)
    return filled, problems


def _with(row: Row, place: int, text: str) -> Row:
    cells = [*row.cells, *[""] * (place + 1 - len(row.cells))]
    cells[place] = cells[place] if cells[place].strip() else text
    return replace(row, cells=tuple(cells))


def _one_number(table: Table, row: Row, merge: Merge, count: int) -> Problem:
    reason = _("là một số trong ô gộp của {count} dòng (hàng {first} đến {last})").format(
        count=count, first=merge.top, last=merge.bottom
    )
    fault = Fault(reason, _("Bỏ gộp ô và ghi số riêng cho từng dòng."))
    return at_cell(row, merge.left, table.layout.headings[merge.left], fault)
