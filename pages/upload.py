"""Cập nhật số liệu: choose a file, read what is wrong, see what would change, confirm, write it."""

import streamlit as st

from data.store.facts import UnknownRowError
from pages._registry import page
from pages.screens.uploads import check as uploads_check, choose, confirm, draft as uploads_draft, effect
from pages.screens.uploads.draft import CHANGES, CHECK, CHOOSE, CONFIRM
from pages.ui.frame import page_frame
from pages.ui.session import loaders

data = loaders.data()
page_frame.top(page("upload.py"), data)
uploads_draft.show_stopped()


def steps() -> None:
    """The open draft at the step its address names, or the choice of a file."""
    draft = uploads_draft.open_draft()
    if draft is None:
        confirm.show_result()
        uploads_draft.show_steps(CHOOSE)
        choose.show(data)
        confirm.waiting_list()
        return
    confirm.forget_result()
    check = uploads_draft.check_of(draft)
    step = uploads_draft.step_asked_for(CONFIRM if check.status == "accepted" else CHECK)
    uploads_draft.show_steps(step)
    uploads_draft.show_head(draft)
    if step == CHECK:
        uploads_check.show(draft, check, data)
        return
    try:
        preview = uploads_draft.preview_of(draft, check)
    except UnknownRowError as error:
        st.error(effect.unknown_row(str(error)))
        return
    confirm.newer_figures(draft)
    effect.counts(preview.comparison)
    if step == CHANGES:
        effect.show(draft, check, preview, data)
    else:
        confirm.show(draft, check, preview)


steps()
