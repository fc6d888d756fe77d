"""The `budget` dataset: given and spent, by budget line."""

from pathlib import Path

import pytest

from models.frames import BUDGET_FILE
from tests.data.ingest.dataset_tables import checked, errors, rows

HEADER = (
    "Đơn vị;Năm ngân sách;Lũy kế đến tháng;Nguồn kinh phí;Cấp ngân sách;Chương;Loại;Khoản;Dự toán giao "
    "(đồng);Bổ sung (đồng);Lũy kế (đồng);Tạm ứng (đồng);Quyết toán (đồng)\n"
)
YEAR = (
    HEADER
    + """\
Tỉnh Hà Nam;2024;;NSTW ủy quyền;Cấp tỉnh;24;370;371;572.412.000.000;0;;;570.000.000.000
Huyện Kim Bảng;2024;06/2024;NSĐP;huyện;624;370;398;48.000.000.000;;23.500.000.000;120.000.000;
Huyện Kim Bảng;2024;Đến 31/7/2024;NSĐP;huyện;624;370;398;;;27.600.000.000;;
"""
)


def test_a_budget_becomes_lines(tmp_path: Path) -> None:
    check = checked(tmp_path, "budget", YEAR)
    assert check.frame.schema == BUDGET_FILE
    assert check.messages == []
    line = ("local", "district", "624", "370", "398")
    assert rows(check) == [
        (
            None,
            None,
            2024,
            "",
            "delegated",
            "province",
            "024",
            "370",
            "371",
            572412 * 10**6,
            0,
            None,
            None,
            570000 * 10**6,
        ),
        ("350", None, 2024, "2024-06", *line, 48000 * 10**6, None, 23500 * 10**6, 120 * 10**6, None),
        ("350", None, 2024, "2024-07", *line, None, None, 27600 * 10**6, None, None),
    ]


def test_a_file_without_areas_is_about_the_province_and_codes_may_stand_together(tmp_path: Path) -> None:
    text = (
        "Đơn vị tính: triệu đồng;;;;\nNăm;Nguồn;Cấp;Chương-Loại-Khoản;Dự toán\n2024;Cải cách tiền "
        "lương;Tỉnh;424-370-398;1.250,5\n2024;Dự phòng;Tỉnh;24-370-398;300\n"
    )
    check = checked(tmp_path, "budget", text)
    assert rows(check, "district_code", "source", "chapter", "category", "item", "estimate_vnd") == [
        (None, "wage_reform", "424", "370", "398", 1_250_500_000),
        (None, "contingency", "024", "370", "398", 300_000_000),
    ]


@pytest.mark.parametrize(
    ("row", "place", "reason"),
    [
        ("Phủ Lý;2024;;NSTW;huyện;;;;5000000;;;;", "Ô D2", "chưa nói rõ là trung ương hỗ trợ"),
        ("Phủ Lý;2024;;Quỹ khác;huyện;;;;5000000;;;;", "Ô D2", "không phải nguồn kinh phí đã biết"),
        ("Phủ Lý;2024;;NSĐP;liên xã;;;;5000000;;;;", "Ô E2", "không phải cấp ngân sách đã biết"),
        ("Phủ Lý;2024;;NSĐP;huyện;4245;;;5000000;;;;", "Ô F2", "không phải mã gồm ba chữ số"),
        ("Phủ Lý;2024;;NSĐP;huyện;;;;;;7000000;;", "Ô K2", "dòng không ghi tháng"),
        ("Phủ Lý;2024;06/2023;NSĐP;huyện;;;;;;7000000;;", "Ô C2", "không thuộc năm ngân sách"),
        ("Phủ Lý;2024;6;NSĐP;huyện;;;;;;7000000;;", "Ô C2", "chưa ghi năm"),
    ],
)
def test_lines_that_cannot_be_are_refused(tmp_path: Path, row: str, place: str, reason: str) -> None:
    (message,) = errors(checked(tmp_path, "budget", HEADER + row + "\n"))
    assert message.startswith(place)
    assert reason in message


def test_january_after_the_year_is_still_the_years(tmp_path: Path) -> None:
    check = checked(tmp_path, "budget", HEADER + "Phủ Lý;2024;01/2025;NSĐP;huyện;;;;;;7000000;;\n")
    assert rows(check, "budget_year", "month") == [(2024, "2025-01")]


def test_a_cumulative_figure_that_falls_is_asked_about(tmp_path: Path) -> None:
    later_first = "Phủ Lý;2024;07/2024;NSĐP;huyện;;;;;;900000000;;\nPhủ Lý;2024;06/2024;NSĐP;huyện;;;;;;950000000;;\n"
    check = checked(tmp_path, "budget", HEADER + later_first)
    assert check.status == "accepted"
    (problem,) = check.problems
    assert (problem.severity, problem.code, problem.line, problem.column) == ("warning", "cumulative", 2, "K")
    assert "06/2024 (950.000.000 đồng)" in problem.message


def test_settling_more_than_was_given_is_asked_about(tmp_path: Path) -> None:
    check = checked(tmp_path, "budget", HEADER + "Phủ Lý;2024;;NSĐP;huyện;;;;900000000;50000000;;;960000000\n")
    assert check.status == "accepted"
    (problem,) = check.problems
    assert (problem.severity, problem.code, problem.column) == ("warning", "over_estimate", "M")
    assert "950.000.000 đồng" in problem.message


def test_the_same_line_twice_is_refused_however_its_codes_are_written(tmp_path: Path) -> None:
    header = "Năm;Nguồn;Cấp;Chương;Loại;Khoản;Chương-Loại-Khoản;Dự toán (đồng)\n"
    same = "2024;NSĐP;Tỉnh;424;370;398;;5000000\n2024;NSĐP;Tỉnh;;;;424-370-398;6000000\n"
    (message,) = errors(checked(tmp_path, "budget", header + same))
    assert message.startswith("Dòng 3")
    assert "trùng" in message
    (message,) = errors(checked(tmp_path, "budget", header + "2024;NSĐP;Tỉnh;425;370;398;424-370-398;5000000\n"))
    assert message.startswith("Ô D2")


def test_the_time_in_a_heading_is_that_of_its_figures(tmp_path: Path) -> None:
    header = "Năm;Nguồn;Cấp;Lũy kế đến 30/6/2024;Dự toán giao năm 2024\n"
    columns = {"column.D": "cumulative_vnd", "column.E": "estimate_vnd"}
    check = checked(tmp_path, "budget", header + "2024;NSĐP;Tỉnh;7000000;9000000\n", answers=columns)
    assert rows(check, "month", "cumulative_vnd", "estimate_vnd") == [("2024-06", 7_000_000, 9_000_000)]
    message, *_others = errors(checked(tmp_path, "budget", header + "2025;NSĐP;Tỉnh;;9000000\n", answers=columns))
    assert message.startswith("Ô E2")
    assert "nằm dưới tiêu đề ghi năm 2024" in message


def test_a_month_in_a_heading_can_double_a_line(tmp_path: Path) -> None:
    text = (
        "Năm;Lũy kế đến tháng;Nguồn;Cấp;Lũy kế đến tháng "
        "6/2024\n2024;;NSĐP;Tỉnh;7000000\n2024;6/2024;NSĐP;Tỉnh;7000000\n"
    )
    (message,) = errors(checked(tmp_path, "budget", text, answers={"column.E": "cumulative_vnd"}))
    assert message.startswith("Dòng 3: trùng")
