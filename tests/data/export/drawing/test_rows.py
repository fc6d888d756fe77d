"""CSV and workbook of a map: the same areas in the same order, states in words, nothing that runs."""

import csv
import io
from dataclasses import replace
from decimal import Decimal

from openpyxl import load_workbook

from data.export.drawing.rows import map_csv, map_workbook
from data.export.drawing.sheet import MapSheet, Panel
from tests.data.export.drawing.sheets import RATES, SMALL, invented_sheet, sheet

INVENTED = "Số liệu minh họa do phần mềm tạo, không phải số liệu báo cáo của đơn vị."


def csv_rows(whole: MapSheet) -> list[list[str]]:
    return list(csv.reader(io.StringIO(map_csv(whole).decode("utf-8-sig")), delimiter=";"))


def book_rows(whole: MapSheet, name: str = "Số liệu") -> list[list[object]]:
    book = load_workbook(io.BytesIO(map_workbook(whole)))
    return [list(row) for row in book[name].iter_rows(values_only=True)]


def test_rows_follow_the_map_and_say_states_in_words() -> None:
    header, *rows = csv_rows(sheet())
    assert header == [
        "Mã",
        "Đơn vị",
        "Kỳ",
        "Giá trị",
        "Đơn vị tính",
        "Hiển thị",
        "Tính chất số liệu",
        "Nguồn",
        "Địa giới",
    ]
    assert [row[1] for row in rows] == [shape.name for shape in sheet().shapes]
    assert [row[3] for row in rows] == ["4,5", "12,3", "27", "", "", "-1656,5"]
    assert [row[5] for row in rows][3:5] == ["Chưa có số liệu", SMALL]
    assert rows[3][6] == "Chưa có số liệu"
    assert rows[0][2] == "12/2023"


def test_the_workbook_has_the_same_rows_with_numbers_as_numbers() -> None:
    header, *rows = book_rows(sheet())
    written, *lines = csv_rows(sheet())
    assert header == written
    assert [row[3] for row in rows] == [4.5, 12.3, 27, None, None, -1656.5]
    for row, line in zip(rows, lines, strict=True):
        assert [str(cell) for cell in row if cell is not None and not isinstance(cell, (int, float))] == [
            cell for i, cell in enumerate(line) if i != 3 and cell
        ]


def test_invented_rows_say_so_in_the_first_line_and_in_a_column_of_their_own() -> None:
    (first,), header, *rows = csv_rows(invented_sheet())
    assert first == INVENTED
    assert {row[header.index("Tính chất số liệu")] for row in rows} == {INVENTED}
    top, _header, *body = book_rows(invented_sheet())
    assert top[0] == INVENTED
    assert {row[6] for row in body} == {INVENTED}
    assert INVENTED not in map_csv(sheet()).decode("utf-8-sig")


def test_months_stand_below_one_another() -> None:
    months = sheet(panels=(Panel("11/2023", RATES), Panel("12/2023", RATES[::-1])))
    _header, *rows = csv_rows(months)
    assert [row[2] for row in rows] == ["11/2023"] * 6 + ["12/2023"] * 6
    assert [row[3] for row in rows[6:]] == ["-1656,5", "", "", "27", "12,3", "4,5"]


def test_what_surrounds_the_map_stands_on_a_second_sheet() -> None:
    told = {str(row[0]): row[1] for row in book_rows(sheet(), "Thông tin")}
    assert told["Nguồn"] == sheet().source
    assert told["Lưu ý"] == sheet().marks[0]
    assert [row[1] for row in book_rows(sheet(), "Thông tin") if row[0] == "Chú giải"] == [
        key.label for key in sheet().legend
    ]


def test_names_that_look_like_formulas_are_text() -> None:
    evil = '=HYPERLINK("http://x")'
    shapes = tuple(replace(shape, name=evil, code="+1+1") for shape in sheet().shapes)
    whole = sheet(shapes=shapes, unit=evil, source=evil)
    _header, first, *_rest = csv_rows(whole)
    assert first[0] == "'+1+1"
    assert first[1] == first[4] == first[7] == "'" + evil
    for row in book_rows(whole)[1:]:
        assert not any(isinstance(cell, str) and cell.startswith(("=", "+")) for cell in row)


def test_exact_decimals_survive() -> None:
    figure = replace(RATES[0], value="0.30")
    whole = sheet(panels=(Panel("12/2023", (figure, *RATES[1:])),))
    assert csv_rows(whole)[1][3] == "0,3"
    assert Decimal(str(book_rows(whole)[1][3])) == Decimal("0.3")
