"""Lịch sử cập nhật: every batch with what was said about it, its figures as of then, taking it back; who has sent
what."""

import streamlit as st

from data.locale import _
from pages._registry import page
from pages.screens.history import batch_list, detail
from pages.ui.frame import page_frame
from pages.ui.records import completeness, datasets
from pages.ui.session import loaders

data = loaders.data()
page_frame.top(page("history.py"), data)
batch_list.show_result()
batches = loaders.batches()
chains = datasets.chains(batches)
listed, sent = completeness.tabs()
if listed.open:
    with listed:
        fitting, opened = batch_list.choose(batches)
        if opened is not None:
            with st.container(border=True):
                detail.show(opened, chains[opened["id"]])
                batch_list.show_undo(opened, chains[opened["id"]])
        elif batches.height == 1:
            st.info(_("Chưa có lần cập nhật nào. Số liệu ban đầu của báo cáo năm 2023 không thu hồi được."))
        batch_list.show_list(fitting, chains)
if sent.open:
    with sent:
        completeness.show(data)
