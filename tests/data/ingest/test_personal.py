"""Personal data and illustrative figures are refused before anything else, and repeated in no message."""

from pathlib import Path

import pytest

from tests.data.ingest.tables import EXPECTED, HEADER, ROWS, CheckText, facts, said, table
from tests.data.ingest.workbooks import check_sheets


@pytest.mark.parametrize(
    ("header", "value", "letter"),
    [
        ("nguoi", "Nguyễn Thị Hoa", "G"),
        ("nguoi", "TRẦN VĂN BÌNH", "G"),
        ("so", "035099001234", "G"),
        ("so", "035 099 001 234", "G"),
        ("so", "123456789012", "G"),
        ("Họ và tên", "x", "G"),
        ("Số CCCD", "x", "G"),
        ("Ngày sinh", "x", "G"),
    ],
)
def test_personal_columns(check: CheckText, header: str, value: str, letter: str) -> None:
    outcome = check(table(*(f"{row},{value}" for row in ROWS[:-1]), "bad", header=f"{HEADER},{header}"))
    assert outcome.messages == [
        f"Cột {letter} có họ tên hoặc số định danh cá nhân. Phần mềm không nhận dữ liệu cá nhân; hãy dùng bảng tổng "
        "hợp."
    ]


def test_names_in_place_of_areas_are_not_repeated(check: CheckText) -> None:
    rows = ("Nguyễn Văn An,2023-12,NCC,1,2000000", "Trần Thị Bé,2023-12,NCC,1,2000000")
    outcome = check(table(*rows, header="district,period,group,beneficiaries,monthly_amount_vnd"))
    assert "Cột A có họ tên" in said(outcome)
    assert "Nguyễn" not in said(outcome)


def test_a_list_without_known_headings(check: CheckText) -> None:
    outcome = check("Stt;Nguoi huong;So the\n1;Nguyễn Văn An;035099001234\n")
    assert "họ tên hoặc số định danh" in said(outcome)
    assert "035099001234" not in said(outcome)


def test_places_and_words_are_no_persons(check: CheckText) -> None:
    rows = [
        f"{row},{note}"
        for row, note in zip(ROWS, ["Hà Nam", "Lý Nhân", "Trần Hưng Đạo", "Lê Hồ", "", "Cao Bằng"], strict=True)
    ]
    assert facts(check(table(*rows, header=HEADER + ",ghi_chu"))) == EXPECTED


@pytest.mark.parametrize("mark", ["Số liệu minh họa do phần mềm tạo", "SỐ LIỆU MINH HOẠ", "so lieu minh hoa"])
def test_illustrative_figures_do_not_come_back(check: CheckText, mark: str) -> None:
    outcome = check(f"{mark}\n" + table(*ROWS))
    assert outcome.messages == ["Tệp có số liệu minh họa; hãy thay bằng số thật trước khi nạp."]
    column = check(table(*(f"{row},{mark}" for row in ROWS), header=HEADER + ",Tính chất số liệu"))
    assert column.messages == outcome.messages


@pytest.mark.parametrize(
    "mark",
    [
        "Cơ cấu nhóm đối tượng là giả định, chỉ khớp tổng số người và gần khớp tổng kinh phí của báo cáo.",
        "Dựa trên cơ cấu nhóm giả định: khuyết tật nặng.",
    ],
)
def test_assumed_figures_do_not_come_back(check: CheckText, mark: str) -> None:
    outcome = check(f'"{mark}"\n' + table(*ROWS))
    assert outcome.messages == ["Tệp có số giả định; hãy thay bằng số thật trước khi nạp."]


def test_one_citizen_number_in_a_note_refuses_the_whole_file(check: CheckText) -> None:
    notes = ["CCCD 035099001234", "", "", "", "", ""]
    rows = [f"{row},{note}" for row, note in zip(ROWS, notes, strict=True)]
    outcome = check(table(*rows, header=HEADER + ",Ghi chú"))
    assert outcome.status == "refused"
    assert said(outcome).startswith("Cột G có họ tên hoặc số định danh cá nhân.")
    assert "035099001234" not in said(outcome)
    assert outcome.reading is None


def test_a_list_of_persons_on_a_hidden_sheet_refuses_the_whole_file(tmp_path: Path) -> None:
    head, *rows = (line.split(",") for line in table(*ROWS).splitlines())
    sheets = {"T12": [head, *rows], "DS": [["Họ và tên", "Số CCCD"], ["Nguyễn Văn An", "035099001234"]]}
    outcome = check_sheets(tmp_path, sheets, hidden=["DS"])
    assert outcome.status == "refused"
    assert "Trang 'DS'" in said(outcome)
    assert "Nguyễn" not in said(outcome)
