"""Bản đồ: choose a figure, see it by district or ward, choose areas to compare, take it away."""

import streamlit as st

from models.policy.schemes import MERIT, PROTECTION
from pages._registry import page
from pages.screens.map import controls, increase, page as map_page
from pages.ui.frame import page_frame
from pages.ui.session import loaders

spec = page("district_map.py")
data = loaders.data()
tables = [loaders.area_table(data.version, scheme, False) for scheme in (PROTECTION, MERIT)]
page_frame.top(spec, data, as_of=max((t.month for t in tables if t.uploaded), default=None))

# Whether the part runs by itself is fixed here: play and pause rerun the whole page once.
st.fragment(map_page.show, key=increase.WHOLE, run_every=controls.SECONDS if controls.playing() else None)(
    data, (st.context.url or "").partition("?")[0]
)
map_page.show_link()
