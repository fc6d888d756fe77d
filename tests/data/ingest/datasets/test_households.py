"""The `households` dataset: the poverty review."""

from pathlib import Path

import pytest

from models.frames import HOUSEHOLD_FILE
from tests.data.ingest.dataset_tables import checked, errors, rows

HEADER = "Đơn vị;Năm;Loại hộ;Phân tổ;Đầu kỳ;Giảm;Tăng;Cuối kỳ\n"
REVIEW = (
    HEADER
    + """\
Phủ Lý;2023;Hộ nghèo;Hộ;1.100;300;90;890
Phủ Lý;2023;Hộ nghèo;Nhân khẩu;2.400;650;190;1.940
Kim Bảng;2023;Hộ cận nghèo;;;;;1.210
"""
)
CAUSES = """\
Đơn vị;Năm;Loại hộ;Đầu kỳ;Giảm trong kỳ;;;Tăng trong kỳ;;;;Cuối kỳ
;;;;Thành hộ cận nghèo;Vượt chuẩn;Giảm khác;Từ hộ cận nghèo;Tái nghèo;Phát sinh mới;Tăng khác;
Phủ Lý;2023;Hộ nghèo;1100;200;90;10;40;;45;5;890
Duy Tiên;2023;Hộ nghèo;900;;;;;;;;900
"""


def test_a_review_becomes_rows_of_the_frame(tmp_path: Path) -> None:
    check = checked(tmp_path, "households", REVIEW)
    assert check.frame.schema == HOUSEHOLD_FILE
    assert check.messages == []
    assert rows(check) == [
        ("347", None, "2023", "poor", "households", 1100, 300, 90, 890),
        ("347", None, "2023", "poor", "people", 2400, 650, 190, 1940),
        ("350", None, "2023", "near_poor", "households", None, None, None, 1210),
    ]


def test_causes_add_up_and_none_is_not_zero(tmp_path: Path) -> None:
    check = checked(tmp_path, "households", CAUSES)
    assert rows(check, "district_code", "opening", "decrease", "increase", "closing") == [
        ("347", 1100, 300, 90, 890),
        ("349", 900, None, None, 900),
    ]


def test_a_total_that_is_not_its_causes_is_refused(tmp_path: Path) -> None:
    header = "Đơn vị;Năm;Loại hộ;Đầu kỳ;Giảm;Vượt chuẩn;Giảm khác;Cuối kỳ\n"
    (message,) = errors(checked(tmp_path, "households", header + "Phủ Lý;2023;Nghèo;1100;310;290;10;800\n"))
    assert message.startswith("Ô E2 (dòng 2)")
    assert "'310' khác tổng các cột chi tiết là 300" in message


def test_a_closing_figure_that_does_not_follow_is_asked_about(tmp_path: Path) -> None:
    check = checked(tmp_path, "households", HEADER + "Phủ Lý;2023;Hộ nghèo;Hộ;1100;300;90;900\n")
    assert check.status == "accepted"
    (problem,) = check.problems
    assert (problem.severity, problem.code, problem.column, problem.line) == ("warning", "closing", "H", 2)
    assert "900" in problem.message
    assert "890" in problem.message


@pytest.mark.parametrize(
    ("row", "reason", "remedy"),
    [
        ("Phủ Lý;2023;Hộ giàu;Hộ;1;1;1;1", "không phải loại hộ đã biết", "'Hộ nghèo' hoặc 'Hộ cận nghèo'"),
        ("Phủ Lý;2023;Hộ nghèo;Thôn;1;1;1;1", "không phải phân tổ đã biết", "'Hộ' hoặc 'Nhân khẩu'"),
        ("Phủ Lý;Quý I/2023;Hộ nghèo;Hộ;1;1;1;1", "là một phần của năm", "12/2023"),
        ("Phủ Lý;2023;Hộ nghèo;Hộ;1;1;1;", "để trống", "Nhập số"),
    ],
)
def test_cells_that_cannot_be_read_are_refused(tmp_path: Path, row: str, reason: str, remedy: str) -> None:
    (message,) = errors(checked(tmp_path, "households", HEADER + row + "\n"))
    assert "(dòng 2)" in message
    assert reason in message
    assert remedy in message
