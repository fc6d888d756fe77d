"""Every tab of both what-if pages, wherever the levers stand: something is said, in Vietnamese, without trouble."""

import re
from collections.abc import Callable, Iterator

import pytest

from models.policy.answers.whatif import AREAS, MERIT_AREA, PROTECTION_AREA, WhatIfArea
from models.policy.levers.levers import LeverValue
from tests.pages import shared
from tests.pages.lever_positions import as_query, moved, untouched
from tests.pages.screen import Screen
from tests.pages.vietnamese import foreign_words

Show = Callable[..., Screen]
data_folder = shared.data_folder
FILES = {PROTECTION_AREA.prefix: "protection.py", MERIT_AREA.prefix: "merit.py"}
NAMES = (
    "Nhóm",
    "Huyện",
    "Năm ngân sách",
    "Nguồn",
    "Khoản khác",
    "Biện pháp",
    "Dao động",
    "Tính ngược từ kinh phí",
    "Trường hợp cụ thể",
    "Cách tính",
)
TODAY = "2026-11-24"
BOARDS: dict[str, dict[str, LeverValue]] = {
    "untouched": {},
    "law-of-today": {"norm": 1},
    "last-month": {"norm": 1, "people_change": -30, "norm_applies_from": "2027-12", "budget_year": "2027"},
    "before-the-law": {"norm": 0, "people_change": 3},
}
"""By the end of a lever's key; the norm as the number of its preset. "everything" is added below."""
CLOCKS = {"law-of-today": TODAY, "everything-on-the-law-of-today": TODAY, "before-the-law": "2024-12-31"}
"""The clock of boards that do not stand on the report's."""


def board(area: WhatIfArea, name: str) -> dict[str, LeverValue]:
    if name == "everything":
        return moved(area)
    if name == "everything-on-the-law-of-today":
        return moved(area) | {area.applies_from.key: "2026-02", area.first_paid.key: "2026-05"}
    values = untouched(area)
    for end, value in BOARDS[name].items():
        (key,) = [lever.key for lever in area.all_levers if lever.key == end or lever.key.endswith(f".{end}")]
        values[key] = area.norm.presets[int(value)].value if end == "norm" else value
    return values


def opened_tabs(screen: Screen, area: WhatIfArea) -> Iterator[tuple[str, Screen]]:
    for name in NAMES:
        yield name, screen.open_tab(f"{area.prefix}bang", name)


def trouble(screen: Screen, name: str) -> list[str]:
    """What a reader would stumble over."""
    (tab,) = [tab for tab in screen.at.tabs if tab.label == name]
    found = [] if len(tab.children) else ["nothing in it"]
    found += [f"foreign: {word}" for word in foreign_words(screen)]
    found += [f"a hole: {text}" for text in re.findall(r"\{\w*\}", screen.said)]
    found += [f"a minus of a programme: {text}" for text in re.findall(r"(?<!\S)-\d\S*", screen.said)]
    numbers = re.sub(r"Điều \d+\.\d+", "", screen.said)  # how the decree's own points are cited
    found += [f"a figure with a point: {text}" for text in re.findall(r"(?<![\d.])\d+\.\d{1,2}(?![\d.])", numbers)]
    return found


ONE_BY_ONE = [pytest.param(name, marks=pytest.mark.long) for name in BOARDS]
"""All of them together are in every run."""


@pytest.mark.parametrize("name", [*ONE_BY_ONE, "everything", "everything-on-the-law-of-today"])
@pytest.mark.parametrize("area", AREAS, ids=lambda area: area.slug)
def test_every_tab_says_something_in_vietnamese(show: Show, area: WhatIfArea, name: str) -> None:
    screen = show(FILES[area.prefix], **as_query(area, board(area, name)), moc=CLOCKS.get(name, "bao-cao"))
    assert [tab.label for tab in screen.at.tabs] == list(NAMES)
    found = {tab: trouble(shown, tab) for tab, shown in opened_tabs(screen, area)}
    assert {tab: what for tab, what in found.items() if what} == {}


def test_only_the_open_tab_is_made(show: Show) -> None:
    screen = show("protection.py", btxh_muc_chuan="500000")
    filled = [tab.label for tab in screen.at.tabs if len(tab.children)]
    assert filled == ["Nhóm"]
    screen.open_tab("btxh-bang", "Nguồn")
    assert [tab.label for tab in screen.at.tabs if len(tab.children)] == ["Nguồn"]
