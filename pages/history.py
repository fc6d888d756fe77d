"""Lịch sử cập nhật: every batch, who and when, and taking one back."""

import uuid

import streamlit as st

from data.engine import DatabaseUnavailableError
from data.locale import _
from data.store.commands import NotUndoableError, undo_batch
from pages._registry import page
from pages.components import actor, loaders, page_frame
from pages.components.batch_words import KINDS, described, undoable
from pages.components.numbers import moment, number
from pages.components.tables import table

data = loaders.data()
page_frame.top(page("history.py"), data)
batches = loaders.batches()
done = st.session_state.pop("lich-su-ket-qua", None)
if done:
    st.success(done)
headers = [_("Bản"), _("Lúc"), _("Người ghi"), _("Việc"), _("Tệp"), _("Dòng ghi"), _("Dòng đóng"), _("Trạng thái")]
rows = [
    [
        str(row["id"]), moment(row["created_at"]), row["actor"], KINDS[row["kind"]], row["filename"] or "",
        number(row["rows_added"]), number(row["rows_closed"]), described(row),
    ]
    for row in batches.iter_rows(named=True)
]  # fmt: skip
st.markdown(table(headers, rows, numbers_from=9))

choices = undoable(batches)
st.subheader(_("Thu hồi lần cập nhật"), anchor=False)
if not choices:
    st.info(_("Chưa có lần cập nhật nào để thu hồi. Số liệu ban đầu của báo cáo không thu hồi được."))
else:
    number_chosen = st.selectbox(_("Bản cần thu hồi"), list(choices), format_func=choices.get, key="lich-su-ban")
    st.caption(_("Thu hồi không xóa gì: các dòng cũ được khôi phục thành một bản mới và lại có thể thu hồi."))
    if st.button(_("Thu hồi lần cập nhật"), key="lich-su-thu-hoi"):
        try:
            undone = undo_batch(
                loaders.database(), number_chosen, actor=actor.current(), idempotency_key=uuid.uuid4().hex
            )
        except (NotUndoableError, DatabaseUnavailableError) as error:
            st.error(str(error))
        else:
            text = _(
                "Đã thu hồi bản {number}: khôi phục {restored} dòng, bỏ {removed} dòng, giữ {kept} dòng đã được sửa sau đó."
            )
            st.session_state["lich-su-ket-qua"] = text.format(
                number=number_chosen,
                restored=number(undone.restored),
                removed=number(undone.removed),
                kept=number(undone.kept),
            )
            st.rerun()
