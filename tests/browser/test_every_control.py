"""Every page visited, every control used once, with nothing but this machine to talk to."""

import io
import os
import re
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from data.engine import open_database
from data.settings import read_settings
from pages._registry import PAGES, PageSpec
from tests.browser.driver import Tab, in_sight
from tests.data.uploads import apply, line, upload

SIZES = ((1366, 768), (1920, 1080))
REDRAWN_SECONDS = 10


@pytest.fixture(scope="module")
def url(server: Callable[..., str], new_database: Callable[[], str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """A server whose history holds one upload, so that taking back can be tried too; map and overview stay without."""
    folder = tmp_path_factory.mktemp("used")
    at = new_database()
    address = server(env={"DATABASE_URL": at})
    database = open_database(read_settings({"DATABASE_URL": at}))
    apply(database, upload(folder, line(period="2024-03")))
    database.dispose()
    return address


def path_of(spec: PageSpec) -> str:
    return "" if spec.default else spec.url_path


OF_A_KIND = 6
"""Controls of one kind in one part of a page that are used in every run: the first, the last and some between. Pages of
support lines have dozens of boxes that the same code draws; all of them are left to the long run."""


class Hand:
    """Uses what is on the page, at most `of_a_kind` of each kind in a part; a control is counted when it answered."""

    def __init__(self, tab: Tab, of_a_kind: int | None) -> None:
        self.tab = tab
        self.of_a_kind = of_a_kind
        self.used: list[str] = []

    def each(self, test_id: str, act: Callable[[object], None], within: object | None = None) -> None:
        """Every visible element of a kind, found anew each time: the page is drawn again after each use."""
        place = 0
        while True:
            found = (within or self.tab.main).get_by_test_id(test_id)
            count = found.count()
            if place >= count:
                return
            one = found.nth(place)
            if one.is_visible():
                self.tab.then(lambda one=one: act(one))
                self.used.append(test_id)
                assert self.tab.trouble() == [], f"after {test_id} number {place + 1}"
            place += max(1, (count - 1) // (self.of_a_kind - 1)) if self.of_a_kind and place < count - 1 else 1

    def all_controls(self, within: object | None = None) -> None:
        press = self.tab.page.keyboard.press

        def slider(one) -> None:
            one.locator("input[type=range]").first.focus()
            press("ArrowRight")

        def choose_last(one) -> None:
            one.get_by_role("combobox").focus()
            press("ArrowDown")
            press("End")
            press("Enter")

        def number(one) -> None:
            up = one.get_by_test_id("stNumberInputStepUp")
            steps = up.count() > 0  # a narrow box has no buttons
            if steps and up.is_enabled():
                up.click()
            else:  # an empty box cannot step
                one.get_by_test_id("stNumberInputField").fill("300000" if steps else "20")
                press("Enter")

        def day(one) -> None:
            first = one.locator("[data-type=day]").first
            first.focus()
            self.tab.page.keyboard.type("20082026", delay=30)
            first.focus()
            press("Shift+Tab")  # taken when it is left

        self.each("stRadio", lambda one: one.locator("label").last.click(), within)
        self.each("stDateInput", day, within)
        self.each("stSlider", slider, within)
        self.each("stBidiComponentRegular", lambda one: one.locator("input").count() and slider(one), within)
        self.each("stNumberInput", number, within)
        self.each("stSelectbox", choose_last, within)
        self.each("stCheckbox", lambda one: one.locator("label").click(position={"x": 10, "y": 10}), within)
        self.each("stButtonGroup", lambda one: one.get_by_role("radio").last.click(), within)

    def whole_page(self, behind_buttons: bool) -> None:
        """All of it; what stands behind buttons only where it is little (many levers: test_whatif.py moves one of a
        kind)."""
        if behind_buttons:
            self.each("stPopover", self._popover)
        self.all_controls()
        self.each("stExpander", lambda one: one.locator("summary").click())
        self.each("stTab", self._tab)
        self.each("stDownloadButton", self._download)
        self.each("stButton", lambda one: one.get_by_role("button").click(force=True))

    def _popover(self, one) -> None:
        in_sight(one, "stPopoverButton").click()
        body = self.tab.page.get_by_test_id("stPopoverBody")
        body.wait_for()
        body.get_by_test_id("stElementContainer").first.wait_for()
        self.tab.still()
        self.all_controls(body)
        in_sight(one, "stPopoverButton").click()

    def _tab(self, one) -> None:
        self.tab.then(one.click)
        self.each("stDownloadButton", self._download)

    def _download(self, one) -> None:
        name, content = self.tab.download(one.get_by_role("button"))
        check_file(name, content)


def too_wide(tab: Tab, name: str) -> dict[int, int]:
    """Pixels by which the page is too wide, by width of the screen. Also writes screenshots to the folder named in
    ANSINH_SCREENSHOTS, if it is set."""
    folder = os.environ.get("ANSINH_SCREENSHOTS")
    found = {}
    for width, height in reversed(SIZES):
        tab.page.set_viewport_size({"width": width, "height": height})
        if folder:
            tab.page.wait_for_timeout(1500)
            Path(folder).mkdir(parents=True, exist_ok=True)
            tab.page.screenshot(path=Path(folder) / f"{name}-{width}x{height}.png")
        # Charts take on the new width a moment after the window has it.
        until = time.monotonic() + REDRAWN_SECONDS
        while tab.overflow() > 1 and time.monotonic() < until:
            tab.page.wait_for_timeout(100)
        if tab.overflow() > 1:
            found[width] = tab.overflow()
    return found


WITH_SLIDERS = ("btxh-", "ncc-")
"""Pages of areas whose norm is moved; those of support lines have boxes."""


NOTHING_YET = "nhat-ky-"
"""Files that are empty while nobody has done anything."""


def check_file(name: str, content: bytes) -> None:
    """A page to be printed; or a file that Vietnamese Excel opens right: CSV with BOM and semicolons, or a workbook; a
    header with Vietnamese letters."""
    if name.endswith(".pdf"):
        assert content.startswith(b"%PDF-")
        return
    lines = lines_of_workbook(content) if name.endswith(".xlsx") else lines_of_csv(name, content)
    header = next(one for one in lines if ";" in one)
    assert re.search("[ạảãàáâậầấẩẫăắằặẳẵóòọõỏôộổỗồốơờớợởỡéèẻẹẽêếềệểễúùụủũưựữừứíìịỉĩýỳỷỵỹđ]", header), header
    assert len(lines) > 1 or name.startswith(NOTHING_YET)
    assert "\ufffd" not in "".join(lines)


def lines_of_csv(name: str, content: bytes) -> list[str]:
    assert name.endswith(".csv")
    assert content.startswith(b"\xef\xbb\xbf"), f"{name} has no byte order mark"
    return content.decode("utf-8-sig").splitlines()


def lines_of_workbook(content: bytes) -> list[str]:
    """The first sheet, as it would stand in a CSV."""
    rows = load_workbook(io.BytesIO(content), read_only=True).worksheets[0].iter_rows(values_only=True)
    return [";".join("" if cell is None else str(cell) for cell in row) for row in rows]


IN_EVERY_RUN = ("overview.py", "protection.py", "upload.py")
"""One page of each make; the others are left to the long run, which walks all of them with all their controls."""


@pytest.mark.parametrize(
    ("spec", "of_a_kind"),
    [
        *(pytest.param(spec, OF_A_KIND, id=spec.url_path) for spec in PAGES if spec.file in IN_EVERY_RUN),
        *(pytest.param(spec, None, marks=pytest.mark.long, id=f"{spec.url_path}, all") for spec in PAGES),
    ],
)
def test_every_control_of_a_page_answers_without_trouble_or_leaks(
    spec: PageSpec, of_a_kind: int | None, url, warm_page, warm_leaks
) -> None:
    tab = Tab(warm_page, url).open(path_of(spec))
    assert tab.main.locator("h1").inner_text() == spec.title
    assert tab.trouble() == []
    assert too_wide(tab, spec.url_path) == {}
    hand = Hand(tab, of_a_kind)
    hand.whole_page(behind_buttons=not spec.levers)
    assert tab.trouble() == []
    assert warm_leaks == []
    if not spec.levers:
        assert {"stRadio", "stDateInput"} <= set(hand.used), "the clock in the head"
        # A ready change of the overview sets the clock of its question.
        assert tab.clock == "2026-08-20" or spec.default
    if spec.levers:
        assert {"stSelectbox", "stTab", "stExpander"} <= set(hand.used)
    if spec.prefix in WITH_SLIDERS:
        assert {"stBidiComponentRegular", "stDownloadButton"} <= set(hand.used)


def test_a_request_that_would_leave_the_machine_is_seen_and_stopped(context, leaks) -> None:
    """On a page without our content policy, which would stop it before the watch could see it."""
    page = context.new_page()
    page.goto("about:blank")
    failed = page.evaluate("fetch('https://example.org/x').then(() => false, () => true)")
    page.evaluate("fetch('http://192.0.2.1/y').catch(() => 0)")
    with page.expect_websocket(lambda opened: "127.0.0.1" not in opened.url):
        page.evaluate("new WebSocket('wss://example.org/z') && 0")
    assert failed
    assert leaks == ["https://example.org/x", "http://192.0.2.1/y", "wss://example.org/z"]


@pytest.mark.long
def test_time_from_a_key_to_the_new_sentence_is_printed(url, warm_page, capsys) -> None:
    """Not judged: this machine's figure, with whatever else it is doing."""
    tab = Tab(warm_page, url).open("bao-tro-xa-hoi?btxh-muc-chuan=400000")
    warm_page.wait_for_selector(".thang-cau")
    warm_page.evaluate(
        """() => {
            window.times = [];
            let pressed = 0;
            document.addEventListener('keydown', event => {
                if (event.key === 'ArrowRight') pressed = performance.now();
            }, true);
            let before = document.querySelector('.thang-cau').innerText;
            new MutationObserver(() => {
                const now = document.querySelector('.thang-cau')?.innerText;
                if (now && now !== before) {
                    before = now;
                    const since = pressed;
                    requestAnimationFrame(() => window.times.push(performance.now() - since));
                }
            }).observe(document.body, {subtree: true, childList: true, characterData: true});
        }"""
    )
    for _move in range(9):
        tab.press("btxh-muc-chuan")
    times = warm_page.evaluate("window.times")
    with capsys.disabled():
        print(f"\n  key to painted sentence: median {statistics.median(times):.0f} ms of {len(times)}", end="")
    assert len(times) == 9
