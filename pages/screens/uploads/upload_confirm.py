"""Step 4: confirm what could be wrong, group by group, then the one button that writes.

Belongs here: ticking groups, the button that names its deed, what stands in its way. Does not: what is asked to be confirmed
(data/vocabulary/problems.py, data/store/review.py) or the write (data/store/commands.py). No st.* call stands between BEGIN and
COMMIT: apply_file makes none.
"""

from __future__ import annotations

import polars as pl
import streamlit as st

from data.accounts.permission import NotAllowedError
from data.errors import DatabaseUnavailableError
from data.ingest import Check
from data.locale import _
from data.store import drafts
from data.store.commands import ConflictError, UnconfirmedError, apply_file
from data.store.drafts import OpenDraft
from data.store.facts import UnknownRowError
from data.vocabulary.problems import Problem, words_of
from models.wording.numbers import number
from pages.screens.uploads import upload_approval, upload_draft, upload_preview, upload_result, upload_stepper
from pages.screens.uploads.upload_preview import Preview
from pages.ui.format.tables import escape
from pages.ui.records import datasets, problems
from pages.ui.records.words import periods_words
from pages.ui.session import actor, loaders

WRITE, AGAIN, BACK = "tai-tep-ghi", "tai-tep-so-moi", "tai-tep-ve-thay-doi"
_CONFLICT = "_tai-tep-xung-dot"
MESSAGES_SHOWN = 3


def show(draft: OpenDraft, check: Check, preview: Preview) -> None:
    """The groups, then the button or why there is none."""
    if not preview.written:
        st.info(upload_result.nothing_new(check.sha256))
        return
    groups = upload_preview.groups(check, preview)
    if groups:
        st.markdown(_("**Điều cần xác nhận trước khi ghi.** Tên người xác nhận được lưu cùng lần cập nhật."))
    for code, group in groups.items():
        _group(draft, code, group)
    waiting = [code for code in groups if code not in draft.confirmed]
    conflict = _conflict(draft)
    if conflict is not None:
        st.error(escape(conflict))
        st.button(_("Xem thay đổi với số mới"), key=AGAIN, type="primary", on_click=rebase, args=(draft.id,))
        return
    if not upload_approval.may_go_on(draft, bool(waiting)):
        return
    if waiting:
        st.info(
            _("Còn {count} nhóm chưa xác nhận. Xem từng nhóm ở trên rồi đánh dấu; nút ghi mở khi đã xác nhận hết.").format(
                count=len(waiting)
            )
        )  # fmt: skip
    with st.container(horizontal=True):
        upload_stepper.button(_("Quay lại xem thay đổi"), upload_stepper.CHANGES, key=BACK)
        pressed = st.button(_deed(draft, preview), type="primary", disabled=bool(waiting), key=WRITE)
    if pressed:
        _write(draft, check)


def newer_figures(draft: OpenDraft) -> None:
    """Says when the draft is held against figures that are no longer the newest, and offers to hold it against those."""
    newest = loaders.newest()
    if draft.base_version >= newest or _conflict(draft) is not None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.info(
            _("Tệp đang được so với số liệu bản {base}; nay đã có bản {newest}.").format(
                base=draft.base_version, newest=newest
            )
        )
        st.button(_("Xem thay đổi với số mới"), key=f"{AGAIN}-som", on_click=rebase, args=(draft.id,))


def _conflict(draft: OpenDraft) -> str | None:
    """Who wrote the same figures first, as the last try to write found out."""
    kept = st.session_state.get(_CONFLICT)
    return kept[1] if kept is not None and kept[0] == upload_draft.identity(draft) else None


def rebase(draft_id: str) -> None:
    """Hold the draft against the newest figures; what had been confirmed was about older ones. For callbacks."""
    st.session_state.pop(_CONFLICT, None)
    try:
        drafts.update(
            loaders.database(),
            draft_id,
            actor=actor.current(),
            base_version=loaders.newest(),
            confirmed=[],
            new_key=True,
        )
    except drafts.DraftGoneError:
        return  # the page says so itself when it looks for the draft
    upload_stepper.go(upload_stepper.CHANGES)


def _group(draft: OpenDraft, code: str, group: tuple[Problem, ...]) -> None:
    count = number(problems.total(group))
    with st.container(border=True):
        key = f"tai-tep-xac-nhan-{code}"
        st.session_state[key] = code in draft.confirmed
        st.checkbox(
            _("Tôi đã xem và xác nhận: **{group}** ({count})").format(group=words_of(code), count=count),
            key=key, on_change=_tick, args=(draft.id, code, key),
        )  # fmt: skip
        st.markdown("\n".join(f"- {escape(problem.message)}" for problem in group[:MESSAGES_SHOWN]))
        rest = group[MESSAGES_SHOWN:]
        if rest:
            with st.expander(_("Xem thêm {count} điều").format(count=number(problems.total(rest)))):
                st.markdown("\n".join(f"- {escape(problem.message)}" for problem in rest))


def _tick(draft_id: str, code: str, key: str) -> None:
    draft = drafts.read(loaders.database(), draft_id, actor=actor.current())
    if draft is None:
        return
    others = [kept for kept in draft.confirmed if kept != code]
    ticked = [*others, code] if st.session_state[key] else others
    drafts.update(loaders.database(), draft_id, actor=actor.current(), confirmed=ticked)


def _deed(draft: OpenDraft, preview: Preview) -> str:
    written = preview.comparison.frame.filter(pl.col("status").is_in(["new", "changed"]))
    kind = datasets.of(draft.dataset)
    periods = periods_words(kind.period_of(period) for period in written["period"].to_list())
    return _(kind.deed).format(count=number(preview.written), periods=periods)


def _write(draft: OpenDraft, check: Check) -> None:
    try:
        with st.spinner(_("Đang ghi vào cơ sở dữ liệu…")):
            applied = apply_file(
                loaders.database(), check, draft.content, draft.filename, actor=actor.current(),
                base_version=draft.base_version, idempotency_key=draft.idempotency_key, answers=draft.answers,
                confirmed=draft.confirmed,
            )  # fmt: skip
    except ConflictError as error:
        st.session_state[_CONFLICT] = (upload_draft.identity(draft), str(error))
        st.rerun()
    except (UnconfirmedError, UnknownRowError, NotAllowedError, DatabaseUnavailableError) as error:
        st.error(_("Chưa ghi gì. {reason}").format(reason=escape(str(error))))
        return
    upload_result.keep(draft, applied)
    upload_draft.discard(draft.id)
    st.rerun()
