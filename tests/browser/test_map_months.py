"""The map with several months sent, as a planner uses it: one colour an area everywhere, the keyboard, files, no
WebGL."""

import io
import re
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from PIL import Image
from pypdf import PdfReader

from data.engine import open_database
from data.settings import read_settings
from pages.ui.charts.palettes import SELECTION
from tests.browser.conftest import CHROMIUM_OPTIONS, new_profile
from tests.browser.driver import Tab, eventually
from tests.browser.map_screen import MAP, arrive, click, drawn, hue_at, painted
from tests.data.uploads import NAMES, apply, line, upload

PEOPLE = {"347": 9001, "349": 7002, "350": 7303, "351": 6004, "352": 6505, "353": 9906}
PEOPLE_MAP = "bando-chi-tieu=btxh-nguoi"
MONTHS = ("2023-12", "2024-01", "2024-02")
FIRST, SECOND = "353", "347"
HEAD, ROW = 38, 35
"""Pixels of the table's headings and of a row."""
HUES = dict(zip((FIRST, SECOND), SELECTION, strict=False))


def people(code: str, month: str) -> int:
    return PEOPLE[code] + 100 * MONTHS.index(month)


@pytest.fixture(scope="module")
def url(server: Callable[..., str], new_database: Callable[[], str], tmp_path_factory: pytest.TempPathFactory) -> str:
    folder, at = tmp_path_factory.mktemp("months"), new_database()
    address = server(env={"DATABASE_URL": at})
    database = open_database(read_settings({"DATABASE_URL": at}))
    for month in MONTHS:
        apply(database, upload(folder, *(line(code, month, people(code, month)) for code in NAMES)))
    database.dispose()
    return address


def shown(tab: Tab) -> str:
    """What the map says to those who hear it."""
    return str(tab.page.get_by_test_id(MAP).get_attribute("aria-label"))


def written(count: int) -> str:
    return f"{count:,}".replace(",", ".")


def bars(tab: Tab) -> dict[str, str]:
    """Fill of each bar of the ranking by the area's name."""
    found = {}
    drawn_bars = tab.main.locator("path[aria-roledescription=cột]")
    drawn_bars.first.wait_for()
    for bar in drawn_bars.all():
        label = str(bar.get_attribute("aria-label"))
        (code,) = [code for code, name in NAMES.items() if name in label]
        found[code] = str(bar.get_attribute("fill")).upper()
    return found


def table_hues(tab: Tab) -> dict[str, set[str]]:
    """Hues of the selection by the row of the table they are in."""
    grid = tab.page.get_by_test_id("stDataFrame")
    grid.scroll_into_view_if_needed()
    rows = [row.inner_text() for row in grid.locator("canvas table tr").all()]
    image = Image.open(io.BytesIO(grid.screenshot())).convert("RGB")
    found: dict[str, set[str]] = {code: set() for code in NAMES}
    for hue in SELECTION:
        across = Counter(y for _x, y in painted(image, hue))
        places = [y for y, wide in across.items() if wide > 30 and y >= HEAD]  # a cell's ground, no edges of letters
        if not places:
            continue
        assert max(places) - min(places) <= ROW, "a hue in more than one row"
        row = 1 + int((sum(places) / len(places) - HEAD) / ROW)
        if row >= len(rows):  # the rows that are read aloud come after those that are painted
            continue
        words = rows[row]
        (code,) = [code for code, name in NAMES.items() if name in words]
        found[code].add(hue)
    return found


def test_two_clicks_give_each_area_one_colour_everywhere(url, warm_page) -> None:
    tab = arrive(warm_page, url, PEOPLE_MAP)
    click(tab, FIRST)
    warm_page.wait_for_function("() => new URLSearchParams(location.search).get('bando-chon') === '353-a'")
    drawn(tab)
    click(tab, SECOND)
    warm_page.wait_for_function("() => new URLSearchParams(location.search).get('bando-chon') === '353-a.347-b'")
    drawn(tab)
    letters = {code: HUES.get(code, "") for code in NAMES}
    assert eventually(warm_page, lambda: {code: hue_at(tab, code, SELECTION) for code in NAMES}, letters) == letters
    fills = bars(tab)
    assert {code: fills[code] for code in HUES} == HUES
    assert not set(SELECTION) & {fills[code] for code in NAMES if code not in HUES}

    tab.pick("bando-cach-xem", "Ô vuông")
    edges = tab.at("bando-luoi").locator("path").evaluate_all("all => all.map(e => e.getAttribute('stroke'))")
    assert set(HUES.values()) <= {str(edge).upper() for edge in edges}
    tab.pick("bando-cach-xem", "Bảng")
    cells = {code: {HUES[code]} if code in HUES else set() for code in NAMES}
    assert eventually(warm_page, lambda: table_hues(tab), cells) == cells
    assert tab.trouble() == []


def test_the_keyboard_plays_pauses_and_steps(url, warm_page) -> None:
    tab = arrive(warm_page, url, PEOPLE_MAP)
    last = MONTHS[-1]
    assert written(people(FIRST, last)) in shown(tab)
    tab.keys("ArrowLeft")
    assert tab.query["bando-ky"] == MONTHS[1]
    assert written(people(FIRST, MONTHS[1])) in shown(tab)
    tab.keys("ArrowRight")
    assert "bando-ky" not in tab.query, "the newest month is the page's own"
    tab.keys("ArrowLeft")

    # Play runs to the end by itself and stops there.
    tab.keys("p")
    warm_page.wait_for_function("() => !new URLSearchParams(location.search).has('bando-ky')", timeout=30_000)
    tab.at("bando-chay").get_by_text("Chạy").wait_for()
    assert written(people(FIRST, last)) in shown(tab.still())

    # From the end it begins again; a second P pauses.
    tab.keys("p")
    assert tab.query["bando-ky"] == MONTHS[0]
    tab.keys("p")
    tab.at("bando-chay").get_by_text("Chạy").wait_for()
    held = tab.query.get("bando-ky")
    warm_page.wait_for_timeout(2_600)
    assert tab.query.get("bando-ky") == held
    assert tab.trouble() == []


@pytest.fixture
def without_webgl(browser, chromium_path, leaks) -> Iterator[object]:
    """A page of a Chromium that cannot draw in three dimensions."""
    off = ["--disable-gpu", "--disable-webgl", "--disable-webgl2", "--disable-3d-apis"]
    started = browser.browser_type.launch(executable_path=chromium_path, headless=True, args=[*CHROMIUM_OPTIONS, *off])
    yield new_profile(started, leaks.append).new_page()
    started.close()


@pytest.mark.long
def test_without_webgl_the_page_still_compares(url, without_webgl, leaks) -> None:
    page = without_webgl
    tab = Tab(page, url).open(f"ban-do?{PEOPLE_MAP}&bando-chon={FIRST}-a")
    probe = "kind => !document.createElement('canvas').getContext(kind)"
    assert all(page.evaluate(probe, kind) for kind in ("webgl", "webgl2"))
    assert "Chọn Ô vuông hoặc Bảng" in tab.said
    tab.pick("bando-cach-xem", "Ô vuông")
    tab.broken.clear()  # what deck.gl says of a machine without WebGL
    tile = tab.at("bando-luoi").locator("text", has_text=NAMES[SECOND]).first
    tab.then(lambda: tile.click(force=True))
    page.wait_for_function("() => new URLSearchParams(location.search).get('bando-chon') === '353-a.347-b'")
    tab.still()
    assert {code: bars(tab)[code] for code in HUES} == HUES
    cards = [text for text in tab.main.get_by_test_id("stHtml").all_inner_texts() if "So với" in text]
    assert [any(written(people(code, MONTHS[-1])) in card for card in cards) for code in HUES] == [True, True]
    tab.pick("bando-cach-xem", "Bảng")
    assert eventually(page, lambda: table_hues(tab)[SECOND], {HUES[SECOND]}) == {HUES[SECOND]}
    assert (tab.trouble(), leaks) == ([], [])


@pytest.mark.long
def test_the_files_of_the_map_open_and_say_what_is_drawn(url, warm_page) -> None:
    tab = arrive(warm_page, url, f"{PEOPLE_MAP}&bando-chon={FIRST}-a&bando-ky={MONTHS[1]}")
    tab.popover("Tải bản đồ về")
    files = {}
    for form in ("pdf", "svg", "png"):
        name, files[form] = tab.download(tab.at(f"bando-tai-{form}").get_by_role("button"))
        assert name == f"ban-do-btxh-nguoi.{form}"
    pages = PdfReader(io.BytesIO(files["pdf"])).pages
    said = " ".join(" ".join(page.extract_text() for page in pages).split())
    drawing = " ".join(re.sub(r"<[^>]*>", " ", files["svg"].decode()).split())
    for words in (said, drawing):
        for word in ("Đối tượng trợ cấp tại cộng đồng", "01/2024", "Ranh giới sơ đồ", *NAMES.values()):
            assert word in words, word
        assert written(people(FIRST, MONTHS[1])) in words
        assert written(people(SECOND, MONTHS[2])) not in words
    assert (pages[0].mediabox.width, pages[0].mediabox.height) == (842, 595), "A4 landscape"
    image = Image.open(io.BytesIO(files["png"])).convert("RGB")
    assert image.size == (1920, 1080)
    assert len(set(image.resize((200, 200)).get_flattened_data())) > 20, "a picture, not an empty sheet"
    assert tab.trouble() == []


def test_nothing_of_all_this_left_the_machine(warm_leaks) -> None:
    assert warm_leaks == []
