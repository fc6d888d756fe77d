"""The norm dragged on the map of the increase, in Chromium: areas and sum move under the hand as Python has written
them, without a word to the server, which is asked once when the lever is let go."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from data.engine import open_database
from data.settings import read_settings
from models.money import divide_half_up
from models.wording.numbers import number, signed
from pages.ui.levers import mailbox
from pages.ui.levers.ladder import ladder
from tests.browser.driver import Tab, eventually
from tests.data.uploads import NAMES, apply, line, upload
from tests.pages import conftest as pages, shared
from tests.pages.ladders import Ladder, read
from tests.pages.screen import Screen

seeded, data_folder = pages.seeded, shared.data_folder
no_search_for_components, lan_is_signed_in = pages.no_search_for_components, pages.lan_is_signed_in
PEOPLE = {"347": 9001, "349": 7002, "350": 7003, "351": 6004, "352": 7005, "353": 9006}
A_HEAD = {"347": 560_000, "349": 540_000, "350": 610_000, "351": 720_000, "352": 805_000, "353": 900_000}
NORM, TODAY, INCREASE = "btxh-muc-chuan", "2026-12-01", "bando-chi-tieu=btxh-tang-them"
RANGE, MAP = ".st-key-bando-khung .thang-ten input", ".thang-ban-do"
PAINTED = """([range, rows]) => rows.map(row => {
    const thumb = document.querySelector(range), all = what => [...document.querySelectorAll(`.thang-ban-do ${what}`)];
    thumb.value = row;
    thumb.dispatchEvent(new Event('input', {bubbles: true}));
    const of = (what, see) => Object.fromEntries(all(what).map(part => [part.dataset.so, see(part)]));
    return {
        value: document.querySelector('.thang-muc').firstChild.textContent,
        said: of('tspan[data-so]', part => part.textContent),
        told: of('path[data-so]', part => part.firstChild.textContent),
        fills: of('path[data-so]', part => getComputedStyle(part).fill),
        radii: of('circle[data-so]', part => Number(part.getAttribute('r'))),
        facts: document.querySelector('.thang-y').textContent,
    };
})"""
"""Rows of the table, as a hand would pass them."""


def uploads(database: Any, folder: Any) -> None:
    apply(database, upload(folder, *(line(code, "2024-02", n, n * A_HEAD[code]) for code, n in PEOPLE.items())))


@pytest.fixture(scope="module")
def url(server: Callable[..., str], new_database: Callable[[], str], tmp_path_factory: pytest.TempPathFactory) -> str:
    at = new_database()
    address = server(env={"DATABASE_URL": at})
    database = open_database(read_settings({"DATABASE_URL": at}))
    uploads(database, tmp_path_factory.mktemp("increase"))
    database.dispose()
    return address


@pytest.fixture(scope="module")
def table(data_folder: Any, tmp_path_factory: pytest.TempPathFactory) -> Ladder:
    """What the page gives its lever on the same figures, by its own code."""
    database = open_database(read_settings())
    uploads(database, tmp_path_factory.mktemp("own"))
    database.dispose()
    given: dict[str, dict[str, Any]] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ladder, "_served", [lambda *, key, data, **_callbacks: given.update({key: data})])
        screen = Screen.opened("district_map.py", bando_chi_tieu="btxh-tang-them", moc=TODAY)
        board: mailbox.Mailbox = screen.at.session_state["bando-" + mailbox.KEY]
        board.works = board.levers[NORM].asked = True
        screen.run()
    return read(given[NORM + ladder.LEVER], given[NORM + ladder.TABLE])


@pytest.fixture
def sent(warm_page: Any) -> list[bytes]:
    """Frames the page sent to the server."""
    frames: list[bytes] = []
    warm_page.on("websocket", lambda socket: socket.on("framesent", lambda frame: frames.append(frame)))
    return frames


def opened(page: Any, url: str, query: str = "") -> Tab:
    tab = Tab(page, url).open(f"ban-do?{INCREASE}&moc={TODAY}{query}", clock="")
    page.locator(f"{MAP} path[data-d='353'][d]").first.wait_for()
    assert eventually(page, lambda: page.locator(f"{RANGE}:enabled").count(), 1) == 1
    return tab.still()


def spread(its: Ladder) -> list[int]:
    """Thirty rows from the lowest to the highest."""
    last = len(its.positions) - 1
    return [round(step * last / 29) for step in range(30)]


def a_head(row: dict[str, float], code: str) -> str:
    amount = signed(divide_half_up(int(row[f"area_{code}"]), PEOPLE[code]), 0)
    return f"≈ {amount}" if row["about"] else amount


def whole_numbers(text: str) -> list[int]:
    return [int(one.replace("−", "-").replace(".", "")) for one in re.findall(r"−?\d[\d.]*", text)]


def test_every_area_and_the_sum_are_painted_as_python_writes_them(url, warm_page, table, sent) -> None:
    tab = opened(warm_page, url)
    rows, before = spread(table), len(sent)
    found = warm_page.evaluate(PAINTED, [RANGE, rows])
    for here, row, texts in zip(found, (table.rows[at] for at in rows), (table.texts[at] for at in rows), strict=True):
        assert here["value"] == number(int(row["position"]))
        assert here["said"] == {code: a_head(row, code) for code in PEOPLE}
        assert here["told"] == {code: f"{NAMES[code]}\n{a_head(row, code)} đồng/người hưởng" for code in PEOPLE}
        assert here["facts"] == texts["facts"].replace("**", "")
        areas, rest, total = whole_numbers(here["facts"])
        assert sum(int(row[f"area_{code}"]) for code in PEOPLE) == areas
        assert areas + rest == total == row["increase"]
    assert len({tuple(here["fills"].values()) for here in found}) > 3, "it moves"
    warm_page.wait_for_timeout(400)
    assert sent[before:] == [], "not let go"
    assert tab.trouble() == []


def test_a_drag_is_answered_once_and_the_rest_of_the_page_follows(url, warm_page, table, sent) -> None:
    tab = opened(warm_page, url)
    box = warm_page.locator(RANGE).bounding_box()
    x, y, before = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, len(sent)
    warm_page.mouse.move(x, y)
    warm_page.mouse.down()
    seen = []
    for step in range(1, 16):
        warm_page.mouse.move(x + 6 * step, y)
        seen.append(warm_page.locator(f"{MAP} tspan[data-so='353']").text_content())
    assert len(set(seen)) > 10
    dimmed = warm_page.get_by_test_id("stVegaLiteChart").first.evaluate("one => getComputedStyle(one).opacity")
    assert float(dimmed) < 1
    assert sent[before:] == []
    tab.then(warm_page.mouse.up)
    tab.still()
    assert len(sent) - before == 1
    position = int(tab.query[NORM])
    row = table.rows[table.positions.index(position)]
    assert warm_page.locator(f"{MAP} tspan[data-so='353']").text_content() == a_head(row, "353") == seen[-1]
    assert a_head(row, "353").removeprefix("≈ ") in tab.main.get_by_test_id("stVegaLiteChart").first.inner_html()
    tab.menu("Bảo trợ xã hội")
    assert tab.query[NORM] == str(position)
    tab.menu("Bản đồ")
    words = number(position)
    assert eventually(warm_page, lambda: warm_page.locator(".thang-muc").text_content()[: len(words)], words) == words
    assert tab.trouble() == []


def test_circles_grow_with_the_amount_inside_their_areas(url, warm_page, table) -> None:
    opened(warm_page, url, "&bando-tinh-tren=khong")
    last = len(table.positions) - 1
    few, most = warm_page.evaluate(PAINTED, [RANGE, [last // 2, last]])
    assert all(few["radii"][code] < most["radii"][code] for code in PEOPLE)
    shares = {code: most["radii"][code] ** 2 / table.rows[last][f"area_{code}"] for code in PEOPLE}
    assert max(shares.values()) == pytest.approx(min(shares.values())), "by area, on one scale"
    tenths = divide_half_up(int(table.rows[last]["area_353"]), 100_000)
    assert most["said"]["353"].removeprefix("≈ ") == signed(tenths / 10, 1)


def test_the_keyboard_moves_the_map_and_a_click_chooses_an_area(url, warm_page) -> None:
    tab = opened(warm_page, url)
    area = warm_page.locator(f"{MAP} path[data-ma='353']")
    before = area.locator("title").text_content()
    tab.then(lambda: warm_page.locator(RANGE).focus())
    warm_page.keyboard.press("ArrowRight")
    assert area.locator("title").text_content() != before
    warm_page.wait_for_function(f"() => new URLSearchParams(location.search).get('{NORM}') === '550000'")
    tab.still()
    for text in ("353-a", None):
        area.dispatch_event("click")
        warm_page.wait_for_function("text => new URLSearchParams(location.search).get('bando-chon') === text", arg=text)
        tab.still()
        assert warm_page.locator(f"{MAP} rect").count() == (1 if text else 0)
    assert tab.trouble() == []


def test_without_the_component_the_map_answers_when_the_lever_is_let_go(url, profile) -> None:
    page = profile().new_page()
    page.route("**/bidi-components/**", lambda route: route.abort())
    tab = Tab(page, url).open(f"ban-do?{INCREASE}&moc={TODAY}", clock="")
    before = page.get_by_test_id("stDeckGlJsonChart").get_attribute("aria-label")
    tab.press(NORM)
    assert tab.query[NORM] == "550000"
    assert eventually(
        page, lambda: page.get_by_test_id("stDeckGlJsonChart").get_attribute("aria-label") != before, True
    )
    assert "Bằng toàn tỉnh" in tab.said


@pytest.mark.parametrize("width", [1366, 390])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_is_cut_off(url, profile, width: int, theme: str) -> None:
    page = profile().new_page()
    page.set_viewport_size({"width": width, "height": 768})
    page.emulate_media(color_scheme=theme)
    tab = opened(page, url, f"&{NORM}=1000000")
    for part in (RANGE, ".thang-so", ".thang-y", MAP):
        box = page.locator(part).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
    assert page.locator(".thang-so").evaluate("one => one.scrollWidth <= one.clientWidth")
    assert tab.trouble() == []
