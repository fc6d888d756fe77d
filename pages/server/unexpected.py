"""An answer that no route could give: the browser gets a number, the log gets that number and the rest in one line.

Belongs here: HTTP answers outside a page's script; the script has errors.py. Stands inside the headers, so that this answer carries
them, which the framework's own last resort would not.
"""

from __future__ import annotations

import logging
import secrets

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from data.errors import error_line
from data.locale import _

log = logging.getLogger("ansinh")


class UnexpectedErrors:
    """Pure ASGI. An answer that has begun cannot be taken back: the error then goes on to the server, which cuts the line."""

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
