"""What stands in the window when a page of an area is opened: lever, answer, chart, details and who pays above the
pinned row of a laptop, lever and answer in its low window and on a telephone; numbers as Vietnam writes and types
them."""

from typing import Any

import pytest

from models.policy.answers.link import PAGES
from tests.browser.driver import Tab

SLUGS = tuple(PAGES)
LAPTOP, LOW, WALL, TELEPHONE = (1366, 768), (1366, 625), (1920, 1080), (390, 844)
CHART, CHART_BESIDE_WORDS = 300, 270
"""Pixels of a chart on a laptop; where a longer sentence says what the money reaches."""
BESIDE = ("viec-lam", "tre-em", "bao-hiem")
WHERE = """() => {
    const box = selector => {
        const one = [...document.querySelectorAll(selector)].find(found => found.checkVisibility());
        return one ? one.getBoundingClientRect() : {top: 0, bottom: 1e6, height: 0};
    };
    const payers = [...document.querySelectorAll('[data-testid=stMain] strong')]
        .find(one => one.textContent.startsWith('Nguồn:'));
    const wide = [...document.querySelectorAll('[data-testid=stMain] *, [data-testid=stBottom] *')]
        .filter(one => one.clientWidth && one.scrollWidth > one.clientWidth + 1
            && ['auto', 'scroll'].includes(getComputedStyle(one).overflowX));
    return {
        bar: box('[data-testid=stBottomBlockContainer]').top,
        lever: box('.st-key-cho-thong-so-chinh :is([data-testid=stSlider], .thang-ten)').bottom,
        number: box('[class*=-tra-loi-so] h2, .thang-so').bottom,
        size: box('[class*=-tra-loi-so] h2, .thang-so').height,
        chart: box('[class*=-tra-loi-hinh], .thang:has(.thang-hinh)').height,
        options: box('[class*=-tra-loi-hinh], .thang:has(.thang-hinh)').bottom,
        details: box('[class*=-chi-tiet]').bottom,
        payers: payers ? payers.getBoundingClientRect().bottom : 1e6,
        wide: wide.map(one => one.className),
        over: document.documentElement.scrollWidth - window.innerWidth,
    };
}"""


@pytest.fixture(scope="module")
def url(read_only: str) -> str:
    return read_only


def seen(tab: Tab, size: tuple[int, int]) -> dict[str, Any]:
    tab.page.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))
    tab.page.wait_for_timeout(200)
    found: dict[str, Any] = tab.still().page.evaluate(WHERE)
    return found


@pytest.mark.parametrize("slug", SLUGS)
def test_lever_answer_chart_and_details_stand_above_the_pinned_row(slug: str, url, warm_page) -> None:
    tab = Tab(warm_page, url).open(slug, clock="", assuming="")
    laptop = seen(tab, LAPTOP)
    assert max(laptop["details"], laptop["payers"]) <= laptop["bar"]
    assert laptop["chart"] >= (CHART_BESIDE_WORDS if slug in BESIDE else CHART)
    low = seen(tab, LOW)
    assert max(low["lever"], low["number"]) <= low["bar"]
    wall = seen(tab, WALL)
    assert wall["details"] <= wall["bar"]
    assert wall["chart"] > laptop["chart"]
    assert wall["size"] > laptop["size"]
    telephone = seen(tab, TELEPHONE)
    assert max(telephone["lever"], telephone["number"]) <= telephone["bar"]
    assert (telephone["over"], telephone["wide"]) == (0, [])


@pytest.mark.parametrize("slug", ["nguoi-co-cong", "tre-em"])
def test_nothing_moves_with_the_lever(slug: str, url, warm_page) -> None:
    tab = Tab(warm_page, url).open(slug, clock="", assuming="")
    before = seen(tab, LAPTOP)
    tab.headline_lever.focus()
    tab.page.keyboard.press("ArrowLeft")
    tab.then(lambda: tab.page.wait_for_timeout(200))
    assert tab.page.evaluate(WHERE) == before


def test_a_number_is_typed_and_shown_as_vietnam_writes_it(url, warm_page) -> None:
    tab = Tab(warm_page, url).open("nguoi-co-cong", clock="2026-11-30", assuming="")
    norm = "ncc-muc-chuan"
    thumb = tab.at(norm).get_by_test_id("stSliderThumbValue")
    box = tab.at(f"{norm}-so").get_by_test_id("stNumberInputField")
    assert (thumb.inner_text(), box.input_value()) == ("3.313.200", "3.313.200")
    for typed, value in (
        ("2.260.500", 2_260_500),
        ("2410300", 2_410_300),
        ("2540 nghìn", 2_540_000),
        ("2,6 triệu", 2_600_000),
    ):
        box.fill(typed)
        tab.then(lambda: box.press("Enter"))
        assert tab.query[norm] == str(value), typed
        assert box.input_value() == thumb.inner_text() == f"{value:,}".replace(",", ".")
    read = "([typed, most]) => String(readNumber(typed, most))"
    cases = {
        ("1,2 tỷ", 10**12): "1200000000",
        ("540  ngàn đồng", 10**6): "540000",
        ("−5", 100): "-5",
        ("10%", 100): "10",
    }
    refused = [("10%", 10**6), ("1.5", 100), ("2,5", 100), ("1.20.000", 10**6), ("5 người", 100), ("", 100)]
    assert {case: warm_page.evaluate(read, list(case)) for case in cases} == cases
    assert {warm_page.evaluate(read, list(case)) for case in refused} == {"NaN"}
    box.fill("ba triệu")
    tab.then(lambda: box.press("Enter"))
    assert tab.query[norm] == "2600000", "what cannot be read moves nothing"
    assert "Không đọc được số này" in tab.at(f"{norm}-so").inner_text()
