"""Hướng dẫn sử dụng: each job in five steps, how figures come about and are marked, who may do what, what is kept."""

import streamlit as st

from data.locale import _
from pages._registry import page
from pages.screens.guide import (
    guide_datasets,
    guide_formulas,
    guide_levers,
    guide_machine,
    guide_marks,
    guide_paper,
    guide_parts,
    guide_privacy,
    guide_roles,
    guide_steps,
)
from pages.ui.frame import page_frame
from pages.ui.session import loaders

data = loaders.data()
page_frame.top(page("guide.py"), data)
guide_paper.show()
BODIES = {
    guide_parts.JOBS: guide_steps.show,
    guide_parts.FORMULAS: lambda: guide_formulas.show(data),
    guide_parts.LEVERS: guide_levers.show,
    guide_parts.FILES: guide_datasets.show,
    guide_parts.MARKS: guide_marks.show,
    guide_parts.ROLES: guide_roles.show,
    guide_parts.PRIVACY: guide_privacy.show,
    guide_parts.MACHINE: guide_machine.show,
}
for part in guide_parts.choose():
    st.header(_(guide_parts.NAMES[part]), anchor=part)
    BODIES[part]()
