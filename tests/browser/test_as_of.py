"""An earlier version in the browser: chosen on the history page, kept in the address of every page, handed on by a
link."""

from collections.abc import Callable
from pathlib import Path

import pytest

from data.engine import open_database
from data.settings import read_settings
from data.startup import prepare
from pages._registry import PAGES
from tests.browser.driver import Tab
from tests.data.uploads import NAMES, apply, line, upload

BANNER = "Đang xem số liệu của bản 1 (lúc "


@pytest.fixture(scope="module")
def url(server: Callable[..., str], new_database: Callable[[], str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """A server on whose database all districts have sent December: version 2."""
    address, folder = new_database(), tmp_path_factory.mktemp("sent")
    database = open_database(read_settings({"DATABASE_URL": address, "ANSINH_DATA_DIR": str(folder)}))
    prepare(database)
    lines = (line(code, "2023-12", 7_000 + int(code), 4_100_000_000) for code in NAMES)
    apply(database, upload(Path(folder), *lines, name="thang-12.csv"))
    database.dispose()
    return server(env={"DATABASE_URL": address})


def look_at_the_first(tab: Tab) -> Tab:
    """On the history page, as a person would."""
    box = tab.at("lich-su-ban").get_by_role("combobox")
    box.click()
    box.fill("Bản 1 ")
    tab.then(tab.page.get_by_role("option").first.click)
    return tab.click("lich-su-xem-ban")


def map_says(tab: Tab) -> str:
    tab.page.wait_for_selector("[data-testid=stDeckGlJsonChart] canvas")
    return str(tab.page.get_by_test_id("stDeckGlJsonChart").get_attribute("aria-label"))


def test_from_the_history_to_the_figures_of_then_and_back(url, page, leaks) -> None:
    tab = Tab(page, url).open("bao-tro-xa-hoi?btxh-muc-chuan=500000")
    newest = tab.headline
    look_at_the_first(tab.menu("Lịch sử cập nhật"))
    assert BANNER in tab.said
    assert tab.query == {"ban": "1"}

    tab.menu("Bảo trợ xã hội")
    assert BANNER in tab.said
    assert tab.query == {"ban": "1", "btxh-muc-chuan": "500000"}
    assert tab.headline != newest
    assert "Tính trên 45.575 người." in tab.headline
    tab.press("btxh-muc-chuan")
    assert tab.query == {"ban": "1", "btxh-muc-chuan": "510000"}
    assert "Tính lại theo số liệu mới" not in tab.said

    tab.menu("Bản đồ").choose("bando-chi-tieu", "Đối tượng trợ cấp tại cộng đồng")
    assert "7.347" not in map_says(tab)
    tab.click("ban-ve-moi-nhat")
    assert "ban" not in tab.query
    assert "Phủ Lý: 7.347 người" in map_says(tab)
    tab.menu("Bảo trợ xã hội")
    assert BANNER not in tab.said
    assert tab.query == {"btxh-muc-chuan": "510000"}
    assert (tab.trouble(), leaks) == ([], [])


@pytest.mark.long
def test_a_link_opens_the_same_figures_elsewhere_and_after_a_reload(url, page, profile) -> None:
    tab = Tab(page, url).open("bao-tro-xa-hoi?ban=1&btxh-muc-chuan=500000&btxh-tu-thang=2025-01")
    assert BANNER in tab.said
    tab.then(tab.at("btxh-lien-ket").get_by_role("button").click)
    address = tab.page.get_by_role("dialog").locator("code").inner_text()
    other = Tab(profile().new_page(), url).open(address)
    assert other.said == tab.said
    other.then(other.page.reload)
    other.still()
    assert BANNER in other.said
    assert other.query["ban"] == "1"
    assert (tab.trouble(), other.trouble()) == ([], [])


@pytest.mark.parametrize(
    "spec",
    [pytest.param(spec, marks=() if spec.file == "overview.py" else pytest.mark.long, id=spec.file) for spec in PAGES],
)
def test_every_page_opens_at_an_earlier_version(url, warm_page, spec) -> None:
    tab = Tab(warm_page, url).open(f"{spec.url_path}?ban=1")
    assert BANNER in tab.said
    assert tab.query == {"ban": "1"}
    assert tab.overflow() == 0
    assert tab.trouble() == []


@pytest.mark.long
def test_a_version_that_is_not_there_is_told(url, page) -> None:
    tab = Tab(page, url).open("tong-quan?ban=99")
    assert "chưa có bản này: các bản có số từ 1 đến 2. Đang hiện số mới nhất (bản 2)." in tab.said
    assert tab.trouble() == []


@pytest.mark.parametrize("width", [1366, pytest.param(1920, marks=pytest.mark.long)])
def test_the_history_and_the_board_fit_the_screen(url, page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 768 if width == 1366 else 1080})
    tab = Tab(page, url).open("lich-su-cap-nhat")
    assert tab.overflow() == 0
    tab.choose("lich-su-bo", "Chi trả hằng tháng")
    look_at_the_first_upload(tab)
    assert tab.overflow() == 0
    name, content = tab.download(tab.at("lich-su-tai-tep").get_by_role("button"))
    assert name == "thang-12.csv"
    assert content.decode().count("2023-12") == 6
    for year in ("2023", "2026"):
        tab.open(f"lich-su-cap-nhat?xem=da-gui&da-gui-nam={year}")
        assert "Hạn gửi" in tab.said
        assert tab.overflow() == 0
    assert tab.trouble() == []


def look_at_the_first_upload(tab: Tab) -> None:
    box = tab.at("lich-su-ban").get_by_role("combobox")
    box.click()
    box.fill("Bản 2 ")
    tab.then(tab.page.get_by_role("option").first.click)
