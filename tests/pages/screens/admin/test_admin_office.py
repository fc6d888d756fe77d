"""Choices of the office from the screen, and that they act."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from data.accounts import office
from data.engine import Database
from models.access.roles import Grant, Role
from pages.screens.admin import office as admin_office
from pages.ui.session import choices
from tests.accounts import enrol
from tests.pages.screen import Screen

Show = Callable[..., Screen]


@pytest.fixture
def opened(show: Show) -> Screen:
    return show("admin.py").open_tab("quan-tri-the", "Thiết lập")


def kept(database: Database) -> office.Office:
    with database.reading() as connection:
        return office.read(connection)


def test_choices_are_kept_and_shown_again(opened: Screen, database: Database) -> None:
    assert opened.at.button(key=admin_office.SAVE).disabled
    opened.move(admin_office.EYES, True)
    opened.move(admin_office.FILES, 400)
    opened.move(admin_office.DRAFTS, 7)
    opened.set(admin_office.DEMO, "off")
    assert "Mới có 1 tài khoản giữ vai trò Người duyệt" in opened.said
    opened.press(admin_office.SAVE)
    assert "Đã lưu thiết lập" in opened.said
    assert kept(database) == office.Office(True, 400, 7, "off")
    assert opened.control(admin_office.FILES).value == 400


def test_nobody_is_warned_where_two_may_approve(show: Show, database: Database) -> None:
    enrol(database, "minh", "Minh", [Grant(Role.APPROVER)], token="minh" + "0" * 39)
    screen = show("admin.py").open_tab("quan-tri-the", "Thiết lập")
    screen.set(admin_office.EYES, True)
    assert screen.of("warning") == []


@pytest.mark.parametrize(
    ("chosen", "environment", "drawn"),
    [("auto", None, True), ("on", None, True), ("off", None, False), ("off", "1", True), ("on", "0", False)],
)
def test_the_demo_follows_the_office_and_the_environment_first(
    show: Show, opened: Screen, monkeypatch: pytest.MonkeyPatch, chosen: str, environment: str | None, drawn: bool
) -> None:
    if chosen != "auto":
        opened.set(admin_office.DEMO, chosen)
        opened.press(admin_office.SAVE)
    if environment is not None:
        monkeypatch.setenv("ANSINH_DEMO", environment)
    screen = show("district_map.py", bando_chi_tieu="btxh-nguoi")
    assert screen.has(choices.KEY) is drawn
    assert "SỐ LIỆU MINH HỌA" not in screen.said
    if drawn:
        assert screen.control(choices.KEY).value is False, "that there is a switch turns nothing on"
        assert "SỐ LIỆU MINH HỌA" in screen.set(choices.KEY, True).said


def test_the_page_says_when_the_environment_decides(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANSINH_DEMO", "0")
    screen = show("admin.py").open_tab("quan-tri-the", "Thiết lập")
    assert "ANSINH_DEMO của máy chủ đang quyết định: không có nút" in screen.said
    assert screen.control(admin_office.DEMO).disabled
