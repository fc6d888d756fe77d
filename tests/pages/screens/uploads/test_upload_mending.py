"""Settling a file on the page: questions answered, columns mapped, cells mended, each kept with the batch and the file
as it came."""

import io
import json
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from openpyxl import Workbook, load_workbook

from data.engine import Database
from models.base import Base
from pages.screens.uploads import check
from tests.data.uploads import HEADER, NAMES, version
from tests.pages import clerk
from tests.pages.clerk import GOOD, choose
from tests.pages.screen import Screen

BATCH, FILE, CASELOAD = (Base.metadata.tables[name] for name in ("batch", "stored_file", "caseload"))
THREE = (
    GOOD.replace(b",9001,", ",chín nghìn,".encode())
    .replace("350,Kim Bảng".encode(), "350,Kim Bôi".encode())
    .replace("353,Lý Nhân,2023-12".encode(), "353,Lý Nhân,2023-13".encode())
)
RIGHT = {"E2": "9001", "B4": "Kim Bảng", "C7": "2023-12"}


@pytest.fixture
def page(show: Callable[..., Screen]) -> Screen:
    return show("upload.py")


def two_sheets() -> bytes:
    book = Workbook()
    first = book.active
    assert first is not None
    for month, sheet in ((11, first), (12, book.create_sheet())):
        sheet.title = f"T{month}"
        sheet.append(HEADER.split(","))
        for code, name in NAMES.items():
            sheet.append([code, name, f"2023-{month}", "Bảo trợ xã hội", 7000 + month, 4_100_000_000])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def last_batch(database: Database) -> dict[str, object]:
    with database.reading() as connection:
        statement = sa.select(BATCH, FILE.c.content).join(FILE, FILE.c.sha256 == BATCH.c.file_sha256)
        return dict(connection.execute(statement.order_by(BATCH.c.id.desc())).mappings().first() or {})


def type_into_grid(page: Screen, values: dict[int, str]) -> Screen:
    """What the browser sends for cells typed into the grid."""
    (key,) = [element.key for element in page.at.get("data_editor") if element.key]
    edited = {row: {"sua": value} for row, value in values.items()}
    page.at.session_state[key] = {"edited_rows": edited, "added_rows": [], "deleted_rows": []}
    return page


def test_a_question_unanswered_refuses_and_answered_leads_on(page: Screen, database: Database) -> None:
    choose(page, "hai-trang.xlsx", two_sheets())
    assert page.of("warning") == ["Phần mềm cần hỏi 1 điều trước khi đọc tiếp; chưa ghi gì."]
    assert not page.has(clerk.TO_CHANGES)
    page.press(check.ANSWER)
    assert "Còn câu chưa trả lời. Chọn hoặc ghi câu trả lời rồi bấm lại." in page.of("warning")
    page.control("tai-tep-hoi-0").set_value("T12")
    page.press(check.ANSWER)
    assert page.of("success")[0].startswith("Tệp đọc được: 6 dòng số liệu, không có lỗi")
    clerk.write(page)
    assert version(database) == 2
    assert json.loads(str(last_batch(database)["answers"])) == {"sheet": "T12"}
    assert set(written_months(database)) == {"2023-12"}


def written_months(database: Database) -> list[str]:
    with database.reading() as connection:
        return list(connection.execute(sa.select(CASELOAD.c.month).where(CASELOAD.c.batch_from == 2)).scalars())


def test_a_column_of_another_name_is_mapped_by_hand(page: Screen, database: Database) -> None:
    choose(page, "cot-la.csv", GOOD.replace(b"beneficiaries", b"xyz"))
    assert not page.has(clerk.TO_CHANGES)
    box = next(box for box in page.at.selectbox if box.label.startswith("E: "))
    box.set_value("beneficiaries")
    page.press(check.APPLY)
    assert page.of("success")[0].startswith("Tệp đọc được: 6 dòng số liệu, không có lỗi")
    clerk.write(page)
    assert json.loads(str(last_batch(database)["answers"])) == {"column.E": "beneficiaries"}


def test_two_columns_cannot_be_the_same(page: Screen) -> None:
    choose(page, "cot-la.csv", GOOD.replace(b"beneficiaries", b"xyz"))
    next(box for box in page.at.selectbox if box.label.startswith("E: ")).set_value("monthly_amount_vnd")
    page.press(check.APPLY)
    assert any(text.startswith("Hai cột của tệp đang khớp với cùng một cột") for text in page.of("error"))


def test_cells_mended_in_the_grid_are_written_and_the_file_is_kept_as_it_came(page: Screen, database: Database) -> None:
    choose(page, "ba-loi.csv", THREE)
    places = {cell: row for row, cell in enumerate(grid(page)["o"])}
    assert set(places) == set(RIGHT)
    type_into_grid(page, {places[cell]: value for cell, value in RIGHT.items()}).press(check.FIX_APPLY)
    assert page.of("success")[0].startswith("Tệp đọc được: 6 dòng số liệu, không có lỗi")
    assert any(text.startswith("Đã sửa 3 ô trên trang này: ") for text in page.of("markdown"))
    clerk.write(page)
    kept = last_batch(database)
    assert kept["content"] == THREE
    assert json.loads(str(kept["answers"])) == {f"cell.{cell}": value for cell, value in RIGHT.items()}
    assert "45.021 người" in page.go("protection.py").said


def grid(page: Screen) -> dict[str, list[str]]:
    (frame,) = [element.value for element in page.at.get("data_editor")]
    return {str(name): frame[name].to_list() for name in frame.columns}


def test_a_mended_cell_that_is_still_wrong_stays_in_the_grid(page: Screen) -> None:
    choose(page, "ba-loi.csv", THREE)
    row = grid(page)["o"].index("E2")
    type_into_grid(page, {row: "chín ngàn"}).press(check.FIX_APPLY)
    found = grid(page)
    assert found["gia-tri"][found["o"].index("E2")] == "chín ngàn"
    page.press("tai-tep-bo-sua")
    found = grid(page)
    assert found["gia-tri"][found["o"].index("E2")] == "chín nghìn"


def test_more_than_twenty_faulty_cells_are_mended_in_excel_alone(page: Screen) -> None:
    months = [f"{year}-{month:02d}" for year in (2022, 2023) for month in range(1, 13)][:21]
    lines = [f"347,Phủ Lý,{month},Bảo trợ xã hội,nhiều{place},4100000000" for place, month in enumerate(months)]
    choose(page, "nhieu.csv", clerk.content(*lines))
    assert page.of("error")[0].startswith("21 lỗi")
    assert not list(page.at.get("data_editor"))
    assert any(text.startswith("Sửa trong Excel") for text in page.of("markdown"))


def test_the_marked_file_mended_takes_the_place_of_the_draft(
    page: Screen, database: Database, files: dict[str, Callable[[], bytes]]
) -> None:
    choose(page, "ba-loi.csv", THREE)
    book = load_workbook(io.BytesIO(files["ba-loi-danh-dau-loi.xlsx"]()))
    sheet = book.worksheets[0]
    assert [sheet.cell(row, 7).value is not None for row in range(2, 8)] == [True, False, True, False, False, True]
    for cell, value in RIGHT.items():
        sheet[cell] = value
    out = io.BytesIO()
    book.save(out)
    choose(page, "da-sua.xlsx", out.getvalue())
    assert page.of("success") == ["Tệp đọc được: 6 dòng số liệu, không có lỗi, 0 điều cần xem lại."]
    clerk.write(page)
    assert last_batch(database)["content"] == out.getvalue()
