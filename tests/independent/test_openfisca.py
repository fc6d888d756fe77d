"""The engine against openfisca-core and a plain Python loop: 45.575 persons, every cell, district and group, to the
đồng."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

import pytest
from openfisca_core.simulations import Simulation

from models.periods import Month
from models.policy.areas.protection import LEVERS
from models.policy.cube import Cube, Role, View
from models.policy.engine.baseline import Baseline
from models.policy.engine.projection import project_cube
from models.policy.levers.levers import LeverValue, Scenario
from models.policy.schemes import PROTECTION, RECONCILIATION
from tests.independent import person_loop
from tests.independent.decrees import COEFFICIENTS, NORMS, PENSIONS, Change, Law
from tests.independent.fisca import Allowances, Sample, reform_of
from tests.independent.person_loop import Sums
from tests.independent.population import PEOPLE, Person, population
from tests.models.conftest import read_seed
from tests.models.seed_frames import END_2023, HORIZON, NOVEMBER_2026, Seed, baseline_of

Levers = dict[str, LeverValue]
NORM, START, PAID, STOP, PROVINCIAL, WITH_PENSION = (
    f"protection.{key}"
    for key in (
        "norm",
        "norm_applies_from",
        "norm_first_paid",
        "norm_stops_after",
        "norm_provincial",
        "with_social_pension",
    )
)
RANDOM_REFORMS, ALSO_IN_THE_LOOP = 100, 10
"""How many, and every which of them is run in the loop as well."""
PAID_MONTHS = HORIZON[12:]
"""From 2024 on: no reform below starts earlier, and the year before has nothing to pay back."""


def coefficient(**halves: int) -> Levers:
    """Coefficients by group in halves, as the levers' options write them."""
    return {f"protection.coefficient.{code}": str(half) for code, half in halves.items()}


REFORMS: dict[str, tuple[date, Levers]] = {
    "the decree of 2024": (END_2023, {NORM: 500_000, START: "2024-07"}),
    "the proposal of 2023": (END_2023, {NORM: 750_000, START: "2024-07", PAID: "2024-10"}),
    "the decree of 2026, paid four months late": (END_2023, {NORM: 540_000, START: "2026-07"}),
    "overtaken by a decree": (NOVEMBER_2026, {NORM: 450_000, START: "2024-01"}),
    "the province alone, for two years": (
        NOVEMBER_2026,
        {NORM: 600_000, START: "2025-01", STOP: "2026-12", PROVINCIAL: "1"},
    ),
    "the province and the social pension, for two years": (
        NOVEMBER_2026,
        {NORM: 600_000, START: "2025-01", STOP: "2026-12", PROVINCIAL: "1", WITH_PENSION: "1"},
    ),
    "the country, without the social pension": (
        NOVEMBER_2026,
        {NORM: 600_000, START: "2026-10", PROVINCIAL: "0", WITH_PENSION: "0"},
    ),
    "the country late, the social pension with it": (
        NOVEMBER_2026,
        {NORM: 620_000, START: "2026-08", PAID: "2027-01", PROVINCIAL: "0"},
    ),
    "below the decree, nobody said by whom": (NOVEMBER_2026, {NORM: 450_000, START: "2026-05", PAID: "2026-09"}),
    "the country below the decree, for a year": (
        NOVEMBER_2026,
        {NORM: 400_000, START: "2025-07", PAID: "2025-08", STOP: "2026-06", PROVINCIAL: "0"},
    ),
    "paid late across a decree paid late": (NOVEMBER_2026, {NORM: 700_000, START: "2026-05", PAID: "2026-09"}),
    "one coefficient": (END_2023, {START: "2024-07"} | coefficient(disab_severe=5)),
    "coefficients up and down": (
        NOVEMBER_2026,
        {START: "2025-03", PAID: "2025-07"} | coefficient(single_parent=3, elderly_foster=1, disab_extreme=12),
    ),
    "norm and coefficients": (
        NOVEMBER_2026,
        {NORM: 820_000, START: "2025-11", PAID: "2026-02", STOP: "2027-06"}
        | coefficient(elderly_80_no_pension=3, orphan_u4=4, disab_severe_child_elder=7, student_16_22=2),
    ),
}


@dataclass(frozen=True, eq=False)
class Bench:
    """The engine's baseline, the same people as persons, and what openfisca makes of the law known on either day."""

    seed: Seed
    baseline: Baseline
    persons: tuple[Person, ...]
    sample: Sample
    current: dict[date, Simulation]

    def cube(self, scenario: Scenario) -> Cube:
        return project_cube(self.baseline, self.seed.law, scenario, HORIZON)

    def reformed(self, scenario: Scenario) -> Simulation:
        """The scenario as openfisca simulates it."""
        system = self.current[scenario.law_as_of].tax_benefit_system
        return self.sample.simulation(reform_of(Change.of(scenario))(system))


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    seed = read_seed(tmp_path_factory.mktemp("independent"))
    baseline = baseline_of(seed, demo=True).of_area("protection")
    persons = population(baseline.block(PROTECTION))
    sample = Sample(persons)
    current = {as_of: sample.simulation(Allowances(as_of)) for as_of in (END_2023, NOVEMBER_2026)}
    return Bench(seed, baseline, persons, sample, current)


def cells(cube: Cube, role: Role, view: View, month: Month) -> Sums:
    """The engine's cells of the allowance in a month, without the row no group explains."""
    mine = (cube.schemes == PROTECTION.code) & (cube.groups != RECONCILIATION)
    keys = zip(cube.area_ids[mine].tolist(), cube.groups[mine].tolist(), strict=True)
    return dict(zip(keys, cube.vnd[role, view][mine, cube.month_index[month]].tolist(), strict=True))


def by(axis: int, sums: Sums) -> dict[int | str, int]:
    """By area (0) or by group (1)."""
    added: dict[int | str, int] = defaultdict(int)
    for key, amount in sums.items():
        added[key[axis]] += amount
    return dict(added)


def engine_by(
    bench: Bench, cube: Cube, axis: Literal["area", "group"], role: Role, month: Month
) -> dict[int | str, int]:
    """What a page shows by area or group, less the row no group explains."""
    place = cube.month_index[month]
    shown = {key: int(row[place]) for key, row in cube.by(axis, role, "entitled", PROTECTION.code).items()}
    rest = (cube.schemes == PROTECTION.code) & (cube.groups == RECONCILIATION)
    amounts = cube.vnd[role, "entitled"][rest, place].tolist()
    for area, amount in zip(cube.area_ids[rest].tolist(), amounts, strict=True):
        shown[area if axis == "area" else RECONCILIATION] -= amount
    return {key: amount for key, amount in shown.items() if amount or key != RECONCILIATION}


def scenario_of(as_of: date, levers: Levers) -> Scenario:
    return Scenario.of(as_of, LEVERS, levers)


def test_the_law_is_written_the_same_twice(bench: Bench) -> None:
    """The seed's norms and coefficients against what was read from the decrees by hand."""
    for name, decrees in (("protection.norm", NORMS), ("social_pension.amount", PENSIONS)):
        rows = bench.seed.law.rows(name)
        assert [(row.value, row.known_on, row.applies_month, row.paid_month) for row in rows] == [
            (norm.value, norm.known, norm.applies, norm.paid) for norm in decrees
        ]
    halves = bench.seed.half_coefficients("protection")
    assert halves == {code: 2 * value for code, value in COEFFICIENTS.items()}


def test_every_person_of_the_report_is_there_once(bench: Bench) -> None:
    """45.575 people, 45.995 payments: 1.670 single parents are paid for 2.090 children."""
    assert len(bench.persons) == PEOPLE
    assert sum(person.units for person in bench.persons) == 45_995
    parents = [person.units for person in bench.persons if person.group == "single_parent"]
    assert (len(parents), sum(parents), max(parents)) == (1_670, 2_090, 2)
    block = bench.baseline.block(PROTECTION)
    keys = list(zip(block.area_ids.tolist(), block.groups, strict=True))
    assert Counter((person.area_id, person.group) for person in bench.persons) == dict(
        zip(keys, block.people.tolist(), strict=True)
    )
    assert len({area for area, _ in keys}) == 7, "six districts and what stays with the province"


@pytest.mark.parametrize(("as_of", "levers"), REFORMS.values(), ids=REFORMS)
def test_three_ways_to_one_amount(bench: Bench, as_of: date, levers: Levers) -> None:
    """openfisca == loop == cells, for the current law and the scenario, before, at and after every change."""
    scenario = scenario_of(as_of, levers)
    change, law = Change.of(scenario), Law.known(as_of)
    cube, reformed = bench.cube(scenario), bench.reformed(scenario)
    last = change.stops_after or HORIZON[-2]
    differences = 0
    for month in (change.applies_from.plus(-1), change.applies_from, change.first_paid, last, last.plus(1)):
        current = bench.sample.sums(bench.current[as_of], month)
        changed = bench.sample.sums(reformed, month)
        differences += current != changed
        assert current == person_loop.entitled(bench.persons, law, None, month)
        assert changed == person_loop.entitled(bench.persons, law, change, month)
        roles: tuple[tuple[Role, Sums], ...] = (("baseline", current), ("scenario", changed))
        for role, sums in roles:
            assert cells(cube, role, "entitled", month) == sums
            assert engine_by(bench, cube, "area", role, month) == by(0, sums)
            assert engine_by(bench, cube, "group", role, month) == by(1, sums)
    assert differences in (1, 2, 3, 4), "a reform that changes nothing proves nothing"


def drawn() -> Iterator[Scenario]:
    """Reforms without percentages: any norm, start and end, up to six coefficients, either day of law."""
    for number in range(RANDOM_REFORMS):
        choose = random.Random(number)
        start = choose.randrange(1, len(HORIZON) - 1)
        stop = choose.choice(("", str(choose.choice(HORIZON[start:-1]))))
        changed = choose.sample(sorted(COEFFICIENTS), choose.randint(0, 6))
        levers: Levers = {
            NORM: choose.randrange(300_000, 1_000_001, 10_000),
            START: str(HORIZON[start]),
            STOP: stop,
            PROVINCIAL: choose.choice(("", "0", "1")),
            WITH_PENSION: choose.choice(("", "0", "1")),
        }
        levers |= coefficient(**{code: choose.randint(1, 12) for code in changed})
        yield scenario_of(choose.choice((END_2023, NOVEMBER_2026)), levers)


def test_a_hundred_random_reforms(bench: Bench) -> None:
    """openfisca == cells in the month before the start, of the start, of the first list and after the end."""
    moved = 0
    for number, scenario in enumerate(drawn()):
        change = Change.of(scenario)
        cube, reformed = bench.cube(scenario), bench.reformed(scenario)
        before, start = change.applies_from.plus(-1), change.applies_from
        edges = [before, start, change.first_paid, *([change.stops_after.plus(1)] if change.stops_after else [])]
        differs = False
        for month in edges:
            sums, case = bench.sample.sums(reformed, month), (number, change, month)
            assert cells(cube, "scenario", "entitled", month) == sums, case
            if change.covers(month):
                differs |= cells(cube, "baseline", "entitled", month) != sums
            else:
                assert cells(cube, "baseline", "entitled", month) == sums, case
            if number % ALSO_IN_THE_LOOP == 0:
                law = Law.known(scenario.law_as_of)
                assert person_loop.entitled(bench.persons, law, change, month) == sums, case
        moved += differs
    assert moved > RANDOM_REFORMS * 9 // 10, "reforms that change nothing prove nothing"


@pytest.mark.parametrize("name", [name for name in REFORMS if "late" in name or PAID in REFORMS[name][1]])
def test_a_list_pays_back_what_the_lists_before_it_owed(bench: Bench, name: str) -> None:
    """Theo tháng chi == loop, every month: the scenario's first list, and decrees that were paid late themselves."""
    scenario = scenario_of(*REFORMS[name])
    change, cube = Change.of(scenario), bench.cube(scenario)
    lists = person_loop.paid(bench.persons, Law.known(scenario.law_as_of), change, PAID_MONTHS)
    for month, sums in lists.items():
        assert cells(cube, "scenario", "paid", month) == sums, month
    assert change.applies_from < change.first_paid
    is_late = lists[change.first_paid] != cells(cube, "scenario", "entitled", change.first_paid)
    assert is_late != change.lowers, "back-pay, and none of less"
    waiting = change.first_paid.plus(-1)
    assert lists[waiting] == cells(cube, "baseline", "paid", waiting)


def test_decrees_paid_late_are_paid_back_under_the_current_law(bench: Bench) -> None:
    """8/2024 pays one month back, 11/2026 four."""
    cube = bench.cube(scenario_of(NOVEMBER_2026, {}))
    lists = person_loop.paid(bench.persons, Law.known(NOVEMBER_2026), None, PAID_MONTHS)
    for month, sums in lists.items():
        assert cells(cube, "baseline", "paid", month) == sums, month
    late = [month for month in PAID_MONTHS if lists[month] != cells(cube, "baseline", "entitled", month)]
    assert [str(month) for month in late] == [
        "2024-07",
        "2024-08",
        "2026-07",
        "2026-08",
        "2026-09",
        "2026-10",
        "2026-11",
    ]
