"""Plain HTML forms of the sign-in pages: body, page, limits."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar
from urllib.parse import parse_qsl

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response

from data.accounts.login import sign_in_as, sign_out
from data.engine import Database
from data.errors import DatabaseUnavailableError
from data.locale import _
from pages.server.login import cookies
from pages.server.login.cookies import HOME
from pages.ui.session import loaders

STYLE = "/dang-nhap.css"
_STYLE_FILE = Path(__file__).parents[2] / "assets" / "form.css"
_HEADERS = {
    "cache-control": "no-store",
    # Addresses of these pages may hold a one-time link. Not "no-referrer": browsers then send the form without saying
    # where from.
    "referrer-policy": "strict-origin",
}
_ERROR = "loi"


@dataclass(frozen=True)
class Field:
    """One input. `autocomplete` tells a browser what it may fill in; `wrong` ties the page's error to it."""

    name: str
    label: str
    autocomplete: str
    value: str = ""
    secret: bool = False
    hint: str = ""
    wrong: bool = False
    fixed: bool = False


@dataclass(frozen=True)
class FormPage:
    """A page with a form. `notice` explains why it is shown, `error` what to correct; without a button it is a message
    with a link."""

    title: str
    action: str = ""
    button: str = ""
    fields: Sequence[Field] = ()
    hidden: dict[str, str] = field(default_factory=dict)
    intro: str = ""
    notice: str = ""
    error: str = ""
    facts: Sequence[tuple[str, str]] = ()
    """Names and values to read off."""
    on: tuple[str, str] | None = None
    """Address and words of a link below the form."""


def answer(page: FormPage, status: int = 200, **headers: str) -> HTMLResponse:
    more = {name.replace("_", "-"): value for name, value in headers.items()}
    return HTMLResponse(_html(page), status, headers={**_HEADERS, **more})


async def style(request: Request) -> Response:
    return FileResponse(_STYLE_FILE, media_type="text/css", headers={"cache-control": "no-cache"})


def _html(page: FormPage) -> str:
    parts = [f"<h1>{escape(page.title)}</h1>"]
    if page.notice:
        parts.append(f'<p class="notice" role="status">{escape(page.notice)}</p>')
    if page.intro:
        parts.append(f"<p>{escape(page.intro)}</p>")
    if page.error:
        parts.append(f'<p class="error" role="alert" id="{_ERROR}">{escape(page.error)}</p>')
    if page.facts:
        listed = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in page.facts)
        parts.append(f"<dl>{listed}</dl>")
    if page.button:
        parts.append(_form(page))
    if page.on:
        parts.append(f'<p><a href="{escape(page.on[0])}">{escape(page.on[1])}</a></p>')
    name = escape(_("An sinh Hà Nam"))
    return (
        '<!doctype html><html lang="vi"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        f'<title>{escape(page.title)} – {name}</title><link rel="icon" href="/favicon.png">'
        f'<link rel="stylesheet" href="{STYLE}"></head>'
        f'<body><main><p class="logo">{name}</p>{"".join(parts)}</main></body></html>'
    )


def _form(page: FormPage) -> str:
    boxes = [_box(box, first=index == _first_open(page)) for index, box in enumerate(page.fields)]
    boxes += [
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">' for name, value in page.hidden.items()
    ]
    return (
        f'<form method="post" action="{escape(page.action)}">{"".join(boxes)}'
        f"<button>{escape(page.button)}</button></form>"
    )


def _first_open(page: FormPage) -> int:
    """Index of the input to focus: the wrong one, else the first empty one."""
    wrong = [index for index, box in enumerate(page.fields) if box.wrong]
    empty = [index for index, box in enumerate(page.fields) if not box.value and not box.fixed]
    return (wrong or empty or [0])[0]


def _box(box: Field, *, first: bool) -> str:
    described = [f"{box.name}-goi-y"] if box.hint else []
    described += [_ERROR] if box.wrong else []
    marks = "".join(
        [
            ' type="password"' if box.secret else ' type="text" autocapitalize="none" spellcheck="false"',
            f' value="{escape(box.value)}"' if box.value and not box.secret else "",
            " readonly" if box.fixed else " required",
            f' aria-describedby="{escape(" ".join(described))}"' if described else "",
            ' aria-invalid="true"' if box.wrong else "",
            " autofocus" if first else "",
        ]
    )
    name = escape(box.name)
    hint = f'<span class="hint" id="{name}-goi-y">{escape(box.hint)}</span>' if box.hint else ""
    return (
        f'<label for="{name}">{escape(box.label)}</label>{hint}'
        f'<input id="{name}" name="{name}" autocomplete="{escape(box.autocomplete)}"{marks}>'
    )


LARGEST = 16 * 1024
MOST_FIELDS = 12
_TYPE = "application/x-www-form-urlencoded"


class StrangeFormError(ValueError):
    """A body that is too long, or not a form."""


async def fields(request: Request) -> dict[str, str]:
    """Field values by name. Raises StrangeFormError before more than the limit has been taken in."""
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != _TYPE:
        raise StrangeFormError
    if int(request.headers.get("content-length", "0")) > LARGEST:
        raise StrangeFormError
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            raise StrangeFormError
    try:
        pairs = parse_qsl(
            bytes(body).decode("ascii"), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict"
        )
    except ValueError as error:  # not ASCII, not UTF-8 behind the percent signs, too many fields
        raise StrangeFormError from error
    return dict(pairs)


AT_ONCE = 4
"""Two may hash (data/accounts/passwords.py); the others are at the database."""
MOST_WAITING = 60
"""Some six seconds of hashing: further requests are refused at once, instead of all waiting ever longer."""
_PLACES = anyio.CapacityLimiter(AT_ONCE)
Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")
Handler = Callable[[Request], Awaitable[Response]]


class CrowdedError(RuntimeError):
    """Too many are waiting already."""


async def ask(
    work: Callable[Concatenate[Database, Arguments], Result], *arguments: Arguments.args, **named: Arguments.kwargs
) -> Result:
    """Run a command on the process's database in a thread. Raises what it raises, DatabaseUnavailableError and
    CrowdedError."""
    if _PLACES.statistics().tasks_waiting >= MOST_WAITING:
        raise CrowdedError
    return await anyio.to_thread.run_sync(lambda: work(loaders.database(), *arguments, **named), limiter=_PLACES)


def answered(handler: Handler) -> Handler:
    """A handler with pages for its own failures: a bad form, too many requests, no database."""

    async def safe(request: Request) -> Response:
        try:
            return await handler(request)
        except StrangeFormError:
            words = _("Biểu mẫu gửi lên quá dài hoặc không đúng dạng nên không được nhận. Tải lại trang rồi nhập lại.")
            return answer(FormPage(_("Không nhận được biểu mẫu"), error=words), 413)
        except CrowdedError:
            words = _("Đang có nhiều người đăng nhập cùng lúc. Chờ vài giây rồi thử lại.")
            return answer(FormPage(_("Máy chủ đang bận"), error=words), 503, retry_after="5")
        except DatabaseUnavailableError as error:
            page = FormPage(_("Chưa làm được lúc này"), error=str(error))
            return answer(page, 503, retry_after="10")

    return safe


async def let_in(request: Request, token: str, to: str = HOME) -> Response:
    """End the browser's old session, set the new one, redirect."""
    before = cookies.session_in(request.scope)
    if before:
        await ask(sign_out, before)
    response = RedirectResponse(to, 303, headers={"cache-control": "no-store"})
    cookies.give(response, token, request.scope)
    return response


async def let_in_as(request: Request, account_id: int) -> Response:
    """As `let_in`, for a person who used a one-time link."""
    return await let_in(request, await ask(sign_in_as, account_id, address(request)))


def address(request: Request) -> str:
    """The browser's address: the peer, or the one a trusted proxy gives (the server has put it in the peer's place)."""
    return request.client.host if request.client else ""
