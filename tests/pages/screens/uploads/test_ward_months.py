"""Payments of months without districts on the screen: all 33 wards change the pages, some of them say that they do
not, and the undo gives the old figures."""

from collections.abc import Callable

import pytest

from data.engine import Database
from tests.data.uploads import WARDS_HEADER, undo, version, ward_lines
from tests.pages import clerk
from tests.pages.clerk import content
from tests.pages.screen import Screen

Show = Callable[..., Screen]
ALL = content(
    *ward_lines(), *ward_lines(programme="Người có công", people=600, amount=1_500_000_000), header=WARDS_HEADER
)
WARDS, DISTRICTS, TABS = "Xã, phường", "Huyện, thị xã, thành phố", "btxh-bang"


def written(show: Show, data: bytes) -> Screen:
    return clerk.write(clerk.choose(show("upload.py"), "thang-10.csv", data))


def test_all_wards_change_what_the_pages_show_and_the_undo_brings_it_back(show: Show, database: Database) -> None:
    before = show("overview.py").metric("Bảo trợ xã hội tại cộng đồng")
    page = clerk.choose(show("upload.py"), "thang-10.csv", ALL)
    clerk.to_changes(page)
    assert "thành 26,4 tỷ đồng/tháng (đơn vị cập nhật, 10/2026)" in page.said
    page.open_tab(clerk.TABS, clerk.EFFECT)
    shown = [row[:3] for table in page.tables for row in table if row[0] == "Phủ Lý"]
    assert shown == [["Phủ Lý", "chưa có", "1.000"], ["Phủ Lý", "chưa có", "600"]]
    page.press(clerk.TO_CONFIRM)
    clerk.tick_all(page).press(clerk.WRITE)
    (done,) = page.of("success")
    assert done == "Đã ghi 66 dòng thành bản 2 từ tệp thang-10.csv. Các trang đã tính theo số mới."

    overview = show("overview.py")
    assert overview.metric("Bảo trợ xã hội tại cộng đồng") == "26,4 tỷ"
    assert "số 33 xã, phường gửi, kỳ 10/2026" in overview.said
    assert "33/33 đơn vị đã gửi số liệu tháng 10/2026." in overview.said

    policy = show("protection.py").open_tab(TABS, WARDS)
    assert "33.000" in policy.said
    assert len(policy.table(WARDS)) == 34
    assert policy.row(WARDS, "Toàn tỉnh")[1] == "33.000"
    policy.set("btxh-huyen-cu", True)
    rows = policy.table(DISTRICTS)
    assert [row[0] for row in rows] == [
        *(f"{name} (quy đổi)" for name in ("Phủ Lý", "Duy Tiên", "Kim Bảng", "Thanh Liêm", "Bình Lục", "Lý Nhân")),
        "Toàn tỉnh",
    ]
    assert [" đến " in row[1] for row in rows].count(True) >= 2
    assert policy.row(DISTRICTS, "Lý Nhân (quy đổi)")[1] == "7.000"

    undo(database, version(database))
    assert show("overview.py").metric("Bảo trợ xã hội tại cộng đồng") == before
    assert "45.575 người" in show("protection.py").said


def test_a_file_of_some_wards_says_before_and_after_that_nothing_changes(show: Show) -> None:
    page = clerk.choose(show("upload.py"), "hai-phuong.csv", content(*ward_lines()[:31], header=WARDS_HEADER))
    why = "tháng 10/2026 mới đủ 31/33 đơn vị, còn thiếu Nhân Hà, Nam Lý"
    clerk.to_changes(page)
    assert why in page.said
    page.press(clerk.TO_CONFIRM)
    clerk.tick_all(page)
    assert why in page.said
    page.press(clerk.WRITE)
    (done,) = page.of("success")
    assert "Các trang đã tính theo số mới" not in done
    assert why in done
    assert "45.575 người" in show("protection.py").said
    assert "31/33 đơn vị đã gửi số liệu tháng 10/2026; Nhân Hà, Nam Lý chưa gửi." in show("overview.py").said


def test_the_first_ward_silences_no_district(show: Show) -> None:
    written(show, content(ward_lines()[0], header=WARDS_HEADER))
    page = show("protection.py", minh_hoa="co").open_tab(TABS, "Huyện")
    assert "MINH HỌA" in page.said
    assert [row[0] for row in page.table(DISTRICTS)][:2] == ["Phủ Lý", "Duy Tiên"]


def test_the_map_opens_on_the_borders_of_the_newest_figures(show: Show) -> None:
    page = show("district_map.py", bando_chi_tieu="btxh-nguoi")
    assert page.of("title") == ["Bản đồ"]
    assert "6 đơn vị cấp huyện" in page.said
    written(show, ALL)
    page = show("district_map.py", bando_chi_tieu="btxh-nguoi")
    assert "33 phường, xã của tỉnh Ninh Bình" in page.said
    assert page.map is not None
    assert page.of("warning") == []
    assert page.row(WARDS, "Phủ Lý")[1:3] == ["1.000", "800"]
    page.set("bando-chi-tieu", "btxh-tang-them")
    assert "33 phường, xã của tỉnh Ninh Bình" in page.said


@pytest.mark.parametrize("borders", ["2023", "2025-01", "2025-07"])
def test_the_map_shows_them_on_either_borders(show: Show, borders: str) -> None:
    written(show, ALL)
    page = show("district_map.py", bando_dia_gioi=borders)
    assert "10/2026" in page.said
    if borders != "2025-07":
        assert "quy đổi" in page.said
    else:
        assert "33/33 đơn vị đã gửi số liệu" in page.said
        assert page.row(WARDS, "Phủ Lý")[1:3] == ["1.000", "800"]


def test_a_row_of_the_whole_province_changes_the_pages(show: Show) -> None:
    line = ",Tỉnh Hà Nam,2026-10,Bảo trợ xã hội,40000,30000000000"
    page = written(show, content(line, header=WARDS_HEADER))
    assert "Các trang đã tính theo số mới." in page.of("success")[0]
    assert "số toàn tỉnh gửi, kỳ 10/2026" in show("overview.py").said
    policy = show("protection.py").open_tab(TABS, WARDS)
    assert "Kỳ 10/2026 chỉ có số toàn tỉnh" in " ".join(policy.of("info"))
