"""The projection done a second way, slowly: one person at a time, one list at a time, with fractions."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from models.periods import Month
from tests.models.worked import half_up

HISTORY = 24
"""Months back that a list may still pay for; no drawn rate is paid later than that."""
ALL_LISTS = Month(2100, 1)
MILLION = 1_000_000
PENSION = Month(2025, 7)
"""From here on people of 75 and over get the social pension instead of the allowance."""
AT_80, PENSION_AT_80 = "elderly_80_no_pension", "elderly_80_pension"
"""The group of 80 and over, and the same people once a law that knows the social pension lets them have it."""


@dataclass(frozen=True)
class Person:
    """One unit that a coefficient multiplies."""

    area_id: int
    group: str
    coefficient: Fraction


@dataclass(frozen=True)
class Step:
    """A norm, the month money counts from, the first month paid at it."""

    value: int
    applies: Month
    paid: Month


@dataclass(frozen=True)
class Change:
    """What a leader tries; what is less than the law counts from the first list only. `provincial` leaves `national`
    rows alone; people in whole percent, their growth in tenths of a percent a year; `phases` equal steps `gap` months
    apart; `indexed` percent of the bill follow the norm; `stops` is the last month; `coefficients` by group.
    `with_pension` says whether the social pension rises to the norm too (None = as a decree does and a resolution does
    not), `supplement` what the province adds to it."""

    step: Step
    provincial: bool = False
    percent: int = 0
    growth: int = 0
    phases: int = 1
    gap: int = 0
    stops: Month | None = None
    indexed: int = 100
    coefficients: tuple[tuple[str, Fraction], ...] = ()
    with_pension: bool | None = None
    supplement: int = 0

    @property
    def raises_pension(self) -> bool:
        return not self.provincial if self.with_pension is None else self.with_pension

    def holds_in(self, month: Month) -> bool:
        return self.step.applies <= month and (self.stops is None or month <= self.stops)

    def steps_from(self, current: int) -> list[Step]:
        """Oldest first: equal parts of the rise, in thousands and none above the target, the last one itself."""
        rise, target = self.step.value - current, self.step.value
        if rise <= 0 or self.phases == 1:
            return [self.step]
        made = []
        for k in range(1, self.phases + 1):
            applies = self.step.applies.plus((k - 1) * self.gap)
            value = target if k == self.phases else current + 1_000 * half_up(Fraction(rise * k, 1_000 * self.phases))
            made.append(Step(min(value, target), applies, max(applies, self.step.paid)))
        return made

    def people_in(self, month: Month) -> Fraction:
        """People as a share of the figures': the percentage at once, growth evenly by month; kept in parts per
        million."""
        passed = month.index - self.step.applies.index
        grown = max(0, MILLION + half_up(Fraction(1_000 * self.growth * passed, 12)))
        return Fraction(half_up(Fraction((100 + self.percent) * grown, 100)), MILLION)

    def coefficient_of(self, person: Person, month: Month, list_month: Month) -> Fraction:
        """The new one is paid from the first list of the change on; a lower one counts only for the months of its own
        lists."""
        new = dict(self.coefficients).get(person.group, person.coefficient)
        since = month if new < person.coefficient else list_month
        return new if since >= self.step.paid else person.coefficient

    def lowers(self, law: Sequence[Step]) -> bool:
        """The country alone may set less than the law."""
        return not self.provincial and self.step.value < national_in(law, self.step.applies, ALL_LISTS)


def national_in(law: Sequence[Step], month: Month, list_month: Month) -> int:
    """The law's norm for a month's entitlement as a list knows it."""
    known = [step for step in law if step.applies <= month and step.paid <= list_month]
    return max(known, key=lambda step: step.applies).value


def norm_in(law: Sequence[Step], change: Change | None, month: Month, list_month: Month, local: bool) -> int:
    """The norm of a month's entitlement as the list of `list_month` knows it."""
    national = national_in(law, month, list_month)
    if change is None or not change.holds_in(month) or (change.provincial and not local):
        return national
    if change.lowers(law):
        return min(national, change.step.value) if month >= change.step.paid else national
    at_start = national_in(law, change.step.applies, ALL_LISTS)
    known = [step for step in change.steps_from(at_start) if step.applies <= month and step.paid <= list_month]
    return max(national, known[-1].value) if known else national


def money_norm(law: Sequence[Step], change: Change | None, month: Month, list_month: Month, local: bool) -> Fraction:
    """The norm the money follows: a part of the bill stays with the law's."""
    norm = norm_in(law, change, month, list_month, local)
    if change is None or not change.holds_in(month):
        return Fraction(norm)
    national = national_in(law, month, list_month)
    return Fraction(national * (100 - change.indexed) + norm * change.indexed, 100)


class Cell:
    """The persons of one area and group, each one's amount summed, once."""

    def __init__(self, persons: Sequence[Person]) -> None:
        self.persons = tuple(persons)
        self._sums: dict[tuple[Change | None, bool, bool], Fraction] = {}

    def coefficients(self, change: Change | None, month: Month, list_month: Month) -> Fraction:
        """The sum of everybody's coefficient for a month as the list of another knows them; all are of one group."""
        key = change, *(change is not None and each >= change.step.paid for each in (month, list_month))
        if key not in self._sums:
            total = Fraction(0)
            for person in self.persons:
                total += person.coefficient if change is None else change.coefficient_of(person, month, list_month)
            self._sums[key] = total
        return self._sums[key]

    def known(self, law: Sequence[Step], change: Change | None, month: Month, list_month: Month, local: bool) -> int:
        """Their due for `month` as the list of `list_month` knows it, rounded once."""
        trying = change if change is not None and change.holds_in(month) else None
        people = trying.people_in(month) if trying is not None and local else Fraction(1)
        return half_up(
            self.coefficients(trying, month, list_month) * money_norm(law, change, month, list_month, local) * people
        )


class Added(Cell):
    """People a scenario adds: there from its first month to its last, whole persons that no percentage moves. A group
    that is `new` stands on no list before the change's first."""

    def __init__(self, persons: Sequence[Person], until_pension: bool = False, new: bool = False) -> None:
        super().__init__(persons)
        self.until_pension, self.new = until_pension, new

    def known(self, law: Sequence[Step], change: Change | None, month: Month, list_month: Month, local: bool) -> int:
        if change is None or not change.holds_in(month) or (self.until_pension and month >= PENSION):
            return 0
        if self.new and list_month < change.step.paid:
            return 0
        return half_up(self.coefficients(change, month, list_month) * money_norm(law, change, month, list_month, local))


def pension_in(
    pension: Sequence[Step], law: Sequence[Step], change: Change | None, month: Month, list_month: Month
) -> int:
    """The social pension for a month as a list knows it: nothing before it exists; then the law's amount or, if that
    is less, the norm's step where the scenario raises it too; the province's supplement comes on top."""
    steps = [step for step in pension if step.applies <= month and step.paid <= list_month]
    if not steps:
        return 0
    national = max(steps, key=lambda step: step.applies).value
    if change is None or not change.holds_in(month):
        return national
    if list_month < change.step.paid:
        return national
    if change.raises_pension and change.lowers(law):
        return (min(national, change.step.value) if month >= change.step.paid else national) + change.supplement
    rises = change.steps_from(national_in(law, change.step.applies, ALL_LISTS)) if change.raises_pension else []
    reached = [step.value for step in rises if step.applies <= month and step.paid <= list_month]
    return max([national, *reached]) + change.supplement


class Leaving(Cell):
    """Those of 80 and over in the community: their allowance ends with the month the social pension begins."""

    def __init__(self, cell: Cell, begins: Month) -> None:
        super().__init__(cell.persons)
        self.cell, self.begins = cell, begins

    def known(self, law: Sequence[Step], change: Change | None, month: Month, list_month: Month, local: bool) -> int:
        return 0 if month >= self.begins else self.cell.known(law, change, month, list_month, local)


class Pensioners(Cell):
    """The same people with the social pension, a share each, none of it a fixed sum; `added` are a scenario's own,
    whole persons while it lasts."""

    def __init__(self, persons: Sequence[Person], pension: Sequence[Step], added: bool = False) -> None:
        super().__init__(persons)
        self.pension, self.added = pension, added

    def known(self, law: Sequence[Step], change: Change | None, month: Month, list_month: Month, local: bool) -> int:
        trying = change if change is not None and change.holds_in(month) else None
        if self.added and trying is None:
            return 0
        people = Fraction(1) if trying is None or self.added else trying.people_in(month)
        return half_up(len(self.persons) * pension_in(self.pension, law, change, month, list_month) * people)


class Rest(Cell):
    """The difference no group explains: it moves with the norm alone, never with people."""

    def __init__(self, amount: int, base_norm: int) -> None:
        super().__init__(())
        self.amount, self.base_norm = amount, base_norm

    def known(self, law: Sequence[Step], change: Change | None, month: Month, list_month: Month, local: bool) -> int:
        return half_up(self.amount * money_norm(law, change, month, list_month, local) / self.base_norm)


def entitled(
    cell: Cell, law: Sequence[Step], change: Change | None, months: Sequence[Month], local: bool = True
) -> list[int]:
    """Theo tháng hưởng: what the cell is due for each month."""
    return [cell.known(law, change, month, ALL_LISTS, local) for month in months]


def paid(
    cell: Cell, law: Sequence[Step], change: Change | None, months: Sequence[Month], local: bool = True
) -> list[int]:
    """Theo tháng chi: what each month's list pays to the cell."""
    kept: dict[tuple[int, int], int] = {}

    def known(month: Month, list_month: Month) -> int:
        key = month.index, list_month.index
        if key not in kept:
            kept[key] = cell.known(law, change, month, list_month, local)
        return kept[key]

    bills = []
    for list_month in months:
        earlier = [list_month.plus(-back) for back in range(1, HISTORY)]
        late = sum(known(month, list_month) - known(month, list_month.plus(-1)) for month in earlier)
        bills.append(known(list_month, list_month) + late)
    return bills
