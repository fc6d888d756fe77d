"""Pages to set or change a password and to create the first account."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from data.accounts import login, passwords, sessions
from data.accounts.accounts import AccountRefusedError, make_first
from data.accounts.login import LoginRefusedError, TooManyTriesError
from data.accounts.passwords import ADVISED, SHORTEST, WeakPasswordError, normal
from data.engine import Database
from data.locale import _
from models.access.roles import SignedIn
from pages.server.login import cookies, forms
from pages.server.login.cookies import FIELD, HOME, login_leading_to, token_of
from pages.server.login.forms import Field, FormPage
from pages.ui.frame.page_frame import PASSWORD as CHANGE

SET = "/dat-mat-khau"
OLD, NEW, AGAIN = "mat-khau-cu", "mat-khau-moi", "mat-khau-lai"


def new_password_fields(wrong: bool = False) -> list[Field]:
    advice = _("Ít nhất {shortest} ký tự, nên từ {advised}: ví dụ bốn từ ghép lại. Không cần ký tự đặc biệt.")
    hint = advice.format(shortest=SHORTEST, advised=ADVISED)
    return [
        Field(NEW, _("Mật khẩu mới"), "new-password", secret=True, hint=hint, wrong=wrong),
        Field(AGAIN, _("Nhập lại mật khẩu mới"), "new-password", secret=True, wrong=wrong),
    ]


def chosen(given: dict[str, str]) -> str:
    """The new password of a form; WeakPasswordError when its two boxes differ."""
    new = given.get(NEW, "")
    if normal(new) != normal(given.get(AGAIN, "")):
        raise WeakPasswordError(_("Hai lần nhập mật khẩu mới không giống nhau; nhập lại cả hai."))
    return new


@forms.answered
async def set_by_link(request: Request) -> Response:
    given = await forms.fields(request) if request.method == "POST" else {}
    token = given.get(FIELD, "") or token_of(request.scope)
    try:
        link = await forms.ask(_opened, token)
        if request.method == "GET":
            return forms.answer(_set_form(link, token))
        try:
            account_id = await forms.ask(login.set_by_link, token, chosen(given))
        except WeakPasswordError as error:
            return forms.answer(_set_form(link, token, str(error)), 422)
        return await forms.let_in_as(request, account_id)
    except (passwords.LinkGoneError, LoginRefusedError) as error:
        return gone(str(error))


@forms.answered
async def change(request: Request) -> Response:
    session = cookies.session_in(request.scope)
    person = await forms.ask(sessions.who, session)
    if person is None:
        return RedirectResponse(login_leading_to(CHANGE), 303, headers={"cache-control": "no-store"})
    if request.method == "GET":
        return forms.answer(_change_form(person))
    given = await forms.fields(request)
    try:
        await forms.ask(login.change, session, given.get(OLD, ""), chosen(given))
    except WeakPasswordError as error:
        return forms.answer(_change_form(person, str(error)), 422)
    except LoginRefusedError as error:
        return forms.answer(_change_form(person, str(error), old_is_wrong=True), 422)
    except TooManyTriesError as error:
        return forms.answer(_change_form(person, str(error), old_is_wrong=True), 429)
    done = _("Đã đổi mật khẩu. Các phiên đăng nhập khác của tài khoản này đã kết thúc.")
    return forms.answer(FormPage(_("Đổi mật khẩu"), notice=done, on=(HOME, _("Về phần mềm"))))


def gone(reason: str) -> Response:
    page = FormPage(
        _("Liên kết không còn dùng được"), error=reason, on=(login_leading_to(HOME), _("Đến trang đăng nhập"))
    )
    return forms.answer(page, 410)


def _opened(database: Database, token: str) -> passwords.Link:
    with database.reading() as connection:
        link = passwords.opened(connection, token)
    if link.kind != passwords.PASSWORD:
        raise passwords.LinkGoneError(_("Liên kết này dùng để tạo tài khoản đầu tiên."))
    return link


def _set_form(link: passwords.Link, token: str, error: str = "") -> FormPage:
    return FormPage(
        _("Đặt mật khẩu"),
        SET,
        _("Đặt mật khẩu và vào phần mềm"),
        fields=[
            Field("ten", _("Tên đăng nhập"), "username", link.login, fixed=True),
            *new_password_fields(bool(error)),
        ],
        hidden={FIELD: token},
        intro=_("Tài khoản của {name}. Liên kết này chỉ dùng một lần.").format(name=link.name),
        error=error,
    )


def _change_form(person: SignedIn, error: str = "", *, old_is_wrong: bool = False) -> FormPage:
    return FormPage(
        _("Đổi mật khẩu"),
        CHANGE,
        _("Đổi mật khẩu"),
        fields=[
            Field("ten", _("Tên đăng nhập"), "username", person.login, fixed=True),
            Field(OLD, _("Mật khẩu hiện tại"), "current-password", secret=True, wrong=old_is_wrong),
            *new_password_fields(bool(error) and not old_is_wrong),
        ],
        error=error,
        on=(HOME, _("Về phần mềm, không đổi")),
    )


SETUP = "/thiet-lap"
USERNAME, NAME = "ten", "ho-ten"


@forms.answered
async def setup(request: Request) -> Response:
    given = await forms.fields(request) if request.method == "POST" else {}
    token = given.get(FIELD, "") or token_of(request.scope)
    login, name = given.get(USERNAME, ""), given.get(NAME, "")
    try:
        await forms.ask(_setup_page_opened, token)
        if request.method == "GET":
            return forms.answer(_form(token))
        account_id = await forms.ask(make_first, token, login, name, chosen(given))
        return await forms.let_in_as(request, account_id)
    except (passwords.LinkGoneError, LoginRefusedError) as error:
        return gone(str(error))
    except AccountRefusedError as error:
        return forms.answer(_form(token, login, name, str(error), names_are_wrong=True), 422)
    except WeakPasswordError as error:
        return forms.answer(_form(token, login, name, str(error)), 422)


def _setup_page_opened(database: Database, token: str) -> None:
    with database.reading() as connection:
        if passwords.opened(connection, token).kind != passwords.SETUP:
            raise passwords.LinkGoneError(_("Liên kết này không dùng để tạo tài khoản đầu tiên."))


def _form(token: str, login: str = "", name: str = "", error: str = "", *, names_are_wrong: bool = False) -> FormPage:
    return FormPage(
        _("Tạo tài khoản đầu tiên"),
        SETUP,
        _("Tạo tài khoản và vào phần mềm"),
        fields=[
            Field(USERNAME, _("Tên đăng nhập"), "username", login, hint=_("Ví dụ: tran.van.a"), wrong=names_are_wrong),
            Field(NAME, _("Họ tên hoặc chức danh"), "name", name, wrong=names_are_wrong),
            *new_password_fields(bool(error) and not names_are_wrong),
        ],
        hidden={FIELD: token},
        intro=_("Tài khoản này có mọi vai trò; sau đó tạo tài khoản cho từng người ở trang Quản trị."),
        error=error,
    )
