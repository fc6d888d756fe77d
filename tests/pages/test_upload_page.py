"""The upload page and the history: problems, preview, writing once, taking back.

Belongs here: the clerk's path without a browser. Judging files and writing them have their own tests.
"""

from collections.abc import Callable

import pytest

from data.engine import Database
from tests.data.uploads import HEADER, NAMES, apply, line, upload, version
from tests.pages.screen import Screen

Show = Callable[..., Screen]
WRITE = "tai-tep-ghi"
PEOPLE = {"347": 9001, "349": 7002, "350": 7003, "351": 6004, "352": 7005, "353": 9006}


def content(*rows: str) -> bytes:
    return "\n".join([HEADER, *rows, ""]).encode()


GOOD = content(*(f"{code},{NAMES[code]},2023-12,Bảo trợ xã hội,{people},4100000000" for code, people in PEOPLE.items()))
WRONG = content(
    "347,Phủ Lý,2023-12,Bảo trợ xã hội,ba trăm,4100000000",
    "349,Duy Tiên,2023-13,Bảo trợ xã hội,7002,4100000000",
    "350,Kim Bôi,2023-12,Bảo trợ xã hội,7003,4100000000",
    "351,Thanh Liêm,2023-12,Bảo trợ xã hội,-5,4100000000",
)


def choose(screen: Screen, name: str, data: bytes) -> Screen:
    (uploader,) = screen.at.file_uploader
    uploader.upload(name, data, "text/csv")
    return screen.run()


@pytest.fixture
def page(show: Show) -> Screen:
    return show("upload.py")


def buttons(screen: Screen) -> list[str]:
    return [button.label for button in screen.at.button]


def listed(screen: Screen) -> list[str]:
    found = [line[2:] for text in screen.of("markdown") for line in text.splitlines() if line.startswith("- ")]
    return [line for line in found if line.startswith(("Ô ", "Dòng "))]


def test_every_problem_of_a_wrong_file_is_listed_with_its_place_and_remedy(page: Screen, database: Database) -> None:
    choose(page, "sai.csv", WRONG)
    (error,) = page.of("error")
    count = int(error.split()[0])
    assert error == f"{count} lỗi phải sửa; chưa ghi gì. Sửa trong tệp rồi chọn lại."
    problems = listed(page)
    assert len(problems) == count >= 4
    for number, value in ((2, "ba trăm"), (3, "2023-13"), (4, "Kim Bôi"), (5, "-5")):
        (found,) = [problem for problem in problems if value in problem]
        assert f"dòng {number}" in found.lower()
    assert any(problem.startswith("Ô E2 (dòng 2), Số đối tượng (beneficiaries): 'ba trăm'") for problem in problems)
    assert all(problem.rstrip().endswith((".", "?")) for problem in problems)
    assert buttons(page) == []
    assert version(database) == 1


def test_a_good_file_is_previewed_with_counts_and_a_button_that_names_the_deed(page: Screen) -> None:
    choose(page, "thang-12.csv", GOOD)
    assert page.of("success") == ["Tệp đọc được, 6 dòng số liệu."]
    assert "Mới: 6 · Thay đổi: 0 · Không đổi: 0" in page.of("caption")
    assert buttons(page) == ["Ghi 6 dòng của tháng 12/2023"]
    row = page.row("Đơn vị", "Phủ Lý")
    assert row[2:] == ["12/2023", "Mới", "chưa có", "9.001", "chưa có", "4.100"]
    assert "Bảo trợ xã hội" in row[1]


def test_nothing_is_written_before_the_button(page: Screen, database: Database) -> None:
    choose(page, "thang-12.csv", GOOD)
    assert version(database) == 1


def test_writing_says_what_was_done_and_the_uploader_is_empty_again(page: Screen, database: Database) -> None:
    choose(page, "thang-12.csv", GOOD).press(WRITE)
    (done,) = page.of("success")
    assert done.startswith("Đã ghi 6 dòng thành bản 2.")
    assert version(database) == 2
    assert buttons(page) == []
    assert page.at.file_uploader[0].value is None
    assert page.run().of("success") == []
    assert "Số liệu: đơn vị cập nhật" in page.go("protection.py").of("caption")[0]


def test_the_same_file_again_changes_nothing_and_says_when_it_came(page: Screen, database: Database) -> None:
    choose(page, "thang-12.csv", GOOD).press(WRITE)
    choose(page, "thang-12.csv", GOOD)
    assert "Mới: 0 · Thay đổi: 0 · Không đổi: 6" in page.of("caption")
    said = page.said
    assert "0 thay đổi" in said
    assert "đã nạp lúc" in said
    assert buttons(page) == []
    assert version(database) == 2


def test_a_changed_file_shows_old_beside_new(page: Screen) -> None:
    choose(page, "thang-12.csv", GOOD).press(WRITE)
    choose(page, "sua.csv", GOOD.replace(b",9001,", b",9101,"))
    assert "Mới: 0 · Thay đổi: 1 · Không đổi: 5" in page.of("caption")
    assert page.row("Đơn vị", "Phủ Lý")[3:6] == ["Thay đổi", "9.001", "9.101"]
    assert buttons(page) == ["Ghi 1 dòng của tháng 12/2023"]


def test_somebody_who_wrote_meanwhile_is_named_and_nothing_overwritten(
    page: Screen, database: Database, tmp_path
) -> None:
    choose(page, "thang-12.csv", GOOD)
    apply(database, upload(tmp_path, line(period="2023-12", people=8888)), actor="Chị Lan")
    page.press(WRITE)
    (error,) = page.of("error")
    assert error.startswith("Kỳ 12/2023 đã được Chị Lan ghi lúc ")
    assert error.endswith("xem thay đổi rồi ghi lại.")
    assert version(database) == 2
    page.run()
    assert page.row("Đơn vị", "Phủ Lý")[3:6] == ["Thay đổi", "8.888", "9.001"]
    page.press(WRITE)
    assert version(database) == 3


def test_a_name_with_markup_is_shown_as_text(page: Screen) -> None:
    row = "347,<img src=x onerror=alert(1)>**[a](http://xau)**,2023-12,Bảo trợ xã hội,10,5000000"
    choose(page, "`a`|<b>.csv", content(row))
    raw = "\n".join(element.value for element in page.at.markdown)
    assert "<img" not in raw.replace("\\<img", "")
    assert "](http" not in raw.replace("\\]\\(http", "")


def test_personal_data_is_refused(page: Screen, database: Database) -> None:
    rows = [HEADER + ",Họ và tên,CCCD", "347,Phủ Lý,2023-12,Bảo trợ xã hội,1,500000,Nguyễn Văn An,001203004567"]
    choose(page, "danh-sach.csv", "\n".join([*rows, ""]).encode())
    assert "dữ liệu cá nhân" in page.said
    assert "Nguyễn Văn An" not in page.said
    assert "001203004567" not in page.said
    assert buttons(page) == []
    assert version(database) == 1


def test_a_file_with_illustrative_rows_is_refused(page: Screen) -> None:
    mark = "Số liệu minh họa do phần mềm tạo, không phải số liệu báo cáo của đơn vị."
    choose(page, "minh-hoa.csv", (mark + "\n").encode() + GOOD)
    assert "Tệp có số liệu minh họa; hãy thay bằng số thật trước khi nạp." in page.said
    assert buttons(page) == []


def test_the_template_is_a_file_one_can_fill_in_and_bring_back(
    page: Screen, files: dict[str, Callable[[], bytes]]
) -> None:
    page.run()
    blank = files["bieu-mau-chi-tra.csv"]()
    assert blank.startswith(b"\xef\xbb\xbf")
    filled = blank.decode("utf-8-sig").replace(";;", ";100;52660400").encode("utf-8-sig")
    assert filled.count(b";100;") == 6
    choose(page, "bieu-mau.csv", filled)
    assert page.of("success") == ["Tệp đọc được, 6 dòng số liệu."]


def test_the_history_lists_batches_and_takes_one_back(page: Screen, database: Database) -> None:
    choose(page, "thang-12.csv", GOOD).press(WRITE).go("history.py")
    assert page.row("Bản", "2")[2:] == ["máy này", "Nạp tệp", "thang-12.csv", "6", "0", "Đã ghi"]
    assert page.row("Bản", "1")[3] == "Số liệu ban đầu"
    page.press("lich-su-thu-hoi")
    (done,) = page.of("success")
    assert done == "Đã thu hồi bản 2: khôi phục 0 dòng, bỏ 6 dòng, giữ 0 dòng đã được sửa sau đó."
    assert page.row("Bản", "2")[-1] == "Đã thu hồi (bản 3)"
    assert page.row("Bản", "3")[3] == "Thu hồi"
    assert version(database) == 3
    assert "45.575 người" in page.go("protection.py").said


def test_a_taken_back_batch_can_come_back(page: Screen) -> None:
    choose(page, "thang-12.csv", GOOD).press(WRITE).go("history.py").press("lich-su-thu-hoi")
    page.press("lich-su-thu-hoi")
    assert page.of("success")[0].startswith("Đã thu hồi bản 3")
    assert "45.021 người" in page.go("protection.py").said


def test_the_report_s_own_figures_cannot_be_taken_back(show: Show) -> None:
    screen = show("history.py")
    assert buttons(screen) == []
    assert screen.of("info") == ["Chưa có lần cập nhật nào để thu hồi. Số liệu ban đầu của báo cáo không thu hồi được."]
