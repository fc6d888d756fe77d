"""Units of money and of counts: over a column, above the table, inside the cells; asked for where there are none."""

from pathlib import Path
from typing import Any

import pytest

from data.ingest import Check, check_file
from tests.data.ingest.dataset_tables import checked, errors, rows
from tests.data.ingest.tables import CheckText, facts, said
from tests.data.ingest.workbooks import check_rows, workbook

MERIT, PROTECTION = "Người có công", "Bảo trợ xã hội"
HEADINGS = ["Đơn vị", "Kỳ chi trả", "Chương trình", "Số người", "Kinh phí"]


def sheet_of(folder: Path, dataset: str, *lines: list[Any], **more: Any) -> Check:
    path = folder / "upload.xlsx"
    path.write_bytes(workbook({"Bieu": lines}))
    return check_file(path, "bieu.xlsx", dataset, **more)


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("52.900.000 đ", 52_900_000),
        ("52.900.000đ", 52_900_000),
        ("52900000 VNĐ", 52_900_000),
        ("52.900 nghìn đồng", 52_900_000),
        ("52,9 triệu đồng", 52_900_000),
        ("52,9 tr.đ", 52_900_000),
        ("52,9tr", 52_900_000),
        ("0,0529 tỷ", 52_900_000),
        ("52.900.000 đồng/tháng", 52_900_000),
    ],
)
def test_the_unit_inside_the_cells_is_theirs(tmp_path: Path, cell: str, amount: int) -> None:
    outcome = check_rows(
        tmp_path, HEADINGS, ["Kim Bảng", "6/2023", MERIT, 23, cell], ["Lý Nhân", "6/2023", MERIT, 23, cell],
        answers={"decimal_mark.monthly_amount_vnd": ","},
    )  # fmt: skip
    assert [fact[4] for fact in facts(outcome)] == [amount, amount], said(outcome)


def test_cells_of_several_units_become_dong(tmp_path: Path) -> None:
    outcome = check_rows(
        tmp_path,
        HEADINGS,
        ["Kim Bảng", "6/2023", MERIT, "1.104 người", "2.429,5 triệu đồng"],
        ["Lý Nhân", "6/2023", PROTECTION, "210 người", "113.400.000 đồng"],
        ["Tổng cộng", None, None, None, "2.542.900.000 đ"],
    )
    assert facts(outcome) == [
        ("350", "2023-06", MERIT, 1104, 2_429_500_000),
        ("353", "2023-06", PROTECTION, 210, 113_400_000),
    ]
    assert outcome.messages == []


def test_units_that_leave_a_doubt_are_refused_at_their_cells(tmp_path: Path) -> None:
    lines = [["Kim Bảng", "6/2023", MERIT, 23, "52,9 triệu"], ["Lý Nhân", "6/2023", MERIT, 23, "53,1"]]
    partly = check_rows(tmp_path, HEADINGS, *lines)
    assert "Ô E3 (dòng 3), Kinh phí: '53,1' không ghi đơn vị tính, trong khi ô khác ghi triệu đồng" in said(partly)
    assert [question.key for question in partly.questions] == ["amount_unit"]
    answered = check_rows(tmp_path, HEADINGS, *lines, answers={"amount_unit": "triệu đồng"})
    assert [fact[4] for fact in facts(answered)] == [52_900_000, 53_100_000]
    declared = check_rows(tmp_path, [*HEADINGS[:4], "Kinh phí (nghìn đồng)"], lines[0])
    assert "'52,9 triệu' ghi đơn vị khác đơn vị của cột (nghìn đồng)" in said(declared)
    either = check_rows(
        tmp_path,
        HEADINGS,
        ["Kim Bảng", "6/2023", MERIT, 23, "52.900 triệu"],
        ["Lý Nhân", "6/2023", MERIT, 23, "53.100 tỷ"],
    )
    assert either.status == "refused"
    assert "số có thể hiểu theo hai cách" in said(either)


def test_units_inside_a_wide_table_and_its_totals(tmp_path: Path) -> None:
    outcome = check_rows(
        tmp_path,
        ["THÁNG 9/2023"],
        ["Đơn vị", "NCC", None, "BTXH", None],
        [None, "Số người", "Số tiền", "Số người", "Số tiền"],
        ["Thanh Liêm", 10, "23,5 triệu", 20, "10,8 triệu"],
        ["Bình Lục", 20, "47 triệu", 10, "5,4 triệu"],
        ["Cộng", 30, "70,5 triệu", 30, "16,2 triệu"],
        merges=("A2:A3", "B2:C2", "D2:E2"),
    )
    assert [fact[3:] for fact in facts(outcome)] == [
        (10, 23_500_000), (20, 10_800_000), (20, 47_000_000), (10, 5_400_000),
    ]  # fmt: skip
    assert {problem.code for problem in outcome.problems} == {"given"}


@pytest.mark.parametrize(
    ("title", "heading", "cell"),
    [
        ([], "Số người (nghìn người)", 1.25),
        ([], "Số đối tượng (ĐVT: 1.000 người)", 1.25),
        ([], "Số người hưởng - nghìn người", "1,25"),
        (["ĐVT: nghìn người, triệu đồng"], "Số người", 1.25),
        (["Đơn vị tính: Triệu đồng; 1.000 người"], "Số người hưởng", 1.25),
        (["(Nghìn người)"], "Số người", 1.25),
    ],
)
def test_thousands_of_people_that_are_declared_are_scaled(
    tmp_path: Path, title: list[str], heading: str, cell: object
) -> None:
    lines = [[*HEADINGS[:3], heading, "Kinh phí (triệu đồng)"], ["Duy Tiên", "2/2023", MERIT, cell, 2912.5]]
    outcome = check_rows(tmp_path, *([title] if title else []), *lines)
    assert facts(outcome) == [("349", "2023-02", MERIT, 1250, 2_912_500_000)], said(outcome)


def test_thousands_of_people_in_totals_and_wide_tables(tmp_path: Path) -> None:
    outcome = check_rows(
        tmp_path,
        ["THÁNG 2/2023"],
        ["Đơn vị", "NCC", None],
        [None, "Nghìn người", "Tỷ đồng"],
        ["Duy Tiên", 1.25, 2.9125],
        ["Bình Lục", 1.5, 3.4],
        ["Cộng", 2.75, 6.3125],
        merges=("A2:A3", "B2:C2"),
    )
    assert [fact[3:] for fact in facts(outcome)] == [(1250, 2_912_500_000), (1500, 3_400_000_000)]
    assert {problem.code for problem in outcome.problems} == {"given"}
    long = sheet_of(
        tmp_path,
        "areas",
        ["ĐVT: nghìn người"],
        ["Địa bàn", "Dân số", "Ngày số liệu", "Nguồn"],
        ["Duy Tiên", 147.1, 2022, "Cục Thống kê"],
        ["Bình Lục", 133.9, 2022, "Cục Thống kê"],
        ["Tổng số", 281, None, None],
    )
    assert rows(long, "population") == [(147_100,), (133_900,)]
    assert long.messages == []


def test_thousands_that_are_not_declared_are_asked(tmp_path: Path) -> None:
    part = check_rows(tmp_path, [*HEADINGS[:4], "Kinh phí (đồng)"], ["Duy Tiên", "2/2023", MERIT, 1.25, 2_912_500_000])
    assert part.status == "refused"
    assert "'1.25' có phần lẻ nên không phải số nguyên" in said(part)
    assert "'Số người (nghìn người)'" in said(part)
    areas = [["Địa bàn", "Dân số", "Ngày số liệu", "Nguồn"], ["Duy Tiên", 147, 2022, "Cục Thống kê"]]
    (message,) = errors(sheet_of(tmp_path, "areas", *areas))
    assert message.startswith("Ô B2 (dòng 2), Dân số: '147' quá nhỏ")
    assert "nghìn người" in message
    homes = sheet_of(
        tmp_path, "households", ["ĐVT: nghìn hộ"], ["Đơn vị", "Năm", "Loại hộ", "Cuối kỳ"],
        ["Duy Tiên", 2022, "Hộ nghèo", 2],
    )  # fmt: skip
    assert "ghi đơn vị tính theo nghìn, không rõ là của cột nào" in errors(homes)[0]


@pytest.mark.parametrize(
    ("title", "headings", "line"),
    [
        (["ĐVT: 1.000 người"], ["Đơn vị", "Năm", "Chỉ tiêu", "Kết quả"], ["Duy Tiên", 2022, "Việc làm mới", 3.5]),
        ([], ["Đơn vị", "Năm", "Chỉ tiêu", "Kết quả (nghìn người)"], ["Duy Tiên", 2022, "Việc làm mới", 3.5]),
        ([], ["Đơn vị", "Năm", "Việc làm mới (1.000 người)"], ["Duy Tiên", 2022, 3.5]),
    ],
)
def test_indicators_in_thousands_of_people(
    tmp_path: Path, title: list[str], headings: list[str], line: list[Any]
) -> None:
    outcome = sheet_of(tmp_path, "indicators", *([title] if title else []), headings, line)
    assert rows(outcome, "indicator", "value") == [("employment.new_jobs", "3500")]


def test_a_rate_beside_thousands_of_people_stays_a_rate(tmp_path: Path) -> None:
    outcome = sheet_of(
        tmp_path, "indicators", ["ĐVT: nghìn người"], ["Đơn vị", "Năm", "Chỉ tiêu", "Kết quả"],
        ["Duy Tiên", 2022, "Việc làm mới", 3.5], ["Duy Tiên", 2022, "Tỷ lệ hộ nghèo", 2.1],
    )  # fmt: skip
    assert rows(outcome, "value") == [("3500",), ("2.1",)]


BUDGET = ["Năm", "Nguồn", "Cấp"]
LINE = [2025, "NSĐP", "Tỉnh"]


@pytest.mark.parametrize("amounts", [[12, 11], [288000, 280000], [1250.5, 1200]])
def test_a_budget_without_a_unit_is_asked(tmp_path: Path, amounts: list[float]) -> None:
    lines = [[*BUDGET, "Dự toán giao", "Quyết toán"], [*LINE, *amounts]]
    asked = sheet_of(tmp_path, "budget", *lines)
    assert "không thể là số đồng, mà tệp không ghi đơn vị tính" in errors(asked)[0]
    assert [question.key for question in asked.questions] == ["amount_unit"]
    answered = sheet_of(tmp_path, "budget", *lines, answers={"amount_unit": "triệu đồng"})
    assert rows(answered, "estimate_vnd", "settlement_vnd") == [tuple(int(amount * 10**6) for amount in amounts)]


def test_a_budget_that_may_be_in_thousands_is_said(tmp_path: Path) -> None:
    lines = [[*BUDGET, "Dự toán giao"], [*LINE, 572_412_000]]
    outcome = sheet_of(tmp_path, "budget", *lines)
    assert rows(outcome, "estimate_vnd") == [(572_412_000,)]
    assert "không ghi đơn vị tính của số tiền; đang hiểu là đồng, số lớn nhất là 572.412.000 đồng" in said(outcome)
    sure = sheet_of(tmp_path, "budget", lines[0], [*LINE, 572_412_000_000])
    assert sure.messages == []


def test_dong_that_can_only_be_millions_are_asked_again(tmp_path: Path, check: CheckText) -> None:
    text = "Đơn vị;Kỳ;Nhóm;Số người;Kinh phí (đồng)\nDuy Tiên;2/2023;NCC;15000;288000\n"
    asked = check(text)
    assert asked.status == "refused"
    assert "288.000 đồng cho 15.000 người (tệp ghi đơn vị là đồng)" in said(asked)
    assert [question.key for question in asked.questions] == ["amount_unit"]
    assert facts(check(text, answers={"amount_unit": "triệu đồng"}))[0][4] == 288_000_000_000
    kept = check(text, answers={"amount_unit": "đồng"})
    assert kept.status == "accepted"
    assert "ngoài khoảng thường gặp" in said(kept)
    lines = [["ĐVT: đồng"], [*BUDGET, "Dự toán giao"], [*LINE, 12]]
    budget = sheet_of(tmp_path, "budget", *lines)
    assert "là 12 đồng, quá nhỏ để là số tiền của một dòng ngân sách" in errors(budget)[0]
    assert rows(sheet_of(tmp_path, "budget", *lines, answers={"amount_unit": "tỷ đồng"}), "estimate_vnd") == [
        (12 * 10**9,)
    ]


def test_a_file_of_the_app_itself_is_never_doubted(tmp_path: Path, check: CheckText) -> None:
    text = "district_code,period,group,beneficiaries,monthly_amount_vnd\n349,2023-02,Người có công,15000,288000\n"
    assert check(text).status == "accepted"
    budget = "budget_year,source,level,estimate_vnd\n2025,local,province,12\n"
    assert rows(checked(tmp_path, "budget", budget), "estimate_vnd") == [(12,)]
