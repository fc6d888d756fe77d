"""What the cube costs beside openfisca-core on the same reform and the same 45.575 persons."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pytest
from openfisca_core.simulations import Simulation

from models.periods import Month
from models.policy.engine.baseline import Baseline
from models.policy.engine.projection import project_cube
from models.policy.levers.levers import Scenario
from models.policy.schemes import PROTECTION, RECONCILIATION
from tests.bench.rounds import Timing, cost, interleave
from tests.bench.test_engine import MONTHS, Say, gate, scenarios
from tests.independent.decrees import Change
from tests.independent.fisca import Allowances, Ints, Sample, reform_of
from tests.independent.population import PEOPLE, population
from tests.models.conftest import read_seed
from tests.models.seed_frames import NOVEMBER_2026, Seed, baseline_of

ROUNDS, BURST = 11, 3
ROUNDS_OF_ALL_MONTHS, BURST_OF_ALL_MONTHS = 3, 2
CUBE_TO_ONE_MONTH, CUBE_TO_ALL_MONTHS = 0.017, 0.0012
"""A cube has 84 months and, since the social pension, a block more: the first was 0.01 before."""

pytestmark = pytest.mark.bench


@dataclass(eq=False)
class Contest:
    """The page's baseline and the same people in openfisca, each asked a reform it has not just had."""

    seed: Seed
    baseline: Baseline
    sample: Sample
    law: Allowances
    current: Simulation
    for_cube: Iterator[Scenario] = field(default_factory=scenarios)
    for_openfisca: Iterator[Scenario] = field(default_factory=scenarios)

    def cube(self) -> object:
        """All the page shows of a reform: both roles, both views, every line of the area, 36 months."""
        return project_cube(self.baseline, self.seed.law, next(self.for_cube), MONTHS)

    def reformed(self, scenario: Scenario) -> Simulation:
        return self.sample.simulation(reform_of(Change.of(scenario))(self.law))

    def asked(self, simulation: Simulation, month: Month) -> Ints:
        """The allowance of a month by cell, with the social pension of those who had it at 80."""
        pension = self.sample.amounts(simulation, month, "social_pension")
        return self.sample.amounts(simulation, month) + pension

    def one_month(self) -> tuple[Ints, Ints]:
        """The least openfisca can be asked of a reform: two simulations, one month by cell in each."""
        reformed, current = self.reformed(next(self.for_openfisca)), self.sample.simulation(self.law)
        return self.asked(current, MONTHS[-1]), self.asked(reformed, MONTHS[-1])

    def all_months(self) -> list[tuple[Ints, Ints]]:
        """The 36 months; those of the current law are kept from the first call on."""
        reformed = self.reformed(next(self.for_openfisca))
        return [self._both(reformed, month) for month in MONTHS]

    def _both(self, reformed: Simulation, month: Month) -> tuple[Ints, Ints]:
        return self.asked(self.current, month), self.asked(reformed, month)


@pytest.fixture(scope="module")
def contest(tmp_path_factory: pytest.TempPathFactory) -> Contest:
    seed = read_seed(tmp_path_factory.mktemp("openfisca"))
    baseline = baseline_of(seed, demo=True).of_area("protection")
    sample, law = Sample(population(baseline.block(PROTECTION))), Allowances(NOVEMBER_2026)
    assert sample.count == PEOPLE
    return Contest(seed, baseline, sample, law, sample.simulation(law))


def test_both_answer_the_same_question(contest: Contest) -> None:
    """A bench of two different answers is none."""
    scenario = next(scenarios())
    cube = project_cube(contest.baseline, contest.seed.law, scenario, MONTHS)
    mine = (cube.schemes == PROTECTION.code) & (cube.groups != RECONCILIATION)
    current = contest.asked(contest.current, MONTHS[-1])
    reformed = contest.asked(contest.reformed(scenario), MONTHS[-1])
    assert cube.vnd["baseline", "entitled"][mine, -1].sum() == current.sum()
    assert cube.vnd["scenario", "entitled"][mine, -1].sum() == reformed.sum()
    assert current.sum() < reformed.sum()


def test_a_screen_costs_a_hundredth_of_one_month_in_openfisca(contest: Contest, say: Say) -> None:
    timings = interleave({"cube": contest.cube, "openfisca": contest.one_month}, ROUNDS, BURST)
    compare(say, timings, "1 month", CUBE_TO_ONE_MONTH)


def test_a_screen_costs_far_less_than_its_own_months_in_openfisca(contest: Contest, say: Say) -> None:
    contestants = {"cube": contest.cube, "openfisca": contest.all_months}
    timings = interleave(contestants, ROUNDS_OF_ALL_MONTHS, BURST_OF_ALL_MONTHS)
    compare(say, timings, "36 months", CUBE_TO_ALL_MONTHS)


def compare(say: Say, timings: Mapping[str, Timing], asked: str, limit: float) -> None:
    """Print the interleaved timings, then judge their ratio."""
    for name, timing in timings.items():
        say(f"{name:9} {timing}")
    gate(say, f"cube / openfisca, {asked}", cost(timings, "cube", "openfisca"), limit)
