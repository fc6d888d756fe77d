"""Months, years and border vintages, as files write them."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

import polars as pl

from data.locale import _
from data.parsing.folding import fold
from data.vocabulary.problems import Fault
from models.periods import Month

EARLIEST_YEAR = 2000
_YEAR_FIRST = re.compile(
    r"(?:năm|nam)?\s*([0-9]{4})\s*(?:[-/.,]|\s|m|-\s*m)\s*(?:thang|thg|th|t)?\s*\.?\s*([0-9]{1,2})"
)
_COMPACT = re.compile(r"(20[0-9]{2})(0[1-9]|1[0-2])")
_LEAD = r"(?:kỳ|ky)?\s*(?:thang|thg|th|t)?\s*\.?\s*"
_YEAR_AFTER = r"\s*(?:[-/.,]|\s|năm|nam)\s*(?:năm|nam)?\s*([0-9]{4})"
_MONTH_FIRST = re.compile(_LEAD + r"([0-9]{1,2})" + _YEAR_AFTER)
_FIRST_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-01(?:[ T]00:00(?::00(?:\.0+)?)?)?")
_IN_WORDS = re.compile(r"(?:ky )?thang ([a-z]+(?: [a-z]+)?) nam ([0-9]{4})")
_WORDS = {
    "mot": 1,
    "hai": 2,
    "ba": 3,
    "bon": 4,
    "tu": 4,
    "nam": 5,
    "sau": 6,
    "bay": 7,
    "tam": 8,
    "chin": 9,
    "muoi": 10,
    "muoi mot": 11,
    "muoi hai": 12,
}
_ENGLISH = re.compile(r"([a-z]{3,9})[ .-]+([0-9]{4})")
_NAMES = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
# Excel drops the last nought of a number: 2023.10 and 2023.1 are one.
_LOST_NOUGHT = re.compile(r"[0-9]{4}[.,]1")
_SERIAL = re.compile(r"[0-9]{5}(?:[.,]0+)?")
_EXCEL_DAY_0 = date(1899, 12, 30)
_YEAR = re.compile(r"(?:(?:ca |ke hoach |kh |ngan sach )?nam )?([0-9]{4})")
_PART_OF_A_YEAR = re.compile(r"(?:quy|q|vu|dot)\b.*|.*\b(?:thang dau nam|thang cuoi nam)\b.*")
VINTAGE_2023, VINTAGE_2025_01, VINTAGE_2025_07 = date(2023, 1, 1), date(2025, 1, 1), date(2025, 7, 1)
VINTAGES = (VINTAGE_2023, VINTAGE_2025_01, VINTAGE_2025_07)
"""First days of the lists of administrative units, as data/seeding/geography.py seeds them: 2023; Nghị quyết
1288/NQ-UBTVQH15 (1 January 2025); Nghị quyết 1674/NQ-UBTVQH15 (1 July 2025)."""


def read_period(text: str, latest_year: int) -> Month | Fault:
    """The month a cell names: 2023-12, 12/2023, Tháng 12 năm 2023, T12/2023, 202312, Tháng Mười hai năm 2023, Dec 2023.
    Quarters, years, dates and two-digit years are faults."""
    remedy = _("Ghi một tháng, ví dụ 12/2023.")
    if text == "":
        return Fault(_("để trống"), remedy)
    parts = _year_and_month(text)
    if parts is None:
        return Fault(_reason(text), remedy)
    year, month = parts
    if reason := month_out_of_range(year, month, latest_year):
        return Fault(reason, remedy)
    return Month(year, month)


def month_out_of_range(year: int, month: int, latest_year: int) -> str:
    """Why a month is none or lies outside the years that figures may have; "" where it is one."""
    if not 1 <= month <= 12:
        return _("có tháng {month}, không nằm trong 1 đến 12").format(month=month)
    if not EARLIEST_YEAR <= year <= latest_year:
        return _("có năm {year}, ngoài khoảng {first} đến {last}").format(
            year=year, first=EARLIEST_YEAR, last=latest_year
        )
    return ""


def month_reader(texts: pl.Series, numeric: pl.Series, latest_year: int) -> Callable[[str], str | Fault]:
    """A reader for the cells of this column. Excel's serial numbers of days are months where every filled cell is one
    and each is the first day of a month, or where a workbook holds them as numbers."""
    filled = texts.filter(texts.is_not_null() & (texts != ""))
    others = texts.filter(texts.is_not_null() & (texts != "") & ~numeric)
    serials = len(filled) > 0 and all(_first_of_month(text) is not None for text in others.unique())

    def read(text: str) -> str | Fault:
        month = _first_of_month(text) if serials else None
        answer = month if month is not None and month.year <= latest_year else read_period(text, latest_year)
        return str(answer) if isinstance(answer, Month) else answer

    return read


def read_year(text: str, latest_year: int) -> str | Fault:
    """The year of a cleaned cell as "YYYY": 2023, Năm 2023, Cả năm 2023. Everything else is a fault."""
    remedy = _("Ghi năm gồm bốn chữ số, ví dụ 2023.")
    if text == "":
        return Fault(_("để trống"), remedy)
    year = _year(text)
    if year is None:
        is_month = isinstance(read_period(text, latest_year), Month)
        return Fault(_("là tháng, không phải năm") if is_month else _("không phải là một năm"), remedy)
    return _within(year, latest_year, remedy)


def read_year_or_month(text: str, latest_year: int) -> str | Fault:
    """The period of a cleaned cell as "YYYY" or "YYYY-MM". Quarters, half years and days are faults."""
    remedy = _("Ghi một năm, ví dụ 2023, hoặc một tháng, ví dụ 12/2023.")
    if text == "":
        return Fault(_("để trống"), remedy)
    year = _year(text)
    if year is not None:
        return _within(year, latest_year, remedy)
    if _PART_OF_A_YEAR.fullmatch(fold(text)):
        return Fault(_("là một phần của năm, không phải năm hoặc tháng"), remedy)
    month = read_period(text, latest_year)
    return str(month) if isinstance(month, Month) else Fault(_not_a_period(text, month.reason), remedy)


def vintage_of(day: date) -> date:
    """The first day of the list of units that applies on a day; the list of 2023 also applies before 2023."""
    return max((first for first in VINTAGES if first <= day), default=VINTAGE_2023)


def last_day_of(period: str) -> date:
    """The last day of "2023" or "2023-12"; the day itself of "2023-12-31"."""
    parts = [int(part) for part in period.split("-")]
    if len(parts) == 3:
        return date(parts[0], parts[1], parts[2])
    month = parts[1] if len(parts) == 2 else 12
    return date(parts[0], month, monthrange(parts[0], month)[1])


def first_day_of(period: str) -> date:
    """The first day of "2023" or "2023-12"; the day itself of "2023-12-31"."""
    parts = [int(part) for part in period.split("-")]
    return date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)


def _year_and_month(text: str) -> tuple[int, int] | None:
    lowered = text.casefold().replace("tháng", "thang")
    year_first = _YEAR_FIRST.fullmatch(lowered) or _FIRST_DAY.fullmatch(text) or _COMPACT.fullmatch(text)
    if year_first is not None and not _LOST_NOUGHT.fullmatch(text):
        return int(year_first[1]), int(year_first[2])
    month_first = _MONTH_FIRST.fullmatch(lowered)
    if month_first is not None:
        return int(month_first[2]), int(month_first[1])
    in_words = _IN_WORDS.fullmatch(fold(text))
    if in_words is not None and in_words[1] in _WORDS:
        return int(in_words[2]), _WORDS[in_words[1]]
    english = _ENGLISH.fullmatch(lowered)
    if english is not None:
        named = [number for number, name in enumerate(_NAMES, 1) if english[1] in (name, name[:3])]
        return (int(english[2]), named[0]) if named else None
    return None


def _first_of_month(text: str) -> Month | None:
    if not _SERIAL.fullmatch(text):
        return None
    day = _EXCEL_DAY_0 + timedelta(days=int(text[:5]))
    return Month.of(day) if day.day == 1 and day.year >= EARLIEST_YEAR else None


def _reason(text: str) -> str:
    folded = fold(text)
    if _LOST_NOUGHT.fullmatch(text):
        return _("có thể là tháng 1 hoặc tháng 10")
    if re.match(r"(?:quy|q)\s*(?:[1-4]|i{1,3}|iv)\b", folded):
        return _("là quý, không phải tháng")
    if re.fullmatch(r"(?:nam )?[0-9]{4}", folded):
        return _("là năm, không phải tháng")
    if _SERIAL.fullmatch(text):
        return _("là số ngày của Excel, không phải tháng")
    if re.fullmatch(r"[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}.*", text):
        return _("là ngày, không phải tháng")
    if re.fullmatch(r"(?:[a-z]+ )?[0-9]{1,2} [0-9]{2}|[a-z]{3,9} [0-9]{2}", folded):
        return _("không phải là một tháng có năm đủ bốn chữ số")
    return _("không phải là một tháng")


def _not_a_period(text: str, reason: str) -> str:
    """The reason why a cell is neither a year nor a month; that of the month where the cell looks like one."""
    if any(sign in text for sign in "/-.") and re.match("[0-9]{1,4}[-/.][0-9]{1,2}(?![0-9.])", text):
        return reason
    return _("không phải là một năm hoặc một tháng")


def _year(text: str) -> str | None:
    # Folding drops marks: "-2023" and "2.023" must not become years.
    match = _YEAR.fullmatch(fold(text)) if re.fullmatch(r"[\w ]+", text) else None
    return None if match is None else match[1]


def _within(year: str, latest_year: int, remedy: str) -> str | Fault:
    if EARLIEST_YEAR <= int(year) <= latest_year:
        return year
    reason = _("có năm {year}, ngoài khoảng {first} đến {last}")
    return Fault(reason.format(year=year, first=EARLIEST_YEAR, last=latest_year), remedy)
