"""Step 4 of an upload: confirm, submit for approval, result."""

from __future__ import annotations

from datetime import datetime

import polars as pl
import streamlit as st

from data.accounts import office
from data.accounts.permission import NotAllowedError
from data.errors import DatabaseUnavailableError
from data.ingest import Check
from data.locale import _
from data.store import drafts
from data.store.batches import Applied, ConflictError, UnconfirmedError, apply_file
from data.store.drafts import OpenDraft
from data.store.facts import UnknownRowError
from data.vocabulary.problems import Problem, words_of
from models.access.roles import Action
from models.wording.numbers import moment, number
from pages._registry import page
from pages.screens.uploads import draft as uploads_draft, payments
from pages.screens.uploads.draft import Preview
from pages.ui.format.tables import escape
from pages.ui.records import datasets
from pages.ui.records.datasets import literal, periods_words
from pages.ui.saved import scenarios
from pages.ui.session import actor, choices, loaders

SUBMIT, _SUBMITTED = "tai-tep-gui-duyet", "_tai-tep-da-gui"


def may_go_on(draft: OpenDraft, waiting: bool) -> bool:
    """Whether this user may apply the draft; others get a button to submit it, once everything is confirmed."""
    own = actor.name() in (draft.actor, draft.changed_by)
    if actor.may(Action.APPLY) and not (own and _two_pairs()):
        return choices.may_write(Action.APPLY)
    if draft.submitted_at is not None:
        st.info(_("Đã gửi duyệt lúc {time}; chờ người duyệt xem và ghi.").format(time=moment(draft.submitted_at)))
        return False
    if own and actor.may(Action.APPLY):
        st.info(_("Cơ quan quy định người nạp tệp không tự duyệt tệp đó. Gửi duyệt để người khác xem và ghi."))
    if not choices.may_write(Action.UPLOAD, Action.APPLY):
        return False
    st.button(
        _("Gửi duyệt"),
        key=SUBMIT,
        type="primary",
        disabled=waiting,
        on_click=_submit,
        args=(draft.id,),
        help=_("Xác nhận hết các nhóm ở trên rồi gửi.") if waiting else None,
    )
    return False


def waiting_list() -> None:
    """The drafts waiting for approval, for those who approve and for their senders."""
    message = st.session_state.pop(_SUBMITTED, None)
    if message is not None:
        (st.success if message[0] else st.error)(escape(message[1]))
    lines = drafts.waiting(loaders.database(), actor.current())
    if not lines:
        return
    st.subheader(_("Chờ duyệt ({count})").format(count=len(lines)), anchor=False)
    for line in lines:
        with st.container(horizontal=True, vertical_alignment="center", border=True):
            st.markdown(
                _("**{file}** · {who} gửi lúc {time}").format(
                    file=literal(line.filename),
                    who=escape(line.actor),
                    time=moment(line.submitted_at or line.updated_at),
                ),
                width="stretch",
            )
            st.button(
                _("Mở xem"),
                key=f"tai-tep-duyet-{line.id}",
                on_click=uploads_draft.set_open,
                args=(line.id,),
                type="primary",
            )


def _submit(draft_id: str) -> None:
    try:
        drafts.submit(loaders.database(), draft_id, actor=actor.current())
    except (drafts.DraftGoneError, NotAllowedError, DatabaseUnavailableError) as error:
        st.session_state[_SUBMITTED] = (False, str(error))
        return
    st.session_state[_SUBMITTED] = (True, _("Đã gửi duyệt. Người duyệt thấy tệp ở trang Cập nhật số liệu."))
    uploads_draft.leave()


def _two_pairs() -> bool:
    with loaders.database().reading() as connection:
        return office.read(connection).two_pairs_of_eyes


_KEPT = "_tai-tep-ket-qua"
MAP, ON_THE_MAP = "district_map.py", {"bando-chi-tieu": "btxh-nguoi"}
"""The map opens on published facts; who has sent figures is led to them."""
_ONWARD, _BACK = ":material/arrow_forward:", ":material/undo:"


def remember_result(draft: OpenDraft, applied: Applied, outcome: str) -> None:
    """Store the result in the session: a second click of a double click must not replace the answer to the first."""
    st.session_state[_KEPT] = (draft.filename, draft.dataset, applied, outcome)


def show_result() -> None:
    """The result of applying, with links to the pages concerned, until the next file or the next batch."""
    result = st.session_state.get(_KEPT)
    if result is None:
        return
    filename, dataset, applied, outcome = result
    if applied.added and applied.batch != loaders.newest():
        forget_result()
        return
    if applied.already_at is not None:
        st.info(already_applied(applied.already_at, applied.batch))
        return
    if not applied.added:
        st.info(_("0 thay đổi: số liệu trong tệp giống hệt số đang có."))
        return
    st.success(
        _("Đã ghi {added} dòng thành bản {batch} từ tệp {file}. {outcome}").format(
            added=number(applied.added), batch=applied.batch, file=literal(filename), outcome=outcome
        )
    )
    with st.container(horizontal=True):
        for file in datasets.of(dataset).pages:
            spec = page(file)
            asked = ON_THE_MAP if file == MAP else None
            label = _("Xem ở {page}").format(page=_(spec.title))
            st.page_link(scenarios.entry(spec), label=label, icon=_ONWARD, query_params=asked)
        st.page_link(scenarios.entry(page("history.py")), label=_("Thu hồi ở Lịch sử cập nhật"), icon=_BACK)


def forget_result() -> None:
    """Another file was opened."""
    st.session_state.pop(_KEPT, None)


def nothing_new(sha256: str) -> str:
    """Why there is nothing to apply: this very file was applied before, or another with the same figures."""
    same = loaders.batches().filter((pl.col("file_sha256") == sha256) & pl.col("undone_by").is_null())
    if same.is_empty():
        return _("0 thay đổi: số liệu trong tệp giống hệt số đang có. Không cần ghi.")
    return already_applied(same["created_at"][0], same["id"][0])


def already_applied(at: datetime, batch: int) -> str:
    return _("Tệp này đã nạp lúc {time} (bản {batch}), 0 thay đổi.").format(time=moment(at), batch=batch)


WRITE, AGAIN, BACK = "tai-tep-ghi", "tai-tep-so-moi", "tai-tep-ve-thay-doi"
_CONFLICT = "_tai-tep-xung-dot"
MESSAGES_SHOWN = 3


def show(draft: OpenDraft, check: Check, preview: Preview) -> None:
    """The groups of warnings, then the button or the reason why there is none."""
    if not preview.written:
        st.info(nothing_new(check.sha256))
        return
    groups = uploads_draft.groups_to_confirm(check, preview)
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
    if not may_go_on(draft, bool(waiting)):
        return
    if waiting:
        st.info(
            _(
                "Còn {count} nhóm chưa xác nhận. Xem từng nhóm ở trên rồi đánh dấu; nút ghi mở khi đã xác nhận hết."
            ).format(count=len(waiting))
        )
    if draft.dataset == "payments":
        st.markdown("\n\n".join(payments.headlines(payments.payment_effect(draft, check))))
    with st.container(horizontal=True):
        uploads_draft.step_button(_("Quay lại xem thay đổi"), uploads_draft.CHANGES, key=BACK)
        pressed = st.button(_write_label(draft, preview), type="primary", disabled=bool(waiting), key=WRITE)
    if pressed:
        _write(draft, check, preview)


def newer_figures(draft: OpenDraft) -> None:
    """A notice when the draft is compared with figures that are no longer the newest, and a button to compare it with
    those."""
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
    """The message of the conflict that the last attempt to apply ran into."""
    conflict = st.session_state.get(_CONFLICT)
    return conflict[1] if conflict is not None and conflict[0] == uploads_draft.cache_key(draft) else None


def rebase(draft_id: str) -> None:
    """Compare the draft with the newest figures; its confirmations are dropped. For callbacks."""
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
    uploads_draft.go_to_step(uploads_draft.CHANGES)


def _group(draft: OpenDraft, code: str, group: tuple[Problem, ...]) -> None:
    count = number(datasets.total(group))
    with st.container(border=True):
        key = f"tai-tep-xac-nhan-{code}"
        st.session_state[key] = code in draft.confirmed
        st.checkbox(
            _("Tôi đã xem và xác nhận: **{group}** ({count})").format(group=words_of(code), count=count),
            key=key,
            on_change=_tick,
            args=(draft.id, code, key),
        )
        st.markdown("\n".join(f"- {escape(problem.message)}" for problem in group[:MESSAGES_SHOWN]))
        rest = group[MESSAGES_SHOWN:]
        if rest:
            with st.expander(_("Xem thêm {count} điều").format(count=number(datasets.total(rest)))):
                st.markdown("\n".join(f"- {escape(problem.message)}" for problem in rest))


def _tick(draft_id: str, code: str, key: str) -> None:
    draft = drafts.read(loaders.database(), draft_id, actor=actor.current())
    if draft is None:
        return
    others = [other for other in draft.confirmed if other != code]
    ticked = [*others, code] if st.session_state[key] else others
    drafts.update(loaders.database(), draft_id, actor=actor.current(), confirmed=ticked)


def _write_label(draft: OpenDraft, preview: Preview) -> str:
    written = preview.comparison.frame.filter(pl.col("status").is_in(["new", "changed"]))
    kind = datasets.of(draft.dataset)
    periods = periods_words(kind.period_of(period) for period in written["period"].to_list())
    return _(kind.deed).format(count=number(preview.written), periods=periods)


def _outcome(draft: OpenDraft, check: Check, preview: Preview) -> str:
    """What the pages show of the file once it is written."""
    if draft.dataset == "payments":
        return payments.outcome(payments.payment_effect(draft, check))
    written = preview.comparison.frame.filter(pl.col("status").is_in(["new", "changed"]))
    below = draft.dataset in ("indicators", "households", "targets") and "province" not in written["level"]
    return (
        _("Số được lưu theo từng đơn vị; số của tỉnh trên các trang không đổi.")
        if below
        else _("Các trang đã tính theo số mới.")
    )


def _write(draft: OpenDraft, check: Check, preview: Preview) -> None:
    outcome = _outcome(draft, check, preview)
    try:
        with st.spinner(_("Đang ghi vào cơ sở dữ liệu…")):
            applied = apply_file(
                loaders.database(),
                check,
                draft.content,
                draft.filename,
                actor=actor.current(),
                base_version=draft.base_version,
                idempotency_key=draft.idempotency_key,
                answers=draft.answers,
                confirmed=draft.confirmed,
            )
    except ConflictError as error:
        st.session_state[_CONFLICT] = (uploads_draft.cache_key(draft), str(error))
        st.rerun()
    except (UnconfirmedError, UnknownRowError, NotAllowedError, DatabaseUnavailableError) as error:
        st.error(_("Chưa ghi gì. {reason}").format(reason=escape(str(error))))
        return
    remember_result(draft, applied, outcome)
    uploads_draft.discard(draft.id)
    st.rerun()
