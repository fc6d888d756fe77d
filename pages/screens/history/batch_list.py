"""The list of batches, and undoing one."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
import streamlit as st

from data.accounts.permission import NotAllowedError
from data.errors import DatabaseUnavailableError
from data.locale import _
from data.store.batches import NotUndoableError, undo_batch
from data.store.undo_preview import UndoPreview, undo_preview
from models.access.roles import Action
from models.wording.numbers import moment, number
from pages.ui.format.tables import HARD, escape, table
from pages.ui.records import datasets as records_datasets
from pages.ui.session import actor, choices, loaders

OPENED, DATASET, ACTOR, PAGE = "lich-su-ban", "lich-su-bo", "lich-su-nguoi", "lich-su-trang"
_NEXT = "_lich-su-mo-tiep"
ON_A_PAGE = 25
NAME_SHOWN, NAME_UNBROKEN = 56, 16
"""Characters of a file's name in the list (the opened batch has it whole), and of a person's name kept on one line."""


def choose(batches: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, Any] | None]:
    """The controls; returns the batches that fit them and the opened one, None while none is. `batches` newest
    first."""
    first, second, third = st.columns([2, 2, 4], gap="medium")
    datasets = batches["dataset"].unique(maintain_order=True).to_list()
    actors = batches["actor"].unique(maintain_order=True).sort().to_list()
    dataset = first.selectbox(
        _("Bộ dữ liệu"),
        datasets,
        index=None,
        format_func=records_datasets.dataset_words,
        placeholder=_("Tất cả"),
        key=DATASET,
    )
    actor = second.selectbox(_("Người ghi"), actors, index=None, placeholder=_("Tất cả"), key=ACTOR)
    fitting = batches
    for name, value in (("dataset", dataset), ("actor", actor)):
        if value is not None:
            fitting = fitting.filter(pl.col(name) == value)
    rows = {row["id"]: row for row in fitting.iter_rows(named=True)}
    wanted = st.session_state.pop(_NEXT, st.session_state.get(OPENED))
    st.session_state[OPENED] = wanted if wanted in rows else None
    opened = third.selectbox(
        _("Xem một bản: đã ghi gì, số liệu lúc đó, thu hồi"),
        list(rows),
        key=OPENED,
        format_func=lambda key: records_datasets.named(rows[key]) if key in rows else "",
        placeholder=_("Chọn một bản"),
    )
    return fitting, rows.get(opened) if opened is not None else None


def open_next(batch: int) -> None:
    """Set the batch that the next run opens."""
    st.session_state[_NEXT] = batch


def show_list(fitting: pl.DataFrame, chains: Mapping[int, Sequence[int]]) -> None:
    """The batches that fit, newest first; `chains` of records.words."""
    pages = max(1, -(-fitting.height // ON_A_PAGE))
    st.session_state[PAGE] = min(st.session_state.get(PAGE, 1), pages)
    start = (st.session_state[PAGE] - 1) * ON_A_PAGE
    headers = [
        _("Bản"),
        _("Lúc"),
        _("Người ghi"),
        _("Tệp, việc"),
        _("Bộ dữ liệu"),
        _("Trạng thái"),
        _("Dòng mới"),
        _("Thay, bỏ"),
    ]
    rows = [_row(row, chains[row["id"]]) for row in fitting.slice(start, ON_A_PAGE).iter_rows(named=True)]
    st.markdown(table(headers, rows, numbers_from=6))
    if pages > 1:
        st.caption(
            _("Dòng {first} - {last} trong {all} lần cập nhật").format(
                first=start + 1, last=min(start + ON_A_PAGE, fitting.height), all=number(fitting.height)
            )
        )
        st.pagination(pages, key=PAGE, width="stretch")


def _row(row: dict[str, Any], chain: Sequence[int]) -> list[str]:
    """The cells of a batch; cells that must not be broken keep together, so that a row is at most two lines high beside
    a long file name."""
    if row["filename"]:
        deed = _short(row["filename"])
    else:
        words_of_batch = records_datasets.deed(row)
        deed = words_of_batch[0].upper() + words_of_batch[1:]
    status = records_datasets.described(chain)
    if row["id"] == loaders.chosen():
        status += " " + _("· đang xem")
    return [
        str(row["id"]),
        moment(row["created_at"]),
        _unbroken(records_datasets.writer(row)),
        deed,
        HARD.join(records_datasets.dataset_words(row["dataset"]).rsplit(" ", 1)),
        status,
        number(row["rows_added"]),
        number(row["rows_closed"]),
    ]


def _unbroken(name: str) -> str:
    return name.replace(" ", HARD) if len(name) <= NAME_UNBROKEN else name


def _short(name: str) -> str:
    """Beginning and end of a long name, cut between words where there are any: files differ at both ends."""
    if len(name) <= NAME_SHOWN:
        return name
    half = NAME_SHOWN // 2
    first, last = name[:half], name[-half:]
    return f"{first.rsplit(' ', 1)[0]} … {last.split(' ', 1)[-1]}"


UNDO, SURE, NEXT = "lich-su-thu-hoi", "lich-su-dong-y", "lich-su-mo-ban-thu-hoi"
_RESULT, _KEY = "_lich-su-ket-qua", "_lich-su-khoa"
ROWS_SHOWN = 50


def show_result() -> None:
    """The result of the last undo, once."""
    done = st.session_state.pop(_RESULT, None)
    if done:
        st.success(done)


def show_undo(row: dict[str, Any], chain: Sequence[int]) -> None:
    """The preview of undoing the batch, and the button; `row` is of the frame BATCHES, `chain` of
    records.words.chains."""
    st.markdown(_("**Thu hồi bản {number}**").format(number=row["id"]))
    with loaders.database().reading() as connection:
        preview = undo_preview(connection, loaders.newest(), row["id"])
    if preview.refused:
        st.info(preview.refused)
        _way_back(chain)
        return
    if not choices.may_write(Action.UNDO):
        return
    _preview(preview)
    sure = st.checkbox(
        _("Tôi đã xem các dòng trên và đồng ý thu hồi bản {number}").format(number=row["id"]), key=f"{SURE}-{row['id']}"
    )
    if st.button(_label(row["id"], preview), type="primary", disabled=not sure, key=UNDO):
        _undo(row["id"])


def _way_back(chain: Sequence[int]) -> None:
    """A button that opens the batch to undo for bringing back what was undone, or for removing it again."""
    if not chain:
        return
    label = _("Muốn lấy lại số này: mở bản {number} và thu hồi bản đó")
    if len(chain) % 2 == 0:
        label = _("Số này đã được lấy lại. Muốn bỏ lần nữa: mở bản {number} và thu hồi bản đó")
    st.button(label.format(number=chain[-1]), key=NEXT, on_click=open_next, args=(chain[-1],))


def _label(batch: int, preview: UndoPreview) -> str:
    """The label of the button, with the numbers of rows."""
    what = _listed(
        (preview.restored.height, _("khôi phục {count} dòng")), (preview.removed.height, _("bỏ {count} dòng"))
    )
    return _("Thu hồi bản {number}: {what}").format(number=batch, what=what)


def _listed(*parts: tuple[int, str]) -> str:
    """Numbers of rows by what happens to them; zeros are left out."""
    return ", ".join(text.format(count=number(count)) for count, text in parts if count) or _("không đổi số nào")


def _preview(preview: UndoPreview) -> None:
    st.caption(_("Không xóa gì: thu hồi tạo một bản mới, và bản đó lại có thể thu hồi. Tệp và lịch sử vẫn còn."))
    parts = (
        (preview.restored, _("Khôi phục {count} dòng về số trước đó")),
        (preview.removed, _("Bỏ {count} dòng (trước đó chưa có số)")),
        (preview.kept, _("Giữ nguyên {count} dòng vì đã được ghi lại sau bản này")),
    )
    if not any(rows.height for rows, _words in parts):
        st.caption(_("Không dòng nào thay đổi."))
    for rows, heading in parts:
        if rows.height:
            with st.expander(heading.format(count=number(rows.height)), expanded=rows.height <= ROWS_SHOWN // 5):
                _listing(rows)


def _listing(rows: pl.DataFrame) -> None:
    headers = [_("Đơn vị"), _("Kỳ"), _("Nội dung"), _("Đang có"), _("Sau khi thu hồi")]
    st.markdown(table(headers, [_cells(row) for row in rows.head(ROWS_SHOWN).iter_rows(named=True)], numbers_from=3))
    if rows.height > ROWS_SHOWN:
        st.caption(_("Hiện {shown} dòng đầu trong {all} dòng.").format(shown=ROWS_SHOWN, all=number(rows.height)))


def _cells(row: dict[str, Any]) -> list[str]:
    now, after = (escape(row[name] or _("chưa có")) for name in ("value_now", "value_after"))
    return [row["area"], row["period"], row["subject"], now, after]


def _undo(batch: int) -> None:
    """Undo the batch, once per key: a second click of a double click finds the key used and gets the same answer."""
    key = st.session_state.get(_KEY)
    if key is None or key[0] != batch:
        key = st.session_state[_KEY] = (batch, uuid.uuid4().hex)
    try:
        undone = undo_batch(loaders.database(), batch, actor=actor.current(), idempotency_key=key[1])
    except (NotUndoableError, NotAllowedError, DatabaseUnavailableError) as error:
        st.error(_("Chưa thu hồi gì. {reason}").format(reason=escape(str(error))))
        return
    what = _listed(
        (undone.removed, _("thôi dùng {count} dòng")),
        (undone.restored, _("khôi phục {count} dòng trước đó")),
        (undone.kept, _("giữ {count} dòng đã được ghi lại sau đó")),
    )
    text = _("Đã thu hồi bản {number} thành bản {new}: {what}. Muốn lấy lại số vừa thu hồi thì thu hồi bản {new}.")
    st.session_state[_RESULT] = text.format(number=batch, new=undone.batch, what=what)
    st.session_state.pop(_KEY, None)
    open_next(undone.batch)
    st.rerun()
