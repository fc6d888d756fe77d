"""The map of 705 communes in the browser: its geometry is fetched once, whatever is chosen and however it is
coloured."""

from collections.abc import Callable

import pytest

from data.engine import open_database
from data.settings import read_settings
from tests.bench import map_areas
from tests.browser.driver import Tab
from tests.browser.map_screen import MAP

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def url(server: Callable[..., str], new_database: Callable[[], str]) -> str:
    at = new_database()
    address = server(env={"DATABASE_URL": at})
    database = open_database(read_settings({"DATABASE_URL": at}))
    map_areas.fill(database)
    database.dispose()
    return address


def test_neither_a_choice_nor_other_colours_fetch_geometry_again(url, page, leaks) -> None:
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url) if "/ranh-gioi/" in request.url else None)
    tab = Tab(page, url).open("ban-do?bando-chi-tieu=poverty-poor-rate")
    page.wait_for_selector(f"[data-testid={MAP}] canvas")
    page.wait_for_timeout(2_000)
    assert len(fetched) == 1
    before = page.get_by_test_id(MAP).screenshot()
    tab.choose("bando-huyen", "Xã Mới 400")
    assert tab.query["bando-chon"] == "X0400-a"
    page.keyboard.press("Escape")
    tab.popover("Cách tô màu").pick("bando-so-lop", "3")
    page.keyboard.press("Escape")
    page.wait_for_timeout(2_000)
    assert page.get_by_test_id(MAP).screenshot() != before
    assert len(fetched) == 1
    assert (tab.trouble(), leaks) == ([], [])
