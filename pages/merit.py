"""Người có công: the what-if of the merit norm, gifts and suất, then what the page rests on. NSTW money alone."""

import streamlit as st

from data.locale import _
from models.policy.answers.whatif import MERIT_AREA
from models.policy.schemes import MERIT
from pages._registry import page
from pages.screens.whatif.norm import page as whatif_page
from pages.ui.format import tables
from pages.ui.frame import page_frame, template, validation
from pages.ui.session import clock, downloads, loaders

data = loaders.data()
merit = loaders.baseline(data.version, False).block(MERIT)
head = page_frame.top(page("merit.py"), data, as_of=merit.as_of if merit.uploaded else None)
validation.show_banner(data)
whatif_page.body(MERIT_AREA, data, head)


def origin() -> None:
    if merit.uploaded:
        shown = tables.of_block(merit, _("hưởng hằng tháng"))
    else:
        keys = {
            "monthly_recipients": _("hưởng hằng tháng"),
            "monthly_budget": _("NSTW ủy quyền"),
            "people_managed": _("quản lý hồ sơ"),
            "dossiers_reviewed": _("đã xét duyệt"),
        }
        shown = [(data.figure(f"merit.{key}"), words) for key, words in keys.items()]
    tables.line(shown, st.columns(len(shown)))
    whatif_page.show(merit, data)
    whatif_page.show_norm_history(MERIT.norm, _("Mức chuẩn trợ cấp ưu đãi qua các năm"), clock.standing())
    page_frame.show(data, "merit")
    rows = data.figures("merit")
    st.subheader(_("Nguồn và cách tính của từng số"), anchor=False)
    tables.listing(rows)
    downloads.figures(rows, "nguoi-co-cong")


template.origin(MERIT_AREA.prefix, origin)
