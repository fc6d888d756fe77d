"""When which rate counts and when it is paid: the norm of every month by both views, with back-pay.

Belongs here: turning dated law and a norm change into states and payment weights. Does not: people or money.
Rule: a month's entitlement is first paid at the rate its own list knew; when a later list knows better, the difference
of all months since `applies_from` is paid in that list's month (truy lĩnh).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from models.money import PPM
from models.periods import Month
from models.policy.law import Law
from models.policy.protection import NormChange

State = tuple[int, int, int]
"""National norm, norm in force in the province, people in parts per million: all a cell's cost depends on."""


@dataclass(frozen=True, eq=False)
class PaymentPath:
    """`entitled[m]` is the state of month m; `weights[k, m]` how many months of state k are paid in month m (negative
    where an earlier payment at that state is set off against back-pay)."""

    states: tuple[State, ...]
    entitled: npt.NDArray[np.int64]
    weights: npt.NDArray[np.int64]


def payment_path(law: Law, norm: str, change: NormChange | None, months: tuple[Month, ...]) -> PaymentPath:
    """The path of parameter `norm` under the law and, if given, a change of it; `months` are consecutive."""
    rows = law.rows(norm)
    lags = [(row.applies_month, row.paid_month) for row in rows if row.paid_month > row.applies_month]
    if change is not None and change.first_paid > change.applies_from:
        lags.append((change.applies_from, change.first_paid))
    first, last = months[0], months[-1]
    known: dict[State, int] = {}
    entries: list[tuple[int, int, int]] = []

    def state(month: Month, paid_by: Month | None) -> int:
        found = _state(law, norm, change, month, paid_by)
        return known.setdefault(found, len(known))

    entitled = np.array([state(month, None) for month in months], dtype=np.int64)
    lagging = {applies.plus(i) for applies, paid in lags for i in range(paid.index - applies.index)}
    for place, month in enumerate(months):
        entries.append((state(month, month) if month in lagging else int(entitled[place]), place, 1))
    for month in sorted(lagging):
        for paid in sorted({paid for applies, paid in lags if applies <= month < paid}):
            before, after = state(month, paid.plus(-1)), state(month, paid)
            if first <= paid <= last and before != after:
                place = paid.index - first.index
                entries += [(after, place, 1), (before, place, -1)]
    weights = np.zeros((len(known), len(months)), dtype=np.int64)
    for k, place, count in entries:
        weights[k, place] += count
    return PaymentPath(tuple(known), entitled, weights)


def _state(law: Law, norm: str, change: NormChange | None, month: Month, paid_by: Month | None) -> State:
    national = law.visible(norm, month, paid_by).value
    if change is None or month < change.applies_from:
        return national, national, PPM
    paid = paid_by is None or paid_by >= change.first_paid
    local = max(national, change.value) if paid else national
    return (national if change.provincial else local), local, change.people_ppm
