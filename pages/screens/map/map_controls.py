"""What the map shows: the indicator and what it is divided by, kept in the link.

Belongs here: the two boxes, and why there is no slider of time. Does not: the lists (map_indicators, map_figures).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from data.locale import _
from pages.screens.map import map_figures, map_indicators, words
from pages.screens.map.map_figures import Basis
from pages.screens.map.map_indicators import MapIndicator
from pages.ui.session import address as session_address
from pages.ui.session.loaders import Data

INDICATOR, BASIS = "bando-chi-tieu", "bando-tinh-tren"
_BASES: Mapping[str, Basis] = {
    "khong": "none", "dan-so": "people", "ho": "households", "nguoi-huong": "target_group",
}  # fmt: skip
_ADDRESS = {basis: address for address, basis in _BASES.items()}


def indicator(data: Data) -> MapIndicator:
    every = map_indicators.indicators(data)
    first = next(iter(every))
    session_address.arrive(INDICATOR, lambda asked: asked if asked in every else None)
    session_address.keep_possible(INDICATOR, every, first)
    key = st.selectbox(
        _("Chỉ tiêu"), list(every), format_func=lambda k: every[k].name, key=INDICATOR, persist_state="session"
    )
    session_address.write(INDICATOR, "" if key == first else key)
    return every[key]


def basis(indicator: MapIndicator) -> Basis:
    options = [_ADDRESS[one] for one in map_figures.bases(indicator)]
    session_address.arrive(BASIS, lambda asked: asked if asked in _BASES else None)
    session_address.keep_possible(BASIS, options, _ADDRESS["none"])
    chosen = st.selectbox(
        _("Tính trên"), options, key=BASIS, persist_state="session", disabled=len(options) == 1,
        format_func=lambda address: words.basis_name(_BASES[address]),
    )  # fmt: skip
    session_address.write(BASIS, "" if chosen == _ADDRESS["none"] else chosen)
    return _BASES[chosen]


def why_no_time(indicator: MapIndicator, periods: Sequence[str]) -> str:
    if indicator.measure == "increase":
        return _("Kinh phí tăng thêm là của một tháng theo phương án nên không có thanh thời gian.")
    if not periods:
        return _("Chưa có đơn vị nào gửi số liệu của chỉ tiêu này nên không có thanh thời gian.")
    return _("Mới có một kỳ số liệu ({period}) nên không chạy theo thời gian được; tải thêm tệp của kỳ khác.").format(
        period=words.period_words(periods[0])
    )
