"""What the questions around a projection cost: six scenarios side by side, goal seek, the tornado."""

import itertools
from collections.abc import Iterator

import pytest

from models.periods import Month
from models.policy.answers.goal_seek import highest
from models.policy.answers.scenario_result import result_of
from models.policy.answers.uncertainty import increase_range
from models.policy.areas import merit, protection
from models.policy.areas.catalogue import LEVERS
from models.policy.engine.projection import project_cube
from models.policy.law.law import Law
from models.policy.levers.levers import Scenario
from models.policy.saved.comparison import Option, differing_levers, differing_schemes, differing_years
from models.policy.schemes import MERIT, PROTECTION
from tests.bench.rounds import cost
from tests.bench.test_engine import MONTHS, Say, gate, run
from tests.models.conftest import read_seed
from tests.models.seed_frames import NOVEMBER_2026, Seed, baseline_of

COMPARED, SIX_TO_ONE = 6, 24
"""Each is one projection and, where its answer rests on an assumed group, two more to see by how much."""
START = "2025-01"

pytestmark = pytest.mark.bench


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Seed:
    return read_seed(tmp_path_factory.mktemp("questions"))


def scenarios() -> Iterator[Scenario]:
    """Levers of both programmes, a norm not just had for every call."""
    for step in itertools.count():
        yield Scenario.of(
            NOVEMBER_2026,
            LEVERS,
            {
                protection.NORM.key: 550_000 + 10_000 * (step % 45),
                protection.APPLIES_FROM.key: START,
                merit.NORM.key: 2_800_000 + 1_000 * (step % 900),
                merit.APPLIES_FROM.key: START,
            },
        )


def test_six_scenarios_cost_three_or_four_projections_each(data: Seed, say: Say) -> None:
    """Both programmes, six districts, 36 months; the comparison includes its results and what differs."""
    baseline = baseline_of(data, demo=True)
    assert {block.scheme for block in baseline.blocks} >= {PROTECTION, MERIT}
    one, six = scenarios(), scenarios()

    def compare() -> None:
        options = [_option(str(i), baseline, data.law, next(six)) for i in range(COMPARED)]
        differing_levers(options)
        for scheme in differing_schemes(options):
            differing_years(options, scheme)

    timings = run({"one": lambda: project_cube(baseline, data.law, next(one), MONTHS), "six": compare}, say)
    gate(say, "six compared / one projection", cost(timings, "six", "one"), SIX_TO_ONE)


def _option(key: str, baseline: object, law: Law, scenario: Scenario) -> Option:
    cube = project_cube(baseline, law, scenario, MONTHS)  # type: ignore[arg-type]
    return Option(key, scenario, cube, result_of(cube, baseline, law, scenario), "scenario")  # type: ignore[arg-type]


@pytest.mark.long
def test_goal_seek_and_tornado_are_printed(data: Seed, say: Say) -> None:
    """Aims: under 50 ms and under 200 ms."""
    baseline = baseline_of(data, demo=True).of_area("protection")
    asked = Scenario.of(
        NOVEMBER_2026,
        protection.LEVERS,
        {protection.NORM.key: 600_000, protection.APPLIES_FROM.key: "2024-07", protection.LOWER_AGE.key: 1},
    )
    ceilings = itertools.count(5_000_000_000, 10_000_000)

    def seek() -> None:
        highest(
            baseline,
            data.law,
            asked,
            PROTECTION,
            protection.NORM,
            months=asked.months,
            ceiling_vnd=next(ceilings),
            per="month",
        )

    def tornado() -> None:
        increase_range(baseline, data.law, asked, PROTECTION, months=asked.months, month=Month(2024, 7), central_vnd=0)

    timings = run({"seek": seek, "tornado": tornado}, say)
    say(
        f"goal seek {timings['seek'].median_ms:.2f} ms (aim 50), tornado {timings['tornado'].median_ms:.2f} ms (aim "
        "200)"
    )
    assert all(timing.median_ms > 0 for timing in timings.values())
