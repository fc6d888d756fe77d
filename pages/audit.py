"""Nhật ký: who did what when, whether the record is whole, and the record as a file."""

import streamlit as st

from pages._registry import page
from pages.screens.admin import audit
from pages.ui.frame import page_frame

page_frame.top(page("audit.py"))
wanted = audit.show_filters()
with st.container(horizontal=True):
    audit.download(wanted)
    audit.head()
    asked = audit.button()
audit.show_check(asked)
audit.show(wanted)
