"""Mending a file: cell by cell on the page, or in Excel with the faults marked.

Belongs here: the grid of faulty cells, the marked file, the way back of the mended one. Does not: what a mended cell means
(data/ingest/check.py) or finding faults.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl
import streamlit as st

from data.export.marked_file import marked_file
from data.export.tables import neutral
from data.ingest import Check
from data.locale import _
from data.store.drafts import OpenDraft
from data.vocabulary.problems import Problem
from pages.screens.uploads import upload_choose, upload_draft
from pages.ui.format.tables import escape
from pages.ui.session import downloads

MOST_CELLS = 20
CELL = "cell."
GRID, APPLY = "tai-tep-luoi-sua", "tai-tep-ap-dung-sua"
_CELL, _COLUMN, _VALUE, _MENDED = "o", "cot", "gia-tri", "sua"


@dataclass(frozen=True)
class FaultyCell:
    """A cell with an error; `key` is its answer's ("cell.T3!D12")."""

    key: str
    place: str
    column: str
    value: str


def show(draft: OpenDraft, check: Check) -> None:
    """Both ways side by side; the grid only while the faults are few and each has a cell."""
    errors = [problem for problem in check.problems if problem.severity == "error"]
    cells = faulty_cells(errors)
    if 0 < len(cells) <= MOST_CELLS:
        left, right = st.columns([3, 2], gap="medium")
        with left, st.container(border=True):
            _grid(draft, cells)
        with right, st.container(border=True):
            _in_excel(draft, check)
    else:
        with st.container(border=True):
            _in_excel(draft, check)


def mended(draft: OpenDraft) -> None:
    """The cells mended here so far, and the way back to what the file says."""
    cells = {key.removeprefix(CELL): value for key, value in draft.answers.items() if key.startswith(CELL)}
    if not cells:
        return
    listed = "; ".join(_("{cell} thành {value}").format(cell=cell, value=value) for cell, value in cells.items())
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(_("Đã sửa {count} ô trên trang này: {cells}.").format(count=len(cells), cells=escape(listed)))
        if st.button(_("Bỏ các chỗ sửa"), key="tai-tep-bo-sua") and upload_draft.answer(draft, {}, without=CELL):
            st.rerun()


def faulty_cells(errors: Sequence[Problem]) -> list[FaultyCell]:
    """Every cell an error names, repeats included, each once in the order of the file."""
    found: dict[str, FaultyCell] = {}
    for problem in errors:
        if problem.line is None or problem.column is None:
            continue
        row = problem.line if problem.row is None else problem.row
        for line, value in ((problem.line, problem.value), *problem.repeats):
            place = f"{problem.column}{line - problem.line + row}"
            shown = f"{problem.sheet}!{place}" if problem.sheet else place
            key = f"{CELL}{shown}"
            found.setdefault(key, FaultyCell(key, shown, problem.column_name or "", value or ""))
    return list(found.values())


def _grid(draft: OpenDraft, cells: Sequence[FaultyCell]) -> None:
    st.markdown(_("**Sửa ngay tại đây**: ghi giá trị đúng vào cột “Giá trị sửa”"))
    # The grid has a download of its own, which would hand a formula of the file to a spreadsheet.
    frame = pl.DataFrame(
        {
            _CELL: [neutral(cell.place) for cell in cells],
            _COLUMN: [neutral(cell.column.partition(" (")[0]) for cell in cells],
            _VALUE: [neutral(cell.value) for cell in cells],
            _MENDED: [""] * len(cells),
        },
        schema=dict.fromkeys((_CELL, _COLUMN, _VALUE, _MENDED), pl.String),
    )
    text = st.column_config.TextColumn
    edited = st.data_editor(
        frame,
        key=f"{GRID}-{draft.sha256[:8]}-{len(draft.answers)}",
        hide_index=True,
        disabled=[_CELL, _COLUMN, _VALUE],
        column_config={
            _CELL: text(_("Ô"), width="small"),
            _COLUMN: text(_("Cột")),
            _VALUE: text(_("Giá trị sai"), width="medium"),
            _MENDED: text(_("Giá trị sửa"), width="medium", max_chars=200),
        },
        alt=_("Các ô có lỗi và giá trị sửa"),
    )
    st.caption(_("Tệp gốc được giữ nguyên; giá trị sửa được lưu cùng lần cập nhật để kiểm tra lại sau này."))
    if st.button(_("Dùng các giá trị sửa và kiểm tra lại"), key=APPLY):
        mended = {
            cell.key: value.strip()
            for cell, value in zip(cells, edited[_MENDED].to_list(), strict=True)
            if value and value.strip()
        }
        if not mended:
            st.info(_("Chưa có giá trị sửa nào. Bấm vào ô ở cột “Giá trị sửa”, ghi giá trị đúng rồi bấm lại."))
        elif upload_draft.answer(draft, mended):
            st.rerun()
        else:
            st.error(_("Không áp dụng được các giá trị sửa. Sửa trong Excel rồi nạp lại tệp."))


def _in_excel(draft: OpenDraft, check: Check) -> None:
    st.markdown(_("**Sửa trong Excel**: tải tệp có cột “Lỗi”, sửa, rồi nạp lại vào đây"))

    def make() -> bytes:
        return marked_file(draft.content, draft.filename, check)[0]

    if check.understood is not None:
        name = _("{file}-danh-dau-loi.xlsx").format(file=draft.filename.rpartition(".")[0] or draft.filename)
        downloads.button(_("Tải tệp đã đánh dấu lỗi"), name, make, key="tai-tep-danh-dau")
    upload_choose.mended_file(draft)
