"""The what-if pages once every district has sent its figures: exact, without range or illustrative districts."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from data.engine import open_database
from data.settings import read_settings
from models.policy.answers.whatif import AREAS, MERIT_AREA, PROTECTION_AREA, WhatIfArea
from tests.data.uploads import NAMES, apply, upload
from tests.pages import shared
from tests.pages.arithmetic import column_gaps, differences
from tests.pages.lever_positions import as_query, moved, untouched
from tests.pages.screen import Screen
from tests.pages.screens.whatif.norm.test_whatif_tabs import NAMES as TABS, opened_tabs, trouble

FILES = {PROTECTION_AREA.prefix: "protection.py", MERIT_AREA.prefix: "merit.py"}
SENT = {"Bảo trợ xã hội": (7_500, 4_100_000_000), "Người có công": (3_400, 7_900_000_000)}
DISTRICTS = "Huyện, thị xã, thành phố"


@pytest.fixture(scope="module", autouse=True)
def data_folder(seeded, postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Six districts x two programmes of December 2023; districts differ by one person each."""
    with shared.own_database(seeded, postgres, tmp_path_factory.mktemp("sent")) as folder:
        database = open_database(read_settings())
        rows = [
            f"{code},{name},2023-12,{programme},{people + place},{vnd}"
            for programme, (people, vnd) in SENT.items()
            for place, (code, name) in enumerate(NAMES.items())
        ]
        apply(database, upload(folder, *rows))
        database.dispose()
        yield folder


def opened(area: WhatIfArea, norm: int) -> Screen:
    return Screen.opened(FILES[area.prefix], **as_query(area, {**untouched(area), area.norm.key: norm}))


@pytest.fixture(scope="module")
def protection(data_folder: Path) -> Screen:
    """500.000 from July 2024 on the districts' figures; read only."""
    return opened(PROTECTION_AREA, 500_000)


def test_the_sentence_stands_on_the_districts_own_sums(protection: Screen) -> None:
    assert protection.headline == (
        "Nâng mức chuẩn từ 360.000 lên 500.000 đồng/tháng từ 01/7/2024: kinh phí tăng khoảng 9,57 tỷ đồng/tháng "
        "(38,9%); năm ngân sách 2024 tăng khoảng 57,4 tỷ đồng, năm 2025 tăng khoảng 114,8 tỷ đồng. Tính trên 45.015 "
        "người."
    ), "24.600 × 140 / 360"
    assert "Số liệu: đơn vị cập nhật, tháng 12/2023, bản 2." in protection.top


def test_exact_figures_have_no_hedge_and_no_range(protection: Screen) -> None:
    assert protection.metric("Kinh phí 07/2024") == "34,17 tỷ"
    assert "Trong khoảng" not in protection.said
    assert not [said for said in protection.of("caption") if "trên 24 tỷ" in said]


def test_the_tab_of_ranges_says_there_is_none() -> None:
    for area in AREAS:
        screen = opened(area, area.norm.presets[1].value).open_tab(f"{area.prefix}bang", "Dao động")
        assert "kết quả không có khoảng dao động" in " ".join(screen.of("info"))
        assert not [table for table in screen.tables if table[0][0] == "Yếu tố"]


def test_districts_are_exact_and_sum_to_the_province() -> None:
    screen = opened(PROTECTION_AREA, 500_000).open_tab("btxh-bang", "Huyện")
    rows = screen.table(DISTRICTS)
    assert [row[:3] for row in rows[:2]] == [["Phủ Lý", "7.500", "4.100"], ["Duy Tiên", "7.501", "4.100"]]
    assert len(rows) == 7
    assert rows[-1] == ["Toàn tỉnh", "45.015", "24.600", "34.166,7", "+9.566,7"]
    assert "≈" not in " ".join(cell for row in rows for cell in row)
    assert "MINH HỌA" not in screen.said
    assert not [toggle for toggle in screen.at.toggle if "minh họa" in toggle.label]


def test_merit_stands_on_the_districts_sums_as_well() -> None:
    screen = opened(MERIT_AREA, 2_789_000)
    assert "Tính trên 20.415 người." in screen.headline
    assert screen.metric("Kinh phí 07/2024") == "64,33 tỷ", "47.400 × 64.733,6 / 47.701, the mix being the same"
    rows = screen.open_tab("ncc-bang", "Huyện").table(DISTRICTS)
    assert rows[-1][1:3] == ["20.415", "47.400"]


@pytest.mark.parametrize("area", AREAS, ids=lambda area: area.slug)
@pytest.mark.parametrize("board", ["untouched", "everything"])
def test_every_tab_says_something_in_vietnamese(area: WhatIfArea, board: str) -> None:
    values = untouched(area) if board == "untouched" else moved(area)
    screen = Screen.opened(FILES[area.prefix], **as_query(area, values))
    found = {tab: trouble(shown, tab) for tab, shown in opened_tabs(screen, area)}
    assert list(found) == list(TABS)
    assert {tab: what for tab, what in found.items() if what} == {}


@pytest.mark.parametrize("area", AREAS, ids=lambda area: area.slug)
def test_the_arithmetic_of_districts_adds_up(area: WhatIfArea) -> None:
    screen = opened(area, int(area.norm.presets[1].value)).open_tab(f"{area.prefix}bang", "Cách tính")
    assert differences(screen) == {}
    assert column_gaps(screen) == [0, 0]
    assert screen.row("Đầu vào", "Số đối tượng của kỳ số liệu")[2] == "đơn vị cập nhật, kỳ 12/2023"
