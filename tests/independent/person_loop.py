"""The allowance in plain Python: one person after another, one list after another, whole đồng from exact fractions."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from models.periods import Month
from tests.independent.decrees import AT_80, COEFFICIENTS, PENSION_AT_80, Change, Law, Norm
from tests.independent.population import Person

EVERY_LIST = Month(2100, 1)
"""A list that knows all rules: what it holds due is the entitlement."""
OPENING = 24
"""Months of lists before the first one asked for, so that no late rate reaches back beyond them."""

Sums = dict[tuple[int, str], int]
"""Đồng by area and group."""


def due(group: str, law: Law, change: Change | None, month: Month, by_list: Month) -> Fraction:
    """What one unit of the group is due for a month, as that list knows the law."""
    tried = change if change is not None and change.covers(month) else None
    if group == PENSION_AT_80:
        pension = _newest(law.pensions, month, by_list)
        return Fraction(_set(pension, tried.pension, tried, month, by_list) if pension and tried else pension)
    if law.has_left(group, month):
        return Fraction(0)
    norm, coefficient = _newest(law.norms, month, by_list), COEFFICIENTS[group]
    if tried is not None:
        norm = _set(norm, tried.norm, tried, month, by_list)
        new = tried.coefficients.get(group, coefficient)
        coefficient = new if tried.first_paid <= (by_list if new > coefficient else month) else coefficient
    return coefficient * norm


def _set(by_law: int, amount: int, change: Change, month: Month, by_list: Month) -> int:
    """The amount a scenario sets: a higher one as soon as a list knows it, a lower one for the months from the first
    list on."""
    if not amount:
        return by_law
    if change.lowers:
        return min(by_law, amount) if change.first_paid <= month else by_law
    return max(by_law, amount) if change.first_paid <= by_list else by_law


def _newest(decrees: Sequence[Norm], month: Month, by_list: Month) -> int:
    amount = 0
    for decree in decrees:
        if decree.applies <= month and decree.paid <= by_list:
            amount = decree.value
    return amount


def groups_of(law: Law) -> list[str]:
    """The groups that may be paid: those of 80 and over twice where the law knows the social pension."""
    return [*COEFFICIENTS, *([PENSION_AT_80] if law.pensions else [])]


def entitled(persons: Iterable[Person], law: Law, change: Change | None, month: Month) -> Sums:
    """Theo tháng hưởng: what all persons are due for the month."""
    return _added(persons, {group: due(group, law, change, month, EVERY_LIST) for group in groups_of(law)})


def paid(persons: Sequence[Person], law: Law, change: Change | None, months: Sequence[Month]) -> dict[Month, Sums]:
    """Theo tháng chi: what each month's list pays to all persons; `months` are consecutive."""
    ledgers = {group: _ledger(group, law, change, months) for group in groups_of(law)}
    return {
        month: _added(persons, {group: ledger[place] for group, ledger in ledgers.items()})
        for place, month in enumerate(months)
    }


def _ledger(group: str, law: Law, change: Change | None, months: Sequence[Month]) -> list[Fraction]:
    """What each list pays to one unit of the group."""
    opening = [months[0].plus(-back) for back in range(OPENING, 0, -1)]
    lists, payments, paid_so_far = [*opening, *months], [], Fraction(0)
    for place, by_list in enumerate(lists):
        owed = sum((due(group, law, change, month, by_list) for month in lists[: place + 1]), Fraction(0))
        payments.append(owed - paid_so_far)
        paid_so_far = owed
    return payments[OPENING:]


def _added(persons: Iterable[Person], amounts: Mapping[str, Fraction]) -> Sums:
    """The persons' amounts by area and group. Nobody's amount has half a đồng: norms are whole thousands."""
    assert all(amount.denominator == 1 for amount in amounts.values())
    whole = {group: int(amount) for group, amount in amounts.items()}
    sums: Sums = defaultdict(int)
    for person in persons:
        sums[person.area_id, person.group] += person.units * whole[person.group]
        if person.group == AT_80 and PENSION_AT_80 in whole:
            sums[person.area_id, PENSION_AT_80] += person.units * whole[PENSION_AT_80]
    return dict(sums)
