"""The pictures of the guide, taken from the real screens: ANSINH_GUIDE_PICTURES=1 pytest
tests/browser/guide_pictures.py"""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageOps

from pages.screens.guide.jobs import JOBS, picture
from tests.browser import clerk
from tests.browser.driver import Tab
from tests.browser.map_screen import drawn
from tests.browser.test_scenarios import save
from tests.browser.test_upload import GOOD, THREE_ERRORS

pytestmark = pytest.mark.skipif(not os.environ.get("ANSINH_GUIDE_PICTURES"), reason="writes into pages/assets/guide")
MOST_BYTES = 90_000
QUALITIES = range(86, 40, -6)
FRAME = "#AEB8C2"
EDGE = 10
"""Pixels left round what is cut out."""
BARE = """[data-testid=stToast], [data-testid=stBottom], [data-testid=stElementToolbar] { display: none !important }
header { opacity: 0 }
[data-testid=stMain] { scroll-behavior: auto !important }"""
TO_TOP = (
    "(element, edge) => "
    "{ element.scrollIntoView({block: 'start'}); document.querySelector('[data-testid=stMain]').scrollBy(0, -edge); }"
)
WITHOUT_PATHS = """paths => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) for (const [path, word] of paths)
        walker.currentNode.nodeValue = walker.currentNode.nodeValue.replaceAll(path, word);
    return document.body.innerText;
}"""
PATH = re.compile(r"/(tmp|home|root|work|Users|opt|usr)/")
MAIN = "[data-testid=stMainBlockContainer]"
FIELDS = {
    "Mức (đồng)": "600000",
    "Văn bản (số, ký hiệu, điều)": "Văn bản ví dụ, Điều 1",
    "Áp dụng từ ngày": "01/7/2027",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "so-lieu"


@pytest.fixture
def tab(page: Any, server: Callable[..., str], folder: Path) -> Tab:
    folder.mkdir()
    opened = Tab(page, server(env={"ANSINH_DATA_DIR": str(folder)}))
    page.set_default_timeout(60_000)
    return opened


def test_every_job_has_its_picture(tab: Tab, folder: Path) -> None:
    """In the order of the work, so that each screen has what the one before brought in."""
    shoot = Shooter(tab, str(folder))
    for take in (_planning, _files, _law, _admin):
        take(tab, shoot)
    assert shoot.taken == {job.slug for job in JOBS}


class Shooter:
    def __init__(self, tab: Tab, folder: str) -> None:
        self.tab, self.folder, self.taken = tab, folder, set[str]()

    def __call__(self, slug: str, top: Any = f"{MAIN} h1", *, height: int = 560, width: int = 2000) -> None:
        """Cut out `height` pixels from the element on, as wide as the page's main part."""
        (job,) = [job for job in JOBS if job.slug == slug]
        page = self.tab.page
        page.add_style_tag(content=BARE)
        said = page.evaluate(WITHOUT_PATHS, [[self.folder, "/srv/ansinh"], [sys.executable, "python"]])
        assert not PATH.search(said), f"{slug} shows a path of this machine"
        element = page.locator(top).first if isinstance(top, str) else top.first
        element.evaluate(TO_TOP, EDGE)
        page.mouse.move(1365, 2)
        page.wait_for_timeout(900)
        above = element.bounding_box()
        inside = page.locator(f"{MAIN} [data-testid=stVerticalBlock]").first.bounding_box()
        y = max(0, above["y"] - EDGE)
        clip = {
            "x": inside["x"] - EDGE,
            "y": y,
            "width": min(inside["width"] + 2 * EDGE, width),
            "height": min(height, 768 - y, inside["y"] + inside["height"] + EDGE - y),
        }
        _keep(page.screenshot(clip=clip), picture(job))
        self.taken.add(slug)


def _keep(content: bytes, path: Path) -> None:
    image = ImageOps.expand(Image.open(io.BytesIO(content)).convert("RGB"), border=1, fill=FRAME)
    path.parent.mkdir(exist_ok=True)
    for quality in QUALITIES:
        out = io.BytesIO()
        image.save(out, "WEBP", quality=quality, method=6)
        if out.tell() <= MOST_BYTES:
            path.write_bytes(out.getvalue())
            return
    pytest.fail(f"{path.name} is larger than {MOST_BYTES} bytes at any quality")


def _planning(tab: Tab, shoot: Shooter) -> None:
    tab.open("bao-tro-xa-hoi?btxh-muc-chuan=500000")
    tab.page.wait_for_selector(".thang-ray input:enabled")
    tab.page.wait_for_selector(".thang-hinh")
    shoot("thu-phuong-an", height=700)
    tab.tab("Tính ngược từ kinh phí")
    shoot("tinh-nguoc", tab.main.get_by_role("tablist"), height=330)
    save(tab, "bao-tro-xa-hoi?btxh-muc-chuan=500000", "Nâng 500.000")
    save(tab, "bao-tro-xa-hoi?btxh-muc-chuan=620000&btxh-tu-thang=2025-01", "Nâng 620.000 từ 2025")
    tab.menu("Phương án")
    shoot("luu-so-sanh", tab.main.get_by_role("tablist"), height=560)


def _files(tab: Tab, shoot: Shooter) -> None:
    tab.menu("Cập nhật số liệu").upload("chi-tra-12-2023.csv", THREE_ERRORS)
    shoot("nap-tep", tab.page.get_by_text("Phải sửa", exact=True), height=600)
    tab.menu("Tổng quan").menu("Cập nhật số liệu")
    tab.open("cap-nhat-so-lieu").upload("chi-tra-12-2023.csv", GOOD)
    clerk.to_changes(tab)
    shoot("duyet-ghi", tab.page.get_by_text("Bước 3 trong 4"), height=560)
    clerk.confirm(clerk.to_confirm(tab))
    tab.click("tai-tep-ghi")
    tab.page.get_by_text("Đã ghi").first.wait_for()
    tab.still().menu("Lịch sử cập nhật")
    tab.choose("lich-su-ban", tab_option(tab, "lich-su-ban", "Bản 2 "))
    tab.toggle("lich-su-dong-y-2")
    shoot("thu-hoi", tab.page.get_by_text("Thu hồi bản 2", exact=True), height=540)
    drawn(tab.open("ban-do?bando-chon=347-a.353-b"))
    shoot("ban-do", height=740)


def tab_option(tab: Tab, key: str, beginning: str) -> str:
    """The whole name of the option that begins so."""
    box = tab.at(key).get_by_role("combobox")
    box.click()
    box.fill(beginning)
    name = str(tab.page.get_by_role("option").first.inner_text())
    tab.page.keyboard.press("Escape")
    return name


def _law(tab: Tab, shoot: Shooter) -> None:
    tab.open("muc-chuan-van-ban")
    for label, text in FIELDS.items():
        box = tab.main.get_by_label(label, exact=True).first
        box.fill(text)
        tab.then(lambda box=box: box.press("Enter"))
    tab.choose("van-ban-0-evidence", "Báo chí")
    shoot("van-ban", tab.page.get_by_text("chưa ai đọc văn bản gốc"), height=700)


def _admin(tab: Tab, shoot: Shooter) -> None:
    tab.open("quan-tri")
    shoot("nguoi-dung", tab.main.get_by_role("tablist"), height=720)
    tab.tab("Sao lưu").click("quan-tri-sao-luu")
    tab.page.get_by_text("Đã sao lưu và kiểm tra").first.wait_for()
    tab.still().choose("quan-tri-ban-sao", tab_option(tab, "quan-tri-ban-sao", "bản 2"))
    shoot("sao-luu", tab.main.get_by_role("tablist"), height=720)
    tab.tab("Ranh giới")
    tab.then(lambda: tab.main.get_by_text("Tỷ lệ quy đổi của đơn vị bị chia").first.click())
    unit = (
        next(
            key
            for key in tab.page.evaluate("[...document.querySelectorAll('[class*=st-key-]')].map(e => e.className)")
            if "don-vi" in key
        )
        .split("st-key-")[1]
        .split()[0]
    )
    tab.choose(unit, tab_option(tab, unit, "Phường"))
    shoot("dia-gioi", tab.main.get_by_role("tablist"), height=640)
