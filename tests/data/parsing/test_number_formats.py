"""What number formats make of numbers."""

from datetime import datetime

import pytest

from data.parsing.xlsx import date_text, iso_text, kind_of, percentage, plain

EPOCH = datetime(1899, 12, 30)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("General", "number"),
        ("#,##0", "number"),
        ('#,##0\\ "đ"', "number"),
        ('_-* #,##0\\ _₫_-;\\-* #,##0\\ _₫_-;_-* "-"??\\ _₫_-;_-@_-', "number"),
        ('[$-42A]#,##0 "suất"', "number"),
        ("0.00E+00", "number"),
        ("@", "number"),
        ("0.00%", "percent"),
        ('0 "%"', "number"),
        ("#,##0,", "scaled"),
        ('#,##0.0,, "triệu"', "scaled"),
        ('#,##0 "triệu"', "scaled"),
        ('#,##0\\ "tr.đ"', "scaled"),
        ('#,##0 "ng.đ"', "scaled"),
        ('#,##0 "ng."', "number"),
        ('#,##0 "đồng"', "number"),
        ('#,##0 "trẻ"', "number"),
        ("[>=1000000]#,##0,,;#,##0", "scaled"),
        ("dd/mm/yyyy", "date"),
        ("[$-42A]d mmmm yyyy;@", "date"),
        ("d-mmm", "date"),
        ("mm/yyyy", "month"),
        ('"Tháng" m "năm" yyyy', "month"),
        ("mmm-yy", "month"),
        ("yyyy", "year"),
        ("dd/mm/yyyy hh:mm", "moment"),
        ("h:mm:ss", "time"),
        ("[h]:mm", "span"),
    ],
)
def test_kinds(code: str, kind: str) -> None:
    assert kind_of(code) == kind


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("3912", "3912"),
        ("9168250000", "9168250000"),
        ("0", "0"),
        ("-3912", "-3912"),
        ("007", "7"),
        ("3912.0", "3912"),
        ("2.11", "2.11"),
        ("41800000.009999998", "41800000.01"),
        ("0.30000000000000004", "0.3"),
        ("9.16825E9", "9168250000"),
        ("1E+18", "1000000000000000000"),
        ("4.2733542752586059E-7", "0.000000427335427525861"),
        ("-0.0", "0"),
        ("100", "100"),
    ],
)
def test_numbers_have_a_point_and_no_exponent(written: str, text: str) -> None:
    assert plain(written) == text


@pytest.mark.parametrize("written", ["", "NaN", "inf", "1e999", "x", "1,5", "0x10"])
def test_what_is_no_number_is_an_error(written: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - any message
        plain(written)


def test_percentages_are_exact() -> None:
    assert [percentage(w) for w in ("2.1100000000000001E-2", "1", "0.5", "0.58", "-0.0058")] == [
        "2.11%",
        "100%",
        "50%",
        "58%",
        "-0.58%",
    ]


@pytest.mark.parametrize(
    ("serial", "kind", "text"),
    [
        (45291, "date", "2023-12-31"),
        (45291, "month", "2023-12"),
        (45291, "year", "2023"),
        (45291.5, "date", "2023-12-31"),
        (45291.5, "moment", "2023-12-31 12:00:00"),
        (45291, "moment", "2023-12-31"),
        (0.5, "time", "12:00:00"),
        (1e12, "date", "#VALUE!"),
        (float("nan"), "date", "#VALUE!"),
    ],
)
def test_dates_are_as_long_as_they_are_shown(serial: float, kind: str, text: str) -> None:
    assert date_text(serial, kind, EPOCH) == text


def test_the_calendar_of_1904() -> None:
    assert date_text(43829, "date", datetime(1904, 1, 1)) == "2023-12-31"


def test_dates_stored_as_text() -> None:
    assert iso_text("2023-12-31", "number") == "2023-12-31"
    assert iso_text("2023-12-31T00:00:00", "month") == "2023-12"
    with pytest.raises(ValueError, match="Invalid"):
        iso_text("hôm qua", "date")
