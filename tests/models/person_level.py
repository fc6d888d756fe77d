"""The same what-if computed the plain way: NumPy over one row a person."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from models.periods import Month
from models.policy.cube import Role, View
from models.policy.engine.baseline import Block
from models.policy.engine.measures import norm_change
from models.policy.law.law import Law
from models.policy.levers.levers import Scenario

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Persons:
    """Of every person: the cell (area x group) and twice the coefficient; a single parent's is that of all children."""

    cell: Ints
    half_coefficient: Ints
    cells: int

    @classmethod
    def of(cls, block: Block, seed: int = 7) -> "Persons":
        """The people of a block one by one, in no order; a cell's units beyond its people go to the first of them."""
        cell = np.repeat(np.arange(len(block.people)), block.people)
        first = np.concatenate([[0], np.cumsum(block.people)[:-1]])
        place = np.arange(len(cell)) - first[cell]
        children = 1 + (place < (block.units - block.people)[cell])
        order = np.random.default_rng(seed).permutation(len(cell))
        return cls(cell[order], (children * block.half_coefficients[cell])[order], len(block.people))

    def bill(self, norm: int) -> Ints:
        """What the persons of each cell get in a month at a norm."""
        amounts = self.half_coefficient * norm // 2
        return np.bincount(self.cell, weights=amounts, minlength=self.cells).astype(np.int64)


def person_level(
    persons: Persons, law: Law, scenario: Scenario, months: tuple[Month, ...]
) -> dict[tuple[Role, View], Ints]:
    """Money by cell (rows) and month, for both roles by entitlement and by payment."""
    rows = law.known_on(scenario.law_as_of).rows("protection.norm")
    change = norm_change(scenario, law)
    steps = [(row.value, row.applies_month, row.paid_month) for row in rows]
    moves = (change.value, change.applies_from, change.first_paid)
    found: dict[tuple[Role, View], Ints] = {}
    roles: tuple[tuple[Role, list[tuple[int, Month, Month]]], ...] = (
        ("baseline", steps),
        ("scenario", [*steps, moves]),
    )
    for role, known in roles:
        due_norms = [max(value for value, applies, _ in known if applies <= month) for month in months]
        list_norms = [max(value for value, _, paid in known if paid <= month) for month in months]
        bills = {norm: persons.bill(norm) for norm in {*due_norms, *list_norms}}
        due = np.stack([bills[norm] for norm in due_norms], axis=1)
        cash = np.stack([bills[norm] for norm in list_norms], axis=1)
        for place in range(1, len(months)):
            if list_norms[place] == due_norms[place] and list_norms[place - 1] != due_norms[place - 1]:
                cash[:, place] += (due - cash)[:, :place].sum(axis=1)
        found[role, "entitled"], found[role, "paid"] = due, cash
    return found
