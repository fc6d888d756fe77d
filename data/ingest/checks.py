"""What must hold of a payment's figures and across the rows of a file.

Belongs here: caps, doubled keys, plausible amounts a person. Does not: reading cells, or totals (totals.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from data.ingest.body import Table
from data.ingest.groups import KINDS
from data.ingest.matching import PEOPLE_OF_A_COMMUNE, Area
from data.ingest.numbers import written
from data.ingest.payment import Payment
from data.ingest.problems import Fault, Problem, error, shown
from data.ingest.units import UNIT_NAMES
from data.locale import _
from models.money import divide_half_up

MOST_PEOPLE = 1_000_000
MOST_VND = 1_000_000_000_000
MOST_MONTHS = 120
LEAST_A_PERSON, MOST_A_PERSON = 100_000, 20_000_000
"""Plausible đồng a person and month; outside it the user is asked to look again."""
_MISTAKEN_UNIT = 1_000


def people_fault(people: int, area: Area | None) -> Fault | None:
    """Why a number of beneficiaries cannot be right for its area."""
    remedy = _("Kiểm tra lại số đối tượng của dòng này.")
    if area is None:
        return (
            None
            if people <= MOST_PEOPLE
            else Fault(_("vượt mức tối đa {most}").format(most=written(MOST_PEOPLE)), remedy)
        )
    if people <= area.people:
        return None
    if area.people == PEOPLE_OF_A_COMMUNE:
        reason = _("vượt mức tối đa {most} người của một xã").format(most=written(area.people))
    else:
        reason = _("lớn hơn dân số của {area} ({people} người)").format(area=area.name, people=written(area.people))
    return Fault(reason, remedy)


def figure_fault(name: str, value: int, area: Area | None) -> Fault | None:
    """Why a figure is beyond what its column may hold; None when it may."""
    if name == "beneficiaries":
        return people_fault(value, area)
    if name == "months" and not 1 <= value <= MOST_MONTHS:
        return Fault(
            _("không nằm trong 1 đến {most} tháng").format(most=MOST_MONTHS), _("Ghi số tháng được chi, thường là 1.")
        )
    most = MOST_VND if name == "monthly_amount_vnd" else MOST_PEOPLE
    if value <= most:
        return None
    if name == "monthly_amount_vnd":
        return Fault(
            _("vượt mức tối đa {most} đồng một tháng").format(most=written(most)),
            _("Kiểm tra số tiền và đơn vị tính ghi ở tiêu đề."),
        )
    return Fault(_("vượt mức tối đa {most}").format(most=written(most)), _("Kiểm tra lại số này."))


def doubled(payments: Sequence[Payment]) -> list[Problem]:
    """Rows that say again what an earlier row said, even with equal figures: which one counts is not ours to choose."""
    first: dict[tuple[str, str | None, str, str, str], int] = {}
    problems: list[Problem] = []
    for payment in payments:
        line = first.setdefault(payment.key, payment.row.line)
        if line != payment.row.line:
            reason = _("trùng với dòng {line}: cùng đơn vị, kỳ, nhóm đối tượng và hình thức chi").format(line=line)
            remedy = _("Giữ lại một dòng đúng, xóa dòng kia.")
            problems.append(Problem("error", reason, remedy, line=payment.row.line, row=payment.row.row))
    return problems


def implausible(table: Table, payments: Sequence[Payment]) -> list[Problem]:
    """Monthly payments whose amount a person is outside the plausible range: warnings, low and high apart.

    Without a declared unit, a whole file off by the factor of a unit is an error: đồng was only our assumption.
    """
    monthly = [payment for payment in payments if payment.kind == KINDS[0] and payment.amount > 0]
    means = {
        index: divide_half_up(payment.amount, payment.people * payment.months)
        for index, payment in enumerate(monthly)
        if payment.people > 0
    }
    if not table.layout.unit_declared and means:
        low = max(means.values()) * _MISTAKEN_UNIT <= MOST_A_PERSON
        high = min(means.values()) >= LEAST_A_PERSON * _MISTAKEN_UNIT
        if low or high:
            return [_undeclared(min(means.values()), max(means.values()))]
    problems: list[Problem] = []
    for outside in (
        [index for index, mean in means.items() if mean < LEAST_A_PERSON],
        [index for index, mean in means.items() if mean > MOST_A_PERSON],
    ):
        if outside:
            fault = _unlikely(table, [means[index] for index in outside])
            problems.append(_together(table, [monthly[index] for index in outside], fault))
    nobody = [payment for payment in monthly if payment.people == 0]
    if nobody:
        fault = Fault(_("có kinh phí nhưng số đối tượng là 0"), _("Kiểm tra lại số đối tượng của dòng này."))
        problems.append(_together(table, nobody, fault))
    return problems


def _unlikely(table: Table, means: list[int]) -> Fault:
    return Fault(
        _("cho mức bình quân {mean} đồng/người/tháng, ngoài khoảng thường gặp {least} đến {most}").format(
            mean=_span(min(means), max(means)), least=written(LEAST_A_PERSON), most=written(MOST_A_PERSON)
        ),
        _("Kiểm tra số tiền, số đối tượng và đơn vị tính (đang hiểu là {unit}).").format(
            unit=_(UNIT_NAMES[table.layout.power])
        ),
    )


def _together(table: Table, payments: Sequence[Payment], fault: Fault) -> Problem:
    name = "monthly_amount_vnd"
    first = table.problem(payments[0].row, name, fault, "warning")
    repeats = tuple((p.row.line, shown(table.text(p.row, name))) for p in payments[1:])
    return replace(first, repeats=repeats)


def _undeclared(low: int, high: int) -> Problem:
    return error(
        Fault(
            _(
                "Tệp không ghi đơn vị tính của kinh phí; nếu là đồng thì mức bình quân là {mean} đồng/người/tháng"
            ).format(mean=_span(low, high)),
            _("Ghi đơn vị vào tiêu đề cột, ví dụ 'Kinh phí hằng tháng (triệu đồng)'."),
        )
    )


def _span(low: int, high: int) -> str:
    return written(low) if low == high else f"{written(low)}–{written(high)}"
