"""Who pays and what the year's estimate covers, as the page says it when percentages and amounts have been typed."""

from collections.abc import Callable

import pytest

from tests.pages import shared
from tests.pages.screen import Screen

Show = Callable[..., Screen]
data_folder = shared.data_folder
RISE = {"btxh_muc_chuan": "500000"}
TABS = "btxh-bang"


def said(screen: Screen) -> tuple[str, str]:
    """The line of sources and the line of the budget."""
    (both,) = [text for text in screen.of("markdown") if text.startswith("Nguồn: ")]
    sources, budget = both.split("  \n")
    return sources.removeprefix("Nguồn: "), budget


def shares(screen: Screen) -> dict[str, tuple[str, str]]:
    """Source -> (increase, share) of the tab; "Cộng" among them."""
    screen.open_tab(TABS, "Nguồn")
    return {row[0]: (row[2], row[3]) for row in screen.table("Nguồn")}


def amount(cell: str) -> float:
    return float(cell.replace(".", "").replace(",", ".").replace("−", "-"))


def test_half_from_the_centre_leaves_half_to_the_districts(show: Show) -> None:
    screen = show("protection.py", **RISE, btxh_nstw_ho_tro="50")
    assert (
        said(screen)[0]
        == "NSĐP tăng khoảng 4,67 tỷ đồng/tháng (cấp huyện) · NSTW hỗ trợ tăng khoảng 4,67 tỷ đồng/tháng"
    )
    assert shares(screen) == {
        "Ngân sách trung ương (NSTW) hỗ trợ": ("+4.666,7", "50%"),
        "Ngân sách địa phương (NSĐP), cân đối": ("+4.666,7", "50%"),
        "Cộng": ("+9.333,3", ""),
    }


def test_support_of_nought_is_a_figure_and_support_left_open_is_unknown(show: Show) -> None:
    assert "NSTW hỗ trợ: chưa xác định" in said(show("protection.py", **RISE))[0]
    typed = show("protection.py", **RISE, btxh_nstw_ho_tro="0")
    assert "chưa xác định" not in said(typed)[0]
    assert shares(typed)["Ngân sách trung ương (NSTW) hỗ trợ"] == ("0", "0%")


@pytest.mark.parametrize("query", [{}, {"btxh_nstw_ho_tro": "33"}, {"btxh_nstw_ho_tro": "100"}])
def test_shares_of_all_sources_sum_to_the_increase(show: Show, query: dict[str, str]) -> None:
    more = {"btxh_cai_cach_luong": "33", "btxh_du_phong": "33", "btxh_bo_sung_muc_tieu": "34"}
    for extra in ({}, {"btxh_cai_cach_luong": "20", "btxh_du_phong": "30"}, more):
        found = shares(show("protection.py", **RISE, **query, **extra))
        total = found.pop("Cộng")[0]
        known = [amount(increase) for increase, _share in found.values() if increase != "chưa xác định"]
        assert sum(known) == pytest.approx(amount(total), abs=0.05 * len(known))
        percents = [amount(share.removesuffix("%")) for _increase, share in found.values() if share]
        assert sum(percents) == pytest.approx(100, abs=0.05 * len(percents))


def test_more_than_the_whole_is_said_and_not_used(show: Show) -> None:
    screen = show("protection.py", **RISE, btxh_cai_cach_luong="60", btxh_du_phong="60")
    assert said(screen)[0].endswith(" · tỷ lệ các nguồn vượt 100%, chưa dùng")
    assert set(shares(screen)) == {"Ngân sách trung ương (NSTW) hỗ trợ", "Ngân sách địa phương (NSĐP), cân đối", "Cộng"}
    exactly = show("protection.py", **RISE, btxh_cai_cach_luong="60", btxh_du_phong="40")
    assert "vượt" not in said(exactly)[0]
    assert set(shares(exactly)) == {
        "Ngân sách trung ương (NSTW) hỗ trợ",
        "Nguồn cải cách tiền lương",
        "Dự phòng ngân sách",
        "Cộng",
    }


def test_no_central_support_for_what_the_province_decides_alone(show: Show) -> None:
    screen = show("protection.py", **RISE, btxh_tinh_nang="true", btxh_nstw_ho_tro="50")
    assert (
        said(screen)[0] == "NSĐP tăng khoảng 9,33 tỷ đồng/tháng (cấp huyện) · phần tỉnh nâng riêng: NSTW không hỗ trợ"
    )
    wider = show("protection.py", **RISE, btxh_them_kt_nhe="1000", btxh_nstw_ho_tro="50")
    assert shares(wider) == {
        "Ngân sách trung ương (NSTW) hỗ trợ": ("+4.666,7", "47,5%"),
        "Ngân sách địa phương (NSĐP), cân đối": ("+5.166,7", "52,5%"),
        "Cộng": ("+9.833,3", ""),
    }, "the added group, 500 triệu, is local money"


def test_from_july_2025_communes_pay_instead_of_districts(show: Show) -> None:
    assert "(cấp huyện)" in said(show("protection.py", **RISE, btxh_tu_thang="2025-06"))[0]
    assert "(cấp xã)" in said(show("protection.py", **RISE, btxh_tu_thang="2025-07"))[0]


def test_the_supplement_is_added_to_the_estimate(show: Show) -> None:
    screen = show("protection.py", **RISE, btxh_du_toan="300000", btxh_bo_sung="30000")
    assert said(screen)[1] == (
        "Dự toán 2024: 300 tỷ đồng + bổ sung 30 tỷ đồng; ước chi cả năm 344 tỷ đồng; thiếu 14 tỷ đồng; "
        "đến hết tháng 11/2024 còn 19,33 tỷ đồng, không đủ chi tháng 12/2024"
    )


def test_what_has_been_paid_takes_the_place_of_the_projection(show: Show) -> None:
    """170 tỷ to the end of July instead of 168: from there on 42,67 in August and 4 x 33,33."""
    screen = show(
        "protection.py",
        **RISE,
        btxh_du_toan="300000",
        btxh_bo_sung="30000",
        btxh_luy_ke="170000",
        btxh_luy_ke_den="2024-07",
        btxh_quyet_toan="340000",
    )
    assert said(screen)[1] == (
        "Dự toán 2024: 300 tỷ đồng + bổ sung 30 tỷ đồng; lũy kế đến hết tháng 7/2024 170 tỷ đồng (đạt 51,5%); ước chi "
        "cả năm 346 tỷ đồng; thiếu 16 tỷ đồng; đến hết tháng 11/2024 còn 17,33 tỷ đồng, không đủ chi tháng 12/2024; "
        "quyết toán 340 tỷ đồng"
    )


def test_enough_money_is_a_surplus_and_nothing_runs_out(show: Show) -> None:
    screen = show("protection.py", **RISE, btxh_du_toan="300000", btxh_bo_sung="50000")
    assert (
        said(screen)[1] == "Dự toán 2024: 300 tỷ đồng + bổ sung 50 tỷ đồng; ước chi cả năm 344 tỷ đồng; thừa 6 tỷ đồng"
    )


def test_the_estimate_is_of_the_chosen_year(show: Show) -> None:
    screen = show("protection.py", **RISE, btxh_du_toan="300000", btxh_nam="2025")
    assert said(screen)[1].startswith("Dự toán 2025: 300 tỷ đồng; ước chi cả năm 400 tỷ đồng; thiếu 100 tỷ đồng")


def test_two_months_paid_together_at_tet_bring_the_end_of_money_no_nearer(show: Show) -> None:
    apart = show("protection.py", **RISE, btxh_du_toan="300000")
    together = show("protection.py", **RISE, btxh_du_toan="300000", btxh_tra_gop="true")
    assert said(together)[1] == said(apart)[1]
    months = together.set("btxh-cach-xem", "paid").monthly()
    assert (months["01/2024"][1], months["02/2024"][1]) == pytest.approx((48_000, 0))
    assert together.headline == apart.headline
