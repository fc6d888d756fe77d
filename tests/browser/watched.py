"""A tab that is watched for markup of the data coming alive: dialogs, requests, elements, addresses, handlers."""

from __future__ import annotations

import re
from typing import Any

from tests.browser.driver import Tab

WATCH = """window.refused = [];
document.addEventListener('securitypolicyviolation', event =>
    window.refused.push(event.violatedDirective + ' ' + event.blockedURI));"""
ALIVE = """() => {
    const found = [], bad = /127\\.0\\.0\\.1:9\\b|alert\\(|^\\s*javascript:|^\\/\\/x/i;
    // An address that is written out is shown as a link to itself and to nowhere else.
    const isItself = e => e.tagName === 'A' && /^https?:/.test(e.textContent)
        && decodeURI(e.getAttribute('href')) === e.textContent;
    for (const e of document.querySelectorAll('*')) {
        if (isItself(e)) continue;
        for (const name of ['src', 'href', 'xlink:href', 'data', 'action', 'srcdoc', 'onerror', 'onload', 'onclick'])
            if (bad.test(e.getAttribute(name) || ''))
                found.push(`${e.tagName} ${name} ${e.getAttribute(name)} ${e.textContent}`);
        if ((e.tagName === 'SCRIPT' || e.tagName === 'STYLE') && /alert\\(/.test(e.textContent)) found.push(e.tagName);
        if (/^hd[-−](anh|lien|do|toan|dam|ma|gach)$/.test(e.textContent.trim()))
            found.push(`${e.tagName} of its own: ${e.textContent.trim()}`);
        if (e.dataset.testid === 'stIconMaterial' && e.textContent === 'skull') found.push('an icon');
    }
    for (const kind of ['.katex', 'iframe', 'object', 'embed'])
        if (document.querySelector(kind)) found.push(kind);
    const text = document.body.innerText;
    if (text.includes('1337')) found.push('a template');
    if (/[\\u202a-\\u202e\\u2066-\\u2069]/.test(text)) found.push('a sign that turns the direction of writing');
    return found;
}"""
"""What markup of the data has become, if anything: elements, addresses, handlers, icons, formulas, a template's
result."""


class Watched:
    """A tab whose dialogs and requests are written down."""

    def __init__(self, page: Any, url: str) -> None:
        self.asked: list[str] = []
        self.dialogs: list[str] = []
        self.host = url.removeprefix("http://")
        page.add_init_script(WATCH)
        page.on("dialog", self._dialog)
        page.on("request", lambda request: self._note(request.url))
        self.tab = Tab(page, url)
        page.set_default_timeout(30_000)

    def _dialog(self, dialog: Any) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def _note(self, address: str) -> None:
        if not re.match(rf"(https?|wss?)://{re.escape(self.host)}(/|$)|data:|blob:|about:", address):
            self.asked.append(address)

    def open(self, path: str) -> Tab:
        self.tab.open(path)
        self.harmless()
        return self.tab

    def harmless(self, *shown: str) -> None:
        """Nothing of the data is alive; what is named stands there letter by letter."""
        page = self.tab.page
        self.unfold()
        assert page.evaluate(ALIVE) == [], page.url
        assert page.evaluate("window.refused") == [], page.url
        assert (self.dialogs, self.asked) == ([], [])
        assert page.get_by_test_id("stException").count() == 0
        text = " ".join(page.locator("body").inner_text().split())
        for words in shown:
            assert words in text, f"{words} is not on {page.url}"

    def unfold(self) -> None:
        """Every part that is folded: some draw their content only when open."""
        folded = self.tab.page.locator("[data-testid=stExpander] details:not([open]) > summary")
        for _part in range(folded.count()):
            if folded.count() and folded.first.is_visible():
                self.tab.then(folded.first.click)
