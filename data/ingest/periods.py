"""Months as people write them.

Belongs here: reading one cell as a month, or saying why it is not one. Does not: the Month value itself
(models/periods.py).
"""

from __future__ import annotations

import re

from data.ingest.problems import Fault
from data.locale import _
from data.parsing.folding import fold
from models.periods import Month

EARLIEST_YEAR = 2000
_YEAR_FIRST = re.compile(r"([0-9]{4})\s*[-/.]\s*([0-9]{1,2})")
_MONTH_FIRST = re.compile(
    r"(?:t|th|thg|thang)?\s*\.?\s*([0-9]{1,2})\s*(?:[-/.,]|\s|năm|nam)\s*(?:năm|nam)?\s*([0-9]{4})"
)
_FIRST_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-01(?:[ T]00:00(?::00(?:\.0+)?)?)?")


def read_period(text: str, latest_year: int) -> Month | Fault:
    """The month a cell names: 2023-12, 12/2023, Tháng 12 năm 2023, T12/2023. Quarters, years and dates are faults."""
    remedy = _("Ghi kỳ là một tháng dạng YYYY-MM, ví dụ 2023-12.")
    if text == "":
        return Fault(_("để trống"), remedy)
    lowered = text.casefold().replace("tháng", "thang")
    year_first = _YEAR_FIRST.fullmatch(lowered) or _FIRST_DAY.fullmatch(text)
    month_first = _MONTH_FIRST.fullmatch(lowered)
    if year_first is not None:
        year, month = int(year_first[1]), int(year_first[2])
    elif month_first is not None:
        year, month = int(month_first[2]), int(month_first[1])
    else:
        return Fault(_reason(text), remedy)
    if not 1 <= month <= 12:
        return Fault(_("có tháng {month}, không nằm trong 1 đến 12").format(month=month), remedy)
    if not EARLIEST_YEAR <= year <= latest_year:
        return Fault(
            _("có năm {year}, ngoài khoảng {first} đến {last}").format(
                year=year, first=EARLIEST_YEAR, last=latest_year
            ),
            remedy,
        )
    return Month(year, month)


def _reason(text: str) -> str:
    folded = fold(text)
    if re.match(r"(?:quy|q)\s*(?:[1-4]|i{1,3}|iv)\b", folded):
        return _("là quý, không phải tháng")
    if re.fullmatch(r"(?:nam )?[0-9]{4}", folded):
        return _("là năm, không phải tháng")
    if re.fullmatch(r"[0-9]{5}(?:[.,]0+)?", text):
        return _("là số ngày của Excel, không phải tháng")
    if re.fullmatch(r"[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}.*", text):
        return _("là ngày, không phải tháng")
    return _("không phải là một tháng")
