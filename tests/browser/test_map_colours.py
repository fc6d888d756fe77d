"""A fresh map in the browser: five colours over the six districts and over the 33 wards, each of which a click hits."""

import io

import pytest
from PIL import Image

from pages.screens.map.view import MAP as MAP_KEY
from pages.ui.charts.palettes import DARK, LIGHT
from tests.browser.driver import Tab, eventually
from tests.browser.map_screen import MAP, drawn, features, painted, spot

FINDINGS = {
    "districts": ("bao-cao", "Phủ Lý đông nhất: 2.036 người/km², gấp 2,4 lần Kim Bảng"),
    "wards_2025-07": ("2026-12-02", "Phủ Lý đông nhất: 5.312 người/km², gấp 13,7 lần Tam Chúc"),
}
ENOUGH = 400
"""Pixels of a class that has an area: the smallest ward has more."""


@pytest.fixture(scope="module")
def url(read_only: str) -> str:
    return read_only


@pytest.mark.parametrize(
    ("name", "theme"),
    [
        ("districts", "light"),
        ("wards_2025-07", "dark"),
        pytest.param("districts", "dark", marks=pytest.mark.long),
        pytest.param("wards_2025-07", "light", marks=pytest.mark.long),
    ],
)
def test_a_fresh_map_has_five_colours_and_says_what_they_show(url, profile, name: str, theme: str) -> None:
    clock, finding = FINDINGS[name]
    page = profile().new_page()
    page.emulate_media(color_scheme=theme)
    tab = drawn(Tab(page, url).open(f"ban-do?moc={clock}", clock=""))
    image = Image.open(io.BytesIO(page.get_by_test_id(MAP).screenshot())).convert("RGB")
    fills = (DARK if theme == "dark" else LIGHT).sequential[5]
    found = {fill: len(painted(image, fill)) for fill in fills}
    assert len(fills) == 5
    assert min(found.values()) > ENOUGH, found
    assert finding in tab.said
    assert "minh họa" not in tab.said.lower()
    assert tab.trouble() == []


@pytest.mark.long
def test_each_of_the_33_wards_is_hit_by_a_click(url, page) -> None:
    """A renderer without a graphics card may hold the page for so long that a press and its release are no click: such
    a click is made again, and counted."""
    wards = features("wards_2025-07")
    tab = drawn(Tab(page, url).open("ban-do?moc=2026-12-02", clock=""))
    lost = 0
    for ward in wards:
        code = ward["properties"]["code"]
        for wanted in (f"{code}-a", ""):
            page.mouse.click(*spot(tab, code, wards))
            while eventually(page, lambda: tab.query.get("bando-chon", ""), wanted, 6) != wanted:
                lost += 1
                assert lost <= 5, f"{ward['properties']['name']} is not hit"
                page.mouse.click(*spot(tab, code, wards))
    print(f"\n  {lost} of {2 * len(wards)} clicks were made again", end="")
    assert len(wards) == 33
    assert (tab.trouble(), tab.at(MAP_KEY).count()) == ([], 1)
