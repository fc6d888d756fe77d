"""Folded parts of the panel draw their levers only when somebody looks or a lever in them is set; either way all
count."""

from collections.abc import Callable

import pytest

from models.policy.answers.whatif import AREAS, WhatIfArea
from pages.ui.levers.widgets import sections
from tests.pages import shared
from tests.pages.screen import Screen

Show = Callable[..., Screen]
data_folder = shared.data_folder
FILES = {"btxh-": "protection.py", "ncc-": "merit.py"}
UNMOVED = "Chưa đổi gì so với mặc định."
SEVERE = "Đổi hệ số từ 01/7/2024: kinh phí tăng khoảng 3,87 tỷ đồng/tháng"


def folded(area: WhatIfArea) -> list[str]:
    return [
        lever.parameter for section in sections(area) for part in section.parts if part.heading for lever in part.levers
    ]


@pytest.mark.parametrize("area", AREAS, ids=lambda area: area.slug)
def test_looking_into_every_part_draws_all_and_moves_nothing(show: Show, area: WhatIfArea) -> None:
    screen = show(FILES[area.prefix])
    assert not [name for name in folded(area) if screen.has(name)], "a page one only looks at stays quick"
    said = screen.of("info")
    screen.unfold()
    assert all(screen.has(name) for name in folded(area))
    assert screen.of("info") == said
    assert UNMOVED in screen.of("caption")
    assert screen.control(f"{area.prefix}lui").disabled, "looking is no step"
    screen.unfold(fold=True)
    assert not [name for name in folded(area) if screen.has(name)]
    assert UNMOVED in screen.of("caption")


def test_a_lever_set_by_a_link_counts_in_a_folded_part(show: Show) -> None:
    screen = show("protection.py", btxh_hs_kt_nang="2,5")
    assert screen.headline.startswith(SEVERE)
    assert screen.control("btxh-hs-kt-nang").value == "5"
    assert not screen.has("btxh-nguoi-kt-nang"), "other parts stay folded"


def test_a_lever_set_by_hand_counts_after_its_part_is_folded(show: Show) -> None:
    screen = show("protection.py").unfold().set("btxh-hs-kt-nang", "5").unfold(fold=True)
    assert screen.headline.startswith(SEVERE)
    screen.set("btxh-nam", "2025")
    assert screen.headline.startswith(SEVERE)


def test_current_law_is_current_law_in_folded_parts_too(show: Show) -> None:
    screen = show("protection.py", btxh_hs_kt_nang="2,5").press("btxh-ve-hien-hanh")
    assert UNMOVED in screen.of("caption")
    screen.set("btxh-muc-chuan", 500_000)
    assert "đổi hệ số" not in screen.headline
    assert screen.unfold().control("btxh-hs-kt-nang").value is None


def test_going_back_finds_a_lever_whose_part_is_folded(show: Show) -> None:
    screen = show("protection.py").unfold().set("btxh-hs-kt-nang", "5").unfold(fold=True).press("btxh-lui")
    assert UNMOVED in screen.of("caption")
    assert screen.press("btxh-lam-lai").headline.startswith(SEVERE)


def test_a_walk_through_other_pages_keeps_what_stands_in_folded_parts(show: Show) -> None:
    screen = show("protection.py", btxh_hs_kt_nang="2,5").go("overview.py").go("protection.py")
    assert screen.headline.startswith(SEVERE)
