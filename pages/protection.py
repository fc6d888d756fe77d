"""Bảo trợ xã hội: the what-if of the norm of social assistance, then what the page rests on."""

import streamlit as st

from data.locale import _
from models.policy.answers.whatif import PROTECTION_AREA
from models.policy.schemes import PROTECTION
from pages._registry import page
from pages.screens.whatif.norm import page as whatif_page
from pages.ui.format import tables
from pages.ui.frame import page_frame, template, validation
from pages.ui.session import clock, loaders

data = loaders.data()
community = loaders.baseline(data.version, False).block(PROTECTION)
head = page_frame.top(page("protection.py"), data, as_of=community.as_of if community.uploaded else None)
validation.show_banner(data)
whatif_page.body(PROTECTION_AREA, data, head)


def origin() -> None:
    centre = (data.figure("protection.centre_residents"), _("tại cơ sở công lập"))
    if community.uploaded:
        shown = [*tables.of_block(community, _("tại cộng đồng")), centre]
    else:
        recipients, budget = (data.figure(f"protection.{key}") for key in ("community_recipients", "monthly_budget"))
        shown = [(recipients, _("tại cộng đồng")), (budget, _("tại cộng đồng")), centre]
    tables.line(shown, st.columns(len(shown)))
    whatif_page.show(community, data)
    whatif_page.show_norm_history(PROTECTION.norm, _("Mức chuẩn trợ giúp xã hội qua các năm"), clock.standing())
    page_frame.show(data, "protection")
    st.subheader(_("Nguồn và cách tính của từng số"), anchor=False)
    tables.listing(data.figures("protection"))


template.origin(PROTECTION_AREA.prefix, origin)
