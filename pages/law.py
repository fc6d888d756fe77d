"""Mức chuẩn và văn bản: the law the app counts by, who has compared it with its document, and entering a new decree."""

import streamlit as st

from data.locale import _
from models.access.roles import Action
from pages._registry import page
from pages.screens.law import decrees, shipped
from pages.ui.frame import page_frame
from pages.ui.records import parameter_check, parameters
from pages.ui.session import choices, clock, loaders

data = loaders.data()
page_frame.top(page("law.py"), data)
parameters.result()
rows = parameters.of_version(data.version)
on = clock.day()
name = parameters.choose(rows, on)
parameters.show(name, rows[name], on)
parameters.show_all(rows, on)
shipped.show(data.version)
if choices.may_write(Action.VERIFY_LAW, Action.WRITE_LAW):
    parameter_check.offer(name, rows[name], data.version)
    st.subheader(_("Văn bản mới"), anchor=False)
    one, many = st.tabs([_("Thêm một mức"), _("Nạp tệp nhiều mức")])
    with one:
        decrees.show_form(name)
    with many:
        decrees.show_file(data.version)
