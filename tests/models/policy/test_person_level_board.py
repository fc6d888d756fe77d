"""The whole board of the allowance against a person-level run: coefficients, added people, growth, steps, end, indexed
share."""

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
from tests.models.oracle import Added, Cell, Change, Person, Rest, Step
from tests.models.seed_frames import CellCount, block_of
from tests.models.strategies import MONTHS, law_of, laws

Rows = list[tuple[tuple[int, str], Cell]]


def cells_of(board: Board) -> Rows:
    """The cube's rows in their order: cells, people the board adds, the row no group explains."""
    block = board.block
    rows: Rows = []
    listed = zip(
        block.area_ids.tolist(), block.groups, block.half_coefficients.tolist(), block.units.tolist(), strict=True
    )
    for area, group, half, units in listed:
        rows.append(((area, group), Cell([Person(area, group, Fraction(half, 2))] * units)))
    for people in board.added:
        person = Person(board.baseline.province_id, people.group, people.coefficient)
        rows.append(((board.baseline.province_id, people.group), Added([person] * people.units, people.until_pension)))
    for area, amount in zip(block.reconciliation_area_ids.tolist(), block.reconciliation.tolist(), strict=True):
        rows.append(((area, "reconciliation"), Rest(amount, block.base_norm)))
    return rows


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
@given(boards(), laws(), st.sampled_from([0, 5, 50, 95]))
def test_an_indexed_share_equals_the_persons_run(board: Board, steps: list[Step], indexed: int) -> None:
    chosen = board.scenario.with_value(protection.INDEXED.key, indexed)
    cube = project_cube(board.baseline, law_of(steps), chosen, MONTHS)
    agree(cube, cells_of(board), steps, replace(board.change, indexed=indexed))


def test_the_oracle_steps_as_a_decree_would_write_it() -> None:
    """360.000 to 500.000 in three steps: 46.667 and 93.333 more are written 47.000 and 93.000."""
    start = Month(2024, 7)
    change = Change(Step(500_000, start, start.plus(1)), phases=3, gap=6)
    assert [(step.value, str(step.applies), str(step.paid)) for step in change.steps_from(360_000)] == [
        (407_000, "2024-07", "2024-08"),
        (453_000, "2025-01", "2025-01"),
        (500_000, "2025-07", "2025-07"),
    ]
