"""Between who brings a file and who writes it: handing in, what waits, and why somebody cannot write this one.

Belongs here: the words and the button "Gửi duyệt". Does not: the rule itself (data/store/commands.py, data/accounts/permission.py).
"""

from __future__ import annotations

import streamlit as st

from data.accounts import office
from data.accounts.permission import NotAllowedError
from data.errors import DatabaseUnavailableError
from data.locale import _
from data.store import drafts
from data.store import drafts as store_drafts
from data.store.drafts import OpenDraft
from models.access.roles import Action
from models.wording.numbers import moment
from pages.screens.uploads import upload_draft
from pages.ui.format.tables import escape
from pages.ui.records.words import literal
from pages.ui.session import actor, loaders, version
from pages.ui.session import actor as session_actor

SUBMIT, _SAID = "tai-tep-gui-duyet", "_tai-tep-da-gui"


def may_go_on(draft: OpenDraft, waiting: bool) -> bool:
    """Whether this person may write the draft; who may not hands it in instead, once everything is confirmed."""
    own = actor.name() in (draft.actor, draft.changed_by)
    if session_actor.may(Action.APPLY) and not (own and _two_pairs()):
        return version.may_write(Action.APPLY)
    if draft.submitted_at is not None:
        st.info(_("Đã gửi duyệt lúc {time}; chờ người duyệt xem và ghi.").format(time=moment(draft.submitted_at)))
        return False
    if own and session_actor.may(Action.APPLY):
        st.info(_("Cơ quan quy định người nạp tệp không tự duyệt tệp đó. Gửi duyệt để người khác xem và ghi."))
    if not version.may_write(Action.UPLOAD, Action.APPLY):
        return False
    st.button(
        _("Gửi duyệt"), key=SUBMIT, type="primary", disabled=waiting, on_click=_submit, args=(draft.id,),
        help=_("Xác nhận hết các nhóm ở trên rồi gửi.") if waiting else None,
    )  # fmt: skip
    return False


def waiting_list() -> None:
    """The files that wait for approval, for who approves and for who has handed them in."""
    said = st.session_state.pop(_SAID, None)
    if said is not None:
        (st.success if said[0] else st.error)(escape(said[1]))
    lines = store_drafts.waiting(loaders.database(), actor.current())
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
                on_click=upload_draft.remember,
                args=(line.id,),
                type="primary",
            )


def _submit(draft_id: str) -> None:
    try:
        drafts.submit(loaders.database(), draft_id, actor=actor.current())
    except (drafts.DraftGoneError, NotAllowedError, DatabaseUnavailableError) as error:
        st.session_state[_SAID] = (False, str(error))
        return
    st.session_state[_SAID] = (True, _("Đã gửi duyệt. Người duyệt thấy tệp ở trang Cập nhật số liệu."))
    upload_draft.leave()


def _two_pairs() -> bool:
    with loaders.database().reading() as connection:
        return office.read(connection).two_pairs_of_eyes
