"""A page that is a form and nothing else: plain HTML that needs no script.

Belongs here: how such a page looks and how every value in it is escaped. Does not: what is asked, and what becomes of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response

from data.locale import _

STYLE = "/dang-nhap.css"
_STYLE_FILE = Path(__file__).parents[2] / "assets" / "form.css"
_HEADERS = {
    "cache-control": "no-store",
    # Addresses of these pages may hold a one-time link. Not "no-referrer": browsers then send the form without saying where from.
    "referrer-policy": "strict-origin",
}
_ERROR = "loi"


@dataclass(frozen=True)
class Field:
    """One box. `autocomplete` tells a browser what it may fill in; `wrong` ties the page's error to it."""

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
    """`notice` says why the page is here, `error` what to mend; without a button it is a message with a way on."""

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
    boxes = [_box(one, first=place == _first_open(page)) for place, one in enumerate(page.fields)]
    boxes += [
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">' for name, value in page.hidden.items()
    ]
    return (
        f'<form method="post" action="{escape(page.action)}">{"".join(boxes)}'
        f"<button>{escape(page.button)}</button></form>"
    )


def _first_open(page: FormPage) -> int:
    """The box to begin in: the one that is wrong, else the first that is empty."""
    wrong = [place for place, one in enumerate(page.fields) if one.wrong]
    empty = [place for place, one in enumerate(page.fields) if not one.value and not one.fixed]
    return (wrong or empty or [0])[0]


def _box(one: Field, *, first: bool) -> str:
    described = [f"{one.name}-goi-y"] if one.hint else []
    described += [_ERROR] if one.wrong else []
    marks = "".join(
        [
            ' type="password"' if one.secret else ' type="text" autocapitalize="none" spellcheck="false"',
            f' value="{escape(one.value)}"' if one.value and not one.secret else "",
            " readonly" if one.fixed else " required",
            f' aria-describedby="{escape(" ".join(described))}"' if described else "",
            ' aria-invalid="true"' if one.wrong else "",
            " autofocus" if first else "",
        ]
    )
    name = escape(one.name)
    hint = f'<span class="hint" id="{name}-goi-y">{escape(one.hint)}</span>' if one.hint else ""
    return (
        f'<label for="{name}">{escape(one.label)}</label>{hint}'
        f'<input id="{name}" name="{name}" autocomplete="{escape(one.autocomplete)}"{marks}>'
    )
