"""The upload page's steps: the choice, a wrong file, drafts, what is refused before it is stored, the same file
again."""

import io
from collections.abc import Callable

import pytest
from openpyxl import Workbook, load_workbook

from data.engine import Database
from data.ingest import reading
from data.store import drafts
from models.access.roles import Operator
from pages.ui.records import datasets
from tests.data.uploads import HEADER, count, version
from tests.pages import clerk
from tests.pages.clerk import GOOD, WRONG, choose, content
from tests.pages.screen import Screen

Show = Callable[..., Screen]
MARK = "Số liệu minh họa do phần mềm tạo, không phải số liệu báo cáo của đơn vị."


@pytest.fixture
def page(show: Show) -> Screen:
    return show("upload.py")


def wide(unit: str = "triệu đồng") -> bytes:
    """A summary as departments keep it: titles, merged headings, pairs of people and money, a total."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (
        ["TỔNG HỢP CHI TRẢ TRỢ CẤP THÁNG 12/2023"],
        [f"Đơn vị tính: {unit}"],
        [],
        ["STT", "Huyện, thành phố", "Bảo trợ xã hội", None, "Người có công", None],
        [None, None, "Số người", "Kinh phí", "Số người", "Kinh phí"],
        [1, "Phủ Lý", 9001, 4100, 3912, 9168],
        [2, "Duy Tiên", 7002, 4100, 3467, 8124],
        ["", "Tổng cộng", 16003, 8200, 7379, 17292],
    ):
        sheet.append(line)
    for cells in ("C4:D4", "E4:F4", "A4:A5", "B4:B5"):
        sheet.merge_cells(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_every_kind_of_figures_offers_its_templates(page: Screen, files: dict[str, Callable[[], bytes]]) -> None:
    for kind in datasets.KINDS:
        page.set(datasets.CHOICE, kind.dataset)
        assert clerk.step(page) == "Chọn tệp"
        assert any(kind.name.lower() in text for text in page.of("markdown"))
        (name,) = [name for name in files if name.startswith(f"bieu-mau-{kind.address}") and name.endswith(".xlsx")]
        assert load_workbook(io.BytesIO(files[name]())).sheetnames[:2] == ["Số liệu", "Hướng dẫn"]


def test_a_link_asks_for_a_kind(show: Show) -> None:
    assert show("upload.py", loai="ngan-sach").control(datasets.CHOICE).value == "budget"


def test_every_problem_stands_with_its_place_value_and_remedy(page: Screen, database: Database) -> None:
    choose(page, "sai.csv", WRONG)
    (error,) = page.of("error")
    assert error == "4 lỗi phải sửa, 0 điều cần xem lại; chưa ghi gì."
    rows = page.table("Chỗ sai")
    assert len(rows) == 4
    for place, value in (("Ô E2", "ba trăm"), ("Ô C3", "2023-13"), ("Ô B4", "Kim Bôi"), ("Ô E5", "-5")):
        (row,) = [row for row in rows if row[0].startswith(place)]
        assert row[1] == value
        assert row[2].endswith((".", "?"))
        assert row[3].endswith(".")
    assert not page.has(clerk.TO_CHANGES)
    assert not page.has(clerk.WRITE)
    assert version(database) == 1


def test_no_step_beyond_the_check_can_be_asked_for_by_address(page: Screen) -> None:
    choose(page, "sai.csv", WRONG)
    page.at.query_params["buoc"] = "4"
    page.run()
    assert clerk.step(page) == "Kiểm tra"
    assert not page.has(clerk.WRITE)


def test_a_wide_workbook_is_turned_long_and_says_how_it_was_read(page: Screen) -> None:
    choose(page, "tong-hop.xlsx", wide())
    assert page.of("success") == ["Tệp đọc được: 4 dòng số liệu, không có lỗi, 1 điều cần xem lại."]
    read = dict(row[:2] for row in page.table("Nội dung"))
    assert read["Đơn vị tính tiền"] == "triệu đồng"
    assert read["Kỳ, cho mọi dòng"].startswith("12/2023 (lấy từ ")
    assert read["Dòng tổng, chỉ để so, không nạp"] == "1"
    clerk.to_changes(page)
    assert clerk.counts(page) == {"Mới": "4", "Thay đổi": "0", "Không đổi": "0", "Tệp không có": "0"}
    assert [row[8] for row in page.table("Đơn vị") if row[0] == "Phủ Lý"] == ["4.100.000.000", "9.168.000.000"]


def test_the_draft_is_found_again_by_its_address_and_in_the_list(page: Screen, database: Database, show: Show) -> None:
    choose(page, "sai.csv", WRONG)
    draft = clerk.draft_of(page)
    again = show("upload.py", ban_nhap=draft)
    assert again.of("error") == page.of("error")
    again.press(clerk.LATER)
    assert clerk.step(again) == "Chọn tệp"
    assert any(text.startswith("sai.csv · Chi trả hằng tháng · lúc ") for text in again.of("markdown"))
    again.press(f"tai-tep-mo-{draft}")
    assert clerk.step(again) == "Kiểm tra"
    assert count(database, "draft") == 1


def test_cancelling_leaves_nothing_behind(page: Screen, database: Database) -> None:
    before = {table: count(database, table) for table in ("batch", "caseload", "stored_file", "draft")}
    choose(page, "thang-12.csv", GOOD)
    clerk.to_changes(page).press(clerk.DISCARD)
    assert clerk.step(page) == "Chọn tệp"
    assert "thang-12.csv" not in page.said
    assert {table: count(database, table) for table in before} == before


def test_a_draft_that_is_gone_says_so(show: Show, page: Screen, database: Database) -> None:
    choose(page, "sai.csv", WRONG)
    drafts.discard(database, clerk.draft_of(page), actor=Operator("Chị Lan"))
    page.run()
    (gone,) = page.of("warning")
    assert gone.startswith("Bản nháp này không còn")
    assert show("upload.py", ban_nhap="khong-co").of("warning") == [gone]


def test_personal_data_is_refused_unstored_and_answered_with_the_offline_workbook(
    page: Screen, database: Database, files: dict[str, Callable[[], bytes]], caplog: pytest.LogCaptureFixture
) -> None:
    rows = [HEADER + ",Họ và tên,CCCD", "347,Phủ Lý,2023-12,Bảo trợ xã hội,1,500000,Nguyễn Văn An,001203004567"]
    choose(page, "danh-sach.csv", "\n".join([*rows, ""]).encode())
    assert "Tệp danh-sach.csv có dữ liệu cá nhân: phần mềm không nhận và không lưu lại gì." in page.of("error")
    for secret in ("Nguyễn Văn An", "001203004567"):
        assert secret not in page.said
        assert secret not in caplog.text
    assert clerk.step(page) == "Chọn tệp"
    assert (count(database, "draft"), count(database, "stored_file"), version(database)) == (0, 0, 1)
    (name,) = [name for name in files if name.startswith("cong-danh-sach")]
    assert "Tổng hợp" in load_workbook(io.BytesIO(files[name]())).sheetnames


def test_a_file_with_illustrative_rows_is_refused(page: Screen) -> None:
    choose(page, "minh-hoa.csv", (MARK + "\n").encode() + GOOD)
    assert "Tệp có số liệu minh họa" in page.said
    assert not page.has(clerk.TO_CHANGES)


def test_a_template_comes_back_as_it_went_out(page: Screen, files: dict[str, Callable[[], bytes]]) -> None:
    clerk.write(choose(page, "thang-12.csv", GOOD))
    blank = files["bieu-mau-chi-tra-2023-12.csv"]()
    assert blank.startswith(b"\xef\xbb\xbf")
    clerk.to_changes(choose(page.run(), "bieu-mau.csv", files["bieu-mau-chi-tra-2023-12.csv"]()))
    found = clerk.counts(page)
    assert (found["Mới"], found["Thay đổi"], found["Không đổi"]) == ("0", "0", "6")


def test_the_same_file_again_changes_nothing_and_says_when_it_came(page: Screen, database: Database) -> None:
    clerk.write(choose(page, "thang-12.csv", GOOD))
    clerk.to_changes(choose(page, "thang-12.csv", GOOD))
    assert clerk.counts(page)["Không đổi"] == "6"
    (said,) = page.of("info")
    assert said.startswith("Tệp này đã nạp lúc ")
    assert said.endswith(" (bản 2), 0 thay đổi.")
    assert not page.has(clerk.TO_CONFIRM)
    assert version(database) == 2


def test_a_changed_file_shows_old_beside_new_and_what_it_leaves_out(page: Screen) -> None:
    clerk.write(choose(page, "thang-12.csv", GOOD))
    lines = GOOD.replace(b",9001,", b",9101,").decode().splitlines()[:-1]
    clerk.to_changes(choose(page, "sua.csv", content(*lines[1:])))
    assert clerk.counts(page) == {"Mới": "0", "Thay đổi": "1", "Không đổi": "4", "Tệp không có": "1"}
    assert page.row("Đơn vị", "Phủ Lý")[3:7] == ["Thay đổi", "9.001", "9.101", "+100"]
    assert page.row("Đơn vị", "Lý Nhân")[3:6] == ["Tệp không có", "9.006", "tệp không có"]
    page.set("tai-tep-tinh-trang", "changed")
    assert [row[0] for row in page.table("Đơn vị")] == ["Phủ Lý"]


def test_a_machine_that_cannot_bound_a_reading_says_so(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    words = "không giới hạn được bộ nhớ khi đọc tệp"
    assert words not in show("upload.py").said
    monkeypatch.setattr(reading, "limits_enforced", lambda: False)
    assert words in show("upload.py").said
