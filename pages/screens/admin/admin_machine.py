"""The tab "Máy cài đặt": what is weaker on this machine.

Belongs here: showing the sentences. Does not: finding them (platform_limits.py).
"""

from __future__ import annotations

import streamlit as st

from data.locale import _
from pages.ui.frame import platform_limits


def show() -> None:
    found = platform_limits.sentences()
    if not found:
        st.success(_("Máy cài đặt có đủ mọi giới hạn bảo vệ mà phần mềm dùng; không có điểm nào yếu hơn."))
        return
    st.markdown(_("**Giới hạn của máy này**"))
    st.markdown("\n".join(f"- {sentence}" for sentence in found))
