"""Bảo trợ xã hội: figures, the what-if panel and its answer side by side, then tables and the arithmetic."""

import streamlit as st

from data.locale import _
from models.policy.protection import HORIZON
from models.policy.schemes import PROTECTION
from pages._registry import page
from pages.components import (
    area_words,
    demo,
    figures,
    group_mix,
    loaders,
    norm_history,
    page_frame,
    whatif,
    whatif_answer,
    whatif_panel,
)

data = loaders.data()
community = loaders.baseline(data.version, False).block(PROTECTION)
page_frame.top(page("protection.py"), data, as_of=community.as_of if community.uploaded else None)
centre = (data.figure("protection.centre_residents"), _("tại cơ sở công lập"))
if community.uploaded:
    shown = [*figures.of_block(community), centre]
else:
    recipients, budget = (data.figure(f"protection.{key}") for key in ("community_recipients", "monthly_budget"))
    shown = [(recipients, _("tại cộng đồng")), (budget, _("tại cộng đồng")), centre]
*places, last = st.columns([1, 1.25, 1.05, 1.5], vertical_alignment="center")
figures.line(shown, places)
with last:
    assumed = whatif_panel.assumptions(community.as_of)


@st.fragment
def what_if() -> None:
    """Levers and what they change: a move reruns only this, on the version the page shows."""
    baseline = loaders.baseline(data.version, demo.is_on(data, PROTECTION.code))
    left, right = st.columns([1, 1.72], gap="medium")
    with left.container(gap="small"):
        values = whatif_panel.panel(assumed)
    found = whatif.compute(data.law, baseline, values)
    with right:
        whatif_answer.show(found)
    whatif_answer.tables(found, data)


what_if()
group_mix.show(community, data)
norm_history.show(data.law, PROTECTION.norm, _("Mức chuẩn trợ giúp xã hội qua các năm"), HORIZON[-1].last_day)
area_words.show(data, "protection")
with st.expander(_("Nguồn và cách tính của từng số")):
    figures.listing(data.figures("protection"))
