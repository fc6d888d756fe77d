"""The first screen of Tổng quan: figures out of the data, changes by rule, links to the pages that answer."""

from collections.abc import Callable

import pytest

from data.engine import Database
from pages.ui.session import loaders
from tests.pages.screen import Screen
from tests.pages.sent_figures import Sent, send

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
    for part in ("NSTW: gần 47.701 triệu đồng/tháng", "NSĐP: trên 24 tỷ đồng/tháng", "NSĐP: 433,44 triệu đồng/tháng"):
        assert part in said
    assert "width:66%" in said


def test_ready_changes_are_computed_by_rule(show: Show) -> None:
    assert buttons(show("overview.py", moc="2026-12-01")) == {
        "tong-quan-thu-nghi-dinh": "Tác động của NĐ 335/2026: +2,67 tỷ đồng",
        "tong-quan-thu-hop-2023": "Như cuộc họp 2023: 360 → 500: +9,33 tỷ đồng",
        "tong-quan-thu-nguoi-co-cong": "Người có công +10%: +6,99 tỷ đồng",
        "tong-quan-thu-tran": "Vừa mức trần 5 tỷ đồng (đến 640.000): +4,81 tỷ đồng",
    }


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
    assert amount.removesuffix(" tỷ đồng") in screen.said


def test_nine_tiles_lead_to_nine_pages_and_a_figure_that_is_not_there_is_no_nought(show: Show) -> None:
    screen = show("overview.py")
    links = [link.proto.label for link in screen.at.get("page_link")]
    areas = "Người có công/Bảo trợ xã hội/Việc làm/Giáo dục nghề nghiệp/Giảm nghèo/BHXH, BHTN/Bình đẳng giới/Trẻ em"
    tried = "Thử mức chuẩn trợ giúp/Thử chuẩn nghèo mới/Thử thẻ bảo hiểm, nhà ở/Thử dạy bơi an toàn"
    for title in f"{areas}/Phòng, chống tệ nạn xã hội/{tried}".split("/"):
        assert title in links
    values = [metric.value for metric in screen.at.metric]
    assert values[:9] == ["20.355 người", "45.575 người", "28.494 người", "74%", "5.915 hộ", *["chưa có số"] * 4]
    assert "8 phép đối chiếu khớp · chưa đơn vị nào gửi số liệu" in screen.said


def test_a_sent_figure_takes_its_place(show: Show, database: Database) -> None:
    send(database, [Sent("35", "poverty.poor_households", "5900", level="province")])
    assert "5.900 hộ" in [metric.value for metric in show("overview.py").at.metric]
    assert loaders.data().version == 2


def test_an_area_without_a_reported_figure_shows_what_is_assumed_of_it_until_nothing_is_to_be_assumed(
    show: Show,
) -> None:
    def tiles(assuming: str) -> list[str]:
        return [str(metric.value) for metric in show("overview.py", moc="2026-12-01", gia_dinh=assuming).at.metric[5:9]]

    assumed = ["≈ 1,79 tỷ", "≈ 4,43 triệu", "≈ 336,25 triệu", "≈ 701,96 triệu"]
    assert tiles("") == assumed
    assert tiles("khong") == ["chưa có số"] * 4
    assert tiles("") == assumed
