"""The sentences of a what-if for falls, provincial rises and every kind of "nothing changes"."""

from collections.abc import Callable
from datetime import date

import pytest

from models.policy.answers import whatif
from models.policy.answers.whatif import MERIT_AREA, PROTECTION_AREA, WhatIf
from models.policy.levers.clock import Clock
from models.policy.levers.levers import LeverValue
from pages.ui.answers import words as answers_words
from pages.ui.session import loaders
from tests.pages import shared

Found = Callable[..., WhatIf]
data_folder = shared.data_folder


@pytest.fixture(scope="module")
def found(data_folder) -> Found:
    """`found(btxh_muc_chuan=500000)`: the what-if of levers by parameter, without the illustrative split; the prefix
    says of which page, `moc` on which day the clock stands."""
    data = loaders.data()
    baseline = loaders.baseline(data.version, False)

    def compute(moc: str = "2023-12-31", **moved: LeverValue) -> WhatIf:
        named = {name.replace("_", "-"): value for name, value in moved.items()}
        area = MERIT_AREA if any(name.startswith(MERIT_AREA.prefix) for name in named) else PROTECTION_AREA
        assert set(named) <= {lever.parameter for lever in area.all_levers}
        on = Clock(date.fromisoformat(moc), data.law)
        values: dict[str, LeverValue] = {}
        for lever in sorted(area.all_levers, key=lambda lever: lever.follows == "norm"):
            start = values[area.applies_from.key] if lever is area.norm else None
            values[lever.key] = named.get(lever.parameter, on.position(lever, start))
        return whatif.compute(on, baseline, values, area)

    return compute


def test_the_agreed_sentence(found: Found) -> None:
    assert answers_words.headline(found(btxh_muc_chuan=500_000)) == (
        "Nâng mức chuẩn từ 360.000 lên 500.000 đồng/tháng từ 01/7/2024: kinh phí tăng khoảng 9,33 tỷ đồng/tháng "
        "(38,9%); năm ngân sách 2024 tăng khoảng 56 tỷ đồng, năm 2025 tăng khoảng 112 tỷ đồng. Tính trên 45.575 người."
    )


@pytest.mark.parametrize(
    ("norm", "monthly"),
    [
        (400_000, "2,67"),
        (450_000, "6"),
        (540_000, "12"),
        (600_000, "16"),
        (650_000, "19,33"),
        (700_000, "22,67"),
        (750_000, "26"),
    ],
)
def test_the_reference_increments(found: Found, norm: int, monthly: str) -> None:
    assert f"kinh phí tăng khoảng {monthly} tỷ đồng/tháng" in answers_words.headline(found(btxh_muc_chuan=norm))


def test_a_fall_in_people_is_a_fall_in_money(found: Found) -> None:
    assert answers_words.headline(found(btxh_so_nguoi=-10)).startswith(
        "Số đối tượng giảm 10% từ 01/7/2024: kinh phí giảm khoảng 2,4 tỷ đồng/tháng (10%); năm ngân sách 2024 giảm "
        "khoảng "
    )


def test_a_rise_of_the_province_names_the_province(found: Found) -> None:
    sentence = answers_words.headline(
        found(
            btxh_muc_chuan=600_000, btxh_tinh_nang="1", btxh_gom_huu_tri="1", btxh_tu_thang="2027-01", moc="2026-11-24"
        )
    )
    assert sentence.startswith(
        "Tỉnh nâng mức chuẩn từ 540.000 lên 600.000 đồng/tháng từ 01/01/2027: kinh phí tăng khoảng 4 tỷ đồng/tháng "
        "(11,1%); năm ngân sách 2027 tăng khoảng 48 tỷ đồng"
    )


def test_a_rise_of_the_province_leaves_the_social_pension_out_unless_it_says_so(found: Found) -> None:
    """4 tỷ less 60.000 for each of the 18.581 people of 80 and over."""
    resolution = found(btxh_muc_chuan=600_000, btxh_tu_thang="2027-01", moc="2026-11-24")
    assert answers_words.headline(resolution).startswith(
        "Tỉnh nâng mức chuẩn từ 540.000 lên 600.000 đồng/tháng từ 01/01/2027: kinh phí tăng khoảng 2,89 tỷ đồng/tháng "
        "(8%); năm ngân sách 2027 tăng khoảng 34,62 tỷ đồng"
    )
    assert resolution.main.increase_vnd == 4_000_000_000 - 18_581 * 60_000
    assert resolution.main.years[4].increase_vnd == 12 * resolution.main.increase_vnd
    assert answers_words.pension(resolution).startswith("Không gồm hưu trí xã hội của khoảng 18.600 người ")
    with_pension = found(btxh_muc_chuan=600_000, btxh_tu_thang="2027-01", btxh_gom_huu_tri="1", moc="2026-11-24")
    assert answers_words.pension(with_pension).startswith("Đã gồm trợ cấp hưu trí xã hội của khoảng ")
    assert answers_words.pension(found(btxh_muc_chuan=600_000)) == "", "the report's law knows none"


def test_the_last_year_of_the_horizon_has_no_next_one(found: Found) -> None:
    assert "2028" not in answers_words.headline(found(btxh_muc_chuan=500_000, btxh_tu_thang="2027-06"))


def test_nothing_moved(found: Found) -> None:
    said = answers_words.headline(found())
    assert said.startswith(
        "Chưa thay đổi gì so với hiện hành: 360.000 đồng/tháng đã là quy định. Theo quy định tính đến ngày "
        "31/12/2023: mức chuẩn 360.000"
    )


def test_the_law_already_gives_as_much(found: Found) -> None:
    said = answers_words.headline(found(btxh_muc_chuan=500_000, btxh_tu_thang="2024-07", moc="2026-11-24"))
    assert said.startswith("Chưa thay đổi gì so với hiện hành: 500.000 đồng/tháng đã là quy định. Theo quy định tính")
    assert "đến ngày 24/11/2026: mức chuẩn 500.000" in said
    assert "(Nghị định 76/2024/NĐ-CP)" in said


def test_below_what_the_law_gives(found: Found) -> None:
    lower = found(btxh_muc_chuan=400_000, moc="2024-12-31")
    assert answers_words.headline(lower).startswith(
        "Hạ mức chuẩn từ 500.000 xuống 400.000 đồng/tháng từ 01/02/2025: kinh phí giảm khoảng 6,67 tỷ đồng/tháng (20%)"
    )
    assert "NSTW hỗ trợ: chưa xác định" in answers_words.who_pays(lower)
    too_short = found(btxh_muc_chuan=400_000, btxh_den_thang="2025-01", moc="2024-12-31")
    assert answers_words.headline(too_short).startswith("Không thay đổi gì: mức thấp hơn chỉ tính từ danh sách chi trả")


def test_a_first_payment_moved_alone_acts_only_together_with_a_change(found: Found) -> None:
    said = answers_words.headline(found(btxh_tu_thang="2026-07", btxh_chi_tu="2026-12", moc="2026-11-24"))
    assert said.startswith(
        "Không thay đổi gì: 540.000 đồng/tháng đã là quy định, dời riêng tháng chi trả thì không có gì để trả chậm. "
        "Tháng chi trả chỉ có tác dụng cùng một thay đổi (mức chuẩn, hệ số, diện hưởng)."
    )
    assert said.endswith("Bấm “Xem tác động của NĐ 335/2026” để dời tháng chi trả của chính văn bản này.")
    assert "Bấm" not in answers_words.headline(found(btxh_chi_tu="2024-12")), "the norm of 2021 has no button"
    decree = found(btxh_muc_chuan=540_000, btxh_tu_thang="2026-07", btxh_chi_tu="2026-12", moc="2026-08-20")
    assert decree.main.back_pay_vnd == 5 * decree.main.increase_vnd, "on the law before it, July to November"


@pytest.mark.parametrize(
    ("vnd", "words"),
    [(9_333_333_333, "tăng khoảng 9,33 tỷ đồng"), (-56_000_000_000, "giảm khoảng 56 tỷ đồng"), (0, "không đổi")],
)
def test_change_in_words(vnd: int, words: str) -> None:
    assert answers_words.change_words(vnd) == words


def test_who_pays_never_says_nought_for_unknown(found: Found) -> None:
    national = answers_words.who_pays(found(btxh_muc_chuan=500_000))
    assert "NSTW hỗ trợ: chưa xác định" in national
    province = answers_words.who_pays(found(btxh_muc_chuan=500_000, btxh_tinh_nang="1"))
    assert "phần tỉnh nâng riêng: NSTW không hỗ trợ" in province
    for said in (national, province, answers_words.who_pays(found())):
        assert "NSTW hỗ trợ: 0" not in said
    for untouched in (found(), found(ncc_nam="2024")):
        assert "không đổi/tháng" not in answers_words.who_pays(untouched)


def test_a_month_without_change_is_unchanged_and_not_unchanged_a_month(found: Found) -> None:
    said = answers_words.headline(found(ncc_giam_thang="5"))
    assert said.startswith(
        "Số đối tượng thay đổi dần từ 01/7/2024: kinh phí không đổi (0%); năm ngân sách 2024 giảm khoảng "
    )


def test_an_estimate_that_is_enough(found: Found) -> None:
    enough = found(btxh_muc_chuan=500_000, btxh_du_toan=350_000)
    said = answers_words.budget(enough.budget, enough.year)
    assert said == "**Dự toán 2024:** 350 tỷ đồng; ước chi cả năm 344 tỷ đồng; thừa 6 tỷ đồng"


def test_an_estimate_of_nothing_runs_out_at_once(found: Found) -> None:
    none = found(btxh_muc_chuan=500_000, btxh_du_toan=0)
    said = answers_words.budget(none.budget, none.year)
    assert "thiếu 344 tỷ đồng" in said
    assert "không đủ chi ngay từ tháng 1/2024" in said
    assert "tháng 12/2023" not in said, "before January there is no month of this budget year"


def test_what_the_press_said_is_not_verified(found: Found) -> None:
    assert found(btxh_muc_chuan=500_000).is_verified
    assert not found(btxh_muc_chuan=750_000).is_verified
    assert not found(btxh_muc_chuan=540_000).is_verified


def test_the_law_s_day_is_the_end_of_the_figures_month_unless_chosen(found: Found) -> None:
    assert found().scenario.law_as_of == date(2023, 12, 31)
    assert found(moc="2024-12-31").scenario.law_as_of == date(2024, 12, 31)


@pytest.mark.parametrize(
    ("moved", "words"),
    [
        (
            {"btxh_muc_chuan": 500_000},
            "Trong khoảng: tăng khoảng 9,33 tỷ đồng đến 9,72 tỷ đồng/tháng, vì báo cáo ghi “trên 24 tỷ đồng/tháng”.",
        ),
        (
            {"btxh_muc_chuan": 750_000},
            "Trong khoảng: tăng khoảng 26 tỷ đồng đến 27,08 tỷ đồng/tháng, vì báo cáo ghi “trên 24 tỷ đồng/tháng”.",
        ),
    ],
)
def test_the_range_names_its_ends_and_its_reason(found: Found, moved: dict[str, LeverValue], words: str) -> None:
    """24 to under 25 tỷ, times 140/360 and 390/360."""
    assert answers_words.interval(found(**moved)) == words


def test_the_assumed_people_have_a_range_of_their_own(found: Found) -> None:
    said = answers_words.interval(found(btxh_ha_tuoi=1))
    assert said.startswith(
        "Trong khoảng: tăng khoảng 1,3 tỷ đồng đến 1,87 tỷ đồng/tháng, vì số người 75 - dưới 80 tuổi được thêm từ "
        "3.600 đến 5.200"
    ), "3.600 and 5.200 × 360.000"


def test_where_nothing_is_uncertain_or_nothing_changes_no_range_is_said(found: Found) -> None:
    assert answers_words.interval(found()) == ""
    assert answers_words.interval(found(btxh_muc_chuan=540_000, moc="2026-11-24")) == ""
    early: dict[str, LeverValue] = {"btxh_tu_thang": "2024-07", "btxh_chi_tu": "2024-07"}
    assert answers_words.interval(found(btxh_muc_chuan=500_000, **early, moc="2024-12-31")) == ""


def test_a_range_too_narrow_for_a_sentence_is_left_to_its_tab(found: Found) -> None:
    """ "gần 47.701 triệu" is one triệu wide: both ends round to the same words."""
    merit = found(ncc_muc_chuan=2_789_000)
    assert merit.range.is_a_range
    assert answers_words.interval(merit) == ""


@pytest.mark.parametrize(
    ("moved", "what"),
    [
        ({"btxh_hs_kt_nang": "4"}, "Đổi hệ số từ 01/7/2024: kinh phí tăng khoảng 1,93 tỷ đồng/tháng (8,1%)"),
        (
            {"btxh_nguoi_kt_nang": 1_000},
            "Thêm, bớt đối tượng theo nhóm từ 01/7/2024: kinh phí tăng khoảng 540 triệu đồng/tháng",
        ),
        (
            {"btxh_nguoi_kt_nang": -1_000},
            "Thêm, bớt đối tượng theo nhóm từ 01/7/2024: kinh phí giảm khoảng 540 triệu đồng/tháng",
        ),
        (
            {"btxh_them_kt_nhe": 1_000},
            "Mở rộng diện hưởng từ 01/7/2024: kinh phí tăng khoảng 360 triệu đồng/tháng (1,5%)",
        ),
        (
            {"btxh_them_kt_nhe": 1_000, "btxh_hs_nhom_them": "3"},
            "Mở rộng diện hưởng từ 01/7/2024: kinh phí tăng khoảng 540 triệu đồng/tháng",
        ),
        (
            {"btxh_muc_chuan": 500_000, "btxh_den_thang": "2024-12"},
            "Nâng mức chuẩn từ 360.000 lên 500.000 đồng/tháng từ 01/7/2024, đến hết tháng 12/2024: kinh phí tăng "
            "khoảng 9,33 tỷ",
        ),
        (
            {"btxh_muc_chuan": 500_000, "btxh_lo_trinh": "2x6"},
            "Nâng mức chuẩn từ 360.000 lên 500.000 đồng/tháng theo 2 bước đến tháng 1/2025 từ 01/7/2024: kinh phí "
            "tăng khoảng 9,33 tỷ",
        ),
    ],
)
def test_every_kind_of_measure_is_named(found: Found, moved: dict[str, LeverValue], what: str) -> None:
    """10.739 × 0,5 × 360.000; 1.000 × 1,5 × 360.000; 1.000 × 1,0 × 360.000."""
    assert answers_words.headline(found(**moved)).startswith(what)


def test_a_resolution_that_ends_costs_nothing_after(found: Found) -> None:
    said = answers_words.headline(found(btxh_muc_chuan=500_000, btxh_den_thang="2024-12"))
    assert "năm ngân sách 2024 tăng khoảng 56 tỷ đồng, năm 2025 không đổi" in said


def test_a_resolution_that_ends_before_it_starts_says_so(found: Found) -> None:
    said = answers_words.headline(found(btxh_muc_chuan=500_000, btxh_den_thang="2024-01"))
    assert said == "Không thay đổi gì: tháng kết thúc trước tháng 7/2024, tháng áp dụng. Chọn lại thời hạn."
