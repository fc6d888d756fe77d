"""Errors a page did not expect: the screen gets a number, the log gets that number and the rest.

Belongs here: the last resort. What a page can foresee it says itself, in its own place.
"""

from __future__ import annotations

import logging
import secrets

import streamlit as st

from data.engine import DatabaseUnavailableError
from data.locale import _

log = logging.getLogger("ansinh")


def log_script_error(error: Exception) -> bool:
    """Called on the script's thread for an exception no page handled; True = the page shows nothing of its own."""
    number = secrets.token_hex(4)
    log.error("script error %s", number, exc_info=error)
    if isinstance(error, DatabaseUnavailableError):
        st.error(str(error))
    else:
        st.error(
            _(
                "Trang này gặp lỗi ngoài dự kiến; số liệu không bị thay đổi. Tải lại trang; nếu vẫn lỗi, báo mã {number}."
            ).format(number=number)
        )
    return True
