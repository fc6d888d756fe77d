"""A clerk's day in the browser: a wrong file, a right one, the map with it, and taking it back.

Belongs here: the path over several pages of one session.
"""

from collections.abc import Callable

import pytest

from tests.browser.driver import Tab
from tests.browser.test_every_control import check_file
from tests.data.uploads import HEADER, NAMES

PEOPLE = {"347": 9001, "349": 7002, "350": 7003, "351": 6004, "352": 7005, "353": 9006}
AMOUNT = 4_100_000_000
GOOD = "\n".join(
    [HEADER, *(f"{code},{NAMES[code]},2023-12,Bảo trợ xã hội,{people},{AMOUNT}" for code, people in PEOPLE.items()), ""]
).encode()
BAD = "\n".join(
    [
        HEADER,
        "347,Phủ Lý,2023-12,Bảo trợ xã hội,ba trăm,4100000000",
        "999,Kim Bôi,2023-12,Bảo trợ xã hội,10,5000000",
        "",
    ]
).encode()


@pytest.fixture(scope="module")
def url(server: Callable[..., str]) -> str:
    return server()


def test_from_a_wrong_file_to_new_figures_and_back(url, page, leaks) -> None:
    tab = Tab(page, url).open("cap-nhat-so-lieu")
    name, template = tab.download(tab.at("tai-bieu-mau").get_by_role("button"))
    check_file(name, template)

    tab.upload("sai.csv", BAD)
    assert "lỗi phải sửa; chưa ghi gì" in tab.said
    assert "ba trăm" in tab.said
    assert "dòng 2" in tab.said
    assert tab.page.locator(".st-key-tai-tep-ghi").count() == 0

    tab.menu("Lịch sử cập nhật")
    assert "Chưa có lần cập nhật nào để thu hồi." in tab.said
    tab.menu("Cập nhật số liệu")

    tab.upload("thang-12.csv", GOOD)
    assert "Tệp đọc được, 6 dòng số liệu." in tab.said
    assert "Mới: 6" in tab.said
    button = tab.at("tai-tep-ghi").get_by_role("button")
    assert button.inner_text() == "Ghi 6 dòng của tháng 12/2023"
    tab.then(button.click)
    assert "Đã ghi 6 dòng thành bản 2." in tab.said

    tab.menu("Bản đồ theo huyện")
    page.wait_for_selector("[data-testid=stDeckGlJsonChart] canvas")
    alt = page.get_by_test_id("stDeckGlJsonChart").get_attribute("aria-label")
    assert "Phủ Lý: 9.001 người" in alt
    assert "minh họa" not in alt
    assert "MINH HỌA" not in tab.said
    assert "6/6 đơn vị đã gửi số liệu" in tab.said
    name, table = tab.download(tab.at("bando-tai-ve").get_by_role("button"))
    check_file(name, table)
    assert "9.001" in table.decode("utf-8-sig")
    assert "minh họa" not in table.decode("utf-8-sig")

    tab.menu("Bảo trợ xã hội")
    assert "45.021 người" in tab.said
    assert "Số liệu: đơn vị cập nhật, tháng 12/2023, bản 2." in tab.said

    tab.menu("Lịch sử cập nhật")
    assert "thang-12.csv" in tab.said
    tab.then(tab.at("lich-su-thu-hoi").get_by_role("button").click)
    assert "Đã thu hồi bản 2" in tab.said
    tab.menu("Bảo trợ xã hội")
    assert "45.575 người" in tab.said
    tab.menu("Bản đồ theo huyện")
    page.wait_for_selector("[data-testid=stDeckGlJsonChart] canvas")
    assert "9.001" not in page.get_by_test_id("stDeckGlJsonChart").get_attribute("aria-label")
    assert (tab.trouble(), leaks) == ([], [])


def test_a_file_of_another_kind_is_explained(url, page) -> None:
    tab = Tab(page, url).open("cap-nhat-so-lieu")
    tab.upload("anh.csv", b"\x89PNG\r\n\x1a\n" + bytes(200))
    assert "lỗi phải sửa; chưa ghi gì" in tab.said
    assert tab.trouble() == []
