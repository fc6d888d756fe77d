"""The tab "Số liệu gốc": back to the figures the app came with, in one confirmed step.

Belongs here: what would be taken back, the typed confirmation, the button. Does not: the write (data/store/restore_seed.py).
"""

from __future__ import annotations

import uuid

import polars as pl
import streamlit as st

from data.locale import _
from data.store.restore_seed import held, restore_seed
from models.access.roles import Action
from models.wording.numbers import moment, number
from pages.screens.admin import notices
from pages.ui.format.tables import table
from pages.ui.records import words
from pages.ui.session import actor, loaders, version

WORD, TYPED, RESTORE = _("SỐ LIỆU GỐC"), "quan-tri-go-goc", "quan-tri-ve-goc"
_KEY = "_quan-tri-goc-khoa"
ROWS_SHOWN = 30


def show() -> None:
    st.markdown(
        _("Thu hồi một lần mọi tệp, mức, tỷ lệ, ranh giới đã ghi: số liệu trở lại đúng như báo cáo năm 2023 lúc cài đặt. Không xóa gì: lịch sử, tệp gốc, phương án vẫn còn, và từng lần thu hồi lại thu hồi được ở trang Lịch sử cập nhật.")
    )  # fmt: skip
    newest = loaders.newest()
    with loaders.database().reading() as connection:
        numbers = held(connection, newest)
    if not numbers:
        st.info(_("Số liệu đang đúng như lúc cài đặt; không có gì để thu hồi."))
        return
    batches = loaders.batches().filter(pl.col("id").is_in(numbers))
    rows = [
        [
            str(row["id"]),
            moment(row["created_at"]),
            words.writer(row),
            words.deed(row),
            words.dataset_words(row["dataset"]),
        ]
        for row in batches.head(ROWS_SHOWN).iter_rows(named=True)
    ]
    st.markdown(_("**Sẽ thu hồi {count} lần cập nhật đang có hiệu lực:**").format(count=number(len(numbers))))
    st.markdown(table([_("Bản"), _("Ghi lúc"), _("Người ghi"), _("Việc"), _("Loại số liệu")], rows, numbers_from=5))
    if len(numbers) > ROWS_SHOWN:
        st.caption(_("Hiện {shown} dòng đầu trong {all} dòng.").format(shown=ROWS_SHOWN, all=number(len(numbers))))
    if not version.may_write(Action.RESTORE):
        return
    typed = st.text_input(_("Gõ {word} để xác nhận").format(word=WORD), key=f"{TYPED}-{newest}")
    label = _("Khôi phục số liệu gốc: thu hồi {count} lần cập nhật").format(count=number(len(numbers)))
    if st.button(label, key=RESTORE, type="primary", disabled=typed.strip().upper() != WORD):
        with st.spinner(_("Đang thu hồi…")):
            notices.act(lambda: _restore(newest))


def _restore(base: int) -> str:
    """Once per key: a second click of a double click gives the first answer."""
    kept = st.session_state.get(_KEY)
    if kept is None or kept[0] != base:
        kept = st.session_state[_KEY] = (base, uuid.uuid4().hex)
    done = restore_seed(loaders.database(), actor=actor.current(), base_version=base, idempotency_key=kept[1])
    return _("Đã thu hồi {count} lần cập nhật; bản {version} có đúng số liệu lúc cài đặt. Lấy lại từng lần ở trang Lịch sử cập nhật.").format(
        count=len(done.taken_back), version=done.batch
    )  # fmt: skip
