"""What the last write of borders did, with the ways on and back."""

from __future__ import annotations

import streamlit as st

from data.locale import _
from data.store.batches import Applied
from models.wording.numbers import moment, number
from pages._registry import page
from pages.screens.admin.boundary_choose import Chosen
from pages.ui.records.words import literal
from pages.ui.saved import open as scenario_open
from pages.ui.session import loaders

_KEPT = "_ranh-gioi-ket-qua"
_ONWARD, _BACK = ":material/arrow_forward:", ":material/undo:"


def keep(chosen: Chosen, applied: Applied) -> None:
    st.session_state[_KEPT] = (chosen, applied)


def is_of(chosen: Chosen) -> bool:
    """Whether the result on the screen is of this file; that of another one is forgotten."""
    kept = st.session_state.get(_KEPT)
    if kept is not None and kept[0] != chosen:
        st.session_state.pop(_KEPT)
        return False
    return kept is not None


def show() -> None:
    """What was written, until the next file or the next batch."""
    kept = st.session_state.get(_KEPT)
    if kept is None:
        return
    chosen, applied = kept
    if applied.already_at is not None:
        said = _("Tệp này đã nạp lúc {time} (bản {batch}), 0 thay đổi.")
        st.info(said.format(time=moment(applied.already_at), batch=applied.batch))
        return
    if not applied.added:
        st.info(_("0 thay đổi: ranh giới trong tệp giống hệt ranh giới đang dùng."))
        return
    if applied.batch != loaders.newest():
        st.session_state.pop(_KEPT)
        return
    said = _("Đã ghi {added} ranh giới thành bản {batch} từ tệp {file}; bản đồ đã vẽ theo ranh giới mới.")
    st.success(said.format(added=number(applied.added), batch=applied.batch, file=literal(chosen.filename)))
    with st.container(horizontal=True):
        for file, label, icon in (
            ("district_map.py", _("Xem trên bản đồ"), _ONWARD),
            ("history.py", _("Thu hồi ở Lịch sử cập nhật"), _BACK),
        ):
            st.page_link(scenario_open.entry(page(file)), label=label, icon=icon)
