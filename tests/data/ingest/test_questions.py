"""What is asked about a file, never guessed, and that its answer settles it."""

import pytest

from tests.data.ingest.tables import CheckText, facts, said, table

BODY = table("Phủ Lý,Người có công,3912,9168250000", header="Huyện,Nhóm,Số người,Số tiền (đồng)")
FACT = ("347", "2023-12", "Người có công", 3912, 9168250000)


def test_a_number_of_two_meanings_asks_for_its_mark(check: CheckText) -> None:
    content = table("Phủ Lý;12/2023;NCC;3912;9.168", header="Huyện;Kỳ;Nhóm;Số người;Số tiền (triệu đồng)")
    asked = check(content)
    assert asked.status == "refused"
    assert "'9.168' có thể hiểu theo hai cách" in said(asked)
    [question] = asked.questions
    assert question.key == "decimal_mark.monthly_amount_vnd"
    assert [value for value, _label in question.choices] == [",", "."]
    assert facts(check(content, answers={question.key: ","}))[0][-1] == 9168000000
    assert facts(check(content, answers={question.key: "."}))[0][-1] == 9168000


def test_a_month_that_stands_nowhere_is_asked_and_the_files_name_is_only_mentioned(check: CheckText) -> None:
    asked = check(BODY, filename="BC T12-2023.csv")
    assert asked.status == "refused"
    [question] = asked.questions
    assert (question.key, question.choices) == ("period", ())
    assert "Tên tệp nêu tháng 12/2023." in question.text
    assert "Tên tệp" not in check(BODY, filename="bao_cao.csv").questions[0].text
    assert facts(check(BODY, answers={"period": "12/2023"})) == [FACT]
    refused = check(BODY, answers={"period": "Quý IV/2023"})
    assert "'Quý IV/2023' câu trả lời cho cột Kỳ là quý, không phải tháng" in said(refused)


def test_two_months_above_are_offered_to_choose(check: CheckText) -> None:
    asked = check("Tháng 11/2023 và tháng 12/2023,,,\n" + BODY)
    assert asked.status == "refused"
    assert [value for value, _label in asked.questions[0].choices] == ["2023-11", "2023-12"]
    assert facts(check("Tháng 11/2023 và tháng 12/2023,,,\n" + BODY, answers={"period": "2023-12"})) == [FACT]


def test_a_group_that_stands_nowhere_is_asked_with_the_programmes(check: CheckText) -> None:
    content = "Tháng 12/2023,,\n" + table("Phủ Lý,3912,9168250000", header="Huyện,Số người,Số tiền (đồng)")
    [question] = check(content).questions
    assert question.key == "group"
    assert question.choices[0] == ("Người có công", "Người có công")
    answered = check(content, answers={"group": "NCC"})
    assert facts(answered) == [FACT]
    assert "lấy NCC theo câu trả lời của bạn" in said(answered)


@pytest.mark.parametrize(("unit", "amount"), [("đồng", 9168250000), ("nghìn đồng", 9168250), ("tỷ đồng", "9,16825")])
def test_the_answered_unit_scales(check: CheckText, unit: str, amount: object) -> None:
    content = table(f"Phủ Lý;12/2023;NCC;3912;{amount}", header="Huyện;Kỳ;Nhóm;Số người;Kinh phí")
    assert facts(check(content, answers={"amount_unit": unit})) == [FACT]
