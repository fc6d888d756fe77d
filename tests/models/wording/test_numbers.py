"""Numbers, money, months and days as officials write them, whatever the browser's language."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from models.periods import Month
from models.wording import numbers
from pages.ui.format.tables import escape, table


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (47701, "47.701"),
        (0, "0"),
        (-1656, "−1.656"),
        (999, "999"),
        (1_000_000, "1.000.000"),
        (Decimal("2.11"), "2,11"),
        (Decimal("2.10"), "2,1"),
        (Decimal("2.00"), "2"),
        (Decimal("2.115"), "2,12"),
        (Decimal("-0.004"), "0"),
        (Decimal("-0.58"), "−0,58"),
        (Decimal("0.005"), "0,01"),
        (24.5, "24,5"),
        (Decimal("1234567.891"), "1.234.567,89"),
        (-0.0, "0"),
    ],
)
def test_numbers(value: Decimal | int | float, text: str) -> None:
    assert numbers.number(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(9333, "+9.333"), (-1656, "−1.656"), (0, "0"), (Decimal("0.001"), "0"), (Decimal("0.58"), "+0,58")],
)
def test_signs(value: Decimal | int, text: str) -> None:
    assert numbers.signed(value) == text


@pytest.mark.parametrize(
    ("vnd", "text"),
    [
        (9_333_333_333, "9,33 tỷ đồng"),
        (56_000_000_000, "56 tỷ đồng"),
        (33_333_333_333, "33,33 tỷ đồng"),
        (433_440_000, "433,44 triệu đồng"),
        (602_000_000, "602 triệu đồng"),
        (999_999, "999.999 đồng"),
        (1_000_000_000, "1 tỷ đồng"),
        (72_134_440_000, "72,13 tỷ đồng"),
        (0, "0 đồng"),
        (-24_000_000_000, "−24 tỷ đồng"),
    ],
)
def test_money_in_sentences(vnd: int, text: str) -> None:
    assert numbers.money(vnd) == text


@pytest.mark.parametrize("vnd", [999_999_999, 999_996_000, 999_995_000])
def test_just_below_a_billion_is_never_a_thousand_million(vnd: int) -> None:
    assert numbers.money(vnd) in ("1 tỷ đồng", "999,99 triệu đồng")


@pytest.mark.parametrize("vnd", [999_999, 999_995])
def test_just_below_a_million_stays_exact(vnd: int) -> None:
    assert numbers.money(vnd) == f"{vnd // 1000}.{vnd % 1000} đồng"


@pytest.mark.parametrize(
    ("vnd", "text"),
    [
        (33_333_333_333, "33.333,3"),
        (24_000_000_000, "24.000"),
        (-12_000_000, "−12"),
        (-16_666_667, "−16,7"),
        (0, "0"),
        (40_000, "0"),
        (-40_000, "0"),
        (50_000, "0,1"),
        (-50_000, "−0,1"),
        (999_950_000, "1.000"),
    ],
)
def test_millions_in_tables(vnd: int, text: str) -> None:
    assert numbers.millions(vnd) == text


def test_signed_millions() -> None:
    assert [numbers.signed_millions(vnd) for vnd in (9_333_333_333, -4_666_667, 0, 10_000)] == [
        "+9.333,3",
        "−4,7",
        "0",
        "0",
    ]


@pytest.mark.parametrize(
    ("vnd", "millions"),
    [(833_000_000, 800), (8_500_000_000, 8500), (40_020_000, 40), (-40_020_000, -40), (4_666_667, 5), (0, 0)],
)
def test_illustrative_money_is_rough_but_never_nothing(vnd: int, millions: float) -> None:
    assert numbers.rough_millions(vnd) == millions


def test_percentages_and_shares() -> None:
    assert numbers.percent(Decimal("2.11")) == "2,11%"
    assert numbers.share(9_333_333_333, 24_000_000_000) == "38,9%"
    assert numbers.share(1, 1) == "100%"
    assert numbers.share(5, 0) == "không xác định"


def test_coefficients_keep_their_decimal() -> None:
    assert [numbers.coefficient(halves) for halves in (2, 3, 4, 5, 10)] == ["1,0", "1,5", "2,0", "2,5", "5,0"]


@pytest.mark.parametrize(
    ("qualifier", "text"),
    [(">", "trên 24 tỷ đồng"), ("<", "gần 24 tỷ đồng"), ("~", "khoảng 24 tỷ đồng"), ("=", "24 tỷ đồng")],
)
def test_hedges(qualifier: str, text: str) -> None:
    assert numbers.hedge(qualifier, "24 tỷ đồng") == text


def test_months_and_days() -> None:
    assert numbers.month(Month(2024, 7)) == "tháng 7/2024"
    assert numbers.short_month(Month(2024, 7)) == "07/2024"
    assert [numbers.day(date(2024, month, 1)) for month in (1, 2, 7, 12)] == [
        "01/01/2024",
        "01/02/2024",
        "01/7/2024",
        "01/12/2024",
    ]
    assert numbers.day(date(2026, 11, 24)) == "24/11/2026"


def test_moments_are_office_time() -> None:
    assert numbers.moment(datetime(2024, 7, 1, 20, 5, tzinfo=UTC)) == "03:05 02/07/2024"


@pytest.mark.parametrize(
    ("value", "unit", "qualifier", "text"),
    [
        ("24000000000", "VND/month", ">", "trên 24 tỷ đồng/tháng"),
        ("47701000000", "VND/month", "=", "47.701 triệu đồng/tháng"),
        ("433440000", "VND/month", "=", "433,44 triệu đồng/tháng"),
        ("2.11", "percent", "=", "2,11%"),
        ("-0.58", "percentage points", "=", "−0,58 điểm %"),
        ("45575", "people", "=", "45.575 người"),
        ("25040", "people", "~", "khoảng 25.040 người"),
        ("5914", "households", "=", "5.914 hộ"),
        ("526604", "VND/person/month", ">", "trên 526.604 đồng/người/tháng"),
    ],
)
def test_figures_of_the_report(value: str, unit: str, qualifier: str, text: str) -> None:
    assert numbers.figure(Decimal(value), unit, qualifier) == text


@pytest.mark.parametrize(
    "name",
    [
        "**đậm**",
        "[a](http://x)",
        "![a](http://x)",
        "<script>",
        "a|b",
        "`x`",
        "# tiêu đề",
        ":red[x]",
        "$x$",
        "~~x~~",
        "\\*",
        "_n_",
    ],
)
def test_no_name_becomes_markup(name: str) -> None:
    escaped = escape(name)
    for place, character in enumerate(escaped):
        if character in "*[]()<>|`#:$~_!":
            assert escaped[place - 1] == "\\", escaped


def test_a_name_stays_on_its_line_and_in_its_cell() -> None:
    assert escape("Xã\nA\r\n| B") == "Xã A \\| B"
    lines = table(["Đơn vị", "Số"], [["a|b\n| c | 9 |", "1"]]).splitlines()
    assert len(lines) == 3
    assert lines[2] == "| a\\|b \\| c \\| 9 \\| | 1 |"


@pytest.mark.parametrize(
    "name", ["- mục", "1. mục", "+ mục", "> trích", "http://xau.example", "www.xau.example", "a@b.vn"]
)
def test_a_name_is_no_list_and_no_link_in_a_cell(name: str) -> None:
    assert not escape(name).startswith(("http://", "+ ", "> "))


def test_the_total_is_bold_and_empty_cells_are_not() -> None:
    assert table(["A", "B"], [["x", "1"], ["Cộng", ""]], last_bold=True).splitlines()[-1] == "| **Cộng** |  |"
