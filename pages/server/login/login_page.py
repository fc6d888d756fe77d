"""`/dang-nhap` and `/dang-xuat`: signing in by name and password, and out."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from data.accounts import sessions
from data.accounts.login import LoginRefusedError, TooManyTriesError, sign_in, sign_out
from data.accounts.passwords import no_account_yet
from data.engine import Database
from data.locale import _
from pages.server.login import cookies, forms, single_sign_on
from pages.server.login.cookies import HOME, OVER, PARAMETER, own_path
from pages.server.login.forms import Field, FormPage
from pages.ui.session import provider
from pages.ui.session.actor import LOGIN

LOGOUT = "/dang-xuat"
USERNAME, PASSWORD = "ten", "mat-khau"


@forms.answered
async def login(request: Request) -> Response:
    if request.method == "POST":
        return await _signed_in(request)
    back = own_path(request.query_params.get(PARAMETER, ""))
    if await forms.ask(sessions.who, cookies.session_in(request.scope)) is not None:
        return RedirectResponse(back, 303, headers={"cache-control": "no-store"})
    notice = ""
    if await forms.ask(_is_empty):
        notice = _("Chưa có tài khoản nào. Mở liên kết thiết lập in ở cửa sổ máy chủ để tạo tài khoản đầu tiên.")
    elif provider.is_configured() and await forms.ask(_was_ended, cookies.session_in(request.scope)):
        notice = _(
            "Phiên làm việc ở phần mềm này đã kết thúc. Nếu đã vào bằng tài khoản cơ quan thì máy này vẫn đăng nhập ở "
            "hệ thống cơ quan; trên máy dùng chung, đăng xuất cả ở đó."
        )
    elif request.query_params.get(OVER):
        notice = _("Phiên làm việc đã hết. Đăng nhập để trở lại đúng trang đang xem; những gì đã ghi vẫn còn.")
    return forms.answer(_form(back, notice=notice))


@forms.answered
async def logout(request: Request) -> Response:
    if request.method == "GET":
        page = FormPage(_("Đăng xuất"), LOGOUT, _("Đăng xuất"), on=(HOME, _("Về phần mềm")))
        return forms.answer(page)
    session = cookies.session_in(request.scope)
    if session:
        await forms.ask(sign_out, session)
    return RedirectResponse(LOGIN, 303, headers={"cache-control": "no-store"})


async def _signed_in(request: Request) -> Response:
    given = await forms.fields(request)
    back, name = own_path(given.get(PARAMETER, "")), given.get(USERNAME, "")
    previous = cookies.session_in(request.scope)
    try:
        token = await forms.ask(
            sign_in, name, given.get(PASSWORD, ""), forms.address(request), previous_session=previous
        )
    except LoginRefusedError as error:
        return forms.answer(_form(back, name=name, error=str(error)), 422)
    except TooManyTriesError as error:
        return forms.answer(_form(back, name=name, error=str(error)), 429)
    return await forms.let_in(request, token, back)


def _was_ended(database: Database, session: str) -> bool:
    """Whether this browser's last session was ended by hand: signed out, most often."""
    return bool(session) and sessions.ended(database, session) is sessions.Ended.BY_HAND


def _is_empty(database: Database) -> bool:
    with database.reading() as connection:
        return no_account_yet(connection)


def _form(back: str, *, name: str = "", error: str = "", notice: str = "") -> FormPage:
    return FormPage(
        _("Đăng nhập"),
        LOGIN,
        _("Đăng nhập"),
        fields=[
            Field(USERNAME, _("Tên đăng nhập"), "username", name),
            Field(PASSWORD, _("Mật khẩu"), "current-password", secret=True, wrong=bool(error)),
        ],
        hidden={PARAMETER: back},
        notice=notice,
        error=error,
        on=single_sign_on.invitation(back),
        intro="" if notice or error else _("Dùng tài khoản do người quản trị của đơn vị cấp."),
    )
