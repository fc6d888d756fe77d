"""A clerk's whole path in the browser: a file with three errors, the same file mended, its effect, the map, and
back."""

import io

import pytest
from openpyxl import load_workbook

from tests.browser import clerk, own_server
from tests.browser.driver import Tab
from tests.browser.pictures import picture
from tests.data.uploads import HEADER, NAMES

PEOPLE = {"347": 9001, "349": 7002, "350": 7003, "351": 6004, "352": 7005, "353": 9006}
AMOUNT = 4_100_000_000
LINES = [f"{code},{NAMES[code]},2023-12,Bảo trợ xã hội,{people},{AMOUNT}" for code, people in PEOPLE.items()]
GOOD = "\n".join([HEADER, *LINES, ""]).encode()
THREE_ERRORS = (
    GOOD.replace(b",9001,", ",chín nghìn,".encode())
    .replace("350,Kim Bảng".encode(), "350,Kim Bôi".encode())
    .replace(b"353,L\xc3\xbd Nh\xc3\xa2n,2023-12", b"353,L\xc3\xbd Nh\xc3\xa2n,2023-13")
)
WRONG = {"E2": 9001, "B4": "Kim Bảng", "C7": "2023-12"}
"""Cells of the file above that are wrong, and what belongs there."""


address, url, kept = own_server.address, own_server.url, own_server.kept


def mended(marked: bytes) -> bytes:
    """The marked file with its three wrong cells put right in Excel; the column "Lỗi" stays in it."""
    book = load_workbook(io.BytesIO(marked))
    sheet = book.worksheets[0]
    for cell, value in WRONG.items():
        sheet[cell] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_clerks_whole_path(url, page, leaks) -> None:
    tab = Tab(page, url).open("cap-nhat-so-lieu")
    assert "Bước 1 trong 4: Chọn tệp" in tab.said
    picture(tab, "1-chon")

    # Three errors, each with its cell, its value and a remedy; nothing can be written.
    tab.upload("thang-12.csv", THREE_ERRORS)
    said = tab.said
    assert "3 lỗi phải sửa" in said
    for cell, value in (("E2", "chín nghìn"), ("B4", "Kim Bôi"), ("C7", "2023-13")):
        assert f"Ô {cell}" in said
        assert value in said
    assert page.locator(".st-key-tai-tep-ghi, .st-key-tai-tep-xem-thay-doi").count() == 0
    assert tab.overflow() <= 1
    picture(tab, "2-ba-loi")

    # A lost connection loses nothing: the address opens the same draft.
    page.reload()
    tab.still()
    assert "3 lỗi phải sửa" in tab.said

    # Mended in Excel, brought back into the same draft.
    name, marked = tab.download(tab.at("tai-tep-danh-dau").get_by_role("button"))
    assert name == "thang-12-danh-dau-loi.xlsx"
    rows = list(load_workbook(io.BytesIO(marked)).worksheets[0].values)
    assert rows[0][-1] == "Lỗi"
    assert [bool(row[-1]) for row in rows[1:7]] == [True, False, True, False, False, True]
    tab.upload("thang-12-da-sua.xlsx", mended(marked), until="không có lỗi")
    assert "6 dòng số liệu, không có lỗi, 0 điều cần xem lại" in tab.said
    picture(tab, "3-da-sua")

    # What would change, and what it does to the province, the districts.
    clerk.to_changes(tab)
    said = tab.said
    assert "kinh phí từ trên 24 tỷ đồng (báo cáo, 12/2023) thành 24,6 tỷ đồng/tháng" in said
    assert "số người từ 45.575 thành 45.021" in said
    picture(tab, "4-thay-doi")
    tab.tab("Tác động")
    assert "Phủ Lý" in tab.said
    assert "9.001" in tab.said
    assert tab.overflow() <= 1
    picture(tab, "5-tac-dong")

    clerk.to_confirm(tab)
    clerk.confirm(tab)
    button = tab.at("tai-tep-ghi").get_by_role("button")
    assert button.inner_text() == "Ghi 6 dòng của tháng 12/2023"
    picture(tab, "6-xac-nhan")
    tab.then(button.click)
    page.get_by_text("Đã ghi 6 dòng thành bản 2").wait_for()
    tab.still()
    picture(tab, "7-da-ghi")

    # The map shows it.
    tab.then(lambda: page.get_by_role("link", name="Xem ở Bản đồ").click())
    page.locator("h1", has_text="Bản đồ").wait_for()
    page.wait_for_selector("[data-testid=stDeckGlJsonChart] canvas")
    alt = page.get_by_test_id("stDeckGlJsonChart").get_attribute("aria-label")
    assert "Phủ Lý: 9.001 người" in alt
    assert "minh họa" not in alt
    assert "6/6 đơn vị đã gửi số liệu" in tab.said
    picture(tab, "8-ban-do")
    tab.menu("Bảo trợ xã hội")
    tab.then(lambda: page.get_by_text("Số liệu, văn bản mà trang này dựa vào").click())
    assert "45.021 người" in tab.said

    # And back.
    tab.menu("Lịch sử cập nhật")
    assert "thang-12-da-sua.xlsx" in tab.said
    picture(tab, "9-lich-su")
    clerk.undo(tab, 2)
    assert "Đã thu hồi bản 2" in tab.said
    tab.menu("Bảo trợ xã hội")
    tab.then(lambda: page.get_by_text("Số liệu, văn bản mà trang này dựa vào").click())
    assert "45.575 người" in tab.said
    tab.menu("Bản đồ")
    page.wait_for_selector("[data-testid=stDeckGlJsonChart] canvas")
    assert "9.001" not in page.get_by_test_id("stDeckGlJsonChart").get_attribute("aria-label")
    assert (tab.trouble(), leaks) == ([], [])


def test_a_cell_typed_into_the_grid_is_mended(url, page) -> None:
    tab = Tab(page, url).open("cap-nhat-so-lieu")
    tab.upload("luoi.csv", GOOD.replace(b",9001,", ",chín nghìn,".encode()))
    grid = page.get_by_test_id("stDataFrame")
    grid.scroll_into_view_if_needed()
    box = grid.locator("canvas").first.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] - 40, box["y"] + 52)
    for keys in ("Enter", *"9001", "Enter"):
        page.wait_for_timeout(200)
        page.keyboard.press(keys)
    page.wait_for_timeout(800)  # the grid sends what was typed a moment later
    tab.still()
    tab.click("tai-tep-ap-dung-sua")
    page.get_by_text("không có lỗi").first.wait_for()
    assert "Đã sửa 1 ô trên trang này: E2 thành 9001." in tab.still().said
    tab.then(tab.at("tai-tep-bo").get_by_role("button").click)
    assert tab.trouble() == []


def test_a_double_click_writes_once(url, page, kept) -> None:
    tab = Tab(page, url).open("cap-nhat-so-lieu")
    tab.upload("hai-lan.csv", GOOD.replace(b"2023-12", b"2022-11"))
    clerk.confirm(clerk.to_confirm(clerk.to_changes(tab)))
    before = {table: kept(table) for table in ("batch", "draft")}
    tab.then(lambda: tab.at("tai-tep-ghi").get_by_role("button").click(click_count=5, delay=10))
    page.get_by_text("Đã ghi 6 dòng").first.wait_for()
    tab.still()
    assert kept("batch") == before["batch"] + 1
    assert kept("draft") == before["draft"] - 1
    assert tab.trouble() == []


@pytest.mark.long
def test_a_file_of_another_kind_is_explained_and_not_kept(url, page, kept) -> None:
    tab = Tab(page, url).open("cap-nhat-so-lieu")
    before = {table: kept(table) for table in ("draft", "stored_file")}
    refused = "Tệp anh.csv không đọc được: phần mềm không lưu lại gì."
    tab.upload("anh.csv", b"\x89PNG\r\n\x1a\n" + bytes(200), until=refused)
    said = tab.said
    assert "Bước 1 trong 4" in said
    assert "Tệp là ảnh PNG, không phải sổ tính .xlsx hay CSV." in said
    assert page.locator(".st-key-tai-tep-danh-dau, .st-key-tai-tep-xem-thay-doi").count() == 0
    assert "ban-nhap" not in tab.query
    assert {table: kept(table) for table in before} == before
    picture(tab, "11-khong-doc-duoc")

    # The next file is read at once, and nothing is said of the first any more.
    tab.upload("dung.csv", GOOD)
    assert refused not in tab.said
    assert "không có lỗi" in tab.said
    tab.click("tai-tep-bo")
    page.get_by_text("Bước 1 trong 4").wait_for()
    assert "anh.csv" not in tab.still().said
    assert tab.trouble() == []
