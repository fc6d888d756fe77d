"""A hand on the app in a real browser: arrive, wait until the page stands still, move a control, read."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import expect

from pages._registry import PAGES

ASKED = """(() => {
    const send = WebSocket.prototype.send, watched = new WeakSet();
    window.asked = window.answered = -1;
    WebSocket.prototype.send = function (...given) {
        if (!watched.has(this)) {
            watched.add(this);
            this.addEventListener('message', () => { window.answered = performance.now(); });
        }
        window.asked = performance.now();
        return send.apply(this, given);
    };
})()"""
"""Notes when the page asked the server last and when it was answered last. A busy server may take long to begin with a
run; until then the page looks as if nothing had been asked. Ten seconds are waited for: a line that was cut never
answers."""
STILL = """() => {
    if (window.asked > window.answered && performance.now() < window.asked + 10_000) return false;
    const app = document.querySelector('[data-testid=stApp]');
    return app && app.dataset.testScriptState === 'notRunning' && app.dataset.testConnectionState === 'CONNECTED'
        && document.querySelector('[data-testid=stMainBlockContainer] h1')
        && !document.querySelector('[data-testid=stSkeleton], [data-stale=true]');
}"""
CLOCK, REPORT = "moc", "bao-cao"
ASSUMING, BARE = "gia-dinh", "khong"
WRONG = re.compile(
    r"Traceback|Exception|Error\b|\berror\b|[Ii]nvalid|Không có trang này|undefined|\bNaN\b|\bNone\b|\bnull\b"
    r"|báo mã|ngoài dự kiến"
)


def eventually(page: Any, look: Callable[[], Any], wanted: Any, seconds: float = 30) -> Any:
    """What `look` finds: looked at again until it is what is wanted or the time is up. For what is drawn after the
    script has ended, by code that tells nobody when it is done."""
    until = time.monotonic() + seconds
    while (found := look()) != wanted and time.monotonic() < until:
        page.wait_for_timeout(250)
    return found


def in_sight(where: Any, test_id: str) -> Any:
    """Of a kind of elements, those that are not hidden."""
    return where.get_by_test_id(test_id).locator("visible=true")


class Tab:
    """One browser tab."""

    def __init__(self, page: Any, url: str) -> None:
        self.page = page
        self.url = url
        self.broken: list[str] = []
        page.on("pageerror", lambda error: self.broken.append(str(error)))
        page.set_default_timeout(30_000)
        page.add_init_script(ASKED)

    def open(self, path: str = "", *, clock: str = REPORT, assuming: str = BARE) -> Self:
        """Arrive by address; on the report's law and the bare page, unless the path, `clock` or `assuming` names
        another day or way ("" = as the path has it): what is tested does not change with the day, nor with what
        ships."""
        for name, value in ((CLOCK, clock), (ASSUMING, assuming)):
            if value and not re.search(rf"[?&]{name}=", path):
                path += f"{'&' if '?' in path else '?'}{name}={value}"
        self.page.goto(f"{self.url}/{path}" if not path.startswith("http") else path)
        return self.still()

    def still(self) -> Self:
        """Wait until the script has run, the screen has taken it in, and nothing moved for two looks."""
        for _look in range(2):
            self.page.wait_for_function(STILL)
            self.page.wait_for_timeout(80)
        self.page.wait_for_function(STILL)
        return self

    def menu(self, title: str) -> Self:
        """To another page by the list on top: there, or behind the button of its section."""
        spec = next(spec for spec in PAGES if spec.title == title)
        if spec.section:
            self.page.get_by_test_id("stTopNavSection").filter(has_text=spec.section).click()
        link = "stTopNavDropdownLink" if spec.section else "stTopNavLink"
        words = re.compile(f"^{re.escape(spec.menu or spec.title)}$")
        self.page.get_by_test_id(link).filter(has_text=words).click()
        self.page.locator("[data-testid=stMainBlockContainer] h1", has_text=title).wait_for()
        return self.still()

    # --- reading

    @property
    def main(self) -> Any:
        return self.page.get_by_test_id("stMainBlockContainer")

    @property
    def said(self) -> str:
        """All words of the page but those inside charts, where an axis leaves out what has no room."""
        style = self.page.add_style_tag(content="[data-testid=stVegaLiteChart] { visibility: hidden }")
        text = str(self.main.inner_text())
        style.evaluate("element => element.remove()")
        return text

    @property
    def headline(self) -> str:
        """The answer's sentence, or the reason why nothing changes; where the lever answers while it is dragged, its
        own."""
        places = [".thang-cau", "h4", "[data-testid=stAlertContentInfo]"]
        self.main.locator(", ".join(places)).first.wait_for()
        first = "(main, places) => places.map(one => main.querySelector(one)).find(one => one)?.innerText ?? ''"
        return str(self.main.evaluate(first, places))

    @property
    def query(self) -> dict[str, str]:
        """What the address asks for beside the clock and the bare page."""
        return {name: value for name, value in self._asked.items() if name not in (CLOCK, ASSUMING)}

    @property
    def clock(self) -> str:
        """The clock as the address has it; "" = none, which is today."""
        return self._asked.get(CLOCK, "")

    @property
    def _asked(self) -> dict[str, str]:
        return dict(parse_qsl(urlsplit(self.page.url).query))

    def trouble(self) -> list[str]:
        """What a person would call broken: error boxes, script errors, words of a programmer."""
        found = [*self.broken, *WRONG.findall(self.said)]
        found += ["stException"] * self.page.get_by_test_id("stException").count()
        found += ["dialog: " + text for text in self.page.get_by_role("dialog").all_inner_texts() if WRONG.search(text)]
        return found

    def overflow(self) -> int:
        """Pixels by which the page is wider than its window, or a table or chart wider than the block that holds it."""
        script = """() => {
            const main = document.querySelector('[data-testid=stMain]');
            const block = document.querySelector('[data-testid=stMainBlockContainer]');
            const right = block.getBoundingClientRect().right;
            const inside = [...block.querySelectorAll('table, canvas, img, [data-testid=stMetric], button, h1, h4')]
                .filter(e => e.offsetParent && !e.closest('[data-testid=stElementToolbar]'))
                .map(e => e.getBoundingClientRect().right - right);
            return Math.round(Math.max(
                main.scrollWidth - main.clientWidth, block.scrollWidth - block.clientWidth, ...inside, 0));
        }"""
        return int(self.page.evaluate(script))

    # --- controls

    def at(self, key: str) -> Any:
        return self.page.locator(f".st-key-{key}")

    @property
    def headline_lever(self) -> Any:
        """The slider of the page's first lever, the one that is seen."""
        return self.page.locator(".st-key-cho-thong-so-chinh input[type=range]").locator("visible=true").first

    def press(self, key: str, keystroke: str = "ArrowRight") -> Self:
        """A keystroke on a slider: on the one that answers while it is dragged, where it has taken the other's place;
        that one cannot be moved until its table is there, and tells the server a moment later."""
        sliders = self.page.locator(f":is(.st-key-{key}, .st-key-{key}-keo, .st-key-{key}-tay-keo) input[type=range]")
        slider = sliders.locator("visible=true").first
        expect(slider).to_be_enabled()
        slider.focus()
        self.page.keyboard.press(keystroke)
        return self.then(lambda: self.page.wait_for_timeout(120))

    def number(self, key: str, value: int) -> Self:
        box = self.at(key).get_by_test_id("stNumberInputField")
        box.fill(str(value))
        return self.then(lambda: box.press("Enter"))

    def choose(self, key: str, option: str) -> Self:
        """An option of a selectbox, found by its letters: the list draws only what is in sight. A list that opens while
        its box is still being moved into sight closes again, so it may take a second click, as it would for a hand."""
        box = self.at(key).get_by_role("combobox")
        offered = self.page.get_by_role("option", name=option, exact=True)
        box.scroll_into_view_if_needed()
        for _try in range(4):
            box.click()
            box.fill(option)
            self.page.wait_for_timeout(300)
            if offered.is_visible():
                break
        return self.then(offered.click)

    def pick(self, key: str, label: str) -> Self:
        """A button of a group (pills, segments)."""
        return self.then(lambda: self.at(key).get_by_role("radio", name=label).click())

    def toggle(self, key: str) -> Self:
        return self.then(lambda: self.at(key).locator("label").click(position={"x": 10, "y": 10}))

    def click(self, key: str) -> Self:
        return self.then(lambda: self.at(key).get_by_role("button").first.click())

    def popover(self, label: str) -> Self:
        """The button of that label; one with a help text stands there twice, of which one is in sight."""
        return self.then(lambda: in_sight(self.page, "stPopoverButton").filter(has_text=label).click())

    @property
    def popover_body(self) -> Any:
        """What stands behind the open button."""
        return self.page.get_by_test_id("stPopoverBody")

    def behind(self, button: str, part: str = "") -> Self:
        """Open a button and, where named, a folded part behind it."""
        self.popover(button).popover_body.wait_for()
        if part:
            self.then(lambda: self.popover_body.locator("summary").filter(has_text=part).click())
        return self

    def keys(self, combination: str) -> Self:
        """A combination of keys on the page, with no box in focus."""
        self.page.evaluate("document.activeElement && document.activeElement.blur()")
        return self.then(lambda: self.page.keyboard.press(combination))

    def tab(self, name: str) -> Self:
        """The tab of that name, with or without a count behind it; details that are closed are opened for it."""
        label = re.compile(rf"^{re.escape(name)}( \(\d+\))?$")
        found, details = self.page.get_by_role("tab", name=label), self.page.locator("[class*=-chi-tiet] summary")
        if details.count() and not found.count():
            self.then(details.click)
        return self.then(found.click)

    def upload(self, name: str, content: bytes, *, until: str = "Bước 2 trong 4", still: bool = True) -> Self:
        """Into the page's uploader; `until` are words that only the answer has. Not `still`: the page goes on
        working."""
        chooser = self.page.locator("[data-testid=stFileUploader] input[type=file]")
        files = {"name": name, "mimeType": "text/csv", "buffer": content}
        chooser.set_input_files(files)
        self.page.get_by_text(until).first.wait_for()
        return self.still() if still else self

    def download(self, button: Any) -> tuple[str, bytes]:
        """Name and bytes of the file behind a download button."""
        with self.page.expect_download() as waiting:
            button.click()
        found = waiting.value
        return found.suggested_filename, found.path().read_bytes()

    def then(self, act: Callable[[], object]) -> Self:
        """Act, give the browser time to ask the server, wait until it has answered."""
        act()
        self.page.wait_for_timeout(120)
        return self.still()
