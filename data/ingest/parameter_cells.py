"""Amounts, days and first months of payment as officials write them, a cell at a time.

Belongs here: "540.000 đồng", "50%", "05/10/2026", "11/2026". Does not: numbers of payment files, whose style is decided by the
column (numbers.py): a norm is never written with decimals, so 540.000 has one reading.
"""

from __future__ import annotations

import re
from datetime import date

from data.locale import _
from data.parsing.folding import fold
from data.vocabulary.numbers import not_a_number, written
from data.vocabulary.periods import EARLIEST_YEAR, read_period
from data.vocabulary.problems import Fault
from models.periods import Month
from models.policy.areas.support import LONGEST

MOST_VND = 1_000_000_000
_AMOUNT = re.compile(
    r"(?P<whole>[0-9]+|[1-9][0-9]{0,2}(?P<mark>[., '])[0-9]{3}(?:(?P=mark)[0-9]{3})*)(?:[.,]0{1,2})?"
    r"\s*(?:đồng|đ|vnđ|vnd)?(?:\s*/\s*người)?(?:\s*/\s*tháng)?",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"([0-9]{1,9})(?:[.,]0{1,2})?\s*%?")
_MONTHS = re.compile(r"([0-9]{1,9})(?:[.,]0{1,2})?\s*(?:tháng)?", re.IGNORECASE)
_UNITS = re.compile(r"(?:\b|[0-9])(?:nghin|ngan|trieu|tr|ty|ti|k)\b")
_DAY_FIRST = re.compile(r"([0-9]{1,2})\s*[-/.]\s*([0-9]{1,2})\s*[-/.]\s*([0-9]{4})")
_IN_WORDS = re.compile(r"(?:ngay )?([0-9]{1,2}) thang ([0-9]{1,2}) nam ([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[ T]00:00(?::00(?:\.0+)?)?)?")


def read_amount(text: str) -> int | Fault:
    """Whole đồng above 0 of a cleaned cell: 540000, 540.000, 540 000, "540.000 đồng/tháng"."""
    example = _("Ghi đủ số đồng, ví dụ 540.000.")
    if text == "":
        return Fault(_("để trống"), example)
    match = _AMOUNT.fullmatch(text)
    if match is None:
        if _UNITS.search(fold(text)):
            return Fault(_("ghi theo nghìn, triệu hoặc tỷ"), example)
        return Fault(not_a_number(text).reason, example)
    value = int("".join(re.findall("[0-9]+", match["whole"])))
    if value == 0:
        return Fault(_("phải lớn hơn 0"), _("Ghi đủ số đồng, ví dụ 540.000; mức bị bãi bỏ thì không nhập ở đây."))
    if value > MOST_VND:
        return Fault(_("vượt mức tối đa {most} đồng một tháng").format(most=written(MOST_VND)), example)
    return value


def read_months(text: str) -> int | Fault:
    """Whole months of a cleaned cell: 24, "24 tháng"."""
    example = _("Ghi số tháng nguyên, ví dụ 24.")
    if text == "":
        return Fault(_("để trống"), example)
    match = _MONTHS.fullmatch(text)
    if match is None:
        return Fault(not_a_number(text).reason, example)
    value = int(match[1])
    if not 1 <= value <= LONGEST:
        return Fault(_("không nằm trong 1 đến {most} tháng").format(most=LONGEST), example)
    return value


def read_percent(text: str) -> int | Fault:
    """Whole percent from 1 to 100 of a cleaned cell: 50, "50%"."""
    example = _("Ghi số phần trăm nguyên, ví dụ 50.")
    if text == "":
        return Fault(_("để trống"), example)
    match = _PERCENT.fullmatch(text)
    if match is None and _AMOUNT.fullmatch(text) is None:
        return Fault(not_a_number(text).reason, example)
    if match is None or not 1 <= int(match[1]) <= 100:
        return Fault(_("không nằm trong 1 đến 100%"), example)
    return int(match[1])


def read_day(text: str, latest_year: int) -> date | Fault:
    """The day of a cleaned cell: 05/10/2026, 5-10-2026, 2026-10-05, "ngày 05 tháng 10 năm 2026"; the day comes first."""
    remedy = _("Ghi ngày dạng ngày/tháng/năm, ví dụ 05/10/2026.")
    if text == "":
        return Fault(_("để trống"), remedy)
    parts = _parts(text)
    if parts is None:
        return Fault(_not_a_day(text, latest_year), remedy)
    year, month, day = parts
    if not 1 <= month <= 12:
        return Fault(_("có tháng {month}, không nằm trong 1 đến 12").format(month=month), remedy)
    if not EARLIEST_YEAR <= year <= latest_year:
        return Fault(
            _("có năm {year}, ngoài khoảng {first} đến {last}").format(
                year=year, first=EARLIEST_YEAR, last=latest_year
            ),
            remedy,
        )
    try:
        return date(year, month, day)
    except ValueError:
        return Fault(_("không có trong lịch"), remedy)


def read_first_list(text: str, latest_year: int) -> date | Fault:
    """The first day of the month a cell names, as a month (11/2026) or as its first day (01/11/2026)."""
    remedy = _("Ghi tháng, ví dụ 11/2026.")
    if _parts(text) is not None:
        day = read_day(text, latest_year)
        if isinstance(day, date) and day.day != 1:
            return Fault(_("là một ngày, còn danh sách chi trả lập theo tháng"), remedy)
        return day
    month = read_period(text, latest_year)
    return month.first_day if isinstance(month, Month) else Fault(month.reason, remedy)


def _parts(text: str) -> tuple[int, int, int] | None:
    """Year, month, day of a written day, whether the calendar has it or not."""
    iso = _ISO.fullmatch(text)
    if iso is not None:
        return int(iso[1]), int(iso[2]), int(iso[3])
    match = _DAY_FIRST.fullmatch(text) or _IN_WORDS.fullmatch(fold(text))
    return None if match is None else (int(match[3]), int(match[2]), int(match[1]))


def _not_a_day(text: str, latest_year: int) -> str:
    if isinstance(read_period(text, latest_year), Month):
        return _("là tháng, chưa có ngày")
    if re.fullmatch(r"(?:nam )?[0-9]{4}", fold(text)):
        return _("là năm, chưa có ngày và tháng")
    if re.fullmatch(r"[0-9]{5}(?:[.,]0+)?", text):
        return _("là số ngày của Excel, không phải ngày")
    return _("không phải là một ngày")
