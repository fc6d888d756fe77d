"""The district map in the browser: names drawn, clicks and the box open the same card, no figure is never 0.

Belongs here: pixels and clicks on the map page. The specification sent to the browser has its own tests.
"""

import io
import json
import math
from collections.abc import Callable

import pytest
from PIL import Image

from pages.components.district_map import HEIGHT, frame
from tests.bench.server import ROOT
from tests.browser.driver import Tab

FEATURES = json.loads(
    (ROOT / "data/seed/boundaries/hanam_districts_schematic.geojson").read_text(encoding="utf-8")
)["features"]  # fmt: skip
LABELS = {feature["properties"]["code"]: feature["properties"]["label"] for feature in FEATURES}
NAMES = {
    "347": "Phủ Lý", "349": "Duy Tiên", "350": "Kim Bảng", "351": "Thanh Liêm", "352": "Bình Lục", "353": "Lý Nhân",
}  # fmt: skip
NO_FIGURE = "Chưa có số liệu"
PHU_LY = "Thành phố Phủ Lý"


@pytest.fixture(scope="module")
def url(server: Callable[..., str]) -> str:
    return server()


@pytest.fixture(scope="module")
def without_demo(server: Callable[..., str]) -> str:
    return server(env={"ANSINH_DEMO": "0"})


def arrive(page, url: str) -> Tab:
    tab = Tab(page, url).open("ban-do")
    page.wait_for_selector("[data-testid=stDeckGlJsonChart] canvas")
    page.wait_for_timeout(1500)  # deck.gl draws after the script has ended and tells nobody
    return tab.still()


def spot(tab: Tab, code: str) -> tuple[float, float]:
    """Where the district's name is on the screen, by the Web Mercator the map uses."""
    box = tab.page.get_by_test_id("stDeckGlJsonChart").bounding_box()
    view = frame(FEATURES)
    pixels = 512 * 2**view.zoom / 360
    longitude, latitude = LABELS[code]
    x = box["x"] + box["width"] / 2 + (longitude - view.longitude) * pixels
    y = box["y"] + HEIGHT / 2 - (latitude - view.latitude) * pixels / math.cos(math.radians(view.latitude))
    return x, y


def dark_pixels(tab: Tab, x: float, y: float, width: int, height: int) -> int:
    clip = {"x": x - width / 2, "y": y - height / 2, "width": width, "height": height}
    image = Image.open(io.BytesIO(tab.page.screenshot(clip=clip))).convert("L")
    return sum(image.histogram()[:110])


def test_every_name_is_drawn_at_its_place_and_the_figures_carry_their_marks(url, warm_page) -> None:
    tab = arrive(warm_page, url)
    for code, name in NAMES.items():
        assert dark_pixels(tab, *spot(tab, code), 90, 60) > 150, f"no words at {name}"
    alt = warm_page.get_by_test_id("stDeckGlJsonChart").get_attribute("aria-label")
    assert all(f"{name}: ≈ " in alt for name in NAMES.values())
    assert "(người) (người)" not in alt
    assert "SỐ LIỆU MINH HỌA. Báo cáo năm 2023 chỉ có số toàn tỉnh." in tab.said
    assert "Số minh họa, chia theo dân số; không phải số liệu thống kê." in tab.said
    tab.toggle("minh-hoa")
    assert "MINH HỌA" not in tab.said
    assert tab.said.count(NO_FIGURE) >= 18


def test_a_click_and_the_box_open_the_same_card(url, page, leaks) -> None:
    tab = arrive(page, url)
    assert "Bấm vào một huyện trên bản đồ" in tab.said
    box = tab.at("bando-huyen").get_by_role("combobox")
    for code in ("353", "347"):
        page.mouse.click(*spot(tab, code))
        page.get_by_text(f"Mã {code}.").wait_for()
        assert NAMES[code] in tab.still().main.locator("h3").inner_text()
        assert box.input_value().endswith(NAMES[code])
    by_click = card(tab)

    tab.choose("bando-huyen", "Huyện Bình Lục")
    page.get_by_text("Mã 352.").wait_for()
    tab.choose("bando-chi-tieu", "Kinh phí trợ cấp tại cộng đồng")
    assert "Mã 352." in tab.said, "the card stays while the indicator changes"

    box.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type(PHU_LY)
    page.keyboard.press("ArrowDown")
    tab.then(lambda: page.keyboard.press("Enter"))
    page.get_by_text("Mã 347.").wait_for()
    assert tab.still().main.locator("h3").inner_text() == PHU_LY
    assert card(tab) == by_click

    page.mouse.click(*spot(tab, "349"))
    page.get_by_text("Mã 349.").wait_for()
    assert (tab.still().trouble(), leaks) == ([], [])


def card(tab: Tab) -> str:
    return tab.main.locator("h3").locator("xpath=ancestor::*[@data-testid='stVerticalBlock'][1]").inner_text()


def test_without_demo_mode_there_is_no_figure_and_never_zero(without_demo, warm_page) -> None:
    tab = arrive(warm_page, without_demo)
    assert tab.page.locator(".st-key-minh-hoa").count() == 0
    alt = warm_page.get_by_test_id("stDeckGlJsonChart").get_attribute("aria-label")
    assert alt.count(NO_FIGURE) == 6
    for indicator in ("Kinh phí trợ cấp tại cộng đồng", "Kinh phí tăng thêm theo phương án đang xem xét"):
        tab.choose("bando-chi-tieu", indicator)
        cells = tab.main.locator("tbody td").all_inner_texts()
        assert cells.count(NO_FIGURE) == 18
        assert not [cell for cell in cells if cell.strip("≈ ") in ("0", "0 người", "0 triệu đồng")]
    tab.choose("bando-huyen", PHU_LY)
    card = tab.main.locator("li").all_inner_texts()
    assert [line.partition(": ")[2] for line in card] == ["Chưa có số liệu theo huyện."] * 2
    assert "MINH HỌA" not in tab.said
    x, y = spot(tab, "347")
    assert dark_pixels(tab, x, y, 110, 44) > 100, "the hatched district has lost its name"
