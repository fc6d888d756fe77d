"""The tiles of Tổng quan: an area's figure, its bar with the plan, its years; nothing drawn that nobody has counted."""

import re
from collections.abc import Callable
from pathlib import Path

from data.engine import Database
from pages.ui.session import loaders
from tests.pages.screen import Screen
from tests.pages.sent_figures import Sent, send
from tests.pages.support_pages import send as send_file

Show = Callable[..., Screen]
DRAWN = re.compile(r'role="img" aria-label="([^"]*)"')


def drawn(screen: Screen) -> dict[str, str]:
    """What is drawn, by what is said of it to those who do not see it."""
    bodies = [element.proto.body for element in screen.at.get("html")]
    return {said.group(1): body for body in bodies if (said := DRAWN.search(body))}


def helps(screen: Screen) -> list[str]:
    return [caption.help for caption in screen.at.caption]


def test_a_figure_is_drawn_against_its_plan_or_beside_its_years_and_where_there_is_neither_not_at_all(
    show: Show,
) -> None:
    screen = show("overview.py")
    pictures = drawn(screen)
    assert list(pictures) == ["28.494 người, đạt 114% kế hoạch năm", "74%", "năm 2022: 7.571 hộ; năm 2023: 5.915 hộ"]
    jobs, trained, poor = pictures.values()
    assert "width:100%" in jobs
    assert "left:calc(88% - 2px)" in jobs, "25.000 of 28.494"
    assert "width:74%" in trained
    assert "calc(" not in trained, "the report has no plan of it"
    assert re.findall(r"height:(\d+)%", poor) == ["100", "78"]
    lacking = "Người có công; Bảo trợ xã hội; Giáo dục nghề nghiệp; Giảm nghèo; BHXH, BHTN; Bình đẳng giới; Trẻ em"
    assert f"Chưa có số kế hoạch: {lacking}; Phòng, chống tệ nạn xã hội" in helps(screen)


def test_a_plan_and_years_that_units_send_are_drawn(show: Show, database: Database, tmp_path: Path) -> None:
    plans = ("2023,Việc làm mới,40000", "2025,Tỷ lệ lao động qua đào tạo,80")
    rows = [f"Tỉnh Hà Nam,{plan}" for plan in plans]
    send_file(database, tmp_path, "targets", "Đơn vị,Năm,Chỉ tiêu,Kế hoạch năm", *rows)
    send(database, [Sent("35", "poverty.poor_households", "9000", period="2021", level="province")])
    screen = show("overview.py")
    jobs, trained, poor = drawn(screen)
    assert jobs == "28.494 người, đạt 71,2% kế hoạch năm"
    assert "width:71%" in drawn(screen)[jobs]
    assert "calc(100% - 2px)" in drawn(screen)[jobs]
    assert trained == "74%, mục tiêu 2025: 80%"
    assert poor == "năm 2021: 9.000 hộ; năm 2022: 7.571 hộ; năm 2023: 5.915 hộ"
    assert any("kế hoạch: Người có công; Bảo trợ xã hội; Giảm nghèo" in words for words in helps(screen))


def test_a_share_is_held_against_the_countrys_target_and_a_fall_is_not_drawn(show: Show, database: Database) -> None:
    send(database, [Sent("35", "children.swim_safely_share", "42", period="2025", level="province")])
    assert "42%, mục tiêu 2025: từ 50% trở lên" in drawn(show("overview.py"))
    fall = Sent("35", "children.drowning_deaths_change", "-4", period="2025", level="province")
    send(database, [fall])
    assert not any("−4%" in said for said in drawn(show("overview.py")))


def test_the_assumed_share_of_swimmers_stands_with_its_mark_and_the_target(show: Show) -> None:
    said = "≈ 10% biết bơi, ước tính; mục tiêu 2030: 60%"
    screen = show("overview.py", moc="2026-12-01", gia_dinh="")
    body = drawn(screen)[said]
    assert "width:10%" in body
    assert "left:calc(60% - 2px)" in body
    assert screen.said.count("giả định]") == 4, "each of the tiles nobody has counted is marked"


def test_nine_tiles_lead_to_nine_pages_and_a_figure_that_is_not_there_is_no_nought(show: Show) -> None:
    screen = show("overview.py")
    links = [link.proto.label for link in screen.at.get("page_link")]
    areas = "Người có công/Bảo trợ xã hội/Việc làm/Giáo dục nghề nghiệp/Giảm nghèo/BHXH, BHTN/Bình đẳng giới/Trẻ em"
    tried = "Thử mức chuẩn trợ giúp/Thử chuẩn nghèo mới/Thử thẻ bảo hiểm, nhà ở/Thử dạy bơi an toàn"
    for title in f"{areas}/Phòng, chống tệ nạn xã hội/{tried}".split("/"):
        assert title in links
    values = [metric.value for metric in screen.at.metric]
    assert values[:9] == ["20.355 người", "45.575 người", "28.494 người", "74%", "5.915 hộ", *["chưa có số"] * 4]
    assert "Chưa đơn vị nào gửi số mới; số liệu đã đối chiếu, khớp; " in screen.said


def test_a_sent_figure_takes_its_place(show: Show, database: Database) -> None:
    send(database, [Sent("35", "poverty.poor_households", "5900", level="province")])
    assert "5.900 hộ" in [metric.value for metric in show("overview.py").at.metric]
    assert loaders.data().version == 2


def test_an_area_without_a_reported_figure_shows_what_is_assumed_of_it_until_nothing_is_to_be_assumed(
    show: Show,
) -> None:
    def tiles(assuming: str) -> list[str]:
        return [str(metric.value) for metric in show("overview.py", moc="2026-12-01", gia_dinh=assuming).at.metric[5:9]]

    assumed = ["≈ 1,79 tỷ", "≈ 4,43 triệu", "≈ 10% biết bơi", "≈ 701,96 triệu"]
    assert tiles("") == assumed
    assert tiles("khong") == ["chưa có số"] * 4
    assert tiles("") == assumed
