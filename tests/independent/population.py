"""The report's 45.575 people as persons, one row each, in no order."""

import random
from dataclasses import dataclass

from models.policy.engine.baseline import Block

PEOPLE = 45_575
"""What the report counts, and so the number of persons made from the seed."""
ORDER = 45_575
"""Seed of the order: nothing may hang on who stands beside whom."""


@dataclass(frozen=True)
class Person:
    """Where a person is paid, as what, and how many times the coefficient (a single parent: once a child)."""

    area_id: int
    group: str
    units: int


def population(block: Block) -> tuple[Person, ...]:
    """Every person of the block. The units of a cell are shared evenly: the first of them carry one more than the
    rest."""
    persons = []
    for area, group, people, units in zip(
        block.area_ids.tolist(), block.groups, block.people.tolist(), block.units.tolist(), strict=True
    ):
        each, rest = divmod(units, people) if people else (0, units)
        assert people or not rest, f"units without people: {area} {group}"
        persons += [Person(area, group, each + (place < rest)) for place in range(people)]
    random.Random(ORDER).shuffle(persons)
    return tuple(persons)
