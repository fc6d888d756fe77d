"""What the cube costs beside a plain person-level run, and how its cost grows with the number of areas.

Belongs here: gates on the engine alone, as ratios in one interleaved run. The page around it has its own bench.
"""

import itertools
from collections.abc import Callable, Iterator, Mapping

import numpy as np
import pytest

from models.periods import Month, month_range
from models.policy.baseline import Baseline, Block
from models.policy.law import DatedValue, Law
from models.policy.projection import project_cube
from models.policy.protection import LEVERS
from models.policy.scenario import Scenario
from models.policy.schemes import CENTRE, PROTECTION, Scheme
from tests.bench.person_level import Persons, person_level
from tests.bench.rounds import Timing, interleave, slack
from tests.models.seed_frames import NOVEMBER_2026

ROUNDS, BURST = 11, 9
MONTHS = month_range(Month(2024, 1), 36)
CUBE_TO_PERSONS = 0.25
MANY_AREAS, MANY_TO_SIX = 705, 150
PEOPLE = 45_575

Say = Callable[[str], None]

pytestmark = pytest.mark.bench

LAW = Law.of(
    ("protection.norm", DatedValue(value, applies.first_day, str(value), "text", first_paid=paid.first_day))
    for value, applies, paid in (
        (360_000, Month(2021, 7), Month(2021, 7)),
        (500_000, Month(2024, 7), Month(2024, 8)),
        (540_000, Month(2026, 7), Month(2026, 11)),
    )
)
"""The norms of 2021 to 2026 with their back-pay, so that both paths have work to do."""
COEFFICIENTS = {
    "elderly_80_no_pension": (2, 18581), "disab_severe": (3, 10739), "disab_severe_child_elder": (4, 7200),
    "disab_extreme": (4, 2700), "disab_extreme_child_elder": (5, 2900), "elderly_poor_60_80": (3, 650),
    "elderly_poor_80": (4, 300), "orphan_4_16": (3, 520), "student_16_22": (3, 160), "single_parent": (2, 1670),
    "hiv_adult_poor": (3, 110), "orphan_u4": (5, 25), "hiv_child_4_16": (4, 12), "elderly_foster": (6, 8),
}  # fmt: skip
"""Half-coefficient and people of each group, as the seed's mix has them: 45.575 people."""


def population(areas: int, seed: int = 7) -> Persons:
    """45.575 generated persons over the areas, one row a person, in no order."""
    rng = np.random.default_rng(seed)
    counts = [people for _, people in COEFFICIENTS.values()]
    group = rng.permutation(np.repeat(np.arange(len(counts)), counts))
    halves = np.array([half for half, _ in COEFFICIENTS.values()], dtype=np.int64)
    return Persons(areas, halves, rng.integers(0, areas, len(group)), group)


def baseline_of(persons: Persons) -> Baseline:
    """The same persons as cells, one for every area and group, beside 301 people in centres."""
    groups = list(COEFFICIENTS)
    people = persons.count()
    community = _block(
        PROTECTION,
        np.repeat(np.arange(persons.areas), len(groups)),
        groups * persons.areas,
        people,
        np.tile(persons.half_coefficients, persons.areas),
    )
    centre = _block(CENTRE, np.array([0]), ["centre_4plus"], np.array([301]), np.array([8]))
    return Baseline((community, centre))


def _block(scheme: Scheme, areas: np.ndarray, groups: list[str], people: np.ndarray, halves: np.ndarray) -> Block:
    rest = np.array([-12_000_000] if scheme.allowance else [], dtype=np.int64)
    return Block(
        scheme=scheme, as_of=Month(2023, 12), base_norm=360_000, area_ids=areas.astype(np.int64), groups=tuple(groups),
        people=people.astype(np.int64), units=people.astype(np.int64), half_coefficients=halves.astype(np.int64),
        follows_province=np.full(len(groups), scheme.allowance), reconciliation_area_ids=np.zeros(len(rest), dtype=np.int64),
        reconciliation=rest, qualifier=">", uploaded=False, illustrative_groups=True, illustrative_areas=True,
    )  # fmt: skip


def scenarios() -> Iterator[Scenario]:
    """A norm not just had, for every call."""
    for norm in itertools.cycle(range(550_000, 1_000_001, 10_000)):
        values = {"protection.norm": norm, "protection.norm_applies_from": "2025-01"}
        yield Scenario.of(NOVEMBER_2026, LEVERS, values)


def test_the_two_runs_give_the_same_money() -> None:
    """A bench of two different answers is none."""
    persons = population(6)
    for chosen in itertools.islice(scenarios(), 3):
        cube = project_cube(baseline_of(persons), LAW, chosen, MONTHS)
        mine = (cube.schemes == PROTECTION.code) & (cube.groups != "reconciliation")
        found = person_level(persons, LAW, chosen, MONTHS)
        assert set(found) == set(cube.vnd)
        for key, amounts in found.items():
            assert (amounts == cube.vnd[key][mine]).all(), key
        assert (cube.vnd["scenario", "paid"] != cube.vnd["scenario", "entitled"]).any()


def test_a_screen_costs_a_quarter_of_a_person_level_run(say: Say) -> None:
    persons = population(6)
    baseline = baseline_of(persons)
    cube_values, person_values = scenarios(), scenarios()
    timings = run(
        {
            "cube": lambda: project_cube(baseline, LAW, next(cube_values), MONTHS),
            "persons": lambda: person_level(persons, LAW, next(person_values), MONTHS),
        },
        say,
    )
    gate(say, "cube / persons", timings["cube"].median_ms / timings["persons"].median_ms, CUBE_TO_PERSONS * slack())


def test_cost_grows_with_cells_and_not_faster(say: Say) -> None:
    """117,5 times the areas; the memory they take may cost a little on top."""
    few, many = baseline_of(population(6)), baseline_of(population(MANY_AREAS))
    few_values, many_values = scenarios(), scenarios()
    timings = run(
        {
            "six": lambda: project_cube(few, LAW, next(few_values), MONTHS),
            "many": lambda: project_cube(many, LAW, next(many_values), MONTHS),
        },
        say,
    )
    gate(say, "705 areas / 6 areas", timings["many"].median_ms / timings["six"].median_ms, MANY_TO_SIX * slack())


def run(contestants: Mapping[str, Callable[[], object]], say: Say) -> dict[str, Timing]:
    """Interleaved timings, printed."""
    timings = interleave(contestants, rounds=ROUNDS, burst=BURST)
    for name, timing in timings.items():
        say(f"{name:8} {timing}")
    return timings


def gate(say: Say, name: str, value: float, limit: float) -> None:
    """Print the figure beside its limit, then judge it."""
    say(f"{name}: {value:.4g} (gate {limit:.4g})")
    assert value <= limit, f"{name}: {value:.4g} is above {limit:.4g}"


