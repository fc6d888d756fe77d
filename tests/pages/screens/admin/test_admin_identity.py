"""An account's identity at the office's own sign-on, as an administrator binds it and takes it away."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from data.accounts import accounts
from data.engine import Database
from models.access.roles import Grant, Role
from pages.screens.admin import accounts as admin_accounts
from pages.ui.session import provider
from tests.accounts import enrol
from tests.pages.screen import Screen

Show = Callable[..., Screen]


@pytest.fixture
def minh(database: Database) -> int:
    return enrol(database, "minh", "Trần Văn Minh", [Grant(Role.VIEWER)], token="minh" + "0" * 39)


def bound(database: Database, account_id: int) -> tuple[str | None, str | None]:
    return next((one.issuer, one.subject) for one in accounts.listed(database) if one.id == account_id)


def keys(screen: Screen) -> set[str]:
    return {one.key for one in [*screen.at.button, *screen.at.text_input] if one.key}


def test_an_office_without_a_sign_on_of_its_own_sees_nothing_of_it(show: Show, minh: int) -> None:
    screen = show("admin.py").set(admin_accounts.CHOSEN, minh)
    assert not {
        one
        for one in keys(screen)
        if one.startswith((admin_accounts.BIND, admin_accounts.ISSUER, admin_accounts.UNBIND))
    }


def test_an_identity_is_bound_and_taken_away(
    show: Show, database: Database, minh: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(provider, "is_configured", lambda: True)
    screen = show("admin.py").set(admin_accounts.CHOSEN, minh)
    screen.press(admin_accounts.BIND)
    assert "Nhập cả nơi cấp và mã định danh" in screen.said
    assert bound(database, minh) == (None, None)
    screen.move(f"{admin_accounts.ISSUER}-{minh}", " https://dang-nhap.tinh.vn ")
    screen.move(f"{admin_accounts.SUBJECT}-{minh}", "a*b_c*")
    screen.press(admin_accounts.BIND)
    assert "Đã gắn tài khoản cơ quan với minh." in screen.said
    assert bound(database, minh) == ("https://dang-nhap.tinh.vn", "a*b_c*")
    monkeypatch.setattr(provider, "is_configured", lambda: False)
    screen = show("admin.py").set(admin_accounts.CHOSEN, minh)
    assert admin_accounts.BIND not in keys(screen)
    screen.press(admin_accounts.UNBIND)
    assert "Đã bỏ tài khoản cơ quan của minh và kết thúc mọi phiên." in screen.said
    assert bound(database, minh) == (None, None)
