"""Hướng dẫn sử dụng: each job in five steps, how figures come about and are marked, who may do what, what is kept."""

import streamlit as st

from data.locale import _
from pages._registry import page
from pages.screens.guide import jobs, office, reference
from pages.ui.frame import page_frame
from pages.ui.session import loaders

data = loaders.data()
page_frame.top(page("guide.py"), data)
office.show_paper()
BODIES = {
    office.JOBS: jobs.show,
    office.FORMULAS: lambda: reference.show(data),
    office.LEVERS: reference.show_levers,
    office.FILES: reference.show_datasets,
    office.MARKS: reference.show_marks,
    office.ROLES: office.show,
    office.PRIVACY: office.show_privacy,
    office.MACHINE: office.show_machine,
}
for part in office.choose():
    st.header(_(office.NAMES[part]), anchor=part)
    BODIES[part]()
