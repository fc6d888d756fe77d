"""A change of the norm: its steps, and the months in which each is due and paid."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from models.money import PPM, divide_half_up
from models.periods import Month
from models.policy.law.calendar import PENSION_ERA
from models.policy.law.law import Law, UnknownParameterError
from models.policy.levers.levers import UNSET, LeverValue

EVER = 12 * 1_000
STEP_ROUNDING = 1_000
"""Intermediate norms of a phase-in are whole thousands of đồng, as decrees write them."""

Step = tuple[int, int, int]
"""A norm, the month it applies from and the month it is first paid (both `Month.index`)."""


@dataclass(frozen=True)
class NormChange:
    """A change of a norm. `floor`: a month's norm is the higher of the law's and the scenario's. `supplement`:
    `value` is added to the law's amount. People change at once in `applies_from`, grow by `growth_ppm` a year
    (linear by month) and are rounded by cell. `staged`: further measures (coefficients, added people) begin in the
    same month."""

    value: int
    provincial: bool
    applies_from: Month
    first_paid: Month
    people_ppm: int = PPM
    growth_ppm: int = 0
    stops_after: Month | None = None
    phases: int = 1
    phase_gap: int = 0
    indexed_percent: int = 100
    staged: bool = False
    mode: Literal["floor", "supplement"] = "floor"

    def steps(self, current: int) -> tuple[Step, ...]:
        """From the law's norm at the start to the target, newest first; only the first step is paid late."""
        first = (self.applies_from.index, self.first_paid.index)
        if self.phases == 1 or self.value <= current or self.mode == "supplement":
            return ((self.value, *first),)
        made = []
        for step in range(1, self.phases + 1):
            rise = (self.value - current) * step
            norm = current + STEP_ROUNDING * divide_half_up(rise, self.phases * STEP_ROUNDING)
            start = first[0] + (step - 1) * self.phase_gap
            made.append((self.value if step == self.phases else norm, start, max(start, first[1])))
        return tuple(reversed(made))

    def in_force(self, national: int, law_norm: int, month: Month) -> int:
        """The norm in the province by entitlement in a month; `law_norm` is what the law gave at the start, `national`
        what it gives in the month."""
        index = month.index
        ends = index if self.stops_after is None else self.stops_after.index
        if not self.applies_from.index <= index <= ends:
            return national
        return self.local(national, self.steps(law_norm), index, index + EVER)

    def local(self, national: int, steps: tuple[Step, ...], month: int, paid_by: int) -> int:
        """The norm in the province for entitlement in `month` as the lists up to `paid_by` knew it."""
        for value, applies, paid in steps:
            if applies <= month and paid <= paid_by:
                if self.mode == "supplement":
                    return national + value if national else 0
                return max(national, value)
        return national

    def people_in(self, month: int) -> int:
        """People in parts per million of the figures' headcount, in a month from the start on."""
        if not self.growth_ppm:
            return self.people_ppm
        grown = PPM + divide_half_up(self.growth_ppm * (month - self.applies_from.index), 12)
        return divide_half_up(self.people_ppm * max(0, grown), PPM)

    def for_people_only(self) -> NormChange:
        """The same people and dates, with the norm unchanged."""
        return replace(self, value=0, phases=1, indexed_percent=100)


def first_paid(chosen: LeverValue, law: Law | None, norm: str, value: int, applies: Month) -> Month:
    """The month a lever names, or the one by rule while it is left open; never before the norm applies."""
    by_rule = chosen == UNSET
    return max(applies, first_paid_by_rule(law, norm, value, applies) if by_rule else Month.parse(str(chosen)))


def first_paid_by_rule(law: Law | None, norm: str, value: int, applies: Month) -> Month:
    """Where a decree gives this very norm from this month: the month of its first list. Otherwise the month after."""
    for row in law.rows(norm) if law is not None and law.has(norm) else ():
        if row.value == value and row.applies_month == applies:
            return row.paid_month
    return applies.plus(1)


State = tuple[int, int, int, int, int]
"""Norm of lines that do not follow the province, norm in force in the province, people in parts per million, stage, and
the law's own norm (0 inside a scenario all of whose bill follows its norm): all a cell's cost depends on."""
STARTED, NEW_COEFFICIENTS, PENSION = 1, 2, 4
"""Bits of the stage: added people count; changed coefficients are paid; the social pension has taken over at 80."""


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
        """Both paths joined into one of twice as many months, this one first, so that numpy is called once instead
        of twice."""
        rows, columns = self.weights.shape
        weights = np.zeros((rows + len(other.states), columns + len(other.entitled)), dtype=np.int64)
        weights[:rows, :columns], weights[rows:, columns:] = self.weights, other.weights
        return PaymentPath(
            self.states + other.states,
            np.concatenate([self.entitled, other.entitled + rows]),
            weights,
            np.concatenate([self.late, other.late + columns]),
        )


def payment_path(
    law: Law, norm: str, change: NormChange | None, months: tuple[Month, ...], *, may_start_later: bool = False
) -> PaymentPath:
    """The path of parameter `norm` under the law and, if given, a change of it; `months` are consecutive. With
    `may_start_later` the norm is 0 before its first row (a benefit that did not exist yet); otherwise
    UnknownParameterError is raised."""
    rates = _Rates.of(law, norm, change, may_start_later)
    lags = [(applies, paid) for _, applies, paid in rates.rows if paid > applies]
    lags += [(applies, paid) for _, applies, paid in rates.steps if paid > applies]
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
    for k, month_index, count in back_pay:
        weights[k, month_index] += count
    late = {month_index for _, month_index, _ in back_pay} | set(np.flatnonzero(listed != entitled).tolist())
    return PaymentPath(tuple(known), entitled, weights, np.array(sorted(late), dtype=np.int64))


ALL_LISTS = 12 * 10_000
"""A list later than any: what it knows is the entitlement itself. Months here are `Month.index`, for speed."""


@dataclass(frozen=True)
class _Rates:
    """The norm's rows newest first as (value, applies from, first paid), the change of it and its steps."""

    norm: str
    rows: tuple[Step, ...]
    change: NormChange | None
    steps: tuple[Step, ...]
    may_start_later: bool
    change_applies: int
    change_paid: int
    change_ends: int

    @classmethod
    def of(cls, law: Law, norm: str, change: NormChange | None, may_start_later: bool) -> _Rates:
        rows = tuple((row.value, row.applies_month.index, row.paid_month.index) for row in reversed(law.rows(norm)))
        if change is None:
            return cls(norm, rows, None, (), may_start_later, 0, 0, ALL_LISTS)
        start = change.applies_from.index
        ends = ALL_LISTS if change.stops_after is None else change.stops_after.index
        current = next((value for value, applies, _ in rows if applies <= start), 0)
        return cls(norm, rows, change, change.steps(current), may_start_later, start, change.first_paid.index, ends)

    def starts_within(self, first: int, last: int) -> list[int]:
        """The first month and every later one in which the entitlement may change, oldest first."""
        if self.change is not None and self.change.growth_ppm:
            return [*range(first, last + 1)]
        starts = {applies for _, applies, _ in (*self.rows, *self.steps)} | {self.change_applies, self.change_ends + 1}
        if self.change is not None and self.change.staged:
            starts.add(PENSION_ERA.index)
        return [first, *sorted(start for start in starts if first < start <= last)]

    def national(self, month: int, paid_by: int) -> int:
        """The norm for entitlement in `month` as the lists up to `paid_by` knew it (see Law.visible)."""
        for value, applies, paid in self.rows:
            if applies <= month and paid <= paid_by:
                return value
        if self.may_start_later:
            return 0
        raise UnknownParameterError(f"{self.norm} in {month // 12:04d}-{month % 12 + 1:02d}")

    def state(self, month: int, paid_by: int) -> State:
        national = self.national(month, paid_by)
        change = self.change
        if change is None or not self.change_applies <= month <= self.change_ends:
            return national, national, PPM, 0, national
        stage = 0
        if change.staged:
            stage = STARTED | (NEW_COEFFICIENTS if paid_by >= self.change_paid else 0)
            stage |= PENSION if month >= PENSION_ERA.index else 0
        local = change.local(national, self.steps, month, paid_by)
        own = national if self.keeps_law_norm else 0
        return (national if change.provincial else local), local, change.people_in(month), stage, own

    @property
    def keeps_law_norm(self) -> bool:
        return self.change is not None and self.change.indexed_percent != 100
