"""The arithmetic of support lines written out with its numbers, so that anybody can redo it on paper.

Belongs here: one formula a line and role: "500 việc làm × 100.000.000 đồng : 12 = 4.166.666.667 đồng/tháng". Does not: the
arithmetic itself (models/policy/areas/support.py).
"""

from __future__ import annotations

from collections.abc import Sequence

from data.locale import _
from models.policy.answers.support_result import SupportResult
from models.policy.areas.support import DIVISORS, Factor, SupportLine
from models.wording.numbers import number, short_month
from pages.screens.support import words
from pages.ui.answers.tables import Table


def table_of(found: SupportResult) -> Table:
    """Every line that is reckoned, now and tried, with its legal ground."""
    rows = []
    for bill in found.lines:
        if not bill.is_reckoned:
            continue
        line = bill.line
        rows.append(
            [
                words.line_name(line),
                _("hiện nay"),
                formula(line, bill.before, bill.baseline_vnd),
                _(line.scheme.legal_source),
            ]
        )
        if bill.after != bill.before:
            rows.append(["", _("phương án"), formula(line, bill.after, bill.scenario_vnd), ""])
    title = _("Phép tính từng khoản, {month}; làm tròn một lần đến đồng").format(month=short_month(found.month))
    return Table(title, [_("Khoản"), _("Vai"), _("Phép tính"), _("Căn cứ")], rows, last_bold=False, numbers_from=9)


def formula(line: SupportLine, values: Sequence[int | None], vnd: int) -> str:
    """The product of the factors with their units, then what it comes to."""
    factors = product(line.factors, values)
    months = f" : {line.months}" if line.months > 1 else ""
    return _("{factors}{months} = {amount} đồng/tháng").format(factors=factors, months=months, amount=number(vnd))


def product(factors: Sequence[Factor], values: Sequence[int | None]) -> str:
    """ "300 người × 530.000 đồng/người"."""
    return " × ".join(_factor(factor, value) for factor, value in zip(factors, values, strict=True))


def _factor(factor: Factor, value: int | None) -> str:
    if value is None:
        return _("chưa có")
    if factor.kind == "percent" and factor.unit != "%":  # so many on a hundred households
        return f"{number(value)} : 100"
    if factor.kind == "percent":
        return f"{number(value)}%"
    if factor.kind in DIVISORS:
        return f"{number(value)} : {number(DIVISORS[factor.kind])}"
    if factor.kind == "longer_stay" and value < 0:
        return _("({value}) {unit}").format(value=number(value), unit=_(factor.unit))
    # A count of a year is divided by twelve at the end, not called "a year" beside that.
    return _("{value} {unit}").format(value=number(value), unit=_(factor.unit).removesuffix(_("/năm")))
