"""The file that is being brought in: a draft in the database, found again by the address (`ban-nhap`).

Belongs here: taking a file in, the draft of this session, its check, leaving and discarding it. Does not: judging a file
(data/ingest) or storing drafts (data/store/drafts.py).
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from data.accounts.permission import NotAllowedError
from data.ingest import Check, check_file
from data.locale import _
from data.store import drafts
from data.store.drafts import OpenDraft
from models.canonical import canonical
from pages.screens.uploads import upload_progress, upload_stepper
from pages.ui.records.words import literal
from pages.ui.session import actor, loaders

PARAMETER = "ban-nhap"
ROUND = "_tai-tep-vong"
_OPEN, _CHECK, _NOT_KEPT = "_tai-tep-ban-nhap", "_tai-tep-kiem-tra", "_tai-tep-khong-giu"
PERSONAL = "personal"


@dataclass(frozen=True, eq=False)
class NotKept:
    """A file refused before anything of it was stored: it has personal data, or nobody could look whether it has."""

    filename: str
    check: Check

    @property
    def personal(self) -> bool:
        return any(problem.code == PERSONAL for problem in self.check.problems)


def opened() -> OpenDraft | None:
    """The draft of the address, else the one this session left standing; says so when it is gone."""
    wanted = st.query_params.get(PARAMETER) or st.session_state.get(_OPEN)
    if wanted is None:
        return None
    try:
        draft = drafts.read(loaders.database(), wanted, actor=actor.current())
    except NotAllowedError:  # the link stays in the address: it opens after signing in
        return None
    if draft is None:
        leave()
        st.warning(_("Bản nháp này không còn: đã được ghi, đã bỏ hoặc quá hạn lưu. Chọn lại tệp."))
        return None
    remember(draft.id)
    return draft


def remember(draft_id: str) -> None:
    """The session and its address are about this draft; for callbacks too."""
    st.session_state[_OPEN] = draft_id
    st.session_state.pop(_NOT_KEPT, None)
    if st.query_params.get(PARAMETER) != draft_id:
        st.query_params[PARAMETER] = draft_id


def leave() -> None:
    """The draft stays in the list; the page is empty again. For callbacks too."""
    st.session_state.pop(_OPEN, None)
    st.session_state.pop(_CHECK, None)
    st.query_params.pop(PARAMETER, None)
    upload_stepper.leave()
    next_round()


def discard(draft_id: str) -> None:
    """Nothing of the file is left; for callbacks."""
    drafts.discard(loaders.database(), draft_id, actor=actor.current())
    if st.session_state.get(_OPEN) == draft_id:
        leave()


def uploader_key(place: str) -> str:
    """Another key after each file taken in, so that it does not come back with a rerun."""
    return f"{place}-{st.session_state.get(ROUND, 0)}"


def next_round() -> None:
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1


def receive(content: bytes, filename: str, dataset: str) -> None:
    """Check a file and keep it as a new draft, unless it has personal data or cannot be opened. Raises
    data.store.drafts.DraftTooLargeError and DatabaseUnavailableError."""
    next_round()
    check = _checked(content, filename, dataset, {}, stopped=_nothing)
    if _must_not_be_kept(check):
        st.session_state[_NOT_KEPT] = NotKept(filename, check)
        return
    draft = drafts.save(
        loaders.database(), dataset=dataset, filename=filename, content=content, actor=actor.current(),
        base_version=loaders.newest(),
    )  # fmt: skip
    _remember_check(draft, check)
    remember(draft.id)
    upload_stepper.leave()


def replace(draft: OpenDraft, content: bytes, filename: str) -> None:
    """The mended file takes the place of the draft's; cells mended here belonged to the old one."""
    next_round()
    answers = {key: value for key, value in draft.answers.items() if not key.startswith("cell.")}
    try:
        check = _checked(content, filename, draft.dataset, answers, stopped=_nothing)
    except ValueError:  # an answer about a column or sheet that the new file has not
        answers = {}
        check = _checked(content, filename, draft.dataset, answers, stopped=_nothing)
    if _must_not_be_kept(check):
        st.session_state[_NOT_KEPT] = NotKept(filename, check)
        return
    st.session_state.pop(_NOT_KEPT, None)
    changed = drafts.update(
        loaders.database(),
        draft.id,
        actor=actor.current(),
        content=content,
        filename=filename,
        answers=answers,
        confirmed=[],
        new_key=True,
    )
    _remember_check(changed, check)


def not_kept() -> NotKept | None:
    """The file that was refused and not kept, until the next one comes."""
    found: NotKept | None = st.session_state.get(_NOT_KEPT)
    return found


def check_of(draft: OpenDraft) -> Check:
    """The draft's check, made once per file and answers."""
    kept = st.session_state.get(_CHECK)
    if kept is not None and kept[0] == _identity(draft):
        found: Check = kept[1]
        return found
    check = _checked(draft.content, draft.filename, draft.dataset, draft.answers, stopped=leave)
    _remember_check(draft, check)
    return check


def answer(draft: OpenDraft, answers: Mapping[str, str], *, without: str = "") -> bool:
    """Keep further answers and drop the earlier ones that begin with `without`; False when the file cannot take them. What
    had been confirmed was about another reading of the file."""
    kept = {key: value for key, value in draft.answers.items() if not (without and key.startswith(without))}
    settled = {**kept, **answers}
    try:
        check = _checked(draft.content, draft.filename, draft.dataset, settled, stopped=_nothing)
    except ValueError:
        return False
    changed = drafts.update(
        loaders.database(), draft.id, actor=actor.current(), answers=settled, confirmed=[], new_key=True
    )
    _remember_check(changed, check)
    return True


def identity(draft: OpenDraft) -> tuple[str, ...]:
    """What everything computed from the draft hangs on: the file, the answers, the version it is held against."""
    return (*_identity(draft), str(draft.base_version))


def _identity(draft: OpenDraft) -> tuple[str, ...]:
    return draft.id, draft.sha256, draft.filename, canonical(draft.answers)


def _remember_check(draft: OpenDraft, check: Check) -> None:
    st.session_state[_CHECK] = (_identity(draft), check)


def _must_not_be_kept(check: Check) -> bool:
    """Whether the file was refused for personal data, or could not be opened far enough to be searched for any."""
    return check.understood is None


def _nothing() -> None:
    """What a stop leaves to be put back: the file or the answers were not kept yet."""


def _checked(
    content: bytes, filename: str, dataset: str, answers: Mapping[str, str], *, stopped: Callable[[], None]
) -> Check:
    """The check, with a way to stop it; its copy of the file on the disk is gone when it ends, stopped or not."""

    def work() -> Check:
        with tempfile.TemporaryDirectory(prefix="ansinh-tep-") as folder:
            path = Path(folder) / "tep"
            path.write_bytes(content)
            return check_file(path, filename, dataset, answers=answers)

    words = _("Đang đọc và kiểm tra tệp {file}: tìm bảng, đọc từng ô, so với danh mục…").format(file=literal(filename))
    return upload_progress.while_doing(words, work, stopped=stopped)
