"""The `parameters` dataset: rules as officials write them, refused with place and remedy, never half read."""

import csv
import io
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from data.clock import today
from data.ingest import Check, check_file
from data.ingest.check import MOST_RULES
from data.ingest.law_rows import read_amount, read_day, read_first_list, read_rule
from data.seed_files import seed_rows
from data.vocabulary.parameters import (
    EVIDENCE_WORDS,
    NO_END,
    PARAMETER_NAMES,
    PERCENTS,
    Rule,
    name_words,
    names_of_amounts,
    rules_frame,
    rules_of,
)
from data.vocabulary.problems import Fault
from models.frames import PARAMETER_FILE
from models.periods import Month
from tests.data.ingest.tables import ROWS, said, table
from tests.examples import examples

HEADER = (
    "Tên mức;Diễn giải;Mức, đồng/tháng;Ngày ban hành;Áp dụng từ ngày;Có hiệu lực từ ngày;Chi trả từ tháng;Văn "
    "bản;Nguồn thông tin"
)
CODES = "name;label;value;issued_on;applies_from;in_force_from;first_paid;document;evidence"
GOOD = (
    "Mức chuẩn trợ giúp xã hội;;560.000 đồng;21/08/2026;01/07/2026;05/10/2026;12/2026;Nghị định 335/2026/NĐ-CP;Báo chí"
)
TEXTS = dict(zip(CODES.split(";"), GOOD.split(";"), strict=True))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("rules")


def checked(folder: Path, *lines: str, header: str = HEADER) -> Check:
    path = folder / "rules.csv"
    path.write_text("\n".join([header, *lines, ""]), encoding="utf-8-sig")
    return check_file(path, "muc.csv", "parameters")


def row(**cells: str) -> str:
    """The good row with other texts."""
    return ";".join({**TEXTS, **cells}.values())


def reading(**cells: str) -> Any:
    return read_rule({**TEXTS, **cells}, 2026)


# --- cells


@pytest.mark.parametrize(
    "text",
    [
        "540000",
        "540.000",
        "540,000",
        "540 000",
        "540'000",
        "540.000 đồng",
        "540.000đ",
        "540.000 đ/tháng",
        "540.000 đồng/tháng",
        "540.000 đồng/người/tháng",
        "540000 VNĐ",
        "540.000,00",
        "540,000.00",
        "540000.0",
    ],
)
def test_an_amount_is_read_as_people_write_it(text: str) -> None:
    assert read_amount(text) == 540_000


def test_one_group_of_three_digits_is_thousands() -> None:
    """A column of 540.000 alone is 540 to a program that takes the dot for a decimal mark."""
    assert read_amount("1.500") == 1_500
    assert read_amount("2.789.000") == 2_789_000


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "để trống"),
        ("0", "lớn hơn 0"),
        ("0 đồng", "lớn hơn 0"),
        ("-540.000", "số âm"),
        ("540,5", "không phải số nguyên"),
        ("0,54 triệu", "triệu"),
        ("540 nghìn đồng", "nghìn"),
        ("540k", "nghìn"),
        ("năm trăm nghìn", "nghìn"),
        ("chưa rõ", "không phải là số"),
        ("5,4E+05", "Excel"),
        ("5.4E+05", "Excel"),
        ("540.00.000", "không phải là số"),
        ("540.000.000.000", "vượt mức tối đa"),
        ("540.000 - 600.000", "không phải là số"),
        ("540.000 USD", "không phải là số"),
    ],
)
def test_what_is_no_amount_is_said(text: str, word: str) -> None:
    answer = read_amount(text)
    assert isinstance(answer, Fault)
    assert word in answer.reason
    assert answer.remedy.startswith("Ghi đủ số đồng")


@given(st.integers(1, 10**9))
def test_every_amount_reads_back_in_each_form(value: int) -> None:
    for mark in (".", ",", " ", ""):
        for unit in ("", " đồng", "đ/tháng"):
            assert read_amount(f"{value:,}".replace(",", mark) + unit) == value


@pytest.mark.parametrize(
    "text",
    [
        "05/10/2026",
        "5/10/2026",
        "05-10-2026",
        "05.10.2026",
        "2026-10-05",
        "2026-10-05 00:00:00",
        "ngày 05 tháng 10 năm 2026",
    ],
)
def test_a_day_is_read_with_the_day_first(text: str) -> None:
    assert read_day(text, 2030) == date(2026, 10, 5)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "để trống"),
        ("31/02/2026", "không có trong lịch"),
        ("10/13/2026", "có tháng 13"),
        ("05/10/2062", "ngoài khoảng"),
        ("05/10/1926", "ngoài khoảng"),
        ("10/2026", "là tháng"),
        ("2026", "là năm"),
        ("46300", "Excel"),
        ("hôm nay", "không phải là một ngày"),
        ("05/10/26", "không phải là một ngày"),
    ],
)
def test_what_is_no_day_is_said(text: str, word: str) -> None:
    answer = read_day(text, 2030)
    assert isinstance(answer, Fault)
    assert word in answer.reason
    assert "05/10/2026" in answer.remedy


def test_the_first_list_is_a_month_or_its_first_day() -> None:
    for text in ("11/2026", "2026-11", "tháng 11 năm 2026", "01/11/2026", "2026-11-01"):
        assert read_first_list(text, 2030) == date(2026, 11, 1)
    for text, word in (("05/11/2026", "theo tháng"), ("Quý IV/2026", "quý"), ("13/2026", "tháng 13")):
        answer = read_first_list(text, 2030)
        assert isinstance(answer, Fault)
        assert word in answer.reason


# --- a rule


def test_a_good_row_is_a_rule() -> None:
    assert reading().rule == Rule(
        "protection.norm",
        560_000,
        date(2026, 8, 21),
        date(2026, 7, 1),
        date(2026, 10, 5),
        date(2026, 12, 1),
        "Nghị định 335/2026/NĐ-CP",
        "press",
    )
    assert (reading().faults, reading().remarks) == ([], [])


@pytest.mark.parametrize(
    ("cells", "field", "word"),
    [
        ({"name": ""}, "name", "để trống"),
        ({"name": "Mức chuẩn"}, "name", "danh mục"),
        ({"name": "Mức chuẩn trợ giúp xã hộ"}, "name", "có phải 'Mức chuẩn trợ giúp xã hội'?"),
        ({"name": "merit.amount.nobody"}, "name", "danh mục"),
        ({"value": "x"}, "value", "không phải là số"),
        ({"applies_from": ""}, "applies_from", "để trống"),
        ({"applies_from": "05/07/2026"}, "applies_from", "không phải ngày đầu tháng"),
        ({"issued_on": "x"}, "issued_on", "không phải là một ngày"),
        ({"in_force_from": "20/08/2026"}, "in_force_from", "sớm hơn ngày ban hành 21/08/2026"),
        ({"first_paid": "06/2026"}, "first_paid", "sớm hơn ngày áp dụng 01/07/2026"),
        ({"in_force_until": "30/06/2026"}, "in_force_until", "sớm hơn ngày áp dụng 01/07/2026"),
        ({"in_force_until": "04/10/2026"}, "in_force_until", "sớm hơn ngày có hiệu lực 05/10/2026"),
        ({"in_force_until": "12/2030"}, "in_force_until", "là tháng, chưa có ngày"),
        ({"in_force_until": "31/12/2099"}, "in_force_until", "2099"),
        ({"document": " "}, "document", "để trống"),
        ({"document": "x" * 201}, "document", "dài quá 200"),
        ({"evidence": ""}, "evidence", "để trống"),
        ({"evidence": "nghe nói"}, "evidence", "nguồn thông tin"),
        ({"document": "NĐ 1\u202e"}, "document", "U+202E"),
    ],
    ids=str,
)
def test_a_wrong_field_is_named_with_its_remedy(cells: dict[str, str], field: str, word: str) -> None:
    found = reading(**cells)
    assert found.rule is None
    [(column, fault)] = found.faults
    assert column == field
    assert word in fault.reason
    assert fault.remedy


def test_all_wrong_fields_are_said_at_once() -> None:
    found = reading(name="", value="", applies_from="", document="", evidence="", issued_on="x", in_force_from="x")
    assert [column for column, _fault in found.faults] == [
        "name",
        "value",
        "issued_on",
        "applies_from",
        "in_force_from",
        "document",
        "evidence",
    ]


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("", None),
        ("31/12/2030", date(2030, 12, 31)),
        ("ngày 31 tháng 12 năm 2040", date(2040, 12, 31)),
        ("Không", NO_END),
        ("không thời hạn", NO_END),
    ],
)
def test_the_last_day_of_a_rule(text: str, end: date | None) -> None:
    assert reading(in_force_until=text).rule.in_force_until == end


@pytest.mark.parametrize(
    "heading",
    ["Có hiệu lực đến ngày", "Có hiệu lực đến", "Hết hiệu lực", "Ngày hết hiệu lực", "in_force_until", "Áp dụng đến"],
)
def test_the_column_of_ends_is_found_by_its_names(folder: Path, heading: str) -> None:
    outcome = checked(folder, f"{row()};31/12/2030", header=f"{HEADER};{heading}")
    assert (outcome.status, outcome.messages) == ("accepted", [])
    assert outcome.frame["in_force_until"].to_list() == [date(2030, 12, 31)]
    assert outcome.frame["in_force_from"].to_list() == [date(2026, 10, 5)]


@pytest.mark.parametrize(
    ("in_force", "expected"),
    [("05/10/2026", Month(2026, 11)), ("24/10/2026", Month(2026, 11)), ("25/10/2026", Month(2026, 12))],
)
def test_an_empty_first_list_is_proposed_and_said(in_force: str, expected: Month) -> None:
    found = reading(first_paid="", in_force_from=in_force)
    assert found.proposed == expected
    assert found.rule.first_paid == expected.first_day
    [(column, fault)] = found.remarks
    assert column == "first_paid"
    assert f"{expected.month:02}/{expected.year}" in fault.reason


def test_no_list_pays_before_the_rule_applies() -> None:
    found = reading(issued_on="", applies_from="01/01/2027", in_force_from="01/07/2026", first_paid="")
    assert found.rule.first_paid == date(2027, 1, 1)


def test_without_a_day_in_force_nothing_is_proposed_and_that_is_said() -> None:
    found = reading(first_paid="", in_force_from="")
    assert (found.proposed, found.rule.first_paid) == (None, None)
    assert "tháng áp dụng" in found.remarks[0][1].reason


def test_what_no_list_pays_has_no_first_list() -> None:
    found = reading(name="Lương cơ sở", first_paid="")
    assert (found.proposed, found.rule.first_paid, found.remarks) == (None, None, [])


def test_an_amount_of_merit_keeps_only_its_first_day_and_says_so() -> None:
    found = reading(name="merit_step.invalid.21")
    assert (found.rule.issued_on, found.rule.in_force_from, found.rule.first_paid) == (None, None, None)
    assert "Mức chuẩn trợ cấp ưu đãi" in found.remarks[0][1].remedy


@pytest.mark.parametrize(
    ("text", "value"), [("50", 50), ("50%", 50), ("50 %", 50), ("1", 1), ("100", 100), ("50,0", 50)]
)
def test_a_percentage_of_law_is_whole_percent(text: str, value: int) -> None:
    for name in PERCENTS:
        assert reading(name=name, value=text).rule.value == value


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("101", "0 đến 100%"),
        ("7,5", "có phần lẻ"),
        ("540.000 đồng", "0 đến 100%"),
        ("một nửa", "không phải là số"),
        ("", "để trống"),
    ],
)
def test_what_is_no_percentage_is_refused(text: str, reason: str) -> None:
    [(column, fault)] = reading(name="unemployment.share", value=text).faults
    assert column == "value"
    assert reason in fault.reason
    assert "phần trăm" in fault.remedy


def test_a_percentage_may_be_nothing_and_of_a_norm_more_than_all_of_it() -> None:
    """NQ 21/2025 of Ninh Bình gives the others 0%; convalescence is 180% of the norm."""
    for name, value in (("provincial_top_up.other", "0"), ("merit.convalescence_centre", "180%")):
        rule = reading(name=name, value=value).rule
        assert rule is not None
        assert rule.value == int(value.removesuffix("%"))
    assert reading(name="provincial_top_up.other", value="180").rule is None
    assert reading(name="base_salary", value="0").rule is None


def test_every_name_and_evidence_is_known_by_code_and_by_words() -> None:
    assert set(PARAMETER_NAMES) == {seed["parameter"] for seed in seed_rows("norms.csv")}
    for name in [*PARAMETER_NAMES, *names_of_amounts()]:
        for text in (name, name_words(name), name_words(name).upper()):
            assert reading(name=text, value="60").rule.name == name
    for evidence, words in EVIDENCE_WORDS.items():
        assert reading(evidence=evidence).rule.evidence == reading(evidence=words.lower()).rule.evidence == evidence


# --- a file


def test_a_good_file_has_the_frame_of_the_contract(folder: Path) -> None:
    for header in (HEADER, CODES):
        outcome = checked(folder, GOOD, header=header)
        assert (outcome.status, outcome.dataset, outcome.messages) == ("accepted", "parameters", [])
        assert outcome.frame.schema == PARAMETER_FILE
        assert rules_of(outcome.frame) == (reading().rule,)


def test_a_refused_file_names_cell_and_remedy_and_has_no_rows(folder: Path) -> None:
    outcome = checked(folder, GOOD, row(value="ba trăm", applies_from="01/08/2026"))
    assert outcome.status == "refused"
    assert outcome.frame.schema == PARAMETER_FILE
    assert outcome.frame.is_empty()
    assert outcome.messages == [
        "Ô C3 (dòng 3), Mức, đồng/tháng: 'ba trăm' không phải là số. Ghi đủ số đồng, ví dụ 540.000."
    ]


def test_two_rows_of_one_rule_are_refused(folder: Path) -> None:
    outcome = checked(folder, GOOD, row(name="protection.norm", value="600.000"), row(applies_from="01/08/2026"))
    assert outcome.messages == [
        "Dòng 3: trùng với dòng 2: cùng mức và cùng ngày áp dụng. Giữ lại một dòng đúng, xóa dòng kia."
    ]


def test_a_row_with_nothing_but_its_name_is_left_out_and_said(folder: Path) -> None:
    outcome = checked(folder, GOOD, "merit.norm;Mức chuẩn trợ cấp ưu đãi;;;;;;;", ";;;;;;;;")
    assert (outcome.status, outcome.frame.height) == ("accepted", 1)
    assert "Dòng 3: chưa điền gì ngoài tên mức" in said(outcome)


def test_a_file_without_a_filled_row_is_refused(folder: Path) -> None:
    for lines in ([], ["merit.norm;;;;;;;;"]):
        outcome = checked(folder, *lines)
        assert outcome.status == "refused"
        assert "không có dòng nào đã điền mức" in said(outcome)


def test_missing_columns_are_named_and_districts_are_not_asked_for(folder: Path) -> None:
    for header in ("Tên mức;Áp dụng từ", "a;b"):
        outcome = checked(folder, "x;y", header=header)
        assert outcome.status == "refused"
        for name in ("Mức, đồng/tháng", "Văn bản", "Nguồn thông tin"):
            assert name in said(outcome)
        assert "huyện" not in said(outcome).lower()


def test_a_payments_file_is_no_file_of_rules(tmp_path: Path) -> None:
    path = tmp_path / "chi.csv"
    path.write_text(table(*ROWS))
    assert check_file(path, "chi.csv", "parameters").status == "refused"
    path.write_text(f"{HEADER}\n{GOOD}\n")
    assert check_file(path, "muc.csv", "payments").status == "refused"


def test_rules_are_in_dong_alone(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "muc.csv"
    path.write_text(f"Đơn vị tính: nghìn đồng;;;;;;;;\n{HEADER}\n{GOOD}\n")
    assert "nghìn đồng" in said(check_file(path, "muc.csv", "parameters"))
    assert "thiếu cột Mức" in said(checked(folder, GOOD, header=HEADER.replace("Mức, đồng/tháng", "Mức (nghìn đồng)")))
    for answer in ({"amount_unit": "nghìn đồng"}, {"decimal_mark.value": ","}):
        with pytest.raises(ValueError, match="answer"):
            check_file(path, "muc.csv", "parameters", answers=answer)


def test_a_row_whose_cells_do_not_stand_under_the_headings_is_refused(folder: Path) -> None:
    outcome = checked(folder, GOOD, row(applies_from="01/08/2026") + ";x", "merit.norm;;1")
    assert "Dòng 3: có 10 ô, còn tiêu đề có 9 cột" in said(outcome)
    assert "Dòng 4: có 3 ô, còn tiêu đề có 9 cột" in said(outcome)


def test_a_signature_is_named_and_not_taken_for_a_rule(folder: Path) -> None:
    outcome = checked(folder, GOOD, "NGƯỜI LẬP BIỂU;;;;;;;;x")
    assert outcome.status == "refused"
    assert "Dòng chữ ký thì xóa" in said(outcome)


def test_a_document_with_place_and_date_is_no_signature(folder: Path) -> None:
    """The last row must not be dropped as a footer for the words of its document."""
    document = "Quyết định của Chủ tịch UBND ngày 21 tháng 8 năm 2026"
    outcome = checked(folder, GOOD, row(applies_from="01/08/2026", document=document))
    assert outcome.frame["document"].to_list()[-1] == document


def test_a_file_beyond_the_limit_is_refused(folder: Path) -> None:
    outcome = checked(
        folder, *[row(applies_from=f"01/{1 + n % 12:02}/2026", document=f"{n}") for n in range(MOST_RULES + 1)]
    )
    assert outcome.status == "refused"
    assert f"vượt giới hạn {MOST_RULES}" in said(outcome)


def test_personal_data_is_refused(folder: Path) -> None:
    outcome = checked(folder, GOOD + ";Nguyễn Văn An", header=HEADER + ";Họ và tên")
    assert "dữ liệu cá nhân" in said(outcome)
    assert "Nguyễn Văn An" not in said(outcome)


days = st.dates(date(2000, 1, 1), date(today().year + 5, 12, 1))
rules = st.builds(
    lambda name, value, first, document, evidence, after: Rule(
        name, value, None, first.replace(day=1), first + timedelta(after), None, document, evidence
    ),
    st.sampled_from(["base_salary", "poverty_line.rural", "poverty_line.urban"]),
    st.integers(1, 10**9),
    st.dates(date(2000, 1, 1), date(today().year + 4, 12, 1)),
    st.from_regex(r"N[a-z0-9/]{1,40}", fullmatch=True),
    st.sampled_from(sorted(EVIDENCE_WORDS)),
    st.integers(0, 300),
)


@settings(max_examples=examples(100), deadline=None)
@given(st.lists(rules, min_size=1, max_size=8, unique_by=lambda rule: rule.key))
def test_rules_written_by_a_spreadsheet_read_back(folder: Path, listed: list[Rule]) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(HEADER.split(";"))
    for rule in listed:
        assert rule.in_force_from is not None
        writer.writerow(
            [
                name_words(rule.name),
                "",
                f"{rule.value:,}".replace(",", "."),
                "",
                f"{rule.applies_from:%d/%m/%Y}",
                f"{rule.in_force_from:%d/%m/%Y}",
                "",
                rule.document,
                EVIDENCE_WORDS[rule.evidence],
            ]
        )
    path = folder / "written.csv"
    path.write_text(out.getvalue(), encoding="utf-8-sig")
    outcome = check_file(path, "muc.csv", "parameters")
    assert outcome.messages == []
    assert rules_of(outcome.frame) == tuple(listed)
    assert rules_of(rules_frame(listed)) == tuple(listed)


@settings(max_examples=examples(150), deadline=None)
@given(cells=st.lists(st.lists(st.text(max_size=12), min_size=9, max_size=9), min_size=1, max_size=6))
def test_random_cells_under_true_headings_are_refused(folder: Path, cells: list[list[str]]) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(cells)
    path = folder / "random.csv"
    path.write_bytes(f"{HEADER}\n{out.getvalue()}".encode("utf-8", "replace"))
    assert check_file(path, "muc.csv", "parameters").status == "refused"
