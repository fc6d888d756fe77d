"""Levers and links in the browser: what a link says is what a hand would have set, on any machine.

Belongs here: the address bar, copied links, new browser profiles.
"""

import re
from collections.abc import Callable

import pytest

from models.policy.levers import Lever
from models.policy.protection import LEVERS, VIEW_LEVERS
from tests.browser.driver import Tab

ADDRESS = "bao-tro-xa-hoi"
BASE = "btxh-muc-chuan=500000"
MORE = "Ai thuộc diện, dự toán, quy định"
ALL = (*LEVERS, *VIEW_LEVERS)
Hand = Callable[[Tab], object]

MOVES: dict[str, tuple[str, str, Hand]] = {
    "btxh-muc-chuan": ("", "500000", lambda tab: tab.number("btxh-muc-chuan-so", 500_000)),
    "btxh-tu-thang": (BASE, "2025-01", lambda tab: tab.choose("btxh-tu-thang", "01/2025")),
    "btxh-chi-tu": (BASE, "2024-11", lambda tab: tab.choose("btxh-chi-tu", "11/2024")),
    "btxh-tinh-nang": (BASE, "1", lambda tab: tab.toggle("btxh-tinh-nang")),
    "btxh-nam": (BASE, "2025", lambda tab: tab.pick("btxh-nam", "2025")),
    "btxh-so-nguoi": (BASE, "1", lambda tab: tab.popover(MORE).press("btxh-so-nguoi").popover(MORE)),
    "btxh-du-toan": (BASE, "300000", lambda tab: tab.popover(MORE).number("btxh-du-toan", 300_000).popover(MORE)),
    "btxh-quy-dinh": (
        BASE, "2024-12-31", lambda tab: tab.popover(MORE).choose("btxh-quy-dinh", "31/12/2024").popover(MORE)
    ),
}  # fmt: skip
"""Parameter -> the link to start from, the code a written link has, and what the hand does."""


@pytest.fixture(scope="module")
def url(server: Callable[..., str]) -> str:
    return server()


@pytest.fixture(scope="module")
def hand(warm, url: str) -> Tab:
    """The tab in which levers are set by hand."""
    return Tab(warm.new_page(), url)


def test_every_lever_has_a_move_here() -> None:
    assert set(MOVES) == {lever.parameter for lever in ALL}


@pytest.mark.parametrize("lever", ALL, ids=lambda lever: lever.parameter)
def test_a_link_alone_shows_what_the_hand_would_have_set(lever: Lever, url, hand: Tab, page, leaks) -> None:
    base, code, move = MOVES[lever.parameter]
    hand.open(f"{ADDRESS}?{base}")
    unmoved = hand.said
    move(hand)
    assert lever.parameter in hand.query
    written = "&".join(filter(None, [base, f"{lever.parameter}={code}"]))
    tab = Tab(page, url).open(f"{ADDRESS}?{written}")
    assert tab.said == hand.said != unmoved
    assert (tab.trouble(), hand.trouble(), leaks) == ([], [], [])


def test_a_move_writes_the_address_and_the_copied_link_reproduces_it(url, profile, page) -> None:
    tab = Tab(page, url).open(ADDRESS)
    assert tab.query == {}
    tab.press("btxh-muc-chuan").press("btxh-muc-chuan")
    assert tab.query == {"btxh-muc-chuan": "380000"}
    assert tab.headline.startswith("Nâng mức chuẩn từ 360.000 lên 380.000 đồng/tháng từ 01/7/2024")
    tab.choose("btxh-tu-thang", "01/2025").toggle("btxh-tinh-nang")
    assert tab.query == {"btxh-muc-chuan": "380000", "btxh-tu-thang": "01/2025", "btxh-tinh-nang": "true"}
    tab.popover("Sao chép liên kết")
    copied = tab.page.get_by_test_id("stCode").inner_text().strip()
    assert re.match(rf"{re.escape(url)}/{ADDRESS}\?btxh-muc-chuan=380000&", copied), copied
    again = Tab(profile().new_page(), url).open(copied)
    assert again.headline == tab.headline
    assert again.query == tab.query
    assert "Liên kết có thông số" not in again.said


def test_reloading_keeps_the_scenario_and_the_way_back_empties_the_address(url, warm_page) -> None:
    tab = Tab(warm_page, url).open(f"{ADDRESS}?{BASE}&btxh-so-nguoi=-3&btxh-nam=2025")
    said = tab.said
    warm_page.reload()
    assert tab.still().said == said
    tab.click("btxh-ve-hien-hanh")
    assert tab.query == {}
    assert tab.headline.startswith("Chưa thay đổi gì so với hiện hành.")


def test_a_bad_link_opens_on_defaults_and_names_what_it_ignored(url, warm_page) -> None:
    tab = Tab(warm_page, url).open(f"{ADDRESS}?btxh-muc-chuan=9999999&btxh-tu-thang=2024-99&btxh-la=1&btxh-nam=2025")
    for part in ("btxh-muc-chuan=9999999", "btxh-tu-thang=2024-99", "btxh-la=1"):
        assert part in tab.said
    assert "btxh-nam=2025" not in tab.said
    assert tab.query.get("btxh-nam") == "2025"
    assert tab.headline.startswith("Chưa thay đổi gì so với hiện hành.")
    tab.press("btxh-muc-chuan")
    assert tab.headline.startswith("Nâng mức chuẩn từ 360.000 lên 370.000")
    tab.menu("Tổng quan").menu("Bảo trợ xã hội")
    assert "Liên kết có thông số" not in tab.said
    assert tab.headline.startswith("Nâng mức chuẩn từ 360.000 lên 370.000")
    assert tab.trouble() == []


def test_levers_and_address_come_back_after_a_walk_through_other_pages(url, warm_page) -> None:
    tab = Tab(warm_page, url).open(f"{ADDRESS}?{BASE}&btxh-tinh-nang=1")
    sentence = tab.headline
    tab.menu("Bản đồ theo huyện")
    assert tab.query == {}
    tab.menu("Bảo trợ xã hội")
    assert tab.headline == sentence
    assert tab.query == {"btxh-muc-chuan": "500000", "btxh-tinh-nang": "true"}


def test_the_first_page_has_one_address_and_its_name_leads_there(url, warm_page) -> None:
    for path in ("", "tong-quan"):
        tab = Tab(warm_page, url).open(path)
        assert tab.main.locator("h1").inner_text() == "Tổng quan"
        assert "Page not found" not in warm_page.inner_text("body")


def test_an_unknown_address_says_so_without_an_error_of_ours(url, warm_page) -> None:
    tab = Tab(warm_page, url)
    warm_page.goto(f"{url}/khong-co-trang-nay")
    tab.still()
    assert tab.main.locator("h1").inner_text() == "Tổng quan"
    assert tab.broken == []
