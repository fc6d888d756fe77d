"""Beside the map: whom areas are compared with, ranking, strip and trend, or what is missing for them.

Belongs here: gathering the comparison and choosing between pictures and the one notice. Does not: the pictures (compare_*).
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.locale import _
from models.geo.comparison import Comparison
from models.geo.peers import NoPeers, PeerGroup
from models.geo.selection import Selection
from pages._registry import page
from pages.screens.map import compare_peers, compare_view, map_compare, map_scenarios
from pages.screens.map.compare_words import Subject
from pages.screens.map.map_asked import Asked
from pages.screens.map.map_drawn import Drawn
from pages.ui.saved import open as scenario_open
from pages.ui.session import office

PEERS = "bando-nhom"


def show(
    asked: Asked, drawn: Drawn, selection: Selection, periods: Sequence[str], about: Subject, corner: DeltaGenerator
) -> Comparison:
    """The control of peers stands in `corner`, beside the others. While nobody has sent a figure: in one place what is missing and what
    brings it."""
    data, crosswalk = asked.data, asked.crosswalk
    scheme = asked.indicator.scheme
    if scheme is not None and scheme.code not in data.sent_schemes:
        office.switch(data)
    peers: PeerGroup | NoPeers = NoPeers("nobody")
    if drawn.is_empty:
        _say_what_is_missing(drawn)
    else:
        said_in = st.container()
        with corner:
            peers = compare_peers.choose(
                map_compare.areas(data, drawn), {unit.code: unit.full_name for unit in drawn.units}, key=PEERS,
                around=selection.codes[0] if selection.codes else None, said_in=said_in,
            )  # fmt: skip
    same_borders = asked.shown.first == drawn.figures.first
    options = map_scenarios.options(data, crosswalk, asked.changes) if same_borders and selection.chosen else []
    compared = map_compare.gather(drawn, peers, periods, asked.draw, options, lines=bool(selection.chosen))
    if not drawn.is_empty:
        compare_view.pictures(compared, selection, about, key="bando-so-sanh")
    return compared


def _say_what_is_missing(drawn: Drawn) -> None:
    if drawn.illustrative:
        st.warning(office.page_mark())
        st.caption(_("Số minh họa không xếp thứ và không so sánh nên không có biểu đồ và thanh thời gian."))
        return
    st.info(
        _(
            "Chưa có đơn vị nào gửi số liệu của chỉ tiêu này: bản đồ chưa có số, chưa có xếp thứ, phân bố, diễn biến và thanh thời gian. Tải tệp số liệu theo huyện để có tất cả."
        )
    )
    st.page_link(scenario_open.entry(page("upload.py")), label=_("Mở trang Cập nhật số liệu"), icon=":material/upload:")
