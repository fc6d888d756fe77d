"""The marks of the copy to practise on: nobody takes its screen, its window or its files for the real ones.

Belongs here: the words, the band, names of files and what stands above their content. Does not: making the copy (data/training.py).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from data.export.drawing.sheet import MapSheet
from data.locale import _
from pages.ui.format import markup
from pages.ui.session import office

PREFIX = "THU-NGHIEM-"
BAND = "ban-thu-nghiem"
_ALWAYS_IN_SIGHT = """<style>
div:has(> .st-key-ban-thu-nghiem) {{ position: sticky; top: 3.75rem; z-index: 90; }}
.st-key-ban-thu-nghiem [data-testid=stAlertContainer] {{ background: #A3161F; color: #FFFFFF; }}
.st-key-ban-thu-nghiem [data-testid=stAlertContainer] * {{ color: #FFFFFF; }}
</style>"""
BOM = b"\xef\xbb\xbf"


def is_on() -> bool:
    return office.choices().training


def words() -> str:
    return _("BẢN THỬ NGHIỆM: số liệu ở đây không phải số thật, không dùng để báo cáo")


def show(title: str) -> None:
    """The band above the page, the same in the list of pages, and the name of the browser's tab."""
    if not is_on():
        return
    st.set_page_config(page_title=_("THỬ NGHIỆM · {title}").format(title=title))
    markup.show(markup.fill(_ALWAYS_IN_SIGHT))
    with st.container(key=BAND):
        st.error(_("**{words}**").format(words=words()), icon=":material/school:")
    st.sidebar.error(_("**BẢN THỬ NGHIỆM**"), icon=":material/school:")


def on_file(name: str, make: Callable[[], bytes]) -> tuple[str, Callable[[], bytes]]:
    """A file to take away: its name begins with the mark; a CSV says it above everything. Asked while the page is there, since
    `make` runs beside it."""
    if not is_on():
        return name, make
    return PREFIX + name, (lambda: _above(words(), make())) if name.endswith(".csv") else make


def on_sheet(make: Callable[[], MapSheet]) -> Callable[[], MapSheet]:
    """A map to take away, its mark the first of those that must not be missed."""
    if not is_on():
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
