"""One confirmation is one batch, whatever else is pressed: a second tab, other controls, F5, a lost connection, the
file again."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser import clerk, own_server
from tests.browser.driver import Tab
from tests.browser.test_upload import GOOD

pytestmark = pytest.mark.long
SOCKETS = """window.sockets = [];
window.WebSocket = class extends WebSocket { constructor(...given) { super(...given); window.sockets.push(this); } };"""
"""Remembers the page's connections, so that they can be cut as a cable would be."""


address, url, kept = own_server.address, own_server.url, own_server.kept


def of_month(month: str) -> bytes:
    return GOOD.replace(b"2023-12", month.encode())


def ready_to_write(tab: Tab, month: str) -> Tab:
    tab.open("cap-nhat-so-lieu").upload(f"thang-{month}.csv", of_month(month))
    clerk.confirm(clerk.to_confirm(clerk.to_changes(tab)))
    return tab


def write_button(tab: Tab) -> Any:
    return tab.at("tai-tep-ghi").get_by_role("button")


@pytest.mark.parametrize("month", [f"2022-{number:02}" for number in range(1, 6)])
def test_two_tabs_confirming_one_draft_write_it_once(url, warm, kept, month: str) -> None:
    """Bar T4: both have the button before them, both press it, one of them five times."""
    one = ready_to_write(Tab(warm.new_page(), url), month)
    other = Tab(warm.new_page(), url).open(f"cap-nhat-so-lieu?ban-nhap={one.query['ban-nhap']}&buoc=4")
    before = {table: kept(table) for table in ("batch", "draft", "caseload")}
    write_button(other).wait_for()
    write_button(one).click(click_count=5, delay=10, no_wait_after=True)
    write_button(other).click(no_wait_after=True)
    for tab in (one, other):
        tab.page.wait_for_timeout(500)
        tab.still()
        tab.page.get_by_text("Đã ghi 6 dòng").or_(tab.page.get_by_text("Bản nháp này không còn")).first.wait_for()
        assert tab.trouble() == []
    after = {table: kept(table) for table in before}
    assert after == {"batch": before["batch"] + 1, "draft": before["draft"] - 1, "caseload": before["caseload"] + 6}
    one.page.close()
    other.page.close()


def test_nothing_pressed_afterwards_writes_again(url, warm, kept) -> None:
    """Bar U9: ten other controls, F5, a connection that was cut, the way back; then the same file again, which says
    that it is in."""
    page = warm.new_page()
    page.add_init_script(SOCKETS)
    tab = ready_to_write(Tab(page, url), "2022-10")
    before = kept("batch")
    tab.click("tai-tep-ghi")
    page.get_by_text("Đã ghi 6 dòng").first.wait_for()
    tab.still()
    assert kept("batch") == before + 1

    page.reload()
    tab.still()
    tab.menu("Bảo trợ xã hội")
    for keystroke in ("ArrowRight", "ArrowLeft") * 3:
        tab.press("btxh-muc-chuan", keystroke)
    tab.menu("Cập nhật số liệu").then(tab.at("tai-tep-loai").locator("label", has_text="Chỉ tiêu báo cáo").click)
    tab.menu("Lịch sử cập nhật").tab("Tình hình gửi số liệu").tab("Các lần cập nhật")
    cut = len(page.evaluate("window.sockets"))
    page.evaluate("window.sockets.forEach(socket => socket.close())")
    page.wait_for_function(
        "cut => window.sockets.length > cut && window.sockets.at(-1).readyState === 1", arg=cut, timeout=60_000
    )
    tab.still().menu("Cập nhật số liệu")
    page.go_back()
    tab.still()
    assert kept("batch") == before + 1

    tab.open("cap-nhat-so-lieu").upload("ten-khac.csv", of_month("2022-10"))
    clerk.to_changes(tab)
    assert "đã nạp lúc" in tab.said
    assert tab.at("tai-tep-ghi").count() == 0
    assert kept("batch") == before + 1
    assert tab.trouble() == []
    page.close()
