"""What the cube costs beside a plain person-level run, and how its cost grows with the number of areas."""

import dataclasses
import itertools
from collections.abc import Callable, Iterator, Mapping

import numpy as np
import pytest

from models.policy.engine.baseline import Baseline, Block
from models.policy.engine.projection import project_cube
from models.policy.law.calendar import horizon
from models.policy.levers.levers import Scenario
from models.policy.schemes import PROTECTION
from tests.bench.rounds import Timing, cost, interleave
from tests.models.conftest import read_seed
from tests.models.person_level import Persons, person_level
from tests.models.seed_frames import NOVEMBER_2026, Seed, baseline_of, scenario

ROUNDS, BURST = 11, 9
MANY_CALLS = 25
"""A burst of calls of less than a millisecond: the least of many is the same on a quiet and on a busy machine."""
MONTHS = horizon(NOVEMBER_2026)[12:48]
CUBE_TO_PERSONS = 0.3
MANY_AREAS, MANY_TO_SIX = 705, 150

Say = Callable[[str], None]

pytestmark = pytest.mark.bench


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Seed:
    return read_seed(tmp_path_factory.mktemp("engine"))


def scenarios() -> Iterator[Scenario]:
    """A norm not just had, for every call, on the law of 2026: three norms and two months with back-pay before
    it; the social pension of those of 80 moves with the norm."""
    for norm in itertools.cycle(range(550_000, 1_000_001, 10_000)):
        yield scenario(NOVEMBER_2026, norm=norm, applies_from="2025-01", with_pension="1")


def over_many_areas(block: Block) -> Block:
    """The block's groups in 705 areas, a handful of people each; the reconciliation stays one row."""
    groups = sorted(set(block.groups))
    halves = dict(zip(block.groups, block.half_coefficients.tolist(), strict=True))
    count = MANY_AREAS * len(groups)
    people = np.random.default_rng(7).integers(0, 12, count)
    return dataclasses.replace(
        block,
        area_ids=np.repeat(np.arange(MANY_AREAS), len(groups)),
        groups=tuple(groups * MANY_AREAS),
        people=people,
        units=people,
        half_coefficients=np.array([halves[g] for g in groups] * MANY_AREAS),
        follows_province=np.full(count, True),
    )


def test_both_runs_give_the_same_money(data: Seed) -> None:
    """A bench of two different answers is none."""
    baseline = baseline_of(data, demo=True).of_area("protection")
    persons = Persons.of(baseline.block(PROTECTION))
    assert len(persons.cell) == 45_575
    for chosen in itertools.islice(scenarios(), 3):
        cube = project_cube(baseline, data.law, chosen, MONTHS)
        mine = (cube.schemes == PROTECTION.code) & (cube.groups != "reconciliation")
        found = person_level(persons, data.law, chosen, MONTHS)
        assert set(found) == set(cube.vnd)
        for key, amounts in found.items():
            assert (amounts == cube.vnd[key][mine]).all(), key
        assert (cube.vnd["scenario", "paid"] != cube.vnd["scenario", "entitled"]).any()


def test_a_screen_costs_three_tenths_of_a_person_level_run(data: Seed, say: Say) -> None:
    baseline = baseline_of(data, demo=True).of_area("protection")
    persons = Persons.of(baseline.block(PROTECTION))
    cube_values, person_values = scenarios(), scenarios()
    timings = run(
        {
            "cube": lambda: project_cube(baseline, data.law, next(cube_values), MONTHS),
            "persons": lambda: person_level(persons, data.law, next(person_values), MONTHS),
        },
        say,
        MANY_CALLS,
    )
    gate(say, "cube / persons", cost(timings, "cube", "persons"), CUBE_TO_PERSONS)


def test_cost_grows_no_faster_than_the_number_of_areas(data: Seed, say: Say) -> None:
    """117,5 times the areas; the memory they take may cost a little on top."""
    few = baseline_of(data, demo=True).of_area("protection")
    many = Baseline((over_many_areas(few.blocks[0]), few.blocks[1]), few.half_coefficients, few.province_id)
    few_values, many_values = scenarios(), scenarios()
    timings = run(
        {
            "six": lambda: project_cube(few, data.law, next(few_values), MONTHS),
            "many": lambda: project_cube(many, data.law, next(many_values), MONTHS),
        },
        say,
    )
    gate(say, "705 areas / 6 areas", cost(timings, "many", "six"), MANY_TO_SIX)


def run(contestants: Mapping[str, Callable[[], object]], say: Say, burst: int = BURST) -> dict[str, Timing]:
    """Interleaved timings, printed."""
    timings = interleave(contestants, rounds=ROUNDS, burst=burst)
    for name, timing in timings.items():
        say(f"{name:8} {timing}")
    return timings


def gate(say: Say, name: str, value: float, limit: float) -> None:
    """Print the figure beside its limit, then judge it."""
    say(f"{name}: {value:.4g} (gate {limit:.4g})")
    assert value <= limit, f"{name}: {value:.4g} is above {limit:.4g}"
