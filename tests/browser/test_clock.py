"""The one clock under a hand: chosen in the head of a page, kept in the address and on every page, and a decree's own
effect against the day before it."""

import pytest

from tests.browser.driver import REPORT, Tab, in_sight

PROTECTION, NORM = "bao-tro-xa-hoi", "btxh-muc-chuan"
TODAY, AS_REPORTED = "Hôm nay", "Như báo cáo (31/12/2023)"


@pytest.fixture(scope="module")
def url(read_only: str) -> str:
    return read_only


def head(tab: Tab) -> str:
    """What the clock's button says."""
    return str(in_sight(tab.at("moc"), "stPopoverButton").locator("p").inner_text())


def stand(tab: Tab, option: str) -> Tab:
    """Choose the clock behind its button."""
    tab.behind("Quy định:")
    tab.then(lambda: tab.popover_body.get_by_test_id("stRadio").get_by_text(option, exact=True).click())
    return tab.popover("Quy định:")


def norm(tab: Tab) -> str:
    """Where the norm stands: by its slider and its box, which agree."""
    value = str(tab.at(NORM).locator("input[type=range]").input_value())
    box = tab.at(f"{NORM}-so").get_by_test_id("stNumberInputField").input_value()
    assert box.replace(".", "") == value
    return value


def test_the_clock_is_chosen_once_for_all_pages(url, page, leaks) -> None:
    tab = Tab(page, url).open(PROTECTION, clock="")
    assert (head(tab), tab.clock) == ("Quy định: hôm nay", "")
    todays = norm(tab)
    assert todays == "540000"
    assert "540.000" in tab.headline

    stand(tab, AS_REPORTED)
    assert (head(tab), tab.clock) == ("Quy định: như báo cáo", REPORT)
    assert norm(tab) == "360000"
    assert tab.headline.startswith("Chưa thay đổi gì so với hiện hành: 360.000 đồng/tháng đã là quy định.")
    assert tab.query == {}

    for title in ("Tổng quan", "Người có công", "Bảo trợ xã hội"):
        tab.menu(title)
        assert (head(tab), tab.clock) == ("Quy định: như báo cáo", REPORT), title
    assert norm(tab) == "360000"
    tab.then(page.reload)
    assert (head(tab), norm(tab)) == ("Quy định: như báo cáo", "360000")

    stand(tab, TODAY)
    assert head(tab) == "Quy định: hôm nay"
    assert tab.clock in ("", "hom-nay")
    assert norm(tab) == todays
    assert tab.query == {}
    assert (tab.trouble(), leaks) == ([], [])


def test_a_decrees_own_effect_is_shown_against_the_day_before_it(url, page, leaks) -> None:
    tab = Tab(page, url).open(PROTECTION, clock="")
    tab.then(lambda: tab.main.get_by_role("button", name="Xem tác động của NĐ 335/2026").click())
    assert tab.clock == "2026-08-20"
    assert head(tab) == "Quy định: 20/8/2026"
    assert "từ 500.000 lên 540.000 đồng/tháng từ 01/7/2026" in tab.headline
    assert "2,67 tỷ" in tab.headline
    shown = tab.headline

    # The address alone shows the same to another, and the way back is one step.
    other = Tab(page.context.new_page(), url).open(page.url)
    assert (other.headline, other.clock) == (shown, "2026-08-20")
    tab.keys("Control+z")
    assert (head(tab), norm(tab)) == ("Quy định: hôm nay", "540000")
    assert (tab.trouble(), other.trouble(), leaks) == ([], [], [])


def test_a_day_in_an_old_link_is_the_clock(url, warm_page) -> None:
    tab = Tab(warm_page, url).open(f"{PROTECTION}?btxh-quy-dinh=2024-12-31&{NORM}=600000", clock="")
    assert (head(tab), tab.clock) == ("Quy định: 31/12/2024", "2024-12-31")
    assert tab.query == {NORM: "600000"}
    assert "từ 500.000 lên 600.000 đồng/tháng từ 01/01/2025" in tab.headline
    assert tab.trouble() == []
