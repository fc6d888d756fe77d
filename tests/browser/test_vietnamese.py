"""No English of Streamlit's own on any page, whatever the browser's language: what stands there, what opens on a click,
what a screen reader is told."""

from collections.abc import Iterator
from typing import Any

import pytest

from pages._registry import PAGES
from tests.accounts import COOKIE
from tests.browser.driver import Tab, in_sight
from tests.pages.vietnamese import foreign

READ = """() => {
    const hidden = '[data-testid=stIconMaterial], script, style, noscript, code, kbd';
    const named = ['title', 'placeholder', 'aria-label', 'aria-description', 'aria-roledescription', 'aria-valuetext',
                   'aria-placeholder', 'alt'];
    const found = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode())
        if (walk.currentNode.parentElement && !walk.currentNode.parentElement.closest(hidden))
            found.push(walk.currentNode.data);
    for (const element of document.body.querySelectorAll('*'))
        for (const name of named) if (element.hasAttribute(name)) found.push(element.getAttribute(name));
    return found;
}"""
NAMES = {
    "Excel",
    "Word",
    "Ctrl",
    "GeoJSON",
    "km",
    "kh",
    "python",
    "data",
    "backup",
    "dd",
    "mm",
    "yyyy",
    "Streamlit",
    "Esc",
}
NAMES |= {"Enter", "Alt", "px", "image", "png"}
"""Programs, keys, units, the type of a file and the places of a date; "kh" is the end of a name that has no room."""


def english(page: Any) -> set[str]:
    return {word for text in page.evaluate(READ) for word in foreign(text)} - NAMES


@pytest.fixture(scope="module")
def url(read_only: str) -> str:
    return read_only


@pytest.fixture(params=["staff", "guest"])
def abroad(request: pytest.FixtureRequest, browser: Any) -> Iterator[Any]:
    """A tab of a browser that speaks English; everything wrong in the console is written down."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="en-US")
    if request.param == "staff":
        context.add_cookies(
            [{"name": name, "value": value, "url": "http://127.0.0.1"} for name, value in COOKIE.items()]
        )
    yield context.new_page()
    context.close()


def test_every_page_is_in_vietnamese(request: pytest.FixtureRequest, url: str, abroad: Any) -> None:
    """Staff come by each page's address, a guest by the menu where the page is offered to guests."""
    by_hand = request.node.callspec.params["abroad"] == "guest"
    said: list[str] = []
    abroad.on("console", lambda one: said.append(one.text) if one.type == "error" else None)
    tab, found = Tab(abroad, url), {}
    for spec in PAGES:
        if by_hand and not (spec.default or spec.needs):
            tab.menu(spec.title)
        else:
            tab.open("" if spec.default else spec.url_path)
        if words := english(abroad):
            found[spec.url_path] = words
        assert tab.broken == []
    assert found == {}
    # Streamlit asks below a page's address first where the server is.
    assert [text for text in said if "404" not in text] == []
    assert abroad.evaluate("[navigator.language, (1234.5).toLocaleString()]") == ["vi-VN", "1.234,5"]


def test_what_opens_on_a_click_is_in_vietnamese(url: str, warm_page: Any) -> None:
    tab, page = Tab(warm_page, url), warm_page
    tab.open("bao-tro-xa-hoi")
    page.get_by_test_id("stMainMenu").get_by_role("button").click()
    page.get_by_test_id("stMainMenuList").wait_for()
    assert {"In", "Sáng", "Tối"} <= set(page.get_by_test_id("stMainMenuPopover").inner_text().split("\n"))
    assert english(page) == set()
    page.keyboard.press("Escape")

    box = page.get_by_role("combobox").first
    box.scroll_into_view_if_needed()
    box.click()
    assert english(page) == set()
    box.fill("zzzz")
    page.get_by_text("Không có mục nào khớp").wait_for()
    page.keyboard.press("Escape")

    tab.open("nhat-ky")
    page.get_by_test_id("stDateInput").get_by_role("button").first.click()
    page.get_by_role("dialog").or_(page.get_by_role("grid")).first.wait_for()
    assert english(page) == set()
    assert "tháng" in page.locator("body").inner_text().lower()
    page.keyboard.press("Escape")

    tab.open("ban-do?bando-cach-xem=bang")
    grid = page.get_by_test_id("stDataFrame").first
    grid.hover()
    in_sight(page, "stElementToolbar").get_by_role("button", name="Tìm").click()
    page.get_by_text("Gõ để tìm").wait_for()
    assert english(page) == set()

    tab.open("cap-nhat-so-lieu")
    page.locator("[data-testid=stFileUploader] input[type=file]").set_input_files(
        {"name": "anh.png", "mimeType": "image/png", "buffer": b"x"}
    )
    page.get_by_text("Không nhận tệp loại image/png.").wait_for()
    assert english(page) == set()


def test_a_lost_connection_is_said_in_vietnamese(url: str, context: Any) -> None:
    page = context.new_page()
    Tab(page, url).open("huong-dan")
    page.evaluate("WebSocket.prototype.send = function () { this.close(4000) }")
    context.set_offline(True)
    page.get_by_test_id("stMainMenu").get_by_role("button").click()
    page.wait_for_timeout(3000)
    assert english(page) == set()
