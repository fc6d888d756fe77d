"""The same what-if computed the plain way: NumPy over one row a person."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from models.periods import Month
from models.policy.cube import Role, View
from models.policy.engine.baseline import Block
from models.policy.engine.measures import norm_change, with_pension
from models.policy.law.law import Law
from models.policy.levers.levers import Scenario

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Persons:
    """Of every person: the cell (area x group) and twice the coefficient; a single parent's is that of all children.
    `at_80` are the cells of 80 and over without a pension."""

    cell: Ints
    half_coefficient: Ints
    cells: int
    at_80: Ints

    @classmethod
    def of(cls, block: Block, seed: int = 7) -> "Persons":
        """The people of a block one by one, in no order; a cell's units beyond its people go to the first of them."""
        cell = np.repeat(np.arange(len(block.people)), block.people)
        first = np.concatenate([[0], np.cumsum(block.people)[:-1]])
        place = np.arange(len(cell)) - first[cell]
        children = 1 + (place < (block.units - block.people)[cell])
        order = np.random.default_rng(seed).permutation(len(cell))
        at_80 = np.flatnonzero(np.array(block.groups) == "elderly_80_no_pension")
        return cls(cell[order], (children * block.half_coefficients[cell])[order], len(block.people), at_80)

    def bill(self, norm: int) -> Ints:
        """What the persons of each cell get in a month at a norm."""
        amounts = self.half_coefficient * norm // 2
        return np.bincount(self.cell, weights=amounts, minlength=self.cells).astype(np.int64)

    def pension(self, amount: int) -> Ints:
        """What those of 80 and over get in a month as social pension, by their cells."""
        amounts = np.full(len(self.cell), amount)
        return np.bincount(self.cell, weights=amounts, minlength=self.cells).astype(np.int64)[self.at_80]


Steps = list[tuple[int, Month, Month]]
"""(amount, applies from, first paid)."""


def person_level(
    persons: Persons, law: Law, scenario: Scenario, months: tuple[Month, ...]
) -> dict[tuple[Role, View], Ints]:
    """Money by cell (rows) and month, for both roles by entitlement and by payment. Where the law knows the social
    pension the cells of 80 and over are empty from then on and stand once more below, at its amount."""
    known, change = law.known_on(scenario.law_as_of), norm_change(scenario, law)
    moves = [(change.value, change.applies_from, change.first_paid)]
    norm, pension = _steps(known, "protection.norm"), _steps(known, "social_pension.amount")
    begins = pension[0][1] if pension else None
    here = np.ones((persons.cells, len(months)), dtype=np.int64)
    if begins is not None:
        here[np.ix_(persons.at_80, [place for place, month in enumerate(months) if month >= begins])] = 0
    found: dict[tuple[Role, View], Ints] = {}
    role: Role
    for role, rise in (("baseline", []), ("scenario", moves)):
        due, cash = _money(persons.bill, [*norm, *rise], months, here)
        if begins is not None:
            there = np.array([month >= begins for month in months], dtype=np.int64)[None, :]
            raised = rise if with_pension(scenario, change) else []
            late_due, late_cash = _money(persons.pension, [*pension, *raised], months, there)
            due, cash = np.concatenate([due, late_due]), np.concatenate([cash, late_cash])
        found[role, "entitled"], found[role, "paid"] = due, cash
    return found


def _steps(known: Law, parameter: str) -> Steps:
    rows = known.rows(parameter) if known.has(parameter) else ()
    return [(row.value, row.applies_month, row.paid_month) for row in rows]


def _money(bill: Callable[[int], Ints], known: Steps, months: tuple[Month, ...], there: Ints) -> tuple[Ints, Ints]:
    due_norms = [max((value for value, applies, _ in known if applies <= month), default=0) for month in months]
    list_norms = [max((value for value, _, paid in known if paid <= month), default=0) for month in months]
    bills = {norm: bill(norm) for norm in {*due_norms, *list_norms}}
    due = np.stack([bills[norm] for norm in due_norms], axis=1) * there
    cash = np.stack([bills[norm] for norm in list_norms], axis=1) * there
    for place in range(1, len(months)):
        if list_norms[place] == due_norms[place] and list_norms[place - 1] != due_norms[place - 1]:
            cash[:, place] += (due - cash)[:, :place].sum(axis=1)
    return due, cash
