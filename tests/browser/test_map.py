"""The district map in the browser: names drawn, clicks and the box open the same card, no figure is never 0."""

from collections.abc import Callable

import pytest

from tests.browser.driver import Tab
from tests.browser.map_screen import arrive, click, dark_pixels, spot

NAMES = {
    "347": "Phủ Lý",
    "349": "Duy Tiên",
    "350": "Kim Bảng",
    "351": "Thanh Liêm",
    "352": "Bình Lục",
    "353": "Lý Nhân",
}
NO_FIGURE = "Chưa có số liệu"
PHU_LY = "Thành phố Phủ Lý"


@pytest.fixture(scope="module")
def url(read_only: str) -> str:
    return read_only


@pytest.fixture(scope="module")
def without_demo(server: Callable[..., str]) -> str:
    return server(env={"ANSINH_DEMO": "0"})


def test_every_name_is_drawn_at_its_place_and_the_figures_carry_their_marks(url, warm_page) -> None:
    tab = arrive(warm_page, url)
    for code, name in NAMES.items():
        assert dark_pixels(tab, *spot(tab, code), 90, 60) > 150, f"no words at {name}"
    alt = warm_page.get_by_test_id("stDeckGlJsonChart").get_attribute("aria-label")
    assert all(f"{name}: " in alt for name in NAMES.values())
    assert alt.count(" người/km²") == 6
    assert "Phủ Lý đông nhất: 2.036 người/km², gấp 2,4 lần Kim Bảng" in tab.said
    assert "MINH HỌA" not in tab.said
    tab.choose("bando-chi-tieu", "Đối tượng trợ cấp tại cộng đồng")
    assert "MINH HỌA" not in tab.said
    assert tab.said.count(NO_FIGURE) >= 18
    tab.toggle("minh-hoa")
    alt = warm_page.get_by_test_id("stDeckGlJsonChart").get_attribute("aria-label")
    assert all(f"{name}: ≈ " in alt for name in NAMES.values())
    assert "(người) (người)" not in alt
    assert "SỐ LIỆU MINH HỌA. Báo cáo năm 2023 chỉ có số toàn tỉnh." in tab.said
    assert "Số minh họa, chia theo dân số; không phải số liệu thống kê." in tab.said


@pytest.mark.long
def test_clicks_and_the_box_choose_the_same_areas(url, page, leaks) -> None:
    tab = arrive(page, url)
    assert "Chưa chọn đơn vị nào để so sánh." in tab.said
    box = tab.at("bando-huyen")
    for code, text in (("353", "353-a"), ("347", "353-a.347-b"), ("353", "347-b")):
        click(tab, code)
        page.wait_for_function(f"() => new URLSearchParams(location.search).get('bando-chon') === '{text}'")
    assert NAMES["347"] in tab.still().main.locator("strong").all_inner_texts()[0] or PHU_LY in tab.said
    assert PHU_LY in box.inner_text()

    search = box.get_by_role("combobox")
    search.focus()
    page.keyboard.type("Bình L")
    page.keyboard.press("ArrowDown")
    tab.then(lambda: page.keyboard.press("Enter"))
    page.wait_for_function("() => new URLSearchParams(location.search).get('bando-chon') === '347-b.352-a'")
    page.keyboard.press("Escape")
    tab.choose("bando-chi-tieu", "Kinh phí trợ cấp tại cộng đồng")
    assert tab.query["bando-chon"] == "347-b.352-a", "the selection stays while the indicator changes"

    link = page.url
    tab.menu("Phương án").menu("Bản đồ")
    assert tab.query["bando-chon"] == "347-b.352-a"
    assert "Huyện Bình Lục" in Tab(page, url).open(link).at("bando-huyen").inner_text()
    assert (tab.trouble(), leaks) == ([], [])


@pytest.mark.long
def test_the_page_compares_without_a_map(url, page) -> None:
    """Tiles and table are the same figures for a machine that cannot draw the map; in every run such a machine is tried
    itself (test_map_months.py)."""
    tab = Tab(page, url).open("ban-do?bando-chon=347-a")
    assert "Chọn Ô vuông hoặc Bảng" in tab.said
    tab.open("ban-do?bando-chon=347-a&bando-cach-xem=o-vuong")
    assert page.get_by_test_id("stDeckGlJsonChart").count() == 0
    page.get_by_test_id("stVegaLiteChart").first.wait_for()
    tab.open("ban-do?bando-chon=347-a&bando-cach-xem=bang")
    assert page.get_by_test_id("stDataFrame").count() == 1
    assert tab.trouble() == []


@pytest.mark.long
def test_without_demo_mode_there_is_no_figure_and_never_zero(without_demo, warm_page) -> None:
    tab = arrive(warm_page, without_demo, "bando-chi-tieu=btxh-nguoi")
    assert tab.page.locator(".st-key-minh-hoa").count() == 0
    alt = warm_page.get_by_test_id("stDeckGlJsonChart").get_attribute("aria-label")
    assert alt.count(NO_FIGURE) == 6
    for indicator in ("Kinh phí trợ cấp tại cộng đồng", "Kinh phí tăng thêm theo phương án đang xem xét"):
        tab.choose("bando-chi-tieu", indicator)
        cells = tab.main.locator("tbody td").all_inner_texts()
        assert cells.count(NO_FIGURE) >= 18
        assert not [cell for cell in cells if cell.strip("≈ ") in ("0", "0 người", "0 triệu đồng")]
    assert "MINH HỌA" not in tab.said
    x, y = spot(tab, "347")
    assert dark_pixels(tab, x, y, 110, 44) > 100, "the hatched district has lost its name"
