"""Download buttons: what is shown, as a file for Vietnamese Excel, made when it is asked for.

Belongs here: the buttons and their file names. The files themselves are made in data/export.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from data.export.csv_file import csv_bytes
from data.locale import _
from pages.components.figures import QUALITY_WORDS
from pages.components.numbers import HEDGE_WORDS, UNIT_WORDS


def button(label: str, name: str, make: Callable[[], bytes], *, key: str) -> None:
    """A button that makes the file on click, without a rerun."""
    st.download_button(label, make, file_name=name, mime="text/csv", on_click="ignore", key=key)


def figures(rows: Sequence[dict[str, Any]], name: str) -> None:
    """All figures of a page with their source."""

    def make() -> bytes:
        headers = [
            _("Chỉ tiêu"),
            _("Kỳ"),
            _("Giá trị"),
            _("Đơn vị"),
            _("Mức độ"),
            _("Tính chất số liệu"),
            _("Nguyên văn hoặc cách tính"),
            _("Nguồn"),
        ]
        body = [
            [_(r["name"]), r["period"], f"{r['value'].normalize():f}", UNIT_WORDS.get(r["unit"], r["unit"]), HEDGE_WORDS[r["qualifier"]], QUALITY_WORDS[r["quality"]],
             r["phrase"] or r["formula"] or "", r["source"]]
            for r in rows
        ]  # fmt: skip
        return csv_bytes(headers, body)

    button(_("Tải về số liệu của trang (CSV)"), f"{name}.csv", make, key=f"{name}-tai-ve")
