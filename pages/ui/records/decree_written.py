"""Writing from the page of law and what it says afterwards.

Belongs here: one write with its errors in words, and its result shown once after the rerun. Nothing here judges a rule or
writes (data/store/parameters); no st.* call stands between the write's beginning and its end.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import streamlit as st

from data.accounts.permission import NotAllowedError
from data.errors import DatabaseUnavailableError
from data.locale import _
from data.store.batches import Applied, ConflictError
from data.store.facts import UnknownRowError
from pages.ui.format.tables import escape
from pages.ui.records.parameter_history import ASKED
from pages.ui.session import loaders

RESULT, ROUND = "_van-ban-ket-qua", "_van-ban-vong"


def result() -> None:
    """What the last write did, once."""
    done = st.session_state.pop(RESULT, None)
    if done:
        st.success(done)


def round_number() -> int:
    """Grows with each write: part of the keys of the form's fields, so that they are empty again after it."""
    return int(st.session_state.get(ROUND, 0))


def preview(place: str, shown: object) -> dict[str, Any]:
    """What is kept for one preview: the version it was made on and the key of its write; new when what is shown is."""
    kept = st.session_state.get(place)
    if kept is None or kept["shown"] != shown:
        kept = {"shown": shown, "base_version": loaders.newest(), "key": uuid.uuid4().hex}
        st.session_state[place] = kept
    return dict(kept)


def write(place: str, act: Callable[[], Applied], said: Callable[[Applied], str], name: str | None = None) -> None:
    """Write, then show the page anew with `said` on top and the parameter `name` in sight."""
    try:
        applied = act()
    except ConflictError as error:
        st.error(escape(str(error)))
        st.session_state.pop(place, None)
        return
    except UnknownRowError as error:
        st.error(_("Cơ sở dữ liệu không có mức {name}; chưa ghi gì.").format(name=escape(str(error))))
        return
    except (NotAllowedError, DatabaseUnavailableError) as error:
        st.error(escape(str(error)))
        return
    st.session_state[RESULT] = said(applied)
    st.session_state[ROUND] = round_number() + 1
    st.session_state.pop(place, None)
    if name is not None:
        st.session_state[ASKED] = name
    st.rerun()


def written(what: str, applied: Applied) -> str:
    """The sentence after a write of `what`; a write that found nothing to do says so."""
    if not applied.added:
        return _("Không có gì thay đổi: {what} đã có từ bản {batch}.").format(what=what, batch=applied.batch)
    return _(
        "Đã ghi {what} thành bản {batch}. Các trang đã tính theo luật mới. Thu hồi ở trang Lịch sử cập nhật."
    ).format(what=what, batch=applied.batch)
