"""Putting a backup back from the screen: what it will do in words, the typed confirmation, what it did.

Belongs here: those words and the button. Does not: the restore (data/backup/restoring.py), permission (data/backup/office.py). Everybody's
sessions end with it, so its result is kept for this run alone.
"""

from __future__ import annotations

import streamlit as st

from data.backup import BackupFile
from data.backup import office as backups
from data.locale import _
from models.wording.numbers import moment, number
from pages.screens.admin import notices
from pages.ui.format.tables import escape, table
from pages.ui.session import actor, loaders, office

WORD, TYPED, RESTORE = _("KHÔI PHỤC"), "quan-tri-go-khoi-phuc", "quan-tri-khoi-phuc"
ROWS_SHOWN = 20


def show(one: BackupFile) -> None:
    with st.container(border=True):
        st.markdown(_("**Khôi phục về bản sao lưu này**"))
        _says(one)
        typed = st.text_input(_("Gõ {word} để xác nhận").format(word=WORD), key=f"{TYPED}-{one.path.name}")
        sure = typed.strip().upper() == WORD
        if st.button(_("Thay toàn bộ số liệu bằng bản này"), key=RESTORE, type="primary", disabled=not sure):
            with st.spinner(_("Đang sao lưu hiện trạng rồi khôi phục…")):
                _restore(one)


def _says(one: BackupFile) -> None:
    known = one.manifest
    when = moment(known.moment) if known else _("không rõ thời điểm")
    version = str(known.data_version) if known else _("không rõ")
    lines = [
        _("Số liệu, phương án, tài khoản, nhật ký trở về như lúc {time} (bản {version}).").format(
            time=when, version=version
        ),
        _("Hiện trạng được sao lưu trước; muốn quay lại thì khôi phục từ bản đó."),
        _("Mọi người bị đăng xuất và đăng nhập lại bằng mật khẩu có lúc đó."),
    ]
    st.markdown("\n".join(f"- {line}" for line in lines))
    with loaders.database().reading() as connection:
        lost = backups.lost_with(connection, one)
    if not lost:
        st.caption(_("Không có lần cập nhật nào sau bản sao lưu này."))
        return
    st.warning(_("Mất {count} lần cập nhật đã ghi sau bản sao lưu này:").format(count=number(len(lost))))
    rows = [[str(row.id), moment(row.created_at), row.actor, row.filename or "–"] for row in lost[:ROWS_SHOWN]]
    st.markdown(table([_("Bản"), _("Ghi lúc"), _("Người ghi"), _("Tệp")], rows, numbers_from=4))
    if len(lost) > ROWS_SHOWN:
        st.caption(_("Hiện {shown} dòng đầu trong {all} dòng.").format(shown=ROWS_SHOWN, all=number(len(lost))))


def _restore(one: BackupFile) -> None:
    try:
        done = backups.put_back(loaders.database(), loaders.settings(), one.path.name, actor=actor.current())
    except notices.REFUSALS as refused:
        st.error(escape(str(refused)))
        return
    actor.forget()
    office.forget()
    kept = done.before.path.name if done.before else _("không có")
    st.success(
        _("Đã khôi phục về bản sao lưu lúc {time}; số liệu nay mang số bản {version}. Hiện trạng trước đó: {kept}. Đăng nhập lại để làm việc tiếp.").format(
            time=moment(one.manifest.moment) if one.manifest else one.path.name, version=done.version, kept=escape(kept)
        )
    )  # fmt: skip
