"""What this session looks at: the office's choices, the version of the data, and values that stand in the address
bar."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Container
from dataclasses import replace
from datetime import datetime
from threading import RLock
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import polars as pl
import streamlit as st
from cachetools import TTLCache, cached

from data.accounts import office
from data.accounts.office import Office
from data.export.map_sheet import MapSheet
from data.locale import _
from models.access.roles import Action
from models.policy.answers.link import VERSION as PARAMETER
from models.wording.numbers import moment, number
from models.wording.words import quotable
from pages.ui.format import markup
from pages.ui.session import actor, loaders

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
        "xem thử cách hiển thị; không phải số liệu của huyện, không dùng để so sánh, giao chỉ tiêu hoặc phân bổ kinh "
        "phí. Tải tệp số liệu theo huyện để thay thế."
    )


def group_mark() -> str:
    return _("Cơ cấu nhóm đối tượng là giả định, chỉ khớp tổng số người và gần khớp tổng kinh phí của báo cáo.")


def export_mark() -> str:
    return _("Số liệu minh họa do phần mềm tạo, không phải số liệu báo cáo của đơn vị.")


def possible(data: loaders.Data) -> bool:
    """Whether there is a switch: as the operator or the office says; where neither does, until the first district
    file."""
    asked = _asked()
    return not data.district_file_ever_applied if asked is None else asked


def switch(data: loaders.Data) -> None:
    """The switch, where district figures are shown, off until somebody turns it on; its state lasts for the session and
    holds on every page."""
    if not possible(data):
        return
    st.toggle(
        _("Xem thử bằng số liệu minh họa (chưa có số liệu thật theo huyện)"),
        value=False,
        key=KEY,
        wrap=True,
        persist_state="session",
    )


def is_on(data: loaders.Data, scheme: str) -> bool:
    """Whether illustrative district figures of the scheme are shown: the switch is on and no district sent any."""
    return scheme not in data.sent_schemes and possible(data) and bool(st.session_state.get(KEY))


def _asked() -> bool | None:
    """What the environment says; where it says nothing, the office's choice; None = until the first district file."""
    by_environment = loaders.settings().demo
    if by_environment is not None:
        return by_environment
    return {"on": True, "off": False}.get(choices().demo)


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
    """The band above the page, in sight however far it is scrolled, and the name of the browser's tab."""
    if not is_practice():
        return
    st.set_page_config(page_title=_("THỬ NGHIỆM · {title}").format(title=title))
    markup.show(markup.fill(_ALWAYS_IN_SIGHT))
    with st.container(key=BAND):
        st.error(_("**{words}**").format(words=words()), icon=":material/school:")


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


LEAVE = "ban-ve-moi-nhat"
_DIGITS = 9


def read() -> None:
    """Before every page: take the version the address asks for, or write the session's into the address, which a change
    of page has emptied. What the address asks for in vain is left standing in it, for `show` to name."""
    asked, standing = st.query_params.get(PARAMETER), loaders.chosen()
    if asked is None:
        if standing is not None:
            st.query_params[PARAMETER] = str(standing)
        return
    newest = loaders.newest()
    wanted = _number(asked)
    if wanted is not None and 1 <= wanted < newest and wanted in loaders.batches()["id"]:
        st.session_state[loaders.CHOSEN] = wanted
        return
    st.session_state.pop(loaders.CHOSEN, None)
    if wanted == newest:
        del st.query_params[PARAMETER]


def show_version() -> None:
    """The banner with the way back, or why the link's version is not shown; nothing while the newest is looked at."""
    earlier = loaders.chosen()
    if earlier is None:
        asked = st.query_params.get(PARAMETER)
        if asked is not None:
            st.warning(_refused(asked, loaders.newest()))
        return
    with st.container(horizontal=True, vertical_alignment="center", key="ban-dang-xem"):
        st.warning(
            _("Đang xem số liệu của bản {version} (lúc {time}), không phải số mới nhất.").format(
                version=earlier, time=moment(_made_at(earlier))
            )
        )
        st.button(_("Về số mới nhất"), on_click=leave, key=LEAVE, type="primary")


def choose(version: int) -> None:
    """Look at a version from now on, on every page; for callbacks, before anything of the next run is drawn."""
    if version >= loaders.newest():
        leave()
        return
    st.session_state[loaders.CHOSEN] = version
    st.query_params[PARAMETER] = str(version)


def leave() -> None:
    """Back to the newest version; for callbacks."""
    st.session_state.pop(loaders.CHOSEN, None)
    if PARAMETER in st.query_params:
        del st.query_params[PARAMETER]


def may_write(*actions: Action) -> bool:
    """Whether this session may do one of the actions to facts; says why not. Whoever writes has the newest figures
    before them."""
    earlier = loaders.chosen()
    if earlier is None:
        return actor.may_or_says(*actions)
    st.info(
        _("Đang xem số liệu của bản {version} nên không ghi được. Bấm “Về số mới nhất” ở đầu trang rồi ghi.").format(
            version=earlier
        )
    )
    return False


def in_link(address: str) -> str:
    """The address with the version that is looked at, so that it opens on the same figures."""
    parts = urlsplit(address)
    query = urlencode([*parse_qsl(parts.query, keep_blank_values=True), (PARAMETER, str(loaders.version()))])
    return urlunsplit((*parts[:3], query, parts.fragment))


def _number(text: str) -> int | None:
    """A version's number as people write it; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else None


def _refused(asked: str, newest: int) -> str:
    wanted = _number(asked)
    if wanted is None:
        return _(
            "Liên kết ghi `ban={text}`, không phải là số của một bản số liệu. Đang hiện số mới nhất (bản {newest})."
        ).format(text=quotable(asked)[:20], newest=newest)
    return _(
        "Liên kết hỏi số liệu của bản {version}, nhưng chưa có bản này: các bản có số từ 1 đến {newest}. Đang hiện số "
        "mới nhất (bản {newest})."
    ).format(version=number(wanted), newest=newest)


def _made_at(version: int) -> datetime:
    found: datetime = loaders.batches().filter(pl.col("id") == version)["created_at"].item()
    return found


def arrive(key: str, read: Callable[[str], object | None]) -> None:
    """What a link asks for, before the control is drawn for the first time; what cannot be read is left out."""
    asked = st.query_params.get(key)
    if key not in st.session_state and asked is not None and (value := read(asked)) is not None:
        st.session_state[key] = value


def write(key: str, text: str) -> None:
    """Into the address; nothing for the default."""
    if st.query_params.get(key, "") == text:
        return
    if text:
        st.query_params[key] = text
    else:
        del st.query_params[key]


def keep_possible(key: str, options: Container[object], default: object) -> None:
    """The kept choice, where the options still have it; else the default. Before the control is drawn."""
    if key not in st.session_state or st.session_state[key] not in options:
        st.session_state[key] = default
