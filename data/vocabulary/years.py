"""Years, and periods that are a year or a month, as people write them.

Belongs here: reading one such cell. Does not: months alone (periods.py) or days (parameter_cells.py).
"""

from __future__ import annotations

import re

from data.locale import _
from data.parsing.folding import fold
from data.vocabulary.periods import EARLIEST_YEAR, read_period
from data.vocabulary.problems import Fault
from models.periods import Month

_YEAR = re.compile(r"(?:(?:ca |ke hoach |kh |ngan sach )?nam )?([0-9]{4})")
_PART_OF_A_YEAR = re.compile(r"(?:quy|q|vu|dot)\b.*|.*\b(?:thang dau nam|thang cuoi nam)\b.*")


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


def _not_a_period(text: str, reason: str) -> str:
    """Why a cell is neither a year nor a month; what only a month can miss is said of a month."""
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
