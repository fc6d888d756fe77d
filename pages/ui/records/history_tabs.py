"""The two tabs of the history page, and the address that names the second, so that other pages can link to it.

Belongs here: which tab is open. Does not: what is in it.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from data.locale import _

PARAMETER, SENT = "xem", "da-gui"
TABS = "lich-su-the"
_WRITTEN = "_lich-su-dia-chi"


def tabs() -> tuple[Any, Any]:
    """The list of batches and the completeness board; a link to the board opens it."""
    names = (_("Các lần cập nhật"), _("Tình hình gửi số liệu"))
    asked = st.query_params.get(PARAMETER)
    arriving = TABS not in st.session_state or st.session_state.get(_WRITTEN) != asked
    if asked == SENT and arriving:
        st.session_state[TABS] = names[1]
    listed, sent = st.tabs(names, key=TABS, on_change="rerun")
    if sent.open:
        st.query_params[PARAMETER] = st.session_state[_WRITTEN] = SENT
    else:
        st.query_params.pop(PARAMETER, None)
        st.session_state.pop(_WRITTEN, None)
    return listed, sent
