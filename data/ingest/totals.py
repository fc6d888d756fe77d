"""Total rows against the sums of the rows they stand for.

Belongs here: which rows a total covers, and the warning when the numbers differ. Totals are never stored. Does not:
finding total rows (body.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from data.ingest.body import Body, Table
from data.ingest.book import Row
from data.ingest.groups import read_group, read_kind
from data.ingest.matching import Area, Areas
from data.ingest.numbers import Style, read_number, written
from data.ingest.payment import Payment
from data.ingest.periods import read_period
from data.ingest.problems import Fault, Problem
from data.locale import _
from data.parsing.folding import fold
from models.periods import Month

_SUBTOTAL_WORDS = ("tong cong", "tong so", "tong", "cong", "toan")


def check_totals(
    table: Table,
    body: Body,
    payments: Sequence[Payment],
    styles: Mapping[str, tuple[Style, ...]],
    areas: Areas,
    latest_year: int,
) -> list[Problem]:
    """A warning for every number of a total row that equals neither the sum of the rows it names nor of those above it
    since the total before. `payments` are all data rows in order; `styles` the ways each column may be written."""
    problems: list[Problem] = []
    previous = 0
    for row, end in zip(body.totals, body.ends, strict=True):
        covered = _covered(table, row, payments, areas, latest_year)
        block = payments[previous:end]
        previous = end
        for name in ("beneficiaries", "shares", "monthly_amount_vnd"):
            text = table.text(row, name)
            if not text:
                continue
            power = table.layout.power if name == "monthly_amount_vnd" else 0
            stated = {read_number(text, style, power) for style in styles.get(name, ())} - {None}
            sums = (_sum(covered, name), _sum(block, name))
            if stated.isdisjoint(sums):
                problems.append(table.problem(row, name, _differs(stated, sums[0]), "warning"))
    return problems


def _differs(stated: set[int | None], total: int) -> Fault:
    numbers = " / ".join(written(number) for number in sorted(number for number in stated if number is not None))
    return Fault(
        _("là số ở dòng tổng{stated}, khác tổng các dòng là {total}").format(
            stated=f" ({numbers})" if numbers else "", total=written(total)
        ),
        _("Dòng tổng không được nạp; kiểm tra lại các dòng hoặc dòng tổng."),
    )


def _sum(payments: Sequence[Payment], name: str) -> int:
    if name == "beneficiaries":
        return sum(payment.people for payment in payments)
    if name == "shares":
        return sum(payment.shares or 0 for payment in payments)
    return sum(payment.amount for payment in payments)


def _covered(table: Table, row: Row, payments: Sequence[Payment], areas: Areas, latest_year: int) -> list[Payment]:
    """The rows that share the district, commune, month, group and kind the total row itself names."""
    period = read_period(table.text(row, "period"), latest_year)
    group = read_group(table.text(row, "group"))
    kind = read_kind(table.text(row, "kind")) if table.text(row, "kind") else None
    districts = _named(areas, "district", [table.text(row, name) for name in ("district_code", "district", "commune")])
    communes = _named(areas, "commune", [table.text(row, name) for name in ("commune_code", "commune")])
    return [
        payment
        for payment in payments
        if (not isinstance(period, Month) or payment.period == str(period))
        and (not isinstance(group, str) or payment.group == group)
        and (not isinstance(kind, str) or payment.kind == kind)
        and (not districts or payment.district in districts)
        and (not communes or payment.commune in communes)
    ]


def _named(areas: Areas, level: str, cells: list[str]) -> list[Area]:
    found: list[Area] = []
    among = areas.districts if level == "district" else areas.communes
    for cell in cells:
        name = fold(cell)
        for word in _SUBTOTAL_WORDS:
            name = name.removeprefix(word + " ")
        for area in (among.by_code(name), among.by_name(name)) if name else ():
            if isinstance(area, Area):
                found.append(area)
    return found
