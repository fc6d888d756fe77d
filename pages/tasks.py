"""Nhiệm vụ, giải pháp năm 2024: difficulties and solutions in the report's words."""

import polars as pl
import streamlit as st

from data.locale import _
from pages._registry import page
from pages.ui.frame import page_frame
from pages.ui.session import loaders

data = loaders.data()
page_frame.top(page("tasks.py"), data)
headings = {"difficulty": _("Khó khăn, thách thức"), "solution": _("Năm giải pháp trọng tâm năm 2024")}
for section, heading in headings.items():
    st.subheader(heading, anchor=False)
    st.caption(_("Nguyên văn báo cáo"))
    texts = data.passages.filter(pl.col("section") == section)
    for row in texts.iter_rows(named=True):
        lead = row["key"].endswith(".0")
        with st.container(border=not lead):
            st.text(row["text"])
