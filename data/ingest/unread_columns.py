"""Columns of a table that are not the dataset's.

Belongs here: the warning that names each, and the refusal of a column that contradicts the unit of money. Does not: finding
columns (header.py). What such a column says is in no message.
"""

from __future__ import annotations

from collections.abc import Sequence

from data.ingest.book import Row, letter
from data.ingest.header import Layout
from data.locale import _
from data.vocabulary.problems import Fault, Problem, Severity
from data.vocabulary.units import UNIT_NAMES, names_units, unit_of


def unread_columns(layout: Layout, rows: Sequence[Row]) -> list[Problem]:
    """A warning for each column that is not read, unless it is empty from top to bottom. `rows` are below the headings."""
    problems: list[Problem] = []
    for index, heading in layout.unknown.items():
        values = {row.cell(index) for row in rows}
        if names_units(heading) and any(unit_of(value) not in (None, layout.power) for value in values):
            said = _("Cột {column} ghi đơn vị tính khác đơn vị của cột kinh phí ({unit})").format(
                column=letter(index), unit=_(UNIT_NAMES[layout.power])
            )
            remedy = _("Ghi mọi số tiền theo một đơn vị và nêu đơn vị ở tiêu đề cột kinh phí.")
            problems.append(_about(layout, "error", Fault(said, remedy), "unit"))
        elif heading:
            said = _("Cột {column} '{heading}' không có trong mẫu nên không được nạp").format(
                column=letter(index), heading=heading
            )
            problems.append(
                _about(layout, "warning", Fault(said, _("Nếu cần cột này, đổi tiêu đề theo mẫu.")), "columns")
            )
        elif any(value.strip() for value in values):
            said = _("Cột {column} không có tiêu đề nên không được nạp").format(column=letter(index))
            problems.append(
                _about(layout, "warning", Fault(said, _("Nếu cần cột này, ghi tiêu đề theo mẫu.")), "columns")
            )
    return problems


def _about(layout: Layout, severity: Severity, fault: Fault, code: str) -> Problem:
    return Problem(severity, fault.reason, fault.remedy, code=code, sheet=layout.header.sheet)
