"""The cube against a person-level run: every cell and month, both roles, both views, to the đồng."""

from collections import defaultdict
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings, strategies as st

from models.periods import Month
from models.policy.engine.baseline import Baseline, Block
from models.policy.engine.projection import project_cube
from models.policy.law.law import Law
from models.policy.schemes import CENTRE, PROTECTION
from tests.examples import examples
from tests.models import oracle
from tests.models.oracle import Cell, Change, Person, Rest, Step
from tests.models.seed_frames import END_2023, HORIZON, NOVEMBER_2026, CellCount, Seed, block_of, scenario, small_law
from tests.models.strategies import MONTHS, Levers, cells, law_of, laws, levers


def people_of(block: Block) -> dict[tuple[int, str], list[Person]]:
    """Every unit of the block as a person, by area and group."""
    found: dict[tuple[int, str], list[Person]] = {}
    rows = zip(
        block.area_ids.tolist(), block.groups, block.half_coefficients.tolist(), block.units.tolist(), strict=True
    )
    for area, group, half, units in rows:
        found[area, group] = [Person(area, group, Fraction(half, 2)) for _ in range(units)]
    return found


def agree(block: Block, law: Law, steps: list[Step], drawn: Levers) -> None:
    """Every cell of the cube equals the persons' run."""
    cube = project_cube(Baseline((block,)), law, drawn.scenario, MONTHS)
    local = block.scheme.allowance
    persons: dict[tuple[int, str], Cell] = {key: Cell(people) for key, people in people_of(block).items()}
    for area, amount in zip(block.reconciliation_area_ids.tolist(), block.reconciliation.tolist(), strict=True):
        persons[area, "reconciliation"] = Rest(amount, block.base_norm)
    for row, key in enumerate(zip(cube.area_ids.tolist(), cube.groups.tolist(), strict=True)):
        for role, change in (("baseline", None), ("scenario", drawn.change)):
            due = oracle.entitled(persons[key], steps, change, MONTHS, local)
            cash = oracle.paid(persons[key], steps, change, MONTHS, local)
            assert cube.vnd[role, "entitled"][row].tolist() == due
            assert cube.vnd[role, "paid"][row].tolist() == cash


@settings(max_examples=examples(40), deadline=None)
@given(cells(groups=2), laws(), levers(with_percent=False))
def test_cells_equal_their_persons(drawn_cells: list[CellCount], steps: list[Step], drawn: Levers) -> None:
    agree(block_of(drawn_cells[:3]), law_of(steps), steps, drawn)


@settings(max_examples=examples(40), deadline=None)
@given(cells(groups=2), laws(), levers())
def test_a_percentage_is_rounded_once_a_cell_half_up(
    drawn_cells: list[CellCount], steps: list[Step], drawn: Levers
) -> None:
    agree(block_of(drawn_cells[:3]), law_of(steps), steps, drawn)


@settings(max_examples=examples(40), deadline=None)
@given(st.integers(-(10**10), 10**10), st.integers(30, 90), laws(), levers())
def test_the_row_no_group_explains_moves_with_the_norm_alone(
    amount: int, base: int, steps: list[Step], drawn: Levers
) -> None:
    block = block_of([CellCount(1, "g", 3, 2)], base_norm=10_000 * base, reconciliation=[(1, amount)])
    agree(block, law_of(steps), steps, drawn)


@settings(max_examples=examples(30), deadline=None)
@given(st.integers(0, 300), laws(), levers())
def test_centre_cells_equal_their_persons(residents: int, steps: list[Step], drawn: Levers) -> None:
    block = block_of([CellCount(1, "centre_4plus", 8, residents)], scheme=CENTRE)
    agree(block, law_of(steps), steps, drawn)


def test_a_half_đồng_is_rounded_up_once_a_cell() -> None:
    """1 person x 1,5 x 333.333 đồng is 499.999,5; three of them 1.499.998,5, not three times a rounded amount."""
    law = small_law((333_333, MONTHS[0].plus(-12), MONTHS[0].plus(-12)))
    block = block_of([CellCount(1, "one", 3, 1), CellCount(1, "three", 3, 3)])
    cube = project_cube(Baseline((block,)), law, scenario(norm=360_000, applies_from="2027-12"), MONTHS)
    assert cube.vnd["baseline", "entitled"][:, 0].tolist() == [500_000, 1_499_999]


@pytest.mark.parametrize(
    ("percent", "people", "vnd"), [(5, 11, 3_780_000), (-5, 10, 3_420_000), (1, 10, 3_636_000), (-15, 9, 3_060_000)]
)
def test_people_are_rounded_half_up_and_money_on_its_own(percent: int, people: int, vnd: int) -> None:
    """10 people and 5 %: 10,5 people are written 11, but the money is that of 10,5."""
    block = block_of([CellCount(1, "g", 2, 10)])
    law = small_law((360_000, MONTHS[0].plus(-12), MONTHS[0].plus(-12)))
    cube = project_cube(Baseline((block,)), law, scenario(people_change=percent), MONTHS)
    place = cube.month_index[MONTHS[20]]
    assert cube.people["scenario"][0, place] == people
    assert cube.vnd["scenario", "entitled"][0, place] == vnd
    assert cube.people["baseline"][0, place] == 10


@pytest.mark.parametrize(
    ("as_of", "norm", "start", "provincial"),
    [
        (END_2023, 500_000, "2024-07", "0"),
        (END_2023, 750_000, "2024-07", "0"),
        (NOVEMBER_2026, 600_000, "2027-01", "1"),
        (NOVEMBER_2026, 600_000, "2027-01", "0"),
    ],
)
def test_all_45575_people_of_the_report_one_by_one(
    seed: Seed, province: Baseline, as_of: date, norm: int, start: str, provincial: str
) -> None:
    """45.575 people hold 45.995 units, because a single parent is paid for every child. From 7/2025 the 18.581 of 80
    and over have the social pension, by a law that knows it."""
    chosen = scenario(as_of, norm=norm, applies_from=start, provincial=provincial)
    cube = project_cube(province, seed.law, chosen, HORIZON)
    block = province.block(PROTECTION)
    persons = [person for people in people_of(block).values() for person in people]
    assert int(block.people.sum()) == 45_575
    assert len(persons) == 45_995
    known = seed.law.known_on(as_of)
    law, pension = (
        [Step(row.value, row.applies_month, row.paid_month) for row in known.rows(name)] if known.has(name) else []
        for name in ("protection.norm", "social_pension.amount")
    )
    applies = Month.parse(start)
    change = Change(Step(norm, applies, applies.plus(1)), provincial == "1")
    for role, moved in (("baseline", None), ("scenario", change)):
        by_group = cube.by("group", role, "entitled", PROTECTION.code)
        for month in (HORIZON[0], applies.plus(-1), applies, HORIZON[-1]):
            by_list = HORIZON[-1].plus(12)
            rate = oracle.norm_in(law, moved, month, by_list, True)
            amount = oracle.pension_in(pension, law, moved, month, by_list)
            sums: dict[str, int] = defaultdict(int)
            if pension:
                sums[oracle.AT_80] = sums[oracle.PENSION_AT_80] = 0
            for person in persons:
                if person.group == oracle.AT_80 and amount:
                    sums[oracle.PENSION_AT_80] += amount
                else:
                    sums[person.group] += int(2 * person.coefficient) * rate // 2
            found = {group: int(amounts[cube.month_index[month]]) for group, amounts in by_group.items()}
            found.pop("reconciliation")
            assert found == sums
