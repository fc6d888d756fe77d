"""The figures of a policy area without levers, and the words of an area."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl
import streamlit as st

from data.locale import _
from models.policy.answers.figures import REPORT_PERIOD
from models.policy.areas.catalogue import SUPPORT_INPUTS
from pages._registry import PageSpec
from pages.ui.format import figures
from pages.ui.session import downloads, loaders
from pages.ui.session.loaders import Data


def show(data: Data, area: str) -> None:
    """Results, then difficulties, as the report has them; nothing where it has none."""
    passages = data.passages.filter(pl.col("policy_area") == area)
    headings = {"result": _("Kết quả năm 2023"), "difficulty": _("Khó khăn, thách thức")}
    for section, heading in headings.items():
        texts = passages.filter(pl.col("section") == section)["text"].to_list()
        if texts:
            st.subheader(heading, anchor=False)
            st.caption(_("Nguyên văn báo cáo"))
            for text in texts:
                st.text(text)


IN_A_ROW = 5
"""Figures above levers stand in as few rows as they can."""


def top(data: loaders.Data, area: str, notes: Sequence[str]) -> list[dict[str, Any]]:
    """The report's figures, newer ones below, and `notes` against misreading them. Returns every figure of the area."""
    rows = data.figures(area)
    # Unit costs and the like stand at their levers, which they are for.
    newer = [row for row in data.newer_figures(area) if row["indicator"] not in SUPPORT_INPUTS]
    current = [row for row in rows if row["period"] == REPORT_PERIOD and row["quality"] in figures.SHOWN]
    _figures(current)
    if newer:
        st.subheader(_("Số đơn vị đã cập nhật sau báo cáo"), anchor=False)
        _figures(newer)
    if not current and not newer:
        _no_figures()
    if notes:
        st.caption("  \n".join(notes))
    return rows


def _figures(rows: Sequence[dict[str, Any]]) -> None:
    figures.strip(rows, min(IN_A_ROW, max(1, len(rows))))


def words(data: loaders.Data, area: str, spec: PageSpec, rows: Sequence[dict[str, Any]]) -> None:
    """What the report says, then each figure with its source, and the file of them."""
    show(data, area)
    if rows:
        with st.expander(_("Nguồn và cách tính của từng số")):
            figures.listing(rows)
        downloads.figures(rows, spec.url_path)


def _no_figures() -> None:
    st.caption(_("Báo cáo năm 2023 không nêu số nào về lĩnh vực này; phần mềm không tự đặt số."))
