"""The clerk's own file with what is wrong in each row: mended and brought back it is accepted."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from data.export.marked_file import marked_file
from data.ingest import Check, check_file

TITLES = ["STT", "Huyện", "Kỳ", "Nhóm đối tượng", "Số đối tượng", "Kinh phí hằng tháng (đồng)", "Ghi chú"]
ROWS = [
    [1, "Phủ Lý", "2024-03", "Bảo trợ xã hội", 1000, 500_000_000, "=1+1"],
    [2, "Duy Tiênn", "2024-03", "Bảo trợ xã hội", -5, 400_000_000, None],
    [3, "Kim Bảng", "2024-03", "Bảo trợ xã hội", None, 300_000_000, None],
]


def csv_file(rows: list[list[object]]) -> bytes:
    return "\n".join(";".join("" if v is None else str(v) for v in row) for row in [TITLES, *rows]).encode()


def xlsx_file(rows: list[list[object]]) -> bytes:
    book = Workbook()
    page = book.worksheets[0]
    page.title = "T3"
    page.append(["SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI"])
    page.append([])
    for row in [TITLES, *rows]:
        page.append([f" {value}" if value == "=1+1" else value for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def checked(folder: Path, content: bytes, name: str) -> Check:
    path = folder / name
    path.write_bytes(content)
    return check_file(path, name, "payments")


def sheet(content: bytes) -> Worksheet:
    return load_workbook(io.BytesIO(content)).worksheets[0]


@pytest.mark.parametrize(("make", "name", "top"), [(csv_file, "t3.csv", 1), (xlsx_file, "t3.xlsx", 3)])
def test_each_wrong_row_says_why_and_the_cells_are_coloured(make, name, top, tmp_path) -> None:  # type: ignore[no-untyped-def]
    content = make(ROWS)
    check = checked(tmp_path, content, name)
    assert check.status == "refused"
    marked, file_name = marked_file(content, name, check)
    assert file_name == "t3-danh-dau-loi.xlsx"
    page = sheet(marked)
    assert page.cell(top, 8).value == "Lỗi"
    said = [str(page.cell(top + row, 8).value or "") for row in (1, 2, 3)]
    assert said[0] == ""
    assert "Duy Tiên" in said[1]
    assert "Số đối tượng" in said[1]
    assert "để trống" in said[2]
    assert page.cell(top + 2, 2).comment is not None
    assert page.cell(top + 2, 2).fill.fgColor.rgb == "00FFE3C2"
    assert page.cell(top + 1, 2).comment is None


@pytest.mark.parametrize(("make", "name", "top"), [(csv_file, "t3.csv", 1), (xlsx_file, "t3.xlsx", 3)])
def test_mended_in_the_marked_file_it_is_accepted(make, name, top, tmp_path) -> None:  # type: ignore[no-untyped-def]
    content = make(ROWS)
    marked, file_name = marked_file(content, name, checked(tmp_path, content, name))
    book = load_workbook(io.BytesIO(marked))
    page = book.worksheets[0]
    page.cell(top + 2, 2).value, page.cell(top + 2, 5).value, page.cell(top + 3, 5).value = "Duy Tiên", 800, 600
    out = io.BytesIO()
    book.save(out)
    check = checked(tmp_path, out.getvalue(), file_name)
    assert check.status == "accepted", check.messages
    assert check.frame["beneficiaries"].to_list() == [1000, 800, 600]
    assert not [message for message in check.messages if "Lỗi" in message]


def test_a_second_marking_replaces_the_first(tmp_path: Path) -> None:
    content = xlsx_file(ROWS)
    marked, name = marked_file(content, "t3.xlsx", checked(tmp_path, content, "t3.xlsx"))
    again, _name = marked_file(marked, name, checked(tmp_path, marked, name))
    assert [cell.value for cell in sheet(again)[3]] == [*TITLES, "Lỗi"]


def test_no_text_of_the_file_becomes_a_formula(tmp_path: Path) -> None:
    content = csv_file(ROWS)
    marked, _name = marked_file(content, "t3.csv", checked(tmp_path, content, "t3.csv"))
    assert [cell.data_type for row in sheet(marked).iter_rows() for cell in row].count("f") == 0


def test_an_image_cannot_be_marked(tmp_path: Path) -> None:
    content = b"\x89PNG\r\n\x1a\n" + bytes(100)
    with pytest.raises(ValueError, match="ảnh"):
        marked_file(content, "anh.csv", checked(tmp_path, content, "anh.csv"))
