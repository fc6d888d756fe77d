"""What the app understood of a file: a line, and behind it every part of the reading.

Belongs here: the reading in words. Does not: how it was found (data/ingest) or changing it (upload_mapping.py).
"""

from __future__ import annotations

import re

import streamlit as st

from data.ingest import Check
from data.ingest.base import Understood
from data.ingest.catalogue import DATASETS
from data.locale import _
from data.vocabulary.units import UNIT_NAMES
from models.wording.numbers import number
from pages.ui.format.tables import escape, table
from pages.ui.records.words import period_words

_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
MARK_WORDS = {",": _("dấu phẩy"), ".": _("dấu chấm")}


def show(check: Check) -> None:
    """Nothing for a file of which nothing could be read."""
    found = check.understood
    if found is None:
        return
    with st.expander(_("Phần mềm hiểu tệp như sau: {summary}").format(summary=escape(summary(found)))):
        st.markdown(table([_("Nội dung"), _("Phần mềm hiểu")], _parts(check.dataset, found), numbers_from=9))
        if found.columns:
            rows = [
                [letter, heading, _column(check.dataset, column)]
                for letter, heading, column in found.columns
                if heading or column
            ]
            st.markdown(table([_("Cột"), _("Tiêu đề trong tệp"), _("Là cột của mẫu")], rows, numbers_from=9))


def summary(found: Understood) -> str:
    """ "Excel, trang T12, tiêu đề ở hàng 5, 36 dòng số liệu"."""
    parts = [found.format]
    if found.sheets and any(found.sheets):
        parts.append(_("trang {sheets}").format(sheets=", ".join(found.sheets)))
    if found.header_row:
        parts.append(_("tiêu đề ở hàng {row}").format(row=number(found.header_row)))
    if found.data_rows:
        parts.append(_("{count} dòng số liệu").format(count=number(found.data_rows)))
    return ", ".join(part for part in parts if part)


def _parts(dataset: str, found: Understood) -> list[list[str]]:
    money = any(column.measure == "money" for column in DATASETS[dataset].columns)
    unit = _(UNIT_NAMES[found.unit_power])
    rows = [
        [_("Loại tệp"), ", ".join(part for part in (found.format, found.encoding, found.delimiter) if part)],
        [_("Trang tính đã đọc"), ", ".join(found.sheets)],
        [_("Trang tính không đọc"), ", ".join(found.not_read)],
        [_("Hàng tiêu đề"), number(found.header_row) if found.header_row else ""],
        [_("Cách trình bày"), _("nhóm, tháng hoặc chỉ tiêu trải theo chiều ngang") if found.wide else _("mỗi dòng một số liệu")],
        [_("Đơn vị tính tiền"), (unit if found.unit_declared else _("{unit} (tệp không ghi)").format(unit=unit)) if money else ""],
        [_("Dấu thập phân"), _marks(dataset, found)],
        *([_("{column}, cho mọi dòng").format(column=_column(dataset, given.column)), _given(given.column, given.text, given.place, given.sheet)] for given in found.given),
        [_("Dòng số liệu"), number(found.data_rows)],
        [_("Dòng tổng, chỉ để so, không nạp"), number(found.total_rows)],
    ]  # fmt: skip
    return [row for row in rows if row[1]]


def _marks(dataset: str, found: Understood) -> str:
    return "; ".join(
        _("{column}: {mark}").format(column=_column(dataset, name), mark=MARK_WORDS[mark])
        for name, mark in found.decimal_marks.items()
    )


def _given(column: str, text: str, place: str, sheet: str) -> str:
    shown = period_words(text) if column == "period" and _MONTH.fullmatch(text) else text
    said = _("{text} (lấy từ {place})").format(text=shown, place=place)
    return _("trang {sheet}: {said}").format(sheet=sheet, said=said) if sheet else said


def _column(dataset: str, name: str) -> str:
    if not name:
        return _("không nạp")
    known = {column.name: _(column.label) for column in DATASETS[dataset].columns}
    return known.get(name, name)
