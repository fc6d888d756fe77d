"""The sentences of a what-if for falls, provincial rises and every kind of "nothing changes".

Belongs here: words made from the engine's figures, without a page.
"""

from collections.abc import Callable
from datetime import date

import pytest

from models.policy.levers import LeverValue
from models.policy.protection import LEVERS, VIEW_LEVERS
from pages.components import loaders, whatif, whatif_words
from pages.components.whatif import WhatIf

Found = Callable[..., WhatIf]


@pytest.fixture
def found(data_folder) -> Found:
    """`found(btxh_muc_chuan=500000)`: the what-if of levers by parameter, without the illustrative split."""
    data = loaders.data()
    baseline = loaders.baseline(data.version, False)

    def compute(**moved: LeverValue) -> WhatIf:
        named = {name.replace("_", "-"): value for name, value in moved.items()}
        levers = (*LEVERS, *VIEW_LEVERS)
        assert set(named) <= {lever.parameter for lever in levers}
        return whatif.compute(
            data.law, baseline, {lever.key: named.get(lever.parameter, lever.default) for lever in levers}
        )

    return compute


def test_the_agreed_sentence(found: Found) -> None:
    assert whatif_words.headline(found(btxh_muc_chuan=500_000)) == (
        "Nâng mức chuẩn từ 360.000 lên 500.000 đồng/tháng từ 01/7/2024: kinh phí tăng khoảng 9,33 tỷ đồng/tháng (38,9%); "
        "năm ngân sách 2024 tăng khoảng 56 tỷ đồng, năm 2025 tăng khoảng 112 tỷ đồng. Tính trên 45.575 người."
    )


@pytest.mark.parametrize(
    ("norm", "monthly"), [(400_000, "2,67"), (450_000, "6"), (540_000, "12"), (600_000, "16"), (650_000, "19,33"), (700_000, "22,67"), (750_000, "26")]
)  # fmt: skip
def test_the_reference_increments(found: Found, norm: int, monthly: str) -> None:
    assert f"kinh phí tăng khoảng {monthly} tỷ đồng/tháng" in whatif_words.headline(found(btxh_muc_chuan=norm))


def test_a_fall_in_people_is_a_fall_in_money(found: Found) -> None:
    assert whatif_words.headline(found(btxh_so_nguoi=-10)).startswith(
        "Số đối tượng giảm 10% từ 01/7/2024: kinh phí giảm khoảng 2,4 tỷ đồng/tháng (10%); năm ngân sách 2024 giảm khoảng "
    )


def test_a_rise_of_the_province_names_the_province(found: Found) -> None:
    sentence = whatif_words.headline(
        found(btxh_muc_chuan=600_000, btxh_tinh_nang=1, btxh_tu_thang="2027-01", btxh_quy_dinh="2026-11-24")
    )
    assert sentence.startswith(
        "Tỉnh nâng mức chuẩn từ 540.000 lên 600.000 đồng/tháng từ 01/01/2027: kinh phí tăng khoảng 4 tỷ đồng/tháng (11,1%); "
        "năm ngân sách 2027 tăng khoảng 48 tỷ đồng."
    )


def test_the_last_year_of_the_horizon_has_no_next_one(found: Found) -> None:
    assert "2028" not in whatif_words.headline(found(btxh_muc_chuan=500_000, btxh_tu_thang="2027-06"))


def test_nothing_moved(found: Found) -> None:
    said = whatif_words.headline(found())
    assert said.startswith(
        "Chưa thay đổi gì so với hiện hành. Theo quy định tính đến ngày 31/12/2023: mức chuẩn 360.000"
    )


def test_the_law_already_gives_as_much(found: Found) -> None:
    said = whatif_words.headline(found(btxh_muc_chuan=500_000, btxh_quy_dinh="2026-11-24"))
    assert said.startswith("Không thay đổi kinh phí. Theo quy định tính đến ngày 24/11/2026 đã có mức chuẩn 500.000")
    assert "(Nghị định 76/2024/NĐ-CP)" in said


def test_below_what_the_law_gives(found: Found) -> None:
    said = whatif_words.headline(found(btxh_muc_chuan=400_000, btxh_quy_dinh="2024-12-31"))
    assert said.startswith(
        "Không thay đổi kinh phí. Mức 400.000 đồng thấp hơn mức chuẩn của Trung ương, áp dụng 500.000 đồng: theo quy định"
    )


def test_only_the_payment_month_moves(found: Found) -> None:
    """Under the law of 2024, 500.000 paid a month before the law's own list: the same entitlement, other payments."""
    said = whatif_words.headline(found(btxh_muc_chuan=500_000, btxh_chi_tu="2024-07", btxh_quy_dinh="2024-12-31"))
    assert said.startswith("Tổng kinh phí theo tháng hưởng không đổi; chỉ tháng chi trả thay đổi. Theo quy định")
    assert "(Nghị định 76/2024/NĐ-CP)" in said


def test_a_later_list_than_the_law_s_own_changes_nothing(found: Found) -> None:
    later = found(btxh_muc_chuan=500_000, btxh_chi_tu="2024-12", btxh_quy_dinh="2024-12-31")
    assert whatif_words.headline(later).startswith("Không thay đổi kinh phí.")


@pytest.mark.parametrize(
    ("vnd", "words"),
    [(9_333_333_333, "tăng khoảng 9,33 tỷ đồng"), (-56_000_000_000, "giảm khoảng 56 tỷ đồng"), (0, "không đổi")],
)
def test_change_in_words(vnd: int, words: str) -> None:
    assert whatif_words.change_words(vnd) == words


def test_who_pays_never_says_nought_for_unknown(found: Found) -> None:
    national = whatif_words.who_pays(found(btxh_muc_chuan=500_000))
    assert "NSTW hỗ trợ: chưa xác định" in national
    province = whatif_words.who_pays(found(btxh_muc_chuan=500_000, btxh_tinh_nang=1))
    assert "phần tỉnh nâng riêng: NSTW không hỗ trợ" in province
    for said in (national, province, whatif_words.who_pays(found())):
        assert "NSTW hỗ trợ: 0" not in said
    assert "không đổi/tháng" not in whatif_words.who_pays(found())


def test_an_estimate_that_is_enough(found: Found) -> None:
    enough = found(btxh_muc_chuan=500_000, btxh_du_toan=350_000)
    said = whatif_words.estimate(enough.estimate, enough.year)
    assert said == "**Dự toán 2024:** 350 tỷ đồng; ước chi cả năm 344 tỷ đồng; thừa 6 tỷ đồng"


def test_an_estimate_of_nothing_runs_out_at_once(found: Found) -> None:
    none = found(btxh_muc_chuan=500_000, btxh_du_toan=0)
    said = whatif_words.estimate(none.estimate, none.year)
    assert "thiếu 344 tỷ đồng" in said
    assert "không đủ chi ngay từ tháng 1/2024" in said
    assert "tháng 12/2023" not in said, "before January there is no month of this budget year"


def test_what_the_press_said_is_not_verified(found: Found) -> None:
    assert whatif_words.verified(found(btxh_muc_chuan=500_000))
    assert not whatif_words.verified(found(btxh_muc_chuan=750_000))
    assert not whatif_words.verified(found(btxh_muc_chuan=540_000))


def test_the_law_s_day_is_the_end_of_the_figures_month_unless_chosen(found: Found) -> None:
    assert found().scenario.law_as_of == date(2023, 12, 31)
    assert found(btxh_quy_dinh="2024-12-31").scenario.law_as_of == date(2024, 12, 31)
