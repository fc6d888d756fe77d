"""What all nine areas together cost beside social protection alone, each with the levers a real scenario has set.

Compared is the same question, asked of everything and of one area, with a dozen levers of protection and of merit off
their defaults and every line of the seven support areas filled, now and in the scenario (`supported`):
- answers: one `project_cube` of a scenario of all nine areas, and with it all that the seven support pages say (each
  area's own scenario, `support_result`, its lines and sources of money), beside what the protection page computes for
  the same protection levers (`whatif.compute`);
- engine: that `project_cube` of nine areas beside that of protection alone with the same protection levers;
- least, printed and not judged: the same, but of protection and merit the norm alone is moved.
At every call the norms and one factor of each support area stand elsewhere, so that no answer is there already.
"""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from models.policy.answers.support_result import support_result
from models.policy.answers.whatif import PROTECTION_AREA, WhatIf, compute
from models.policy.areas import catalogue, merit, protection
from models.policy.areas.catalogue import AREAS
from models.policy.areas.support import SupportArea
from models.policy.cube import Cube
from models.policy.engine.baseline import Baseline
from models.policy.engine.projection import project_cube
from models.policy.law.calendar import horizon
from models.policy.law.law import Law
from models.policy.levers.clock import Clock
from models.policy.levers.levers import Lever, LeverValue, Scenario
from tests.bench.rounds import cost
from tests.bench.test_engine import BURST, ROUNDS, Say, gate, run
from tests.models.conftest import read_seed
from tests.models.seed_frames import NOVEMBER_2026, baseline_of

NINE_TO_ONE = 6.0
MONTHS = horizon(NOVEMBER_2026)
Values = dict[str, LeverValue]

PROTECTION: Values = {
    "protection.norm_applies_from": "2025-01",
    "protection.people_change": 5,
    "protection.people_growth": "10",
    "protection.centre_u4": 20,
    "protection.carers.foster_child_u4": 30,
    "protection.carers.foster_elder": 40,
    "protection.funerals": 900,
    "protection.emergency_injured": 20,
    "protection.social_pensioners": 20_000,
    "protection.pension_supplement": 50_000,
    "protection.health_cards": 1,
}
MERIT: Values = {
    merit.APPLIES_FROM.key: "2025-01",
    "merit.gift.tet.high_count": 1_000,
    "merit.gift.tet.low_count": 20_000,
    "merit.gift.tet.province_count": 20_000,
    "merit.gift.tet.province_now": 200_000,
    "merit.gift.tet.province_amount": 300_000,
    "merit.gift.july_27.high_count": 1_000,
    "merit.gift.july_27.low_count": 20_000,
    "merit.convalescence_home": 3_000,
    "merit.convalescence_centre": 500,
    "merit.management_fee": 1,
}
"""Eleven levers each; the twelfth is the norm, which moves."""

pytestmark = pytest.mark.bench


@dataclass(frozen=True)
class Province:
    law: Law
    both: Baseline
    protection: Baseline


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Province:
    seed = read_seed(tmp_path_factory.mktemp("areas"))
    baseline = baseline_of(seed, demo=True)
    return Province(seed.law, baseline, baseline.of_area("protection"))


def norms() -> Iterator[Values]:
    """Norms not just had, for every call."""
    for step in itertools.cycle(range(40)):
        yield {"protection.norm": 550_000 + 10_000 * step, "merit.norm": 3_000_000 + 10_000 * step}


def supported(area: SupportArea, step: int) -> Values:
    """Every line of a support area: all factors at a tenth of what they may be, the scenario's at a ninth, and one of
    them elsewhere at every step."""
    factors = [factor for line in area.lines for factor in line.factors]
    values: Values = {factor.now.key: max(factor.now.minimum, factor.now.maximum // 10) for factor in factors}
    tried = [factor.tried for factor in factors if factor.tried is not None]
    values |= {lever.key: max(lever.minimum, lever.maximum // 9) for lever in tried}
    return {**values, tried[0].key: max(tried[0].minimum, tried[0].maximum // 9) + step % 100}


def scenarios(levers: tuple[Lever, ...], others: Values, areas: tuple[SupportArea, ...] = ()) -> Callable[[], Scenario]:
    """A scenario for every call, made beforehand: reading levers is no part of the engine."""
    keys = {lever.key for lever in levers}
    made = []
    for step, moved in zip(range(ROUNDS * BURST + 1), norms(), strict=False):
        values = {**others, **moved}
        for area in areas:
            values |= supported(area, step)
        kept = {key: value for key, value in values.items() if key in keys}
        made.append(Scenario.of(NOVEMBER_2026, levers, kept))
    return iter(made).__next__


def answer_all(province: Province, values: Values, step: int) -> Cube:
    """The nine areas as one scenario, and what each of the seven support pages says."""
    chosen = dict(values)
    for area in AREAS:
        own = supported(area, step)
        chosen |= own
        found = support_result(
            area, Scenario.of(NOVEMBER_2026, area.levers, own), province.law, province.both.province_id
        )
        assert found.lines
        assert found.purses
    whole = Scenario.of(NOVEMBER_2026, catalogue.LEVERS, chosen)
    return project_cube(province.both, province.law, whole, whole.months)


def answer_protection(province: Province, values: Values) -> WhatIf:
    untouched = {lever.key: lever.default for lever in PROTECTION_AREA.all_levers}
    own = {key: value for key, value in values.items() if key in untouched}
    return compute(Clock(NOVEMBER_2026, province.law), province.both, {**untouched, **own})


def test_the_scenario_of_all_areas_moves_every_one_of_them(province: Province) -> None:
    """Nothing is fast because it is left out, and protection is the same alone and among nine."""
    values = {**PROTECTION, **MERIT, **next(norms())}
    cube = answer_all(province, values, 0)
    rows = set(zip(cube.schemes.tolist(), cube.groups.tolist(), strict=True))
    lines = [line for area in AREAS for line in area.lines]
    assert {(line.scheme.code, line.group) for line in lines} <= rows
    for area in AREAS:
        schemes = {line.scheme.code for line in area.lines}
        assert any((cube.total("scenario", "paid", s) != cube.total("baseline", "paid", s)).any() for s in schemes)
    alone = answer_protection(province, values)
    for code in dict.fromkeys(alone.cube.schemes.tolist()):
        assert (cube.total("scenario", "paid", code) == alone.cube.total("scenario", "paid", code)).all()


def test_the_answers_of_nine_areas_cost_six_times_those_of_one(province: Province, say: Say) -> None:
    all_norms, own_norms, steps = norms(), norms(), itertools.count()
    timings = run(
        {
            "nine": lambda: answer_all(province, {**PROTECTION, **MERIT, **next(all_norms)}, next(steps)),
            "one": lambda: answer_protection(province, {**PROTECTION, **next(own_norms)}),
        },
        say,
    )
    gate(say, "answers: nine / protection", cost(timings, "nine", "one"), NINE_TO_ONE)


def test_the_engine_takes_six_times_as_long_for_nine_areas(province: Province, say: Say) -> None:
    ratio = engine(province, say, PROTECTION, MERIT)
    gate(say, "engine: nine / protection", ratio, NINE_TO_ONE)


@pytest.mark.long
def test_the_least_of_protection_is_printed(province: Province, say: Say) -> None:
    """Not judged: seven full areas beside one lever of protection are not the same question."""
    say(f"least: nine / protection: {engine(province, say, {}, {}):.4g}")


def engine(province: Province, say: Say, own: Values, others: Values) -> float:
    """Nine areas over protection, of one interleaved run."""
    nine = scenarios(catalogue.LEVERS, {**own, **others}, AREAS)
    one = scenarios(protection.LEVERS, own)
    timings = run(
        {
            "nine": lambda: project_cube(province.both, province.law, nine(), MONTHS),
            "one": lambda: project_cube(province.protection, province.law, one(), MONTHS),
        },
        say,
    )
    return cost(timings, "nine", "one")
