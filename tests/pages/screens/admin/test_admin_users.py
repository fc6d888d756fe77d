"""Accounts as an administrator keeps them: who there is, inviting, roles with limits, shutting out, sessions."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from data.accounts import accounts, passwords, sessions
from data.engine import Database
from models.access.roles import Grant, Role
from pages.screens.admin import accounts as admin_accounts
from tests.accounts import enrol
from tests.pages.screen import Screen

Show = Callable[..., Screen]
MINH = "minh" + "0" * 39


@pytest.fixture
def minh(database: Database) -> int:
    """Somebody who brings files of merit for Phủ Lý and approves everything."""
    wanted = [Grant(Role.UPLOADER, "merit", "347"), Grant(Role.APPROVER)]
    return enrol(database, "minh", "Trần Văn Minh", wanted, token=MINH)


def choose(screen: Screen, account_id: int) -> Screen:
    return screen.set(admin_accounts.CHOSEN, account_id)


def line(database: Database, login: str) -> accounts.AccountLine:
    return next(one for one in accounts.listed(database) if one.login == login)


def first_role(screen: Screen, place: int = 0) -> str:
    return [box.key for box in screen.at.selectbox if (box.key or "").startswith("quan-tri-vai-tro-")][place]


def test_the_list_says_who_may_do_what_where(show: Show, minh: int) -> None:
    screen = show("admin.py")
    row = screen.row("Tên đăng nhập", "minh")
    assert row[1:3] == ["Trần Văn Minh", "Người nạp số liệu (Người có công; Thành phố Phủ Lý), Người duyệt"]
    assert re.fullmatch(r"\d\d:\d\d \d\d/\d\d/\d{4}", row[3])
    assert row[4] == "Chưa đặt mật khẩu"
    assert [row[0] for row in screen.table("Vai trò")] == [
        "Người xem",
        "Người lập phương án",
        "Người nạp số liệu",
        "Người duyệt",
        "Quản trị",
    ]


def test_an_invitation_gives_a_link_that_sets_a_password(show: Show, database: Database) -> None:
    screen = show("admin.py")
    screen.move(f"{admin_accounts.LOGIN}-0", "tran.van.b")
    screen.move(f"{admin_accounts.NAME}-0", "Trần Văn B")
    screen.set(first_role(screen), Role.UPLOADER)
    policy = next(box.key for box in screen.at.multiselect if box.key.startswith("quan-tri-linh-vuc-"))
    area = next(box.key for box in screen.at.multiselect if box.key.startswith("quan-tri-dia-ban-"))
    screen.move(policy, ["merit", "protection"])
    screen.move(area, ["347"])
    screen.press(admin_accounts.INVITE)
    assert "Đã tạo tài khoản tran.van.b" in screen.said
    assert set(line(database, "tran.van.b").rights.grants) == {
        Grant(Role.UPLOADER, "merit", "347"),
        Grant(Role.UPLOADER, "protection", "347"),
    }
    link = screen.at.code[0].value
    assert re.search(r"/dat-mat-khau\?ma=[A-Za-z0-9_-]{43}$", link)
    with database.reading() as connection:
        assert passwords.opened(connection, link.rpartition("=")[2]).login == "tran.van.b"
    assert screen.control(f"{admin_accounts.LOGIN}-1").value == ""
    screen.press(admin_accounts.HIDE)
    assert not screen.at.code
    assert screen.row("Tên đăng nhập", "tran.van.b")[2:] == [
        "Người nạp số liệu (Người có công, Bảo trợ xã hội; Thành phố Phủ Lý)",
        "chưa, hoặc trên 30 ngày",
        "Chưa đặt mật khẩu",
    ]


@pytest.mark.parametrize(
    ("login", "name", "said"),
    [
        ("", "Trần Văn B", "Tên đăng nhập gồm"),
        ("lan", "Lan khác", "Đã có tài khoản “lan”"),
        ("tran.b", "", "Chưa nhập họ tên"),
        ("tran.b", "Trần B", "Chưa chọn vai trò nào"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_made(
    show: Show, database: Database, login: str, name: str, said: str
) -> None:
    screen = show("admin.py")
    screen.move(f"{admin_accounts.LOGIN}-0", login)
    screen.move(f"{admin_accounts.NAME}-0", name)
    if "vai trò" not in said:
        screen.set(first_role(screen), Role.VIEWER)
    screen.press(admin_accounts.INVITE)
    assert said in " ".join(screen.of("error"))
    assert [one.login for one in accounts.listed(database)] == ["lan"]


def test_roles_change_and_what_was_not_touched_stays(show: Show, database: Database, minh: int) -> None:
    screen = choose(show("admin.py"), minh)
    assert screen.at.button(key=admin_accounts.ROLES).disabled
    screen.set(first_role(screen, 1), Role.PLANNER)  # the second line, the approver's
    screen.press(admin_accounts.ROLES)
    assert "Đã đổi vai trò của minh" in screen.said
    assert set(line(database, "minh").rights.grants) == {Grant(Role.UPLOADER, "merit", "347"), Grant(Role.PLANNER)}


def test_the_last_administrator_stays_one(show: Show, database: Database) -> None:
    lan = line(database, "lan").id
    screen = choose(show("admin.py"), lan)
    place = list(Role).index(Role.ADMIN)
    screen.set(first_role(screen, place), Role.VIEWER)
    screen.press(admin_accounts.ROLES)
    assert "người quản trị cuối cùng" in " ".join(screen.of("error"))
    assert Role.ADMIN in line(database, "lan").rights.roles
    assert not screen.has(admin_accounts.SHUT), "nobody shuts themselves out"


def test_shut_out_let_in_and_sessions_ended(show: Show, database: Database, minh: int) -> None:
    screen = choose(show("admin.py"), minh)
    assert sessions.who(database, sessions.session_of(MINH)) is not None
    screen.press(admin_accounts.END)
    assert "Đã kết thúc 1 phiên của minh" in screen.said
    assert sessions.who(database, sessions.session_of(MINH)) is None
    screen.press(admin_accounts.SHUT)
    assert line(database, "minh").disabled_at is not None
    assert screen.row("Tên đăng nhập", "minh")[4].startswith("Đã khóa lúc")
    assert screen.at.button(key=admin_accounts.RESET).disabled
    screen.press(admin_accounts.OPEN)
    assert line(database, "minh").disabled_at is None
    screen.press(admin_accounts.RESET)
    assert "/dat-mat-khau?ma=" in screen.at.code[0].value


def test_who_may_not_sees_neither_page_nor_list(
    show: Show, database: Database, signed_in: Callable[[str], None], minh: int
) -> None:
    planner = "planner" + "0" * 36
    enrol(database, "hoa", "Hoa", [Grant(Role.PLANNER)], token=planner)
    for token, said in (("", "Đăng nhập để quản lý người dùng"), (planner, "Tài khoản hoa không có quyền")):
        signed_in(token)
        screen = show("admin.py")
        assert screen.title == "Trang dành cho vai trò khác"
        assert said in screen.said
        assert screen.tables == []
    signed_in(MINH)
    screen = show("admin.py")
    assert screen.at.tabs[0].label == "Ranh giới"
    assert "Người dùng" not in [tab.label for tab in screen.at.tabs]


@pytest.mark.parametrize(
    "grants",
    [
        [Grant(Role.UPLOADER, "merit", "347"), Grant(Role.UPLOADER, "protection", "349")],
        [Grant(Role.UPLOADER, "merit"), Grant(Role.UPLOADER, None, "347")],
        [Grant(Role.UPLOADER, p, a) for p in ("merit", "protection") for a in ("347", "349")],
        [Grant(Role.APPROVER), Grant(Role.APPROVER, "merit")],
        [Grant(role) for role in Role],
    ],
)
def test_lines_never_give_more_than_the_grants(grants: list[Grant]) -> None:
    lines = admin_accounts.lines_of(grants)
    assert {grant for one in lines for grant in one.grants()} == set(grants)
