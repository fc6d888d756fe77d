"""Which sheets of a workbook are read: the one with data, the one named, all of one shape; never one by guess."""

from pathlib import Path

import pytest

from data.engine import Database
from data.export.templates import template
from data.ingest import check_file
from data.vocabulary.problems import CONFIRMED
from tests.data.conftest import Databases
from tests.data.ingest.tables import facts, said
from tests.data.ingest.workbooks import Rows, check_sheets
from tests.data.uploads import version

HEADINGS = ("Huyện", "Tháng", "Nhóm", "Số người", "Số tiền (đồng)")
ROW = ("Phủ Lý", "12/2023", "Người có công", 3912, 9168250000)
FACT = ("347", "2023-12", "Người có công", 3912, 9168250000)


def month_sheet(month: int) -> Rows:
    return [["NĂM 2023"], ["Huyện", "Nhóm", "Số người", "Số tiền (đồng)"], ["Phủ Lý", "NCC", 3900 + month, 9168000000]]


TWELVE = {f"T{month}": month_sheet(month) for month in range(1, 13)}


def test_twelve_months_are_asked_about_then_read_with_the_month_of_their_names(tmp_path: Path) -> None:
    asked = check_sheets(tmp_path, TWELVE)
    assert asked.status == "refused"
    assert "12 trang tính có số liệu" in said(asked)
    [question] = asked.questions
    assert question.key == "sheet"
    assert [value for value, _label in question.choices] == [*TWELVE, "*"]
    whole = check_sheets(tmp_path, TWELVE, answers={"sheet": "*"})
    assert facts(whole) == [
        ("347", f"2023-{month:02}", "Người có công", 3900 + month, 9168000000) for month in range(1, 13)
    ]
    one = check_sheets(tmp_path, TWELVE, answers={"sheet": "T5"})
    assert [row[1] for row in facts(one)] == ["2023-05"]
    assert "Trang tính 'T4' không được đọc" in said(one)


def test_a_summary_beside_the_months_is_not_read_with_them(tmp_path: Path) -> None:
    sheets = {**TWELVE, "Tổng hợp": [["NĂM 2023"], *month_sheet(1)[1:]]}
    outcome = check_sheets(tmp_path, sheets, answers={"sheet": "*"})
    assert len(facts(outcome)) == 12
    assert "Trang tính 'Tổng hợp' không được đọc" in said(outcome)


def test_sheets_of_different_units_are_each_read_in_their_own(tmp_path: Path) -> None:
    columns = ["Huyện", "Nhóm", "Số người", "Số tiền"]
    sheets = {
        "T1": [["NĂM 2023. ĐVT: triệu đồng"], columns, ["Phủ Lý", "NCC", 3900, 9168]],
        "T2": [["NĂM 2023. ĐVT: đồng"], columns, ["Phủ Lý", "NCC", 3900, 9168000000]],
    }
    outcome = check_sheets(tmp_path, sheets, answers={"sheet": "*"})
    assert [row[-1] for row in facts(outcome)] == [9168000000, 9168000000]


def test_a_copy_made_by_excel_is_named_and_not_read(tmp_path: Path) -> None:
    outcome = check_sheets(tmp_path, {"T12": [HEADINGS, ROW], "T12 (2)": [HEADINGS, ROW]})
    assert facts(outcome) == [FACT]
    assert "'T12 (2)' là bản sao của trang 'T12'" in said(outcome)


def test_hidden_data_are_never_read_unseen(tmp_path: Path) -> None:
    alone = check_sheets(tmp_path, {"Ghi chú": [["Xem trang sau"]], "Số liệu": [HEADINGS, ROW]}, hidden=["Số liệu"])
    assert alone.status == "refused"
    assert "Trang tính có số liệu 'Số liệu' đang bị ẩn" in said(alone)
    beside = check_sheets(tmp_path, {"Mới": [HEADINGS, ROW], "Cũ": [HEADINGS, ROW]}, hidden=["Cũ"])
    assert facts(beside) == [FACT]
    assert "Trang tính ẩn 'Cũ' có số liệu nhưng không được đọc" in said(beside)


def test_guidance_and_lists_beside_the_data_need_no_word(tmp_path: Path) -> None:
    guidance = [["Chi trả hằng tháng"], ["Điền vào trang “Số liệu”."]]
    lists = [["Thành phố Phủ Lý", "Người có công"], ["Thị xã Duy Tiên", "Bảo trợ xã hội"]]
    outcome = check_sheets(
        tmp_path, {"Số liệu": [HEADINGS, ROW], "Hướng dẫn": guidance, "Danh mục": lists}, hidden=["Danh mục"]
    )
    assert facts(outcome) == [FACT]
    assert outcome.messages == []


@pytest.mark.parametrize("communes", [False, True])
def test_our_own_template_asks_nothing_about_its_sheets(databases: Databases, tmp_path: Path, communes: bool) -> None:
    database: Database = databases.seeded("sqlite")
    with database.reading() as connection:
        content = template(connection, version(database), "payments", "2023-12", "xlsx", communes=communes)
    path = tmp_path / "mau.xlsx"
    path.write_bytes(content)
    outcome = check_file(path, "mau.xlsx", "payments")
    assert not {problem.code for problem in outcome.problems} & (CONFIRMED - {"blank"}), said(outcome)
    assert outcome.questions == ()


def test_the_column_of_marked_errors_is_left_out_silently(tmp_path: Path) -> None:
    outcome = check_sheets(tmp_path, {"Số liệu": [(*HEADINGS, "Lỗi"), (*ROW, "Số đối tượng: để trống")]})
    assert facts(outcome) == [FACT]
    assert outcome.messages == []
