"""Many quick moves in each of two tabs, with page switches, undo and redo, and the browser's back: after each the
page stands whole, and what it answers is what its address answers in a session that has seen nothing else."""

import random
from collections.abc import Callable
from typing import Any

import pytest

from pages._registry import PAGES
from tests.browser.driver import CLOCK, Tab, eventually

pytestmark = pytest.mark.browser

AREAS = ("bao-tro-xa-hoi", "nguoi-co-cong", "viec-lam", "tre-em")
"""The tabs open on the first two."""
PANEL, BOXES = ".st-key-cho-thong-so-chinh", "input:not([type=range])"
NUMBER = ".thang-so, .thang-y, [class*=-tra-loi-so] h2"
"""The first where the lever answers while it is dragged."""
KEYS = ("ArrowRight", "ArrowLeft", "PageUp", "PageDown", "Home", "End")
BETWEEN_KEYS_MS = 30


class Stormy:
    """A tab that is moved about by chance."""

    def __init__(self, tab: Tab, chance: random.Random) -> None:
        self.tab, self.chance, self.done = tab, chance, "opened"

    @property
    def area(self) -> str:
        return self.tab.page.url.partition("?")[0].rpartition("/")[2]

    def answer(self) -> list[str]:
        """Sentence and number; what is said of the lever, with where its slider stands; what is in its boxes."""
        panel = self.tab.main.locator(PANEL)
        number = self.tab.main.locator(NUMBER).locator("visible=true").all_inner_texts()
        boxes = panel.locator(BOXES).evaluate_all("boxes => boxes.map(box => box.value)")
        return [self.tab.headline, *number, *panel.all_inner_texts(), *boxes]

    def act(self) -> None:
        acts: list[Callable[[], None]] = [
            *[self.keys] * 5,
            *[self.chip] * 2,
            self.undo,
            self.redo,
            self.page,
            self.back,
        ]
        self.tab.page.bring_to_front()
        act = self.chance.choice(acts)
        self.done = act.__name__
        act()
        self.tab.page.wait_for_timeout(300)
        self.tab.still()

    def keys(self) -> None:
        """A held arrow key, or one that goes far."""
        self.tab.headline_lever.focus()
        key, times = self.chance.choice(KEYS), self.chance.randint(1, 25)
        self.done = f"{key} x {times}"
        for _time in range(times):
            self.tab.page.keyboard.press(key)
            self.tab.page.wait_for_timeout(BETWEEN_KEYS_MS)

    def chip(self) -> None:
        chips = self.tab.main.locator("[class*=-goi-y] button")
        if chips.count():
            chips.nth(self.chance.randrange(chips.count())).click()

    def undo(self) -> None:
        self.tab.keys("Control+z")

    def redo(self) -> None:
        self.tab.keys("Control+y")

    def page(self) -> None:
        """To another area by the list of pages, and back: the levers are where they were."""
        before, here = self.tab.query, next(spec for spec in PAGES if spec.url_path == self.area)
        there = self.chance.choice([spec for spec in PAGES if spec.url_path in AREAS and spec != here])
        self.tab.menu(there.title)
        self.tab.menu(here.title)
        assert self.tab.query == before, (here.title, there.title)

    def back(self) -> None:
        """The browser's back and forth: where there is nowhere to go back to, nothing happens."""
        self.tab.page.go_back()
        self.tab.page.wait_for_timeout(300)
        if self.area not in AREAS:
            self.tab.page.go_forward()


MOVES, COMPARED_EACH = 200, 10


@pytest.mark.long
@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_nothing_is_lost_in_a_storm(read_only: str, context: Any, leaks: list[str], seed: int) -> None:
    chance = random.Random(seed)
    storms = [
        Stormy(Tab(context.new_page(), read_only).open(f"{path}?{CLOCK}=2026-12-02", assuming=""), chance)
        for path in AREAS[:2]
    ]
    fresh = Tab(context.new_page(), read_only)
    for count in range(MOVES):
        storm, other = storms[count % 2], storms[1 - count % 2]
        aside = other.tab.page.url
        storm.act()
        where = f"seed {seed}, move {count}, {storm.done}, {storm.tab.page.url}"
        assert storm.tab.trouble() == [], where
        assert other.tab.page.url == aside, where
        if count % COMPARED_EACH < 2 or count >= MOVES - 2:
            anew = Stormy(fresh.open(storm.tab.page.url, clock="", assuming=""), chance)
            # A lever that answers while it is dragged says all of it once somebody is near and its table has come.
            for one in (storm, anew):
                one.tab.headline_lever.focus()
            eventually(fresh.page, lambda: storm.answer() == anew.answer(), True, 10)  # noqa: B023
            assert storm.answer() == anew.answer(), where
    assert leaks == []


def test_back_leads_to_the_page_before_as_it_was_left(read_only: str, page: Any, leaks: list[str]) -> None:
    chance = random.Random(0)
    storm = Stormy(Tab(page, read_only).open(f"{AREAS[0]}?{CLOCK}=2026-12-02", assuming=""), chance)
    titles = {spec.url_path: spec.title for spec in PAGES}
    left = []
    for area in (AREAS[1], AREAS[2], AREAS[0]):
        storm.tab.headline_lever.focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(500)
        left.append((storm.tab.still().query, storm.answer()))
        storm.tab.menu(titles[area])
    for was in (left[0], *reversed(left)):
        assert eventually(page, lambda: (storm.tab.query, storm.answer()), was, 10) == was
        page.go_back()
    assert leaks == []
