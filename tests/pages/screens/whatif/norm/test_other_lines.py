"""The other payments of an area: their own table, never in the headline, "chưa nhập" where nobody has given a
number."""

from collections.abc import Callable

import pytest

from tests.pages import shared
from tests.pages.screen import Screen

Show = Callable[..., Screen]
data_folder = shared.data_folder
NOT_ENTERED = "chưa nhập"
CARERS, FUNERAL, PENSION = "Hỗ trợ kinh phí chăm sóc, nuôi dưỡng", "Hỗ trợ chi phí mai táng", "Trợ cấp hưu trí xã hội"


def lines(screen: Screen, prefix: str = "btxh-") -> dict[tuple[str, str], list[str]]:
    """Rows by line and group: source, number, current, scenario, increase."""
    screen.open_tab(f"{prefix}bang", "Khoản khác")
    return {(row[0], row[1]): row[2:] for row in screen.table("Khoản")}


@pytest.mark.parametrize(
    ("file", "prefix", "known"),
    [("protection.py", "btxh-", {"Nuôi dưỡng tại cơ sở trợ giúp xã hội"}), ("merit.py", "ncc-", set())],
)
def test_a_line_without_a_headcount_is_not_entered_and_never_nought(
    show: Show, file: str, prefix: str, known: set[str]
) -> None:
    rows = lines(show(file), prefix)
    empty = {line: row for (line, _group), row in rows.items() if line not in known}
    assert len(empty) >= 4
    off = {line for line in empty if line.startswith(("Thẻ bảo hiểm y tế", "Phí quản lý"))}
    assert len(off) == 1, "a line with a switch"
    for line, row in empty.items():
        assert row[1:] == ["chưa bật" if line in off else NOT_ENTERED, "", "", ""]
    assert all(row[0] in ("NSĐP", "NSTW", "NS tỉnh") for row in rows.values())


def test_a_headcount_fills_its_line_and_leaves_the_headline(show: Show) -> None:
    screen = show("protection.py", btxh_muc_chuan="500000", btxh_mai_tang="1200", btxh_cs_ho_gia_dinh="5000")
    said = screen.headline
    rows = lines(screen)
    assert rows[FUNERAL, "Hỗ trợ chi phí mai táng (cộng đồng)"] == ["NSĐP", "1.200", "8.640", "10.320", "+1.680"], (
        "1.200 × 20 × 360.000; from July 500.000"
    )
    (carers,) = [row for (line, _group), row in rows.items() if line == CARERS]
    assert carers == ["NSĐP", "5.000", "21.600", "25.800", "+4.200"], "5.000 × 360.000 × 12; from July 500.000"
    assert said == show("protection.py", btxh_muc_chuan="500000").headline


def test_a_rise_of_the_province_leaves_them_alone_unless_extended(show: Show) -> None:
    query = {"btxh_muc_chuan": "500000", "btxh_tinh_nang": "true", "btxh_mai_tang": "1200"}
    group = (FUNERAL, "Hỗ trợ chi phí mai táng (cộng đồng)")
    assert lines(show("protection.py", **query))[group][-1] == "0"
    assert lines(show("protection.py", **query, btxh_tinh_mai_tang="true"))[group][-1] == "+1.680"


def test_the_budget_year_chooses_the_year_of_the_lines(show: Show) -> None:
    screen = show("protection.py", btxh_muc_chuan="500000", btxh_mai_tang="1200").set("btxh-nam", "2025")
    assert lines(screen)[FUNERAL, "Hỗ trợ chi phí mai táng (cộng đồng)"][2:] == ["8.640", "12.000", "+3.360"]
    assert any(said.startswith("Các khoản khác (triệu đồng), năm ngân sách 2025") for said in screen.of("markdown"))


def test_the_social_pension_waits_for_its_law(show: Show) -> None:
    screen = show("protection.py", btxh_huu_tri_xh="20000", btxh_nam="2026")
    rows = lines(screen)
    assert rows[PENSION, ""][1:] == ["20.000", "", "", ""]
    assert "Quy định tính đến ngày đã chọn chưa có trợ cấp hưu trí xã hội (từ 07/2025)." in screen.of("caption")
    screen = show("protection.py", btxh_huu_tri_xh="20000", btxh_nam="2026", moc="2025-12-31")
    (pension,) = [row for (line, _group), row in lines(screen).items() if line == PENSION]
    assert pension[:3] == ["NSĐP", "20.000", "120.000"], "20.000 × 500.000 × 12"
    assert not [said for said in screen.of("caption") if "chưa có trợ cấp hưu trí" in said]


def test_without_pensioners_the_law_alone_gives_no_figure(show: Show) -> None:
    screen = show("protection.py", moc="2026-11-24", btxh_nam="2026")
    assert lines(screen)[PENSION, ""][1:] == [NOT_ENTERED, "", "", ""]
    assert "Trợ cấp hưu trí xã hội: chưa nhập số người." in screen.of("caption")


def test_health_cards_follow_the_base_salary_and_are_a_ceiling(show: Show) -> None:
    screen = show("protection.py", btxh_the_bhyt="true", btxh_muc_chuan="500000")
    row = lines(screen)["Thẻ bảo hiểm y tế (tối đa)", "Mọi người hưởng tại cộng đồng"]
    assert row == ["NSĐP", "45.575", "44.298,9", "44.298,9", "0"], "45.575 × 4,5% × 1.800.000 × 12, whatever the norm"
    (said,) = [said for said in screen.of("caption") if "Thẻ BHYT tối đa" in said]
    assert "3,69 tỷ đồng/tháng" in said
    assert "không theo mức chuẩn" in said


def test_small_children_in_centres_are_told_apart_once_their_number_is_known(show: Show) -> None:
    screen = show("protection.py", btxh_muc_chuan="500000")
    assert any("tối thiểu" in said and "301 người" in said for said in screen.of("caption"))
    screen.set("btxh-co-so-duoi-4", 41)
    (said,) = [said for said in screen.of("caption") if "301 người" in said]
    assert "tối thiểu" not in said
    assert "448,2 triệu đồng lên 622,5 triệu đồng/tháng" in said, "(260 × 4 + 41 × 5) × 360.000 and × 500.000"


def test_convalescence_and_fee_are_central_money(show: Show) -> None:
    rows = lines(show("merit.py", ncc_dieu_duong_tap_trung="120", ncc_phi_quan_ly="true"), "ncc-")
    assert rows["Điều dưỡng phục hồi sức khỏe", "Tập trung"][0] == "NSTW"
    fee = rows["Phí quản lý 1,7%", "Trên kinh phí NSTW"]
    assert (fee[0], fee[-1]) == ("NSTW", "0")
