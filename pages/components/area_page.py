"""A policy area without levers yet: its figures, what the report says, and honestly what is missing.

Belongs here: the shared skeleton. Each area's own page file names its area and its notes.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data.locale import _
from pages._registry import page
from pages.components import area_words, downloads, figures, loaders, page_frame


def show(file: str, area: str, notes: Sequence[str] = ()) -> None:
    """The page of a policy area; `notes` warn against misreading its figures."""
    spec = page(file)
    data = loaders.data()
    page_frame.top(spec, data)
    rows = data.figures(area)
    current = [row for row in rows if row["period"] == "2023"]
    if current:
        figures.tiles([row for row in current if row["quality"] == "reported"])
        for note in notes:
            st.info(note)
    else:
        _no_figures(notes)
    area_words.show(data, area)
    if rows:
        with st.expander(_("Nguồn và cách tính của từng số"), expanded=True):
            figures.listing(rows)
        downloads.figures(rows, spec.url_path)


def _no_figures(notes: Sequence[str]) -> None:
    st.warning(
        _(
            "Chưa có số liệu. Báo cáo năm 2023 không nêu số nào về lĩnh vực này; phần mềm không tự đặt số. "
            "Hiện phần mềm mới nhận tệp số người và kinh phí chi trả; tệp chỉ tiêu của lĩnh vực này sẽ được nhận ở bản sau."
        )
    )
    for note in notes:
        st.info(note)
