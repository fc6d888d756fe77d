"""Files into books: rows with their places, sheets with theirs, and remarks."""

from pathlib import Path

import pytest

from data.ingest.base import Merge, Row, letter
from data.ingest.reading import limits_enforced, read_book
from tests.data.ingest.books import book, cells, refusal
from tests.data.ingest.tables import HEADER, ROWS, table
from tests.data.parsing.packages import number, package, row, sheet, text

SMALL = package(
    sheet(row(1, text("A1", "Huyện"), text("B1", "Số người")) + row(2, text("A2", "Phủ Lý"), number("B2", "3912")))
)


def test_a_text_is_one_sheet_with_lines_and_rows(tmp_path: Path) -> None:
    found = book(tmp_path, 'sep=;\nHuyện;"Số\nngười"\nPhủ Lý;3912\n')
    assert (found.format, found.encoding, found.delimiter, found.remarks) == ("text", "UTF-8", ";", ())
    [only] = found.sheets
    assert (only.name, only.hidden, only.merges) == ("", False, ())
    assert only.rows == (Row(2, 1, ("Huyện", "Số\nngười")), Row(4, 2, ("Phủ Lý", "3912")))


def test_a_sheet_is_as_wide_as_its_widest_row_and_has_its_blank_rows(tmp_path: Path) -> None:
    xml = sheet(
        row(2, text("B2", "Huyện")) + row(4, number("C4", "1"), number("D4", "2.5")),
        '<mergeCells><mergeCell ref="B2:D3"/></mergeCells>',
    )
    found = book(tmp_path, package(xml), "chi_tra.xlsx")
    assert (found.format, found.encoding, found.delimiter) == ("workbook", "", "")
    [only] = found.sheets
    assert only.name == "T1"
    assert only.rows == (
        Row(1, 1, ("", "", "", "")),
        Row(2, 2, ("", "Huyện", "", "")),
        Row(3, 3, ("", "", "", "")),
        Row(4, 4, ("", "", "1", "2.5"), frozenset((2, 3))),
    )
    assert only.merges == (Merge(2, 1, 3, 3),)


def test_rows_name_their_sheet_where_there_are_several(tmp_path: Path) -> None:
    one, none = sheet(row(1, text("A1", "Huyện"))), sheet("")
    two = book(tmp_path, package(one, none, one, names=("T3", "Trống", "T4"), states=("visible", "visible", "hidden")))
    assert [(found.name, found.hidden, [row.sheet for row in found.rows]) for found in two.sheets] == [
        ("T3", False, ["T3"]),
        ("Trống", False, []),
        ("T4", True, ["T4"]),
    ]
    alone = book(tmp_path, package(one, none, names=("T3", "Trống")))
    assert [row.sheet for row in alone.sheets[0].rows] == [""]


def test_a_hidden_sheet_beyond_the_limits_has_no_rows(tmp_path: Path) -> None:
    far = sheet(row(1, text("A1", "x")) + row(2, text("CV2", "x")))
    found = book(tmp_path, package(sheet(row(1, text("A1", "Huyện"))), far, states=("visible", "hidden")))
    assert [(one.name, one.hidden, len(one.rows)) for one in found.sheets] == [("T1", False, 1), ("T2", True, 0)]
    assert found.sheets[0].rows[0].sheet == ""


@pytest.mark.parametrize(
    ("content", "filename", "extension"),
    [
        ("Huyện,Nhóm\n", "chi_tra.csv", None),
        ("Huyện,Nhóm\n", "chi_tra.TXT", None),
        ("Huyện,Nhóm\n", "chi_tra", None),
        ("Huyện,Nhóm\n", "chi_tra.xlsx", ".xlsx nhưng nội dung là CSV"),
        (SMALL, "chi_tra.xlsx", None),
        (SMALL, "chi_tra.XLSM", None),
        (SMALL, "chi_tra.csv", ".csv nhưng nội dung là sổ tính Excel"),
        (SMALL, "chi_tra.xls", ".xls nhưng nội dung là sổ tính Excel"),
    ],
)
def test_content_decides_and_a_wrong_name_is_remarked(
    tmp_path: Path, content: str | bytes, filename: str, extension: str | None
) -> None:
    remarks = book(tmp_path, content, filename).remarks
    assert [remark.code for remark in remarks] == ([] if extension is None else ["extension"])
    assert all(extension is not None and extension in remark.reason and remark.remedy for remark in remarks)


def test_remarks_on_macros_links_fonts_and_hidden_rows(tmp_path: Path) -> None:
    more = {"xl/vbaProject.bin": b"\0", "xl/externalLinks/externalLink1.xml": "<x/>"}
    xml = sheet(f'<row r="1" hidden="1">{text("A1", "Huyện")}</row>')
    remarks = book(tmp_path, package(xml, more=more), "a.xlsm").remarks
    assert [remark.code for remark in remarks] == ["macro", "other", "other"]
    assert "macro" in remarks[0].reason
    assert "VBA" in remarks[0].reason
    [font] = book(tmp_path, "HuyÖn,Nhãm\nPhñ Lý,Ng­êi cã c«ng\n".encode("cp1252")).remarks
    assert (font.code, ".VnTime" in font.reason) == ("encoding", True)


def test_a_file_of_many_rows_comes_whole(tmp_path: Path) -> None:
    rows = [f"347,Phủ Lý,2023-12,Nhóm {n},{n},{n * 1000}" for n in range(2_500)]
    found = book(tmp_path, table(*rows))
    assert [row.line for row in found.sheets[0].rows] == list(range(1, 2_502))
    assert cells(found)[0][-1] == ("347", "Phủ Lý", "2023-12", "Nhóm 2499", "2499", "2499000")


def test_places_of_what_is_refused(tmp_path: Path) -> None:
    quotes = refusal(tmp_path, table(ROWS[0], '349,"Duy Tiên,2023-12,Người có công,3467,8124900000', *ROWS[2:]))
    assert (quotes.line, quotes.message[:8]) == (3, "Dòng 3: ")
    wide = refusal(tmp_path, table(ROWS[0] + ",x" * 60, header=HEADER))
    assert wide.message.startswith("Dòng 2: có 66 ô, vượt giới hạn 64 cột")
    far = refusal(tmp_path, package(sheet(row(1, text("A1", "x")) + row(9, text("CV9", "x"))), names=("T3",)))
    assert far.message.startswith("Trang 'T3', dòng 9: ô CV9 có nội dung nhưng nằm ngoài giới hạn 64 cột, 50.000 dòng")
    formula = refusal(tmp_path, package(sheet(row(1, '<c r="A1"><f>B1</f></c>')), names=("T3",)))
    assert formula.message.startswith("Trang 'T3': có 1 ô công thức chưa có kết quả: A1. Mở tệp bằng Excel")
    long = refusal(tmp_path, "Huyện\n" + "x" * 40_000)
    assert "có ô dài quá 32.767 ký tự" in long.message


def test_a_path_that_is_not_there_is_an_error_of_the_caller(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_book(tmp_path / "nichts", "a.csv", frozenset())


def test_limits_are_this_system_s(monkeypatch: pytest.MonkeyPatch) -> None:
    assert limits_enforced() is True
    monkeypatch.setattr("data.ingest.reading.find_spec", lambda name: None)
    assert limits_enforced() is False


def test_letters_of_columns() -> None:
    assert [letter(index) for index in (0, 25, 26, 63)] == ["A", "Z", "AA", "BL"]
