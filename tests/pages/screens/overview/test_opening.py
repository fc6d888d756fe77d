"""The first screen of Tổng quan: figures out of the data, changes by rule, links to the pages that answer."""

from collections.abc import Callable

import pytest

from tests.pages.screen import Screen

Show = Callable[..., Screen]


def buttons(screen: Screen) -> dict[str, str]:
    return {
        one.key: one.label.translate(str.maketrans("", "", "*\\"))
        for one in screen.at.button
        if (one.key or "").startswith("tong-quan-thu")
    }


def test_the_sentence_and_its_parts_come_from_the_data(show: Show) -> None:
    screen = show("overview.py")
    said = " ".join([*(element.proto.body for element in screen.at.get("html")), *screen.of("caption")])
    assert "Tỉnh Hà Nam chi trả khoảng 72,1 tỷ đồng mỗi tháng cho 66.231 người" in said
    for part in ("NSTW: gần 47,701 tỷ đồng/tháng", "NSĐP: trên 24 tỷ đồng/tháng", "NSĐP: 0,433 tỷ đồng/tháng"):
        assert part in said
    assert "width:66%" in said


def test_ready_changes_are_computed_by_rule(show: Show) -> None:
    assert buttons(show("overview.py", moc="2026-12-01", gia_dinh="")) == {
        "tong-quan-thu-nghi-dinh": "NĐ 335/2026, đã có trong tổng trên: +2,67 tỷ",
        "tong-quan-thu-hop-2023": "Như cuộc họp 2023, 360 → 500 nghìn: +9,33 tỷ",
        "tong-quan-thu-nguoi-co-cong": "Người có công +10%: +6,99 tỷ",
        "tong-quan-thu-tran": "Tối đa thêm 5 tỷ, trợ giúp lên 640.000: +4,81 tỷ",
        "tong-quan-thu-bhxh-ho-ngheo": "BHXH tự nguyện hộ nghèo: 135,52 triệu",
        "tong-quan-thu-ho-ngheo": "Hộ nghèo còn 1,5%: bớt ≈ 1.708 hộ",
    }


def test_insurance_of_the_poor_lands_on_what_each_group_costs(show: Show) -> None:
    """350 people x 2.200.000 x 22% x (50% of the State + 30% of the province) from 2027 on."""
    screen = show("overview.py", moc="2026-12-01", gia_dinh="")
    screen.press("tong-quan-thu-bhxh-ho-ngheo")
    said = screen.said.replace("*", "")
    assert "Hỗ trợ mỗi tháng: hộ nghèo 135,52 triệu (tỉnh 50,82 triệu) · hộ cận nghèo" in said
    assert said.index("hộ cận nghèo ") < said.index("người khác "), "in the order of the law, not by the amount"


def test_without_starting_assumptions_nothing_is_said_of_insurance(show: Show) -> None:
    assert "tong-quan-thu-bhxh-ho-ngheo" not in buttons(show("overview.py", moc="2026-12-01", gia_dinh="khong"))


def test_a_rate_of_poverty_lands_on_how_many_households_that_is(show: Show) -> None:
    screen = show("overview.py", moc="2026-12-01", gia_dinh="")
    screen.press("tong-quan-thu-ho-ngheo")
    assert screen.at.session_state["gn-chi-tieu"] == "15"
    numbers = [one.value.partition("\n")[0] for one in screen.at.markdown if one.value.startswith("## ")]
    assert "## Bớt khoảng 1.708 hộ nghèo" in numbers, "no money moves: what was asked is the answer"
    said = "Tỷ lệ hộ nghèo: 2,11% năm 2023, xuống 1,5%. Bớt khoảng 1.708 hộ, còn khoảng 4.207 hộ "
    assert said + "(từ 4.199 đến 4.215)" in screen.said.replace("*", "")


@pytest.mark.parametrize(
    ("key", "file", "moc", "levers"),
    [
        (
            "nghi-dinh",
            "protection.py",
            "2026-08-20",
            {"muc-chuan": 540_000, "tu-thang": "2026-07", "chi-tu": "2026-11"},
        ),
        ("hop-2023", "protection.py", "bao-cao", {"muc-chuan": 500_000, "tu-thang": "2024-07", "chi-tu": None}),
        ("nguoi-co-cong", "merit.py", "2026-12-01", {"muc-chuan": 3_313_200, "tu-thang": "2027-01"}),
        ("tran", "protection.py", "2026-12-01", {"muc-chuan": 640_000, "tu-thang": "2027-01"}),
    ],
)
def test_a_click_lands_on_the_computed_answer(
    show: Show, key: str, file: str, moc: str, levers: dict[str, object]
) -> None:
    screen = show("overview.py", moc="2026-12-01")
    amount = buttons(screen)[f"tong-quan-thu-{key}"].rpartition(": +")[2]
    screen.press(f"tong-quan-thu-{key}")
    prefix = "ncc-" if file == "merit.py" else "btxh-"
    assert screen.moc == moc
    assert {name: screen.at.session_state[prefix + name] for name in levers} == levers
    assert amount.removesuffix(" tỷ") in screen.said


@pytest.mark.parametrize(("key", "prefix"), [("nguoi-co-cong", "ncc-"), ("tran", "btxh-")])
def test_a_rise_made_today_is_paid_from_its_first_month_whichever_door_it_comes_by(
    show: Show, key: str, prefix: str
) -> None:
    """As the page of the area opens by itself: without back-pay."""
    by_itself = show("merit.py" if prefix == "ncc-" else "protection.py", moc="2026-12-01", gia_dinh="")
    screen = show("overview.py", moc="2026-12-01")
    screen.press(f"tong-quan-thu-{key}")
    paid = screen.at.session_state[f"{prefix}chi-tu"]
    assert paid == screen.at.session_state[f"{prefix}tu-thang"] == by_itself.at.session_state[f"{prefix}chi-tu"]
    assert "truy lĩnh" not in screen.headline
