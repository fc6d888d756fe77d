"""Tình hình gửi số liệu: area by period, with a sign and words; what is late, and the file of it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from data.clock import today
from data.engine import Database
from pages.screens.overview import attention
from pages.ui.records import completeness
from pages.ui.session import loaders
from tests.data.kept import area, keep
from tests.data.uploads import NAMES, apply, line, upload
from tests.pages.screen import Screen

Show = Callable[..., Screen]
Files = dict[str, Callable[[], bytes]]
ALL = tuple(NAMES)


def board(show: Show, year: str = "2023") -> Screen:
    return show("history.py", xem=completeness.SENT_TAB, da_gui_nam=year)


def send(database: Database, folder: Path, month: str, codes: tuple[str, ...]) -> None:
    apply(database, upload(folder, *(line(code, month) for code in codes)))


def test_a_link_opens_the_board_and_the_page_alone_opens_the_list(show: Show) -> None:
    screen = board(show)
    assert screen.has(completeness.YEAR)
    assert screen.control(completeness.YEAR).value == "2023"
    assert screen.at.query_params[completeness.PARAMETER] == completeness.SENT_TAB
    assert not show("history.py").has(completeness.YEAR)


def test_the_same_link_opens_it_a_second_time(show: Show) -> None:
    screen = board(show)
    screen.at.query_params.clear()
    assert not screen.go("overview.py").go("history.py").has(completeness.YEAR)
    screen.at.query_params[completeness.PARAMETER] = completeness.SENT_TAB
    assert screen.go("history.py").has(completeness.YEAR)


def test_an_empty_board_says_what_to_do(show: Show) -> None:
    screen = board(show)
    (said,) = screen.of("info")
    assert said.startswith("Chưa đơn vị nào gửi “Chi trả hằng tháng” năm 2023.")
    assert "trang Cập nhật số liệu" in said
    rows = screen.table("Đơn vị".replace(" ", "\N{NO-BREAK SPACE}"))
    assert {cell for row in rows[1:-1] for cell in row[1:]} == {"!"}


def test_what_came_stands_beside_what_is_late(show: Show, database: Database, tmp_path: Path) -> None:
    send(database, tmp_path, "2023-11", ALL)
    send(database, tmp_path, "2023-12", ("347", "352"))
    screen = board(show)
    table = screen.table("Đơn vị".replace(" ", "\N{NO-BREAK SPACE}"))
    by_name = {row[0].replace("\N{NO-BREAK SPACE}", " "): row[1:] for row in table}
    assert by_name["Hạn gửi"][-1] == "20/12"
    assert by_name["Phủ Lý"] == ["!"] * 10 + ["✓", "✓"]
    assert by_name["Kim Bảng"][-2:] == ["✓", "!"]
    assert by_name["Đã gửi"] == ["0/6"] * 10 + ["6/6", "2/6"]
    assert "Kỳ 12/2023: 2/6 đơn vị đã gửi; chưa gửi đủ: Duy Tiên, Kim Bảng, Thanh Liêm, Lý Nhân." in screen.said
    assert "Hạn gửi: Tổ chức chi trả gửi danh sách đã chi trước ngày 20 hằng tháng." in screen.said


def test_a_status_is_told_by_sign_and_words_and_explained(show: Show) -> None:
    legend = next(text for text in board(show).of("caption") if "Đã nhận" in text)
    signs = [words.split()[0] for words in completeness.WORDS.values()]
    assert signs == ["✓", "✓*", "½", "!", "…"]
    assert len(set(signs)) == len(signs), "a month's cell is the sign alone"
    assert all(words in legend for words in completeness.WORDS.values())


def test_other_figures_have_their_own_periods(show: Show) -> None:
    screen = board(show).set(completeness.DATASET, "indicators")
    (header,) = [table[0] for table in screen.tables]
    assert header[1:] == ["06/2023", "12/2023"]
    screen.set(completeness.DATASET, "households")
    (header,) = [table[0] for table in screen.tables]
    assert header[1:] == ["2023"]
    assert "(chưa kiểm chứng)" in screen.said


def test_the_province_has_a_line_of_its_own_where_it_owes_figures(show: Show, database: Database) -> None:
    line = {"area_id": area(database, "35"), "budget_year": 2023, "month": "2023-11", "cumulative_vnd": 7}
    keep(database, "budget", [{**line, "level": "province"}])
    screen = board(show).set(completeness.DATASET, "budget")
    rows = [[cell.replace("\N{NO-BREAK SPACE}", " ") for cell in row] for row in screen.tables[0]]
    assert [row[0] for row in rows][:4] == ["Đơn vị", "Hạn gửi", "Tỉnh Hà Nam", "Phủ Lý"]
    assert rows[2][1:] == ["!"] * 10 + ["✓", "!"]
    assert rows[-1] == ["Đã gửi", *["0/6"] * 12]
    assert screen.of("info") == []
    assert "Số của tỉnh không đếm vào dòng “Đã gửi”." in screen.said


def test_the_report_counts_as_what_the_province_owes_for_2023(show: Show) -> None:
    screen = board(show).set(completeness.DATASET, "indicators")
    (table,) = screen.tables
    assert [cell.replace("\N{NO-BREAK SPACE}", " ") for cell in table[2]] == ["Tỉnh Hà Nam", "! Quá hạn", "✓ Đã nhận"]
    assert "số của tỉnh: đã có." in screen.said
    assert table[1][1:] == ["30/06/2023", "31/12/2023"], "the days of those below it"


def test_what_the_board_does_not_ask_for_is_said(show: Show) -> None:
    assert "không có hạn gửi nên không nằm trong bảng." in board(show).said


def test_a_year_without_districts_asks_communes(show: Show) -> None:
    screen = board(show, "2026")
    rows = screen.table("Đơn vị".replace(" ", "\N{NO-BREAK SPACE}"))
    assert len(rows) == 33 + 2


def test_districts_and_communes_of_one_name_are_told_apart(show: Show) -> None:
    names = [row[0].replace("\N{NO-BREAK SPACE}", " ") for row in board(show, "2025").tables[0]]
    assert "Phủ Lý (cấp huyện)" in names
    assert "Phủ Lý" in names
    assert len(names) == len(set(names)) == 2 + 6 + 33 + 1


def test_an_earlier_version_has_its_own_board(show: Show, database: Database, tmp_path: Path) -> None:
    send(database, tmp_path, "2023-12", ALL)
    assert "6/6" in board(show).said + str(board(show).tables)
    earlier = show("history.py", xem=completeness.SENT_TAB, da_gui_nam="2023", ban="1")
    assert earlier.of("info")[0].startswith("Chưa đơn vị nào gửi")


def test_the_file_has_every_cell_with_who_and_when(
    show: Show, database: Database, tmp_path: Path, files: Files
) -> None:
    send(database, tmp_path, "2023-12", ("347",))
    board(show)
    lines = files["tinh-hinh-gui-payments-2023.csv"]().decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + 6 * 12
    (sent,) = [text for text in lines if "Đã nhận" in text]
    assert sent.startswith("347;Phủ Lý;Chi trả hằng tháng;2023-12;20/12/2023;✓ Đã nhận;2;")
    assert sent.endswith(";Chị Lan")


def test_a_past_year_is_late_by_todays_clock() -> None:
    """The board of a year is made for its last day; what was due after that is late by now."""
    rows = pl.DataFrame(
        {
            "status": ["waiting", "waiting", "received", "waiting"],
            "due": [date(2024, 1, 10), date(2024, 1, 20), date(2023, 1, 1), None],
        }
    )
    assert completeness.on_day(rows, date(2024, 1, 20))["status"].to_list() == [
        "late",
        "waiting",
        "received",
        "waiting",
    ]
    december = completeness.of_year(1, "budget", 2023, today()).filter(period="2023-12")
    assert set(december["status"]) == {"late"}


@pytest.mark.parametrize(("sent", "text"), [(12, "½ Một phần 12/21 xã"), (0, "½ Một phần"), (None, "½ Một phần")])
def test_a_part_says_how_much(sent: int | None, text: str) -> None:
    row = {"status": "partial", "communes_sent": sent, "communes": 21}
    assert completeness.words_cell(row) == text
    assert completeness.words_cell(row, among=12) == ("12/21" if sent else "½")


def test_the_first_page_says_who_is_missing_and_links_to_the_board(
    show: Show, database: Database, tmp_path: Path
) -> None:
    assert "Bảo trợ xã hội: chưa đơn vị nào gửi số liệu" in show("overview.py").said
    send(database, tmp_path, "2023-12", ("347", "349"))
    screen = show("overview.py")
    assert "2/6 đơn vị đã gửi số liệu tháng 12/2023; Kim Bảng, Thanh Liêm, Bình Lục, Lý Nhân chưa gửi." in screen.said
    links = {one.proto.label: one.proto for one in screen.at.get("page_link")}
    link = links["Xem từng đơn vị đã gửi đến đâu"]
    assert "xem=da-gui" in link.query_string
    assert "da-gui-nam=2023" in link.query_string


def test_communes_are_named_where_there_are_no_districts() -> None:
    data = loaders.data()
    communes = data.areas.filter((pl.col("level") == "commune") & (pl.col("valid_from") == date(2025, 7, 1)))
    row = data.caseload.head(1).with_columns(
        area_id=pl.lit(communes["area_id"][0], pl.Int64),
        month=pl.lit("2025-08"),
        quality=pl.lit("uploaded"),
        scheme=pl.lit("protection"),
    )
    sent = loaders.Data(**{**data.__dict__, "caseload": row})
    said = attention.received(sent, "protection")
    assert said.startswith("1/33 đơn vị đã gửi số liệu tháng 08/2025; ")
    assert said.endswith(" và 24 đơn vị khác chưa gửi.")
