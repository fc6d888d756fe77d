"""The map on the screen: arriving at it, where an area is, which colours are there."""

from __future__ import annotations

import io
import json
import math
import time
from collections.abc import Sequence
from typing import Any

from PIL import Image

from pages.screens.map.view import HEIGHT
from pages.ui.charts.geometry import frame, label_point
from tests.bench.server import ROOT
from tests.browser.driver import Tab

SEED = ROOT / "data/seed/boundaries"


def features(name: str) -> list[dict[str, Any]]:
    """Of a set that ships."""
    found: list[dict[str, Any]] = json.loads((SEED / f"hanam_{name}_schematic.geojson").read_text("utf-8"))["features"]
    return found


FEATURES = features("districts")
MAP = "stDeckGlJsonChart"
LETTER_ABOVE = 40
"""Pixels from an area's name up to the letter of one that is chosen."""
DRAWN_SECONDS = 30
COLOURS_OF_NAMES = 64
"""The smoothed edges of the names alone have more; a map that is still empty has a few."""
_CLOSE = 24


def arrive(page: Any, url: str, query: str = "") -> Tab:
    tab = Tab(page, url).open("ban-do" + (f"?{query}" if query else ""))
    return drawn(tab)


def drawn(tab: Tab) -> Tab:
    """Bring the map into sight and wait until it is drawn: deck.gl draws after the script has ended and tells nobody,
    so two looks must see the same picture, and one of many colours."""
    tab.page.wait_for_selector(f"[data-testid={MAP}] canvas")
    the_map = tab.page.get_by_test_id(MAP)
    the_map.scroll_into_view_if_needed()
    until, before = time.monotonic() + DRAWN_SECONDS, b""
    while time.monotonic() < until:
        tab.page.wait_for_timeout(300)
        now = the_map.screenshot()
        if now == before and Image.open(io.BytesIO(now)).convert("RGB").getcolors(COLOURS_OF_NAMES) is None:
            break
        before = now
    return tab.still()


def spot(tab: Tab, code: str, among: Sequence[dict[str, Any]] = FEATURES) -> tuple[float, float]:
    """Where the area's name is on the screen, by the Web Mercator the map uses."""
    tab.page.get_by_test_id(MAP).scroll_into_view_if_needed()
    box = tab.page.get_by_test_id(MAP).bounding_box()
    view = frame(among, HEIGHT)
    pixels = 512 * 2**view.zoom / 360
    longitude, latitude = label_point(next(one for one in among if one["properties"]["code"] == code))
    x = box["x"] + box["width"] / 2 + (longitude - view.longitude) * pixels
    y = box["y"] + HEIGHT / 2 - (latitude - view.latitude) * pixels / math.cos(math.radians(view.latitude))
    return x, y


def click(tab: Tab, code: str, among: Sequence[dict[str, Any]] = FEATURES) -> None:
    """As a hand does: points at the area until the map says its name, then presses. A map that is painted may hear
    nothing yet on a busy machine."""
    (x, y), told = spot(tab, code, among), tab.page.locator(".deck-tooltip")
    until, place = time.monotonic() + DRAWN_SECONDS, 0
    while True:
        tab.page.mouse.move(x + place % 2, y)
        tab.page.wait_for_timeout(50)
        if told.is_visible() and told.inner_text():
            break
        assert time.monotonic() < until, f"the map has not said what {code} is"
        place += 1
    tab.page.mouse.click(x, y)


def picture_of(page: Any, x: float, y: float, width: float, height: float) -> Image.Image:
    """Around a point."""
    clip = {"x": x - width / 2, "y": y - height / 2, "width": width, "height": height}
    return Image.open(io.BytesIO(page.screenshot(clip=clip))).convert("RGB")


def dark_pixels(tab: Tab, x: float, y: float, width: float, height: float) -> int:
    return sum(picture_of(tab.page, x, y, width, height).convert("L").histogram()[:110])


def painted(image: Image.Image, colour: str) -> list[tuple[int, int]]:
    """The places of pixels in a colour "#RRGGBB", edges that are smoothed left out."""
    wanted = rgb(colour)
    pixels = image.load()
    return [(x, y) for y in range(image.height) for x in range(image.width) if _apart(pixels[x, y], wanted) <= _CLOSE]


def hue_at(tab: Tab, code: str, hues: Sequence[str]) -> str:
    """Of the hues, the one of the letter above the area's name; "" where there is no letter."""
    x, y = spot(tab, code)
    image = picture_of(tab.page, x, y - LETTER_ABOVE, 18, 14)
    counts = {hue: len(painted(image, hue)) for hue in hues}
    most = max(counts, key=lambda hue: counts[hue])
    # A neighbour's outline that crosses the place is narrower.
    return most if counts[most] > 0.5 * image.width * image.height else ""


def rgb(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[place : place + 2], 16) for place in (1, 3, 5))


def _apart(this: Sequence[int], that: Sequence[int]) -> int:
    return max(abs(a - b) for a, b in zip(this, that, strict=True))
