"""Many quick moves in each of two tabs, with page switches, undo and redo, and the browser's back: after each the
page stands whole, and what it answers is what its address answers in a session that has seen nothing else."""

import random
from collections.abc import Callable
from typing import Any

import pytest

from pages._registry import PAGES
from tests.browser.driver import CLOCK, Tab

pytestmark = [pytest.mark.browser, pytest.mark.long]

MOVES, COMPARED_EACH = 50, 5
AREAS = {"bao-tro-xa-hoi": "btxh-", "nguoi-co-cong": "ncc-", "viec-lam": "vl-", "tre-em": "te-"}
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
        """Number and sentence, as read aloud."""
        rooms = (self.tab.at(AREAS[self.area] + room) for room in ("tra-loi-so", "tra-loi-cau"))
        return [str(room.inner_text()) for room in rooms]

    def act(self) -> None:
        acts: list[Callable[[], None]] = [
            *[self.keys] * 5,
            *[self.chip] * 2,
            self.undo,
            self.redo,
            self.page,
            self.back,
        ]
        act = self.chance.choice(acts)
        self.done = act.__name__
        act()
        self.tab.page.wait_for_timeout(150)
        self.tab.still()

    def keys(self) -> None:
        """A held arrow key, or one that goes far."""
        slider = self.tab.main.locator("input[type=range]").first
        slider.focus()
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


@pytest.mark.parametrize("seed", [1, 2])
def test_nothing_is_lost_in_a_storm(read_only: str, context: Any, leaks: list[str], seed: int) -> None:
    chance = random.Random(seed)
    storms = [
        Stormy(Tab(context.new_page(), read_only).open(f"{path}?{CLOCK}=2026-12-02", assuming=""), chance)
        for path in list(AREAS)[:2]
    ]
    fresh = Tab(context.new_page(), read_only)
    for count in range(MOVES):
        for storm, other in (storms, storms[::-1]):
            aside = other.tab.page.url
            storm.act()
            where = f"seed {seed}, move {count}, {storm.done}, {storm.tab.page.url}"
            assert storm.tab.trouble() == [], where
            assert other.tab.page.url == aside, where
            if count % COMPARED_EACH == 0 or count == MOVES - 1:
                shown = storm.answer()
                fresh.open(storm.tab.page.url, clock="", assuming="")
                assert Stormy(fresh, chance).answer() == shown, where
    assert leaks == []
