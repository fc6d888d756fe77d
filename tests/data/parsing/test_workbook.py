"""Workbooks into sheets of text: cells of every type, merges, hidden sheets, limits."""

import datetime
import io
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from data.parsing.limits import Refusal
from tests.data.parsing.opened import Opened, opened
from tests.data.parsing.packages import number, package, row, sheet, strings, styles, text


def refused(raw: bytes) -> Refusal:
    with pytest.raises(Refusal) as failure:
        opened(raw)
    return failure.value


def saved(fill: Callable[[Worksheet], object]) -> Opened:
    """A workbook of one sheet as openpyxl writes it."""
    book = openpyxl.Workbook()
    assert isinstance(book.active, Worksheet)
    fill(book.active)
    out = io.BytesIO()
    book.save(out)
    return opened(out.getvalue())


def test_true_numbers_are_marked_and_texts_are_not() -> None:
    found = saved(lambda ws: ws.append(["347", "Phủ Lý", 3912, 2.11, 9168250000, True, None, "3912"]))
    assert found.rows == {"Sheet": [[1, ["347", "Phủ Lý", "3912", "2.11", "9168250000", "TRUE", "", "3912"], 0b11100]]}
    assert found.book == {"format": "workbook", "encoding": "", "delimiter": "", "remarks": {}}


def test_dates_and_percentages_by_their_formats() -> None:
    def fill(ws: Worksheet) -> None:
        day = datetime.date(2023, 12, 31)
        for place, (value, code) in enumerate(
            ((day, "dd/mm/yyyy"), (day, "mm/yyyy"), (day, '"T"m-yyyy'), (0.0211, "0.00%"), (0.3 - 0.1, "0.0"))
        ):
            ws.cell(1, place + 1, value).number_format = code

    assert saved(fill).rows["Sheet"] == [[1, ["2023-12-31", "2023-12", "2023-12", "2.11%", "0.2"], 0b11000]]


def test_rows_keep_their_numbers_and_blank_cells_end_nothing() -> None:
    def fill(ws: Worksheet) -> None:
        ws["B2"] = "Huyện"
        ws["D5"] = 3
        ws["ZZ9"].number_format = "0.00"

    found = saved(fill)
    assert found.rows["Sheet"] == [[2, ["", "Huyện"], 0], [5, ["", "", "", "3"], 0b1000]]
    assert found.ends["Sheet"]["width"] == 4


def test_merges_are_handed_over_inside_what_is_filled() -> None:
    def fill(ws: Worksheet) -> None:
        ws.append(["Báo cáo"])
        ws.append(["Huyện", "Nhóm", "Số người"])
        ws.merge_cells("A1:C1")
        ws.merge_cells("A2:A20")
        ws.merge_cells("H2:J2")

    assert saved(fill).ends["Sheet"]["merges"] == [[1, 0, 1, 2], [2, 0, 2, 0]]


def test_texts_shared_inline_rich_and_with_a_pronunciation() -> None:
    shared = strings(
        "<t>Huyện</t>",
        '<r><t>Số </t></r><r><rPr><b/></rPr><t>người</t></r><rPh sb="0" eb="1"><t>x</t></rPh>',
        "<t>Kinh phí_x000D_\n(đồng)</t>",
    )
    cells = [f'<c r="{letter}1" t="s"><v>{n}</v></c>' for n, letter in enumerate("ABC")]
    found = opened(package(sheet(row(1, *cells, text("D1", "Nhóm"))), shared=shared))
    assert found.cells["T1"] == [["Huyện", "Số người", "Kinh phí\r\n(đồng)", "Nhóm"]]


def test_errors_and_formulas_with_a_result() -> None:
    cells = (
        '<c r="A1" t="e"><f>B9</f><v>#REF!</v></c>',
        '<c r="B1"><f>SUM(C1:C2)</f><v>12</v></c>',
        '<c r="C1" t="str"><f>A2</f><v>Phủ Lý</v></c>',
        '<c r="D1" t="str"><f>""</f><v></v></c>',
        '<c r="E1" t="b"><v>0</v></c>',
        '<c r="F1" t="d"><v>2023-12-31</v></c>',
    )
    assert opened(package(sheet(row(1, *cells)))).rows["T1"] == [
        [1, ["#REF!", "12", "Phủ Lý", "", "FALSE", "2023-12-31"], 0b10]
    ]


def test_formulas_without_a_result_are_refused_by_cell() -> None:
    xml = sheet(row(4, number("A4", "1"), '<c r="C4"><f>A4*2</f><v></v></c>', '<c r="D4"><f>A4</f></c>'))
    refusal = refused(package(xml))
    assert (refusal.code, refusal.details) == ("formula", {"cells": ["C4", "D4"], "count": 2, "sheet": "T1"})


def test_a_text_that_nobody_calculated_is_a_formula_without_a_result() -> None:
    assert refused(package(sheet(row(1, '<c r="A1" t="str"><f>B1</f></c>', text("B1", "x"))))).code == "formula"


def test_merges_over_one_another_are_damage() -> None:
    merges = "<mergeCells>" + '<mergeCell ref="A1:A2"/>' * 3 + "</mergeCells>"
    with pytest.raises(ValueError, match="over one another"):
        opened(package(sheet(row(1, text("A1", "x")) + row(2, text("A2", "x")), merges)))


def test_zeros_that_nobody_calculated_are_not_taken() -> None:
    """Libraries write 0 as the result of every formula and ask whoever opens the file to calculate."""
    xml = sheet(row(1, '<c r="A1"><f>1+1</f><v>0</v></c>'))
    assert refused(package(xml, workbook='<calcPr fullCalcOnLoad="1"/>')).code == "formula"
    assert opened(package(xml)).cells["T1"] == [["0"]]


def test_a_number_shown_in_millions_is_refused_by_cell() -> None:
    style = styles("#,##0,,")
    refusal = refused(package(sheet(row(2, number("A2", "1"), number("B2", "9168250000", 1))), style=style))
    assert (refusal.code, refusal.details) == ("scaled", {"cell": "B2", "row": 2, "sheet": "T1"})
    assert opened(package(sheet(row(2, number("B2", "0", 1))), style=style)).cells["T1"] == [["", "0"]]


def test_hidden_sheets_are_flagged_and_never_a_reason_to_refuse() -> None:
    good, far = sheet(row(1, text("A1", "Huyện"))), sheet(row(1, text("CV1", "x")))
    found = opened(package(good, good, far, states=("visible", "hidden", "veryHidden")))
    assert found.hidden == ["T2", "T3"]
    assert found.cells["T2"] == [["Huyện"]]
    assert found.ends["T3"] == {"unread": True}
    assert refused(package(good, far)).code == "far_cell"


def test_hidden_rows_are_read_and_remarked() -> None:
    xml = sheet(row(1, text("A1", "Huyện")) + f'<row r="2" hidden="1">{text("A2", "Phủ Lý")}</row>')
    found = opened(package(xml))
    assert found.cells["T1"] == [["Huyện"], ["Phủ Lý"]]
    assert found.book["remarks"] == {"hidden_rows": {"sheets": ["T1"], "count": 1}}


def test_hidden_columns_are_read_and_remarked_where_something_stands_in_them() -> None:
    columns = '<cols><col min="2" max="3" hidden="1"/><col min="9" max="16384" hidden="1"/></cols>'
    found = opened(package(sheet(row(1, text("A1", "Huyện"), text("D1", "Nhóm")), before=columns)))
    assert found.cells["T1"] == [["Huyện", "", "", "Nhóm"]]
    assert found.book["remarks"] == {"hidden_columns": {"sheets": ["T1"], "count": 2}}


def test_all_sheets_together_are_no_longer_than_the_limits() -> None:
    """Each keeps within them, and whoever reads them would keep a row for every blank one."""
    far = sheet(row(1, text("A1", "x")) + row(50_040, text("A50040", "x")))
    assert refused(package(*[far] * 8)).code == "spanned"
    found = opened(package(*[far] * 8, states=("visible", *["hidden"] * 7)))
    assert {name: ends for name, ends in found.ends.items() if "unread" in ends} == {}
    found = opened(package(*[far] * 9, states=("visible", *["hidden"] * 8)))
    assert [name for name, ends in found.ends.items() if ends == {"unread": True}] == ["T9"]
    many = sheet("".join(f"<row><c><v>{n}</v></c></row>" for n in range(30_000)))
    assert refused(package(many, many)).code == "rows"
    found = opened(package(many, many, many, states=("hidden", "hidden", "visible")))
    assert [len(rows) for rows in found.rows.values() if len(rows) == 30_000] == [30_000, 30_000]
    assert [name for name, ends in found.ends.items() if ends == {"unread": True}] == ["T2"]


def test_macros_and_links_are_remarked() -> None:
    more = {"xl/vbaProject.bin": b"\0", "xl/externalLinks/externalLink1.xml": "<x/>"}
    found = opened(package(sheet(row(1, text("A1", "Huyện"))), more=more))
    assert found.book["remarks"] == {"macro": {}, "links": {}}


def test_a_stray_cell_is_named() -> None:
    for reference, line in (("XFD1048576", 1_048_576), ("BM3", 3), ("A50041", 50_041)):
        refusal = refused(package(sheet(row(1, text("A1", "x")) + row(line, text(reference, "x")))))
        assert (refusal.code, refusal.details["cell"]) == ("far_cell", reference)


def test_limits_on_rows_and_cells() -> None:
    many = "".join(f"<row>{number('', '1')}</row>".replace(' r=""', "") for _ in range(50_041))
    assert refused(package(sheet(many))).code == "rows"
    refusal = refused(package(sheet(row(7, text("B7", "x" * 32_768)))))
    assert (refusal.code, refusal.details["cell"]) == ("long_cell_at", "B7")
    assert refused(package(sheet(""), shared=strings(f"<t>{'x' * 32_768}</t>"))).code == "long_cell"
    merges = '<mergeCells><mergeCell ref="A1:B1"/>' + '<mergeCell ref="A1:B1"/>' * 100_000 + "</mergeCells>"
    assert refused(package(sheet(row(1, text("A1", "x")), merges))).code == "tags"


def test_one_string_in_very_many_cells_is_not_handed_over() -> None:
    cells = "<c t='s'><v>0</v></c>" * 60
    xml = sheet("".join(f'<row r="{line}">{cells}</row>' for line in range(1, 60)))
    assert refused(package(xml, shared=strings(f"<t>{'x' * 32_000}</t>"))).code == "too_much"


def test_rows_without_numbers_and_cells_without_references_are_counted() -> None:
    xml = sheet("<row><c><v>1</v></c><c><v>2</v></c></row><row/><row><c/><c><v>3</v></c></row>")
    assert [[line, cells] for line, cells, _ in opened(package(xml)).rows["T1"]] == [[1, ["1", "2"]], [3, ["", "3"]]]


@pytest.mark.parametrize(
    "data",
    [
        row(1, number("A1", "1"), number("A1", "2")),
        row(2, number("A2", "1")) + row(2, number("A2", "1")),
        row(1, number("A1", "NaN")),
        row(1, '<c r="A1" t="s"><v>7</v></c>'),
        row(1, '<c r="A1" t="q"><v>7</v></c>'),
        row(1, number("?1", "1")),
        row(1, '<c r="A1" t="s"><v>-1</v></c>'),
        row(1, number("A12", "1")),
        row(2_000_000, number("A1", "1")),
        "<row",
    ],
)
def test_damaged_sheets_raise(data: str) -> None:
    """What is raised is no Refusal: the process that opens files makes one of it."""
    with pytest.raises((ValueError, IndexError, SyntaxError)):
        opened(package(sheet(data)))


def test_strict_workbooks_and_empty_ones() -> None:
    strict = '<workbook xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"/>'
    assert refused(package(sheet(""), more={"xl/workbook.xml": strict})).code == "strict"
    assert refused(package(sheet(row(1, text("A1", " "))))).code == "empty"


def test_styles_that_other_programs_write_wrongly_do_not_matter() -> None:
    style = styles("mm/yyyy").replace("<fonts>", "<fills><fill/></fills><borders>x</borders><fonts>")
    xml = sheet(row(1, number("A1", "45291", 1), '<c r="B1" s=""><v>1</v></c>', '<c r="C1" s="99"><v>2</v></c>'))
    assert opened(package(xml, style=style)).cells["T1"] == [["2023-12", "1", "2"]]
