"""The comparison as a file for Vietnamese Excel: the rows of the table, with what they are said of.

Belongs here: the two buttons and what stands in the files. Does not: writing them safely (data/export), the rows (compare_rows).
"""

from __future__ import annotations

from decimal import Decimal

import streamlit as st

from data.export.tables import Value, WorkSheet, csv_bytes, workbook_bytes
from data.locale import _
from models.geo.comparison import Comparison
from models.geo.selection import Selection
from pages.screens.map import compare_marks as marks
from pages.screens.map import compare_rows
from pages.screens.map.compare_words import Subject, state_words
from pages.ui.session import downloads, office


def buttons(comparison: Comparison, selection: Selection, subject: Subject, *, key: str, name: str) -> None:
    """`name` is the files' name without its ending, in ASCII."""
    with st.container(horizontal=True):
        downloads.button(
            _("Tải bảng so sánh (CSV)"), f"{name}.csv", lambda: as_csv(comparison, selection, subject), key=f"{key}-csv"
        )
        downloads.button(
            _("Tải bảng so sánh (Excel)"), f"{name}.xlsx", lambda: as_workbook(comparison, selection, subject), key=f"{key}-xlsx"
        )  # fmt: skip


def as_csv(comparison: Comparison, selection: Selection, subject: Subject) -> bytes:
    """Decimals the Vietnamese way, as Excel with Vietnamese settings reads them."""
    body = [[_comma(cell) for cell in row] for row in _body(comparison, selection, subject)]
    return csv_bytes(_headings(comparison, subject), body, first_line=_first_line(comparison))


def as_workbook(comparison: Comparison, selection: Selection, subject: Subject) -> bytes:
    first = _first_line(comparison)
    above: list[list[Value]] = [[first]] if first else []
    about: list[list[Value]] = [
        [_("Tên bảng"), subject.title],
        [_("Nguồn"), subject.source],
    ]
    about += [[_("Bình quân"), mark.words] for mark in marks.averages(comparison, subject)]
    rows = WorkSheet(
        _("So sánh"), [*above, [*_headings(comparison, subject)], *_body(comparison, selection, subject)], heading=len(above) + 1
    )  # fmt: skip
    return workbook_bytes([rows, WorkSheet(_("Thông tin"), about, heading=0)])


def _first_line(comparison: Comparison) -> str:
    """The mark of a file in which any figure is illustrative, the budget's too."""
    invented = comparison.illustrative or any(
        value.state == "illustrative" for row in comparison.rows for value in row.budget
    )
    return office.export_mark() if invented else ""


def _headings(comparison: Comparison, subject: Subject) -> list[str]:
    figures = compare_rows.headings(comparison, subject)
    return [
        _("Chọn"), _("Mã"), _("Đơn vị"), _("Kỳ"), *figures, _("Hiển thị"), _("Nhóm so sánh"), _("Tính chất số liệu"), _("Nguồn"),
    ]  # fmt: skip


def _body(comparison: Comparison, selection: Selection, subject: Subject) -> list[list[Value]]:
    """Numbers where there are some; a cell that has only words (withheld, not sent, illustrative) has them."""
    return [
        [
            row.letter, row.area.code, row.area.name, subject.period,
            *(cell.words if cell.number is None else _whole(cell.number) for cell in row.cells),
            subject.value(row.area.value), _("có") if row.area.is_peer else "", _nature(row, subject), subject.source,
        ]
        for row in compare_rows.rows(comparison, selection, subject)
    ]  # fmt: skip


def _nature(row: compare_rows.Row, subject: Subject) -> str:
    """Of the value; of known ones it comes with the figures."""
    if row.area.value.state == "illustrative":
        return office.export_mark()
    return state_words(row.area.value.state) or subject.quality


def _whole(exact: Decimal) -> Value:
    return int(exact) if exact == exact.to_integral_value() else exact


def _comma(cell: Value) -> str | int | None:
    return f"{cell.normalize():f}".replace(".", ",") if isinstance(cell, Decimal) else cell
