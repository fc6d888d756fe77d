"""The A4 page, its words and fonts read back out of the PDF."""

import pytest

from data.export.drawing.sheet import Panel
from tests.data.export.drawing.opened import drawn, pdf_fonts, pdf_pages, pdf_words, svg_words
from tests.data.export.drawing.sheets import RATES, invented_sheet, sheet

LETTERS = (
    "áàảãạ ăắằẳẵặ âấầẩẫậ éèẻẽẹ êếềểễệ íìỉĩị óòỏõọ ôốồổỗộ ơớờởỡợ úùủũụ ưứừửữự ýỳỷỹỵ đ "
    "ÁÀẢÃẠ ĂẮẰẲẴẶ ÂẤẦẨẪẬ ÉÈẺẼẸ ÊẾỀỂỄỆ ÍÌỈĨỊ ÓÒỎÕỌ ÔỐỒỔỖỘ ƠỚỜỞỠỢ ÚÙỦŨỤ ƯỨỪỬỮỰ ÝỲỶỸỴ Đ – — ≈ ≤ ≥ − % × · “ ”"
)
BUNDLED = {"BeVietnamPro-Bold", "BeVietnamPro-Regular", "SourceSans3-Regular", "SourceSans3-SemiBold"}


def test_the_page_says_everything_and_has_the_rows_as_a_table() -> None:
    said = pdf_words(drawn(sheet(), "pdf"))
    whole = sheet()
    for words in (whole.title, whole.unit, whole.source, whole.vintage, *whole.marks):
        assert words in said
    for key in whole.legend:
        assert key.label in said
    assert "Đơn vị tính: người trên 1.000 dân" in said
    assert "Mã Đơn vị 12/2023 Tính chất số liệu" in said
    rows = said.split("Tính chất số liệu", 1)[1]
    places = [rows.index(shape.name) for shape in whole.shapes]
    assert places == sorted(places)
    assert "350 Huyện Kim Bảng 27 Số báo cáo" in rows
    assert "351 Huyện Thanh Liêm Chưa có số liệu" in rows
    assert "352 Huyện Bình Lục Dưới 5 người (không hiển thị)" in rows
    assert "Trang 1/1" in said


def test_the_page_is_a4_and_its_fonts_are_the_bundled_ones_embedded() -> None:
    content = drawn(sheet(), "pdf")
    assert pdf_pages(content) == [pytest.approx((595.28, 841.89), abs=0.1)]
    fonts = pdf_fonts(content)
    assert {"BeVietnamPro-Bold", "SourceSans3-Regular", "SourceSans3-SemiBold"} <= set(fonts) <= BUNDLED
    assert all(fonts.values())


def test_every_vietnamese_letter_comes_back_out_of_heading_text_marks_and_picture() -> None:
    whole = sheet(title=LETTERS, subtitle=LETTERS, marks=(LETTERS,), unit=LETTERS)
    content = drawn(whole, "pdf")
    said = pdf_words(content).replace(" ", "")
    assert said.count(LETTERS.replace(" ", "")) >= 4
    assert set(pdf_fonts(content)) <= BUNDLED
    assert LETTERS.replace(" ", "") in "".join(svg_words(drawn(whole, "svg"))).replace(" ", "")


def test_an_illustrative_page_is_stamped_and_says_so_at_its_foot_and_in_every_row() -> None:
    said = pdf_words(drawn(invented_sheet(), "pdf"))
    assert "MINH HỌA" in said
    assert said.count("Không phải số liệu chính thức") >= 2
    assert "347 Thành phố Phủ Lý ≈ 8.500 Minh họa" in said
    assert invented_sheet().marks[0] in said
    plain = pdf_words(drawn(sheet(), "pdf"))
    assert "MINH HỌA" not in plain
    assert "chính thức" not in plain


def test_many_months_stand_in_tables_of_four_and_pages_are_numbered() -> None:
    months = sheet(
        panels=tuple(Panel(f"{month:02d}/2023", RATES[month % 6 :] + RATES[: month % 6]) for month in range(1, 13))
    )
    said = pdf_words(drawn(months, "pdf"))
    pages = len(pdf_pages(drawn(months, "pdf")))
    assert pages >= 2
    assert f"Trang {pages}/{pages}" in said
    assert "Mã Đơn vị 09/2023 10/2023 11/2023 12/2023 Tính chất số liệu" in said
    assert said.count("Tính chất số liệu") >= 3
