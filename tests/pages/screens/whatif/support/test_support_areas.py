"""Every support area on the shared page: empty, with all its levers by link, every tab, its targets, its way to a
target."""

from collections.abc import Callable

import pytest

from models.policy.answers.support_result import purse_of
from models.policy.areas.catalogue import AREAS
from models.policy.areas.poverty import AREA as POVERTY
from models.policy.areas.support import SupportArea
from models.policy.areas.training import AREA as TRAINING
from models.policy.levers.levers import LeverValue
from pages._registry import PAGES
from tests.pages import shared
from tests.pages.lever_positions import as_query, as_widgets, moved
from tests.pages.screen import Screen
from tests.pages.support_pages import ON_LATE_2026, file_of, filled, query

Show = Callable[..., Screen]
data_folder = shared.data_folder
LONGEST = 28
"""Letters, bold, that the narrow list of pages shows at 1366 pixels."""
each_area = pytest.mark.parametrize("area", AREAS, ids=lambda area: area.slug)


@each_area
def test_an_untouched_area_says_who_has_its_figures(show: Show, area: SupportArea) -> None:
    screen = show(file_of(area))
    assert screen.headline.startswith("Chưa tính được kinh phí")
    assert screen.said.count("Nơi giữ số: ") == len(area.parts)
    assert [tab.label for tab in screen.at.tabs if tab.label in ("Khoản", "Cách tính")] == []


@each_area
def test_an_untouched_area_says_once_how_figures_come_in(show: Show, area: SupportArea) -> None:
    screen = show(file_of(area))
    links = [link.proto.label for link in screen.at.get("page_link")]
    assert sorted(links) == sorted(set(links))
    assert screen.of("warning") == []


def test_every_page_has_a_name_that_the_list_of_pages_does_not_cut() -> None:
    assert [spec.file for spec in PAGES if len(spec.menu or spec.title) > LONGEST] == []


@each_area
def test_one_link_moves_every_lever_at_once(show: Show, area: SupportArea) -> None:
    board = moved(area)
    asked = as_query(area, board)
    assert len(asked) == len(area.all_levers)
    screen = show(file_of(area), **asked)
    assert not [warning for warning in screen.of("warning") if warning.startswith("Liên kết có thông số")]
    widgets = as_widgets(area, board)
    assert {name: screen.control(name).value for name in widgets} == widgets


@each_area
def test_with_all_figures_every_tab_opens_and_no_source_is_added_to_another(show: Show, area: SupportArea) -> None:
    screen = show(file_of(area), **query(filled(area), area), **ON_LATE_2026)
    purses = {purse_of(line.scheme) for line in area.lines}
    assert screen.headline.startswith("Từ ")
    for purse in purses:
        assert purse.lower() in screen.headline.lower()
    assert len(screen.table("Khoản")) == len(area.lines) + len(purses)
    for label in [tab.label for tab in screen.at.tabs]:
        screen.open_tab(f"{area.prefix}bang", label)
        assert screen.headline.startswith("Từ ")
    rows = screen.open_tab(f"{area.prefix}bang", "Cách tính").table("Khoản")
    assert sum(1 for row in rows if row[1] == "hiện nay") == len(area.lines)
    assert all(" = " in row[2] and row[2].endswith(" đồng/tháng") for row in rows)


@pytest.mark.parametrize(
    ("area", "start", "said"),
    [
        (
            POVERTY,
            {"poverty.target": "15", "poverty.target_year": "2025"},
            "Tỷ lệ hộ nghèo: 2,11% năm 2023, chỉ tiêu 1,5% đến hết năm 2025; −0,61 điểm phần trăm trong 2 năm, bình "
            "quân −0,31 điểm phần trăm mỗi năm.",
        ),
        (
            TRAINING,
            {"training.target": "800", "training.target_year": "2025"},
            "Tỷ lệ lao động qua đào tạo: 74% năm 2023, chỉ tiêu 80% đến hết năm 2025; +6 điểm phần trăm trong 2 năm, "
            "bình quân +3 điểm phần trăm mỗi năm.",
        ),
    ],
    ids=["giam-ngheo", "dao-tao"],
)
def test_the_way_to_a_target_is_in_points_of_percentage(
    show: Show, area: SupportArea, start: dict[str, LeverValue], said: str
) -> None:
    screen = show(file_of(area), **query(start, area))
    screen.open_tab(f"{area.prefix}bang", "Lộ trình đến chỉ tiêu")
    assert said in screen.said
    (way,) = [table for table in screen.tables if table[0][0] == "Hết năm"]
    assert [row[0] for row in way[1:]] == ["2024", "2025"]


def test_the_countrys_targets_stand_with_their_year_and_document(show: Show) -> None:
    screen = show("gender.py")
    (targets,) = [table for table in screen.tables if "Căn cứ" in table[0]]
    leaders = [row for row in targets[1:] if row[0] == "Tỷ lệ cơ quan có lãnh đạo chủ chốt là nữ"]
    assert [row[1:5] for row in leaders] == [
        ["Mục tiêu quốc gia", "2025", "từ 60% trở lên", "chưa có số liệu"],
        ["Mục tiêu quốc gia", "2030", "từ 75% trở lên", "chưa có số liệu"],
    ]
    assert all("Nghị quyết 28/NQ-CP" in row[8] for row in leaders)
    points = screen.chart()["layer"][0]["data"]["values"]
    assert {(row["y"], row["v"]) for row in points} == {(2025, 60.0), (2030, 75.0)}


@pytest.mark.parametrize("area", AREAS, ids=lambda area: area.slug)
def test_each_case_card_opens_with_its_sums(show: Show, area: SupportArea) -> None:
    screen = show(file_of(area))
    if "Trường hợp cụ thể" not in [tab.label for tab in screen.at.tabs]:
        return
    screen.open_tab(f"{area.prefix}bang", "Trường hợp cụ thể")
    picked = screen.control(f"{area.prefix}th-the")
    for card in picked.options:
        screen.control(f"{area.prefix}th-the").select(card)
        screen.run()
        (sums,) = [table for table in screen.tables if "Phép tính" in table[0]]
        assert len(sums) > 1
        assert "Căn cứ: " in screen.said


def test_targets_nobody_has_held_against_the_original_are_marked_before_any_figure_too(show: Show) -> None:
    said = show("social_evils.py").said
    assert "Quyết định 1629/QĐ-TTg năm 2021 (chưa kiểm chứng)" in said
