"""Step 2 of an upload: how the file was read, problems, questions, columns assigned by hand, cells corrected in the
browser."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl
import streamlit as st

from data.export.marked_file import marked_file
from data.export.tables import neutral
from data.ingest import Check
from data.ingest.base import IGNORED_SILENTLY, FileReading, Question
from data.ingest.catalogue import DATASETS
from data.locale import _
from data.parsing.folding import fold
from data.store.drafts import OpenDraft
from data.vocabulary.numbers import UNIT_NAMES
from data.vocabulary.problems import Problem
from models.wording.numbers import number
from pages.screens.uploads import choose, draft as uploads_draft
from pages.screens.uploads.draft import CHANGES
from pages.ui.format.tables import escape, table
from pages.ui.records import datasets
from pages.ui.records.datasets import period_words
from pages.ui.session import downloads, loaders

OPEN, APPLY = "tai-tep-khop-cot", "tai-tep-khop-cot-dung"
COLUMNS_A_ROW = 3


def unread_letters(check: Check) -> list[str]:
    """Letters of the columns that are not read."""
    return [letter for letter, _heading, column in _columns(check) if not column]


def show_mapping(draft: OpenDraft, check: Check) -> None:
    """Boxes to assign the columns of the file; nothing where it has no headings. Opened by itself where a heading was
    not recognised and the file is refused."""
    columns, not_read = _columns(check), unread_letters(check)
    if not columns:
        return
    label = _("Khớp cột của tệp với mẫu")
    if not_read:
        label = _("Khớp cột của tệp với mẫu ({unknown} cột chưa nạp)").format(unknown=len(not_read))
    opened = bool(not_read) and check.status == "refused"
    expander = st.expander(label, expanded=opened, key=f"{OPEN}-{opened}", on_change="rerun")
    if not expander.open:
        return
    with expander:
        st.caption(
            _("Cột nào phần mềm hiểu sai hoặc chưa hiểu thì chọn lại, rồi bấm nút bên dưới. Tệp gốc được giữ nguyên.")
        )
        chosen = _chosen_columns(draft, columns, check.dataset)
        if st.button(_("Khớp lại và kiểm tra"), key=APPLY):
            _apply(draft, columns, chosen)


def _columns(check: Check) -> list[tuple[str, str, str]]:
    """Letter, heading and dataset column of the columns that can be assigned."""
    reading = check.reading
    if reading is None or reading.wide or check.questions:
        return []
    return [
        column for column in reading.columns if fold(column[1]) not in IGNORED_SILENTLY and (column[1] or column[2])
    ]


def _chosen_columns(draft: OpenDraft, columns: list[tuple[str, str, str]], dataset: str) -> dict[str, str]:
    """Letter -> the column chosen for it."""
    labels = {"": _("Không nạp cột này")} | {column.name: _(column.label) for column in DATASETS[dataset].columns}
    asked: dict[str, str] = {}
    for first in range(0, len(columns), COLUMNS_A_ROW):
        slots = st.columns(COLUMNS_A_ROW, gap="small")
        for slot, (letter, heading, column) in zip(slots, columns[first : first + COLUMNS_A_ROW], strict=False):
            options = list(labels)
            with slot:
                asked[letter] = st.selectbox(
                    _("{letter}: {heading}").format(letter=letter, heading=escape(heading) or _("(không có tiêu đề)")),
                    options,
                    index=options.index(column) if column in labels else 0,
                    format_func=lambda name: labels[name],
                    key=f"{OPEN}-{letter}-{column}-{draft.sha256[:8]}",
                )
    return asked


def _apply(draft: OpenDraft, columns: list[tuple[str, str, str]], chosen: dict[str, str]) -> None:
    changed = {f"column.{letter}": chosen[letter] for letter, _heading, column in columns if chosen[letter] != column}
    used = [column for column in chosen.values() if column]
    if not changed:
        st.info(_("Chưa đổi cột nào."))
    elif len(set(used)) == len(used) and uploads_draft.answer(draft, changed):
        st.rerun()
    else:
        st.error(_("Hai cột của tệp đang khớp với cùng một cột của mẫu. Chọn lại để mỗi cột của mẫu chỉ dùng một lần."))


MOST_CELLS = 20
CELL = "cell."
GRID, FIX_APPLY = "tai-tep-luoi-sua", "tai-tep-ap-dung-sua"
_CELL, _COLUMN, _VALUE, _FIXED = "o", "cot", "gia-tri", "sua"


@dataclass(frozen=True)
class FaultyCell:
    """A cell with an error; `key` is that of its answer ("cell.T3!D12")."""

    key: str
    place: str
    column: str
    value: str


def show_mend(draft: OpenDraft, check: Check) -> None:
    """Correction in the browser and in Excel side by side; the grid only while the errors are few and each has a
    cell."""
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


def show_fixes(draft: OpenDraft) -> None:
    """The cells corrected in the browser so far, and a button to undo them."""
    cells = {key.removeprefix(CELL): value for key, value in draft.answers.items() if key.startswith(CELL)}
    if not cells:
        return
    listed = "; ".join(_("{cell} thành {value}").format(cell=cell, value=value) for cell, value in cells.items())
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(_("Đã sửa {count} ô trên trang này: {cells}.").format(count=len(cells), cells=escape(listed)))
        if st.button(_("Bỏ các chỗ sửa"), key="tai-tep-bo-sua") and uploads_draft.answer(draft, {}, without=CELL):
            st.rerun()


def faulty_cells(errors: Sequence[Problem]) -> list[FaultyCell]:
    """Every cell an error names, repeats included, each once in the order of the file."""
    cells: dict[str, FaultyCell] = {}
    for problem in errors:
        if problem.line is None or problem.column is None:
            continue
        row = problem.line if problem.row is None else problem.row
        for line, value in ((problem.line, problem.value), *problem.repeats):
            name = f"{problem.column}{line - problem.line + row}"
            shown = f"{problem.sheet}!{name}" if problem.sheet else name
            key = f"{CELL}{shown}"
            cells.setdefault(key, FaultyCell(key, shown, problem.column_name or "", value or ""))
    return list(cells.values())


def _grid(draft: OpenDraft, cells: Sequence[FaultyCell]) -> None:
    st.markdown(_("**Sửa ngay tại đây**: ghi giá trị đúng vào cột “Giá trị sửa”"))
    # The grid has a download of its own, which would hand a formula of the file to a spreadsheet.
    frame = pl.DataFrame(
        {
            _CELL: [neutral(cell.place) for cell in cells],
            _COLUMN: [neutral(cell.column.partition(" (")[0]) for cell in cells],
            _VALUE: [neutral(cell.value) for cell in cells],
            _FIXED: [""] * len(cells),
        },
        schema=dict.fromkeys((_CELL, _COLUMN, _VALUE, _FIXED), pl.String),
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
            _FIXED: text(_("Giá trị sửa"), width="medium", max_chars=200),
        },
        alt=_("Các ô có lỗi và giá trị sửa"),
    )
    st.caption(_("Tệp gốc được giữ nguyên; giá trị sửa được lưu cùng lần cập nhật để kiểm tra lại sau này."))
    if st.button(_("Dùng các giá trị sửa và kiểm tra lại"), key=FIX_APPLY):
        fixes = {
            cell.key: value.strip()
            for cell, value in zip(cells, edited[_FIXED].to_list(), strict=True)
            if value and value.strip()
        }
        if not fixes:
            st.info(_("Chưa có giá trị sửa nào. Bấm vào ô ở cột “Giá trị sửa”, ghi giá trị đúng rồi bấm lại."))
        elif uploads_draft.answer(draft, fixes):
            st.rerun()
        else:
            st.error(_("Không áp dụng được các giá trị sửa. Sửa trong Excel rồi nạp lại tệp."))


def _in_excel(draft: OpenDraft, check: Check) -> None:
    st.markdown(_("**Sửa trong Excel**: tải tệp có cột “Lỗi”, sửa, rồi nạp lại vào đây"))

    def make() -> bytes:
        return marked_file(draft.content, draft.filename, check)[0]

    if check.reading is not None:
        name = _("{file}-danh-dau-loi.xlsx").format(file=draft.filename.rpartition(".")[0] or draft.filename)
        downloads.button(_("Tải tệp đã đánh dấu lỗi"), name, make, key="tai-tep-danh-dau")
    choose.mended_file(draft)


ANSWER = "tai-tep-tra-loi"


def show_questions(draft: OpenDraft, check: Check) -> None:
    """All open questions at once, then one button."""
    if not check.questions:
        return
    with st.container(border=True):
        given = {question.key: _ask(question, index) for index, question in enumerate(check.questions)}
        if st.button(_("Trả lời và kiểm tra tiếp"), type="primary", key=ANSWER):
            answers = {key: answer for key, answer in given.items() if answer}
            if len(answers) < len(given):
                st.warning(_("Còn câu chưa trả lời. Chọn hoặc ghi câu trả lời rồi bấm lại."))
            elif uploads_draft.answer(draft, answers):
                st.rerun()
            else:
                st.error(_("Phần mềm không dùng được câu trả lời này. Chọn cách khác hoặc sửa trong tệp rồi nạp lại."))


def _ask(question: Question, index: int) -> str:
    st.markdown(_("**{question}**").format(question=escape(question.text)))
    key = f"tai-tep-hoi-{index}"
    if not question.choices:
        text = st.text_input(escape(question.text), key=key, label_visibility="collapsed", max_chars=200)
        return str(text or "").strip()
    labels = {value: escape(label) for value, label in question.choices}
    chosen = st.radio(
        escape(question.text),
        list(labels),
        index=None,
        format_func=lambda value: labels.get(value, value),
        key=key,
        label_visibility="collapsed",
    )
    return chosen or ""


_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
MARK_WORDS = {",": _("dấu phẩy"), ".": _("dấu chấm")}


def show_reading(check: Check) -> None:
    """How the file was read; nothing for a file of which nothing could be read."""
    reading = check.reading
    if reading is None:
        return
    with st.expander(_("Phần mềm hiểu tệp như sau: {summary}").format(summary=escape(summary(reading)))):
        st.markdown(table([_("Nội dung"), _("Phần mềm hiểu")], _parts(check.dataset, reading), numbers_from=9))
        if reading.columns:
            rows = [
                [letter, heading, _column(check.dataset, column)]
                for letter, heading, column in reading.columns
                if heading or column
            ]
            st.markdown(table([_("Cột"), _("Tiêu đề trong tệp"), _("Là cột của mẫu")], rows, numbers_from=9))


def summary(reading: FileReading) -> str:
    """ "Excel, trang T12, tiêu đề ở hàng 5, 36 dòng số liệu"."""
    parts = [reading.format]
    if reading.sheets and any(reading.sheets):
        parts.append(_("trang {sheets}").format(sheets=", ".join(reading.sheets)))
    if reading.header_row:
        parts.append(_("tiêu đề ở hàng {row}").format(row=number(reading.header_row)))
    if reading.data_rows:
        parts.append(_("{count} dòng số liệu").format(count=number(reading.data_rows)))
    return ", ".join(part for part in parts if part)


def _parts(dataset: str, reading: FileReading) -> list[list[str]]:
    money = any(column.measure == "money" for column in DATASETS[dataset].columns)
    unit = _(UNIT_NAMES[reading.unit_power])
    rows = [
        [_("Loại tệp"), ", ".join(part for part in (reading.format, reading.encoding, reading.delimiter) if part)],
        [_("Trang tính đã đọc"), ", ".join(reading.sheets)],
        [_("Trang tính không đọc"), ", ".join(reading.not_read)],
        [_("Hàng tiêu đề"), number(reading.header_row) if reading.header_row else ""],
        [
            _("Cách trình bày"),
            _("nhóm, tháng hoặc chỉ tiêu trải theo chiều ngang") if reading.wide else _("mỗi dòng một số liệu"),
        ],
        [
            _("Đơn vị tính tiền"),
            (unit if reading.unit_declared else _("{unit} (tệp không ghi)").format(unit=unit)) if money else "",
        ],
        [_("Dấu thập phân"), _marks(dataset, reading)],
        *(
            [
                _("{column}, cho mọi dòng").format(column=_column(dataset, given.column)),
                _given(given.column, given.text, given.place, given.sheet),
            ]
            for given in reading.given
        ),
        [_("Dòng số liệu"), number(reading.data_rows)],
        [_("Dòng tổng, chỉ để so, không nạp"), number(reading.total_rows)],
    ]
    return [row for row in rows if row[1]]


def _marks(dataset: str, reading: FileReading) -> str:
    return "; ".join(
        _("{column}: {mark}").format(column=_column(dataset, name), mark=MARK_WORDS[mark])
        for name, mark in reading.decimal_marks.items()
    )


def _given(column: str, text: str, place: str, sheet: str) -> str:
    shown = period_words(text) if column == "period" and _MONTH.fullmatch(text) else text
    text_and_place = _("{text} (lấy từ {place})").format(text=shown, place=place)
    return _("trang {sheet}: {said}").format(sheet=sheet, said=text_and_place) if sheet else text_and_place


def _column(dataset: str, name: str) -> str:
    if not name:
        return _("không nạp")
    labels = {column.name: _(column.label) for column in DATASETS[dataset].columns}
    return labels.get(name, name)


def show(draft: OpenDraft, check: Check, data: loaders.Data) -> None:
    """The verdict and the next step first, then its reasons."""
    errors = [problem for problem in check.problems if problem.severity == "error"]
    warnings = [problem for problem in check.problems if problem.severity == "warning"]
    _verdict(check, datasets.total(errors), datasets.total(warnings))
    choose.show_not_kept(data)
    show_reading(check)
    show_fixes(draft)
    show_questions(draft, check)
    if errors and not check.questions:
        st.markdown(_("**Phải sửa**"))
        datasets.errors(errors)
    in_doubt = bool(unread_letters(check))
    if in_doubt:
        show_mapping(draft, check)
    if errors and not check.questions:
        show_mend(draft, check)
    if warnings:
        st.markdown(_("**Cần xem lại**"))
        datasets.warnings(warnings)
    if not in_doubt:
        show_mapping(draft, check)


def _verdict(check: Check, errors: int, warnings: int) -> None:
    if check.questions:
        st.warning(
            _("Phần mềm cần hỏi {count} điều trước khi đọc tiếp; chưa ghi gì.").format(count=len(check.questions))
        )
        return
    if errors:
        st.error(
            _("{errors} lỗi phải sửa, {warnings} điều cần xem lại; chưa ghi gì.").format(
                errors=number(errors), warnings=number(warnings)
            )
        )
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.success(
            _("Tệp đọc được: {rows} dòng số liệu, không có lỗi, {warnings} điều cần xem lại.").format(
                rows=number(check.frame.height), warnings=number(warnings)
            )
        )
        uploads_draft.step_button(_("Xem thay đổi"), CHANGES, key="tai-tep-xem-thay-doi", primary=True)
