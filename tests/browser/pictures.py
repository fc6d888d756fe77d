"""Pictures of the steps of the upload page, for people to judge."""

from __future__ import annotations

import os
from pathlib import Path

from tests.browser.driver import Tab

SIZES = ((1920, 1080), (1366, 768))


def picture(tab: Tab, name: str) -> None:
    folder = os.environ.get("ANSINH_SCREENSHOTS")
    if not folder:
        return
    Path(folder).mkdir(parents=True, exist_ok=True)
    for width, height in SIZES:
        tab.page.set_viewport_size({"width": width, "height": height})
        tab.page.wait_for_timeout(800)
        tab.page.screenshot(path=Path(folder) / f"nap-tep-{name}-{width}x{height}.png")
