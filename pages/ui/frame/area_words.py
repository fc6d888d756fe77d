"""What the report says of a policy area, word for word.

Belongs here: the paragraphs by section. Figures have their own tiles.
"""

import polars as pl
import streamlit as st

from data.locale import _
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
