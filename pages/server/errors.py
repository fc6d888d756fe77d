"""Errors of pages and of requests: a number for the person, one line for the log."""

from __future__ import annotations

import logging
import secrets
from typing import Any

import streamlit as st
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from data.errors import DatabaseUnavailableError, error_line
from data.locale import _

log = logging.getLogger("ansinh")


def keep_logs_to_one_line() -> None:
    """From now on every event of this process, Streamlit's and the server's too, is one line, and an error in it is
    what `error_line` makes of it: Streamlit prints each failure of a page with its message, which is where names and
    numbers of persons stand."""
    made = logging.getLogRecordFactory()
    if getattr(made, "one_line", False):
        return

    def one_line(*given: Any, **named: Any) -> logging.LogRecord:
        record = made(*given, **named)
        error = record.exc_info[1] if record.exc_info else None
        try:
            said = record.getMessage()
        except (TypeError, ValueError):  # a message that does not fit its arguments
            said = record.msg = str(record.msg)
            record.args = ()
        if error is not None:
            said = f"{said}: {error_line(error)}"
        if error is not None or not said.isprintable():
            record.msg, record.args = "".join(c if c.isprintable() else " " for c in said), ()
            record.exc_info = record.exc_text = None
        return record

    one_line.one_line = True  # type: ignore[attr-defined]
    logging.setLogRecordFactory(one_line)


def log_script_error(error: Exception) -> bool:
    """Called on the script's thread for an exception no page handled; True = the page shows nothing of its own."""
    number = secrets.token_hex(4)
    log.error("script error %s: %s", number, error_line(error))
    if isinstance(error, DatabaseUnavailableError):
        st.error(_("{reason} Mã lỗi: {number}.").format(reason=error, number=number))
    else:
        st.error(
            _(
                "Trang này gặp lỗi ngoài dự kiến; số liệu không bị thay đổi. Tải lại trang; nếu vẫn lỗi, báo mã "
                "{number}."
            ).format(number=number)
        )
    return True


log_unexpected = logging.getLogger("ansinh")


class UnexpectedErrors:
    """Pure ASGI. An answer that has begun cannot be taken back: the error then goes on to the server, which cuts the
    line."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = False

        async def noted(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, noted)
        except Exception as error:
            number = secrets.token_hex(4)
            log_unexpected.error("request error %s: %s", number, error_line(error))
            if begun:
                raise
            words = _(
                "Máy chủ gặp lỗi ngoài dự kiến; số liệu không bị thay đổi. Thử lại; nếu vẫn lỗi, báo mã {number}."
            )
            answer = PlainTextResponse(words.format(number=number), 500, headers={"cache-control": "no-store"})
            await answer(scope, receive, send)
