"""Reference meeting A on the screen: 360.000 to 500.000 đồng from July 2024, as leaders would see it."""

from collections.abc import Callable

import pytest

from tests.pages import shared
from tests.pages.screen import Screen

Show = Callable[..., Screen]
data_folder = shared.data_folder

SENTENCE = (
    "Nâng mức chuẩn từ 360.000 lên 500.000 đồng/tháng từ 01/7/2024: kinh phí tăng khoảng 9,33 tỷ đồng/tháng (38,9%); "
    "năm ngân sách 2024 tăng khoảng 56 tỷ đồng, năm 2025 tăng khoảng 112 tỷ đồng. Tính trên 45.575 người."
)
A = {"btxh_muc_chuan": "500000", "btxh_tu_thang": "2024-07"}
VIEW, TABS = "btxh-cach-xem", "btxh-bang"


@pytest.fixture
def meeting(show: Show) -> Screen:
    return show("protection.py", **A)


def test_the_headline_is_the_agreed_sentence(meeting: Screen) -> None:
    assert meeting.headline == SENTENCE


def test_the_tiles_say_the_same_as_the_sentence(meeting: Screen) -> None:
    assert meeting.metric("Kinh phí 07/2024") == "trên 33,33 tỷ"
    assert meeting.metric("Tăng so với 360.000") == "+9,33 tỷ"
    assert meeting.metric("Truy lĩnh 08/2024") == "+9,33 tỷ"
    assert meeting.metric("Cả năm 2024") == "+56 tỷ"
    assert any("từ trên 24 tỷ đồng lên trên 33,33 tỷ đồng/tháng" in tile.help for tile in meeting.at.metric)


def test_a_national_rise_moves_care_in_centres_too(meeting: Screen) -> None:
    (said,) = [text for text in meeting.of("caption") if "301 người tại cơ sở" in text]
    assert "433,44 triệu đồng lên 602 triệu đồng/tháng" in said
    assert "tối thiểu" in said


def test_by_entitlement_the_bill_steps_up_in_july(meeting: Screen) -> None:
    months = meeting.monthly()
    assert months["06/2024"][:2] == pytest.approx((24_000, 24_000))
    assert months["07/2024"] == pytest.approx((24_000, 33_333.333, 0))
    assert months["08/2024"] == pytest.approx((24_000, 33_333.333, 0))
    assert sum(after for month, (_before, after, _back) in months.items() if month.endswith("2024")) == pytest.approx(
        344_000, abs=0.01
    )
    assert sum(after for month, (_before, after, _back) in months.items() if month.endswith("2025")) == pytest.approx(
        400_000, abs=0.01
    )


def test_by_payment_august_carries_the_back_pay_as_its_own_bar(meeting: Screen) -> None:
    meeting.set(VIEW, "paid")
    months = meeting.monthly()
    assert months["07/2024"] == pytest.approx((24_000, 24_000, 0))
    assert months["08/2024"] == pytest.approx((24_000, 42_666.667, 9_333.333), abs=0.001)
    assert months["09/2024"] == pytest.approx((24_000, 33_333.333, 0))
    assert [month for month, (_a, _b, back) in months.items() if back] == ["08/2024"]
    assert '"rect"' in str(meeting.chart()["layer"][0]["layer"][0]["mark"]).replace("'", '"')
    assert meeting.headline == SENTENCE


def test_no_back_pay_bar_by_entitlement(meeting: Screen) -> None:
    assert "rect" not in str(meeting.chart()["layer"][0]["layer"])


def test_the_arithmetic_is_exact_to_the_dong(meeting: Screen) -> None:
    meeting.open_tab(TABS, "Cách tính")
    assert meeting.row("Nhóm", "Cộng")[-2:] == ["24.000.000.000", "33.333.333.333"]
    rest = meeting.row("Nhóm", "Chênh lệch chưa phân bổ theo nhóm")
    assert rest[-2:] == ["−12.000.000", "−16.666.667"]
    months = {row[0]: row[1:] for row in meeting.table("Tháng")}
    assert months["07/2024"] == ["24.000.000.000", "33.333.333.333", "24.000.000.000", "24.000.000.000"]
    assert months["08/2024"] == ["24.000.000.000", "33.333.333.333", "24.000.000.000", "42.666.666.666"]
    assert "433.440.000 đồng → 602.000.000 đồng" in meeting.said
    assert "33.333.333.333 đồng − 24.000.000.000 đồng = 9.333.333.333 đồng (38,9%)" in meeting.said


def test_the_products_add_up_to_the_total(meeting: Screen) -> None:
    meeting.open_tab(TABS, "Cách tính")
    rows = meeting.table("Nhóm")
    for column in (-2, -1):
        amounts = [int(row[column].replace(".", "").replace("−", "-")) for row in rows]
        assert sum(amounts[:-1]) == amounts[-1]


def test_both_views_give_the_same_year(meeting: Screen) -> None:
    meeting.open_tab(TABS, "Năm ngân sách")
    assert meeting.row("Năm ngân sách", "2023")[1:] == ["288.000", "288.000", "0"] * 2
    assert meeting.row("Năm ngân sách", "2024")[1:] == ["288.000", "344.000", "+56.000"] * 2
    assert meeting.row("Năm ngân sách", "2025")[1:] == ["288.000", "400.000", "+112.000"] * 2


def test_an_estimate_of_300_billion_is_44_short_and_runs_out_in_november(meeting: Screen) -> None:
    meeting.unfold().set("btxh-du-toan", 300_000)
    (said,) = [text for text in meeting.of("markdown") if "Dự toán 2024" in text]
    assert "300 tỷ đồng; ước chi cả năm 344 tỷ đồng; thiếu 44 tỷ đồng" in said
    assert "đến hết tháng 10/2024 còn 22,67 tỷ đồng, không đủ chi tháng 11/2024" in said


def test_without_an_estimate_nothing_is_said_to_be_short(meeting: Screen) -> None:
    (said,) = [text for text in meeting.of("markdown") if "Dự toán 2024" in text]
    assert said.endswith("Dự toán 2024: chưa nhập")


def test_under_the_law_of_today_it_says_why_nothing_changes(show: Show) -> None:
    screen = show("protection.py", **A, moc="2026-11-24")
    assert screen.headline == ""
    (why,) = screen.of("info")
    assert why.startswith("Chưa thay đổi gì so với hiện hành: 500.000 đồng/tháng đã là quy định.")
    assert "24/11/2026" in why
    assert "mức chuẩn 500.000 đồng/tháng từ 01/7/2024 (Nghị định 76/2024/NĐ-CP)" in why
    months = screen.monthly()
    assert all(before == after for before, after, _back in months.values())


def test_the_groups_are_marked_as_assumed_and_add_up(meeting: Screen) -> None:
    total = meeting.row("Nhóm đối tượng", "Cộng")
    assert total == ["Cộng", "45.575", "", "", "", "24.000", "33.333,3", "+9.333,3"]
    assert "Cơ cấu nhóm đối tượng là giả định, chỉ khớp tổng số người" in meeting.said
    shown = [row[1] for row in meeting.table("Nhóm đối tượng")[:-1] if row[1]]
    people = [int(text.removeprefix("≈ ").split(" (")[0].replace(".", "")) for text in shown]
    assert sum(people) == 45_575


def test_who_pays_is_named_and_central_support_is_unknown_never_zero(meeting: Screen) -> None:
    (said,) = [text for text in meeting.of("markdown") if text.startswith("Nguồn:")]
    assert "NSĐP tăng khoảng 9,33 tỷ đồng/tháng (cấp huyện)" in said
    assert "NSTW hỗ trợ: chưa xác định" in said


def test_the_map_page_continues_with_the_scenario(meeting: Screen) -> None:
    meeting.go("district_map.py")
    meeting.set("bando-chi-tieu", "btxh-tang-them").set("minh-hoa", True)
    assert SENTENCE in meeting.said
    assert all(words.startswith("≈ +") for words in meeting.map_words.values())
