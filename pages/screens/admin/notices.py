"""What the last command of the administration page did, said once after the page is drawn anew."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from data.accounts.accounts import AccountRefusedError
from data.accounts.office import OfficeRefusedError
from data.accounts.permission import NotAllowedError
from data.database_copy import BackupError
from data.errors import DatabaseUnavailableError
from data.store.batches import ConflictError
from pages.ui.format.tables import escape

_SAID = "_quan-tri-da-lam"
REFUSALS = (
    AccountRefusedError,
    BackupError,
    ConflictError,
    DatabaseUnavailableError,
    NotAllowedError,
    OfficeRefusedError,
)


def show() -> None:
    said = st.session_state.pop(_SAID, None)
    if said:
        st.success(escape(said))


def act(deed: Callable[[], str]) -> None:
    """Do it and draw the page anew with what it said; a refusal stands where the button is, and nothing has changed."""
    try:
        said = deed()
    except REFUSALS as refused:
        st.error(escape(str(refused)))
        return
    st.session_state[_SAID] = said
    st.rerun()
