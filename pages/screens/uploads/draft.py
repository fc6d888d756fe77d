"""The draft an upload page works on: its steps, progress while it is read, cached preview."""

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
from data.store.review import review
from data.vocabulary.problems import Problem, confirm_groups
from models.canonical import canonical
from models.wording.numbers import moment, number
from models.wording.words import N_
from pages.ui.format import markup
from pages.ui.records import datasets
from pages.ui.records.words import literal, size_words
from pages.ui.session import actor, loaders

STOP = "tai-tep-dung"
_STOPPED = "_tai-tep-da-dung"
QUIET_SECONDS, TICK_SECONDS = 0.5, 0.5
_NO_OTHER_STOP = "<style>[data-testid=stStatusWidget] button {{ display: none }}</style>"
"""Streamlit's own stop, in English at the top of the screen, would leave the page half drawn."""
Found = TypeVar("Found")


def while_doing(words: str, work: Callable[[], Found], *, stopped: Callable[[], None]) -> Found:
    """What `work` gives; it must touch neither the page nor its session. `stopped` puts the session back when the clerk
    stops it, and nothing that stands behind this call is done then: the page starts over at the click, and the file is
    read no further."""
    future, reading = Future[Found](), CancellableRead()
    threading.Thread(target=_settle, args=(future, reading, work), daemon=True).start()
    if not _settled(future, QUIET_SECONDS):
        _wait(words, future, partial(_stop, stopped, reading))
    return future.result()


def said() -> None:
    """Once after a stop."""
    if st.session_state.pop(_STOPPED, False):
        st.info(_("Đã dừng theo yêu cầu. Không có gì được lưu hoặc ghi."))


def _wait(words: str, future: Future[Found], stop: Callable[[], None]) -> None:
    place = st.empty()
    markup.show(markup.fill(_NO_OTHER_STOP))
    with place.container(horizontal=True, vertical_alignment="center", border=True):
        line = st.empty()
        st.button(_("Dừng"), key=STOP, on_click=stop)
    waited = QUIET_SECONDS
    while not future.done():
        line.markdown(_("{step} ({seconds} giây)").format(step=words, seconds=number(int(waited))))
        _settled(future, TICK_SECONDS)
        waited += TICK_SECONDS
    place.empty()


def _stop(stopped: Callable[[], None], reading: CancellableRead) -> None:
    reading.cancel()
    st.session_state[_STOPPED] = True
    stopped()


def _settle(future: Future[Found], reading: CancellableRead, work: Callable[[], Found]) -> None:
    try:
        with reading.running():
            future.set_result(work())
    except BaseException as failure:
        future.set_exception(failure)


def _settled(future: Future[Found], seconds: float) -> bool:
    """Whether the step has come to its end, well or not, within so long."""
    try:
        future.exception(seconds)
    except TimeoutError:
        return False
    return True


STEPPER_PARAMETER = "buoc"
CHOOSE, CHECK, CHANGES, CONFIRM = 1, 2, 3, 4
STEPS = (N_("Chọn tệp"), N_("Kiểm tra"), N_("Xem thay đổi"), N_("Xác nhận"))
_LINE = '<ol style="display:flex;flex-wrap:wrap;gap:.5rem;margin:0;padding:0;list-style:none;font-family:inherit">{items}</ol>'
_ITEM = (
    '<li aria-current="{current}" style="flex:1;padding:.3rem .2rem;border-bottom:4px solid '
    '{colour};font-weight:{weight}">{words}</li>'
)


def current(last: int) -> int:
    """The step the address asks for, between the check and the `last` that the file allows."""
    asked = st.query_params.get(STEPPER_PARAMETER, "")
    step = int(asked) if asked in ("2", "3", "4") else CHECK
    return min(step, last)


def show(step: int) -> None:
    """All steps in a line; the one that is shown is marked for the eye and for screen readers."""
    items = []
    for index, name in enumerate(STEPS, start=1):
        words = f"{index}. {_(name)}"
        if index < step:
            words = _("{step} (xong)").format(step=words)
        here = index == step
        items.append(
            markup.fill(
                _ITEM,
                current="step" if here else "false",
                colour="#1F6FB2" if here else "#AEB8C2",
                weight=700 if here else 400,
                words=words,
            )
        )
    markup.show(markup.fill(_LINE, items=markup.join(items)))
    st.caption(_("Bước {step} trong {all}: {name}").format(step=step, all=len(STEPS), name=_(STEPS[step - 1])))


def go(step: int) -> None:
    """To another step; for callbacks."""
    st.query_params[STEPPER_PARAMETER] = str(step)


def leave_step() -> None:
    """No step in the address: no file is open."""
    st.query_params.pop(STEPPER_PARAMETER, None)


def button(label: str, step: int, *, key: str, primary: bool = False, disabled: bool = False) -> None:
    st.button(label, on_click=go, args=(step,), key=key, type="primary" if primary else "secondary", disabled=disabled)


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
    leave_step()
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
        loaders.database(),
        dataset=dataset,
        filename=filename,
        content=content,
        actor=actor.current(),
        base_version=loaders.newest(),
    )
    _remember_check(draft, check)
    remember(draft.id)
    leave_step()


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
    """Keep further answers and drop the earlier ones that begin with `without`; False when the file cannot take them.
    What had been confirmed was about another reading of the file."""
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
    return check.reading is None


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
CachedPreview = TypeVar("CachedPreview")


@dataclass(frozen=True, eq=False)
class Preview:
    """The comparison with the draft's base version, and the warnings that need the kept figures."""

    comparison: Comparison
    reviewed: tuple[Problem, ...]

    @property
    def written(self) -> int:
        """Rows that would be written."""
        return self.comparison.counts.get("new", 0) + self.comparison.counts.get("changed", 0)


def of(draft: OpenDraft, check: Check) -> Preview:
    """The draft's preview. Raises data.store.facts.UnknownRowError."""

    def work() -> Preview:
        with (
            st.spinner(_("Đang so từng dòng với số liệu đang có và với kỳ trước…")),
            loaders.database().reading() as connection,
        ):
            version = draft.base_version
            return Preview(compare(connection, version, check), review(connection, version, check))

    return remembered(_KEPT, draft, work)


def groups(check: Check, preview: Preview) -> dict[str, tuple[Problem, ...]]:
    """The warnings somebody has to confirm, of the file itself and of its comparison."""
    return confirm_groups((*check.problems, *preview.reviewed))


def remembered(place: str, draft: OpenDraft, work: Callable[[], CachedPreview]) -> CachedPreview:
    """What `work` gives, kept in the session under `place` as long as the draft stands as it does."""
    kept = st.session_state.get(place)
    if kept is not None and kept[0] == identity(draft):
        found: CachedPreview = kept[1]
        return found
    made = work()
    st.session_state[place] = (identity(draft), made)
    return made
