"""The workbook that adds up a list of persons offline: its sums are the app's columns, its list is refused by the
app."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from data.export.templates import personal_template
from data.ingest import check_file

AREAS = [("347", "Thành phố Phủ Lý"), ("349", "Thị xã Duy Tiên")]
GROUPS = ["Bảo trợ xã hội", "Người có công"]


def test_each_area_and_group_is_one_line_of_formulas() -> None:
    page = load_workbook(io.BytesIO(personal_template(AREAS, GROUPS, "2024-03")))["Tổng hợp"]
    lines = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]
    assert [line[:4] for line in lines] == [[code, name, "2024-03", group] for code, name in AREAS for group in GROUPS]
    assert all(str(line[4]).startswith("=IF(COUNTIFS(") for line in lines)
    assert all("SUMIFS(" in str(line[5]) for line in lines)


def test_the_sums_saved_as_csv_are_a_file_the_app_takes(tmp_path: Path) -> None:
    page = load_workbook(io.BytesIO(personal_template(AREAS, GROUPS, "2024-03")))["Tổng hợp"]
    titles = [str(cell.value) for cell in page[1]]
    path = tmp_path / "tong-hop.csv"
    path.write_text(";".join(titles) + "\n347;Thành phố Phủ Lý;2024-03;Bảo trợ xã hội;2;1000000\n", "utf-8")
    check = check_file(path, path.name, "payments")
    assert (check.status, check.frame["beneficiaries"].to_list()) == ("accepted", [2])


def test_the_whole_workbook_with_names_in_it_is_refused(tmp_path: Path) -> None:
    book = load_workbook(io.BytesIO(personal_template(AREAS, GROUPS, "2024-03")))
    book["Danh sách (giữ lại máy)"].append(["Nguyễn Văn An", "Thành phố Phủ Lý", "Bảo trợ xã hội", 500_000])
    for row in book["Tổng hợp"].iter_rows(min_row=2, min_col=5):  # as Excel has added it up
        row[0].value, row[1].value = 1, 500_000
    path = tmp_path / "danh-sach.xlsx"
    book.save(path)
    check = check_file(path, path.name, "payments")
    assert check.status == "refused"
    assert "Nguyễn Văn An" not in " ".join(check.messages)
    assert "dữ liệu cá nhân" in " ".join(check.messages)


def test_too_many_lines_for_excel_are_refused() -> None:
    with pytest.raises(ValueError, match="too many"):
        personal_template(AREAS * 101, GROUPS, "2024-03")
