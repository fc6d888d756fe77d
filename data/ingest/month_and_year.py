"""Months written without their year: "Tháng" 3 beside "Năm" 2024, or under a title that names one year.

Belongs here: putting the two together, and saying where the year came from. Does not: reading a month (periods.py) or finding
the year of a title (given.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from data.ingest.body import Table
from data.ingest.book import Row
from data.locale import _
from data.parsing.folding import fold
from data.vocabulary.problems import Problem

_BARE = re.compile(r"(?:(?:ky )?(?:thang|thg|th|t) ?)?0?(?P<month>[1-9]|1[0-2])")
_YEAR = re.compile(r"(?:nam )?(?P<year>20[0-9]{2})")
_HEADINGS = frozenset({"nam", "nam chi tra", "nam bao cao", "year"})


@dataclass(frozen=True)
class Dated:
    """The table, whose column of years (if it was used) is no longer unknown, its rows, and what must be said."""

    table: Table
    rows: Sequence[Row]
    problems: tuple[Problem, ...] = ()


def dated(table: Table, rows: Sequence[Row], year: str) -> Dated:
    """Rows whose every month lacks its year get it from their own column of years, else from `year`, that of the title."""
    layout = table.layout
    place = layout.places.get("period")
    if place is None or table.dataset.column("period").measure != "period":
        return Dated(table, rows)
    written = {row.cell(place) for row in rows if row.cell(place).strip()}
    months = {text: match["month"] for text in written if (match := _BARE.fullmatch(fold(text))) is not None}
    if not months or len(months) < len(written):
        return Dated(table, rows)
    beside = next((index for index, heading in layout.unknown.items() if fold(heading) in _HEADINGS), None)
    if beside is None and not year:
        return Dated(table, rows)
    whole = [_with_year(row, place, beside, year, months) for row in rows]
    if beside is None:
        header = layout.header
        reason = _("Cột Kỳ chỉ ghi tháng; lấy năm {year} theo tiêu đề, tên trang hoặc câu trả lời").format(year=year)
        remedy = _("Nếu không đúng, ghi tháng kèm năm, ví dụ 2023-12.")
        return Dated(table, whole, (Problem("warning", reason, remedy, code="given", sheet=header.sheet),))
    unknown = {index: heading for index, heading in layout.unknown.items() if index != beside}
    used = replace(layout, unknown=unknown, silent=layout.silent | {beside})
    return Dated(Table(table.dataset, used), whole)


def _with_year(row: Row, place: int, beside: int | None, year: str, months: dict[str, str]) -> Row:
    month = months.get(row.cell(place))
    said = _YEAR.fullmatch(fold(row.cell(beside))) if beside is not None else None
    own = said["year"] if said is not None else year if beside is None else ""
    if month is None or not own:
        return row
    cells = list(row.cells)
    cells[place] = f"{own}-{int(month):02}"
    return replace(row, cells=tuple(cells), numeric=row.numeric - {place})
