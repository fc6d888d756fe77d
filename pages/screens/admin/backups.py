"""Backups on the screen: making one, the list, checking one and taking it away. Putting one back is a command."""

from __future__ import annotations

import streamlit as st

from data import backup
from data.backup import BackupFile, listed
from data.database_copy import default_folder
from data.locale import _
from models.wording.numbers import moment, number
from pages.screens.admin import notices
from pages.ui.format.tables import escape, table
from pages.ui.records.datasets import size_words
from pages.ui.session import actor, downloads, loaders

MAKE, CHOSEN, CHECK, TAKE = "quan-tri-sao-luu", "quan-tri-ban-sao", "quan-tri-kiem-tra", "quan-tri-tai-ban-sao"
_CHECKED = "_quan-tri-da-kiem"
SHOWN = 30


def show() -> None:
    settings = loaders.settings()
    st.caption(
        _(
            "Bản sao lưu là toàn bộ cơ sở dữ liệu (số liệu, phương án, tài khoản, nhật ký), nằm ở thư mục {folder} "
            "của máy chủ. Chép thường xuyên ra máy khác: ổ đĩa hỏng thì mất cả hai. Khôi phục: người vận hành dừng "
            "ứng dụng rồi chạy python -m data.backup khoi-phuc TỆP."
        ).format(folder=escape(str(default_folder(settings))))
    )
    if st.button(_("Sao lưu ngay"), key=MAKE, type="primary", icon=":material/save:"):
        with st.spinner(_("Đang sao lưu và kiểm tra…")):
            notices.act(_make)
    found = listed(settings)
    if not found:
        st.info(_("Chưa có bản sao lưu nào."))
        return
    headers = [_("Thời điểm"), _("Bản số liệu"), _("Dung lượng"), _("Người sao lưu"), _("Kiểm tra lại"), _("Tệp")]
    st.markdown(table(headers, [_cells(one) for one in found[:SHOWN]], numbers_from=len(headers)))
    words = _("Đang giữ {all} bản.")
    if len(found) > SHOWN:
        words = _("Hiện {shown} bản mới nhất trong {all} bản.")
    st.caption(words.format(shown=SHOWN, all=number(len(found))))
    by_name = {one.path.name: one for one in found}
    name = st.selectbox(
        _("Bản sao lưu"),
        list(by_name),
        index=None,
        key=CHOSEN,
        placeholder=_("Chọn một bản để kiểm tra, tải về"),
        format_func=lambda one: _label(by_name[one]),
    )
    if name is None:
        return
    chosen = by_name[name]
    with st.container(horizontal=True):
        if st.button(_("Kiểm tra bản này"), key=CHECK):
            with st.spinner(_("Đang đọc toàn bộ bản sao lưu…")):
                notices.act(lambda: _check(chosen))
        _take(chosen)


def _label(one: BackupFile) -> str:
    if one.manifest is None:
        return _("{file} (thiếu tệp mô tả)").format(file=one.path.name)
    return _("{time}, bản {version}").format(time=moment(one.manifest.moment), version=one.manifest.data_version)


def _cells(one: BackupFile) -> list[str]:
    known, checked = one.manifest, st.session_state.get(_CHECKED, {})
    return [
        moment(known.moment) if known else _("không rõ"),
        str(known.data_version) if known else _("không rõ"),
        size_words(one.size),
        known.actor if known else _("không rõ"),
        checked.get(one.path.name, _("chưa kiểm tra trong phiên này")),
        one.path.name,
    ]


def _make() -> str:
    made = backup.make(loaders.database(), loaders.settings(), actor=actor.current())
    return _("Đã sao lưu và kiểm tra: {file}.").format(file=made.path.name)


def _check(one: BackupFile) -> str:
    problems = backup.check(loaders.database(), loaders.settings(), one.path.name, actor=actor.current())
    said = _("HỎNG: {problem}").format(problem=" ".join(problems[:3])) if problems else _("tốt")
    st.session_state[_CHECKED] = {**st.session_state.get(_CHECKED, {}), one.path.name: said}
    return _("Đã đọc toàn bộ {file}: {said}").format(file=one.path.name, said=said)


def _take(one: BackupFile) -> None:
    database, settings, who, name = loaders.database(), loaders.settings(), actor.current(), one.path.name
    downloads.offer(
        _("Tải về ({size})").format(size=size_words(one.size)),
        name,
        lambda: backup.content(database, settings, name, actor=who),
        key=TAKE,
    )
