"""Payments of 10/2026 by all 33 wards and communes in the browser: overview, policy page, map and scenarios show them;
taken back, everything is as before, to the hash."""

import pytest

from data.engine import open_database
from data.settings import read_settings
from tests.browser import clerk, own_server
from tests.browser.driver import Tab
from tests.browser.pictures import picture
from tests.browser.test_scenarios import LIST, cells, save
from tests.data.uploads import WARDS_HEADER, facts, ward_lines

MERIT = ward_lines(programme="Người có công", people=600, amount=1_500_000_000)
ALL = "\n".join([WARDS_HEADER, *ward_lines(), *MERIT, ""]).encode()
ADDRESS = "bao-tro-xa-hoi?btxh-muc-chuan=700000&btxh-tu-thang=2027-01&btxh-quy-dinh=2026-11-30"
address, url = own_server.address, own_server.url


@pytest.mark.long
def test_all_wards_are_shown_everywhere_and_the_undo_gives_the_old_hash(url, address, page, leaks) -> None:
    database = open_database(read_settings({"DATABASE_URL": address}))
    tab = Tab(page, url)
    save(tab, ADDRESS, "Nâng 700.000")
    before, people = facts(database), tab.headline
    assert "45.575 người" in people

    tab.menu("Cập nhật số liệu").upload("thang-10.csv", ALL)
    clerk.confirm(clerk.to_confirm(clerk.to_changes(tab)))
    assert "thành 26,4 tỷ đồng/tháng (đơn vị cập nhật, 10/2026)" in tab.said
    picture(tab, "phuong-xa-1-xac-nhan")
    tab.click("tai-tep-ghi")
    page.get_by_text("Đã ghi 66 dòng thành bản 2").wait_for()
    assert "Các trang đã tính theo số mới." in tab.still().said

    tab.menu("Tổng quan")
    assert "số 33 xã, phường gửi, kỳ 10/2026" in tab.said
    assert "26.400 triệu" in tab.said
    picture(tab, "phuong-xa-2-tong-quan")
    tab.open(ADDRESS)
    assert "33.000 người" in tab.headline
    tab.tab("Xã, phường")
    assert cells(tab, "Phủ Lý")[0] == "1.000"
    picture(tab, "phuong-xa-3-theo-xa-phuong")
    tab.toggle("btxh-huyen-cu")
    assert cells(tab, "Lý Nhân (quy đổi)")[0] == "7.000"
    picture(tab, "phuong-xa-4-sau-huyen-cu")
    tab.open("ban-do?bando-dia-gioi=2025-07")
    assert "33/33 đơn vị đã gửi số liệu" in tab.said
    assert cells(tab, "Phủ Lý")[0] == "1.000"
    picture(tab, "phuong-xa-5-ban-do")
    tab.menu("Phương án").tab(LIST).choose("phuong-an-mo", "Nâng 700.000")
    assert "theo số liệu hiện nay" in tab.headline
    picture(tab, "phuong-xa-6-phuong-an")

    tab.menu("Lịch sử cập nhật")
    clerk.undo(tab, 2)
    assert "Đã thu hồi bản 2" in tab.said
    assert facts(database) == before
    database.dispose()
    tab.open(ADDRESS)
    assert tab.headline == people
    assert (tab.trouble(), leaks) == ([], [])
