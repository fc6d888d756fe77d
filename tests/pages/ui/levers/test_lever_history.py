"""Lùi lại and Làm lại: one action is one step, whatever it moved and wherever its lever stands."""

from collections.abc import Callable

import pytest

from tests.pages import shared
from tests.pages.screen import Screen

Show = Callable[..., Screen]
data_folder = shared.data_folder
NORM, BOX, CHIPS, BACK, AGAIN, RESET = (
    f"btxh-{name}" for name in ("muc-chuan", "muc-chuan-so", "muc-chuan-goi-y", "lui", "lam-lai", "ve-hien-hanh")
)


@pytest.fixture
def panel(show: Show) -> Screen:
    return show("protection.py")


def ways(screen: Screen, prefix: str = "btxh-") -> tuple[bool, bool]:
    """Whether one can step back and forward."""
    return not screen.control(f"{prefix}lui").disabled, not screen.control(f"{prefix}lam-lai").disabled


def at(screen: Screen, *keys: str) -> list[object]:
    """Where controls stand; one behind a folded part that nothing has moved is not drawn and stands open."""
    return [screen.control(key).value if screen.has(key) else None for key in keys]


def test_at_first_there_is_no_way_back_and_no_way_forward(panel: Screen) -> None:
    assert ways(panel) == (False, False)
    assert [panel.control(key).proto.shortcut for key in (BACK, AGAIN)] == ["ctrl+z", "ctrl+y"]


def test_arriving_by_a_link_is_no_step(show: Show) -> None:
    assert ways(show("protection.py", btxh_muc_chuan="500000", btxh_hs_kt_nang="2,0")) == (False, False)


def test_one_move_is_one_step_there_and_back(panel: Screen) -> None:
    panel.set(NORM, 500_000)
    said = panel.headline
    assert ways(panel) == (True, False)
    panel.press(BACK)
    assert at(panel, NORM, BOX) == [360_000, 360_000]
    assert panel.of("info")[0].startswith("Chưa thay đổi gì so với hiện hành:")
    assert ways(panel) == (False, True)
    panel.press(AGAIN)
    assert panel.headline == said
    assert ways(panel) == (True, False)


@pytest.mark.parametrize(("control", "value"), [(CHIPS, 750_000), (BOX, 620_000), (NORM, 620_000)])
def test_slider_box_and_preset_move_together_and_go_back_together(panel: Screen, control: str, value: int) -> None:
    panel.set(NORM, 500_000).set(control, value).press(BACK)
    assert at(panel, NORM, BOX, CHIPS) == [500_000, 500_000, 500_000]
    panel.press(BACK)
    assert at(panel, NORM, BOX, CHIPS) == [360_000, 360_000, 360_000]
    assert ways(panel) == (False, True)


def test_several_steps_come_back_in_turn(panel: Screen) -> None:
    panel.set(NORM, 500_000).set("btxh-tu-thang", "2025-01").set("btxh-tinh-nang", "1").set("btxh-nam", "2025")
    trail = []
    for _step in range(4):
        panel.press(BACK)
        trail.append(at(panel, NORM, "btxh-tu-thang", "btxh-tinh-nang", "btxh-nam"))
    assert trail == [
        [500_000, "2025-01", "1", "2024"],
        [500_000, "2025-01", None, "2024"],
        [500_000, "2024-07", None, "2024"],
        [360_000, "2024-07", None, "2024"],
    ]
    assert ways(panel) == (False, True)
    assert at(panel.press(AGAIN).press(AGAIN), NORM, "btxh-tu-thang", "btxh-tinh-nang") == [500_000, "2025-01", None]


def test_a_new_move_ends_what_could_be_redone(panel: Screen) -> None:
    panel.set(NORM, 500_000).set(NORM, 600_000).press(BACK).press(BACK)
    assert ways(panel) == (False, True)
    panel.set("btxh-tinh-nang", "1")
    assert ways(panel) == (True, False)
    panel.press(BACK)
    assert at(panel, NORM, "btxh-tinh-nang") == [360_000, None]


@pytest.mark.parametrize(
    ("lever", "value", "empty"),
    [
        ("btxh-hs-kt-nang", "5", None),
        ("btxh-nguoi-kt-nang", 120, None),
        ("btxh-so-nguoi", -4, 0),
        ("btxh-the-bhyt", True, False),
        ("btxh-75-giua", 5_000, 4_400),
        ("btxh-lo-trinh", "2x6", "1"),
        ("btxh-du-toan", 300_000, None),
        ("btxh-den-thang", "2026-01", None),
        ("btxh-gom-huu-tri", "1", None),
    ],
)
def test_a_lever_behind_a_button_goes_back_as_well(panel: Screen, lever: str, value: object, empty: object) -> None:
    panel.unfold().set(NORM, 500_000).set(lever, value).press(BACK)
    assert at(panel, NORM, lever) == [500_000, empty]
    panel.press(AGAIN)
    assert at(panel, NORM, lever) == [500_000, value]


def test_the_way_back_to_current_law_is_one_step(show: Show) -> None:
    moved = {
        NORM: 700_000,
        "btxh-tu-thang": "2025-01",
        "btxh-hs-kt-nang": "5",
        "btxh-nguoi-hiv": -10,
        "btxh-nam": "2025",
    }
    screen = show(
        "protection.py",
        btxh_muc_chuan="700000",
        btxh_tu_thang="2025-01",
        btxh_hs_kt_nang="2,5",
        btxh_nguoi_hiv="-10",
        btxh_nam="2025",
    )
    said = screen.headline
    screen.press(RESET)
    assert at(screen, *moved) == [360_000, "2024-07", None, None, "2024"]
    assert "Chưa đổi gì so với mặc định." in screen.of("caption")
    screen.press(BACK)
    assert at(screen, *moved) == list(moved.values())
    assert screen.headline == said
    assert ways(screen) == (False, True)
    assert at(screen.press(AGAIN), NORM) == [360_000]


def test_the_law_of_today_is_one_step(panel: Screen) -> None:
    panel.set(NORM, 520_000)
    said = panel.headline
    panel.press("btxh-den-hom-nay")
    assert panel.moc == "hom-nay"
    assert ways(panel) == (True, False)
    panel.press(BACK)
    assert panel.moc == "bao-cao"
    assert at(panel, NORM, "btxh-tu-thang") == [520_000, "2024-07"]
    assert panel.headline == said
    assert panel.press(AGAIN).moc == "hom-nay"


def test_a_decrees_chip_is_one_step_with_its_clock(panel: Screen) -> None:
    panel.set("btxh-so-nguoi", 5).set(CHIPS, 540_000)
    assert panel.moc == "2026-08-20"
    panel.press(BACK)
    assert panel.moc == "bao-cao"
    assert at(panel, NORM, "btxh-tu-thang", "btxh-so-nguoi") == [360_000, "2024-07", 5]


def test_an_answer_of_goal_seek_set_as_the_norm_is_one_step(panel: Screen) -> None:
    panel.set("btxh-tinh-nang", "1").open_tab("btxh-bang", "Tính ngược từ kinh phí").press("btxh-dat-muc")
    assert panel.control(NORM).value > 360_000
    assert at(panel.press(BACK), NORM, "btxh-tinh-nang") == [360_000, "1"]


def test_what_only_looks_is_no_step(panel: Screen) -> None:
    panel.set("btxh-cach-xem", "paid").open_tab("btxh-bang", "Nguồn").set(NORM, 360_000)
    assert ways(panel) == (False, False)


def test_each_page_has_its_own_way_back(panel: Screen) -> None:
    panel.set(NORM, 500_000).go("merit.py")
    assert ways(panel, "ncc-") == (False, False)
    panel.set("ncc-muc-chuan-goi-y", 2_789_000).press("ncc-lui")
    assert at(panel, "ncc-muc-chuan", "ncc-muc-chuan-so") == [2_055_000, 2_055_000]
    panel.go("protection.py")
    assert at(panel, NORM) == [500_000]
    assert ways(panel) == (True, False)
    assert at(panel.press(BACK), NORM) == [360_000]


def test_what_was_moved_is_named_by_its_lever(panel: Screen) -> None:
    panel.unfold().set(NORM, 500_000).set("btxh-hs-kt-nang", "5").set("btxh-nguoi-kt-nang-tre-gia", -30)
    panel.set("btxh-the-bhyt", True).set("btxh-nstw-ho-tro", 50)
    listed = "; ".join(panel.decided)
    for words in (
        "Mức chuẩn trợ giúp xã hội: 360.000 → 500.000 · +9,33 tỷ",
        "khuyết tật nặng: theo quy định → 2,5 · +3,87 tỷ",
        "khuyết tật nặng là trẻ em, cao tuổi: để trống → −30",
        "thẻ bảo hiểm y tế (tối đa): không → có",
        "NSTW hỗ trợ phần tăng theo mức của Trung ương: để trống → 50%",
    ):
        assert words.lower() in listed.lower()
    panel.press(BACK).press(BACK)
    listed = "; ".join(panel.decided)
    assert "bảo hiểm y tế" not in listed
    assert "−30" in listed
