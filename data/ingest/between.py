"""Lines without figures among the rows of a table that show another table: "Tháng 4/2024" over a second list.

Belongs here: finding them, for the rows below would be taken for what the title above says. Does not: rows of sections in the
column of names (outline.py), lines left to be filled in (blank_rows.py) or the signatures at the end (body.py).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from data.ingest.accepted import read_text, takes
from data.ingest.body import Table, at_cell
from data.ingest.book import Row
from data.ingest.grid import Grid
from data.ingest.titles import areas_in, dates_in, groups_in, kinds_in
from data.ingest.understood import Given
from data.locale import _
from data.parsing.folding import clean
from data.vocabulary.problems import Fault, Problem

_NUMBER = re.compile(r"[0-9]{2,}|[0-9]{1,3}(?:[.,][0-9]+)+")


def other_tables(
    table: Table, rows: Sequence[Row], given: Mapping[str, Given], sections: Collection[int]
) -> list[Problem]:
    """A problem for each line without figures that says another month, group, kind or area than holds for the table and
    has figures below it, or that has a number where a name belongs. `rows` are all below the headings, `sections` the lines
    of rows that are understood."""
    layout = table.layout
    blank = list(Grid(rows).blank(layout.figures(table.dataset)))
    if not blank:
        return []
    empty = set(blank)
    last = next((index for index in range(len(rows) - 1, -1, -1) if index not in empty), 0)
    said = {row.cells for row in layout.levels}
    problems: list[Problem] = []
    for index in blank:
        row = rows[index]
        if row.blank or row.line in sections or row.cells in said:
            continue
        places = [place for place, cell in enumerate(row.cells) if cell.strip()]
        titles = [place for place in places if index < last and _says_another(table, clean(row.cell(place)), given)]
        if titles:
            reason = _("nằm giữa các dòng số liệu và có vẻ là tiêu đề của một bảng khác")
            problems.append(_problem(row, titles[0], reason))
        elif (misplaced := _misplaced(table, row)) is not None:
            problems.append(_problem(row, misplaced, _("là số nằm ngoài các cột số, có vẻ thuộc một bảng khác")))
    return problems


def _misplaced(table: Table, row: Row) -> int | None:
    """The place of a number in a column of names that does not take it."""
    for column in table.dataset.columns:
        if column.measure == "text" and column.name not in table.dataset.area_columns and table.has(column.name):
            text = table.text(row, column.name)
            if _NUMBER.fullmatch(text) and not takes(column, text):
                return table.layout.places[column.name]
    return None


def _says_another(table: Table, text: str, given: Mapping[str, Given]) -> bool:
    dates = dates_in(text)
    said = {
        "period": [*dates.months, *(str(month) for month in dates.bare_months), *dates.years],
        "group": groups_in(text),
        "kind": kinds_in(text),
    }
    if not any(table.has(name) for name in table.dataset.area_columns):
        said |= areas_in(text)
    return any(
        not table.has(name)
        and (name in given or name not in ("kind", "group"))
        and _differs(table, name, values, given)
        for name, values in said.items()
    )


def _differs(table: Table, name: str, texts: Sequence[str], given: Mapping[str, Given]) -> bool:
    column = next((column for column in table.dataset.columns if column.name == name), None)
    if column is None or not texts:
        return False
    kept = read_text(column, given[name].text) if name in given else None
    return any(read_text(column, text) != kept for text in texts)


def _problem(row: Row, place: int, reason: str) -> Problem:
    remedy = _("Để mỗi bảng ở một trang hoặc một tệp riêng, hoặc thêm cột ghi nội dung này cho từng dòng.")
    return at_cell(row, place, _("dòng chữ"), Fault(reason, remedy))
