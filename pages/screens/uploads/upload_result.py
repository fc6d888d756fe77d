"""What the last write did, and where its figures are to be seen.

Belongs here: the message after a write. Does not: writing (upload_confirm.py).
"""

from __future__ import annotations

from datetime import datetime

import polars as pl
import streamlit as st

from data.locale import _
from data.store.batches import Applied
from data.store.drafts import OpenDraft
from models.wording.numbers import moment, number
from pages._registry import page
from pages.ui.records import datasets
from pages.ui.records.words import literal
from pages.ui.saved import open as scenario_open
from pages.ui.session import loaders

_KEPT = "_tai-tep-ket-qua"
_ONWARD, _BACK = ":material/arrow_forward:", ":material/undo:"


def keep(draft: OpenDraft, applied: Applied) -> None:
    """Remember it: a second click of a double click must not take the answer to the first away."""
    st.session_state[_KEPT] = (draft.filename, draft.dataset, applied)


def show() -> None:
    """What was written, with the ways on, until the next file or the next batch."""
    kept = st.session_state.get(_KEPT)
    if kept is None:
        return
    filename, dataset, applied = kept
    if applied.added and applied.batch != loaders.newest():
        forget()
        return
    if applied.already_at is not None:
        st.info(already(applied.already_at, applied.batch))
        return
    if not applied.added:
        st.info(_("0 thay đổi: số liệu trong tệp giống hệt số đang có."))
        return
    st.success(
        _("Đã ghi {added} dòng thành bản {batch} từ tệp {file}. Các trang đã tính theo số mới.").format(
            added=number(applied.added), batch=applied.batch, file=literal(filename)
        )
    )
    with st.container(horizontal=True):
        for file in datasets.of(dataset).pages:
            spec = page(file)
            st.page_link(scenario_open.entry(spec), label=_("Xem ở {page}").format(page=_(spec.title)), icon=_ONWARD)
        st.page_link(scenario_open.entry(page("history.py")), label=_("Thu hồi ở Lịch sử cập nhật"), icon=_BACK)


def forget() -> None:
    """Another file has been opened."""
    st.session_state.pop(_KEPT, None)


def nothing_new(sha256: str) -> str:
    """Why there is nothing to write: this very file came before, or another with the same figures."""
    same = loaders.batches().filter((pl.col("file_sha256") == sha256) & pl.col("undone_by").is_null())
    if same.is_empty():
        return _("0 thay đổi: số liệu trong tệp giống hệt số đang có. Không cần ghi.")
    return already(same["created_at"][0], same["id"][0])


def already(at: datetime, batch: int) -> str:
    return _("Tệp này đã nạp lúc {time} (bản {batch}), 0 thay đổi.").format(time=moment(at), batch=batch)
