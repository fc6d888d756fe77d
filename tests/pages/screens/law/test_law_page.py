"""The page of norms and documents: history, marks, the form of a new decree, the file of many rules."""

import csv
import io
import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest

from data.engine import Database
from data.seed_files import day, seed_rows
from data.store import queries
from data.store.parameters import verify_parameter
from data.vocabulary.parameters import MONTHS, PARAMETER_NAMES, PER_THOUSAND, PERCENTS, names_of_amounts
from models.periods import Month
from models.policy.law.law import Law, UnknownParameterError
from models.tables.batches import Batch
from models.wording.words import short_document
from pages.ui.records import parameter_check, parameters
from pages.ui.records.datasets import CHANGE_KINDS
from pages.ui.records.parameters import HEADINGS
from tests.accounts import LAN
from tests.data.rules import NORM, rule, series, verify, write
from tests.data.uploads import version
from tests.pages.screen import Screen

Show = Callable[..., Screen]
WRITE, MARK, SURE = "van-ban-ghi", "van-ban-ghi-doi-chieu", "Tôi đã kiểm tra lại, các mức trên là đúng"
GOOD = {
    "value": "600.000 đồng",
    "document": "Nghị định 9/2028/NĐ-CP",
    "issued_on": "1/8/2028",
    "applies_from": "01/7/2028",
    "in_force_from": "05/9/2028",
    "evidence": "press",
}


@pytest.fixture
def page(show: Show) -> Screen:
    return show("law.py", moc="2026-11-24")


def fill(screen: Screen, form: int = 0, **fields: str) -> Screen:
    for name, text in fields.items():
        screen.control(f"van-ban-{form}-{name}").set_value(text)
    return screen.run()


def labels(screen: Screen) -> list[str]:
    return [button.label for button in screen.at.button]


def button(screen: Screen, key: str) -> Any:
    return screen.control(key)


def tick(screen: Screen, label: str) -> Screen:
    (box,) = [box for box in screen.at.checkbox if box.label == label]
    box.check()
    return screen.run()


OLD_HEADINGS = [heading for heading in HEADINGS if heading != "Có hiệu lực đến ngày"]
"""Of files from before a rule's end had a column."""


def choose(screen: Screen, *lines: str, name: str = "muc.csv", headings: Sequence[str] = tuple(OLD_HEADINGS)) -> Screen:
    content = "\n".join([";".join(headings), *lines, ""]).encode("utf-8-sig")
    (uploader,) = screen.at.file_uploader
    uploader.upload(name, content, "text/csv")
    return screen.run()


# --- history


def test_a_parameter_is_shown_with_its_dates_documents_and_marks(page: Screen) -> None:
    rows = page.table("Mức (đồng)")
    assert [row[0] for row in rows] == ["540.000", "500.000", "360.000", "270.000"]
    assert rows[0] == [
        "540.000",
        "01/7/2026",
        "05/10/2026",
        "–",
        "Đang áp dụng",
        "11/2026",
        "Nghị định 335/2026/NĐ-CP, Điều 4",
        "Chưa kiểm chứng (báo chí)",
        "Có từ đầu",
    ]
    assert [row[3:5] for row in rows[1:]] == [[day, "Đã hết"] for day in ("30/6/2026", "30/6/2024", "30/6/2021")]
    assert [row[7] for row in rows[1:]] == ["Nguồn thứ cấp", "Đã đọc văn bản", "Nguồn thứ cấp"]
    assert "Tính vào: Trợ cấp xã hội hằng tháng tại cộng đồng; " in page.said
    assert rows[3][2] == "chưa rõ"


def test_what_is_in_force_is_told_by_the_day_that_is_asked() -> None:
    rows = list(reversed([row for row in seed_rows("norms.csv") if row["parameter"] == NORM]))
    dated = [
        {column: day(row[column]) for column in ("issued_on", "applies_from", "in_force_from", "in_force_until")}
        for row in rows
    ]
    found = {
        asked: [parameters.state(row, dated, date.fromisoformat(asked)) for row in dated]
        for asked in ("2023-12-31", "2026-08-20", "2026-08-25", "2026-10-05")
    }
    assert found == {
        "2023-12-31": ["Chưa ban hành", "Chưa ban hành", "Đang áp dụng", "Đã hết"],
        "2026-08-20": ["Chưa ban hành", "Đang áp dụng", "Đã hết", "Đã hết"],
        "2026-08-25": ["Chưa áp dụng", "Đang áp dụng", "Đã hết", "Đã hết"],
        "2026-10-05": ["Đang áp dụng", "Đã hết", "Đã hết", "Đã hết"],
    }


EIGHT_DAYS = (
    "2023-12-31",
    "2024-07-01",
    "2025-06-30",
    "2025-08-20",
    "2026-01-01",
    "2026-08-25",
    "2026-12-01",
    "2031-01-01",
)


@pytest.mark.parametrize("asked", EIGHT_DAYS)
def test_what_the_page_calls_in_force_is_what_the_clock_counts_by(database: Database, asked: str) -> None:
    """On each day the page and the engine know the same rows; they count by the row in force, or by one that is issued,
    applies already and is yet to come into force. What has ended is in force nowhere."""
    on = date.fromisoformat(asked)
    with database.reading() as connection:
        law = Law.from_frame(queries.parameters(connection, version(database))).known_on(on)
        kept = queries.parameter_rows(connection, version(database)).to_dicts()
    for name in PARAMETER_NAMES:
        rows = [row for row in kept if row["name"] == name]
        states = {row["applies_from"]: parameters.state(row, rows, on) for row in rows}
        known = {row.applies_from for row in (law.rows(name) if law.has(name) else ())}
        assert {start for start, said in states.items() if said != "Chưa ban hành"} == known, name
        in_force = [start for start, said in states.items() if said == "Đang áp dụng"]
        assert len(in_force) <= 1, name
        try:
            counted = law.applying_in(name, Month.of(on)).applies_from
        except UnknownParameterError:
            assert in_force == [], name
            continue
        assert in_force == [counted] or states[counted] == "Chưa áp dụng", name
        assert states[counted] != "Đã hết", name


def test_a_rule_not_yet_issued_ends_none_that_is_in_force() -> None:
    """Issued in August, to be counted from July, without a day in force: in July nobody knows it."""
    old = {"issued_on": None, "applies_from": date(2024, 7, 1), "in_force_from": None, "in_force_until": None}
    new = {**old, "issued_on": date(2026, 8, 21), "applies_from": date(2026, 7, 1)}
    days = date(2026, 7, 15), date(2026, 8, 21)
    assert [[parameters.state(row, [new, old], on) for row in (new, old)] for on in days] == [
        ["Chưa ban hành", "Đang áp dụng"],
        ["Đang áp dụng", "Đã hết"],
    ]


def test_what_runs_out_is_in_force_to_its_last_day() -> None:
    row = {"issued_on": None, "in_force_from": date(2026, 1, 1), "in_force_until": date(2030, 12, 31)}
    last = {**row, "applies_from": date(2026, 1, 1)}
    assert [parameters.state(last, [last], asked) for asked in (date(2030, 12, 31), date(2031, 1, 1))] == [
        "Đang áp dụng",
        "Đã hết",
    ]


def test_all_that_is_in_force_stands_in_one_table_with_what_it_acts_on(page: Screen) -> None:
    rows = {row[0]: row for row in page.table("Tên mức")}
    assert set(rows) <= {parameters.words(name) for name in PARAMETER_NAMES}
    assert rows["Học nghề: tiền ăn"][1:4] == [
        "50.000 đồng/ngày",
        "Nghị định 338/2025/NĐ-CP, Điều 25 khoản 1",
        "01/01/2026",
    ]
    assert rows["Học nghề: tiền ăn"][6] == "Tiền ăn theo trình độ"
    assert rows["Lương tối thiểu vùng III"][6] == "Trợ cấp thất nghiệp"
    assert rows["Vay giải quyết việc làm tối đa, một người"][6].endswith("không tính vào kinh phí")
    assert rows["Hỗ trợ chi phí học tập một tháng học"][5] == "Chưa kiểm chứng (chưa tìm thấy văn bản)"


def test_every_parameter_can_be_looked_at(page: Screen) -> None:
    for name in PARAMETER_NAMES:
        page.set("van-ban-muc", name)
        unit = "%" if name in PERCENTS else "tháng" if name in MONTHS else "đồng"
        unit = "phần nghìn" if name in PER_THOUSAND else unit
        assert len(page.table(f"Mức ({unit})")) >= 1
        assert "áp dụng: " in page.said
        assert "Tính vào: " in page.said


def test_a_percentage_of_law_is_no_amount(page: Screen) -> None:
    page.set("van-ban-muc", "voluntary_insurance.share_poor")
    assert [row[0] for row in page.table("Mức (%)")] == ["50", "30"]
    assert "50% từ 01/7/2025 theo Nghị định 159/2025/NĐ-CP, Điều 5 khoản 1" in page.said
    fill(page, **{**GOOD, "value": "600.000"})
    assert "không nằm trong 0 đến 100%" in page.of("error")[0]
    fill(page, value="45%")
    assert "45% từ 01/7/2028" in page.said
    (warning,) = page.of("warning")
    assert "45% thấp hơn mức trước đó (50% từ 01/07/2025)" in warning


def test_what_binds_on_the_clocks_day_and_what_is_to_come_are_told_apart(page: Screen) -> None:
    page.set("moc-chon", "ngay").set("moc-ngay", date(2026, 11, 24)).set("van-ban-muc", "poverty_line.rural")
    assert "Đang áp dụng: 1.500.000 đồng/người/tháng từ 01/01/2022" in page.said
    assert "Sắp áp dụng: 2.200.000 đồng/người/tháng từ 01/01/2027" in page.said
    assert "(chưa kiểm chứng)" in page.said
    assert page.table("Mức (đồng)")[0][5] == "–", "no list pays a poverty line"


def test_the_chart_has_a_step_a_document_and_marks_the_unverified(page: Screen) -> None:
    steps = page.chart()["layer"][0]["data"]["values"]
    assert [(step["v"], step["w"], step["u"]) for step in steps] == [
        (270_000, "NĐ 136/2013", False),
        (360_000, "NĐ 20/2021", False),
        (500_000, "NĐ 76/2024", False),
        (540_000, "NĐ 335/2026", True),
    ]
    assert [step["a"] for step in steps] == ["2015-01-01", "2021-07-01", "2024-07-01", "2026-07-01"]
    assert [step["z"] for step in steps[:-1]] == [step["a"] for step in steps[1:]]
    assert "Nét đứt, chấm rỗng: chưa kiểm chứng." in page.of("caption")


def test_a_short_step_keeps_its_value_and_loses_its_document() -> None:
    day = date(2026, 7, 1)
    common = {
        "unit": "VND/month",
        "in_force_from": None,
        "document": "Nghị định 1/2026/NĐ-CP",
        "evidence": "text",
        "verified_by": None,
        "verified_on": None,
        "name": NORM,
    }
    rows = [
        {**common, "value": 3, "applies_from": date(2026, 8, 1)},
        {**common, "value": 2, "applies_from": day},
        {**common, "value": 1, "applies_from": date(2015, 1, 1)},
    ]
    steps = parameters.spec(rows, date(2028, 1, 1))["layer"][0]["data"]["values"]
    assert [(step["n"], step["w"]) for step in steps] == [("1", "NĐ 1/2026"), ("2", ""), ("3", "NĐ 1/2026")]


def test_documents_are_short_on_the_chart() -> None:
    assert short_document("Nghị định 335/2026/NĐ-CP, Điều 4") == "NĐ 335/2026"
    assert short_document("Nghị quyết số 63/2025/NQ-HĐND") == "NQ 63/2025"
    assert short_document("Công văn 1234/BNV") == "Công văn 1234/BNV"
    assert len(short_document("x" * 60)) == 24


@pytest.mark.parametrize("every", [5, pytest.param(1, marks=pytest.mark.long)])
def test_the_table_is_a_file_that_changes_nothing_when_brought_back(
    page: Screen, files: dict[str, Callable[[], bytes]], database: Database, every: int
) -> None:
    """Every fifth parameter, and all of them in the long run: the same code writes and reads the file of each."""
    names = [*PARAMETER_NAMES][::every]
    for name in names:
        page.set("van-ban-muc", name)
    kept = [make() for file, make in files.items() if not file.startswith("bieu-mau")]
    assert len(kept) in (len(names), len(names) + 1), "and that of the parameter the page opens on"
    for number, content in enumerate(kept):
        (uploader,) = page.at.file_uploader
        uploader.upload(f"{number}.csv", content, "text/csv")
        page.run()
        assert "0 thay đổi: các mức trong tệp giống hệt mức đang có." in page.of("info"), content.decode()
    assert version(database) == 1


# --- marks


def test_a_mark_needs_its_confirmation_and_says_who_and_when(page: Screen, database: Database) -> None:
    assert button(page, MARK).disabled
    assert "540.000 đồng/tháng, ban hành 21/8/2026, áp dụng từ 01/7/2026, có hiệu lực 05/10/2026" in page.said
    tick(page, "Tôi đã đọc văn bản gốc và thấy đúng như trên")
    assert not button(page, MARK).disabled
    assert version(database) == 1
    page.press(MARK)
    (done,) = page.of("success")
    assert done.startswith("Đã ghi nhận đối chiếu văn bản: Mức chuẩn trợ giúp xã hội 540.000 đồng/tháng từ 01/7/2026")
    assert "Lịch sử cập nhật" in done
    row = page.table("Mức (đồng)")[0]
    assert re.fullmatch(rf"Đã đối chiếu văn bản \({re.escape(LAN)}, \d\d/\d{{1,2}}/\d{{4}}\)", row[7])
    assert row[8].startswith(f"{LAN}, ")
    assert not page.chart()["layer"][0]["data"]["values"][-1]["u"]
    assert version(database) == 2
    assert page.run().of("success") == []


def test_the_next_row_needs_a_confirmation_of_its_own(page: Screen) -> None:
    tick(page, "Tôi đã đọc văn bản gốc và thấy đúng như trên").press(MARK)
    assert "500.000 đồng/tháng" in page.said
    assert button(page, MARK).disabled


def test_a_row_read_in_its_document_is_not_offered(page: Screen) -> None:
    page.set("van-ban-muc", "poverty_line.rural")
    choices = page.control("van-ban-doi-chieu-poverty_line.rural").options
    assert choices == ["2.200.000 đồng/người/tháng từ 01/01/2027 (NĐ 351/2025)"]


def test_a_row_somebody_corrected_meanwhile_is_not_marked(page: Screen, database: Database) -> None:
    tick(page, "Tôi đã đọc văn bản gốc và thấy đúng như trên")
    marked = version(database)
    write(database, rule(value=550_000, applies_from=date(2026, 7, 1), first_paid=None), base=marked)
    page.press(MARK)
    assert series(database)[date(2026, 7, 1)]["verified_by"] is None
    assert "550.000 đồng/tháng" in page.said
    assert button(page, MARK).disabled, "the confirmation was of another row"


def test_a_row_corrected_between_looking_and_marking_is_not_marked(
    page: Screen, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def overtaken(*arguments: Any, **named: Any) -> Any:
        write(database, rule(value=550_000, applies_from=date(2026, 7, 1), first_paid=None), actor="Chị Lan")
        return verify_parameter(*arguments, **named)

    monkeypatch.setattr(parameter_check, "verify_parameter", overtaken)
    tick(page, "Tôi đã đọc văn bản gốc và thấy đúng như trên").press(MARK)
    (error,) = page.of("error")
    assert error.startswith("Mức chuẩn trợ giúp xã hội đã được Chị Lan ghi lúc ")
    assert series(database)[date(2026, 7, 1)]["verified_by"] is None


def test_unverified_law_is_counted_on_the_first_page_until_it_is_marked(page: Screen, database: Database) -> None:
    def listed(screen: Screen) -> int:
        (found,) = set(re.findall(r"(\d+) mức chưa kiểm chứng", screen.said))
        return int(found)

    before = listed(page.go("overview.py"))
    verify(database)
    assert listed(page.run()) == before - 1


# --- the form


def test_an_empty_form_asks_for_what_it_needs(page: Screen) -> None:
    assert "Điền mức, ngày áp dụng và văn bản; phần mềm cho xem trước rồi mới ghi." in page.of("caption")
    assert WRITE not in [b.key for b in page.at.button]
    fill(page, value="600.000")
    assert "Còn thiếu: áp dụng từ ngày, văn bản, nguồn thông tin." in page.of("caption")
    assert page.of("error") == []


def test_wrong_fields_are_named_with_their_remedy_all_at_once(page: Screen, database: Database) -> None:
    fill(page, value="sáu trăm nghìn", applies_from="5/7/2028", issued_on="31/2/2028", first_paid="5/10/2028")
    (error,) = page.of("error")
    lines = error.splitlines()
    assert [line.split(":")[0] for line in lines] == [
        "- Mức, đồng/tháng",
        "- Ngày ban hành",
        "- Áp dụng từ ngày",
        "- Chi trả từ tháng",
    ]
    assert "“5/7/2028” không phải ngày đầu tháng" in lines[2]
    assert "Ghi ngày 01 của tháng bắt đầu tính tiền, ví dụ 01/07/2028." in lines[2]
    assert WRITE not in [b.key for b in page.at.button]
    assert version(database) == 1


def test_a_good_form_is_previewed_and_its_button_names_the_deed(page: Screen, database: Database) -> None:
    fill(page, **GOOD)
    (said,) = [text for text in page.of("markdown") if text.startswith("Sẽ ghi")]
    assert said == (
        "Sẽ ghi: Mức chuẩn trợ giúp xã hội 600.000 đồng/tháng từ 01/7/2028, có hiệu lực 05/9/2028, theo Nghị định "
        "9/2028/NĐ-CP. Chi trả theo mức mới từ 10/2028 (tự tính từ ngày có hiệu lực), truy lĩnh 3 tháng. Sẽ hiện “chưa "
        "kiểm chứng” cho đến khi có người đối chiếu văn bản."
    )
    assert button(page, WRITE).label == "Ghi Mức chuẩn trợ giúp xã hội 600.000 đồng/tháng từ 01/7/2028"
    assert not button(page, WRITE).disabled
    assert version(database) == 1


def test_writing_says_what_was_done_and_the_form_is_empty_again(page: Screen, database: Database) -> None:
    fill(page, **GOOD).press(WRITE)
    (done,) = page.of("success")
    assert done.startswith("Đã ghi Mức chuẩn trợ giúp xã hội 600.000 đồng/tháng thành bản 2.")
    assert "Thu hồi ở trang Lịch sử cập nhật" in done
    assert page.table("Mức (đồng)")[0][:8] == [
        "600.000",
        "01/7/2028",
        "05/9/2028",
        "–",
        "Chưa ban hành",
        "10/2028",
        "Nghị định 9/2028/NĐ-CP",
        "Chưa kiểm chứng (báo chí)",
    ]
    assert page.control("van-ban-1-value").value == ""
    assert series(database)[date(2028, 7, 1)]["actor"] == LAN
    assert page.run().of("success") == []


def test_a_rule_of_another_parameter_brings_it_into_sight(page: Screen) -> None:
    page.control("van-ban-0-loai-protection.norm").set_value("base_salary")
    fill(page, **{**GOOD, "value": "2.800.000"})
    assert "Chi trả theo mức mới" not in page.said
    page.press(WRITE)
    assert page.control("van-ban-muc").value == "base_salary"
    assert page.table("Mức (đồng)")[0][0] == "2.800.000"


def test_the_month_of_the_first_list_can_be_set(page: Screen, database: Database) -> None:
    fill(page, **GOOD, first_paid="12/2028")
    assert "Chi trả theo mức mới từ 12/2028, truy lĩnh 5 tháng" in page.said
    page.press(WRITE)
    assert series(database)[date(2028, 7, 1)]["first_paid"] == date(2028, 12, 1)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("530.000", "thấp hơn mức trước đó (540.000 đồng từ 01/07/2026)"),
        ("60.000", "chưa bằng 1/3 mức trước đó"),
        ("6.000.000", "gấp hơn 3 lần mức trước đó"),
    ],
)
def test_what_looks_wrong_must_be_confirmed(page: Screen, database: Database, value: str, words: str) -> None:
    fill(page, **{**GOOD, "value": value})
    (warning,) = page.of("warning")
    assert words in warning
    assert button(page, WRITE).disabled
    tick(page, SURE).press(WRITE)
    assert series(database)[date(2028, 7, 1)]["value"] == int(value.replace(".", ""))


def test_a_value_above_the_next_one_and_a_late_first_list_are_asked_about(page: Screen) -> None:
    fill(page, **{**GOOD, "applies_from": "01/7/2025", "issued_on": "", "in_force_from": "05/9/2028"})
    (warning,) = page.of("warning")
    assert "cao hơn mức sau đó (540.000 đồng từ 01/07/2026)" in warning
    assert "chi trả theo mức mới sau 39 tháng" in warning


def test_a_confirmation_is_of_one_preview(page: Screen) -> None:
    tick(fill(page, **{**GOOD, "value": "60.000"}), SURE)
    assert not button(page, WRITE).disabled
    fill(page, value="50.000")
    assert button(page, WRITE).disabled


def test_a_correction_shows_old_beside_new(page: Screen) -> None:
    fill(page, **{**GOOD, "applies_from": "01/7/2026", "in_force_from": "05/10/2026", "issued_on": "21/8/2026"})
    assert "Sẽ sửa: Mức chuẩn trợ giúp xã hội 600.000 đồng/tháng" in page.said
    assert page.table("Nội dung") == [
        ["Mức, đồng/tháng", "540.000", "600.000"],
        ["Văn bản", "Nghị định 335/2026/NĐ-CP, Điều 4", "Nghị định 9/2028/NĐ-CP"],
    ]


def test_the_form_writes_an_end_and_lifts_it(page: Screen, database: Database) -> None:
    july = date(2028, 7, 1)
    fill(page, **GOOD, in_force_until="30/6/2028")
    assert "Có hiệu lực đến ngày" in page.of("error")[0]
    fill(page, in_force_until="31/12/2031")
    assert "có hiệu lực 05/9/2028, đến hết 31/12/2031, theo" in page.said
    page.press(WRITE)
    assert series(database)[july]["in_force_until"] == date(2031, 12, 31)
    assert page.table("Mức (đồng)")[0][3] == "31/12/2031"
    fill(page, 1, **GOOD, in_force_until="không")
    assert page.table("Nội dung") == [["Có hiệu lực đến ngày", "31/12/2031", "không"]]
    page.press(WRITE)
    assert series(database)[july]["in_force_until"] is None


def test_what_ships_and_the_office_has_otherwise_is_named(page: Screen, database: Database) -> None:
    assert "khác với mức kèm phần mềm" not in " ".join(one.label for one in page.at.expander)
    write(database, rule(value=550_000, applies_from=date(2026, 7, 1), first_paid=None))
    page.run()
    assert "1 mức của cơ quan khác với mức kèm phần mềm" in [one.label for one in page.at.expander]
    (row,) = page.table("Mức")
    assert row[:2] == ["Mức chuẩn trợ giúp xã hội", "01/7/2026"]
    assert row[2].startswith("550.000 đồng, ban hành 01/8/2028")
    assert row[3].startswith("540.000 đồng, ban hành 21/8/2026")


def test_a_rule_that_stands_already_is_not_written(page: Screen, database: Database) -> None:
    fill(
        page,
        value="540000",
        applies_from="1/7/2026",
        in_force_from="5/10/2026",
        issued_on="21/8/2026",
        evidence="press",
        document="Nghị định 335/2026/NĐ-CP, Điều 4",
    )
    assert page.of("info") == ["Không có gì để ghi: mức này đã có đúng như vậy."]
    assert WRITE not in [b.key for b in page.at.button]
    assert version(database) == 1


def test_somebody_who_wrote_meanwhile_is_named_and_nothing_overwritten(page: Screen, database: Database) -> None:
    fill(page, **GOOD)
    write(database, rule(value=610_000), actor="Chị Lan")
    page.press(WRITE)
    (error,) = page.of("error")
    assert error.startswith("Mức chuẩn trợ giúp xã hội đã được Chị Lan ghi lúc ")
    assert error.endswith("xem thay đổi rồi ghi lại.")
    assert series(database)[date(2028, 7, 1)]["value"] == 610_000
    page.run()
    assert "Sẽ sửa" in page.said
    page.press(WRITE)
    assert series(database)[date(2028, 7, 1)]["value"] == 600_000


def test_a_document_with_markup_is_shown_as_text(page: Screen) -> None:
    fill(page, **{**GOOD, "document": "<img src=x onerror=alert(1)>**[a](http://xau)**"})
    raw = "\n".join(element.value for element in page.at.markdown)
    assert "<img" not in raw.replace("\\<img", "")
    assert "](http" not in raw.replace("\\]\\(http", "")


def test_new_law_is_counted_by_at_once(page: Screen, show: Show) -> None:
    fill(page, **GOOD).press(WRITE)
    for screen in (
        page.set("moc-chon", "ngay").set("moc-ngay", date(2028, 9, 1)),
        show("protection.py", moc="2028-09-01"),
    ):
        assert screen.go("protection.py").control("btxh-muc-chuan").value == 600_000
        assert "600.000" in screen.said
    assert "600.000" not in show("protection.py").said, "the law of the report knows none of it"


def test_new_law_has_its_own_effect_behind_its_chip(page: Screen, show: Show) -> None:
    fill(page, **GOOD).press(WRITE)
    screen = show("protection.py")
    chips = screen.control("btxh-muc-chuan-goi-y")
    assert [option.content for option in chips.proto.options].count("600.000 (NĐ 9)") == 1
    screen.set("btxh-muc-chuan-goi-y", 600_000)
    assert screen.moc == "2028-07-31"
    assert (screen.control("btxh-tu-thang").value, screen.control("btxh-nam").value) == ("2028-07", "2028")
    assert screen.headline.startswith("Nâng mức chuẩn từ 540.000 lên 600.000 đồng/tháng từ 01/7/2028: kinh phí tăng ")


# --- the file


def test_a_file_is_checked_previewed_and_written(page: Screen, database: Database) -> None:
    choose(
        page,
        "protection.norm;;600.000;;01/07/2028;05/09/2028;;NĐ 9/2028;Báo chí",
        "merit_step.invalid.21;;2.100.000;;01/07/2028;;;NĐ 9/2028;Đã đọc văn bản",
        "merit.norm;;;;;;;;",
    )
    assert "Tệp đọc được, 2 dòng số liệu." in page.of("success")
    assert "Mới: 2 · Thay đổi: 0 · Không đổi: 0" in page.of("caption")
    assert page.row("Mức", "Thương binh, tỷ lệ 21%")[1:] == ["01/7/2028", "NĐ 9/2028", "Mới", "chưa có", "2.100.000"]
    assert button(page, "van-ban-ghi-tep").label == "Ghi 2 mức theo NĐ 9/2028"
    assert version(database) == 1
    page.press("van-ban-ghi-tep")
    (done,) = page.of("success")
    assert done.startswith("Đã ghi 2 mức của tệp muc.csv thành bản 2.")
    assert page.at.file_uploader[0].value is None
    row = page.table("Mức (đồng)")[0]
    assert [*row[:3], row[5]] == ["600.000", "01/7/2028", "05/9/2028", "10/2028"]


def test_a_wrong_file_is_refused_with_place_and_remedy(page: Screen, database: Database) -> None:
    choose(page, "protection.norm;;x;;01/07/2028;;;NĐ 9/2028;Báo chí")
    assert page.of("error") == ["1 lỗi phải sửa; chưa ghi gì. Sửa trong tệp rồi chọn lại."]
    assert "Ô C2 (dòng 2), Mức, đồng/tháng: 'x' không phải là số." in page.said
    assert "van-ban-ghi-tep" not in [b.key for b in page.at.button]
    assert version(database) == 1


def test_what_looks_wrong_in_a_file_must_be_confirmed(page: Screen) -> None:
    choose(page, "base_salary;;2.800;;01/07/2028;;;NĐ 9/2028;Báo chí")
    assert "chưa bằng 1/3 mức trước đó (2.530.000 đồng" in "\n".join(page.of("warning"))
    assert button(page, "van-ban-ghi-tep").disabled
    assert not button(tick(page, SURE), "van-ban-ghi-tep").disabled


def test_the_same_file_again_says_when_it_came(page: Screen, database: Database) -> None:
    line = "base_salary;;2.800.000;;01/07/2028;;;NĐ 9/2028;Báo chí"
    choose(page, line).press("van-ban-ghi-tep")
    choose(page, line)
    assert "0 thay đổi: các mức trong tệp giống hệt mức đang có." in page.of("info")
    assert version(database) == 2


def test_the_templates_are_files_one_can_fill_in_and_bring_back(
    page: Screen, files: dict[str, Callable[[], bytes]], database: Database
) -> None:
    page.run()
    for file, names in (
        ("bieu-mau-muc-chuan.csv", PARAMETER_NAMES),
        ("bieu-mau-nguoi-co-cong.csv", names_of_amounts()),
    ):
        blank = files[file]()
        assert blank.startswith(b"\xef\xbb\xbf")
        rows = list(csv.reader(io.StringIO(blank.decode("utf-8-sig")), delimiter=";"))
        assert [row[0] for row in rows[1:]] == list(names)
        assert all(row[1] for row in rows[1:])
        rest = ["", "01/07/2028", "", "31/12/2030", "", "NĐ 9", "Báo chí"]
        lines = [
            ";".join([*row[:2], "60" if row[0] in PERCENTS | MONTHS | PER_THOUSAND else "20.000.000", *rest])
            for row in rows[1:]
        ]
        choose(page, *lines, name=file, headings=rows[0])
        assert f"Mới: {len(names)} · Thay đổi: 0 · Không đổi: 0" in page.of("caption")
    assert re.search(r"- Còn \d{2,} mức khác cần xem lại\.$", "\n".join(page.of("warning")))
    tick(page, SURE).press("van-ban-ghi-tep")
    assert page.of("success")[0].startswith("Đã ghi 186 mức")


# --- the history of updates


def test_the_history_names_them_and_takes_them_back(page: Screen, database: Database) -> None:
    fill(page, **GOOD).press(WRITE)
    tick(page, "Tôi đã đọc văn bản gốc và thấy đúng như trên").press(MARK)
    page.go("history.py")
    kept = "Mức chuẩn và văn\N{NO-BREAK SPACE}bản"
    assert page.row("Bản", "2")[2:] == [LAN, "Ghi mức theo văn bản", kept, "Đã ghi", "1", "0"]
    assert page.row("Bản", "3")[3:5] == ["Đối chiếu văn bản", kept]
    options = page.control("lich-su-ban").options
    assert [option.rsplit(" · ", 1)[0] for option in options] == [
        "Bản 3 · đối chiếu văn bản",
        "Bản 2 · ghi mức theo văn bản",
        "Bản 1 · số liệu ban đầu",
    ]
    page.set("lich-su-ban", 3).set("lich-su-dong-y-3", True).press("lich-su-thu-hoi")
    assert series(database)[date(2028, 7, 1)]["verified_by"] is None
    page.set("lich-su-ban", 2).set("lich-su-dong-y-2", True).press("lich-su-thu-hoi")
    assert page.of("success")[0].startswith("Đã thu hồi bản 2 thành bản 5: thôi dùng 1 dòng")
    assert date(2028, 7, 1) not in series(database)


def test_every_kind_of_batch_has_its_words() -> None:
    allowed = next(str(c.sqltext) for c in Batch.__table__.constraints if str(c.name).endswith("kind"))
    assert set(CHANGE_KINDS) == set(re.findall(r"'(\w+)'", allowed))
