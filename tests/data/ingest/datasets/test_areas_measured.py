"""The day and the source of population figures."""

from datetime import date

import pytest

from data.ingest.datasets.areas import LONGEST_SOURCE, read_data_source, read_measured_on
from data.vocabulary.problems import Fault

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("31/12/2023", "2023-12-31"),
        ("2023-12-31", "2023-12-31"),
        ("Tính đến ngày 31/12/2023", "2023-12-31"),
        ("Thời điểm ngày 01 tháng 7 năm 2025", "2025-07-01"),
        ("2023", "2023"),
        ("Năm 2023", "2023"),
        ("đến hết năm 2022", "2022"),
    ],
)
def test_a_day_or_a_year_is_read(text: str, kept: str) -> None:
    assert read_measured_on(text, TODAY) == kept


@pytest.mark.parametrize(
    ("text", "reason"),
    [("", "để trống"), ("12/2023", "là tháng"), ("26/11/2026", "chưa đến"), ("30/02/2023", "lịch"), ("2027", "2027")],
)
def test_other_times_are_faults(text: str, reason: str) -> None:
    fault = read_measured_on(text, TODAY)
    assert isinstance(fault, Fault)
    assert reason in fault.reason
    assert "31/12/2023" in fault.remedy


def test_a_source_is_kept_as_written_and_never_starts_like_a_formula() -> None:
    assert read_data_source("- Niên giám thống kê 2023") == "Niên giám thống kê 2023"
    for wrong in ("", "'=1+1", "@SUM(A1)", "--", "x" * (LONGEST_SOURCE + 1)):
        assert isinstance(read_data_source(wrong), Fault), wrong
