"""Download buttons: what is shown, as a file for Vietnamese Excel, made when it is asked for.

Belongs here: the buttons and their file names. The files themselves are made in data/export.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import streamlit as st

from data.export.csv_file import csv_bytes
from data.ingest.qualifiers import QUALIFIER_WORDS
from data.locale import _
from pages.components import loaders
from pages.components.figures import QUALITY_WORDS
from pages.components.numbers import UNIT_WORDS

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def button(label: str, name: str, make: Callable[[], bytes], *, key: str) -> None:
    """A button that makes the file, a CSV or a workbook by its name, on click and without a rerun."""
    mime = WORKBOOK if name.endswith(".xlsx") else "text/csv"
    st.download_button(label, make, file_name=name, mime=mime, on_click="ignore", key=key)


def figures(rows: Sequence[dict[str, Any]], name: str) -> None:
    """All figures of a page with their source: a file of dataset `indicators`, which comes in again without a change."""
    areas = {area["area_id"]: f"{area['kind']} {area['name']}" for area in loaders.data().areas.iter_rows(named=True)}

    def make() -> bytes:
        headers = [
            _("Đơn vị"),
            _("Chỉ tiêu"),
            _("Kỳ"),
            _("Giá trị"),
            _("Đơn vị tính"),
            _("Mức độ"),
            _("Tính chất số liệu"),
            _("Nguyên văn hoặc cách tính"),
            _("Nguồn"),
        ]
        body = [
            [areas[r["area_id"]], _(r["name"]), r["period"], _value(r["value"]), UNIT_WORDS.get(r["unit"], r["unit"]),
             _(QUALIFIER_WORDS[r["qualifier"]]), QUALITY_WORDS[r["quality"]], r["phrase"] or r["formula"] or "", r["source"]]
            for r in rows
        ]  # fmt: skip
        return csv_bytes(headers, body)

    button(_("Tải về số liệu của trang (CSV)"), f"{name}.csv", make, key=f"{name}-tai-ve")


def _value(exact: Decimal) -> str:
    """Decimals the Vietnamese way, as Excel with Vietnamese settings reads them."""
    return f"{exact.normalize():f}".replace(".", ",")
