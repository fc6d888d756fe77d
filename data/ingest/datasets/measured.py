"""When and by whom an area was measured, as files name it: a day or a year, and a source.

Belongs here: reading these two cells. Does not: that one file has one of each (datasets/areas.py).
"""

from __future__ import annotations

import re
from datetime import date

from data.ingest.parameter_cells import read_day
from data.locale import _
from data.parsing.folding import fold
from data.vocabulary.problems import Fault
from data.vocabulary.years import read_year

LONGEST_SOURCE = 200
_ANY_YEAR = 9999
_LEAD = re.compile(r"^(?:(?:số liệu|thời điểm|tính|có|đến|tại|hết|ngày)\s+)+(?=[0-9]|ngày|năm|hết)", re.IGNORECASE)
_MARKS_BEFORE = "'\"-–—+•* "
_FORMULA = frozenset("=@＝＋－＠")


def read_measured_on(text: str, today: date) -> str | Fault:
    """The day of a cleaned cell as "YYYY-MM-DD", or its year as "YYYY" where no day is named; never after `today`."""
    remedy = _("Ghi ngày, ví dụ 31/12/2023, hoặc năm, ví dụ 2023.")
    said = _LEAD.sub("", text)
    if isinstance(read_year(said, _ANY_YEAR), str):
        year = read_year(said, today.year)
        return year if isinstance(year, str) else Fault(year.reason, remedy)
    day = read_day(said, today.year)
    if isinstance(day, Fault):
        return Fault(day.reason, remedy)
    return Fault(_("là ngày chưa đến"), remedy) if day > today else day.isoformat()


def read_data_source(text: str) -> str | Fault:
    """Who measured, as written; a dash or bullet before it is left out."""
    said = text.lstrip(_MARKS_BEFORE)
    if not fold(said):
        return Fault(_("để trống"), _("Ghi nơi công bố số liệu, ví dụ Niên giám thống kê năm 2023."))
    if said[0] in _FORMULA:
        return Fault(_("bắt đầu như một công thức"), _("Ghi tên nguồn số liệu bằng chữ."))
    if len(said) > LONGEST_SOURCE:
        reason = _("dài hơn {most} ký tự").format(most=LONGEST_SOURCE)
        return Fault(reason, _("Ghi gọn tên nguồn số liệu."))
    return said
