"""Bảo trợ xã hội: figures, the what-if panel and its answer side by side, then tables and the arithmetic."""

import streamlit as st

from data.locale import _
from models.policy.schemes import PROTECTION
from pages._registry import page
from pages.components import area_words, demo, figures, loaders, page_frame, whatif, whatif_answer, whatif_panel

data = loaders.data()
page_frame.top(page("protection.py"), data, as_of=loaders.baseline(data.version, False).block(PROTECTION).as_of)
figures.line(
    [
        (data.figure("protection.community_recipients"), _("tại cộng đồng")),
        (data.figure("protection.monthly_budget"), _("tại cộng đồng")),
        (data.figure("protection.centre_residents"), _("tại cơ sở công lập")),
    ]
)


@st.fragment
def what_if() -> None:
    """Levers and what they change: a move reruns only this, on the newest version of the data."""
    now = loaders.data()
    baseline = loaders.baseline(now.version, demo.is_on(now, PROTECTION.code))
    left, right = st.columns([1, 1.72], gap="medium")
    with left.container(gap="small"):
        values = whatif_panel.panel(baseline.block(PROTECTION).as_of)
    with right:
        whatif_answer.show(whatif.compute(now.law, baseline, values), now)


what_if()
area_words.show(data, "protection")
