"""axe-core on the page that is open: what is serious, and which of it is Streamlit's own."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT

KNOWN = json.loads(Path(__file__).with_name("axe_known.json").read_text(encoding="utf-8"))
"""rule, selector of the node, why it is left: nodes that Streamlit draws and the app cannot change."""

_FOUND = """async known => {
    const ran = await axe.run(document, {resultTypes: ['violations'], elementRef: true});
    const place = element => {
        const names = [];
        for (let one = element; one; one = one.parentElement)
            if (one.dataset && one.dataset.testid) names.unshift(one.dataset.testid);
        return names.slice(-3).join(' > ') + ' > ' + element.tagName.toLowerCase();
    };
    return ran.violations.flatMap(rule => rule.nodes.map(node => ({
        rule: rule.id,
        impact: node.impact || rule.impact || '',
        place: place(node.element),
        html: node.html.slice(0, 160),
        said: [...node.any, ...node.all, ...node.none].map(check => check.message).join(' '),
        known: known.findIndex(one => one.rule === rule.id && node.element.matches(one.selector)),
    })));
}"""


@dataclass(frozen=True)
class Finding:
    """`known` is the place in the list, -1 for what is the app's own."""

    rule: str
    impact: str
    place: str
    html: str
    said: str
    known: int

    @property
    def serious(self) -> bool:
        return self.impact in ("serious", "critical")

    def __str__(self) -> str:
        return f"{self.impact} {self.rule} at {self.place}: {self.html} ({self.said})"


def findings(page: Any) -> list[Finding]:
    """All rules of axe that are on by default, on the whole page."""
    page.evaluate(AXE_SCRIPT)
    return [Finding(**found) for found in page.evaluate(_FOUND, KNOWN)]
