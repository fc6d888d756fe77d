"""Step 2: what the app understood, what it has to be told, what is wrong and how to mend it.

Belongs here: the order of the parts. Does not: the parts themselves.
"""

from __future__ import annotations

import streamlit as st

from data.ingest import Check
from data.locale import _
from data.store.drafts import OpenDraft
from models.wording.numbers import number
from pages.screens.uploads import (
    upload_choose,
    upload_mapping,
    upload_mend,
    upload_questions,
    upload_stepper,
    upload_understood,
)
from pages.screens.uploads.upload_stepper import CHANGES
from pages.ui.records import problems
from pages.ui.session import loaders


def show(draft: OpenDraft, check: Check, data: loaders.Data) -> None:
    """The verdict and the way on first, then everything that stands behind it."""
    errors = [problem for problem in check.problems if problem.severity == "error"]
    warnings = [problem for problem in check.problems if problem.severity == "warning"]
    _verdict(check, problems.total(errors), problems.total(warnings))
    upload_choose.not_kept(data)
    upload_understood.show(check)
    upload_mend.mended(draft)
    upload_questions.show(draft, check)
    if errors and not check.questions:
        st.markdown(_("**Phải sửa**"))
        problems.errors(errors)
    in_doubt = bool(upload_mapping.unknown(check))
    if in_doubt:
        upload_mapping.show(draft, check)
    if errors and not check.questions:
        upload_mend.show(draft, check)
    if warnings:
        st.markdown(_("**Cần xem lại**"))
        problems.warnings(warnings)
    if not in_doubt:
        upload_mapping.show(draft, check)


def _verdict(check: Check, errors: int, warnings: int) -> None:
    if check.questions:
        st.warning(
            _("Phần mềm cần hỏi {count} điều trước khi đọc tiếp; chưa ghi gì.").format(count=len(check.questions))
        )
        return
    if errors:
        st.error(
            _("{errors} lỗi phải sửa, {warnings} điều cần xem lại; chưa ghi gì.").format(
                errors=number(errors), warnings=number(warnings)
            )
        )
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.success(
            _("Tệp đọc được: {rows} dòng số liệu, không có lỗi, {warnings} điều cần xem lại.").format(
                rows=number(check.frame.height), warnings=number(warnings)
            )
        )
        upload_stepper.button(_("Xem thay đổi"), CHANGES, key="tai-tep-xem-thay-doi", primary=True)
