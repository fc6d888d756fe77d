"""Every page as far as a reader can open it: all areas filled or as they begin, all tabs, all folded parts, all
files."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import openpyxl

from models.policy.areas.catalogue import AREAS
from models.policy.areas.support import SupportArea
from models.policy.levers.levers import LeverValue
from pages._registry import PAGES
from tests.pages.screen import Screen
from tests.pages.support_pages import ON_LATE_2026, file_of, query

RISE = {"protection.py": {"btxh_muc_chuan": "500000"}, "merit.py": {"ncc_muc_chuan": "2789000"}}
"""Links that make a what-if page answer."""


@dataclass(frozen=True)
class View:
    """A screen as one tab shows it."""

    file: str
    tab: str
    screen: Screen

    @property
    def text(self) -> str:
        """All that can be read: words, tables, hints, and what its charts are drawn from."""
        main = self.screen.at.main
        hints = [element.proto.help for kind in ("markdown", "caption", "metric") for element in getattr(main, kind)]
        charts = [json.dumps(json.loads(chart.proto.spec)) for chart in main.get("vega_lite_chart")]
        return "\n".join([self.screen.said, *hints, *charts])


def views(show: Callable[..., Screen], filled: Callable[[SupportArea], dict[str, LeverValue]]) -> Iterator[View]:
    """Each page in each of its tabs; `filled` gives an area's levers."""
    areas = {file_of(area): area for area in AREAS}
    for spec in PAGES:
        area = areas.get(spec.file)
        asked = RISE.get(spec.file, {}) if area is None else {**query(filled(area), area), **ON_LATE_2026}
        screen = show(spec.file, **asked)
        yield View(spec.file, "", screen)
        if spec.prefix:
            for label in [tab.label for tab in screen.at.tabs]:
                yield View(spec.file, label, screen.open_tab(f"{spec.prefix}bang", label))


PRINTED = ".pdf"
"""A page for paper: what stands on it is read where it is made."""


def cells(name: str, content: bytes) -> list[list[str]]:
    """The rows of a file, a workbook's sheets one after the other."""
    if name.endswith(".csv"):
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    if name.endswith(PRINTED):
        return []
    return [row for sheet in sheets(content) for row in sheet]


def sheets(content: bytes) -> list[list[list[str]]]:
    """A workbook's rows by sheet. A line that stands alone in its row is a row of one cell, as in a CSV."""
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    found = []
    for sheet in book.worksheets:
        rows = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
        found.append([row[:1] if not any(row[1:]) else row for row in rows])
    return found
