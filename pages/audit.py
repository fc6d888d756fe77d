"""Nhật ký: who did what when, whether the record is whole, and the record as a file."""

import streamlit as st

from pages._registry import page
from pages.screens.admin import audit_check, audit_filters, audit_list
from pages.ui.frame import page_frame

page_frame.top(page("audit.py"))
wanted = audit_filters.show()
with st.container(horizontal=True):
    audit_list.download(wanted)
    audit_check.head()
    asked = audit_check.button()
audit_check.show(asked)
audit_list.show(wanted)
