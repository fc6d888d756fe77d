"""No file offered for download starts a spreadsheet formula, whatever texts persons and files contain."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from data.engine import Database, open_database
from data.export.templates import export
from data.settings import read_settings
from models.policy.areas import protection
from pages._registry import PAGES
from pages.ui.session import downloads
from tests import hostile
from tests.data.uploads import version
from tests.hostile import FORMULAS, Filled
from tests.pages import shared
from tests.pages.screen import Screen

data_folder = shared.data_folder
Show = Callable[..., Screen]
Offered = dict[str, Callable[[], bytes]]
STARTS = tuple("=+-@\t\r\n\0＝＋－＠")
NUMBER = re.compile(r"[+-]?\d+([.,]\d+)*([eE]-?\d+)?")
OUR_OWN = re.compile(r"=(SUM|IF|IFERROR|COUNTIF|COUNTIFS|SUMIFS|SUMPRODUCT)\([^'\"|]*.*\)")
PICTURES = (".png", ".svg", ".pdf")


@pytest.fixture(scope="module")
def filled(data_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Database, Filled]]:
    database = open_database(read_settings())
    yield database, hostile.fill(database, tmp_path_factory.mktemp("formulas"), FORMULAS)
    database.dispose()


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> Offered:
    """What each button of the pages shown would give, by page and file name."""
    made: Offered = {}
    drawn = downloads.offer

    def offer(label: str, name: str, make: Callable[[], bytes], **told: object) -> bool:
        made[f"{len(made)} {name}"] = make
        return drawn(label, name, make, **told)  # type: ignore[arg-type]

    monkeypatch.setattr(downloads, "offer", offer)
    return made


def texts(name: str, content: bytes) -> list[str]:
    """Every text cell of a file; a number is none."""
    if name.endswith(".csv"):
        rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")
        return [cell for row in rows for cell in row if not NUMBER.fullmatch(cell)]
    found = []
    for sheet in load_workbook(io.BytesIO(content)).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert OUR_OWN.fullmatch(str(cell.value)), f"{name} {cell.coordinate} {cell.value}"
                elif cell.value is not None and not isinstance(cell.value, (int, float)):
                    found.append(str(cell.value))
                if cell.comment:
                    found.append(cell.comment.text)
    return found


def judged(offered: Offered, *originals: str) -> dict[str, int]:
    """File -> how many of its cells were made harmless; no cell starts a formula. Originals are given as they came."""
    made: dict[str, int] = {}
    for key, make in offered.items():
        name = key.partition(" ")[2]
        if name.endswith(PICTURES) or name in originals or name.endswith(".json"):
            continue
        found = texts(name, make())
        assert [cell for cell in found if cell.startswith(STARTS)] == [], name
        made[name] = made.get(name, 0) + sum(cell.startswith("'") for cell in found)
    return made


def test_files_of_scenarios(show: Show, offered: Offered, filled: tuple[Database, Filled]) -> None:
    screen = show("scenarios.py")
    for tab in [tab.label for tab in screen.at.tabs]:
        screen.open_tab("phuong-an-the", tab)
    assert judged(offered)["so-sanh-phuong-an.csv"] > 0
    (content,) = {make() for key, make in offered.items() if key.endswith(".json")}
    assert json.loads(content)["name"] in FORMULAS


def test_files_of_law_the_record_and_the_map(show: Show, offered: Offered, filled: tuple[Database, Filled]) -> None:
    screen = show("law.py")
    assert screen.control("van-ban-muc").value == protection.NORM.key
    show("audit.py")
    show("district_map.py")
    show("district_map.py", bando_chon="347,349", bando_cach_xem="bang")
    made = judged(offered)
    assert made["protection-norm.csv"] > 0
    assert next(count for name, count in made.items() if name.startswith("nhat-ky-")) > 30
    assert any(name.endswith(".xlsx") for name in made)


@pytest.mark.parametrize("dataset", hostile.WRONG)
def test_marked_files_and_templates(
    show: Show, offered: Offered, filled: tuple[Database, Filled], dataset: str
) -> None:
    show("upload.py", ban_nhap=filled[1].drafts[dataset])
    show("upload.py", tai_tep_loai=dataset)
    made = judged(offered)
    assert next(count for name, count in made.items() if "danh-dau-loi" in name) > 8
    assert any(name.startswith("bieu-mau") for name in made)


@pytest.mark.parametrize(
    "file",
    [
        "employment.py",
        *(pytest.param(one.file, marks=pytest.mark.long) for one in PAGES if one.file != "employment.py"),
    ],
)
def test_files_of_a_page(show: Show, offered: Offered, filled: tuple[Database, Filled], file: str) -> None:
    screen = show(file)
    for tab in [tab.label for tab in screen.at.tabs]:
        for spec in PAGES:
            if spec.file == file and spec.prefix:
                screen.open_tab(f"{spec.prefix}bang", tab)
    screen.unfold()
    judged(offered)


def test_batches_and_the_board(show: Show, offered: Offered, filled: tuple[Database, Filled]) -> None:
    """An original file leaves as it came; the board of what was sent does not hand out a formula."""
    screen = show("history.py", xem="da-gui")
    screen.at.session_state["lich-su-ban"] = filled[1].batches[0]
    screen.run()
    assert any(name.startswith("tinh-hinh-gui-") for name in judged(offered))


@pytest.mark.parametrize("dataset", ["indicators", "households", "targets", "areas", "budget", "payments"])
def test_exports_keep_real_negative_numbers_as_numbers(filled: tuple[Database, Filled], dataset: str) -> None:
    database, _made = filled
    negative = 0
    for period in ("2023", "2024", "2023-12", "2023-12-31"):
        try:
            with database.reading() as connection:
                content = export(connection, version(database), dataset, period, "xlsx")
        except ValueError:
            continue
        assert [cell for cell in texts("a.xlsx", content) if cell.startswith(STARTS)] == []
        for sheet in load_workbook(io.BytesIO(content)).worksheets:
            for row in sheet.iter_rows(values_only=True):
                negative += sum(isinstance(cell, (int, float)) and cell < 0 for cell in row)
    assert negative > 0 or dataset != "indicators"
