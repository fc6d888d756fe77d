"""The allowance in plain Python: one person after another, one list after another, whole đồng from exact fractions."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from models.periods import Month
from tests.independent.decrees import COEFFICIENTS, Change, Norm
from tests.independent.population import Person

EVERY_LIST = Month(2100, 1)
"""A list that knows all rules: what it holds due is the entitlement."""
OPENING = 24
"""Months of lists before the first one asked for, so that no late rate reaches back beyond them."""

Sums = dict[tuple[int, str], int]
"""Đồng by area and group."""


def due(group: str, norms: Sequence[Norm], change: Change | None, month: Month, by_list: Month) -> Fraction:
    """What one unit of the group is due for a month, as that list knows the law."""
    norm = 0
    for decree in norms:
        if decree.applies <= month and decree.paid <= by_list:
            norm = decree.value
    coefficient = COEFFICIENTS[group]
    if change is not None and change.covers(month) and change.first_paid <= by_list:
        norm = max(norm, change.norm)
        coefficient = change.coefficients.get(group, coefficient)
    return coefficient * norm


def entitled(persons: Iterable[Person], norms: Sequence[Norm], change: Change | None, month: Month) -> Sums:
    """Theo tháng hưởng: what all persons are due for the month."""
    return _added(persons, {group: due(group, norms, change, month, EVERY_LIST) for group in COEFFICIENTS})


def paid(
    persons: Sequence[Person], norms: Sequence[Norm], change: Change | None, months: Sequence[Month]
) -> dict[Month, Sums]:
    """Theo tháng chi: what each month's list pays to all persons; `months` are consecutive."""
    ledgers = {group: _ledger(group, norms, change, months) for group in COEFFICIENTS}
    return {
        month: _added(persons, {group: ledger[place] for group, ledger in ledgers.items()})
        for place, month in enumerate(months)
    }


def _ledger(group: str, norms: Sequence[Norm], change: Change | None, months: Sequence[Month]) -> list[Fraction]:
    """What each list pays to one unit of the group."""
    opening = [months[0].plus(-back) for back in range(OPENING, 0, -1)]
    lists, payments, paid_so_far = [*opening, *months], [], Fraction(0)
    for place, by_list in enumerate(lists):
        owed = sum((due(group, norms, change, month, by_list) for month in lists[: place + 1]), Fraction(0))
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
    return dict(sums)
