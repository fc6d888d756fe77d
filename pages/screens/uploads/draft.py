"""The open draft of an upload: its place in the address and the session, its check and preview (cached), the line of
steps, and a way to stop a long step."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

import streamlit as st

from data.accounts.permission import NotAllowedError
from data.ingest import Check, check_file
from data.locale import _
from data.parsing.process import CancellableRead
from data.store import drafts
from data.store.compare import Comparison, compare
from data.store.drafts import OpenDraft
from data.store.warnings import review
from data.vocabulary.problems import Problem, confirm_groups
from models.base import canonical
from models.wording.numbers import moment, number
from models.wording.words import N_
from pages.ui.format import markup
from pages.ui.records import datasets
from pages.ui.records.datasets import literal, size_words
from pages.ui.session import actor, loaders

STOP = "tai-tep-dung"
_STOPPED = "_tai-tep-da-dung"
QUIET_SECONDS, TICK_SECONDS = 0.5, 0.5
_NO_OTHER_STOP = "<style>[data-testid=stStatusWidget] button {{ display: none }}</style>"
"""Streamlit's own stop, in English at the top of the screen, would leave the page half drawn."""
Result = TypeVar("Result")


def while_doing(step: str, work: Callable[[], Result], *, stopped: Callable[[], None]) -> Result:
    """The result of `work`, run on another thread with its name and a stop button on the screen; `work` must touch
    neither the page nor its session. `stopped` restores the session when the user stops it: the page then starts again,
    nothing after this call runs, and the file is read no further."""
    future, reading = Future[Result](), CancellableRead()
    threading.Thread(target=_run, args=(future, reading, work), daemon=True).start()
    if not _finished_within(future, QUIET_SECONDS):
        _wait(step, future, partial(_stop, stopped, reading))
    return future.result()


def show_stopped() -> None:
    """The message after a stop, once."""
    if st.session_state.pop(_STOPPED, False):
        st.info(_("Đã dừng theo yêu cầu. Không có gì được lưu hoặc ghi."))


def _wait(step: str, future: Future[Result], stop: Callable[[], None]) -> None:
    slot = st.empty()
    markup.show(markup.fill(_NO_OTHER_STOP))
    with slot.container(horizontal=True, vertical_alignment="center", border=True):
        line = st.empty()
        st.button(_("Dừng"), key=STOP, on_click=stop)
    waited = QUIET_SECONDS
    while not future.done():
        line.markdown(_("{step} ({seconds} giây)").format(step=step, seconds=number(int(waited))))
        _finished_within(future, TICK_SECONDS)
        waited += TICK_SECONDS
    slot.empty()


def _stop(stopped: Callable[[], None], reading: CancellableRead) -> None:
    reading.cancel()
    st.session_state[_STOPPED] = True
    stopped()


def _run(future: Future[Result], reading: CancellableRead, work: Callable[[], Result]) -> None:
    try:
        with reading.running():
            future.set_result(work())
    except BaseException as failure:
        future.set_exception(failure)


def _finished_within(future: Future[Result], seconds: float) -> bool:
    """Whether the work has ended, with a result or an error, within so many seconds."""
    try:
        future.exception(seconds)
    except TimeoutError:
        return False
    return True


STEP_PARAMETER = "buoc"
CHOOSE, CHECK, CHANGES, CONFIRM = 1, 2, 3, 4
STEPS = (N_("Chọn tệp"), N_("Kiểm tra"), N_("Xem thay đổi"), N_("Xác nhận"))
_STEPS_HTML = (
    '<ol style="display:flex;flex-wrap:wrap;gap:.5rem;margin:0;padding:0;list-style:none;font-family:inherit">'
    "{items}</ol>"
)
_STEP_HTML = (
    '<li aria-current="{current}" style="flex:1;padding:.3rem .2rem;border-bottom:4px solid '
    '{colour};font-weight:{weight}">{words}</li>'
)


def step_asked_for(last: int) -> int:
    """The step of the address, between the check and the `last` that the file allows."""
    text = st.query_params.get(STEP_PARAMETER, "")
    step = int(text) if text in ("2", "3", "4") else CHECK
    return min(step, last)


def show_steps(step: int) -> None:
    """All steps in a line; the current one is marked visually and for screen readers."""
    items = []
    for index, name in enumerate(STEPS, start=1):
        words = f"{index}. {_(name)}"
        if index < step:
            words = _("{step} (xong)").format(step=words)
        here = index == step
        items.append(
            markup.fill(
                _STEP_HTML,
                current="step" if here else "false",
                colour="#1F6FB2" if here else "rgba(128,128,128,.35)",
                weight=700 if here else 400,
                words=words,
            )
        )
    markup.show(markup.fill(_STEPS_HTML, items=markup.join(items)))
    st.caption(_("Bước {step} trong {all}: {name}").format(step=step, all=len(STEPS), name=_(STEPS[step - 1])))


def go_to_step(step: int) -> None:
    """Put the step in the address; for callbacks."""
    st.query_params[STEP_PARAMETER] = str(step)


def leave_step() -> None:
    """Remove the step from the address: no file is open."""
    st.query_params.pop(STEP_PARAMETER, None)


def step_button(label: str, step: int, *, key: str, primary: bool = False, disabled: bool = False) -> None:
    st.button(
        label, on_click=go_to_step, args=(step,), key=key, type="primary" if primary else "secondary", disabled=disabled
    )


DRAFT_PARAMETER = "ban-nhap"
ROUND = "_tai-tep-vong"
_OPEN, _CHECK, _NOT_KEPT = "_tai-tep-ban-nhap", "_tai-tep-kiem-tra", "_tai-tep-khong-giu"
PERSONAL = "personal"


@dataclass(frozen=True, eq=False)
class NotKept:
    """A file refused before anything of it was stored: it has personal data, or could not be opened to look for any."""

    filename: str
    check: Check

    @property
    def personal(self) -> bool:
        return any(problem.code == PERSONAL for problem in self.check.problems)


def open_draft() -> OpenDraft | None:
    """The draft of the address, else the last one of this session; a warning where it is gone."""
    wanted = st.query_params.get(DRAFT_PARAMETER) or st.session_state.get(_OPEN)
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
    set_open(draft.id)
    return draft


def set_open(draft_id: str) -> None:
    """Make this draft the open one of session and address; for callbacks too."""
    st.session_state[_OPEN] = draft_id
    st.session_state.pop(_NOT_KEPT, None)
    if st.query_params.get(DRAFT_PARAMETER) != draft_id:
        st.query_params[DRAFT_PARAMETER] = draft_id


def leave() -> None:
    """Close the open draft, which stays in the list. For callbacks too."""
    st.session_state.pop(_OPEN, None)
    st.session_state.pop(_CHECK, None)
    st.query_params.pop(DRAFT_PARAMETER, None)
    leave_step()
    next_round()


def discard(draft_id: str) -> None:
    """Delete a draft with its file; for callbacks."""
    drafts.discard(loaders.database(), draft_id, actor=actor.current())
    if st.session_state.get(_OPEN) == draft_id:
        leave()


def uploader_key(name: str) -> str:
    """A new key after each file received, so that the same file does not come again with a rerun."""
    return f"{name}-{st.session_state.get(ROUND, 0)}"


def next_round() -> None:
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1


def receive(content: bytes, filename: str, dataset: str) -> None:
    """Check a file and keep it as a new draft, unless it has personal data or cannot be opened. Raises
    data.store.drafts.DraftTooLargeError and DatabaseUnavailableError."""
    next_round()
    check = _checked(content, filename, dataset, {}, stopped=_nothing_to_undo)
    if _must_not_be_kept(check):
        st.session_state[_NOT_KEPT] = NotKept(filename, check)
        return
    draft = drafts.save(
        loaders.database(),
        dataset=dataset,
        filename=filename,
        content=content,
        actor=actor.current(),
        base_version=loaders.newest(),
    )
    _remember_check(draft, check)
    set_open(draft.id)
    leave_step()


def replace(draft: OpenDraft, content: bytes, filename: str) -> None:
    """Replace the draft's file by a corrected one; cells corrected in the browser belonged to the old file."""
    next_round()
    answers = {key: value for key, value in draft.answers.items() if not key.startswith("cell.")}
    try:
        check = _checked(content, filename, draft.dataset, answers, stopped=_nothing_to_undo)
    except ValueError:  # an answer about a column or sheet that the new file has not
        answers = {}
        check = _checked(content, filename, draft.dataset, answers, stopped=_nothing_to_undo)
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
    """The file that was refused and not stored, until the next one comes."""
    refused: NotKept | None = st.session_state.get(_NOT_KEPT)
    return refused


def check_of(draft: OpenDraft) -> Check:
    """The draft's check, made once for its file and answers."""
    cached = st.session_state.get(_CHECK)
    if cached is not None and cached[0] == _check_key(draft):
        result: Check = cached[1]
        return result
    check = _checked(draft.content, draft.filename, draft.dataset, draft.answers, stopped=leave)
    _remember_check(draft, check)
    return check


def answer(draft: OpenDraft, answers: Mapping[str, str], *, without: str = "") -> bool:
    """Store further answers and drop the earlier ones that begin with `without`; False when the file cannot take them.
    Confirmations are dropped, for they were about another reading of the file."""
    earlier = {key: value for key, value in draft.answers.items() if not (without and key.startswith(without))}
    merged = {**earlier, **answers}
    try:
        check = _checked(draft.content, draft.filename, draft.dataset, merged, stopped=_nothing_to_undo)
    except ValueError:
        return False
    changed = drafts.update(
        loaders.database(), draft.id, actor=actor.current(), answers=merged, confirmed=[], new_key=True
    )
    _remember_check(changed, check)
    return True


def cache_key(draft: OpenDraft) -> tuple[str, ...]:
    """Cache key of a draft: its file, its answers and the version it is compared with."""
    return (*_check_key(draft), str(draft.base_version))


def _check_key(draft: OpenDraft) -> tuple[str, ...]:
    return draft.id, draft.sha256, draft.filename, canonical(draft.answers)


def _remember_check(draft: OpenDraft, check: Check) -> None:
    st.session_state[_CHECK] = (_check_key(draft), check)


def _must_not_be_kept(check: Check) -> bool:
    """Whether the file was refused for personal data, or could not be opened far enough to be searched for any."""
    return check.reading is None


def _nothing_to_undo() -> None:
    """For a stop before anything of the file or the answers was stored."""


def _checked(
    content: bytes, filename: str, dataset: str, answers: Mapping[str, str], *, stopped: Callable[[], None]
) -> Check:
    """The check, with a way to stop it; its copy of the file on disk is deleted at the end, stopped or not."""

    def work() -> Check:
        with tempfile.TemporaryDirectory(prefix="ansinh-tep-") as folder:
            path = Path(folder) / "tep"
            path.write_bytes(content)
            return check_file(path, filename, dataset, answers=answers)

    words = _("Đang đọc và kiểm tra tệp {file}: tìm bảng, đọc từng ô, so với danh mục…").format(file=literal(filename))
    return while_doing(words, work, stopped=stopped)


LATER, DISCARD = "tai-tep-de-sau", "tai-tep-bo"


def show_head(draft: OpenDraft) -> None:
    """The file, its kind, and two buttons."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            _("**{file}** · {kind} · {size} · bản nháp lưu lúc {time}").format(
                file=literal(draft.filename),
                kind=_(datasets.of(draft.dataset).name),
                size=size_words(len(draft.content)),
                time=moment(draft.updated_at),
            ),
            width="stretch",
        )
        st.button(_("Để sau, chọn tệp khác"), key=LATER, on_click=leave)
        st.button(_("Bỏ tệp này"), key=DISCARD, on_click=discard, args=(draft.id,))


_KEPT = "_tai-tep-xem-truoc"
Cached = TypeVar("Cached")


@dataclass(frozen=True, eq=False)
class Preview:
    """The comparison with the draft's base version, and the warnings from the review against stored figures."""

    comparison: Comparison
    reviewed: tuple[Problem, ...]

    @property
    def written(self) -> int:
        """Rows that would be written."""
        return self.comparison.counts.get("new", 0) + self.comparison.counts.get("changed", 0)


def preview_of(draft: OpenDraft, check: Check) -> Preview:
    """The draft's preview. Raises data.store.facts.UnknownRowError."""

    def work() -> Preview:
        with (
            st.spinner(_("Đang so từng dòng với số liệu đang có và với kỳ trước…")),
            loaders.database().reading() as connection,
        ):
            version = draft.base_version
            return Preview(compare(connection, version, check), review(connection, version, check))

    return cached_for_draft(_KEPT, draft, work)


def groups_to_confirm(check: Check, preview: Preview) -> dict[str, tuple[Problem, ...]]:
    """The groups of warnings to be confirmed, of the file itself and of its comparison."""
    return confirm_groups((*check.problems, *preview.reviewed))


def cached_for_draft(key: str, draft: OpenDraft, work: Callable[[], Cached]) -> Cached:
    """The result of `work`, cached in the session under `key` until the draft's cache key changes."""
    cached = st.session_state.get(key)
    if cached is not None and cached[0] == cache_key(draft):
        value: Cached = cached[1]
        return value
    made = work()
    st.session_state[key] = (cache_key(draft), made)
    return made
