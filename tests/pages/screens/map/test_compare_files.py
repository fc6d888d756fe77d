"""The comparison's files: the same rows, marked, and nothing that a spreadsheet could run."""

from __future__ import annotations

import io
from fractions import Fraction

import pytest
from openpyxl import load_workbook

from models.geo.area_values import AreaValue, area_value
from models.geo.comparison import BudgetOption
from pages.screens.map import compare
from pages.screens.map.compare_rows import Subject
from tests.pages import shared
from tests.pages.comparing import KNOWN, NAMES, SUBJECT, chosen, everything, six

data_folder = shared.data_folder

RATE = Subject("Tỷ lệ", "%", "12/2024", "niên giám", "Tính toán", places=2)
MARK = "Số liệu minh họa do phần mềm tạo, không phải số liệu báo cáo của đơn vị."


def csv_rows(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return [line.split(";") for line in data.decode("utf-8-sig").split("\r\n") if line]


def test_rows_are_those_of_the_table() -> None:
    head, *rows = csv_rows(compare.as_csv(everything(), chosen("352", "347"), SUBJECT))
    assert head == [
        "Chọn",
        "Mã",
        "Đơn vị",
        "Kỳ",
        "Giá trị (người)",
        "Thứ tự",
        "So với toàn tỉnh",
        "So với các huyện",
        "So với năm trước",
        "Hiện hành (triệu đồng)",
        "Phương án trình: Mức 500.000 (triệu đồng)",
        "Phương án đang xem xét (triệu đồng)",
        "Hiển thị",
        "Nhóm so sánh",
        "Tính chất số liệu",
        "Nguồn",
    ]
    assert rows[0] == [
        "B",
        "347",
        "Thành phố Phủ Lý",
        "12/2024",
        "12345",
        "1",
        "2776",
        "3103",
        "1235",
        "0",
        "1728,3",
        "3456,6",
        "12.345",
        "",
        "Đơn vị cập nhật",
        "các huyện gửi",
    ]
    assert [row[0] for row in rows] == ["B", "", "", "A", "", ""]
    assert [row[5] for row in rows] == ["1", "2", "3", "3", "5", "6"]
    assert [row[13] for row in rows] == ["", "có", "có", "có", "", "có"]


def test_decimals_are_those_of_the_screen() -> None:
    rates = [AreaValue(code, "known", Fraction(count, 700)) for code, count in zip(NAMES, KNOWN, strict=True)]
    _head, first, *_rest = csv_rows(compare.as_csv(everything(rates), chosen(), RATE))
    assert first[4] == "17,64"
    assert first[12] == "17,64"


@pytest.mark.parametrize("few", [1, 4])
def test_a_small_figure_is_in_no_file(few: int) -> None:
    found = everything(six(12_345, None, few, 7_020, 9_870, 9_870))
    _head, *rows = csv_rows(compare.as_csv(found, chosen("350"), SUBJECT))
    small = next(row for row in rows if row[1] == "350")
    hidden = "Dưới 5 người (không hiển thị)"
    assert small == [
        "A",
        "350",
        "Huyện Kim Bảng",
        "12/2024",
        hidden,
        "",
        "",
        "",
        "",
        hidden,
        hidden,
        hidden,
        hidden,
        "có",
        hidden,
        "các huyện gửi",
    ]
    missing = next(row for row in rows if row[1] == "349")
    assert missing[4] == missing[12] == missing[14] == "Chưa có số liệu"


def test_withheld_groups_have_no_figure_in_any_file() -> None:
    hidden = [area_value(code, count, subject="hiv_adult_poor") for code, count in zip(NAMES, KNOWN, strict=True)]
    found = everything(hidden)
    text = compare.as_csv(found, chosen("347"), SUBJECT).decode()
    assert not any(str(count) in text for count in KNOWN)
    cells = sheet(compare.as_workbook(found, chosen("347"), SUBJECT))
    assert {row[4] for row in cells[1:]} == {"Không hiển thị theo đơn vị"}


def test_illustrative_files_carry_the_mark_above_and_in_every_row() -> None:
    invented = [area_value(code, count, illustrative=True) for code, count in zip(NAMES, KNOWN, strict=True)]
    first, _head, *rows = csv_rows(compare.as_csv(everything(invented), chosen(), SUBJECT))
    assert first == [MARK]
    assert {row[14] for row in rows} == {MARK}
    assert rows[0][4] == "≈ 12.300 (minh họa)"
    assert {row[5] for row in rows} == {""}
    assert sheet(compare.as_workbook(everything(invented), chosen(), SUBJECT))[0][0] == MARK


def test_an_illustrative_budget_marks_the_file_too() -> None:
    invented = BudgetOption("trial", {"347": area_value("347", 5_000_000_000, illustrative=True)})
    first, *_rest = csv_rows(compare.as_csv(everything(budget=[invented]), chosen(), SUBJECT))
    assert first == [MARK]


def sheet(data: bytes) -> list[tuple[object, ...]]:
    return [tuple(row) for row in load_workbook(io.BytesIO(data)).worksheets[0].iter_rows(values_only=True)]


def test_the_workbook_has_numbers_and_says_what_they_are_of() -> None:
    data = compare.as_workbook(everything(), chosen("347"), SUBJECT)
    cells = sheet(data)
    assert cells[1][4:8] == (12_345, 1, 2_776, 3_103)
    assert cells[1][10] == pytest.approx(1_728.3)
    about = load_workbook(io.BytesIO(data)).worksheets[1]
    assert [about.cell(row, 2).value for row in range(1, 5)] == [
        "Đối tượng trợ cấp tại cộng đồng, kỳ 12/2024 (người)",
        "các huyện gửi",
        "Bình quân một đơn vị toàn tỉnh: 9.569",
        "Bình quân các huyện: 9.243",
    ]


def test_text_that_a_spreadsheet_would_run_is_neutral() -> None:
    evil = {**NAMES, "347": '=HYPERLINK("http://xau")'}
    option = BudgetOption("proposal", {}, "x")
    found = everything(names=evil, budget=[option])
    rows = csv_rows(compare.as_csv(found, chosen(), Subject("a", "@người", "12/2024", "+nguồn", "-tính")))
    assert any(cell.startswith("\"'=HYPERLINK") for row in rows for cell in row)
    assert rows[1][-1] == "'+nguồn"
    cells = sheet(compare.as_workbook(found, chosen(), SUBJECT))
    assert cells[1][2] == "'" + evil["347"]
