"""How far a ceiling reaches: the highest norm, coefficient or headcount for the money there is, on the screen."""

from collections.abc import Callable

import pytest

from tests.pages import shared
from tests.pages.screen import Screen

Show = Callable[..., Screen]
data_folder = shared.data_folder
TABS, CEILING, PER, SET = "btxh-bang", "btxh-tran", "btxh-tran-theo", "btxh-dat-muc"
WHAT, GROUP, NAME = "btxh-tran-muc", "btxh-tran-nhom", "Tính ngược từ kinh phí"


@pytest.fixture
def tab(show: Show) -> Screen:
    return show("protection.py").open_tab(TABS, NAME)


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


def button(screen: Screen, key: str = SET) -> str:
    """What the button that sets the answer says."""
    (label,) = [one.label for one in screen.at.button if one.key == key]
    return str(label)


def test_the_highest_coefficient_of_a_group(tab: Screen) -> None:
    """10.739 people x 360.000 for each whole coefficient: 3.866 triệu for +1,0, 5.799 for +1,5."""
    tab.set(WHAT, "coefficient").set(GROUP, "disab_severe").set(CEILING, 4_000)
    assert answer(tab) == (
        "Thêm 4 tỷ đồng mỗi tháng thì từ tháng 7/2024 được tới hệ số 2,5: Khuyết tật nặng (tăng khoảng 3,87 tỷ đồng); "
        "hệ số 3,0 thì tăng khoảng 5,8 tỷ đồng."
    )
    assert button(tab) == "Đặt hệ số 2,5"
    tab.press(SET)
    assert tab.control("btxh-hs-kt-nang").value == "5"
    assert tab.headline.startswith("Đổi hệ số từ 01/7/2024: kinh phí tăng khoảng 3,87 tỷ đồng/tháng")
    assert tab.control("btxh-muc-chuan").value == 360_000


def test_the_highest_number_of_people_of_a_group(tab: Screen) -> None:
    """540.000 đồng a person: 1 tỷ is 1.851 people."""
    tab.set(WHAT, "people").set(GROUP, "disab_severe").set(CEILING, 1_000)
    assert answer(tab).startswith(
        "Thêm 1 tỷ đồng mỗi tháng thì từ tháng 7/2024 được tới thêm 1.851 người: Khuyết tật nặng ("
    )
    assert button(tab) == "Đặt thêm 1.851 người"
    tab.press(SET)
    assert tab.control("btxh-nguoi-kt-nang").value == 1_851
    assert "Tính trên 47.426 người." in tab.headline


def test_other_levers_stay_as_they_stand(tab: Screen) -> None:
    tab.set("btxh-muc-chuan", 500_000).set(WHAT, "people").set(GROUP, "disab_severe").set(CEILING, 10_000)
    assert "được tới thêm 888 người" in answer(tab), "666,67 triệu left for 750.000 đồng a person"


def test_too_little_for_half_a_coefficient_says_so(tab: Screen) -> None:
    tab.set(WHAT, "coefficient").set(GROUP, "disab_severe").set(CEILING, 1_000)
    assert answer(tab) == (
        "Thêm 1 tỷ đồng mỗi tháng chưa đủ nâng một bậc từ tháng 7/2024; hệ số 2,0 thì tăng khoảng 1,93 tỷ đồng."
    )
    assert not [one for one in tab.at.button if one.key == SET]
    assert any("làm tròn xuống bậc 0,5 " in said for said in tab.of("caption"))


def test_only_groups_that_have_people_are_offered(tab: Screen) -> None:
    tab.set(WHAT, "coefficient")
    options = tab.control(GROUP).options
    assert "Người khuyết tật nặng" in options
    assert not [option for option in options if "miền núi" in option]


@pytest.fixture
def merit(show: Show) -> Screen:
    return show("merit.py").open_tab("ncc-bang", NAME)


def test_the_norm_of_merit(merit: Screen) -> None:
    merit.set("ncc-tran", 17_033)
    assert "nâng được tới 2.789.000 đồng/tháng (tăng khoảng 17,03 tỷ đồng)" in answer(merit)
    merit.press("ncc-dat-muc")
    assert merit.headline.startswith("Nâng mức chuẩn ưu đãi từ 2.055.000 lên 2.789.000")


def test_suat_of_a_merit_group_have_no_coefficient(merit: Screen) -> None:
    """7.887.000 đồng a heroic mother: 100 triệu is 12."""
    kinds = [option.content for option in merit.control("ncc-tran-muc").proto.options]
    assert kinds == ["Mức chuẩn", "Số suất của một nhóm"]
    merit.set("ncc-tran-muc", "people").set("ncc-tran-nhom", "heroic_mother").set("ncc-tran", 100)
    assert "được tới thêm 12 suất: Bà mẹ Việt Nam anh hùng" in answer(merit)
    merit.press("ncc-dat-muc")
    assert merit.control("ncc-suat-me-vnah").value == 12


def test_each_page_keeps_its_own_ceiling(tab: Screen) -> None:
    tab.set(CEILING, 9_334).go("merit.py").open_tab("ncc-bang", NAME)
    assert tab.control("ncc-tran").value == 5_000
    tab.go("protection.py").open_tab(TABS, NAME)
    assert tab.control(CEILING).value == 9_334
