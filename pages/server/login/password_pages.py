"""`/dat-mat-khau` and `/mat-khau`: setting a password by a one-time link, and changing one's own.

Belongs here: these two, and the two boxes of a new password. Which passwords may be chosen: data/accounts/passwords.py.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from data.accounts import links, login, sessions
from data.accounts.login import LoginRefusedError, TooManyTriesError
from data.accounts.passwords import ADVISED, SHORTEST, WeakPasswordError, normal
from data.engine import Database
from data.locale import _
from models.access.roles import SignedIn
from pages.server.login import cookies, desk, form_body, form_page
from pages.server.login.form_page import Field, FormPage
from pages.server.login.one_time_token import FIELD, token_of
from pages.server.login.return_to import HOME, login_leading_to
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


@desk.answered
async def set_by_link(request: Request) -> Response:
    given = await form_body.fields(request) if request.method == "POST" else {}
    token = given.get(FIELD, "") or token_of(request.scope)
    try:
        link = await desk.ask(_opened, token)
        if request.method == "GET":
            return form_page.answer(_set_form(link, token))
        try:
            account_id = await desk.ask(login.set_by_link, token, chosen(given))
        except WeakPasswordError as error:
            return form_page.answer(_set_form(link, token, str(error)), 422)
        return await desk.let_in_as(request, account_id)
    except (links.LinkGoneError, LoginRefusedError) as error:
        return gone(str(error))


@desk.answered
async def change(request: Request) -> Response:
    session = cookies.session_in(request.scope)
    person = await desk.ask(sessions.who, session)
    if person is None:
        return RedirectResponse(login_leading_to(CHANGE), 303, headers={"cache-control": "no-store"})
    if request.method == "GET":
        return form_page.answer(_change_form(person))
    given = await form_body.fields(request)
    try:
        await desk.ask(login.change, session, given.get(OLD, ""), chosen(given))
    except WeakPasswordError as error:
        return form_page.answer(_change_form(person, str(error)), 422)
    except LoginRefusedError as error:
        return form_page.answer(_change_form(person, str(error), old_is_wrong=True), 422)
    except TooManyTriesError as error:
        return form_page.answer(_change_form(person, str(error), old_is_wrong=True), 429)
    done = _("Đã đổi mật khẩu. Các phiên đăng nhập khác của tài khoản này đã kết thúc.")
    return form_page.answer(FormPage(_("Đổi mật khẩu"), notice=done, on=(HOME, _("Về phần mềm"))))


def gone(reason: str) -> Response:
    page = FormPage(
        _("Liên kết không còn dùng được"), error=reason, on=(login_leading_to(HOME), _("Đến trang đăng nhập"))
    )
    return form_page.answer(page, 410)


def _opened(database: Database, token: str) -> links.Link:
    with database.reading() as connection:
        link = links.opened(connection, token)
    if link.kind != links.PASSWORD:
        raise links.LinkGoneError(_("Liên kết này dùng để tạo tài khoản đầu tiên."))
    return link


def _set_form(link: links.Link, token: str, error: str = "") -> FormPage:
    return FormPage(
        _("Đặt mật khẩu"), SET, _("Đặt mật khẩu và vào phần mềm"),
        fields=[Field("ten", _("Tên đăng nhập"), "username", link.login, fixed=True), *new_password_fields(bool(error))],
        hidden={FIELD: token},
        intro=_("Tài khoản của {name}. Liên kết này chỉ dùng một lần.").format(name=link.name),
        error=error,
    )  # fmt: skip


def _change_form(person: SignedIn, error: str = "", *, old_is_wrong: bool = False) -> FormPage:
    return FormPage(
        _("Đổi mật khẩu"), CHANGE, _("Đổi mật khẩu"),
        fields=[
            Field("ten", _("Tên đăng nhập"), "username", person.login, fixed=True),
            Field(OLD, _("Mật khẩu hiện tại"), "current-password", secret=True, wrong=old_is_wrong),
            *new_password_fields(bool(error) and not old_is_wrong),
        ],
        error=error,
        on=(HOME, _("Về phần mềm, không đổi")),
    )  # fmt: skip
