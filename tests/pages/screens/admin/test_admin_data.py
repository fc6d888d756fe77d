"""Backups, the first figures, law that waits, borders and the machine on the administration page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from data.backup import listed
from data.engine import Database
from data.settings import read_settings
from data.store.version import data_hash
from models.access.roles import Grant, Role
from pages.screens.admin import backups, office
from pages.ui.records import datasets, parameters
from tests.accounts import enrol
from tests.data.uploads import apply, line, upload, version
from tests.pages.screen import Screen

Show = Callable[..., Screen]
APPROVER = "approver" + "0" * 35


def tab(screen: Screen, name: str) -> Screen:
    return screen.open_tab("quan-tri-the", name)


def test_a_backup_is_made_checked_and_listed(show: Show, database: Database, tmp_path: Path) -> None:
    apply(database, upload(tmp_path, line()))
    screen = tab(show("admin.py"), "Sao lưu")
    assert "Chưa có bản sao lưu nào." in screen.said
    assert "python -m data.backup khoi-phuc TỆP" in screen.said, "putting one back is a command"
    screen.press(backups.MAKE)
    (made,) = listed(read_settings())
    name = made.path.name
    assert f"Đã sao lưu và kiểm tra: {name}" in screen.said
    assert "Đang giữ 1 bản." in screen.said
    row = screen.table("Thời điểm")[0]
    assert (row[1], row[3], row[4], row[5]) == ("2", "Nguyễn Thị Lan (lan)", "chưa kiểm tra trong phiên này", name)
    screen.set(backups.CHOSEN, name)
    screen.press(backups.CHECK)
    assert screen.table("Thời điểm")[0][4] == "tốt"


def test_a_damaged_backup_is_said(show: Show, database: Database) -> None:
    screen = tab(show("admin.py"), "Sao lưu").press(backups.MAKE)
    (made,) = listed(read_settings())
    content = bytearray(made.path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    made.path.write_bytes(content)
    screen.set(backups.CHOSEN, made.path.name)
    screen.press(backups.CHECK)
    assert screen.table("Thời điểm")[0][4].startswith("HỎNG: Nội dung tệp khác với lúc sao lưu")


def test_the_first_figures_come_back(show: Show, database: Database, tmp_path: Path) -> None:
    screen = tab(show("admin.py"), "Số liệu gốc")
    assert "không có gì để thu hồi" in screen.said
    apply(database, upload(tmp_path, line()))
    apply(database, upload(tmp_path, line("350"), name="kim-bang.csv"))
    screen.run()
    assert [row[0] for row in screen.table("Bản")] == ["3", "2"]
    assert screen.at.button(key=office.RESTORE).disabled
    screen.set(f"{office.TYPED}-3", "số liệu gốc")
    screen.press(office.RESTORE)
    assert "Đã thu hồi 2 lần cập nhật; bản 5 có đúng số liệu lúc cài đặt" in screen.said
    with database.reading() as connection:
        assert data_hash(connection) == data_hash(connection, 1)


def test_a_list_that_somebody_has_overtaken_is_refused(show: Show, database: Database, tmp_path: Path) -> None:
    apply(database, upload(tmp_path, line()))
    screen = tab(show("admin.py"), "Số liệu gốc")
    screen.set(f"{office.TYPED}-2", office.WORD)
    apply(database, upload(tmp_path, line("350")))
    screen.press(office.RESTORE)
    assert version(database) == 3, "the list is another now: its word must be typed again"


def test_law_that_waits_is_listed_by_document_and_leads_to_its_row(show: Show) -> None:
    screen = show("admin.py")
    label = next(one.label for one in screen.at.tabs if one.label.startswith("Văn bản chờ đối chiếu"))
    tab(screen, label)
    rows = [one for one in screen.at.button if (one.key or "").startswith("quan-tri-van-ban-")]
    assert label == f"Văn bản chờ đối chiếu ({len(rows)})"
    assert rows
    days = [one.key[-10:] for one in rows if "protection-norm" in one.key]
    assert days == sorted(days)
    wanted = next(one for one in rows if "protection-norm-2026" in one.key)
    screen.press(wanted.key)
    screen.go("law.py")  # AppTest does not follow a switch of pages
    assert screen.at.session_state[parameters.CHOSEN] == "protection.norm"


def test_an_approver_finds_what_is_theirs(show: Show, database: Database, signed_in: Callable[[str], None]) -> None:
    enrol(database, "minh", "Minh", [Grant(Role.APPROVER)], token=APPROVER)
    signed_in(APPROVER)
    screen = show("admin.py")
    names = [one.label for one in screen.at.tabs]
    assert (names[0], names[-1], len(names)) == ("Ranh giới", "Máy cài đặt", 3)
    assert screen.at.file_uploader
    screen.set("quan-tri-ranh-gioi", "ty-le")
    assert "Đơn vị bị chia hoặc chưa rõ nơi nhập" in [one.label for one in screen.at.selectbox]


def test_an_administrator_alone_enters_no_shares(
    show: Show, database: Database, signed_in: Callable[[str], None]
) -> None:
    enrol(database, "hoa", "Hoa", [Grant(Role.ADMIN)], token=APPROVER)
    signed_in(APPROVER)
    screen = tab(show("admin.py"), "Ranh giới")
    assert screen.at.file_uploader
    assert not screen.has("quan-tri-ranh-gioi")


def test_the_map_leads_there_for_who_may(show: Show, database: Database, signed_in: Callable[[str], None]) -> None:
    said = "Nạp ranh giới chính xác, tỷ lệ của đơn vị bị chia: trang Quản trị"
    assert said in [link.proto.label for link in show("district_map.py").at.get("page_link")]
    enrol(database, "hoa", "Hoa", [Grant(Role.PLANNER)], token=APPROVER)
    signed_in(APPROVER)
    assert said not in [link.proto.label for link in show("district_map.py").at.get("page_link")]


def test_the_machines_limits_are_said(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(datasets, "platform_limits_sentences", lambda: [])
    screen = tab(show("admin.py"), "Máy cài đặt")
    assert "không có điểm nào yếu hơn" in screen.said
    monkeypatch.setattr(datasets, "platform_limits_sentences", lambda: ["Máy này chậm."])
    assert "Máy này chậm." in screen.run().said
