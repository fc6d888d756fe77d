"""Bảo trợ xã hội: figures, the what-if panel and its answer side by side, then tables and the arithmetic."""

import streamlit as st

from data.locale import _
from models.policy.schemes import PROTECTION
from pages._registry import page
from pages.components import area_words, demo, figures, loaders, page_frame, whatif, whatif_answer, whatif_panel

data = loaders.data()
community = loaders.baseline(data.version, False).block(PROTECTION)
page_frame.top(page("protection.py"), data, as_of=community.as_of)
centre = (data.figure("protection.centre_residents"), _("tại cơ sở công lập"))
if community.uploaded:
    figures.line([*figures.of_block(community), centre])
else:
    recipients, budget = (data.figure(f"protection.{key}") for key in ("community_recipients", "monthly_budget"))
    figures.line([(recipients, _("tại cộng đồng")), (budget, _("tại cộng đồng")), centre])


@st.fragment
def what_if() -> None:
    """Levers and what they change: a move reruns only this, on the newest version of the data."""
    now = loaders.data()
    baseline = loaders.baseline(now.version, demo.is_on(now, PROTECTION.code))
    left, right = st.columns([1, 1.72], gap="medium")
    with left.container(gap="small"):
        values = whatif_panel.panel(baseline.block(PROTECTION).as_of)
    found = whatif.compute(now.law, baseline, values)
    with right:
        whatif_answer.show(found)
    whatif_answer.tables(found, now)


what_if()
area_words.show(data, "protection")
