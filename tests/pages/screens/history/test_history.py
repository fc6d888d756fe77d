"""Lịch sử cập nhật: what each batch was, its file, its figures as of then, and taking it back."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from data.engine import Database
from models.base import Base
from pages.screens.history import batch_list, detail
from pages.ui.session import choices
from tests.data.store.test_crosswalk_weights import DUY_HA, HA_NAM, Town
from tests.data.uploads import Upload, apply, facts, line, undo, upload, version
from tests.pages.screen import Screen

Show = Callable[..., Screen]
BATCH, FILE = (Base.metadata.tables[name] for name in ("batch", "stored_file"))
CODES = ("347", "349", "350")


@pytest.fixture
def file(tmp_path: Path) -> Upload:
    return upload(tmp_path, *(line(code, "2023-12") for code in CODES), name="thang-12.csv")


def opened(screen: Screen, batch: int | None) -> Screen:
    return screen.set(batch_list.OPENED, batch)


def say(database: Database, batch: int, **values: object) -> None:
    with database.writer.begin() as connection:
        connection.execute(
            sa.update(BATCH).where(BATCH.c.id == batch).values({k: json.dumps(v) for k, v in values.items()})
        )


def named(screen: Screen) -> list[str]:
    """The batches of the list, newest first."""
    return [row[0] for row in screen.table("Bản")]


# --- The list


def test_a_fresh_database_says_that_nothing_has_been_written(show: Show) -> None:
    screen = show("history.py")
    assert named(screen) == ["1"]
    assert any(text.startswith("Chưa có lần cập nhật nào.") for text in screen.of("info"))


def test_each_batch_has_its_line(show: Show, database: Database, file: Upload) -> None:
    apply(database, file)
    undo(database, 2)
    third, second, first = show("history.py").table("Bản")
    assert third[2:] == [
        "Anh\N{NO-BREAK SPACE}Minh",
        "Thu hồi bản 2",
        "Chi trả hằng\N{NO-BREAK SPACE}tháng",
        "Đã ghi",
        "0",
        "3",
    ]
    assert second[2:] == [
        "Chị\N{NO-BREAK SPACE}Lan",
        "thang-12.csv",
        "Chi trả hằng\N{NO-BREAK SPACE}tháng",
        "Đã thu hồi (bản\N{NO-BREAK SPACE}3)",
        "3",
        "0",
    ]
    assert first[2:6] == [
        "khi\N{NO-BREAK SPACE}cài\N{NO-BREAK SPACE}đặt",
        "Số liệu ban đầu",
        "Báo cáo năm\N{NO-BREAK SPACE}2023",
        "Đã ghi",
    ]


def test_the_list_is_filtered_by_figures_and_by_name(show: Show, database: Database, tmp_path: Path) -> None:
    for people, actor in ((1, "Chị Lan"), (2, "Anh Minh"), (3, "Chị Lan")):
        apply(database, upload(tmp_path, line(people=people * 100)), actor=actor)
    screen = show("history.py").set(batch_list.ACTOR, "Chị Lan")
    assert named(screen) == ["4", "2"]
    assert named(screen.set(batch_list.DATASET, "seed")) == []
    assert named(screen.set(batch_list.ACTOR, None)) == ["1"]


def test_the_list_has_25_batches_a_page(show: Show, database: Database, tmp_path: Path) -> None:
    for people in range(100, 127):
        apply(database, upload(tmp_path, line(people=people)))
    screen = show("history.py")
    assert named(screen) == [str(batch) for batch in range(28, 3, -1)]
    assert named(screen.set(batch_list.PAGE, 2)) == ["3", "2", "1"]
    assert named(screen.set(batch_list.ACTOR, "Chị Lan")) == ["3", "2"]


def test_a_long_name_is_cut_between_words_and_whole_in_the_opened_batch(
    show: Show, database: Database, tmp_path: Path
) -> None:
    name = "Báo cáo chi trả tháng 12 của Ủy ban nhân dân các huyện, thị xã, thành phố, bản sửa lần hai.csv"
    apply(database, upload(tmp_path, line(), name=name))
    screen = show("history.py")
    assert screen.table("Bản")[0][3] == "Báo cáo chi trả tháng 12 … phố, bản sửa lần hai.csv"
    assert name in opened(screen, 2).said


def test_a_name_from_a_file_is_never_markup(show: Show, database: Database, tmp_path: Path) -> None:
    apply(database, upload(tmp_path, line(), name="=1+1|*a*[x](http://xau.example).csv"))
    screen = show("history.py")
    assert screen.table("Bản")[0][3] == "=1+1|*a*[x](http://xau.example).csv"
    assert "](http" not in "".join(element.value for element in opened(screen, 2).at.markdown)


# --- One batch


def test_what_was_confirmed_and_answered_is_shown(show: Show, database: Database, file: Upload) -> None:
    apply(database, file)
    say(
        database,
        2,
        answers={"amount_unit": "đồng", "cell.T12!E3": "300", "column.F": "", "decimal_mark.monthly_amount_vnd": ","},
        confirmed=[{"code": "norm", "messages": ["Ô F5: khác."], "count": 12}],
    )
    screen = opened(show("history.py"), 2)
    assert "Bản 2: nạp tệp thang-12.csv. Chị Lan ghi lúc" in screen.said
    assert "Điều đã xác nhận khi ghi (12), người xác nhận: Chị Lan" in [part.label for part in screen.at.expander]
    assert "Số tiền khác hệ số × mức chuẩn × số người (12)" in screen.said
    assert "Ô F5: khác." in screen.said
    assert screen.table("Nội dung") == [
        ["Đơn vị tính của số tiền", "đồng"],
        ["Nội dung cột F", "không nạp"],
        ["Dấu thập phân của cột Kinh phí hằng tháng", "dấu phẩy"],
        ["Ô E3 của trang “T12”, sửa trên trình duyệt", "300"],
    ]


@pytest.mark.parametrize(
    ("key", "value", "row"),
    [
        ("cell.B12", "Kim Bảng", ["Ô B12, sửa trên trình duyệt", "Kim Bảng"]),
        ("cell.Quý 1!2!AB7", "5", ["Ô AB7 của trang “Quý 1!2”, sửa trên trình duyệt", "5"]),
        ("sheet", "*", ["Trang tính được đọc", "tất cả các trang cùng mẫu"]),
        ("sheet", "T3", ["Trang tính được đọc", "T3"]),
        ("column.C", "beneficiaries", ["Nội dung cột C", "Số đối tượng"]),
        ("period", "2023-12", ["Kỳ số liệu (tệp không ghi)", "2023-12"]),
        ("later", "x", ["Câu trả lời khác (later)", "x"]),
    ],
)
def test_an_answer_is_told_in_words(key: str, value: str, row: list[str]) -> None:
    assert detail.answer_rows({key: value}, "payments") == [row]


def test_the_file_is_handed_out_while_it_is_kept(show: Show, database: Database, file: Upload) -> None:
    apply(database, file)
    screen = opened(show("history.py"), 2)
    assert file.check.sha256 in screen.said
    assert screen.has(detail.FILE)
    with database.writer.begin() as connection:
        connection.execute(sa.update(FILE).values(keep_until=date(2020, 1, 1)))
    screen.run()
    assert "đã hết thời hạn lưu (01/01/2020), nội dung đã bỏ" in screen.said
    assert file.check.sha256 in screen.said
    assert not screen.has(detail.FILE)


def test_a_batch_is_looked_at_and_left_again(show: Show, database: Database, file: Upload) -> None:
    apply(database, file)
    screen = opened(show("history.py"), 1)
    button = screen.control(detail.LOOK)
    assert button.label.startswith("Xem số liệu tại bản 1, lúc ")
    screen.press(detail.LOOK)
    assert screen.of("warning")[0].startswith("Đang xem số liệu của bản 1 (lúc ")
    assert screen.row("Bản", "1")[5] == "Đã ghi · đang xem"
    assert "Các trang đang hiện số liệu của bản này." in screen.of("caption")
    assert "bản 1." in screen.go("poverty.py").top
    opened(screen.go("history.py"), 2).press(detail.LOOK)
    assert screen.of("warning") == []


# --- Taking back


def agreed(screen: Screen, batch: int) -> Screen:
    return opened(screen, batch).set(f"{batch_list.SURE}-{batch}", True)


def test_undo_says_first_what_it_will_do(show: Show, database: Database, file: Upload, tmp_path: Path) -> None:
    apply(database, file)
    apply(database, upload(tmp_path, line("347", "2023-12", 1_234), line("353", "2023-12", 77)))
    screen = opened(show("history.py"), 3)
    labels = [part.label for part in screen.at.expander if not part.label.startswith("Điều đã xác nhận")]
    assert labels == ["Khôi phục 1 dòng về số trước đó", "Bỏ 1 dòng (trước đó chưa có số)"]
    rows = [row for table in screen.tables if table[0][0] == "Đơn vị" for row in table[1:]]
    assert sorted(row[0] for row in rows) == ["Lý Nhân", "Phủ Lý"]
    button = screen.control(batch_list.UNDO)
    assert button.label == "Thu hồi bản 3: khôi phục 1 dòng, bỏ 1 dòng"
    assert button.disabled
    assert not agreed(screen, 3).control(batch_list.UNDO).disabled


def test_undo_and_undo_of_the_undo(show: Show, database: Database, file: Upload) -> None:
    before = facts(database)
    apply(database, file)
    applied = facts(database)
    screen = agreed(show("history.py"), 2).press(batch_list.UNDO)
    (said,) = screen.of("success")
    assert said.startswith("Đã thu hồi bản 2 thành bản 3: thôi dùng 3 dòng. Muốn")
    assert facts(database) == before
    assert screen.control(batch_list.OPENED).value == 3, "the way back is open"
    agreed(screen, 3).press(batch_list.UNDO)
    assert screen.of("success")[0].startswith("Đã thu hồi bản 3 thành bản 4: khôi phục 3 dòng trước đó. Muốn")
    assert facts(database) == applied
    assert version(database) == 4


def test_what_was_written_again_since_is_kept_and_named(
    show: Show, database: Database, file: Upload, tmp_path: Path
) -> None:
    apply(database, file)
    apply(database, upload(tmp_path, line("347", "2023-12", 1_234)))
    screen = agreed(show("history.py"), 2)
    assert "Giữ nguyên 1 dòng vì đã được ghi lại sau bản này" in [part.label for part in screen.at.expander]
    screen.press(batch_list.UNDO)
    assert "giữ 1 dòng" in screen.of("success")[0]


def test_taking_back_what_has_been_said_again_changes_nothing_and_says_so(
    show: Show, database: Database, tmp_path: Path
) -> None:
    apply(database, upload(tmp_path, line(people=1_000)))
    apply(database, upload(tmp_path, line(people=1_100)))
    before = facts(database)
    screen = agreed(show("history.py"), 2)
    assert screen.control(batch_list.UNDO).label == "Thu hồi bản 2: không đổi số nào"
    screen.press(batch_list.UNDO)
    assert facts(database) == before


@pytest.mark.parametrize(("batch", "reason"), [(1, "không thu hồi được"), (2, "đã được thu hồi trước đó")])
def test_what_cannot_be_taken_back_says_why(
    show: Show, database: Database, file: Upload, batch: int, reason: str
) -> None:
    apply(database, file)
    undo(database, 2)
    screen = opened(show("history.py"), batch)
    assert any(reason in text for text in screen.of("info"))
    assert not screen.has(batch_list.UNDO)


def test_a_batch_taken_back_leads_to_the_one_that_did_it(show: Show, database: Database, file: Upload) -> None:
    apply(database, file)
    undo(database, 2)
    screen = opened(show("history.py"), 2)
    assert screen.control(batch_list.NEXT).label == "Muốn lấy lại số này: mở bản 3 và thu hồi bản đó"
    screen.press(batch_list.NEXT)
    assert screen.control(batch_list.OPENED).value == 3
    assert screen.control(batch_list.UNDO).label == "Thu hồi bản 3: khôi phục 3 dòng"


def test_a_batch_that_stands_again_says_so(show: Show, database: Database, file: Upload) -> None:
    apply(database, file)
    undo(database, 2)
    undo(database, 3)
    screen = show("history.py")
    status = {row[0]: row[5].replace("\N{NO-BREAK SPACE}", " ") for row in screen.table("Bản")}
    assert status == {"4": "Đã ghi", "3": "Đã thu hồi (bản 4)", "2": "Đã lấy lại (bản 4)", "1": "Đã ghi"}
    opened(screen, 2)
    assert "Số này đã được lấy lại." in screen.control(batch_list.NEXT).label
    assert screen.press(batch_list.NEXT).control(batch_list.UNDO).label == "Thu hồi bản 4: bỏ 3 dòng"


def test_nothing_is_taken_back_while_an_earlier_version_is_looked_at(
    show: Show, database: Database, file: Upload
) -> None:
    apply(database, file)
    screen = opened(show("history.py", ban="1"), 2)
    assert not screen.has(batch_list.UNDO)
    assert any("nên không ghi được" in text for text in screen.of("info"))
    assert screen.press(choices.LEAVE).has(batch_list.UNDO)


def test_a_batch_taken_back_meanwhile_is_told(show: Show, database: Database, file: Upload) -> None:
    """The button was pressed on a preview that somebody else has overtaken."""
    apply(database, file)
    screen = agreed(show("history.py"), 2)
    undo(database, 2)
    screen.press(batch_list.UNDO)
    assert version(database) == 3
    assert not screen.has(batch_list.UNDO)


def test_a_share_of_the_crosswalk_is_not_called_a_decree(show: Show, database: Database) -> None:
    Town(database).enter({DUY_HA: "60", HA_NAM: "40"})
    said = show("history.py").said.lower()
    assert "nhập tỷ lệ quy đổi" in said
    assert "ghi mức theo văn bản" not in said
