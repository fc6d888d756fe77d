"""What axe finds on the map and on a page of each kind: nothing serious but what the checked-in list has, and all of
that."""

import functools
from collections.abc import Callable

import pytest

from data.engine import open_database
from data.settings import read_settings
from tests.browser import axe
from tests.browser.axe import Finding
from tests.browser.driver import Tab
from tests.data.uploads import NAMES, apply, line, upload

TWO = "bando-chon=347-a.353-b"
RATE = "bando-chi-tieu=btxh-kinh-phi&bando-tinh-tren=nguoi-huong"
PAGES = {
    "the map": "ban-do",
    "the map, two chosen": f"ban-do?{TWO}",
    "the map of a rate": f"ban-do?{TWO}&{RATE}",
    "the map's tiles": f"ban-do?{TWO}&{RATE}&bando-cach-xem=o-vuong",
    "the map's table": f"ban-do?{TWO}&bando-cach-xem=bang",
    "the map's months": f"ban-do?{TWO}&bando-cach-xem=cac-thang",
    "overview": "",
    "what-if": "bao-tro-xa-hoi",
    "upload": "cap-nhat-so-lieu",
    "scenarios": "phuong-an",
    "administration": "quan-tri",
    "audit": "nhat-ky",
    "guide": "huong-dan",
}

COSTLY = ("the map", "the map, two chosen")
"""Parts of "the map of a rate", which has two chosen: each drawing of the map without a graphics card takes seconds."""


@pytest.fixture(scope="module")
def url(server: Callable[..., str], new_database: Callable[[], str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """Districts have sent two months."""
    folder, at = tmp_path_factory.mktemp("axe"), new_database()
    address = server(env={"DATABASE_URL": at})
    database = open_database(read_settings({"DATABASE_URL": at}))
    for month in ("2023-12", "2024-01"):
        apply(database, upload(folder, *(line(code, month, 6000 + 7 * int(code)) for code in NAMES)))
    database.dispose()
    return address


@pytest.fixture(scope="module")
def found(url: str, warm) -> Callable[[str], list[Finding]]:
    """The serious findings of a page, looked for once in a tab of its own."""

    @functools.cache
    def look(name: str) -> list[Finding]:
        page = warm.new_page()
        Tab(page, url).open(PAGES[name])
        serious = [one for one in axe.findings(page) if one.serious]
        page.close()
        return serious

    return look


@pytest.mark.parametrize("name", [pytest.param(n, marks=pytest.mark.long if n in COSTLY else ()) for n in PAGES])
def test_nothing_serious_is_the_apps_own(found: Callable[[str], list[Finding]], name: str) -> None:
    assert [str(one) for one in found(name) if one.known < 0] == []


def test_the_list_of_known_nodes_only_shrinks(found: Callable[[str], list[Finding]]) -> None:
    """What no page shows any more goes out of axe_known.json."""
    met = {one.known for name in PAGES if name not in COSTLY for one in found(name)}
    assert [entry for place, entry in enumerate(axe.KNOWN) if place not in met] == []
