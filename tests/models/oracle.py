"""The projection done a second way, slowly: one person at a time, one list at a time, with fractions.

Belongs here: arithmetic that shares no code with models.policy.projection or payment_path. A list pays its own month at
the rate it knows, and for every earlier month what it knows now minus what the list before knew.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from models.periods import Month
from tests.models.worked import half_up

HISTORY = 24
"""Months back that a list may still pay for; no drawn rate is paid later than that."""


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
    """What a leader tries: `provincial` leaves `national` rows alone; people in whole percent."""

    step: Step
    provincial: bool = False
    percent: int = 0


def norm_in(law: Sequence[Step], change: Change | None, month: Month, list_month: Month, local: bool) -> int:
    """The norm of a month's entitlement as the list of `list_month` knows it."""
    known = [step for step in law if step.applies <= month and step.paid <= list_month]
    national = max(known, key=lambda step: step.applies).value
    if change is None or month < change.step.applies or list_month < change.step.paid:
        return national
    return max(national, change.step.value) if local or not change.provincial else national


class Cell:
    """The persons of one area and group; each rate's bill is summed person by person, once."""

    def __init__(self, persons: Sequence[Person]) -> None:
        self.persons = tuple(persons)
        self._bills: dict[int, Fraction] = {}

    def bill(self, norm: int, percent: int) -> int:
        """What they get in a month: everybody's amount, summed, rounded once."""
        if norm not in self._bills:
            total = Fraction(0)
            for person in self.persons:
                total += person.coefficient * norm
            self._bills[norm] = total
        return half_up(self._bills[norm] * (100 + percent) / 100)

    def known(self, law: Sequence[Step], change: Change | None, month: Month, list_month: Month, local: bool) -> int:
        """Their due for `month` as the list of `list_month` knows it."""
        percent = change.percent if change is not None and local and month >= change.step.applies else 0
        return self.bill(norm_in(law, change, month, list_month, local), percent)


class Rest(Cell):
    """The difference no group explains: it moves with the norm alone, never with people."""

    def __init__(self, amount: int, base_norm: int) -> None:
        super().__init__(())
        self.amount, self.base_norm = amount, base_norm

    def bill(self, norm: int, percent: int) -> int:
        return half_up(Fraction(self.amount * norm, self.base_norm))


def entitled(
    cell: Cell, law: Sequence[Step], change: Change | None, months: Sequence[Month], local: bool = True
) -> list[int]:
    """Theo tháng hưởng: what the cell is due for each month."""
    return [cell.known(law, change, month, Month(2100, 1), local) for month in months]


def paid(
    cell: Cell, law: Sequence[Step], change: Change | None, months: Sequence[Month], local: bool = True
) -> list[int]:
    """Theo tháng chi: what each month's list pays to the cell."""
    bills = []
    for list_month in months:
        bill = cell.known(law, change, list_month, list_month, local)
        for back in range(1, HISTORY):
            month = list_month.plus(-back)
            now = cell.known(law, change, month, list_month, local)
            bill += now - cell.known(law, change, month, list_month.plus(-1), local)
        bills.append(bill)
    return bills
