"""Levers and links in the browser: what a link says is what a hand would have set, on any machine."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import get_args

import pytest

from models.policy.answers.whatif import AREAS
from models.policy.levers.levers import LeverKind
from tests.browser.driver import REPORT, Tab

ADDRESS, MERIT = "bao-tro-xa-hoi", "nguoi-co-cong"
BASE, MERIT_BASE = "btxh-muc-chuan=500000", "ncc-muc-chuan=2789000"
WHO, BESIDE, MONEY, PAID = "Ai thuộc diện", "Khoản đi kèm", "Nguồn, dự toán", "Tháng chi, năm ngân sách"
KINDS = {lever.parameter: lever.kind for area in AREAS for lever in area.all_levers}
Hand = Callable[[Tab], object]


@dataclass(frozen=True)
class Move:
    """What a hand does on a page opened by `base`, and the code a written link has for it; `clock` is where it leaves
    the clock."""

    parameter: str
    code: str
    hand: Hand
    base: str = BASE
    address: str = ADDRESS
    clock: str = REPORT


def behind(button: str, part: str, act: Hand) -> Hand:
    """The hand opens a button and a folded part, acts, and closes the button again."""

    def hand(tab: Tab) -> None:
        tab.behind(button, part)
        act(tab)
        tab.popover(button)

    return hand


MOVES = (
    Move("btxh-muc-chuan", "505123", lambda tab: tab.number("btxh-muc-chuan-so", 505_123), base=""),
    Move("btxh-tu-thang", "2025-01", lambda tab: tab.choose("btxh-tu-thang", "01/2025")),
    Move("btxh-chi-tu", "2024-11", behind(PAID, "", lambda tab: tab.choose("btxh-chi-tu", "11/2024"))),
    Move("btxh-tinh-nang", "1", lambda tab: tab.choose("btxh-tinh-nang", "Tỉnh nâng riêng")),
    Move("btxh-nam", "2025", behind(PAID, "", lambda tab: tab.pick("btxh-nam", "2025"))),
    Move("btxh-so-nguoi", "1", lambda tab: tab.press("btxh-so-nguoi")),
    Move("btxh-hs-kt-nang", "4", behind(WHO, "Hệ số theo nhóm", lambda tab: tab.choose("btxh-hs-kt-nang", "2,0"))),
    Move(
        "btxh-nguoi-hiv", "-5", behind(WHO, "Thêm, bớt người theo nhóm", lambda tab: tab.number("btxh-nguoi-hiv", -5))
    ),
    Move(
        "btxh-75-giua",
        "5000",
        behind(WHO, "Nhóm thêm và hạ tuổi", lambda tab: tab.number("btxh-75-giua", 5_000)),
        base="btxh-ha-tuoi=1",
    ),
    Move("btxh-the-bhyt", "1", behind(BESIDE, "", lambda tab: tab.toggle("btxh-the-bhyt"))),
    Move(
        "btxh-luy-ke-den",
        "2024-03",
        behind(MONEY, "Dự toán và thực hiện", lambda tab: tab.choose("btxh-luy-ke-den", "03/2024")),
        base=f"{BASE}&btxh-du-toan=300000&btxh-luy-ke=80000",
    ),
    Move(
        "ncc-muc-chuan",
        "2789000&ncc-chi-tu=2024-08",  # a decree's chip names its first list too
        lambda tab: tab.pick("ncc-muc-chuan-goi-y", "2.789.000 (NĐ 77)"),
        base="",
        address=MERIT,
        clock="2024-06-30",
    ),
    Move(
        "ncc-suat-phuc-vu",
        "12",
        behind("Số đối tượng, số suất", "Thêm, bớt suất", lambda tab: tab.number("ncc-suat-phuc-vu", 12)),
        base=MERIT_BASE,
        address=MERIT,
    ),
    Move(
        "ncc-27-7-muc-1",
        "700000",
        behind("Quà, điều dưỡng", "27/7", lambda tab: tab.number("ncc-27-7-muc-1", 700_000)),
        base=f"{MERIT_BASE}&ncc-27-7-suat-muc-1=1000",
        address=MERIT,
    ),
)


@pytest.fixture(scope="module")
def url(read_only: str) -> str:
    return read_only


@pytest.fixture(scope="module")
def hand(warm, url: str) -> Tab:
    """The tab in which levers are set by hand."""
    return Tab(warm.new_page(), url)


def test_every_kind_of_lever_has_a_move_here() -> None:
    assert {KINDS[move.parameter] for move in MOVES} == set(get_args(LeverKind))


IN_EVERY_RUN = ("btxh-muc-chuan",)
"""A box (a list is set by hand in the next test); the others are left to the long run, and all levers' links are
compared in tests/pages/test_links.py."""


@pytest.mark.parametrize(
    "move",
    [
        pytest.param(move, id=move.parameter, marks=() if move.parameter in IN_EVERY_RUN else pytest.mark.long)
        for move in MOVES
    ],
)
def test_a_link_alone_shows_what_the_hand_would_have_set(move: Move, url, hand: Tab, warm_page, warm_leaks) -> None:
    hand.open(f"{move.address}?{move.base}")
    unmoved = hand.said
    move.hand(hand)
    assert move.parameter in hand.query
    assert hand.clock == move.clock
    written = "&".join(filter(None, [move.base, f"{move.parameter}={move.code}"]))
    tab = Tab(warm_page, url).open(f"{move.address}?{written}", clock=move.clock)
    assert tab.said == hand.said != unmoved
    assert (tab.trouble(), hand.trouble(), warm_leaks) == ([], [], [])


def test_a_move_writes_the_address_and_the_copied_link_reproduces_it(url, profile, page) -> None:
    tab = Tab(page, url).open(ADDRESS)
    assert tab.query == {}
    tab.press("btxh-muc-chuan").press("btxh-muc-chuan")
    assert tab.query == {"btxh-muc-chuan": "380000"}
    assert tab.headline.startswith("Nâng mức chuẩn từ 360.000 lên 380.000 đồng/tháng từ 01/7/2024")
    tab.choose("btxh-tu-thang", "01/2025").choose("btxh-tinh-nang", "Tỉnh nâng riêng")
    assert tab.query == {"btxh-muc-chuan": "380000", "btxh-tu-thang": "01/2025", "btxh-tinh-nang": "Tỉnh nâng riêng"}
    tab.click("btxh-lien-ket")
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
    assert tab.headline.startswith("Chưa thay đổi gì so với hiện hành: 360.000 đồng/tháng đã là quy định.")


def test_a_bad_link_opens_on_defaults_and_names_what_it_ignored(url, warm_page) -> None:
    tab = Tab(warm_page, url).open(f"{ADDRESS}?btxh-muc-chuan=9999999&btxh-tu-thang=2024-99&btxh-la=1&btxh-nam=2025")
    for part in ("btxh-muc-chuan=9999999", "btxh-tu-thang=2024-99", "btxh-la=1"):
        assert part in tab.said
    assert "btxh-nam=2025" not in tab.said
    assert tab.query.get("btxh-nam") == "2025"
    assert tab.headline.startswith("Chưa thay đổi gì so với hiện hành: 360.000 đồng/tháng đã là quy định.")
    tab.press("btxh-muc-chuan")
    assert tab.headline.startswith("Nâng mức chuẩn từ 360.000 lên 370.000")
    tab.menu("Tổng quan").menu("Bảo trợ xã hội")
    assert "Liên kết có thông số" not in tab.said
    assert tab.headline.startswith("Nâng mức chuẩn từ 360.000 lên 370.000")
    assert tab.trouble() == []


def test_levers_and_address_come_back_after_a_walk_through_other_pages(url, warm_page) -> None:
    tab = Tab(warm_page, url).open(f"{ADDRESS}?{BASE}&btxh-tinh-nang=1")
    sentence = tab.headline
    tab.menu("Bản đồ")
    assert tab.query == {}
    tab.menu("Bảo trợ xã hội")
    assert tab.headline == sentence
    assert tab.query == {"btxh-muc-chuan": "500000", "btxh-tinh-nang": "Tỉnh nâng riêng"}


def test_the_first_page_has_one_address_and_its_name_leads_there(url, warm_page) -> None:
    for path in ("", "tong-quan"):
        tab = Tab(warm_page, url).open(path)
        assert tab.main.locator("h1").inner_text() == "Tổng quan"
        assert "Không có trang này" not in warm_page.inner_text("body")


def test_an_unknown_address_says_so_without_an_error_of_ours(url, warm_page) -> None:
    tab = Tab(warm_page, url)
    warm_page.goto(f"{url}/khong-co-trang-nay")
    tab.still()
    assert tab.main.locator("h1").inner_text() == "Tổng quan"
    assert tab.broken == []
