"""A scenario over the months in the browser: saved, opened after new figures, compared, carried to another machine."""

import json
from collections.abc import Callable

import pytest

from tests.accounts import LAN
from tests.browser import clerk
from tests.browser.driver import Tab
from tests.browser.test_upload import GOOD

AREA, PAGE = "bao-tro-xa-hoi", "phuong-an"
LIST, COMPARE, FILE = "Phương án đã lưu", "So sánh phương án", "Nhập từ tệp"


@pytest.fixture(scope="module")
def url(server: Callable[..., str]) -> str:
    return server()


def save(tab: Tab, address: str, name: str) -> None:
    """Open the levers by their link and keep them under a name."""
    tab.open(address)
    tab.then(tab.at("phuong-an-luu").get_by_role("button").click)
    dialog = tab.page.get_by_role("dialog")
    box = dialog.get_by_label("Tên phương án")
    box.fill(name)
    tab.then(lambda: dialog.get_by_role("button", name="Lưu phương án").click())
    dialog.get_by_text(f"Đã lưu “{name}”").wait_for()
    tab.then(lambda: tab.page.keyboard.press("Escape"))
    dialog.wait_for(state="hidden")


def cells(tab: Tab, first: str) -> list[str]:
    """The row of a table whose first cell reads so."""
    row = tab.main.locator("tr").filter(has=tab.page.get_by_role("cell", name=first, exact=True)).first
    return [text.replace("\N{NO-BREAK SPACE}", " ") for text in row.locator("td").all_inner_texts()[1:]]


def base(tab: Tab, name: str) -> None:
    tab.choose("phuong-an-moc", name)


def test_saved_opened_after_new_figures_compared_and_carried_away(url, server, page, profile, leaks) -> None:
    tab = Tab(page, url)
    save(tab, f"{AREA}?btxh-muc-chuan=500000", "Nâng 500.000")
    save(tab, f"{AREA}?btxh-muc-chuan=620000&btxh-tu-thang=2025-01", "Nâng 620.000 từ 2025")

    tab.menu("Cập nhật số liệu").upload("thang-12.csv", GOOD)
    clerk.write(tab)
    assert "Đã ghi 6 dòng thành bản 2" in tab.said

    # Opened: what was kept, what holds now, and why.
    tab.menu("Phương án").tab(LIST).choose("phuong-an-mo", "Nâng 500.000")
    assert tab.headline.startswith(
        "“Nâng 500.000”: trợ cấp xã hội hằng tháng tại cộng đồng lúc lưu tăng khoảng 9,33 tỷ"
    )
    assert "theo số liệu hiện nay tăng khoảng 9,57 tỷ" in tab.headline
    assert cells(tab, "Tăng mỗi tháng") == ["9.333,3", "9.566,7", "+233,3"]
    assert f"Số liệu đổi (bản 1 → bản 2: nạp tệp thang-12.csv ({LAN}, " in tab.said
    assert tab.overflow() <= 1
    tab.click("phuong-an-tinh-lai")
    assert "Đã tính lại theo số liệu bản 2; kết quả cũ vẫn giữ." in tab.said
    assert "Không đổi: số liệu, văn bản và cách tính như lúc lưu." in tab.said

    # The file, before anything else happens to it.
    tab.popover("Liên kết, tệp")
    name, content = tab.download(tab.page.get_by_role("button", name="Tải tệp phương án (JSON)"))
    assert name.endswith(".json")
    assert json.loads(content)["levers"]["protection.norm"] == 500_000
    assert len(content) < 20_000
    link = tab.page.get_by_test_id("stPopoverBody").get_by_test_id("stCode").inner_text().strip()
    tab.popover("Liên kết, tệp")

    # Compared, against one base and against another.
    tab.tab(COMPARE)
    page.wait_for_selector("[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg")
    assert cells(tab, "So với hiện hành")[1:] == ["+17.766,7 (+72,2%)", "+9.566,7 (+38,9%)"]
    assert tab.overflow() <= 1
    base(tab, "Nâng 500.000")
    assert cells(tab, "So với “Nâng 500.000”") == ["−9.566,7 (−28%)", "+8.200 (+24%)", "mốc so sánh"]
    base(tab, "Nâng 620.000 từ 2025")
    assert cells(tab, "So với “Nâng 620.000 từ 2025”") == ["−17.766,7 (−41,9%)", "mốc so sánh", "−8.200 (−19,4%)"]
    assert (tab.trouble(), leaks) == ([], [])

    # Opened to be changed: the levers stand on the area's page, and the copy remembers where it came from.
    tab.tab(LIST).choose("phuong-an-mo", "Nâng 620.000 từ 2025")
    tab.at("phuong-an-sua-bao-tro-xa-hoi").get_by_role("button").click()
    tab.page.locator("[data-testid=stMainBlockContainer] h1", has_text="Bảo trợ xã hội").wait_for()
    tab.still()
    assert tab.headline.startswith("Nâng mức chuẩn từ 360.000 lên 620.000 đồng/tháng từ 01/01/2025")
    assert tab.query["btxh-muc-chuan"] == "620000"
    tab.number("btxh-muc-chuan-so", 630_000)
    tab.then(tab.at("phuong-an-luu").get_by_role("button").click)
    dialog = tab.page.get_by_role("dialog")
    assert (
        "Bản sao của “Nâng 620.000 từ 2025”; khác: mức chuẩn trợ giúp xã hội: 620.000 → 630.000." in dialog.inner_text()
    )
    assert (tab.trouble(), leaks) == ([], [])

    # The link and the file on another machine.
    other = server()
    fresh = Tab(profile().new_page(), other).open(link.replace(url, other))
    assert fresh.headline.startswith("Nâng mức chuẩn từ 360.000 lên 500.000 đồng/tháng từ 01/7/2024")
    assert "Liên kết có thông số" not in fresh.said
    fresh.menu("Phương án").tab(FILE)
    give(fresh, name, content.replace(b'"protection.norm":500000', b'"protection.norm":510000'))
    assert "Tệp đã bị sửa: nội dung không khớp mã kiểm tra." in fresh.said
    give(fresh, name, content)
    assert cells(fresh, "Mức chuẩn trợ giúp xã hội") == ["500.000"]
    fresh.click("phuong-an-tep-ghi")
    assert "Đã nạp phương án “Nâng 500.000”; tính trên số liệu bản 1 của máy này." in fresh.said
    fresh.tab(LIST)
    assert fresh.headline.startswith("“Nâng 500.000”: trợ cấp xã hội hằng tháng tại cộng đồng tăng khoảng 9,33 tỷ đồng")
    assert (fresh.trouble(), leaks) == ([], [])


def give(tab: Tab, name: str, content: bytes) -> None:
    chooser = tab.page.locator("[data-testid=stFileUploader] input[type=file]")
    tab.then(lambda: chooser.set_input_files({"name": name, "mimeType": "application/json", "buffer": content}))


@pytest.mark.long
def test_no_click_is_lost_and_no_page_stays_empty_on_the_way_out(url, page) -> None:
    """An open popover or dialog that asks the server as it closes would take the next page's place."""
    tab = Tab(page, url)
    tab.open(f"{AREA}?btxh-muc-chuan=510000")
    tab.then(tab.at("phuong-an-luu").get_by_role("button").click)
    tab.page.get_by_role("dialog").get_by_text("Mở trang Phương án").click()
    tab.page.locator("[data-testid=stMainBlockContainer] h1", has_text="Phương án").wait_for()
    tab.still().tab(LIST)
    for label in ("Liên kết, tệp", "Đổi tên, ghi chú"):
        if tab.page.get_by_test_id("stPopoverButton").filter(has_text=label).count():
            tab.popover(label)
            tab.menu("Tổng quan").menu("Phương án").tab(LIST)
    assert tab.trouble() == []


@pytest.mark.parametrize("slug", ["nguoi-co-cong", "viec-lam"])
def test_the_answer_is_taken_away_from_the_head_as_it_stands(slug: str, url, warm_page) -> None:
    tab = Tab(warm_page, url).open(slug, clock="2026-11-30", assuming="")
    tab.headline_lever.focus()
    tab.page.keyboard.press("ArrowLeft")
    tab.then(lambda: tab.page.wait_for_timeout(200))
    name, content = tab.download(tab.page.get_by_role("button", name="Tải về", exact=True))
    said, header, *months = content.decode("utf-8-sig").splitlines()
    assert name.endswith("-theo-thang.csv")
    assert tab.headline.rstrip(".") in said
    assert f"/{slug}?" in said
    assert all(f"{key}={value}" in said for key, value in tab.query.items() if value.isdigit())
    assert header.startswith("Tháng;")
    assert len(months) > 12
