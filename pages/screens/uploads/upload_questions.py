"""What only the clerk can settle: asked in words, answered once, kept with the draft.

Belongs here: drawing questions and handing answers over. Does not: what is asked or what an answer changes (data/ingest).
"""

from __future__ import annotations

import streamlit as st

from data.ingest import Check
from data.ingest.base import Question
from data.locale import _
from data.store.drafts import OpenDraft
from pages.screens.uploads import upload_draft
from pages.ui.format.tables import escape

ANSWER = "tai-tep-tra-loi"


def show(draft: OpenDraft, check: Check) -> None:
    """All open questions at once, then one button."""
    if not check.questions:
        return
    with st.container(border=True):
        given = {question.key: _ask(question, place) for place, question in enumerate(check.questions)}
        if st.button(_("Trả lời và kiểm tra tiếp"), type="primary", key=ANSWER):
            answers = {key: answer for key, answer in given.items() if answer}
            if len(answers) < len(given):
                st.warning(_("Còn câu chưa trả lời. Chọn hoặc ghi câu trả lời rồi bấm lại."))
            elif upload_draft.answer(draft, answers):
                st.rerun()
            else:
                st.error(_("Phần mềm không dùng được câu trả lời này. Chọn cách khác hoặc sửa trong tệp rồi nạp lại."))


def _ask(question: Question, place: int) -> str:
    st.markdown(_("**{question}**").format(question=escape(question.text)))
    key = f"tai-tep-hoi-{place}"
    if not question.choices:
        said = st.text_input(escape(question.text), key=key, label_visibility="collapsed", max_chars=200)
        return str(said or "").strip()
    labels = {value: escape(label) for value, label in question.choices}
    chosen = st.radio(
        escape(question.text), list(labels), index=None, format_func=lambda value: labels.get(value, value), key=key,
        label_visibility="collapsed",
    )  # fmt: skip
    return chosen or ""
