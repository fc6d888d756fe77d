"""Bảo trợ xã hội: figures, the what-if panel and its answer side by side, then tables and the arithmetic."""

import streamlit as st

from data.locale import _
from models.policy.answers.whatif import PROTECTION_AREA
from models.policy.schemes import PROTECTION
from pages._registry import page
from pages.screens.whatif import page as whatif_page
from pages.ui.format import tables
from pages.ui.frame import page_frame, validation
from pages.ui.session import clock, loaders

data = loaders.data()
community = loaders.baseline(data.version, False).block(PROTECTION)
page_frame.top(page("protection.py"), data, as_of=community.as_of if community.uploaded else None)
validation.show_banner(data)
centre = (data.figure("protection.centre_residents"), _("tại cơ sở công lập"))
if community.uploaded:
    shown = [*tables.of_block(community, _("tại cộng đồng")), centre]
else:
    recipients, budget = (data.figure(f"protection.{key}") for key in ("community_recipients", "monthly_budget"))
    shown = [(recipients, _("tại cộng đồng")), (budget, _("tại cộng đồng")), centre]
assumed = whatif_page.top(PROTECTION_AREA, shown)
whatif_page.body(PROTECTION_AREA, data, assumed)
whatif_page.show(community, data)
whatif_page.show_norm_history(PROTECTION.norm, _("Mức chuẩn trợ giúp xã hội qua các năm"), clock.standing())
page_frame.show(data, "protection")
with st.expander(_("Nguồn và cách tính của từng số")):
    tables.listing(data.figures("protection"))
