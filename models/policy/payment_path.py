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
from models.policy.law import Law, UnknownParameterError
from models.policy.protection import NormChange

State = tuple[int, int, int]
"""National norm, norm in force in the province, people in parts per million: all a cell's cost depends on."""


@dataclass(frozen=True, eq=False)
class PaymentPath:
    """`entitled[m]` is the state of month m; `weights[k, m]` how many months of state k are paid in month m (negative
    where an earlier payment at that state is set off against back-pay); `late` are the months that pay another sum
    than their own entitlement."""

    states: tuple[State, ...]
    entitled: npt.NDArray[np.int64]
    weights: npt.NDArray[np.int64]
    late: npt.NDArray[np.int64]

    def beside(self, other: PaymentPath) -> PaymentPath:
        """Both paths as one of twice as many months, this one first: the engine then asks numpy once, not twice."""
        rows, columns = self.weights.shape
        weights = np.zeros((rows + len(other.states), columns + len(other.entitled)), dtype=np.int64)
        weights[:rows, :columns], weights[rows:, columns:] = self.weights, other.weights
        return PaymentPath(
            self.states + other.states,
            np.concatenate([self.entitled, other.entitled + rows]),
            weights,
            np.concatenate([self.late, other.late + columns]),
        )


def payment_path(law: Law, norm: str, change: NormChange | None, months: tuple[Month, ...]) -> PaymentPath:
    """The path of parameter `norm` under the law and, if given, a change of it; `months` are consecutive."""
    rates = _Rates.of(law, norm, change)
    lags = [(applies, paid) for _, applies, paid in rates.rows if paid > applies]
    if change is not None and change.first_paid > change.applies_from:
        lags.append((change.applies_from.index, change.first_paid.index))
    first, last = months[0].index, months[-1].index
    known: dict[State, int] = {}

    def state(month: int, paid_by: int) -> int:
        return known.setdefault(rates.state(month, paid_by), len(known))

    entitled = np.empty(len(months), dtype=np.int64)
    for start in rates.starts_within(first, last):
        entitled[start - first :] = state(start, ALL_LISTS)
    listed = entitled.copy()
    back_pay: list[tuple[int, int, int]] = []
    for month in sorted({month for applies, paid in lags for month in range(applies, paid)}):
        before = state(month, month)
        if first <= month <= last:
            listed[month - first] = before
        for paid in sorted({paid for applies, paid in lags if applies <= month < paid}):
            after = state(month, paid)
            if first <= paid <= last and before != after:
                back_pay += [(after, paid - first, 1), (before, paid - first, -1)]
            before = after
    weights = np.zeros((len(known), len(months)), dtype=np.int64)
    weights[listed, np.arange(len(months))] = 1
    for k, place, count in back_pay:
        weights[k, place] += count
    late = {place for _, place, _ in back_pay} | set(np.flatnonzero(listed != entitled).tolist())
    return PaymentPath(tuple(known), entitled, weights, np.array(sorted(late), dtype=np.int64))


ALL_LISTS = 12 * 10_000
"""A list later than any: what it knows is the entitlement itself. Months here are `Month.index`, for speed."""


@dataclass(frozen=True)
class _Rates:
    """The norm's rows newest first as (value, applies from, first paid), and the change of it."""

    norm: str
    rows: tuple[tuple[int, int, int], ...]
    change: NormChange | None
    change_applies: int
    change_paid: int

    @classmethod
    def of(cls, law: Law, norm: str, change: NormChange | None) -> _Rates:
        rows = [(row.value, row.applies_month.index, row.paid_month.index) for row in reversed(law.rows(norm))]
        starts = (0, 0) if change is None else (change.applies_from.index, change.first_paid.index)
        return cls(norm, tuple(rows), change, *starts)

    def starts_within(self, first: int, last: int) -> list[int]:
        """The first month and every later one in which the entitlement may change, oldest first."""
        starts = {applies for _, applies, _ in self.rows} | {self.change_applies}
        return [first, *sorted(start for start in starts if first < start <= last)]

    def national(self, month: int, paid_by: int) -> int:
        """The norm for entitlement in `month` as the lists up to `paid_by` knew it (see Law.visible)."""
        for value, applies, paid in self.rows:
            if applies <= month and paid <= paid_by:
                return value
        raise UnknownParameterError(f"{self.norm} in {month // 12:04d}-{month % 12 + 1:02d}")

    def state(self, month: int, paid_by: int) -> State:
        national = self.national(month, paid_by)
        if self.change is None or month < self.change_applies:
            return national, national, PPM
        local = max(national, self.change.value) if paid_by >= self.change_paid else national
        return (national if self.change.provincial else local), local, self.change.people_ppm
