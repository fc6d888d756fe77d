"""Nhật ký: the record on the screen, its filters in the address, its check; and that no file leaves the app by another
door."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
import streamlit as st

from data.backup import create
from data.engine import Database
from data.settings import read_settings
from models.access.roles import Grant, Operator, Role
from pages.ui.session import actor, downloads
from tests.accounts import LAN, enrol
from tests.data.audit.chains import attacker, change, events, fill
from tests.data.uploads import apply, line, upload
from tests.pages.screen import Screen

Show = Callable[..., Screen]
ROOT = Path(__file__).parents[4]
HEADER = "Số"


def test_the_newest_events_stand_first_in_words(show: Show, database: Database, tmp_path: Path) -> None:
    apply(database, upload(tmp_path, line(), name="=1+1 <b>.csv"), actor="Chị Lan")
    fill(database, 30)
    screen = show("audit.py")
    assert screen.title == "Nhật ký"
    rows = screen.table(HEADER)
    assert [row[0] for row in rows] == [str(31 - place) for place in range(25)]
    assert rows[0][3].replace("\xa0", " ") == "Đăng nhập"
    assert "mật khẩu" in rows[0][5]
    assert "Sự kiện 1 - 25 trong 31" in screen.said
    screen.at.session_state["nk-trang"] = 2
    rows = screen.run().table(HEADER)
    assert [row[0] for row in rows] == [str(number) for number in range(6, 0, -1)]
    assert rows[-1][4] == "2"
    assert "Tệp: =1+1 <b>.csv" in rows[-1][5]


def test_filters_come_with_the_address_and_begin_at_the_first_page(
    show: Show, database: Database, tmp_path: Path
) -> None:
    fill(database, 40)
    apply(database, upload(tmp_path, line()), actor="Chị Lan")
    screen = show("audit.py", nk_viec="Ghi tệp vào số liệu")
    assert [row[2].replace("\xa0", " ") for row in screen.table(HEADER)] == ["Chị Lan"]
    screen = show("audit.py", nk_nguoi="Người 3", nk_tim="10.0.0.3")
    assert {row[2].replace("\xa0", " ") for row in screen.table(HEADER)} == {"Người 3"}
    assert "Chữ được tìm trong" in screen.said
    screen = show("audit.py", nk_tim="không có đâu")
    assert "Không có sự kiện nào như vậy" in screen.said
    screen = show("audit.py", nk_tu="2030-01-02", nk_den="2030-01-01")
    assert "“Từ ngày” sau “Đến ngày”" in screen.said


def test_the_check_says_that_all_is_well_and_then_where_it_is_not(show: Show, database: Database) -> None:
    fill(database, 12)
    create(database, read_settings(), actor="Lịch hằng đêm")
    screen = show("audit.py").press("nk-kiem-tra")
    assert "Nhật ký nguyên vẹn: 12 sự kiện, 1 mã chốt đều khớp" in screen.said
    with attacker(database) as connection:
        change(connection, 5, actor="Kẻ khác")
    screen.press("nk-kiem-tra")
    assert "Nhật ký không còn nguyên vẹn" in screen.said
    assert "Sự kiện số 5 đã bị sửa" in screen.said
    assert "bộ chặn đã bị gỡ" in screen.said


def test_the_head_of_the_day_stands_there_to_be_printed(show: Show, database: Database) -> None:
    fill(database, 3)
    screen = show("audit.py")
    (code,) = [element.value for element in screen.at.code]
    assert code.endswith(f"sự kiện số 3, mã {events(database)[-1]['hash']}")
    assert "Chưa có bản sao lưu nào giữ mã chốt." in screen.said
    create(database, read_settings(), actor="Lịch hằng đêm")
    assert "Mỗi bản sao lưu giữ mã chốt của lúc sao lưu, lần cuối lúc" in show("audit.py").said


def test_the_file_of_the_record_holds_what_was_filtered(
    show: Show, files: dict[str, Callable[[], bytes]], database: Database
) -> None:
    fill(database, 3)
    show("audit.py", nk_nguoi="Người 1")
    ((name, make),) = files.items()
    assert name.startswith("nhat-ky-20")
    content = make().decode("utf-8-sig")
    assert content.count("\r\n") == 2


@pytest.mark.parametrize("role", [Role.VIEWER, Role.PLANNER, Role.UPLOADER])
def test_the_record_is_for_those_who_answer_for_it(
    show: Show, database: Database, signed_in: Callable[[str], None], role: Role
) -> None:
    fill(database, 2)
    enrol(database, "khac", "Người khác", [Grant(role)], token="khac" + "0" * 39)
    for token in ("khac" + "0" * 39, ""):
        signed_in(token)
        screen = show("audit.py")
        assert screen.title == "Trang dành cho vai trò khác"
        assert "10.0.0" not in screen.said


# --- every file that leaves is an event


def test_one_place_gives_files() -> None:
    found = []
    for path in sorted((ROOT / "pages").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if any(isinstance(node, ast.Attribute) and node.attr == "download_button" for node in ast.walk(tree)):
            found.append(path.name)
    assert found == ["downloads.py"]
    settings = (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    assert "disableDataExport = true" in settings, "a table's own button would pass by the record, formulas and all"


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the server would call at a click, by file name."""
    found: dict[str, Any] = {}
    drawn = st.download_button

    def button(label: str, data: Any, **told: Any) -> bool:
        found[told["file_name"]] = data
        return drawn(label, data, **told)

    monkeypatch.setattr(st, "download_button", button)
    return found


@pytest.mark.parametrize(
    ("page", "query", "file"),
    [
        ("merit.py", {}, "nguoi-co-cong.csv"),
        ("protection.py", {"btxh_muc_chuan": "500000"}, "bao-tro-xa-hoi-theo-nhom.csv"),
        ("upload.py", {}, "bieu-mau-chi-tra-"),
        ("district_map.py", {}, ".svg"),
        ("law.py", {}, "bieu-mau-muc-chuan.csv"),
        ("audit.py", {}, "nhat-ky-"),
    ],
)
def test_each_file_is_told_with_who_took_it_of_which_version(
    show: Show, offered: dict[str, Any], database: Database, page: str, query: dict[str, str], file: str
) -> None:
    fill(database, 1)
    show(page, **query)
    before = len(events(database))
    name = next(one for one in offered if file in one)
    assert before == 1, "drawing a button is no event"
    content = offered[name]()
    told = events(database)[-1]
    detail = json.loads(told["detail"])
    assert (told["actor"], told["action"], detail["filename"]) == (LAN, "export", name)
    assert (detail["version"], detail["size"]) == (1, len(content))


def test_originals_are_told_and_so_are_guests(
    show: Show, offered: dict[str, Any], database: Database, tmp_path: Path, signed_in: Callable[[str], None]
) -> None:
    file = upload(tmp_path, line(), name="gốc.csv")
    batch = apply(database, file).batch
    screen = show("history.py")
    screen.at.session_state["lich-su-ban"] = batch
    screen.run()
    assert offered["gốc.csv"]() == file.content
    told = json.loads(events(database)[-1]["detail"])
    assert (told["filename"], told["sha256"]) == ("gốc.csv", file.check.sha256)
    signed_in("")
    show("merit.py")
    offered["nguoi-co-cong.csv"]()
    assert events(database)[-1]["actor"] == "khách"


def test_who_is_signed_out_by_the_click_is_refused_where_reading_is_closed(
    show: Show,
    offered: dict[str, Any],
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setenv("ANSINH_REQUIRE_LOGIN", "1")
    show("merit.py")
    make = offered["nguoi-co-cong.csv"]
    make()
    with database.writer.begin() as connection:
        connection.execute(sa.text("DELETE FROM login_session"))
    with pytest.raises(downloads.FileNotMadeError):
        make()
    assert [row["action"] for row in events(database)] == ["export", "refused"]


def test_a_file_that_fails_is_one_line_of_the_log_and_no_words_of_its_own(
    database: Database, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, offered: dict[str, Any]
) -> None:
    monkeypatch.setattr(actor, "current", lambda: Operator("x"))

    def make() -> bytes:
        raise ValueError("dòng của bà Hoa 035199001234")

    downloads.button("Tải", "a.csv", make, key="a")
    with pytest.raises(downloads.FileNotMadeError) as raised:
        offered["a.csv"]()
    assert str(raised.value) == ""
    assert raised.value.__suppress_context__
    (said,) = [record.getMessage() for record in caplog.records if record.name == "ansinh"]
    assert said.startswith("no file made for a: ValueError |")
    assert "Hoa" not in said
