"""The tab "Thiết lập": the choices of the office that everybody's screen follows.

Belongs here: the form. Does not: their bounds and the write (data/accounts/office.py), what follows from them.
"""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from data.accounts import accounts
from data.accounts import office as settings
from data.accounts.office import DEMO_CHOICES, LEAST_DAYS, MOST_DAYS
from data.locale import _
from models.access.roles import Action
from pages.screens.admin import notices
from pages.ui.session import actor, loaders, office

EYES, FILES, DRAFTS, DEMO, SAVE = (
    "quan-tri-hai-nguoi", "quan-tri-han-tep", "quan-tri-han-nhap", "quan-tri-minh-hoa", "quan-tri-luu-thiet-lap",
)  # fmt: skip


def show() -> None:
    office.forget()
    kept = office.choices()
    eyes = st.toggle(
        _("Hai người cùng duyệt: người nạp tệp không tự ghi tệp đó vào số liệu"), value=kept.two_pairs_of_eyes, key=EYES
    )
    able = [
        line
        for line in accounts.listed(loaders.database())
        if line.disabled_at is None and line.rights.may(Action.APPLY)
    ]
    if eyes and len(able) < 2:
        st.warning(
            _("Mới có {count} tài khoản giữ vai trò Người duyệt: tệp do chính người đó nạp sẽ không ai ghi được. Giao thêm một người.").format(
                count=len(able)
            )
        )  # fmt: skip
    left, right = st.columns(2)
    files = left.number_input(
        _("Giữ tệp gốc đã ghi (ngày)"), LEAST_DAYS["file_days"], MOST_DAYS["file_days"], kept.file_days, key=FILES,
        help=_("Tính từ ngày ghi; hết hạn thì bỏ nội dung tệp, số liệu và lịch sử vẫn còn. Tệp ghi trước khi đổi giữ hạn cũ."),
    )  # fmt: skip
    drafts = right.number_input(
        _("Giữ bản nháp không ai đụng tới (ngày)"), LEAST_DAYS["draft_days"], MOST_DAYS["draft_days"], kept.draft_days, key=DRAFTS,
    )  # fmt: skip
    demo = _demo(kept.demo)
    wanted = replace(kept, two_pairs_of_eyes=eyes, file_days=int(files), draft_days=int(drafts), demo=demo)
    if st.button(_("Lưu thiết lập"), key=SAVE, type="primary", disabled=wanted == kept):

        def save() -> str:
            settings.change(loaders.database(), wanted, actor=actor.current())
            office.forget()
            return _("Đã lưu thiết lập; có hiệu lực với mọi người ngay ở lần bấm tiếp theo.")

        notices.act(save)
    if wanted == kept:
        st.caption(_("Chưa đổi gì so với thiết lập đang dùng."))


def _demo(kept: str) -> str:
    by_environment = loaders.settings().demo
    names = {
        "auto": _("Tự động: bật đến khi có tệp số liệu huyện đầu tiên"),
        "on": _("Bật sẵn khi chưa có số liệu thật"),
        "off": _("Tắt hẳn"),
    }
    chosen = st.radio(
        _("Số liệu minh họa theo huyện"), DEMO_CHOICES, index=DEMO_CHOICES.index(kept), key=DEMO, disabled=by_environment is not None,
        format_func=lambda one: names.get(one, one),
    )  # fmt: skip
    if by_environment is not None:
        st.info(
            _("Biến môi trường ANSINH_DEMO của máy chủ đang quyết định: {state}. Lựa chọn ở đây chỉ có hiệu lực khi bỏ biến đó.").format(
                state=_("bật") if by_environment else _("tắt")
            )
        )  # fmt: skip
    return str(chosen)
