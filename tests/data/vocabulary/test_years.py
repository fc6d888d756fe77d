"""Years, and periods that are a year or a month."""

import pytest

from data.vocabulary.periods import read_year, read_year_or_month
from data.vocabulary.problems import Fault


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2023", "2023"),
        ("Năm 2023", "2023"),
        ("cả năm 2023", "2023"),
        ("KH năm 2024", "2024"),
        ("2023-12", "2023-12"),
        ("12/2023", "2023-12"),
        ("Tháng 12 năm 2023", "2023-12"),
        ("T12/2023", "2023-12"),
    ],
)
def test_a_year_or_a_month_is_read(text: str, period: str) -> None:
    assert read_year_or_month(text, 2027) == period
    year = read_year(text, 2027)
    assert year == period if len(period) == 4 else isinstance(year, Fault)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "để trống"),
        ("-2023", "không phải là một năm hoặc một tháng"),
        ("2.023", "không phải là một năm hoặc một tháng"),
        ("2032", "có năm 2032, ngoài khoảng 2000 đến 2027"),
        ("Quý IV/2023", "là một phần của năm"),
        ("6 tháng đầu năm 2023", "là một phần của năm"),
        ("31/12/2023", "là ngày"),
        ("2023-13", "có tháng 13"),
        ("45291", "không phải là một năm hoặc một tháng"),
    ],
)
def test_what_is_neither_says_why_and_how_to_write_it(text: str, reason: str) -> None:
    fault = read_year_or_month(text, 2027)
    assert isinstance(fault, Fault)
    assert reason in fault.reason
    assert "2023" in fault.remedy


def test_a_month_is_no_year() -> None:
    fault = read_year("12/2023", 2027)
    assert isinstance(fault, Fault)
    assert fault.reason == "là tháng, không phải năm"
