"""The part "Tệp nạp": every kind of file with its columns, from the contracts that read them.

Belongs here: the tables. Does not: reading a file (data/ingest).
"""

from __future__ import annotations

import streamlit as st

from data.ingest.base import Column, Dataset
from data.ingest.catalogue import DATASETS
from data.locale import _
from data.parsing.limits import MOST_BYTES, MOST_COLUMNS, MOST_ROWS
from models.wording.numbers import number
from models.wording.words import N_
from pages._registry import page
from pages.ui.format.tables import table
from pages.ui.records import datasets
from pages.ui.saved import open as scenario_open

MEASURES = {
    "text": N_("chữ"),
    "period": N_("tháng, ví dụ 12/2023"),
    "count": N_("số nguyên"),
    "money": N_("tiền; đơn vị tính ghi ở tiêu đề"),
    "decimal": N_("số, có thể có phần thập phân"),
}
LEVELS = {"province": N_("toàn tỉnh"), "district": N_("huyện"), "commune": N_("xã")}
HEADINGS_SHOWN = 4
_OWN_PAGE = "law.py"
"""Where the one kind is brought in that the upload page does not take."""


def show() -> None:
    st.markdown(
        _(
            "Excel (XLSX) hoặc CSV, tối đa {megabytes} MB, {rows} dòng, {columns} cột. Tên cột nhận không phân biệt chữ hoa, dấu, thứ tự; cột lạ được hỏi hoặc bỏ qua và "
            "nói rõ. Để nguyên tệp như xã, huyện gửi: phần mềm tự tìm hàng tiêu đề, đơn vị tính, dòng tổng. Biểu mẫu điền sẵn ở nút “Biểu mẫu Excel”, “Biểu mẫu CSV” của trang nạp."
        ).format(megabytes=number(MOST_BYTES // 2**20), rows=number(MOST_ROWS), columns=number(MOST_COLUMNS))
    )
    for dataset in DATASETS.values():
        _dataset(dataset)


def _dataset(dataset: Dataset) -> None:
    kind = datasets.of(dataset.name) if datasets.known(dataset.name) else None
    st.subheader(_(kind.name if kind else dataset.label), anchor=False)
    said = [_(kind.purpose)] if kind else [_("Mức chuẩn, mức trợ cấp theo văn bản, mỗi dòng một mức.")]
    if dataset.levels:
        levels = ", ".join(_(words) for level, words in LEVELS.items() if level in dataset.levels)
        said.append(_("Mỗi dòng là của: {levels}.").format(levels=levels))
    named = [dataset.column(name).title.lower() for name in dataset.area_columns]
    if len(named) > 1:
        said.append(_("Cần ít nhất một trong các cột: {columns}.").format(columns=", ".join(named)))
    keys = [column.title.lower() for column in dataset.columns if column.key]
    if keys:
        said.append(_("Một đơn vị chỉ có một dòng cho mỗi: {keys}.").format(keys=", ".join(keys)))
    st.markdown(" ".join(said))
    rows = [[column.title, _needed(column), _(MEASURES[column.measure]), _known(column)] for column in dataset.columns]
    headers = [_("Cột"), _("Bắt buộc"), _("Cách ghi"), _("Cũng nhận tiêu đề (không dấu)")]
    st.markdown(table(headers, rows, numbers_from=9))
    spec = page("upload.py" if kind else _OWN_PAGE)
    label = _("Biểu mẫu và nạp tệp: {kind}").format(kind=_(kind.name if kind else dataset.label).lower())
    query = {datasets.PARAMETER: kind.address} if kind else None
    st.page_link(scenario_open.entry(spec), label=label, icon=":material/arrow_forward:", query_params=query)


def _needed(column: Column) -> str:
    if column.needed:
        return _("có")
    if column.default not in (None, ""):
        return _("không; để trống là {default}").format(default=column.default)
    return _("không")


def _known(column: Column) -> str:
    return ", ".join(heading for heading in column.written.split("|")[:HEADINGS_SHOWN] if heading)
