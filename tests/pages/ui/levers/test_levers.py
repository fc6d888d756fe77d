"""Levers on the screen: each moves the answer, presets, box and slider move one another, the way back works."""

from collections.abc import Callable

import pytest

from tests.pages import shared
from tests.pages.screen import Screen

Show = Callable[..., Screen]
data_folder = shared.data_folder

NORM, BOX, CHIPS = "btxh-muc-chuan", "btxh-muc-chuan-so", "btxh-muc-chuan-goi-y"
RESET = "btxh-ve-hien-hanh"


@pytest.fixture
def panel(show: Show) -> Screen:
    return show("protection.py")


def norm_controls(screen: Screen) -> tuple[int, int, int | None]:
    return screen.control(NORM).value, screen.control(BOX).value, screen.control(CHIPS).value


@pytest.mark.parametrize("control", [NORM, BOX, CHIPS])
def test_slider_box_and_presets_move_one_another(panel: Screen, control: str) -> None:
    panel.set(control, 500_000)
    assert norm_controls(panel) == (500_000, 500_000, 500_000)
    assert panel.headline.startswith("Nâng mức chuẩn từ 360.000 lên 500.000 đồng/tháng")


def test_an_amount_between_presets_leaves_no_preset_marked(panel: Screen) -> None:
    panel.set(CHIPS, 750_000).set(NORM, 620_000)
    assert norm_controls(panel) == (620_000, 620_000, None)
    panel.set(BOX, 540_000)
    assert norm_controls(panel) == (540_000, 540_000, 540_000)


def test_a_preset_pressed_again_stays(panel: Screen) -> None:
    panel.set(CHIPS, 500_000)
    panel.set(CHIPS, None)
    assert norm_controls(panel) == (500_000, 500_000, 500_000)


def test_the_box_takes_any_whole_amount_and_the_slider_goes_with_it(panel: Screen) -> None:
    panel.set(BOX, 505_123)
    assert panel.of("warning") == []
    assert norm_controls(panel) == (505_123, 505_123, None)
    assert panel.headline.startswith("Nâng mức chuẩn từ 360.000 lên 505.123 đồng/tháng")
    panel.set(NORM, 510_000)
    assert norm_controls(panel) == (510_000, 510_000, None)


@pytest.mark.parametrize(
    ("page", "parameter", "value"),
    [
        ("protection.py", NORM, 505_123),
        ("merit.py", "ncc-muc-chuan", 3_313_200),
        ("merit.py", "ncc-muc-chuan", 2_260_500),
    ],
)
def test_a_link_takes_any_whole_amount(show: Show, page: str, parameter: str, value: int) -> None:
    screen = show(page, **{parameter.replace("-", "_"): str(value)})
    assert screen.of("warning") == []
    assert (screen.control(parameter).value, screen.control(f"{parameter}-so").value) == (value, value)
    assert f" lên {value:,} đồng/tháng".replace(",", ".") in screen.headline


def test_presets_name_their_documents(panel: Screen) -> None:
    options = [option.content for option in panel.control(CHIPS).proto.options]
    assert options == [
        "360.000 (NĐ 20)",
        "396.000 (+10%)",
        "432.000 (+20%)",
        "500.000 (NĐ 76)",
        "540.000 (NĐ 335)",
        "750.000 (đề xuất)",
    ]


def test_an_unverified_level_says_so(panel: Screen) -> None:
    mark = "Chưa kiểm chứng: mức này lấy từ báo chí, cần đối chiếu văn bản gốc trước khi trình."
    assert mark not in panel.set(CHIPS, 500_000).said
    assert mark in panel.set(CHIPS, 750_000).said


@pytest.mark.parametrize(
    ("moc", "norm", "start"), [("bao-cao", 360_000, "2024-07"), ("2024-12-31", 500_000, "2025-01")]
)
def test_reset_puts_every_lever_where_the_clock_has_it(show: Show, moc: str, norm: int, start: str) -> None:
    screen = show(
        "protection.py",
        btxh_muc_chuan="700000",
        btxh_tu_thang="2025-03",
        btxh_chi_tu="2025-06",
        btxh_tinh_nang="1",
        btxh_so_nguoi="-5",
        btxh_du_toan="300000",
        btxh_nam="2026",
        moc=moc,
    )
    assert screen.headline.startswith("Tỉnh nâng mức chuẩn")
    screen.press(RESET).unfold()
    assert norm_controls(screen) == (norm, norm, norm)
    assert (screen.control("btxh-tu-thang").value, screen.control("btxh-chi-tu").value) == (start, None)
    assert screen.control("btxh-tinh-nang").value is None
    assert (screen.control("btxh-so-nguoi").value, screen.control("btxh-du-toan").value) == (0, None)
    assert (screen.control("btxh-nam").value, screen.moc) == (start[:4], moc)
    assert "Chưa đổi gì so với mặc định." in screen.of("caption")
    assert screen.of("info")[0].startswith("Chưa thay đổi gì so với hiện hành:")
    assert screen.control(RESET).disabled


def test_what_has_been_moved_is_always_listed(panel: Screen) -> None:
    panel.set(NORM, 500_000).set("btxh-so-nguoi", 3)
    assert panel.decided == [
        "Mức chuẩn trợ giúp xã hội: 360.000 → 500.000 · +9,33 tỷ",
        "Tăng, giảm số đối tượng: 0% → 3% · +720,36 triệu",
    ]
    assert not panel.control(RESET).disabled


def test_a_provincial_rise_leaves_care_in_centres_alone(panel: Screen) -> None:
    panel.set(NORM, 500_000).set("btxh-tinh-nang", "1")
    assert panel.headline.startswith("Tỉnh nâng mức chuẩn từ 360.000 lên 500.000")
    (said,) = [text for text in panel.of("caption") if "301 người tại cơ sở" in text]
    assert "433,44 triệu đồng/tháng, tối thiểu, không thay đổi." in said
    assert "602" not in said
    (source,) = [text for text in panel.of("markdown") if text.startswith("Nguồn:")]
    assert "phần tỉnh nâng riêng: NSTW không hỗ trợ" in source


def test_more_people_change_the_sentence(panel: Screen) -> None:
    panel.set("btxh-so-nguoi", 10)
    assert panel.headline.startswith("Số đối tượng tăng 10% từ 01/7/2024: kinh phí tăng khoảng 2,4 tỷ đồng/tháng (10%)")
    assert "Tính trên 50.133 người." in panel.headline or "Tính trên 50.132 người." in panel.headline


def test_fewer_people_are_a_fall(panel: Screen) -> None:
    panel.set("btxh-so-nguoi", -10)
    assert "Số đối tượng giảm 10% từ 01/7/2024: kinh phí giảm khoảng 2,4 tỷ đồng/tháng (10%)" in panel.headline
    assert panel.metric("Giảm so với 360.000") == "−2,4 tỷ"


def test_a_higher_norm_and_fewer_people_are_both_named(panel: Screen) -> None:
    panel.set(NORM, 500_000).set("btxh-so-nguoi", -5)
    assert panel.headline.startswith(
        "Nâng mức chuẩn từ 360.000 lên 500.000 đồng/tháng, số đối tượng giảm 5% từ 01/7/2024: kinh phí tăng khoảng "
    )


def test_a_later_first_payment_makes_back_pay_of_several_months(panel: Screen) -> None:
    panel.set(NORM, 500_000).set("btxh-chi-tu", "2024-10")
    assert panel.metric("Truy lĩnh 10/2024") == "+28 tỷ"
    panel.set("btxh-cach-xem", "paid")
    months = panel.monthly()
    assert months["09/2024"][1] == pytest.approx(24_000)
    assert months["10/2024"] == pytest.approx((24_000, 61_333.333, 28_000), abs=0.01)


def test_a_payment_before_entitlement_is_explained(panel: Screen) -> None:
    panel.set(NORM, 500_000).set("btxh-chi-tu", "2024-03")
    (warning,) = panel.of("warning")
    assert warning == "Tháng chi trả 03/2024 trước tháng áp dụng 07/2024: lấy 07/2024."
    assert panel.metric("Truy lĩnh") == "không có"


def test_the_budget_year_chooses_the_year_shown(panel: Screen) -> None:
    panel.set(NORM, 500_000).set("btxh-nam", "2025")
    assert panel.metric("Cả năm 2025") == "+112 tỷ"
    panel.set("btxh-nam", "2027")
    assert panel.metric("Cả năm 2027") == "+112 tỷ"


def test_the_chart_shows_half_a_year_before_the_change_and_a_year_and_a_half_after(panel: Screen) -> None:
    panel.set(NORM, 500_000).set("btxh-nam", "2025")
    months = list(panel.monthly())
    assert (months[0], months[-1], len(months)) == ("01/2024", "01/2026", 6 + 1 + 18)
    panel.set("btxh-tu-thang", "2027-10")
    assert next(iter(panel.monthly())) == "04/2027"


def test_the_law_of_today_is_one_press_away(panel: Screen) -> None:
    panel.set(NORM, 500_000).press("btxh-den-hom-nay")
    assert panel.moc == "hom-nay"
    assert panel.headline.startswith("Hạ mức chuẩn từ 540.000 xuống 500.000")


def test_a_norm_below_the_sliders_range_is_typed_and_the_slider_begins_lower(show: Show) -> None:
    screen = show("protection.py")
    slider = screen.control(NORM)
    assert (slider.min, slider.value) == (360_000, 360_000)
    screen.set(f"{NORM}-so", 300_000)
    assert (screen.control(NORM).min, screen.control(NORM).value) == (100_000, 300_000)
    assert screen.headline.startswith("Hạ mức chuẩn từ 360.000 xuống 300.000 đồng/tháng từ 01/8/2024: kinh phí giảm ")
    assert screen.metric("Truy lĩnh 08/2024") == "không có"
    screen.set(f"{NORM}-so", 500_000)
    assert (screen.control(NORM).min, screen.control(NORM).value) == (360_000, 500_000)
    assert screen.headline.startswith("Nâng mức chuẩn từ 360.000 lên 500.000")


def test_the_least_of_the_slider_is_a_norm_below_the_law_of_today(show: Show) -> None:
    screen = show("protection.py", btxh_muc_chuan="360000", btxh_quy_dinh="2024-12-31")
    assert screen.headline.startswith("Hạ mức chuẩn từ 500.000 xuống 360.000")
    assert screen.control(NORM).min == 360_000


def test_a_level_that_was_law_before_and_is_below_it_later_is_no_rise_later(show: Show) -> None:
    """500.000 from January 2024 under the law of 2024: six months of rise, then the law itself gives as much."""
    screen = show("protection.py", btxh_muc_chuan="500000", btxh_tu_thang="2024-01", btxh_quy_dinh="2024-12-31")
    assert "năm ngân sách 2024 tăng khoảng 56 tỷ đồng" in screen.headline
    assert "năm 2025 không đổi" in screen.headline


def test_levers_keep_their_values_on_a_walk_through_other_pages(panel: Screen) -> None:
    panel.set(NORM, 500_000).set("btxh-so-nguoi", 2)
    before = panel.headline
    panel.go("overview.py").go("district_map.py").go("protection.py")
    assert panel.headline == before
