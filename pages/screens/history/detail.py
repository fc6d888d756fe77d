"""One batch in detail: its counts, original file, answers and confirmed warnings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from data.clock import today
from data.ingest.catalogue import DATASETS
from data.locale import _
from data.store import drafts
from data.store.batches import BatchDetails, Confirmed, batch_details
from data.vocabulary.problems import words_of
from models.wording.numbers import day, moment, number
from pages.ui.format.tables import escape, table
from pages.ui.records import datasets
from pages.ui.records.datasets import size_words
from pages.ui.session import choices, downloads, loaders

_CELL = re.compile(r"cell\.(?:(?P<sheet>.*)!)?(?P<cell>[A-Z]{1,3}\d+)")


def answer_rows(answers: Mapping[str, str], dataset: str) -> list[list[str]]:
    """One row for each answer: question and answer; corrected cells last."""
    ordered = sorted(answers.items(), key=lambda item: item[0].startswith("cell."))
    return [[_question(key, dataset), _answer(key, value, dataset)] for key, value in ordered]


def _question(key: str, dataset: str) -> str:
    questions = {
        "amount_unit": _("Đơn vị tính của số tiền"),
        "sheet": _("Trang tính được đọc"),
        "period": _("Kỳ số liệu (tệp không ghi)"),
        "group": _("Nhóm đối tượng (tệp không ghi)"),
        "kind": _("Loại chi (tệp không ghi)"),
        "category": _("Loại hộ (tệp không ghi)"),
        "district": _("Đơn vị (tệp không ghi)"),
        "boundary_key": _("Trường chứa mã hoặc tên đơn vị"),
        "boundary_level": _("Cấp đơn vị"),
        "boundary_vintage": _("Danh mục đơn vị từ ngày"),
    }
    if key in questions:
        return questions[key]
    name, _dot, rest = key.partition(".")
    if name == "decimal_mark":
        return _("Dấu thập phân của cột {column}").format(column=_label(rest, dataset))
    if name == "column":
        return _("Nội dung cột {letter}").format(letter=rest)
    cell = _CELL.fullmatch(key)
    if cell is None:
        return _("Câu trả lời khác ({key})").format(key=key)
    if cell["sheet"]:
        return _("Ô {cell} của trang “{sheet}”, sửa trên trình duyệt").format(cell=cell["cell"], sheet=cell["sheet"])
    return _("Ô {cell}, sửa trên trình duyệt").format(cell=cell["cell"])


def _answer(key: str, value: str, dataset: str) -> str:
    if key.startswith("decimal_mark."):
        return {",": _("dấu phẩy"), ".": _("dấu chấm")}.get(value, value)
    if key.startswith("column."):
        return _label(value, dataset) if value else _("không nạp")
    if key == "boundary_level":
        return {"district": _("cấp huyện"), "commune": _("cấp xã")}.get(value, value)
    if key == "sheet" and value == "*":
        return _("tất cả các trang cùng mẫu")
    return value


def _label(column: str, dataset: str) -> str:
    labels = (
        {file_column.name: file_column.label for file_column in DATASETS[dataset].columns}
        if dataset in DATASETS
        else {}
    )
    return _(labels[column]) if column in labels else column


LOOK, FILE = "lich-su-xem-ban", "lich-su-tai-tep"
MESSAGES_SHOWN = 10


def show(row: dict[str, Any], chain: Sequence[int]) -> None:
    """Facts and the file, then answers and confirmations; `row` is of the frame BATCHES, `chain` of
    records.words.chains."""
    with loaders.database().reading() as connection:
        details = batch_details(connection, row["id"])
        sha256 = row["file_sha256"]
        file = None if sha256 is None else drafts.about(connection, sha256, today())
    sentence = _("**Bản {number}: {what}.** {actor} ghi lúc {time}. {status}.")
    if row["dataset"] == "seed":
        sentence = _("**Bản {number}: {what}**, ghi khi cài đặt lúc {time}.")
    st.markdown(
        sentence.format(
            number=row["id"],
            what=escape(datasets.deed(row)),
            actor=escape(row["actor"]),
            time=moment(row["created_at"]),
            status=datasets.described(chain),
        )
    )
    st.caption(_counts(row))
    with st.container(horizontal=True):
        _look_button(row)
        if sha256 is not None:
            _download(sha256, file)
    if file is not None:
        _kept(sha256, file)
    _answers_and_confirmations(details, row)


def _counts(row: dict[str, Any]) -> str:
    if row["dataset"] == "seed":
        return _("Số liệu của báo cáo năm 2023 và các văn bản có sẵn khi cài đặt.")
    words = _("{dataset}: ghi {added} dòng mới, không thay dòng nào.")
    if row["rows_closed"] and not row["rows_added"]:
        words = _("{dataset}: bỏ {closed} dòng (vẫn giữ trong lịch sử).")
    elif row["rows_closed"]:
        words = _("{dataset}: ghi {added} dòng mới; {closed} dòng cũ được thay hoặc bỏ (vẫn giữ trong lịch sử).")
    return words.format(
        dataset=datasets.dataset_words(row["dataset"]),
        added=number(row["rows_added"]),
        closed=number(row["rows_closed"]),
    )


def _look_button(row: dict[str, Any]) -> None:
    """A button to view every page on the figures after this batch."""
    if row["id"] == loaders.version():
        st.caption(_("Các trang đang hiện số liệu của bản này."))
        return
    newest = row["id"] == loaders.newest()
    label = _("Về số mới nhất (bản {version})") if newest else _("Xem số liệu tại bản {version}, lúc {time}")
    st.button(
        label.format(version=row["id"], time=moment(row["created_at"])),
        key=LOOK,
        on_click=choices.choose,
        args=(row["id"],),
        help=_("Mọi trang, bản đồ và phương án tính trên số liệu của bản này, cho đến khi bấm “Về số mới nhất”."),
    )


def _download(sha256: str, file: drafts.StoredFile | None) -> None:
    if file is None or not file.is_kept:
        return
    database = loaders.database()

    def make() -> bytes:
        with database.reading() as connection:
            return drafts.read_bytes(connection, sha256, today()) or b""

    downloads.offer(
        _("Tải tệp gốc ({size})").format(size=size_words(file.size)),
        file.filename,
        make,
        key=FILE,
        mime=downloads.BYTES,
    )


def _kept(sha256: str, file: drafts.StoredFile) -> None:
    if file.is_kept:
        text = _("Tệp gốc “{file}”, lưu đến {day}. Mã kiểm tra SHA-256: `{sha256}`")
    else:
        text = _("Tệp gốc “{file}” đã hết thời hạn lưu ({day}), nội dung đã bỏ. Mã kiểm tra SHA-256: `{sha256}`")
    st.caption(text.format(file=escape(file.filename), day=day(file.keep_until), sha256=sha256))


def _answers_and_confirmations(details: BatchDetails, row: dict[str, Any]) -> None:
    if details.confirmed:
        total = sum(group.count for group in details.confirmed)
        title = _("Điều đã xác nhận khi ghi ({count}), người xác nhận: {actor}")
        with st.expander(title.format(count=number(total), actor=escape(row["actor"]))):
            st.markdown("\n".join(line for group in details.confirmed for line in _group(group)))
    if details.answers:
        with st.expander(_("Đã trả lời, đã sửa khi nạp ({count})").format(count=number(len(details.answers)))):
            headers = [_("Nội dung"), _("Trả lời, giá trị đã sửa")]
            st.markdown(table(headers, answer_rows(details.answers, row["dataset"]), numbers_from=9))
            st.caption(_("Tệp gốc giữ nguyên như lúc gửi; các ô sửa trên trình duyệt chỉ ghi ở đây."))


def _group(group: Confirmed) -> list[str]:
    lines = [_("- **{group}** ({count})").format(group=words_of(group.code), count=number(group.count))]
    lines += [f"    - {escape(message)}" for message in group.messages[:MESSAGES_SHOWN]]
    left = len(group.messages) - MESSAGES_SHOWN
    return [*lines, "    - " + _("và {count} điều khác").format(count=number(left))] if left > 0 else lines
