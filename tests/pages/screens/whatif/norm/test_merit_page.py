"""People of merit on the screen: the sentence to the letter, meeting B, money of the NSTW alone, estimates marked."""

import re
from collections.abc import Callable

import pytest

from tests.pages import shared
from tests.pages.screen import Screen

Show = Callable[..., Screen]
data_folder = shared.data_folder
TABS = "ncc-bang"
SENTENCE = (
    "Nâng mức chuẩn ưu đãi từ 2.055.000 lên 2.789.000 đồng/tháng từ 01/7/2024: kinh phí tăng khoảng 17,03 tỷ "
    "đồng/tháng (35,7%); năm ngân sách 2024 tăng khoảng 102,2 tỷ đồng, năm 2025 tăng khoảng 204,39 tỷ đồng. Tính trên "
    "20.355 người."
)
SENTENCE_B = (
    "Nâng mức chuẩn ưu đãi từ 1.624.000 lên 2.055.000 đồng/tháng từ 01/7/2023: kinh phí tăng khoảng 10 tỷ đồng/tháng "
    "(26,5%); năm ngân sách 2023 tăng khoảng 60,03 tỷ đồng, năm 2024 tăng khoảng 120,05 tỷ đồng. Tính trên 20.355 "
    "người."
)
B = {"moc": "2023-06-30", "ncc_muc_chuan": "2055000", "ncc_tu_thang": "2023-07", "ncc_nam": "2023"}
BY_RATIO = "Mức cũ hơn bảng đã công bố: ước tính theo tỷ lệ mức chuẩn."
CHAINED = "Mức chưa có bảng công bố: ước tính ±1.000 đồng/người."


@pytest.fixture(scope="module")
def rise(data_folder) -> Screen:
    """2.789.000 from July 2024; read only."""
    return Screen.opened("merit.py", ncc_muc_chuan="2789000", ncc_tu_thang="2024-07")


@pytest.fixture
def meeting_b(show: Show) -> Screen:
    return show("merit.py", **B)


def source(screen: Screen) -> str:
    (said,) = [text for text in screen.of("markdown") if text.startswith("Nguồn: ")]
    return said.splitlines()[0].strip()


def test_the_rise_of_2024_is_said_to_the_letter(rise: Screen) -> None:
    assert rise.headline == SENTENCE


def test_its_tiles_say_the_same(rise: Screen) -> None:
    assert rise.metric("Kinh phí 07/2024") == "gần 64,73 tỷ"
    assert rise.metric("Tăng so với 2.055.000") == "+17,03 tỷ"
    assert rise.metric("Truy lĩnh 08/2024") == "+17,03 tỷ"
    assert rise.metric("Cả năm 2024") == "+102,2 tỷ"
    assert any("từ gần 47,7 tỷ đồng lên gần 64,73 tỷ đồng/tháng" in tile.help for tile in rise.at.metric)


def test_two_published_tables_are_no_estimate(rise: Screen) -> None:
    assert "ước tính" not in rise.said.lower()


def test_all_of_it_is_central_money_and_no_sum_with_other_money(rise: Screen) -> None:
    assert source(rise) == (
        "Nguồn: NSTW bảo đảm 100%, kinh phí ủy quyền tăng khoảng 17,03 tỷ đồng/tháng; không cộng vào ngân sách tỉnh"
    )
    assert "NSĐP" not in rise.said
    assert "Dự toán NSTW" in [popover.proto.popover.label for popover in rise.at.get("popover")]


def test_the_table_of_sources_has_one_source(show: Show) -> None:
    screen = show("merit.py", ncc_muc_chuan="2789000").open_tab(TABS, "Nguồn")
    assert screen.table("Nguồn") == [
        ["NSTW, kinh phí ủy quyền", "100%", "+17.032,6", "100%"],
        ["Cộng", "", "+17.032,6", ""],
    ]


def test_gifts_of_the_province_stand_apart_and_nothing_is_summed(show: Show) -> None:
    screen = show(
        "merit.py",
        ncc_27_7_suat_muc_1="1000",
        ncc_27_7_muc_1="700000",
        ncc_27_7_suat_tinh="1000",
        ncc_27_7_tinh_hien_nay="200000",
        ncc_27_7_tinh_muc="300000",
        ncc_tet_suat_muc_2="1000",
        ncc_tet_muc_2="500000",
    ).open_tab(TABS, "Khoản khác")
    rows = {(row[0], row[1]): row[2:] for row in screen.table("Khoản")}
    occasion = "Ngày Thương binh - Liệt sĩ 27/7"
    assert rows["Quà của Chủ tịch nước", f"{occasion}: mức 1"] == ["NSTW", "1.000", "600", "700", "+100"]
    assert rows["Quà của tỉnh", f"{occasion}: quà của tỉnh"] == ["NS tỉnh", "1.000", "200", "300", "+100"]
    assert rows["Quà của Chủ tịch nước", "Tết Nguyên đán: mức 2"] == ["NSTW", "1.000", "300", "300", "0"], "before July"
    assert not [row for row in screen.table("Khoản") if "Cộng" in row[0]]
    assert any("Dịp khác chưa có quyết định trong hệ thống" in said for said in screen.of("caption"))
    assert any("không cộng vào kinh phí ở trên" in said for said in screen.of("markdown"))
    assert screen.of("info")[0].startswith("Chưa thay đổi gì so với hiện hành:"), "gifts are no part of the headline"


def test_meeting_b_is_said_to_the_letter(meeting_b: Screen) -> None:
    assert meeting_b.headline == SENTENCE_B
    assert BY_RATIO in meeting_b.of("caption")


def test_meeting_b_pays_in_october_with_three_months_back_pay(meeting_b: Screen) -> None:
    assert meeting_b.metric("Tăng so với 1.624.000") == "+10 tỷ"
    assert meeting_b.metric("Truy lĩnh 10/2023") == "+30,01 tỷ"
    assert meeting_b.metric("Cả năm 2023") == "+60,03 tỷ"
    assert any("30,01 tỷ đồng (3 tháng), trả trong tháng 10/2023" in tile.help for tile in meeting_b.at.metric)
    assert meeting_b.control("ncc-chi-tu").proto.placeholder == "10/2023"
    months = meeting_b.set("ncc-cach-xem", "paid").monthly()
    assert months["09/2023"] == pytest.approx((37_696.557, 37_696.557, 0), abs=0.01)
    assert months["10/2023"] == pytest.approx((37_696.557, 77_714.33, 30_013.33), abs=0.01)
    assert months["11/2023"] == pytest.approx((37_696.557, 47_701, 0), abs=0.01)


def test_meeting_b_paid_in_september_has_two_months(meeting_b: Screen) -> None:
    meeting_b.set("ncc-chi-tu", "2023-09").set("ncc-cach-xem", "paid")
    assert meeting_b.monthly()["09/2023"][1] == pytest.approx(67_709.89, abs=0.01)
    assert meeting_b.headline == SENTENCE_B, "the month of payment moves no entitlement"


def test_meeting_b_in_the_arithmetic_and_over_the_year(meeting_b: Screen) -> None:
    meeting_b.open_tab(TABS, "Năm ngân sách")
    assert meeting_b.row("Năm ngân sách", "2023")[1:] == ["452.358,7", "512.385,3", "+60.026,7"] * 2
    meeting_b.open_tab(TABS, "Cách tính")
    before, after = (int(cell.replace(".", "")) for cell in meeting_b.row("Nhóm", "Cộng")[-2:])
    assert after == 47_701_000_000, "the report's figure"
    assert before == pytest.approx(47_701_000_000 * 1_624 / 2_055, abs=160), "each cell rounded once"
    (paid,) = [said for said in meeting_b.of("markdown") if said.startswith("Truy lĩnh: ")]
    months, each, sum_of = re.findall(r"[\d.]+", paid.partition(", cộng")[0])
    assert (months, int(sum_of.replace(".", ""))) == ("3", 3 * int(each.replace(".", "")))
    assert paid.endswith("cộng vào danh sách chi trả 10/2023.")


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ({"ncc_muc_chuan": "2800000"}, CHAINED),
        ({"ncc_muc_chuan": "2500000"}, CHAINED),
        (B, BY_RATIO),
        ({**B, "ncc_muc_chuan": "2200000"}, f"{BY_RATIO} {CHAINED}"),
    ],
)
def test_a_norm_without_a_published_table_is_an_estimate(show: Show, query: dict[str, str], note: str) -> None:
    assert note in show("merit.py", **query).of("caption")


def test_a_level_read_in_its_decree_has_no_mark(show: Show) -> None:
    """NĐ 321/2026, Điều 3 khoản 1; a level of the press (NĐ 335/2026) has one."""
    note = "Chưa kiểm chứng: mức này lấy từ báo chí, cần đối chiếu văn bản gốc trước khi trình."
    assert note not in show("merit.py", ncc_muc_chuan="3012000").said
    assert note in show("protection.py", btxh_muc_chuan="540000").said


def test_presets_name_their_decrees_and_move_slider_and_box(show: Show) -> None:
    screen = show("merit.py")
    chips = screen.control("ncc-muc-chuan-goi-y")
    assert [option.content for option in chips.proto.options] == [
        "1.624.000 (NĐ 75)",
        "2.055.000 (NĐ 55)",
        "2.260.500 (+10%)",
        "2.466.000 (+20%)",
        "2.789.000 (NĐ 77)",
        "3.012.000 (NĐ 321)",
    ]
    screen.set("ncc-muc-chuan-goi-y", 2_789_000)
    assert (screen.control("ncc-muc-chuan").value, screen.control("ncc-muc-chuan-so").value) == (2_789_000, 2_789_000)
    assert screen.headline == SENTENCE


def test_the_law_of_2026_already_has_the_norm_of_2024(show: Show) -> None:
    screen = show("merit.py", ncc_muc_chuan="2789000", ncc_tu_thang="2024-07", moc="2026-11-24")
    assert screen.headline == ""
    (why,) = screen.of("info")
    assert why.startswith("Chưa thay đổi gì so với hiện hành: 2.789.000 đồng/tháng đã là quy định.")
    assert "(Nghị định 77/2024/NĐ-CP, Điều 3)" in why


def test_people_and_suat_are_different_words(show: Show) -> None:
    screen = show("merit.py", ncc_suat_thuong_binh_21="100")
    header = next(table[0] for table in screen.tables if table[0][0] == "Nhóm đối tượng")
    assert header[1] == "Số suất"
    assert "Hệ số" not in header
    assert "thêm, bớt đối tượng theo nhóm từ 01/7/2024: kinh phí tăng khoảng 200,93 triệu đồng/tháng" in (
        screen.headline[0].lower() + screen.headline[1:]
    ), "100 × 2.009.250"


def test_a_share_added_costs_the_published_amount(show: Show) -> None:
    screen = show("merit.py", ncc_suat_me_vnah="10").open_tab(TABS, "Biện pháp")
    assert screen.table("Biện pháp") == [["Số suất theo nhóm", "+78,9"], ["Cộng: tăng thêm mỗi tháng", "+78,9"]]


def test_a_monthly_decline_makes_a_fall(show: Show) -> None:
    screen = show("merit.py", ncc_giam_thang="5")
    assert screen.headline.startswith("Số đối tượng thay đổi dần từ 01/7/2024: ")
    assert "năm ngân sách 2024 giảm khoảng 3,58 tỷ đồng" in screen.headline, "(0 + 1 + … + 5) × 0,5% of 47.701 triệu"
    assert screen.control("ncc-giam-thang").value == "5"
    assert any(moved.endswith("→ 0,5%") for moved in screen.decided)


def test_the_budget_is_named_as_the_one_of_the_nstw(show: Show) -> None:
    screen = show("merit.py", ncc_muc_chuan="2789000", ncc_du_toan="600000")
    (said,) = [text for text in screen.of("markdown") if "Dự toán 2024" in text]
    assert "Dự toán 2024: 600 tỷ đồng; ước chi cả năm 674,61 tỷ đồng; thiếu 74,61 tỷ đồng" in said
