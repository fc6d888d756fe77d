"""Tải bản đồ về: the map on the screen as picture, page and rows, each made when it is asked for.

Belongs here: the buttons, what is said while a file is made and when none comes. Does not: the sheet (map_export_sheet), the files
(data/export/drawing).
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

import streamlit as st

from data.export.drawing.child import SECONDS
from data.export.drawing.process import Form, NotDrawn, draw
from data.export.drawing.rows import map_csv, map_workbook
from data.export.drawing.sheet import MapSheet
from data.locale import _
from models.wording.numbers import number
from pages.ui.session import downloads, office

QUIET_SECONDS, _TICK_SECONDS = 1.0, 0.5
_LONGEST_SECONDS = 2 * SECONDS + 5
"""The server lets a drawing wait for others as long as it may take itself."""


@dataclass
class Attempt:
    """One file being made: called by the server beside the page when the browser asks, watched by the page."""

    make: Callable[[], MapSheet]
    form: Form
    done: threading.Event = field(default_factory=threading.Event)
    failure: str = ""

    def __call__(self) -> bytes:
        try:
            return draw(self.make(), self.form)
        except NotDrawn as failed:
            self.failure = str(failed)
            raise
        except Exception:
            self.failure = _("Không lập được tệp. Tải lại trang rồi thử lại; nếu vẫn lỗi, báo cho quản trị viên.")
            raise
        finally:
            self.done.set()


def show(make: Callable[[], MapSheet], name: str, *, key: str) -> None:
    """The buttons for what is drawn. `make` gives the sheet at the click, beside the page: it must touch neither the page nor its
    session. `name` is the files' name without its ending, in ASCII."""
    make = office.on_sheet(make)
    with st.popover(_("Tải bản đồ về"), icon=":material/download:"):
        _buttons(make, name, key)


@st.fragment
def _buttons(make: Callable[[], MapSheet], name: str, key: str) -> None:
    labels: dict[Form, str] = {
        "png": _("Ảnh PNG (dán vào Word, trình chiếu)"),
        "svg": _("Ảnh SVG (phóng to không vỡ)"),
        "pdf": _("Trang A4 PDF (kèm bảng số liệu)"),
    }
    asked: Attempt | None = None
    for form, label in labels.items():
        kept = f"_{key}-{form}"
        before = st.session_state.get(kept)
        attempt = st.session_state[kept] = Attempt(make, form)
        file = f"{name}.{form}"
        if downloads.offer(label, file, attempt, key=f"{key}-{form}", on_click="rerun"):
            asked = before
    downloads.button(_("Bảng CSV"), f"{name}.csv", lambda: map_csv(make()), key=f"{key}-csv")
    downloads.button(_("Bảng Excel"), f"{name}.xlsx", lambda: map_workbook(make()), key=f"{key}-xlsx")
    if asked is not None:
        watch(asked)


def watch(attempt: Attempt) -> None:
    """Say that the file is being made once that takes over a second, and why when none came."""
    place = st.empty()
    began = monotonic()
    attempt.done.wait(QUIET_SECONDS)
    while not attempt.done.is_set() and (waited := monotonic() - began) < _LONGEST_SECONDS:
        place.caption(_("Đang vẽ bản đồ… ({seconds} giây)").format(seconds=number(int(waited))))
        attempt.done.wait(_TICK_SECONDS)
    place.empty()
    if attempt.failure:
        st.error(attempt.failure)
