"""Cập nhật số liệu: choose a file, read what is wrong, see what would change, confirm, write it."""

import streamlit as st

from data.store.facts import UnknownRowError
from pages._registry import page
from pages.screens.uploads import (
    changes,
    effect_others,
    upload_approval,
    upload_check,
    upload_choose,
    upload_confirm,
    upload_draft,
    upload_effect,
    upload_head,
    upload_preview,
    upload_progress,
    upload_result,
    upload_stepper,
)
from pages.screens.uploads.upload_stepper import CHANGES, CHECK, CHOOSE, CONFIRM
from pages.ui.frame import page_frame
from pages.ui.session import loaders

data = loaders.data()
page_frame.top(page("upload.py"), data)
upload_progress.said()


def steps() -> None:
    """The open draft at the step its address names, or the choice of a file."""
    draft = upload_draft.opened()
    if draft is None:
        upload_result.show()
        upload_stepper.show(CHOOSE)
        upload_choose.show(data)
        upload_approval.waiting_list()
        return
    upload_result.forget()
    check = upload_draft.check_of(draft)
    step = upload_stepper.current(CONFIRM if check.status == "accepted" else CHECK)
    upload_stepper.show(step)
    upload_head.show(draft)
    if step == CHECK:
        upload_check.show(draft, check, data)
        return
    try:
        preview = upload_preview.of(draft, check)
    except UnknownRowError as error:
        st.error(effect_others.unknown_row(str(error)))
        return
    upload_confirm.newer_figures(draft)
    changes.counts(preview.comparison)
    if step == CHANGES:
        upload_effect.show(draft, check, preview, data)
    else:
        upload_confirm.show(draft, check, preview)


steps()
