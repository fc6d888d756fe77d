"""The office's choices as this session sees them: illustrative figures, the mark of the app to practise on."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from threading import RLock

import streamlit as st
from cachetools import TTLCache, cached

from data.accounts import office
from data.accounts.office import Office
from data.export.map_sheet import MapSheet
from data.locale import _
from pages.ui.format import markup
from pages.ui.session import loaders

_FRESH_SECONDS = 1.0


@cached(TTLCache[str, Office](8, _FRESH_SECONDS), key=lambda: loaders.settings().database_url, lock=RLock())
def choices() -> Office:
    """The office's choices of the database in use, read once a second for all sessions of this process together."""
    with loaders.database().reading() as connection:
        return office.read(connection)


def forget() -> None:
    """The next question is asked of the database again: for after a change."""
    choices.cache_clear()


KEY = "minh-hoa"


def page_mark() -> str:
    return _(
        "SỐ LIỆU MINH HỌA. Báo cáo năm 2023 chỉ có số toàn tỉnh. Số theo huyện do phần mềm chia theo tỷ lệ dân số để "
        "xem "
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
    return {"on": True, "off": False}.get(choices().demo)


def _default(data: loaders.Data) -> bool:
    asked = _asked()
    return not data.district_file_ever_applied if asked is None else asked


PREFIX = "THU-NGHIEM-"
BAND = "ban-thu-nghiem"
_ALWAYS_IN_SIGHT = """<style>
div:has(> .st-key-ban-thu-nghiem) {{ position: sticky; top: 3.75rem; z-index: 90; }}
.st-key-ban-thu-nghiem [data-testid=stAlertContainer] {{ background: #A3161F; color: #FFFFFF; }}
.st-key-ban-thu-nghiem [data-testid=stAlertContainer] * {{ color: #FFFFFF; }}
</style>"""
BOM = b"\xef\xbb\xbf"


def is_practice() -> bool:
    """Whether the database is marked as one to practise on."""
    return choices().training


def words() -> str:
    return _("BẢN THỬ NGHIỆM: số liệu ở đây không phải số thật, không dùng để báo cáo")


def show(title: str) -> None:
    """The band above the page, the same in the list of pages, and the name of the browser's tab."""
    if not is_practice():
        return
    st.set_page_config(page_title=_("THỬ NGHIỆM · {title}").format(title=title))
    markup.show(markup.fill(_ALWAYS_IN_SIGHT))
    with st.container(key=BAND):
        st.error(_("**{words}**").format(words=words()), icon=":material/school:")
    st.sidebar.error(_("**BẢN THỬ NGHIỆM**"), icon=":material/school:")


def on_file(name: str, make: Callable[[], bytes]) -> tuple[str, Callable[[], bytes]]:
    """A file to take away: its name begins with the mark; a CSV says it above everything. Asked while the page is
    there, since `make` runs beside it."""
    if not is_practice():
        return name, make
    return PREFIX + name, (lambda: _above(words(), make())) if name.endswith(".csv") else make


def on_sheet(make: Callable[[], MapSheet]) -> Callable[[], MapSheet]:
    """A map to take away, its mark the first of those that must not be missed."""
    if not is_practice():
        return make
    said = words()

    def marked() -> MapSheet:
        sheet = make()
        return replace(sheet, marks=(said, *sheet.marks))

    return marked


def _above(line: str, content: bytes) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerow([line])
    return BOM + text.getvalue().encode() + content.removeprefix(BOM)
