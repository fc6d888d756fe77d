"""Errors of pages and requests: a number for the user, one line for the log."""

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
    """Make every log record of this process, Streamlit's and the server's too, one line, with errors as `error_line`
    writes them: Streamlit prints each failure of a page with its message, which may contain names and numbers of
    persons."""
    made = logging.getLogRecordFactory()
    if getattr(made, "one_line", False):
        return

    def one_line(*given: Any, **named: Any) -> logging.LogRecord:
        record = made(*given, **named)
        error = record.exc_info[1] if record.exc_info else None
        try:
            message = record.getMessage()
        except (TypeError, ValueError):  # a message that does not fit its arguments
            message = record.msg = str(record.msg)
            record.args = ()
        if error is not None:
            message = f"{message}: {error_line(error)}"
        if error is not None or not message.isprintable():
            record.msg, record.args = "".join(c if c.isprintable() else " " for c in message), ()
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


log = logging.getLogger("ansinh")


class UnexpectedErrors:
    """Pure ASGI middleware: a 500 response with a number. Where the response has begun, the error goes on to the
    server, which closes the connection."""

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
            log.error("request error %s: %s", number, error_line(error))
            if begun:
                raise
            words = _(
                "Máy chủ gặp lỗi ngoài dự kiến; số liệu không bị thay đổi. Thử lại; nếu vẫn lỗi, báo mã {number}."
            )
            answer = PlainTextResponse(words.format(number=number), 500, headers={"cache-control": "no-store"})
            await answer(scope, receive, send)
