"""Which file is open, and the ways out: keep it for later, or throw it away.

Belongs here: the line under the steps. Does not: what a step shows.
"""

from __future__ import annotations

import streamlit as st

from data.locale import _
from data.store.drafts import OpenDraft
from models.wording.numbers import moment
from pages.screens.uploads import upload_draft
from pages.ui.records import datasets
from pages.ui.records.words import literal, size_words

LATER, DISCARD = "tai-tep-de-sau", "tai-tep-bo"


def show(draft: OpenDraft) -> None:
    """The file, its kind, and two buttons."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            _("**{file}** · {kind} · {size} · bản nháp lưu lúc {time}").format(
                file=literal(draft.filename), kind=_(datasets.of(draft.dataset).name),
                size=size_words(len(draft.content)), time=moment(draft.updated_at),
            ),
            width="stretch",
        )  # fmt: skip
        st.button(_("Để sau, chọn tệp khác"), key=LATER, on_click=upload_draft.leave)
        st.button(_("Bỏ tệp này"), key=DISCARD, on_click=upload_draft.discard, args=(draft.id,))
