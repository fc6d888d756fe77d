"""Phương án: what has been kept, compared, opened again, carried from one machine to another."""

import streamlit as st

from data.locale import _
from pages._registry import page
from pages.screens.scenarios import actions, compare as scenario_compare, detail
from pages.ui.answers import words
from pages.ui.frame import page_frame
from pages.ui.saved import scenarios
from pages.ui.session import loaders

data = loaders.data()
blocks = loaders.baseline(data.version, False).blocks
page_frame.top(page("scenarios.py"), data, as_of=next((block.as_of for block in blocks if block.uploaded), None))
actions.result()
shelf = scenarios.shelf(data)
names = words.scheme_names()

compare, saved, carried, archive = st.tabs(
    [
        _("So sánh phương án"),
        _("Phương án đã lưu ({count})").format(count=len(shelf)),
        _("Nhập từ tệp"),
        _("Đã lưu trữ"),
    ],
    key="phuong-an-the",
    on_change="rerun",
)
if compare.open:
    with compare:
        scenario_compare.show(shelf, data)
if saved.open:
    with saved:
        chosen = detail.show_list(shelf)
        if chosen is not None:
            detail.show(chosen, names)
            actions.show_buttons(chosen, data)
            detail.show_causes(chosen, data, names)
            with st.expander(_("Thông số đã đặt")):
                detail.show_levers(chosen)
            with st.expander(_("Từng khoản, từng năm")):
                detail.show_figures(chosen, data, names)
            with st.expander(_("Các lần tính")):
                detail.show_history(chosen, names)
if carried.open:
    with carried:
        actions.show_import(data)
if archive.open:
    with archive:
        actions.show_archive(scenarios.shelf(data, archived=True))
