"""A saved scenario opened later: what was kept, what holds now, and the cause of every difference by name."""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from data.engine import Database
from data.store import scenarios
from models.base import Base, canonical, digest
from models.policy.areas import catalogue, protection
from models.policy.engine import projection
from models.policy.levers.levers import Scenario
from pages.screens.scenarios import detail
from pages.ui.saved import scenarios as saved_scenarios
from tests.data.uploads import apply, undo, upload
from tests.pages.saved_scenarios import COMPARE, END_2023, NORM, TABS, Show, bullets, change_law, opened, save, send


def test_an_unchanged_scenario_says_so(show: Show, database: Database) -> None:
    save(database, "A", norm=500_000)
    screen = opened(show)
    assert screen.headline == (
        "“A”: trợ cấp xã hội hằng tháng tại cộng đồng tăng khoảng 9,33 tỷ đồng/tháng (38,9%) từ tháng 7/2024; nuôi "
        "dưỡng tại cơ sở trợ giúp xã hội tăng khoảng 168,56 triệu đồng/tháng (38,9%) từ tháng 7/2024."
    )
    assert bullets(screen) == ["Không đổi: số liệu, văn bản và cách tính như lúc lưu."]
    assert screen.row("Phương án", "A")[-1] == "Không đổi"
    rows = [row for row in screen.tables[1] if row[0] == "Tăng mỗi tháng"]
    assert rows == [["Tăng mỗi tháng", "9.333,3", "9.333,3", "không đổi"]]
    assert "văn bản ban hành sau ngày này không làm thay đổi kết quả" in " ".join(screen.of("caption"))
    assert [button.key for button in screen.at.button if button.key == "phuong-an-tinh-lai"] == []


def test_new_figures_are_the_cause_with_file_and_who(show: Show, database: Database, tmp_path: Path) -> None:
    save(database, "A", norm=500_000)
    send(database, tmp_path)
    screen = opened(show)
    assert screen.headline == (
        "“A”: trợ cấp xã hội hằng tháng tại cộng đồng lúc lưu tăng khoảng 9,33 tỷ đồng/tháng (38,9%) từ tháng 7/2024; "
        "theo số liệu hiện nay tăng khoảng 9,57 tỷ đồng/tháng (38,9%) từ tháng 7/2024."
    )
    (cause,) = bullets(screen)
    assert re.match(
        r"Số liệu đổi \(bản 1 → bản 2: nạp tệp thang-12\.csv "
        r"\(Chị Lan, \d\d:\d\d \d\d/\d\d/\d{4}\)\)\. Do đó trợ cấp xã "
        r"hội hằng tháng tại cộng đồng: kinh phí phương án tăng khoảng 833,33 triệu đồng/tháng, "
        r"mức tăng thêm tăng khoảng "
        r"233,33 triệu đồng/tháng",
        cause,
    ), cause
    assert screen.row("Phương án", "A")[-1] == "Kết quả đã đổi"
    (row,) = [row for row in screen.tables[1] if row[0] == "Tăng mỗi tháng"]
    assert row == ["Tăng mỗi tháng", "9.333,3", "9.566,7", "+233,3"]
    (people,) = [row for row in screen.tables[1] if row[0] == "Số người"]
    assert people == ["Số người", "45.575", "45.021", "−554"]


def test_recomputing_is_a_choice_that_adds_a_run(show: Show, database: Database, tmp_path: Path) -> None:
    number = save(database, "A", norm=500_000)
    send(database, tmp_path)
    screen = opened(show)
    assert len(saved_scenarios.runs(number)) == 1, "opening computes nothing for good"
    screen.press("phuong-an-tinh-lai")
    assert screen.of("success") == ["Đã tính lại theo số liệu bản 2; kết quả cũ vẫn giữ."]
    newest, first = saved_scenarios.runs(number)
    assert (newest.data_version, first.data_version) == (2, 1)
    assert bullets(screen) == ["Không đổi: số liệu, văn bản và cách tính như lúc lưu."]
    table = screen.table("Tính lúc")
    assert [row[2] for row in table] == ["2", "1"]


def test_a_batch_taken_back_leaves_the_result_as_it_was(show: Show, database: Database, tmp_path: Path) -> None:
    save(database, "A", norm=500_000)
    undo(database, send(database, tmp_path))
    screen = opened(show)
    (cause,) = bullets(screen)
    assert cause.startswith("Số liệu không đổi: đã có lần cập nhật (bản 1 → bản 3: nạp tệp thang-12.csv (Chị Lan, ")
    assert "thu hồi bản 2 (Anh Minh, " in cause
    assert screen.row("Phương án", "A")[-1] == "Không đổi"


def test_figures_of_another_programme_do_not_move_it(show: Show, database: Database, tmp_path: Path) -> None:
    save(database, "A", norm=500_000)
    apply(database, upload(tmp_path, "347,Phủ Lý,2023-12,Người có công,50,110000000"))
    (cause,) = bullets(opened(show))
    assert cause.startswith("Số liệu đổi (bản 1 → bản 2: nạp tệp chi-tra.csv")
    assert cause.endswith("Không làm thay đổi kết quả.")


def test_new_law_is_the_cause_row_by_row(show: Show, database: Database) -> None:
    save(database, "A", date(2024, 12, 31), norm=600_000)
    change_law(database, 520_000)
    screen = opened(show)
    figures, law = bullets(screen)
    assert figures.startswith("Số liệu không đổi (bản 1 → bản 2: ")
    assert law.startswith(
        "Văn bản đổi: mức chuẩn trợ giúp xã hội từ 01/7/2024: 500.000 đồng → 520.000 đồng (Nghị định 76/2024/NĐ-CP). "
        "Do đó"
    )
    assert "kinh phí phương án không đổi, mức tăng thêm giảm khoảng 1,33 tỷ đồng/tháng" in law


def test_a_decree_after_the_scenarios_day_does_not_change_it_and_that_is_said(show: Show, database: Database) -> None:
    save(database, "A", norm=500_000)
    change_law(database, 520_000, issued_on=date(2024, 7, 1))
    _figures, law = bullets(opened(show))
    assert "ban hành sau ngày 31/12/2023 nên không áp dụng cho phương án này" in law
    assert law.endswith("Không làm thay đổi kết quả.")


def test_figures_and_law_together_are_told_apart(show: Show, database: Database, tmp_path: Path) -> None:
    save(database, "A", date(2024, 12, 31), norm=600_000)
    send(database, tmp_path)
    change_law(database, 520_000)
    figures, law = bullets(opened(show))
    assert (
        "kinh phí phương án tăng khoảng 1 tỷ đồng/tháng, mức tăng thêm tăng khoảng 166,67 triệu đồng/tháng" in figures
    )
    assert "mức tăng thêm giảm khoảng 1,37 tỷ đồng/tháng" in law


def test_another_way_of_computing_is_named(show: Show, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    save(database, "A", norm=500_000)
    monkeypatch.setattr(detail, "ENGINE_VERSION", "9.9")
    assert bullets(opened(show)) == [
        f"Cách tính đổi: phiên bản {projection.ENGINE_VERSION} → 9.9. Không làm thay đổi kết quả."
    ]


def test_figures_that_cannot_be_had_again_by_the_same_engine_are_told(show: Show, database: Database) -> None:
    number = save(database, "A", norm=500_000)
    figures, sha = stored(database, number)
    other = figures.replace("33333333333", "33333333334")
    write_run(database, number, other, digest(other))
    assert "Tính lại trên đúng số liệu cũ không ra kết quả đã lưu" in bullets(opened(show))[0]
    assert sha == digest(figures)


def stored(database: Database, number: int) -> tuple[str, str]:
    with database.reading() as connection:
        (run,) = scenarios.runs(connection, number)
    return run.figures, run.sha256


def write_run(database: Database, number: int, figures: str, sha: str) -> None:
    table = Base.metadata.tables["scenario_run"]
    with database.writer.begin() as connection:
        connection.execute(sa.update(table).where(table.c.scenario_id == number).values(figures=figures, sha256=sha))


def test_figures_changed_behind_the_app_are_never_shown_in_silence(show: Show, database: Database) -> None:
    number = save(database, "A", norm=500_000)
    figures, sha = stored(database, number)
    write_run(database, number, figures.replace("33333333333", "13333333333"), sha)
    screen = opened(show)
    (error,) = screen.of("error")
    assert error.startswith("Kết quả đã lưu không khớp mã kiểm tra")
    assert screen.row("Phương án", "A")[-1] == "Sai mã kiểm tra"
    write_run(database, number, "{", sha)
    screen = opened(show)
    assert screen.headline == "“A”: không đọc được kết quả đã lưu."


def change_levers(database: Database, number: int, change: Callable[[dict[str, Any]], object], *, whole: bool) -> None:
    """The levers as an earlier version of the app would have written them (`whole`), or as a hand would."""
    table = Base.metadata.tables["scenario"]
    with database.writer.begin() as c:
        values = json.loads(c.execute(sa.select(table.c.levers)).scalar_one())
        change(values)
        changed = {"levers": canonical(values)}
        if whole:
            changed["identity"] = Scenario(END_2023, tuple(sorted(values.items()))).identity
        c.execute(sa.update(table).where(table.c.id == number).values(**changed))


def test_levers_changed_behind_the_app_are_told(show: Show, database: Database) -> None:
    number = save(database, "A", norm=500_000)
    change_levers(database, number, lambda values: values.update({NORM: 510_000}), whole=False)
    (error,) = opened(show).of("error")
    assert error.startswith("Thông số của phương án không khớp mã phương án")


def test_a_lever_that_is_gone_is_named_and_the_rest_opens(
    show: Show, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(catalogue.RETIRED, "protection.old", "Hệ số cũ")
    number = save(database, "A", norm=500_000)
    change_levers(database, number, lambda values: values.update({"protection.old": 2}), whole=True)
    screen = opened(show)
    assert bullets(screen)[0] == (
        "Thông số không còn dùng: Hệ số cũ = 2 (thông số không còn dùng). Phần còn lại của phương án vẫn được tính."
    )
    assert screen.row("Phương án", "A")[-1] == "Có thông số không còn dùng"
    assert "9,33 tỷ đồng" in screen.headline


def test_a_lever_that_came_later_is_told(show: Show, database: Database) -> None:
    number = save(database, "A", norm=500_000)
    change_levers(database, number, lambda values: values.pop(protection.PEOPLE.key), whole=True)
    screen = opened(show)
    assert any(
        "Thông số có sau khi lưu, để ở mức mặc định: tăng, giảm số đối tượng" in text for text in screen.of("caption")
    )
    assert bullets(screen) == ["Không đổi: số liệu, văn bản và cách tính như lúc lưu."]


def test_levers_that_cannot_be_read_are_no_blank_page(show: Show, database: Database) -> None:
    number = save(database, "A", norm=500_000)
    table = Base.metadata.tables["scenario"]
    with database.writer.begin() as connection:
        connection.execute(sa.update(table).where(table.c.id == number).values(levers="{"))
    screen = opened(show)
    assert screen.of("warning") == ["Không đọc được thông số của phương án nên không tính lại được."]
    assert "9.333,3" in screen.said
    screen.open_tab(TABS, COMPARE)
    assert "Không tính được: A." in screen.of("warning")
