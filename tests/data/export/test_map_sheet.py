"""A map as a value: what it refuses, its words; its rows as CSV and workbook: the same areas in the same order, states
in words, nothing that runs."""

import csv
import io
from dataclasses import replace
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from data.export.map_sheet import Figure, MapSheet, Panel, State, clean, map_csv, map_workbook
from tests.data.export.map_sheets import BLUES, MISSING, RATES, SMALL, invented_sheet, sheet

INVENTED = "Số liệu minh họa do phần mềm tạo, không phải số liệu báo cáo của đơn vị."


@pytest.mark.parametrize("state", ["illustrative", "small", "withheld", "missing"])
def test_only_a_reported_figure_is_classed(state: State) -> None:
    with pytest.raises(ValueError, match="classed"):
        Figure(state, "x", fill=BLUES[0])


@pytest.mark.parametrize("state", ["small", "withheld", "missing"])
@pytest.mark.parametrize("given", [{"value": "3"}, {"circle": 0.1}, {"brief": "3"}])
def test_what_is_not_shown_carries_nothing_to_be_read_from(state: State, given: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="not shown"):
        Figure(state, "x", **given)  # type: ignore[arg-type]


@pytest.mark.parametrize("size", [-0.1, 1.01])
def test_a_circle_is_at_most_the_full_one(size: float) -> None:
    with pytest.raises(ValueError, match="full"):
        Figure("known", "x", circle=size)


def test_every_area_has_a_figure_in_every_period() -> None:
    with pytest.raises(ValueError, match="every area"):
        sheet(panels=(Panel("12/2023", RATES[:5]),))
    with pytest.raises(ValueError, match="at least one"):
        replace(sheet(), panels=())


def test_letters_that_cannot_be_written_are_left_out() -> None:
    assert clean("a\0b\u200bc\u202ed\ud800e\nf  g") == "abcde f g"
    assert clean("Ha\u0300 Nam") == "Hà Nam"


def test_the_foot_names_who_has_not_sent_and_of_many_only_some() -> None:
    assert sheet().foot()[0] == "12/2023: 1/6 đơn vị chưa báo cáo (Thanh Liêm)"
    assert "chưa báo cáo" not in " ".join(invented_sheet().foot())
    many = sheet(shapes=sheet().shapes * 2, panels=(Panel("12/2023", (MISSING,) * 12),))
    assert many.foot()[0].endswith("Phủ Lý, Duy Tiên và 4 đơn vị khác)")
    assert invented_sheet().foot()[-1] == "Không phải số liệu chính thức"


def test_the_map_in_words_has_every_figure_with_its_mark() -> None:
    assert "12/2023: Phủ Lý: 4,5 trên 1.000 dân; " in sheet().in_words()
    assert "Phủ Lý: ≈ 8.500 người (minh họa)" in invented_sheet().in_words()


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
