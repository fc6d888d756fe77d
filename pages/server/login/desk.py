"""Where names and passwords are looked at: few at a time, apart from everything else that waits for the database.

Belongs here: running a command of data/accounts for a form, and turning every refusal of it into words and a status.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Concatenate, ParamSpec, TypeVar

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from data.accounts.login import sign_in_as, sign_out
from data.engine import Database
from data.errors import DatabaseUnavailableError
from data.locale import _
from pages.server.login import cookies, form_page
from pages.server.login.form_body import StrangeFormError
from pages.server.login.return_to import HOME
from pages.ui.session import loaders

AT_ONCE = 4
"""Two may hash (data/accounts/passwords.py); the others are at the database."""
MOST_WAITING = 60
"""Some six seconds of hashing: whoever comes later is told to come again, instead of everybody waiting ever longer."""
_PLACES = anyio.CapacityLimiter(AT_ONCE)
Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")
Handler = Callable[[Request], Awaitable[Response]]


class CrowdedError(RuntimeError):
    """Too many are waiting already."""


async def ask(
    work: Callable[Concatenate[Database, Arguments], Result], *arguments: Arguments.args, **named: Arguments.kwargs
) -> Result:
    """Run a command on the process's database in a thread. Raises what it raises, DatabaseUnavailableError and CrowdedError."""
    if _PLACES.statistics().tasks_waiting >= MOST_WAITING:
        raise CrowdedError
    return await anyio.to_thread.run_sync(lambda: work(loaders.database(), *arguments, **named), limiter=_PLACES)


def answered(handler: Handler) -> Handler:
    """A handler whose form, crowd and database may fail: a page says so."""

    async def safe(request: Request) -> Response:
        try:
            return await handler(request)
        except StrangeFormError:
            words = _("Biểu mẫu gửi lên quá dài hoặc không đúng dạng nên không được nhận. Tải lại trang rồi nhập lại.")
            return form_page.answer(form_page.FormPage(_("Không nhận được biểu mẫu"), error=words), 413)
        except CrowdedError:
            words = _("Đang có nhiều người đăng nhập cùng lúc. Chờ vài giây rồi thử lại.")
            return form_page.answer(form_page.FormPage(_("Máy chủ đang bận"), error=words), 503, retry_after="5")
        except DatabaseUnavailableError as error:
            page = form_page.FormPage(_("Chưa làm được lúc này"), error=str(error))
            return form_page.answer(page, 503, retry_after="10")

    return safe


async def let_in(request: Request, token: str, to: str = HOME) -> Response:
    """End the session the browser had, give it the new one, lead on."""
    before = cookies.session_in(request.scope)
    if before:
        await ask(sign_out, before)
    response = RedirectResponse(to, 303, headers={"cache-control": "no-store"})
    cookies.give(response, token, request.scope)
    return response


async def let_in_as(request: Request, account_id: int) -> Response:
    """As `let_in`, for somebody who came by a one-time link."""
    return await let_in(request, await ask(sign_in_as, account_id, address(request)))


def address(request: Request) -> str:
    """Of the browser: the peer, or what a trusted proxy says of it (the server has put that in the peer's place)."""
    return request.client.host if request.client else ""
