"""The two what-if pages under a hand: every button and tab opened once, one lever of each kind moved, keys for the way
back."""

import pytest
from playwright.sync_api import expect

from models.policy.answers.whatif import AREAS, WhatIfArea
from models.wording.numbers import number
from pages.ui.levers.widgets import sections
from tests.browser.driver import REPORT, Tab
from tests.pages.screens.whatif.norm.test_whatif_tabs import NAMES

ADDRESSES = {"btxh-": "bao-tro-xa-hoi", "ncc-": "nguoi-co-cong"}
LAST_CHIPS = {
    "btxh-": ({"btxh-muc-chuan": "750000"}, REPORT),
    "ncc-": ({"ncc-muc-chuan": "3012000", "ncc-tu-thang": "07/2026", "ncc-chi-tu": "11/2026"}, "2026-08-14"),
}
"""What the last preset of an area puts into the address and where it leaves the clock: a proposal is an amount, a
decree its own effect, against the day before it."""
UNCHANGED = "Chưa thay đổi gì so với hiện hành"
FIRST, *ALIKE = AREAS
HELD = 25
each_area = pytest.mark.parametrize(
    "area",
    [FIRST, *(pytest.param(area, marks=pytest.mark.long) for area in ALIKE)],  # one panel, drawn by the same parts
    ids=lambda area: area.slug,
)


@pytest.fixture(scope="module")
def url(read_only: str) -> str:
    return read_only


@pytest.mark.long
@each_area
def test_every_button_holds_its_levers_and_none_is_cut_off(area: WhatIfArea, url, warm_page, warm_leaks) -> None:
    tab = Tab(warm_page, url).open(ADDRESSES[area.prefix])
    for section in sections(area):
        tab.popover(section.title).popover_body.wait_for()
        for part in section.parts:
            if part.heading:
                summary = tab.popover_body.locator("summary").filter(has_text=part.heading)
                tab.then(summary.click)
            for lever in part.levers:
                tab.popover_body.locator(f".st-key-{lever.parameter}").wait_for()
            if part.heading:
                tab.then(summary.click)
        left, right = (tab.popover_body.bounding_box()[side] for side in ("x", "width"))
        assert left >= 0
        assert left + right <= 1366
        assert tab.trouble() == []
        tab.popover(section.title)
    assert tab.query == {}, "looking moves nothing"
    assert warm_leaks == []


@each_area
def test_every_tab_opens(area: WhatIfArea, url, warm_page, warm_leaks) -> None:
    norm = area.norm.presets[-1].value
    tab = Tab(warm_page, url).open(f"{ADDRESSES[area.prefix]}?{area.norm.parameter}={norm}")
    too_wide = []
    for name in NAMES:
        tab.tab(name)
        panel = tab.page.get_by_role("tabpanel").locator("visible=true")
        assert len(panel.inner_text()) > 20, name
        assert tab.trouble() == [], name
        if tab.overflow() > 1:
            too_wide.append(name)
    assert too_wide == []
    assert warm_leaks == []


@each_area
def test_keys_go_back_and_forth_in_the_panel(area: WhatIfArea, url, warm_page) -> None:
    tab = Tab(warm_page, url).open(ADDRESSES[area.prefix])
    norm, start = area.norm.parameter, area.applies_from.parameter
    preset = area.norm.presets[-1]
    picked, clock = LAST_CHIPS[area.prefix]
    untouched = tab.headline
    tab.pick(f"{norm}-goi-y", number(int(preset.value)))
    raised = tab.headline
    assert (tab.query, tab.clock) == (picked, clock)
    tab.choose(start, "01/2025")
    moved = {**picked, start: "01/2025"}
    assert (tab.query, tab.clock) == (moved, clock)
    tab.keys("Control+z")
    assert (tab.headline, tab.query, tab.clock) == (raised, picked, clock)
    tab.keys("Control+z")
    assert (tab.headline, tab.query, tab.clock) == (untouched, {}, REPORT)
    tab.keys("Control+y").keys("Control+y")
    assert (tab.query, tab.clock) == (moved, clock)
    tab.click(f"{area.prefix}ve-hien-hanh")
    assert (tab.query, tab.clock) == ({}, clock), "back to the law of the day; the day stays"
    assert tab.headline == untouched if clock == REPORT else tab.headline.startswith(UNCHANGED)
    tab.keys("Control+z")
    assert (tab.query, tab.clock) == (moved, clock), "going back to current law is one step"
    assert tab.trouble() == []


@pytest.mark.long
@each_area
def test_keys_go_back_over_the_number_of_people_too(area: WhatIfArea, url, warm_page) -> None:
    tab = Tab(warm_page, url).open(ADDRESSES[area.prefix])
    norm, people = area.norm.parameter, area.people.parameter
    picked, clock = LAST_CHIPS[area.prefix]
    preset = area.norm.presets[-1]
    tab.pick(f"{norm}-goi-y", number(int(preset.value)))
    tab.press(people)
    moved = {**picked, people: "1"}
    assert (tab.query, tab.clock) == (moved, clock)
    tab.keys("Control+z")
    assert (tab.query, tab.clock) == (picked, clock)
    tab.keys("Control+z")
    assert (tab.query, tab.clock) == ({}, REPORT)
    tab.keys("Control+y").keys("Control+y")
    assert (tab.query, tab.clock) == (moved, clock)
    tab.click(f"{area.prefix}ve-hien-hanh")
    assert (tab.query, tab.clock) == ({}, clock)
    tab.keys("Control+z")
    assert (tab.query, tab.clock) == (moved, clock)


@pytest.mark.long
def test_a_reason_stands_on_the_lever_behind_its_button(url, warm_page) -> None:
    tab = Tab(warm_page, url).open("bao-tro-xa-hoi?btxh-tinh-co-so=1")
    tab.behind("Khoản đi kèm", "Mức của tỉnh áp dụng cho khoản nào")
    reason = 'Chưa có tác dụng: cần "Tỉnh nâng riêng" và mức của tỉnh cao hơn mức của Trung ương.'
    assert f"Lưu ý: {reason}" in tab.popover_body.inner_text()
    assert (
        reason.removeprefix("Chưa có tác dụng: ") in tab.main.get_by_test_id("stAlertContentWarning").first.inner_text()
    )


@pytest.mark.parametrize("path", ["bao-tro-xa-hoi", "viec-lam"])
def test_a_held_key_counts_every_press(path: str, url, warm_page) -> None:
    """The browser's boxes and chips are some moves behind then; none of them may pull the slider back."""
    tab = Tab(warm_page, url).open(path, assuming="", clock="2026-12-02")
    slider = tab.main.locator("input[type=range]").first
    expect(slider).to_be_enabled()  # without its table it stands nowhere yet
    step, begun = int(slider.get_attribute("step") or 1), int(slider.input_value())
    for way, ends in (("ArrowRight", begun + HELD * step), ("ArrowLeft", begun)):
        slider.focus()
        for _press in range(HELD):
            tab.page.keyboard.press(way)
            tab.page.wait_for_timeout(30)
        tab.page.wait_for_timeout(300)
        tab.still()
        assert int(slider.input_value()) == ends
        digits = tab.main.locator(":is([class*=-gia-tri] h2, .thang-muc)").locator("visible=true").first.inner_text()
        # A slider that answers while it is dragged counts its places; what it stands at is what it says.
        said = slider.get_attribute("aria-valuetext") if tab.main.locator(".thang-muc").count() else number(ends)
        assert said.split()[0] in digits
    assert tab.trouble() == []
