"""Step 3: the effect of the file in sentences, then line by line or in tables, and the way to the last step.

Belongs here: which effect belongs to which kind of file. Does not: working it out (effect_*.py) or the lines
(upload_changes.py).
"""

from __future__ import annotations

import streamlit as st

from data.ingest import Check
from data.locale import _
from data.store.drafts import OpenDraft
from pages.screens.uploads import changes, effect_budget, effect_others, effect_payments, upload_result, upload_stepper
from pages.screens.uploads.upload_preview import Preview
from pages.screens.uploads.upload_stepper import CHECK, CONFIRM
from pages.ui.session import loaders

TABS = "tai-tep-the"


def show(draft: OpenDraft, check: Check, preview: Preview, data: loaders.Data) -> None:
    """The sentence a leader reads, the tabs, the buttons on and back."""
    if draft.dataset == "payments":
        effect_payments.headlines(effect_payments.of(draft, check))
    with st.container(horizontal=True):
        upload_stepper.button(_("Quay lại kiểm tra"), CHECK, key="tai-tep-ve-kiem-tra")
        if preview.written:
            upload_stepper.button(_("Tiếp tục: xác nhận"), CONFIRM, key="tai-tep-den-xac-nhan", primary=True)
    if not preview.written:
        st.info(upload_result.nothing_new(check.sha256))
    lines, effect = st.tabs([_("Từng dòng thay đổi"), _("Tác động")], key=TABS, on_change="rerun")
    with lines:
        if lines.open:
            changes.lines(preview.comparison)
    with effect:
        if effect.open:
            _effect(draft, check, preview, data)


def _effect(draft: OpenDraft, check: Check, preview: Preview, data: loaders.Data) -> None:
    if draft.dataset == "payments":
        effect_payments.show(effect_payments.of(draft, check))
    elif draft.dataset == "budget":
        effect_budget.show(draft, check)
    elif draft.dataset == "targets":
        effect_others.targets(preview.comparison, data)
    elif draft.dataset == "areas":
        effect_others.areas(preview.comparison, data)
    else:
        effect_others.figures(preview.comparison)
