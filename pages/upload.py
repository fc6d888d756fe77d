"""Cập nhật số liệu: choose a file, read what is wrong, see what would change, write it, take it back."""

import streamlit as st

from pages._registry import page
from pages.components import loaders, page_frame, upload_steps

data = loaders.data()
page_frame.top(page("upload.py"), data)
upload_steps.result()
left, right = st.columns([3, 2], gap="medium")
with right:
    upload_steps.template(data)
with left:
    uploaded = upload_steps.choose()
    if uploaded is not None:
        check = upload_steps.check(uploaded)
        upload_steps.problems(check)
if uploaded is not None and check.status == "accepted":
    upload_steps.preview_and_confirm(check, uploaded, data)
