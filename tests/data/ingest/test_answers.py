"""What the user may settle about a file, and what no answer can be."""

import pytest

from data.ingest.answers import Answers, CellFix
from data.ingest.catalogue import DATASETS
from tests.data.ingest.tables import CheckText, facts, said, table

PAYMENTS = DATASETS["payments"]


def test_each_answer_finds_its_place() -> None:
    answers = Answers.of(
        {
            "decimal_mark.beneficiaries": ",",
            "amount_unit": "triệu đồng",
            "sheet": "T3",
            "column.B": "district",
            "column.AA": "",
            "cell.D12": "300",
            "cell.Trang 1!E2": "5",
            "period": "2023-12",
        },
        PAYMENTS,
    )
    assert answers.marks == {"beneficiaries": ","}
    assert (answers.power, answers.sheet, answers.given) == (6, "T3", {"period": "2023-12"})
    assert answers.mapping == {1: "district", 26: ""}
    assert answers.fixes == (CellFix("", 12, 3, "300"), CellFix("Trang 1", 2, 4, "5"))


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("decimal_mark.beneficiaries", ";"),
        ("decimal_mark.period", ","),
        ("amount_unit", "USD"),
        ("sheet", ""),
        ("column.ZZ", "district"),
        ("column.B", "population"),
        ("cell.12", "300"),
        ("cell.ZZZ1", "300"),
        ("period", " "),
        ("beneficiaries", "300"),
        ("measured_on", "2023"),
    ],
)
def test_what_cannot_be_answered_is_a_value_error(question: str, answer: str) -> None:
    with pytest.raises(ValueError, match="no such answer"):
        Answers.of({question: answer}, PAYMENTS)


def test_two_columns_cannot_be_one() -> None:
    with pytest.raises(ValueError, match="two columns"):
        Answers.of({"column.A": "group", "column.B": "group"}, PAYMENTS)


def test_columns_the_user_names_are_read_as_he_says(check: CheckText) -> None:
    content = table("Phủ Lý,12/2023,NCC,3912,9168250000", header="Nơi,Kỳ,Nhóm,Đếm,Số tiền (đồng)")
    assert check(content).status == "refused"
    outcome = check(content, answers={"column.A": "district", "column.D": "beneficiaries"})
    assert facts(outcome) == [("347", "2023-12", "Người có công", 3912, 9168250000)]


def test_of_two_alike_columns_the_named_one_is_read(check: CheckText) -> None:
    content = table(
        "Phủ Lý,12/2023,NCC,4000,3912,9168250000", header="Huyện,Kỳ,Nhóm,Số người,Số đối tượng,Số tiền (đồng)"
    )
    assert "tiêu đề bị trùng" in said(check(content))
    assert facts(check(content, answers={"column.D": ""}))[0][3] == 3912
