"""Demo mode: illustrative district figures, only while there are no real ones, always marked.

Belongs here: the switch, its default, and the exact sentences (glossary). A split never becomes a rate or a ranking.
"""

from __future__ import annotations

import streamlit as st

from data.locale import _
from pages.ui.session import loaders, office

KEY = "minh-hoa"


def page_mark() -> str:
    return _(
        "SỐ LIỆU MINH HỌA. Báo cáo năm 2023 chỉ có số toàn tỉnh. Số theo huyện do phần mềm chia theo tỷ lệ dân số để xem "
        "thử cách hiển thị; không phải số liệu của huyện, không dùng để so sánh, giao chỉ tiêu hoặc phân bổ kinh phí. "
        "Tải tệp số liệu theo huyện để thay thế."
    )


def group_mark() -> str:
    return _("Cơ cấu nhóm đối tượng là giả định, chỉ khớp tổng số người và gần khớp tổng kinh phí của báo cáo.")


def groups_used() -> str:
    """Under a result by group that rests on the invented mix."""
    return group_mark() + " " + _("Kết quả có dùng số minh họa: cơ cấu nhóm đối tượng.")


def export_mark() -> str:
    return _("Số liệu minh họa do phần mềm tạo, không phải số liệu báo cáo của đơn vị.")


def possible() -> bool:
    """Neither the operator nor the office has turned it off."""
    return _asked() is not False


def switch(data: loaders.Data) -> None:
    """The switch, where district figures are shown; its state lasts for the session and holds on every page."""
    if not possible():
        return
    st.toggle(
        _("Xem thử bằng số liệu minh họa (chưa có số liệu thật theo huyện)"),
        value=_default(data),
        key=KEY,
        wrap=True,
        persist_state="session",
    )


def is_on(data: loaders.Data, scheme: str) -> bool:
    """Whether illustrative district figures of the scheme are shown: the switch is on and no district sent any."""
    if scheme in data.sent_schemes or not possible():
        return False
    return bool(st.session_state[KEY]) if KEY in st.session_state else _default(data)


def _asked() -> bool | None:
    """What the environment says; where it says nothing, the office's choice; None = until the first district file."""
    by_environment = loaders.settings().demo
    if by_environment is not None:
        return by_environment
    return {"on": True, "off": False}.get(office.choices().demo)


def _default(data: loaders.Data) -> bool:
    asked = _asked()
    return not data.district_file_ever_applied if asked is None else asked
