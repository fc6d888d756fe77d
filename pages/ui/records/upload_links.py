"""Links to the place where a kind of file comes in and its template is had.

Belongs here: the links. Does not: the kinds (upload_datasets.py).
"""

from __future__ import annotations

import streamlit as st

from data.locale import _
from pages._registry import page
from pages.ui.records import upload_datasets
from pages.ui.saved import open as scenario_open


def show(*datasets: str) -> None:
    """One link a dataset, side by side: the upload page with the kind chosen, where its template is."""
    entry = scenario_open.entry(page("upload.py"))
    with st.container(horizontal=True):
        for dataset in datasets:
            kind = upload_datasets.of(dataset)
            st.page_link(
                entry, label=_("Biểu mẫu và nạp tệp: {kind}").format(kind=_(kind.name)), icon=":material/upload_file:",
                query_params={upload_datasets.PARAMETER: kind.address},
            )  # fmt: skip
