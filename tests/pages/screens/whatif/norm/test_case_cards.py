"""Case cards on the screen: the tab alone, in a small script of its own, on the seed's frames."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from models.periods import Month
from models.policy.cases.case_cards import CARDS
from tests.pages import shared
from tests.pages.screen import Screen

data_folder = shared.data_folder

FIRST = "Người nhận"


def script(names: dict[str, str], given: dict[str, object]) -> None:
    import polars as pl

    from models.periods import Month
    from pages.screens.whatif.norm import cases
    from pages.ui.session import loaders

    data = loaders.data()
    groups = data.groups.with_columns(pl.col("name").replace(names))
    cases.show_case_cards(
        **{
            "groups": groups,
            "amounts": data.amounts,
            "norm_before": 360_000,
            "norm_after": 500_000,
            "national_after": 500_000,
            "overrides": {},
            "area": "protection",
            "month": Month(2024, 12),
            "social_pension": None,
            **given,
        }
    )


def opened(card: str, names: dict[str, str] | None = None, **given: Any) -> Screen:
    """The tab with a card chosen; `names` gives groups other names."""
    area = next(one.area for one in CARDS if one.key == card)
    at = AppTest.from_function(script, args=(names or {}, {"area": area, **given}), default_timeout=30)
    screen = Screen(at)
    screen.run()
    return screen.set(f"th-the-{area}", card)


def sums(screen: Screen) -> list[str]:
    """The third column, with plain spaces: a sum stays in one piece on the screen."""
    return [row[2].replace("\N{NO-BREAK SPACE}", " ") for row in screen.table(FIRST)]


def lines(screen: Screen) -> list[list[str]]:
    """Payee, before, after, increase of every row of the table."""
    return [[row[0], *row[3:]] for row in screen.table(FIRST)]


def keys(screen: Screen) -> set[str]:
    kinds = ("selectbox", "number_input", "toggle", "button")
    return {str(element.key) for kind in kinds for element in getattr(screen.at, kind)}


@pytest.mark.parametrize("card", [card.key for card in CARDS])
@pytest.mark.parametrize(("month", "pension"), [(Month(2024, 12), None), (Month(2025, 12), 500_000)])
def test_every_card_is_shown_with_its_answer(card: str, month: Month, pension: int | None) -> None:
    screen = opened(card, month=month, social_pension=pension)
    assert screen.headline
    assert all(key.startswith("th-") for key in keys(screen))
    assert f"tháng 12/{month.year}" in screen.of("caption")[-1]
    assert "{" not in screen.said


def test_two_payees_are_two_sentences_and_two_rows() -> None:
    screen = opened("khuyet-tat-62")
    assert screen.headline == (
        "Nhận 900.000 đồng/tháng, sau phương án 1.250.000 đồng/tháng (tăng 350.000 đồng). "
        "Hộ, người chăm sóc: nhận 360.000 đồng/tháng, sau phương án 500.000 đồng/tháng (tăng 140.000 đồng)."
    )
    assert lines(screen) == [
        ["Người hưởng", "900.000", "1.250.000", "+350.000"],
        ["Hộ, người chăm sóc", "360.000", "500.000", "+140.000"],
        ["Người lo mai táng", "7.200.000", "10.000.000", "+2.800.000"],
    ]
    own, carer, funeral = screen.table(FIRST)
    assert "điểm e khoản 1 Điều 6" in own[1]
    assert "điểm c khoản 2 Điều 20" in carer[1]
    assert sums(screen) == [
        "2,5 × 360.000 → 2,5 × 500.000",
        "1,0 × 360.000 → 1,0 × 500.000",
        "20 × 360.000 → 20 × 500.000",
    ]
    assert "(một lần)" in funeral[1]


def test_the_children_of_a_single_parent_are_in_the_sum() -> None:
    screen = opened("don-than")
    assert sums(screen)[0] == "2 × 1,0 × 360.000 → 2 × 1,0 × 500.000"
    assert screen.headline.startswith("Nhận 1.260.000 đồng/tháng, sau phương án 1.750.000 đồng/tháng")
    screen.set("th-don-than-children", 3)
    assert sums(screen)[0] == "3 × 1,0 × 360.000 → 3 × 1,0 × 500.000"
    assert screen.headline.startswith("Nhận 1.620.000 đồng/tháng")


def test_a_provincial_rise_does_not_reach_the_carer() -> None:
    screen = opened("khuyet-tat-62", national_after=360_000)
    assert screen.headline.endswith("Hộ, người chăm sóc: nhận 360.000 đồng/tháng, không thay đổi theo phương án.")
    assert lines(screen)[1] == ["Hộ, người chăm sóc", "360.000", "360.000", "0"]
    assert sums(screen)[1] == "1,0 × 360.000"


def test_a_changed_coefficient_stands_on_the_scenarios_side() -> None:
    screen = opened("khuyet-tat-62", norm_after=360_000, national_after=360_000, overrides={"caregiver_own_family": 1})
    assert screen.headline == (
        "Nhận 900.000 đồng/tháng, không thay đổi theo phương án. "
        "Hộ, người chăm sóc: nhận 360.000 đồng/tháng, sau phương án 180.000 đồng/tháng (giảm 180.000 đồng)."
    )
    assert sums(screen)[1] == "1,0 × 360.000 → 0,5 × 360.000"
    assert lines(screen)[1] == ["Hộ, người chăm sóc", "360.000", "180.000", "−180.000"]


def test_both_sides_of_the_fourth_birthday_are_read() -> None:
    screen = opened("mo-coi")
    assert screen.headline.startswith("Nhận 900.000 đồng/tháng, sau phương án 1.250.000")
    (birthday,) = [said for said in screen.of("markdown") if "tròn" in said]
    assert birthday.startswith("Từ tháng tròn 4 tuổi: hệ số 1,5 (Trẻ em từ đủ 4 đến dưới 16 tuổi")
    assert birthday.endswith("Nhận 540.000 đồng/tháng, sau phương án 750.000 đồng/tháng (tăng 210.000 đồng).")
    screen.set("th-mo-coi-age", 4)
    assert screen.headline.startswith("Nhận 540.000 đồng/tháng")
    (birthday,) = [said for said in screen.of("markdown") if "tròn" in said]
    assert birthday.startswith("Sau tháng tròn 16 tuổi: thôi hưởng Trẻ em từ đủ 4")
    assert birthday.endswith("Người này không nhận trợ cấp hằng tháng.")


def test_the_way_back_to_the_example() -> None:
    screen = opened("don-than").set("th-don-than-children", 4).set("th-don-than-disability", "extreme")
    assert screen.headline.startswith("Nhận 2.160.000 đồng/tháng")
    screen.press("th-ve-mau")
    assert screen.control("th-don-than-children").value == 2
    assert screen.control("th-don-than-disability").value == "severe"
    assert screen.headline.startswith("Nhận 1.260.000 đồng/tháng")


def test_an_edited_card_is_found_again_as_it_was_left() -> None:
    screen = opened("mo-coi").set("th-mo-coi-age", 10)
    screen.set("th-the-protection", "gia-co-don").set("th-the-protection", "mo-coi")
    assert screen.control("th-mo-coi-age").value == 10
    assert screen.headline.startswith("Nhận 540.000 đồng/tháng")


def test_a_line_that_is_not_paid_says_why() -> None:
    screen = opened("tuat-80")
    assert screen.headline == "Người này không nhận trợ cấp hằng tháng."
    assert lines(screen)[0] == ["Người hưởng", "không hưởng", "không hưởng", ""]
    assert lines(screen)[1] == ["Người lo mai táng", "7.200.000", "10.000.000", "+2.800.000"]
    assert any("đang có lương hưu" in said for said in screen.of("caption"))
    screen.set("th-tuat-80-pension", "none")
    assert screen.headline.startswith("Nhận 360.000 đồng/tháng")


def test_the_rule_of_overlaps_is_always_beside_a_social_card() -> None:
    assert "một mức cao nhất của Điều 6" in opened("mo-coi").of("caption")[-1]
    assert "Điều 6" not in opened("thuong-binh-45").of("caption")[-1]


def test_the_centre_takes_the_place_of_the_community_allowance() -> None:
    screen = opened("trong-co-so")
    assert screen.headline == (
        "Người này không nhận trợ cấp hằng tháng. Cơ sở trợ giúp xã hội: nhận 1.440.000 đồng/tháng, "
        "sau phương án 2.000.000 đồng/tháng (tăng 560.000 đồng)."
    )
    assert any("đang nuôi dưỡng tại cơ sở" in said for said in screen.of("caption"))
    screen.set("th-trong-co-so-in_centre", False)
    assert screen.headline.startswith("Nhận 720.000 đồng/tháng, sau phương án 1.000.000")


def test_both_sides_of_the_month_the_social_pension_begins() -> None:
    begins = (Month(2025, 7), 500_000)
    screen = opened("khong-luong-huu", pension_begins=begins)
    assert screen.headline == "Người này không nhận trợ cấp hằng tháng."
    assert screen.tables == []
    assert "chưa có trợ cấp hưu trí xã hội" in screen.of("caption")[-1]
    (then,) = [said for said in screen.of("markdown") if said.startswith("Từ tháng 7/2025")]
    assert then == (
        "Từ tháng 7/2025, khi có trợ cấp hưu trí xã hội: Nhận 500.000 đồng/tháng, không thay đổi theo phương án."
    )
    assert not any("7/2025" in said for said in opened("mo-coi", pension_begins=begins).of("markdown"))
    later = opened("khong-luong-huu", month=Month(2025, 7), social_pension=500_000, pension_begins=None)
    assert later.headline == "Nhận 500.000 đồng/tháng, không thay đổi theo phương án."
    assert "chưa có trợ cấp hưu trí xã hội" not in later.of("caption")[-1]


def test_a_merit_card_stands_on_the_tables_handed_in() -> None:
    before = {"invalid.81": 5_335_000, "supplement_81": 1_031_000, "attendant": 2_055_000}
    after = {"invalid.81": 7_240_000, "supplement_81": 1_399_000, "attendant": 2_789_000}
    screen = opened("thuong-binh-81", merit_before=before, merit_after=after)
    assert screen.headline == (
        "Nhận 6.366.000 đồng/tháng, sau phương án 8.639.000 đồng/tháng (tăng 2.273.000 đồng). "
        "Người phục vụ: nhận 2.055.000 đồng/tháng, sau phương án 2.789.000 đồng/tháng (tăng 734.000 đồng)."
    )
    first = screen.table(FIRST)[0]
    assert first[1].startswith("Thương binh, tỷ lệ tổn thương cơ thể 81%. Căn cứ: Nghị định 75/2021/NĐ-CP, Phụ lục II")
    assert first[2:] == ["mức công bố", "5.335.000", "7.240.000", "+1.905.000"]


def test_without_tables_a_merit_card_shows_the_decree_of_the_month() -> None:
    assert opened("thuong-binh-81").headline.startswith("Nhận 8.639.000 đồng/tháng, không thay đổi theo phương án.")
    old = opened("thuong-binh-81", month=Month(2023, 12))
    assert old.headline.startswith("Nhận 6.366.000 đồng/tháng")


def test_an_amount_the_data_do_not_have_is_said_to_be_missing() -> None:
    screen = opened("thuong-binh-81", month=Month(2026, 7))
    assert screen.headline == "Chưa có số liệu về mức hưởng. Người phục vụ: chưa có số liệu về mức hưởng."
    assert lines(screen)[1] == ["Người hưởng", "Chưa có số liệu", "Chưa có số liệu", ""]
    assert sums(screen)[1] == "chưa có số liệu"


def test_the_attendant_is_asked_for_from_81_percent_only() -> None:
    screen = opened("thuong-binh-45")
    assert "th-thuong-binh-45-attendant" not in keys(screen)
    screen.set("th-thuong-binh-45-percent", 81)
    assert "th-thuong-binh-45-attendant" in keys(screen)
    screen.set("th-thuong-binh-45-attendant", True)
    assert "Người phục vụ" in screen.headline
    assert "đặc biệt nặng: chưa có số liệu" in screen.of("caption")[-1]


def test_the_carer_is_asked_for_where_one_is_paid_only() -> None:
    screen = opened("me-khuyet-tat")
    assert "th-me-khuyet-tat-carer" not in keys(screen)
    screen.set("th-me-khuyet-tat-disability", "extreme").set("th-me-khuyet-tat-carer", "family")
    assert "Hộ, người chăm sóc" in screen.headline


def test_holding_both_is_a_switch_where_the_law_leaves_it_open() -> None:
    card = "thuong-binh-khuyet-tat"
    screen = opened(card)
    assert screen.headline.startswith("Nhận 2.236.000 đồng/tháng")
    assert any("hỏi đơn vị" in said for said in screen.of("caption"))
    screen.set(f"th-ca-hai-{card}", True)
    assert screen.headline.startswith("Nhận 3.136.000 đồng/tháng, sau phương án 3.486.000 đồng/tháng")
    screen.press("th-ve-mau")
    assert screen.headline.startswith("Nhận 2.236.000 đồng/tháng")
    assert "th-ca-hai-thuong-binh-45" not in keys(opened("thuong-binh-45"))


def test_a_name_from_the_data_is_never_markup() -> None:
    names = {
        "Trẻ em dưới 4 tuổi không có nguồn nuôi dưỡng": "**đậm** <b>",
        "Trẻ em từ đủ 4 đến dưới 16 tuổi không có nguồn nuôi dưỡng": "[xem](http://x)",
    }
    screen = opened("mo-coi", names=names)
    raw = [element.value for element in screen.at.markdown]
    assert any(r"\*\*đậm\*\* \<b\>" in value for value in raw)
    assert any(r"\[xem\]\(http\://x\)" in value for value in raw)
    assert not any("[xem](" in value for value in raw)
