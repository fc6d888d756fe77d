"""To the end of which month a budget figure is counted, as files name it.

Belongs here: reading such a cell. Does not: the budget year (years.py) or the figures.
"""

from __future__ import annotations

import re
from datetime import date

from data.ingest.parameter_cells import read_day
from data.locale import _
from data.parsing.folding import fold
from data.vocabulary.periods import read_period
from data.vocabulary.problems import Fault
from data.vocabulary.years import read_year
from models.periods import Month

_LEAD = re.compile(r"^(?:(?:lũy kế|luỹ kế|tính|đến|hết|cuối|kỳ)\s+)+", re.IGNORECASE)
_WHOLE_YEAR = frozenset({"", "ca nam", "nam", "toan nam"})


def read_budget_month(text: str, latest_year: int) -> str | Fault:
    """The month of a cleaned cell as "YYYY-MM": 2024-06, Lũy kế đến tháng 6/2024, đến hết 30/6/2024; "" where the cell is
    empty or says the whole year. A day counts only as the last of its month."""
    said = _LEAD.sub("", text)
    remedy = _("Ghi tháng và năm, ví dụ 06/2024; số của cả năm thì để trống.")
    if fold(said) in _WHOLE_YEAR and not re.search("[0-9]", said):
        return ""
    if isinstance(read_year(said, latest_year), str):
        return ""
    month = read_period(said, latest_year)
    if isinstance(month, Month):
        return str(month)
    if re.fullmatch(r"(?:thang |t)?[0-9]{1,2}", fold(said)):
        return Fault(_("chưa ghi năm"), remedy)
    day = read_day(said, latest_year)
    if not isinstance(day, date):
        return Fault(month.reason, remedy)
    if day != Month.of(day).last_day:
        return Fault(_("là ngày giữa tháng, còn lũy kế tính đến hết một tháng"), remedy)
    return str(Month.of(day))
