"""The sheet of rules of thumb: each row is what its page answers, on screen, in the file and on one printed page."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from urllib.parse import parse_qsl, urlsplit

import pytest
from pypdf import PdfReader

from data.export.printed_table import Column, PrintedTable, TooLongError, page as drawn, printed
from models.policy.answers.step_costs import STEPS
from models.wording.numbers import money
from pages._registry import PAGES
from tests.pages import shared
from tests.pages.screen import Screen

data_folder = shared.data_folder
Show = Callable[..., Screen]
Files = dict[str, Callable[[], bytes]]
ON = {"moc": "2026-12-01", "gia_dinh": ""}
PAGE, FILE, PAPER = "step_costs.py", "bang-tinh-nhanh.csv", "bang-tinh-nhanh.pdf"


def rows(files: Files) -> tuple[str, list[dict[str, str]]]:
    """The line above the table, and the table."""
    mark, *table = csv.reader(io.StringIO(files[FILE]().decode("utf-8-sig")), delimiter=";")
    return mark[0], [dict(zip(table[0], row, strict=True)) for row in table[1:]]


def test_the_screen_says_that_it_is_a_try_and_names_every_area(show: Show, files: Files) -> None:
    screen = show(PAGE, **ON)
    assert "TÍNH THỬ theo quy định 01/12/2026." in screen.said
    table = [[cell.replace("\N{NO-BREAK SPACE}", " ") for cell in row] for row in screen.table("Lĩnh vực")]
    assert len(table) == len(STEPS)
    assert {row[0] for row in table if row[0]} == {spec.menu or spec.title for spec in PAGES if spec.prefix}
    norm = next(row for row in table if row[1] == "Mức chuẩn trợ giúp xã hội, gồm cả hưu trí xã hội")
    assert norm[2:9] == ["540.000 đồng/tháng", "NSĐP", "Số báo cáo *", "+10.000", "01/2027", "+666,67", "+8.000 (2027)"]
    assumed = [row for row in table if row[4].startswith("Giả định khởi điểm")]
    assert len(assumed) > len(table) // 2
    mark, listed = rows(files)
    assert mark.startswith("TÍNH THỬ")
    assert [row["Thông số"] for row in listed] == [row[1] for row in table]


def test_the_page_a_row_leads_to_answers_with_the_row(show: Show, files: Files) -> None:
    """On both the norm's page and a page of support, and by the sum of the budget year in the row."""
    show(PAGE, **ON)
    _mark, listed = rows(files)
    for name in (
        "Mức chuẩn trợ giúp xã hội",
        "Mức chuẩn trợ cấp ưu đãi",
        "Tỉnh hỗ trợ thêm: người khác",
        "Thời gian cai lần đầu",
        "Mức một khóa: phụ nữ, lao động nông thôn khác",
    ):
        row = next(row for row in listed if row["Thông số"] == name)
        parts = urlsplit(row["Trang của thông số"])
        spec = next(spec for spec in PAGES if spec.url_path == parts.path.strip("/"))
        query = {key.replace("-", "_"): value for key, value in parse_qsl(parts.query)}
        said = show(spec.file, **{"gia_dinh": "", **query}).said
        monthly, in_year = int(row["Thêm một tháng (đồng)"]), int(row["Thêm cả năm (đồng)"])
        assert f"{'Thêm' if monthly > 0 else 'Bớt'} {money(abs(monthly))} mỗi tháng" in said
        assert f"cả năm {row['Năm']} {'tăng' if in_year > 0 else 'giảm'} khoảng {money(abs(in_year))}" in said


def test_on_the_bare_page_a_lever_without_a_value_is_not_reckoned(show: Show, files: Files) -> None:
    table = show(PAGE, moc="2026-12-01").table("Lĩnh vực")
    assert any(row[2] == "chưa\N{NO-BREAK SPACE}có\N{NO-BREAK SPACE}số" and row[7] == "chưa tính" for row in table)
    assert all(row[7] != "0" for row in table)
    _mark, listed = rows(files)
    open_ones = [row for row in listed if not row["Hiện nay"]]
    assert open_ones
    assert all(not row["Thêm một tháng (đồng)"] and not row["Trang của thông số"] for row in open_ones)


def test_it_prints_on_one_page(show: Show, files: Files) -> None:
    show(PAGE, **ON)
    pages = PdfReader(io.BytesIO(files[PAPER]())).pages
    assert len(pages) == 1
    assert [round(float(side)) for side in pages[0].mediabox[2:]] == [842, 595]
    words = " ".join(pages[0].extract_text().split())
    for said in ("TÍNH THỬ theo quy định 01/12/2026", "+480,86", "+8.000 (2027)", "Giả định khởi điểm", "Giảm nghèo"):
        assert said in words


def test_more_rows_than_a_page_holds_are_refused_and_long_words_stay_on_it() -> None:
    columns = (Column("Tên", 3), Column("Số", 1, is_number=True))
    fits = PrintedTable("Tiêu đề", "Tính thử", columns, [["Một tên rất dài " * 6, "1"]] * 20, ("Chân trang",))
    assert len(PdfReader(io.BytesIO(printed(fits))).pages) == 1
    texts = [row for layer in drawn(fits)["layer"] for row in layer["data"]["values"] if "text" in row]
    assert max(row["y"] for row in texts) < 595
    with pytest.raises(TooLongError):
        drawn(PrintedTable("Tiêu đề", "Tính thử", columns, [["Tên", "1"]] * 200, ()))
