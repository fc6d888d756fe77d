"""Sources, levels, codes and months of a budget file, as people write them."""

import pytest

from data.ingest.datasets.budget import read_budget_month
from data.vocabulary.groups import LEVEL_NAMES, SOURCE_NAMES, read_code, read_level, read_line, read_source
from data.vocabulary.problems import Fault
from models.tables.facts import BUDGET_LEVELS, BUDGET_SOURCES


def test_the_codes_are_those_of_the_table() -> None:
    assert set(SOURCE_NAMES) == set(BUDGET_SOURCES)
    assert tuple(LEVEL_NAMES) == BUDGET_LEVELS
    for code, name in SOURCE_NAMES.items():
        assert read_source(name) == read_source(code) == code
    for code, name in LEVEL_NAMES.items():
        assert read_level(name) == read_level(code) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("NSTW hỗ trợ", "central"),
        ("KINH PHÍ ỦY QUYỀN", "delegated"),
        ("nsđp", "local"),
        ("CCTL", "wage_reform"),
        ("Nguồn dự phòng", "contingency"),
        ("NSTW bổ sung có mục tiêu", "targeted"),
    ],
)
def test_sources_are_known_by_short_names(text: str, code: str) -> None:
    assert read_source(text) == code


def test_central_money_that_could_be_three_things_is_not_guessed() -> None:
    fault = read_source("NSTW")
    assert isinstance(fault, Fault)
    assert "ủy quyền" in fault.reason
    assert all(name in fault.remedy for name in SOURCE_NAMES.values())


def test_what_is_unknown_is_refused_with_the_list() -> None:
    source, level = read_source("Quỹ vì người nghèo"), read_level("Trung ương")
    assert isinstance(source, Fault)
    assert isinstance(level, Fault)
    assert "Nguồn cải cách tiền lương" in source.remedy
    assert "Cấp huyện" in level.remedy


def test_codes_keep_or_get_back_their_leading_zeros() -> None:
    assert [read_code(text) for text in ("424", "024", "24", "424 - Sở LĐTBXH", "")] == ["424", "024", "024", "424", ""]
    assert [read_line(text) for text in ("424-370-371", "24/370/371", "370-371")] == [
        "424-370-371",
        "024-370-371",
        "-370-371",
    ]
    for wrong in ("0", "4244", "42a", "424 370"):
        assert isinstance(read_code(wrong), Fault), wrong
    for wrong in ("424", "424-370-371-398", "000-370-371"):
        assert isinstance(read_line(wrong), Fault), wrong


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("", ""),
        ("Cả năm", ""),
        ("Năm 2024", ""),
        ("2024-06", "2024-06"),
        ("06/2024", "2024-06"),
        ("Lũy kế đến tháng 6/2024", "2024-06"),
        ("đến hết 30/6/2024", "2024-06"),
        ("2024-02-29", "2024-02"),
    ],
)
def test_months_of_cumulative_figures_are_read(text: str, month: str) -> None:
    assert read_budget_month(text, 2027) == month


@pytest.mark.parametrize(
    ("text", "reason"),
    [("6", "chưa ghi năm"), ("15/6/2024", "giữa tháng"), ("Quý II/2024", "là quý"), ("13/2024", "tháng 13")],
)
def test_other_ends_of_a_cumulative_figure_are_faults(text: str, reason: str) -> None:
    fault = read_budget_month(text, 2027)
    assert isinstance(fault, Fault)
    assert reason in fault.reason
