"""How far a ceiling reaches: the highest norm for the money there is, on the screen.

Belongs here: the tab and its button. The search has its own tests.
"""

from collections.abc import Callable

import pytest

from tests.pages.screen import Screen

Show = Callable[..., Screen]
TABS, CEILING, PER, SET = "btxh-bang", "btxh-tran", "btxh-tran-theo", "btxh-dat-muc"


@pytest.fixture
def tab(show: Show) -> Screen:
    return show("protection.py").open_tab(TABS, "Tính ngược từ kinh phí")


def answer(screen: Screen) -> str:
    """The last sentence in large: the first is the page's own headline, when it has one."""
    return [said for said in screen.of("markdown") if said.startswith("#### ")][-1].removeprefix("#### ")


def test_the_ceiling_of_meeting_a_reaches_meeting_a(tab: Screen) -> None:
    tab.set(CEILING, 9_334)
    assert answer(tab).startswith(
        "Thêm 9,33 tỷ đồng mỗi tháng thì từ tháng 7/2024 nâng được tới 500.000 đồng/tháng (tăng khoảng 9,33 tỷ đồng); "
        "510.000 đồng thì tăng khoảng 10 tỷ đồng."
    )


def test_one_million_less_reaches_one_step_less(tab: Screen) -> None:
    tab.set(CEILING, 9_333)
    assert "nâng được tới 490.000 đồng/tháng" in answer(tab)


def test_a_year_s_ceiling_counts_the_months_of_that_year(tab: Screen) -> None:
    tab.set(PER, "year").set(CEILING, 56_000)
    assert "cả năm ngân sách 2024" in answer(tab)
    assert "nâng được tới 500.000 đồng/tháng" in answer(tab)


def test_too_little_for_one_step_says_so(tab: Screen) -> None:
    tab.set(CEILING, 100)
    assert answer(tab).startswith("Thêm 100 triệu đồng mỗi tháng chưa đủ nâng một bậc từ tháng 7/2024")
    assert not [button for button in tab.at.button if button.key == SET]


def test_more_than_the_slider_reaches_says_so(tab: Screen) -> None:
    tab.set(CEILING, 1_000_000)
    assert "1.000.000 đồng/tháng" in answer(tab)
    assert answer(tab).endswith("đây là mức cao nhất của thanh kéo.")


def test_the_answer_can_be_set_as_the_norm(tab: Screen) -> None:
    tab.set(CEILING, 9_334).press(SET)
    assert tab.control("btxh-muc-chuan").value == 500_000
    assert tab.headline.startswith("Nâng mức chuẩn từ 360.000 lên 500.000")
