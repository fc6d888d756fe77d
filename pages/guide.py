"""Hướng dẫn sử dụng: each job in five steps, how figures come about and are marked, who may do what, what is kept."""

import streamlit as st

from data.locale import _
from pages._registry import page
from pages.screens.guide import jobs, office, parts, reference
from pages.ui.frame import page_frame
from pages.ui.session import loaders

data = loaders.data()
page_frame.top(page("guide.py"), data)
office.show_paper()
BODIES = {
    parts.JOBS: jobs.show,
    parts.FORMULAS: lambda: reference.show(data),
    parts.LEVERS: reference.show_levers,
    parts.FILES: reference.show_datasets,
    parts.MARKS: reference.show_marks,
    parts.ROLES: office.show,
    parts.PRIVACY: office.show_privacy,
    parts.MACHINE: office.show_machine,
}
for part in parts.choose():
    st.header(_(parts.NAMES[part]), anchor=part)
    BODIES[part]()
