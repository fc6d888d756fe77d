"""The lever that answers while it is dragged, in Chromium: what is painted is what the server answers, to the last
letter, and the server is asked once, when it is let go."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import Any

import pytest

from models.policy.answers.link import PAGES
from models.wording.numbers import number
from pages._registry import PAGES as SPECS
from pages.screens.whatif.support import answer as support_answer
from tests.browser.driver import Tab, eventually
from tests.pages import conftest as pages, shared
from tests.pages.ladders import Ladder, ladders

seeded, data_folder = pages.seeded, shared.data_folder
no_search_for_components, lan_is_signed_in = pages.no_search_for_components, pages.lan_is_signed_in
TODAY = "2026-12-01"
ON_TODAY = f"moc={TODAY}"
WHATIF = ("bao-tro-xa-hoi", "nguoi-co-cong")
FILES = {spec.url_path: spec.file for spec in SPECS}
HEADLINE = ".st-key-cho-thong-so-chinh"
RANGE, VALUE = f"{HEADLINE} .thang-ten input", f"{HEADLINE} .thang-muc"
FIGURE, FACTS, SENTENCE, TITLE = ".thang-so", ".thang-y", ".thang-cau", ".thang-tua"
TEXTS = {"answer": FIGURE, "facts": FACTS, "sentence": SENTENCE, "title": TITLE}
NEAR = 200
"""Milliseconds a hand rests beside a lever until that asks for its table."""
COMMIT = 120
"""Milliseconds the browser waits after the last move before it tells the server."""
PAINTED = """([range, ...places]) => {
    const thumb = document.querySelector(range), found = [];
    for (let row = 0; row <= Number(thumb.max); row++) {
        thumb.value = row;
        thumb.dispatchEvent(new Event('input', {bubbles: true}));
        const said = places.map(place => document.querySelector(place)?.textContent ?? null);
        found.push([...said, thumb.getAttribute('aria-valuetext')]);
    }
    return found;
}"""
"""Every position once, as a hand would pass it."""


@pytest.fixture(scope="module")
def url(read_only: str) -> str:
    return read_only


@pytest.fixture
def sent(warm_page: Any) -> list[bytes]:
    """Frames the page sent to the server."""
    frames: list[bytes] = []
    warm_page.on("websocket", lambda socket: socket.on("framesent", lambda frame: frames.append(frame)))
    return frames


def opened(page: Any, url: str, path: str, assuming: str = "khong") -> Tab:
    tab = Tab(page, url).open(path, clock="", assuming=assuming)
    assert eventually(page, lambda: page.locator(f"{RANGE}:enabled").count(), 1) == 1
    page.locator(FIGURE).wait_for()
    return tab


def plain(text: str) -> str:
    return text.replace("**", "")


def shown(page: Any, what: str) -> str:
    return str(page.locator(what).text_content())


def painted(page: Any) -> list[list[str | None]]:
    """Value, texts by name and what is read aloud, at every position of the headline lever."""
    return list(page.evaluate(PAINTED, [RANGE, VALUE, *TEXTS.values()]))


RISE = """() => {
    const tiles = [...document.querySelectorAll('[data-testid=stBottom] [data-testid=stMetric]')];
    const rise = tiles.find(tile => /^(≈ )?(Tăng|Giảm) (so với|mỗi tháng)/.test(tile.innerText));
    return rise?.querySelector('[data-testid=stMetricValue]').innerText ?? '0';
}"""


def answered(page: Any) -> str:
    """The month's change as the server has answered it last, on the tile pinned below the page."""
    return str(page.evaluate(RISE)).strip()


def as_on_the_tile(figure: str) -> str:
    """ "Thêm 2,89 tỷ đồng mỗi tháng" as the tile writes it."""
    for word, sign in (("Thêm ", "+"), ("Bớt ", "−")):
        if figure.startswith(word):
            return sign + figure.removeprefix(word).removesuffix(" đồng mỗi tháng")
    return "0"


def agrees(page: Any) -> bool:
    """Whether the figure that the lever's table gives is the server's."""
    expected = as_on_the_tile(shown(page, FIGURE))
    return bool(eventually(page, lambda: answered(page), expected) == expected)


def row(page: Any) -> int:
    return int(page.locator(RANGE).input_value())


def headline_of(slug: str, **query: str) -> Ladder:
    """What the page gives its first lever, by its own code."""
    with pytest.MonkeyPatch.context() as patch:
        _screen, found = ladders(patch, FILES[slug], **query)
    return next(its for its in found.values() if its.told["large"])


@pytest.mark.parametrize(
    ("slug", "moc"),
    [*((slug, TODAY) for slug in PAGES), *(pytest.param(slug, "bao-cao", marks=pytest.mark.long) for slug in PAGES)],
)
def test_all_positions_are_written_as_python_writes_them(url, warm_page, slug: str, moc: str) -> None:
    expected = headline_of(slug, moc=moc, gia_dinh="")
    tab = opened(warm_page, url, f"{slug}?moc={moc}", assuming="")
    found = painted(warm_page)
    unit = expected.told["unit"]
    assert len(found) == len(expected.positions)
    for here, place, texts in zip(found, expected.positions, expected.texts, strict=True):
        value = number(place) + ("%" if unit == "%" else f" {unit}")
        said = [plain(texts[name]) if name in texts else None for name in TEXTS]
        assert here == [value, *said, f"{value}. {said[0]}"]
    assert tab.trouble() == []


def drag(page: Any, share: float, moves: int, by: float, each: Callable[[], None] = lambda: None) -> None:
    """Take the thumb's track at a share of its width and draw it on, without letting go."""
    box = page.locator(RANGE).bounding_box()
    x, y = box["x"] + box["width"] * share, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for move in range(1, moves + 1):
        page.mouse.move(x + by * move, y)
        each()


def test_a_drag_paints_without_asking_and_is_answered_once(url, warm_page, sent) -> None:
    tab = opened(warm_page, url, f"bao-tro-xa-hoi?{ON_TODAY}")
    before, seen = len(sent), []
    heights = [warm_page.locator(part).bounding_box() for part in (FIGURE, FACTS, SENTENCE, ".thang-hinh")]
    drag(warm_page, 0.35, 30, 5, lambda: seen.append((shown(warm_page, FIGURE), shown(warm_page, SENTENCE))))
    assert len(set(seen)) > 20, "it paints while it is dragged"
    assert heights == [warm_page.locator(part).bounding_box() for part in (FIGURE, FACTS, SENTENCE, ".thang-hinh")]
    warm_page.wait_for_timeout(3 * COMMIT)
    assert sent[before:] == [], "held still, it is not let go"
    said = shown(warm_page, SENTENCE)
    tab.then(warm_page.mouse.up)
    assert eventually(warm_page, lambda: len(sent) - before, 1) == 1
    tab.still()
    assert len(sent) - before == 1
    assert shown(warm_page, SENTENCE) == said
    assert agrees(warm_page)
    assert shown(warm_page, VALUE) == f"{number(int(tab.query['btxh-muc-chuan']))} đồng/tháng"
    box = tab.at("btxh-muc-chuan-so").get_by_test_id("stNumberInputField")
    assert box.input_value() == number(int(tab.query["btxh-muc-chuan"]))
    assert tab.trouble() == []


HEIGHTS = """places => places.map(place => {
    const box = document.querySelector(place).getBoundingClientRect();
    return [box.top, box.height];
})"""


@pytest.mark.parametrize("releases", [30, pytest.param(0, marks=pytest.mark.long, id="all")])
@pytest.mark.parametrize("slug", PAGES)
def test_the_dragged_answer_is_the_server_s(url, warm_page, slug: str, releases: int) -> None:
    """As it is painted under the hand, and as the server has answered where it is let go; nothing shifts."""
    its = headline_of(slug, moc=TODAY, gia_dinh="")
    warm_page.set_viewport_size({"width": 1366, "height": 768})
    tab = opened(warm_page, url, f"{slug}?{ON_TODAY}", assuming="")
    chart = ".thang-hinh" if slug in WHATIF else "[class*=-tra-loi-hinh]"
    places = [RANGE, FIGURE, FACTS, chart]
    warm_page.locator(chart).wait_for()
    rows = range(len(its.positions))
    for place in random.Random(7).sample(rows, min(releases or len(rows), len(rows))):
        before = warm_page.evaluate(HEIGHTS, places)
        warm_page.locator(RANGE).fill(str(place))
        assert shown(warm_page, SENTENCE) == plain(its.texts[place]["sentence"])
        assert warm_page.evaluate(HEIGHTS, places) == before
        expected = as_on_the_tile(its.texts[place]["answer"])
        if slug not in WHATIF:
            expected = support_answer.plus(int(its.rows[place]["increase"]))
        assert eventually(warm_page, lambda: answered(warm_page), expected) == expected
    tab.still()
    assert shown(warm_page, SENTENCE) == plain(its.texts[place]["sentence"])
    assert tab.query[its.told["lever"]] == str(its.positions[place])
    assert tab.trouble() == []


def test_a_held_key_is_exact_and_the_keyboard_alone_does_the_job(url, warm_page, sent) -> None:
    tab = opened(warm_page, url, f"bao-tro-xa-hoi?{ON_TODAY}")
    places = headline_of("bao-tro-xa-hoi", moc=TODAY).positions
    tab.then(lambda: tab.at("btxh-muc-chuan-tay-keo").locator("input").focus())
    start, before = row(warm_page), len(sent)
    assert places[start] == 540_000
    pauses, last = 0, time.monotonic()
    for _press in range(25):
        warm_page.keyboard.press("ArrowRight")
        warm_page.wait_for_timeout(30)
        pauses, last = pauses + (time.monotonic() - last > 0.7 * COMMIT / 1_000), time.monotonic()
    assert row(warm_page) == start + 25
    warm_page.wait_for_timeout(COMMIT + 80)
    tab.still()
    assert 1 <= len(sent) - before <= 1 + pauses, "once, and where a busy machine has held the key up"
    assert tab.query == {"btxh-muc-chuan": str(places[start + 25])}
    for key, place in (("Home", 0), ("PageUp", None), ("End", len(places) - 1), ("ArrowLeft", len(places) - 2)):
        warm_page.keyboard.press(key)
        warm_page.wait_for_timeout(COMMIT + 80)
        tab.still()
        at = row(warm_page)
        assert place in (None, at)
        assert tab.query.get("btxh-muc-chuan", "540000") == str(places[at])
        said = warm_page.locator(RANGE).get_attribute("aria-valuetext")
        assert said == f"{number(places[at])} đồng/tháng. {shown(warm_page, FIGURE)}"
    assert warm_page.locator(SENTENCE).get_attribute("aria-live") == "polite"
    assert warm_page.locator(RANGE).get_attribute("aria-label") == "Mức chuẩn trợ giúp xã hội"


def test_typed_values_undo_and_coming_back_move_the_lever(url, warm_page) -> None:
    tab = opened(warm_page, url, f"bao-tro-xa-hoi?{ON_TODAY}")
    tab.number("btxh-muc-chuan-so", 612_345)
    assert shown(warm_page, VALUE) == "612.345 đồng/tháng"
    assert agrees(warm_page)
    tab.pick("btxh-muc-chuan-goi-y", "594.000 (+10%)")
    assert shown(warm_page, VALUE) == "594.000 đồng/tháng"
    tab.keys("Control+z")
    assert shown(warm_page, VALUE) == "612.345 đồng/tháng"
    tab.press("btxh-muc-chuan")
    tab.keys("Control+z")
    assert (shown(warm_page, VALUE), tab.query) == ("612.345 đồng/tháng", {"btxh-muc-chuan": "612345"})
    tab.menu("Người có công").menu("Bảo trợ xã hội")
    assert eventually(warm_page, lambda: shown(warm_page, VALUE), "612.345 đồng/tháng") == "612.345 đồng/tháng"
    assert agrees(warm_page)
    assert tab.trouble() == []


def test_another_lever_makes_the_ladder_stale_and_coming_near_makes_it_new(url, warm_page) -> None:
    tab = opened(warm_page, url, f"bao-tro-xa-hoi?{ON_TODAY}&btxh-muc-chuan=600000")
    tab.choose("btxh-tu-thang", "07/2027")
    assert eventually(warm_page, lambda: "01/7/2027" in shown(warm_page, SENTENCE), True), "the server's own words"
    assert agrees(warm_page)
    assert warm_page.locator(f"{HEADLINE} .thang-cu").count() == 1
    tab.then(lambda: warm_page.locator(RANGE).hover())
    assert eventually(warm_page, lambda: warm_page.locator(f"{HEADLINE} .thang-cu").count(), 0) == 0
    expected = headline_of("bao-tro-xa-hoi", moc=TODAY, btxh_muc_chuan="600000", btxh_tu_thang="2027-07")
    assert [found[3] for found in painted(warm_page)] == [texts["sentence"] for texts in expected.texts]


def test_a_click_on_the_way_from_a_lever_is_heard(url, warm_page) -> None:
    """At the moment at which the lever would have asked for its new table: in one message with that the click would
    not be heard."""
    tab = opened(warm_page, url, "bao-tro-xa-hoi")
    tab.number("btxh-muc-chuan-so", 510_000)
    warm_page.evaluate(
        """near => {
            const other = [...document.querySelectorAll('.thang-ray')].at(-1);
            const save = document.querySelector('.st-key-phuong-an-luu button');
            other.dispatchEvent(new Event('pointerenter'));
            setTimeout(() => other.dispatchEvent(new Event('pointerleave')), near / 2);
            setTimeout(() => save.click(), near);
        }""",
        NEAR,
    )
    dialog = warm_page.get_by_role("dialog")
    dialog.wait_for()
    tab.still()  # what is still being drawn opens it anew
    dialog.press("Escape")
    dialog.wait_for(state="hidden")
    assert tab.trouble() == []


def test_what_is_kept_is_what_was_entered_last(url, warm_page) -> None:
    """A click that comes before the amount has been answered: it says again where the slider stood, and its part of the
    page is drawn first."""
    tab = opened(warm_page, url, "bao-tro-xa-hoi")
    tab.number("btxh-muc-chuan-so", 510_000)
    box = tab.at("btxh-muc-chuan-so").get_by_test_id("stNumberInputField")
    save = tab.at("phuong-an-luu").get_by_role("button")
    for amount, words in ((630_000, "630.000"), (640_000, "640.000")):
        box.fill(str(amount))
        box.press("Enter")
        warm_page.wait_for_timeout(30)
        save.evaluate("button => button.click()")
        dialog = warm_page.get_by_role("dialog")
        dialog.wait_for()
        tab.still()
        assert words in dialog.get_by_role("textbox").first.input_value()
        dialog.press("Escape")
        dialog.wait_for(state="hidden")
        assert (shown(warm_page, VALUE), tab.query["btxh-muc-chuan"]) == (f"{words} đồng/tháng", str(amount))
    assert tab.at("btxh-lui").get_by_role("button").is_enabled()
    assert tab.trouble() == []


def test_without_the_component_the_native_lever_does_it(url, profile) -> None:
    """Its file is not let through, as on a machine where scripts of the page are stopped."""
    page = profile().new_page()
    page.route("**/bidi-components/**", lambda route: route.abort())
    tab = Tab(page, url).open(f"bao-tro-xa-hoi?{ON_TODAY}", clock="")
    tab.press("btxh-muc-chuan")
    assert tab.query == {"btxh-muc-chuan": "550000"}
    assert "550.000" in tab.headline


@pytest.mark.parametrize("width", [1366, 390])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_is_cut_off(url, profile, width: int, theme: str) -> None:
    page = profile().new_page()
    page.set_viewport_size({"width": width, "height": 768})
    page.emulate_media(color_scheme=theme)
    tab = opened(page, url, f"bao-tro-xa-hoi?{ON_TODAY}&btxh-muc-chuan=750000")
    for part in (RANGE, FIGURE, SENTENCE, ".thang-hinh"):
        box = page.locator(part).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
    assert page.locator(FIGURE).evaluate("one => one.scrollWidth <= one.clientWidth")
    assert tab.trouble() == []
