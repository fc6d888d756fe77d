"""Backups on the screen."""

from __future__ import annotations

import streamlit as st

from data.backup import BackupFile, default_folder, listed
from data.backup import office as backups
from data.locale import _
from models.access.roles import Action
from models.wording.numbers import moment, number
from pages.screens.admin import notices
from pages.ui.format.tables import escape, table
from pages.ui.records.words import size_words
from pages.ui.session import actor, downloads, loaders, office

WORD, TYPED, RESTORE = _("KHÔI PHỤC"), "quan-tri-go-khoi-phuc", "quan-tri-khoi-phuc"
ROWS_SHOWN = 20


def show_restore(one: BackupFile) -> None:
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
        _(
            "Đã khôi phục về bản sao lưu lúc {time}; số liệu nay mang số bản {version}. Hiện trạng trước đó: {kept}. "
            "Đăng nhập lại để làm việc tiếp."
        ).format(
            time=moment(one.manifest.moment) if one.manifest else one.path.name, version=done.version, kept=escape(kept)
        )
    )


MAKE, CHOSEN, CHECK, TAKE = "quan-tri-sao-luu", "quan-tri-ban-sao", "quan-tri-kiem-tra", "quan-tri-tai-ban-sao"
_CHECKED = "_quan-tri-da-kiem"
SHOWN = 30


def show() -> None:
    settings = loaders.settings()
    st.caption(
        _(
            "Bản sao lưu là toàn bộ cơ sở dữ liệu (số liệu, phương án, tài khoản, nhật ký), nằm ở thư mục {folder} "
            "của máy chủ. Chép thường xuyên ra máy khác: ổ đĩa hỏng thì mất cả hai."
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
    if len(found) > SHOWN:
        st.caption(_("Hiện {shown} bản mới nhất trong {all} bản.").format(shown=SHOWN, all=number(len(found))))
    by_name = {one.path.name: one for one in found}
    name = st.selectbox(
        _("Bản sao lưu"),
        list(by_name),
        index=None,
        key=CHOSEN,
        placeholder=_("Chọn một bản để kiểm tra, tải về, khôi phục"),
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
    if actor.may(Action.RESTORE):
        show_restore(chosen)


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
    made = backups.make(loaders.database(), loaders.settings(), actor=actor.current())
    return _("Đã sao lưu và kiểm tra: {file}.").format(file=made.path.name)


def _check(one: BackupFile) -> str:
    report = backups.check(loaders.database(), loaders.settings(), one.path.name, actor=actor.current())
    said = _("tốt") if report.ok else _("HỎNG: {problem}").format(problem=" ".join(report.problems[:3]))
    st.session_state[_CHECKED] = {**st.session_state.get(_CHECKED, {}), one.path.name: said}
    return _("Đã đọc toàn bộ {file}: {said}").format(file=one.path.name, said=said)


def _take(one: BackupFile) -> None:
    database, settings, who, name = loaders.database(), loaders.settings(), actor.current(), one.path.name
    downloads.offer(
        _("Tải về ({size})").format(size=size_words(one.size)),
        name,
        lambda: backups.content(database, settings, name, actor=who),
        key=TAKE,
    )
