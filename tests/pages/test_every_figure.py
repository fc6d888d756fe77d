"""No figure without source, quality and date, on any screen or in any file."""

import re
from collections.abc import Callable

import pytest

from models.policy.areas.catalogue import AREAS
from models.policy.areas.support import SupportArea
from pages.ui.format.tables import QUALITY_WORDS
from pages.ui.session import choices
from tests.pages import shared
from tests.pages.every_page import PRINTED, cells, sheets, views
from tests.pages.screen import Screen
from tests.pages.support_pages import ON_LATE_2026, file_of, filled, query

Show = Callable[..., Screen]
Files = dict[str, Callable[[], bytes]]
data_folder = shared.data_folder
DATE = re.compile(r"\b(\d{2}/\d{4}|tháng \d{1,2}/\d{4}|năm (ngân sách )?\d{4}|đến \d{2}/\d{1,2}/\d{4})\b")
LAW_FILE = "Tên mức"
"""A file of amounts of law has a document, dates and a kind of source in every row of its own."""
DEEDS = "nhat-ky-"
"""The record of who did what: no figures."""
TO_FILL = "bieu-mau-"
"""Templates ask for figures; what stands in them is read back, not shown."""


def rows_of(name: str, content: bytes) -> list[list[str]]:
    """A file's figures: of a workbook the first sheet, whose rows must say it all; the second says it again of the
    whole."""
    return cells(name, content) if name.endswith(".csv") else sheets(content)[0]


def lacking(rows: list[list[str]]) -> list[str]:
    """What a file of figures does not say."""
    titled = len(rows[0]) == 1
    first, header, body = (rows[0][0], rows[1], rows[2:]) if titled else ("", rows[0], rows[1:])
    if header[0] == LAW_FILE:
        names = [header.index(name) for name in ("Văn bản", "Nguồn thông tin", "Áp dụng từ ngày")]
        return [] if all(row[place] for row in body for place in names) else ["a row of law without its document"]
    if "Tính chất số liệu" not in header:
        return ["quality"]
    qualities = {row[header.index("Tính chất số liệu")] for row in body}
    found = [] if all(qualities) else ["quality in some row"]
    if any(one.startswith(choices.export_mark().rstrip(".")) for one in qualities):
        return found if first.startswith(choices.export_mark()) else [*found, "the mark of illustrative figures"]
    sources = [row[header.index("Nguồn")] for row in body] if "Nguồn" in header else []
    named = "Nguồn: " in first or (bool(sources) and all(sources))
    if not named and qualities != {QUALITY_WORDS["derived"]}:  # which names the report itself
        found.append("source")
    if not DATE.search(first) and "Kỳ" not in header:
        found.append("date")
    return found


def test_every_file_names_quality_source_and_date(show: Show, files: Files) -> None:
    seen = [view.file for view in views(show, filled)]
    assert len(set(seen)) > 15
    made = {
        name: rows_of(name, make())
        for name, make in files.items()
        if not name.startswith((TO_FILL, DEEDS)) and not name.endswith(PRINTED)
    }
    assert len(made) > 45
    wrong = {name: found for name, rows in made.items() if (found := lacking(rows))}
    assert wrong == {}


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([["Khoản", "Tăng thêm"], ["Tiền điện", "5"]], ["quality"]),
        ([["Bảng"], ["Khoản", "Tính chất số liệu"], ["Tiền điện", "Giả định"]], ["source", "date"]),
        ([["Bảng. Nguồn: sổ."], ["Khoản", "Tính chất số liệu"], ["Tiền điện", ""]], ["quality in some row", "date"]),
        ([["Bảng 01/2024. Nguồn: sổ."], ["Khoản", "Tính chất số liệu"], ["Tiền điện", "Giả định"]], []),
    ],
)
def test_a_file_that_says_less_is_found(rows: list[list[str]], found: list[str]) -> None:
    assert lacking(rows) == found


@pytest.mark.parametrize("area", AREAS, ids=lambda area: area.slug)
def test_every_table_of_an_area_stands_with_its_source_and_day(show: Show, area: SupportArea) -> None:
    """Each tab's tables beside their line of source; the report's own figures carry theirs as a hint."""
    screen = show(file_of(area), **query(filled(area), area), **ON_LATE_2026)
    for label in [tab.label for tab in screen.at.tabs]:
        screen.open_tab(f"{area.prefix}bang", label)
        tables = [table for table in screen.tables if table[0][0] != "Chỉ tiêu" or "Căn cứ" in table[0]]
        assert len(tables) <= 1, label
        told = [said for said in screen.of("caption") if "Nguồn: " in said and "Quy định tính đến " in said]
        cards = [said for said in screen.of("caption") if said.startswith("Căn cứ: ")]
        assert len(told) + len(cards) >= len(tables), label
    assert "Giả định: số do người dùng nhập, quy định tính đến " in screen.said
