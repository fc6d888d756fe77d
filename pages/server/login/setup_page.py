"""`/thiet-lap`: the first account, by the link that the first start prints.

Belongs here: that form. Does not: printing the link (lifespan.py), later accounts (the admin's page).
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from data.accounts import links
from data.accounts.accounts import AccountRefusedError, make_first
from data.accounts.login import LoginRefusedError
from data.accounts.passwords import WeakPasswordError
from data.engine import Database
from data.locale import _
from pages.server.login import desk, form_body, form_page
from pages.server.login.form_page import Field, FormPage
from pages.server.login.one_time_token import FIELD, token_of
from pages.server.login.password_pages import chosen, gone, new_password_fields

SETUP = "/thiet-lap"
USERNAME, NAME = "ten", "ho-ten"


@desk.answered
async def setup(request: Request) -> Response:
    given = await form_body.fields(request) if request.method == "POST" else {}
    token = given.get(FIELD, "") or token_of(request.scope)
    login, name = given.get(USERNAME, ""), given.get(NAME, "")
    try:
        await desk.ask(_opened, token)
        if request.method == "GET":
            return form_page.answer(_form(token))
        account_id = await desk.ask(make_first, token, login, name, chosen(given))
        return await desk.let_in_as(request, account_id)
    except (links.LinkGoneError, LoginRefusedError) as error:
        return gone(str(error))
    except AccountRefusedError as error:
        return form_page.answer(_form(token, login, name, str(error), names_are_wrong=True), 422)
    except WeakPasswordError as error:
        return form_page.answer(_form(token, login, name, str(error)), 422)


def _opened(database: Database, token: str) -> None:
    with database.reading() as connection:
        if links.opened(connection, token).kind != links.SETUP:
            raise links.LinkGoneError(_("Liên kết này không dùng để tạo tài khoản đầu tiên."))


def _form(token: str, login: str = "", name: str = "", error: str = "", *, names_are_wrong: bool = False) -> FormPage:
    return FormPage(
        _("Tạo tài khoản đầu tiên"), SETUP, _("Tạo tài khoản và vào phần mềm"),
        fields=[
            Field(USERNAME, _("Tên đăng nhập"), "username", login, hint=_("Ví dụ: tran.van.a"), wrong=names_are_wrong),
            Field(NAME, _("Họ tên hoặc chức danh"), "name", name, wrong=names_are_wrong),
            *new_password_fields(bool(error) and not names_are_wrong),
        ],
        hidden={FIELD: token},
        intro=_("Tài khoản này có mọi vai trò; sau đó tạo tài khoản cho từng người ở trang Quản trị."),
        error=error,
    )  # fmt: skip
