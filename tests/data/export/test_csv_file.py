"""CSV for Vietnamese Excel, in which no text can run."""

import csv
import io

import pytest
from hypothesis import given, strategies as st

from data.export.tables import csv_bytes, neutral

STARTS = "=+-@\t\r\n\0＝＋－＠"


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_the_file_starts_with_a_byte_order_mark_and_uses_semicolons() -> None:
    content = csv_bytes(["Huyện", "Số người"], [["Phủ Lý", 3912]])
    assert content == "\ufeffHuyện;Số người\r\nPhủ Lý;3912\r\n".encode()


def test_the_mark_of_illustrative_figures_stands_above_the_header() -> None:
    content = csv_bytes(["Huyện"], [["Phủ Lý"]], first_line="SỐ LIỆU MINH HỌA")
    assert read(content) == [["SỐ LIỆU MINH HỌA"], ["Huyện"], ["Phủ Lý"]]


@pytest.mark.parametrize("start", STARTS)
def test_text_that_a_spreadsheet_could_run_gets_an_apostrophe(start: str) -> None:
    assert neutral(f"{start}cmd|' /C calc'!A0") == f"'{start}cmd|' /C calc'!A0"
    assert neutral(start) == f"'{start}"


@pytest.mark.parametrize("number", ["-1656", "-0.58", "-1e5", "-12.000"])
def test_negative_numbers_stay_numbers(number: str) -> None:
    assert neutral(number) == number


@pytest.mark.parametrize("text", ["-1+1", "-", "--1", "-inf", "-nan", "+84912345678", "-1;2", "- 1", "-A1"])
def test_what_only_looks_like_a_number_is_text(text: str) -> None:
    assert neutral(text) == f"'{text}"


def test_whole_numbers_and_nothing_are_written_plainly() -> None:
    assert [neutral(value) for value in (-5, 0, 47_701_000_000, None, "")] == ["-5", "0", "47701000000", "", ""]


def test_headers_and_the_first_line_are_neutralised_too() -> None:
    assert read(csv_bytes(["=A1"], [], first_line="@SUM(A1)")) == [["'@SUM(A1)"], ["'=A1"]]


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=2), max_size=5))
def test_any_text_survives_and_none_starts_a_formula(rows: list[list[str]]) -> None:
    cells = read(csv_bytes(["a", "b"], rows))[1:]
    assert [[cell.removeprefix("'") for cell in row] for row in cells] == [
        [cell.removeprefix("'") for cell in row] for row in rows
    ]
    for row in cells:
        for cell in row:
            assert not cell or cell[0] not in STARTS or (cell[0] == "-" and float(cell) <= 0)
