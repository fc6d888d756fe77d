"""What a scenario does to one norm: steps up to a target, from when, until when, first paid when, for how many people.

Belongs here: the value object the payment path reads, made from levers by each area's module. Does not: levers or money.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from models.money import PPM, divide_half_up
from models.periods import Month
from models.policy.law.law import Law
from models.policy.levers.levers import UNSET, LeverValue

EVER = 12 * 1_000
STEP_ROUNDING = 1_000
"""Intermediate norms of a phase-in are whole thousands of đồng, as decrees write them."""

Step = tuple[int, int, int]
"""A norm, the month it applies from and the month it is first paid (both `Month.index`)."""


@dataclass(frozen=True)
class NormChange:
    """`floor`: a month's norm is the higher of the law's and the scenario's, which never lowers what the law gives.
    `supplement`: `value` is added to the law's amount. People change at once in `applies_from`, grow by `growth_ppm` a year
    (linear by month) and are rounded by cell. `staged` = further measures (coefficients, added people) hang on the start."""

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
        """The norm in the province by entitlement in a month; `law_norm` is what the law gave at the start, `national` what
        it gives in the month."""
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
        """The same people and dates on a norm the scenario does not touch."""
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
