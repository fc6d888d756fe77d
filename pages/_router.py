"""The script of every run: page config, navigation over all pages, what a link asks for, then the page."""

from pathlib import Path

import streamlit as st

from data.locale import _
from models.access.roles import Action
from pages._registry import PAGES
from pages.server.streamlit_internals import is_step_in_history, lead_to
from pages.ui.frame import page_frame
from pages.ui.session import actor, choices, clock, loaders, starting

HERE = Path(__file__).parent

if (address := actor.leaving_for()) is not None:
    lead_to(address)
actor.forget()  # whoever was signed in a run ago may have been shut out since
st.set_page_config(layout="wide", page_icon=str(HERE / "assets" / "favicon.png"))
st.logo(str(HERE / "assets" / "logo.svg"), size="large")
page_frame.style()
sections: dict[str, list[st.Page]] = {}
by_path = {}
for spec in PAGES:
    # The default page answers at "/" alone yet reserves its name; the name proper goes to the hidden page below.
    path = f"{spec.url_path}-goc" if spec.default else spec.url_path
    shown = not spec.needs or actor.may(*spec.needs)
    entry = st.Page(
        HERE / spec.file,
        title=_(spec.menu or spec.title),
        url_path=path,
        default=spec.default,
        visibility="visible" if shown else "hidden",
    )
    sections.setdefault(_(spec.section) if spec.section else "", []).append(entry)
    by_path[entry.url_path] = (spec, entry)

first = sections[""][0]


def to_first_page() -> None:
    st.switch_page(first, query_params=st.query_params.to_dict())


hidden = st.Page(to_first_page, title=_("Tổng quan"), url_path="tong-quan", visibility="hidden")
current = st.navigation({**sections, "": [*sections[""], hidden]}, position="top")
choices.show(current.title)
person = actor.person()
if person is None and loaders.settings().require_login:
    page_frame.sign_in_first()
else:
    choices.read()
    clock.read()
    starting.read()
    needs: tuple[Action, ...] = ()
    if current.url_path in by_path:
        page_frame.read(*by_path[current.url_path], by_history=is_step_in_history())
        needs = by_path[current.url_path][0].needs
    if needs and not actor.may(*needs):
        page_frame.not_for(needs)
    else:
        current.run()
