"""The whole board of the allowance against a person-level run: coefficients, added people, growth, steps, end, indexed
share."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np
from hypothesis import given, settings, strategies as st

from models.periods import Month
from models.policy.areas import protection
from models.policy.cube import Cube
from models.policy.engine.projection import project_cube
from models.policy.schemes import CENTRE
from tests.examples import examples
from tests.models import oracle
from tests.models.lever_strategies import Board, boards
from tests.models.oracle import AT_80, PENSION_AT_80, Added, Cell, Change, Leaving, Pensioners, Person, Rest, Step
from tests.models.seed_frames import CellCount, block_of
from tests.models.strategies import MONTHS, law_of, laws, pensions

NEW = {protection.LOWERED_AGE, *protection.WIDENED}
"""Groups that exist in a scenario alone."""
Rows = list[tuple[tuple[int, str], Cell]]


def cells_of(board: Board, pension: Sequence[Step] = ()) -> Rows:
    """The cube's rows: cells, people the board adds, the row no group explains, and those of 80 and over once more
    where the law knows a social pension."""
    block = board.block
    province = board.baseline.province_id
    rows: Rows = []
    listed = zip(
        block.area_ids.tolist(), block.groups, block.half_coefficients.tolist(), block.units.tolist(), strict=True
    )
    for area, group, half, units in listed:
        rows += at_80((area, group), Cell([Person(area, group, Fraction(half, 2))] * units), pension)
    for people in board.added:
        person = Person(province, people.group, people.coefficient)
        rows += at_80(
            (province, people.group), Added([person] * people.units, people.until_pension, people.group in NEW), pension
        )
    for area, amount in zip(block.reconciliation_area_ids.tolist(), block.reconciliation.tolist(), strict=True):
        rows.append(((area, "reconciliation"), Rest(amount, block.base_norm)))
    return rows


def at_80(label: tuple[int, str], cell: Cell, pension: Sequence[Step]) -> Rows:
    """The cell as it is; of those of 80 and over, under a law that knows the social pension, both their lines."""
    area, group = label
    if group != AT_80 or not pension:
        return [(label, cell)]
    persons = [Person(area, PENSION_AT_80, Fraction(1))] * len(cell.persons)
    return [
        (label, Leaving(cell, min(step.applies for step in pension))),
        ((area, PENSION_AT_80), Pensioners(persons, pension, isinstance(cell, Added))),
    ]


def agree(cube: Cube, rows: Rows, law: list[Step], change: Change, local: bool = True) -> None:
    """Rows of one area and group are compared as their sum; of each the oracle makes its own."""
    labels = list(zip(cube.area_ids.tolist(), cube.groups.tolist(), strict=True))
    assert sorted(set(labels)) == sorted({label for label, _ in rows})
    for label in {label for label, _ in rows}:
        mine = np.array([each == label for each in labels])
        for role, moved in (("baseline", None), ("scenario", change)):
            for view, run in (("entitled", oracle.entitled), ("paid", oracle.paid)):
                wanted = np.array([run(cell, law, moved, MONTHS, local) for each, cell in rows if each == label]).sum(
                    axis=0
                )
                found = cube.vnd[role, view][mine].sum(axis=0)  # type: ignore[index]
                assert found.tolist() == wanted.tolist(), (label, role, view)


@settings(max_examples=examples(40), deadline=None)
@given(boards(), laws())
def test_every_lever_of_the_allowance_equals_the_persons_run(board: Board, steps: list[Step]) -> None:
    cube = project_cube(board.baseline, law_of(steps), board.scenario, MONTHS)
    agree(cube, cells_of(board), steps, board.change)


@settings(max_examples=examples(60), deadline=None)
@given(boards(st.just(AT_80)), laws(), pensions())
def test_those_of_80_and_over_have_the_social_pension_once_it_is_there(
    board: Board, steps: list[Step], pension: list[Step]
) -> None:
    cube = project_cube(board.baseline, law_of(steps, pension), board.scenario, MONTHS)
    agree(cube, cells_of(board, pension), steps, board.change)


@settings(max_examples=examples(25), deadline=None)
@given(boards(), laws(), st.integers(0, 40))
def test_centres_take_the_norms_steps_and_end_but_not_the_people(
    board: Board, steps: list[Step], residents: int
) -> None:
    block = block_of([CellCount(1, "centre_4plus", 8, residents)], scheme=CENTRE)
    cube = project_cube(replace(board.baseline, blocks=(block,)), law_of(steps), board.scenario, MONTHS)
    rows: Rows = [((1, "centre_4plus"), Cell([Person(1, "centre_4plus", Fraction(4))] * residents))]
    agree(cube, rows, steps, board.change, local=False)


@settings(max_examples=examples(25), deadline=None)
@given(boards(), laws(), pensions(), st.sampled_from([0, 5, 50, 95]))
def test_an_indexed_share_equals_the_persons_run(
    board: Board, steps: list[Step], pension: list[Step], indexed: int
) -> None:
    chosen = board.scenario.with_value(protection.INDEXED.key, indexed)
    cube = project_cube(board.baseline, law_of(steps, pension), chosen, MONTHS)
    agree(cube, cells_of(board, pension), steps, replace(board.change, indexed=indexed))


def test_the_oracle_steps_as_a_decree_would_write_it() -> None:
    """360.000 to 500.000 in three steps: 46.667 and 93.333 more are written 47.000 and 93.000."""
    start = Month(2024, 7)
    change = Change(Step(500_000, start, start.plus(1)), phases=3, gap=6)
    assert [(step.value, str(step.applies), str(step.paid)) for step in change.steps_from(360_000)] == [
        (407_000, "2024-07", "2024-08"),
        (453_000, "2025-01", "2025-01"),
        (500_000, "2025-07", "2025-07"),
    ]
