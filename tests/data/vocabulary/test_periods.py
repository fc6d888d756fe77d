"""Months as people write them."""

import pytest
from hypothesis import given, strategies as st

from data.vocabulary.periods import read_period
from data.vocabulary.problems import Fault
from models.periods import Month


@pytest.mark.parametrize(
    "text",
    [
        "2023-03",
        "2023/3",
        "03/2023",
        "3/2023",
        "03-2023",
        "3.2023",
        "Tháng 3 năm 2023",
        "tháng 03 năm 2023",
        "Tháng 3/2023",
        "T3/2023",
        "T03.2023",
        "THÁNG 3, NĂM 2023",
        "thang 3 nam 2023",
        "Tháng 3 2023",
        "2023-03-01",
        "2023-03-01 00:00:00",
    ],
)
def test_months(text: str) -> None:
    assert read_period(text, 2027) == Month(2023, 3)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "để trống"),
        ("13/2023", "tháng 13"),
        ("2023-00", "tháng 0"),
        ("Quý I/2023", "quý"),
        ("Q2/2023", "quý"),
        ("2023", "năm"),
        ("Năm 2023", "năm"),
        ("44986", "Excel"),
        ("01/03/2023", "ngày"),
        ("2023-03-15", "ngày"),
        ("3/23", "không phải là một tháng"),
        ("Mar-23", "không phải là một tháng"),
        ("3/1999", "năm 1999"),
        ("3/2028", "năm 2028"),
        ("٣/2023", "không phải là một tháng"),
    ],
)
def test_what_is_no_month_says_why(text: str, word: str) -> None:
    answer = read_period(text, 2027)
    assert isinstance(answer, Fault)
    assert word in answer.reason


@given(st.integers(2000, 2027), st.integers(1, 12))
def test_all_months_read_back(year: int, month: int) -> None:
    for text in (f"{year}-{month:02}", f"{month:02}/{year}", f"Tháng {month} năm {year}", f"T{month}/{year}"):
        assert read_period(text, 2027) == Month(year, month)


@given(st.text(max_size=30))
def test_no_text_breaks_it(text: str) -> None:
    assert isinstance(read_period(text, 2027), Month | Fault)
