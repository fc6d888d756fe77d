"""The way of a file of exact borders onto the map: choose, check, look at it over the old borders, confirm, write."""

from __future__ import annotations

import streamlit as st

from data.accounts.permission import NotAllowedError
from data.boundaries.check import Check, check_boundaries
from data.boundaries.problems import groups
from data.errors import DatabaseUnavailableError
from data.locale import _
from data.store.batches import ConflictError
from data.store.boundaries import apply_boundaries
from data.store.commands import UnconfirmedError
from models.access.roles import Action
from models.wording.numbers import number
from pages.screens.admin import boundary_choose, boundary_preview, boundary_problems, boundary_result
from pages.screens.admin.boundary_choose import Chosen
from pages.ui.format.tables import escape
from pages.ui.session import actor, loaders, version

WRITE, AGAIN = "ranh-gioi-ghi", "ranh-gioi-xem-lai"
_CHECKED, _CONFLICT = "_ranh-gioi-da-kiem", "_ranh-gioi-xung-dot"


def show(data: loaders.Data) -> None:
    """The whole flow on one part of a page; `data` is the version the page looks at."""
    boundary_result.show()
    chosen = boundary_choose.show()
    if chosen is None:
        return
    if boundary_result.is_of(chosen):
        return
    key = boundary_choose.key_of()
    check = _checked(chosen, key)
    boundary_choose.key_picker(check)
    boundary_problems.show(check)
    if check.status == "refused":
        return
    boundary_preview.show(data, check)
    _write(chosen, check)


def _checked(chosen: Chosen, key: str | None) -> Check:
    """Once a file and key: opening it takes a process of its own."""
    named = (chosen.sha256, chosen.vintage, chosen.level, key)
    kept = st.session_state.get(_CHECKED)
    if kept is None or kept[0] != named:
        with st.spinner(_("Đang kiểm tra ranh giới…")):
            check = check_boundaries(chosen.content, chosen.filename, chosen.vintage, chosen.level, key)
        kept = st.session_state[_CHECKED] = (named, check)
        st.session_state.pop(_CONFLICT, None)
    result: Check = kept[1]
    return result


def _write(chosen: Chosen, check: Check) -> None:
    st.markdown(_("**4. Xác nhận và ghi**"))
    conflict = st.session_state.get(_CONFLICT)
    if conflict is not None:
        st.error(escape(conflict))
        st.button(_("Xem lại với ranh giới mới"), key=AGAIN, type="primary", on_click=_rebase)
        return
    if not version.may_write(Action.IMPORT_BOUNDARIES):
        return
    warned = groups(check.problems)
    confirmed = [code for code in warned if boundary_problems.tick(chosen.sha256, code, warned[code])]
    waiting = len(warned) - len(confirmed)
    if waiting:
        st.info(_("Còn {count} nhóm chưa xác nhận; nút ghi mở khi đã xác nhận hết.").format(count=waiting))
    label = _("Ghi ranh giới của {count} đơn vị").format(count=number(len(check.outlines)))
    if not st.button(label, type="primary", disabled=bool(waiting), key=WRITE):
        return
    try:
        with st.spinner(_("Đang ghi vào cơ sở dữ liệu…")):
            applied = apply_boundaries(
                loaders.database(),
                check,
                chosen.content,
                actor=actor.current(),
                base_version=chosen.base_version,
                idempotency_key=chosen.idempotency_key,
                confirmed=confirmed,
            )
    except ConflictError as error:
        st.session_state[_CONFLICT] = str(error)
        st.rerun()
    except (UnconfirmedError, NotAllowedError, DatabaseUnavailableError) as error:
        st.error(_("Chưa ghi gì. {reason}").format(reason=escape(str(error))))
        return
    boundary_result.keep(chosen, applied)
    st.rerun()


def _rebase() -> None:
    """Hold the file against the newest borders. For callbacks."""
    st.session_state.pop(_CONFLICT, None)
    boundary_choose.rebase()
