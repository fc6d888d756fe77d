"""Two tables on one sheet: where the second begins and what to do is said, and none is taken by half."""

from pathlib import Path
from typing import Any

from tests.data.ingest.dataset_tables import checked, errors
from tests.data.ingest.tables import CheckText, facts, said
from tests.data.ingest.workbooks import check_rows

HEADINGS = ["Đơn vị", "Tháng", "Nhóm", "Số người", "Số tiền (đồng)"]
ROWS: list[list[Any]] = [["Lý Nhân", "9/2023", "NCC", 10, 23_000_000], ["Bình Lục", "9/2023", "NCC", 20, 46_000_000]]


def test_a_second_table_of_other_columns_or_another_order(tmp_path: Path) -> None:
    poverty: list[list[Any]] = [["Biểu số 2"], ["TT", "Đơn vị", "Đầu kỳ", "Cuối kỳ"], [1, "Lý Nhân", 90, 80]]
    below = check_rows(tmp_path, HEADINGS, *ROWS, [], *poverty)
    assert below.status == "refused"
    assert "Dòng 5: bảng thứ hai bắt đầu ở đây (tiêu đề cột ở dòng 6)" in said(below)
    assert "chuyển bảng thứ hai sang một trang hoặc một tệp riêng" in said(below)
    assert len(errors(below)) == 1
    turned = [[*row[1:], row[0]] for row in ROWS]
    close = check_rows(tmp_path, HEADINGS, *ROWS, [*HEADINGS[1:], HEADINGS[0]], *turned)
    assert "Dòng 4: bảng thứ hai bắt đầu ở đây (tiêu đề cột ở dòng 4)" in said(close)


def test_a_second_table_in_a_text_file(tmp_path: Path, check: CheckText) -> None:
    lines = [";".join(HEADINGS), "Lý Nhân;9/2023;NCC;10;23000000", ""]
    outcome = check("\n".join([*lines, "Bảng 2: BTXH", lines[0], "Lý Nhân;9/2023;BTXH;30;18000000", ""]))
    assert errors(outcome)[0].startswith("Dòng 4: bảng thứ hai bắt đầu ở đây (tiêu đề cột ở dòng 5)")
    text = "Đơn vị;Năm;Chỉ tiêu;Giá trị\nLý Nhân;2022;Hộ nghèo;300\n\n"
    text += "Đơn vị;Năm;Loại hộ;Cuối kỳ\nLý Nhân;2022;Hộ nghèo;3\n"
    (message,) = errors(checked(tmp_path, "indicators", text))
    assert message.startswith("Dòng 4: bảng thứ hai bắt đầu ở đây")


def test_two_tables_beside_each_other(tmp_path: Path) -> None:
    outcome = check_rows(tmp_path, [*HEADINGS[:4], None, *HEADINGS[:4]], [*ROWS[0][:4], None, *ROWS[1][:4]])
    assert "Dòng 1: hai bảng nằm cạnh nhau: bảng thứ hai bắt đầu ở cột F" in said(outcome)


def test_headings_that_are_repeated_continue_the_table(tmp_path: Path) -> None:
    outcome = check_rows(tmp_path, HEADINGS, ROWS[0], [], HEADINGS, ROWS[1])
    assert [fact[0] for fact in facts(outcome)] == ["353", "352"]
