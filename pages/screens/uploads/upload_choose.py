"""Step 1: which figures, which file, or one of the files begun before.

Belongs here: the uploader, the list of drafts, what is said about a file that may not be kept. Does not: what becomes of a
chosen file (upload_draft.py) or templates (upload_templates.py).
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.uploaded_file_manager import UploadedFile

from data.accounts.permission import NotAllowedError
from data.errors import DatabaseUnavailableError
from data.locale import _
from data.store import drafts
from data.store.drafts import DraftGoneError, DraftLine, DraftTooLargeError, OpenDraft
from models.access.roles import Action
from models.wording.numbers import moment
from pages.screens.uploads import upload_draft, upload_templates
from pages.ui.format import markup
from pages.ui.frame import platform_limits
from pages.ui.records import datasets, problems
from pages.ui.records.datasets import Kind
from pages.ui.records.words import literal, size_words
from pages.ui.session import actor, loaders, version

TYPES = ["csv", "txt", "tsv", "xlsx", "xlsm", "xls"]
_IN_VIETNAMESE = """<style>
[data-testid=stFileUploaderDropzone] button [data-testid=stMarkdownContainer] p,
[data-testid=stFileUploaderDropzoneInstructions] span,
[data-testid=stFileChipName] + div, [data-testid=stFileChips] button {{ display: none }}
[data-testid=stFileUploaderDropzone] button [data-testid=stMarkdownContainer]::after {{ content: "{button}" }}
[data-testid=stFileUploaderDropzoneInstructions]::after {{ content: "{beside}" }}
</style>"""


def show(data: loaders.Data) -> None:
    """What the file is about on the left; the file, and where to get one, on the right."""
    left, right = st.columns([2, 3], gap="large")
    with left:
        kind = datasets.choose()
    with right:
        if version.may_write(Action.UPLOAD, Action.APPLY):
            st.markdown(_("**Chọn tệp {kind}**, để nguyên như nhận từ xã, huyện").format(kind=_(kind.name).lower()))
            _new_file(kind)
        not_kept(data)
        upload_templates.show(kind, data)
    _begun()


def mended_file(draft: OpenDraft) -> None:
    """The uploader for the same file, mended outside."""
    uploaded, place = _uploader("tai-tep-sua")
    if uploaded is not None:
        _take(place, lambda: upload_draft.replace(draft, uploaded.getvalue(), uploaded.name))


def not_kept(data: loaders.Data) -> None:
    """A file nothing of which was stored: what is wrong, how to mend it; for a list of persons the way that is allowed."""
    refused = upload_draft.not_kept()
    if refused is None:
        return
    said = (
        _("Tệp {file} có dữ liệu cá nhân: phần mềm không nhận và không lưu lại gì.")
        if refused.personal
        else _("Tệp {file} không đọc được: phần mềm không lưu lại gì.")
    )
    st.error(said.format(file=literal(refused.filename)))
    problems.sentences([problem for problem in refused.check.problems if problem.severity == "error"])
    if refused.personal:
        upload_templates.summing(data)


def _new_file(kind: Kind) -> None:
    uploaded, place = _uploader("tai-tep")
    if uploaded is not None:
        _take(place, lambda: upload_draft.receive(uploaded.getvalue(), uploaded.name, kind.dataset))


def _uploader(name: str) -> tuple[UploadedFile | None, DeltaGenerator]:
    """The file, and a place for what is said while it is taken in: there with and without a file, so that it never mixes with
    what stood below. The words inside Streamlit's box are English and cannot be set; a style lays Vietnamese ones over them."""
    markup.show(markup.fill_style(_IN_VIETNAMESE, button=_("Chọn tệp"), beside=_("hoặc kéo tệp thả vào khung này")))
    found = st.file_uploader(
        _("Chọn tệp"), type=TYPES, key=upload_draft.uploader_key(name), label_visibility="collapsed"
    )
    st.caption(_("Excel (XLSX) hoặc CSV, tối đa 20 MB, 50.000 dòng. Không đưa họ tên, số định danh cá nhân vào tệp."))
    if weaker := platform_limits.unlimited_reading():
        st.caption(weaker)
    return found, st.container()


def _take(place: DeltaGenerator, act: Callable[[], None]) -> None:
    with place:
        try:
            act()
        except (DraftTooLargeError, DraftGoneError, NotAllowedError, DatabaseUnavailableError) as error:
            st.error(str(error))
            return
    st.rerun()


def _begun() -> None:
    """Files brought in before and neither written nor thrown away."""
    begun = drafts.open_of(loaders.database(), actor.current())
    if not begun:
        return
    st.subheader(_("Bản nháp: tệp đã chọn nhưng chưa ghi ({count})").format(count=len(begun)), anchor=False)
    for line in begun:
        _draft(line)


def _draft(line: DraftLine) -> None:
    with st.container(horizontal=True, vertical_alignment="center", border=True):
        name = _(datasets.of(line.dataset).name) if datasets.known(line.dataset) else line.dataset
        st.markdown(
            _("**{file}** · {kind} · lúc {time} · {size}").format(
                file=literal(line.filename), kind=name, time=moment(line.updated_at), size=size_words(line.size)
            ),
            width="stretch",
        )
        st.button(
            _("Mở tiếp"), key=f"tai-tep-mo-{line.id}", on_click=upload_draft.remember, args=(line.id,), type="primary"
        )
        st.button(_("Bỏ"), key=f"tai-tep-bo-{line.id}", on_click=upload_draft.discard, args=(line.id,))
