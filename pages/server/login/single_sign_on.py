"""Signing in by the office's own single sign-on (OpenID Connect), where secrets.toml configures it
(pages/ui/session/provider.py)."""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any
from urllib.parse import quote, urlsplit

from starlette.requests import HTTPConnection, Request
from starlette.responses import RedirectResponse, Response
from starlette.types import Scope

from data.accounts import accounts, sessions
from data.accounts.accounts import Identity, UnknownIdentityError
from data.accounts.login import LoginRefusedError, sign_in_as
from data.locale import _
from pages.server.login import cookies, forms
from pages.server.login.cookies import HOME, PARAMETER, own_path
from pages.server.login.forms import FormPage
from pages.server.streamlit_internals import IDENTITY_COOKIE, TOKENS_COOKIE, identity, provider_token, sign, signed
from pages.ui.session import provider
from pages.ui.session.actor import LOGIN

START, DONE = "/dang-nhap/co-quan", "/dang-nhap/co-quan/xong"
_STREAMLITS_LOGIN = "/auth/login"
_ATTEMPT = "ansinh-co-quan"
ATTEMPT_SECONDS, FRESH_SECONDS = 600, 120
"""How long somebody may be away at the provider; how old its answer may be, so that a copied cookie is soon worth
nothing."""
_LONGEST = 3_500
"""Characters of a cookie's value: browsers keep 4096 bytes of a cookie with its name and flags."""


def is_open(path: str) -> bool:
    """Whether the address belongs to the sign-on and must be reachable without a session."""
    return path in (START, DONE, _STREAMLITS_LOGIN, provider.CALLBACK) and provider.is_configured()


def has_come_back(scope: Scope) -> bool:
    """Whether this is the first page, to which Streamlit sends people after the provider, admitted or not."""
    if scope["path"] != HOME or scope["method"] != "GET":
        return False
    brought = HTTPConnection(scope).cookies
    return (_ATTEMPT in brought or IDENTITY_COOKIE in brought) and provider.is_configured()


def unlogged(scope: Scope) -> Scope:
    """A callback's scope for Streamlit; in the server's own scope, which is logged, the provider's code is masked."""
    if scope["path"] != provider.CALLBACK or not scope.get("query_string"):
        return scope
    unmasked = dict(scope)
    scope["query_string"] = b"***"
    return unmasked


def invitation(back: str) -> tuple[str, str] | None:
    """Address and label of the sign-on for the login page; None where it is not configured."""
    if not provider.is_configured():
        return None
    address = START if back == HOME else f"{START}?{PARAMETER}={quote(back, safe='')}"
    return address, _("Đăng nhập bằng tài khoản cơ quan")


@forms.answered
async def start(request: Request) -> Response:
    """Redirect to the provider; the address to return to is in a cookie of ten minutes."""
    back = own_path(request.query_params.get(PARAMETER, ""))
    if not provider.is_configured():
        return _to(LOGIN)
    if await forms.ask(sessions.who, cookies.session_in(request.scope)) is not None:
        return _to(back)
    if not await provider.answers():
        words = _(
            "Không liên lạc được với hệ thống đăng nhập của cơ quan. Thử lại sau vài phút, hoặc dùng tên và mật khẩu."
        )
        return forms.answer(_message(_("Chưa đăng nhập được"), error=words), 503, retry_after="30")
    response = RedirectResponse(
        f"{_STREAMLITS_LOGIN}?provider={quote(provider_token(provider.NAME))}",
        302,
        headers={"cache-control": "no-store"},
    )
    response.set_cookie(
        _ATTEMPT,
        _remembered(back),
        max_age=ATTEMPT_SECONDS,
        path="/",
        secure=cookies.is_secure(request.scope),
        httponly=True,
        samesite="lax",
    )
    return response


@forms.answered
async def done(request: Request) -> Response:
    """Turn the provider's answer into a session."""
    response = await _into_a_session(request) if provider.is_configured() else _to(LOGIN)
    for name in request.cookies:
        if name == _ATTEMPT or name.startswith((IDENTITY_COOKIE, TOKENS_COOKIE)):
            response.delete_cookie(name, path="/", httponly=True, samesite="lax")
    return response


async def _into_a_session(request: Request) -> Response:
    back, claims = _remembered_in(request), _claims(request)
    if back is None or claims is None:
        if await forms.ask(sessions.who, cookies.session_in(request.scope)) is not None:
            return _to(HOME)
        words = _(
            "Hệ thống đăng nhập của cơ quan chưa xác nhận lần đăng nhập này: đã bị hủy, bị từ chối hoặc để quá lâu. "
            "Đăng nhập lại từ đầu."
        )
        return forms.answer(_message(_("Đăng nhập chưa hoàn tất"), error=words), 403)
    identity = _identity(claims)
    try:
        account_id = await forms.ask(accounts.account_for, identity, forms.address(request))
        token = await forms.ask(sign_in_as, account_id, forms.address(request), by=accounts.SINGLE_SIGN_ON)
    except UnknownIdentityError:
        return forms.answer(_unknown(identity, claims), 403)
    except LoginRefusedError as error:
        return forms.answer(_message(_("Chưa vào được phần mềm"), error=str(error)), 403)
    return await forms.let_in(request, token, back)


def _unknown(identity: Identity, claims: dict[str, Any]) -> FormPage:
    shown = [
        (_("Thư điện tử"), _text(claims, "email")),
        (_("Nơi cấp"), identity.issuer),
        (_("Mã định danh"), identity.subject),
    ]
    words = _(
        "Hệ thống của cơ quan đã xác nhận bạn, nhưng danh tính này chưa gắn với tài khoản nào trong phần mềm. Gửi các "
        "dòng dưới đây cho người quản trị phần mềm của đơn vị để được gắn vào tài khoản, rồi đăng nhập lại."
    )
    return _message(
        _("Chưa có tài khoản trong phần mềm"),
        notice=words,
        facts=[shown_field for shown_field in shown if shown_field[1]],
    )


def _message(title: str, **words: Any) -> FormPage:
    return FormPage(title, on=(LOGIN, _("Về trang đăng nhập")), **words)


def _to(path: str) -> Response:
    return RedirectResponse(path, 303, headers={"cache-control": "no-store"})


# --- what the provider has said


def _claims(request: Request) -> dict[str, Any] | None:
    """What the provider vouches for, out of Streamlit's cookie; None without a fresh one of this very address."""
    text = identity(lambda name: request.cookies.get(name, ""), FRESH_SECONDS)
    try:
        found = json.loads(text or b"null")
    except ValueError:
        return None
    if not isinstance(found, dict) or found.get("is_logged_in") is not True:
        return None
    return found if found.get("origin") == provider.origin() else None


def _identity(claims: dict[str, Any]) -> Identity:
    email = _text(claims, "email") if claims.get("email_verified") is True else ""
    return Identity(_text(claims, "iss"), _text(claims, "sub"), email)


def _text(claims: dict[str, Any], name: str) -> str:
    found = claims.get(name)
    return found if isinstance(found, str) else ""


# --- where to return


def _remembered(back: str) -> str:
    """Packed: an address with many levers is longer than a cookie may be. One that does not fit even so is left out."""
    for path in (back, urlsplit(back).path):
        packed = base64.urlsafe_b64encode(zlib.compress(path.encode(), 9)).decode()
        value = sign(_ATTEMPT, packed)
        if len(value) <= _LONGEST:
            return value
    return sign(_ATTEMPT, "")


def _remembered_in(request: Request) -> str | None:
    """Where to return; None for a browser that has not begun here within the last minutes."""
    packed = signed(_ATTEMPT, request.cookies.get(_ATTEMPT, ""), ATTEMPT_SECONDS)
    if packed is None:
        return None
    return own_path(zlib.decompress(base64.urlsafe_b64decode(packed)).decode()) if packed else HOME
