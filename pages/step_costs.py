"""Bảng tính nhanh: what one step of every headline lever costs a month and a year."""

import streamlit as st

from data.export.printed_table import printed
from data.locale import _
from models.policy.answers.step_costs import step_costs
from pages._registry import page
from pages.screens.steps import sheet
from pages.ui.format.tables import escape
from pages.ui.frame import page_frame
from pages.ui.levers import finder
from pages.ui.session import clock, downloads, loaders, starting

data, on = loaders.data(), clock.standing()
head = page_frame.top(page("step_costs.py"), data)
name = ("bang-tinh-nhanh", on.day.isoformat(), str(starting.is_off()))
baseline, figures = loaders.baseline(data.version, False), starting.figures(data)
costs = loaders.made(data.version, name, lambda: step_costs(on, baseline, figures))
paper, content = sheet.on_paper(costs, on, data.version), sheet.as_csv(costs, on, data.version)
with head:
    finder.show(data)
    downloads.button(_("Tải CSV"), "bang-tinh-nhanh.csv", lambda: content, key="bang-tinh-nhanh-csv")
    downloads.button(_("Trang in A4 (PDF)"), "bang-tinh-nhanh.pdf", lambda: printed(paper), key="bang-tinh-nhanh-pdf")
st.markdown(f"**{escape(sheet.mark(on))}**")
st.markdown(sheet.on_screen(costs, on))
st.caption(sheet.foot(data.version))
