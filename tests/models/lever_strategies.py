"""What hypothesis draws of the whole lever board: any levers of an area together, in bundles that need each other."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from hypothesis import strategies as st

from models.periods import Month
from models.policy.areas import merit, protection
from models.policy.areas.merit import CONVALESCENCE_CENTRE, CONVALESCENCE_HOME, FEE, GIFTS, MERIT_PEOPLE
from models.policy.engine.baseline import Baseline, Block
from models.policy.law.calendar import ALL_MONTHS
from models.policy.levers.levers import ANY_WHOLE, Lever, LeverValue, Scenario
from tests.models.oracle import Change
from tests.models.seed_frames import END_2023, HORIZON, NOVEMBER_2026, CellCount, block_of
from tests.models.strategies import FIRST, counts, levers

Values = dict[str, LeverValue]
LAWS = (END_2023, NOVEMBER_2026)
MOST = 3_000
"""Counts are drawn up to here: more says nothing new."""


def positions(lever: Lever) -> st.SearchStrategy[LeverValue]:
    """Any value the lever can stand at, counts and amounts in a plain range."""
    if lever.kind == "switch":
        return st.sampled_from([0, 1])
    if lever.kind == "month":
        return st.sampled_from([str(month) for month in HORIZON]) | st.sampled_from(
            [str(month) for month in ALL_MONTHS]
        )
    if lever.options:
        return st.sampled_from([value for value, _ in lever.options])
    low, high = lever.minimum, lever.maximum
    if lever.kind in ("optional_amount", "count") and lever.step == 1:
        low, high = max(low, -MOST), min(high, MOST)
    step = 1 if lever.kind in ANY_WHOLE else lever.step
    return st.integers(0, (high - low) // step).map(lambda steps: low + steps * step)


@st.composite
def some_of(draw: st.DrawFn, levers: Sequence[Lever], most: int) -> Values:
    """A few of many levers of one kind."""
    chosen = draw(st.lists(st.sampled_from(list(levers)), max_size=most, unique_by=lambda lever: lever.key))
    return {lever.key: draw(positions(lever)) for lever in chosen}


@st.composite
def all_or_none(draw: st.DrawFn, levers: Sequence[Lever]) -> Values:
    """Levers that act together, each anywhere or left where it is; or none of them."""
    if not draw(st.booleans()):
        return {}
    return {lever.key: draw(positions(lever)) for lever in levers if draw(st.integers(0, 3))}


TIMING = (protection.APPLIES_FROM, protection.FIRST_PAID, protection.STOPS_AFTER)
NORM = (protection.NORM, protection.PROVINCIAL, protection.WITH_PENSION, protection.PHASES, protection.INDEXED)
NEIGHBOURS = tuple(lever for pair in protection.NEIGHBOURS.values() for lever in pair)
PENSION = (protection.PENSION_70, *protection.AGED_70.values(), protection.AGED_70_POOR)
COUNTED = (
    protection.CENTRE_U4,
    *protection.CARERS_PEOPLE.values(),
    protection.FUNERALS,
    protection.FUNERALS_CENTRE,
    protection.INJURED,
    protection.DISASTER_DEATHS,
    protection.PENSIONERS,
    protection.PENSION_SUPPLEMENT,
    protection.CARDS,
)
MERIT_TIMING = (merit.APPLIES_FROM, merit.FIRST_PAID)


@st.composite
def protection_values(draw: st.DrawFn) -> Values:
    """Settings of social protection by lever key."""
    values = draw(all_or_none(TIMING)) | draw(all_or_none(NORM))
    values |= draw(some_of((protection.PEOPLE, protection.GROWTH, protection.PAID_TOGETHER), 2))
    values |= draw(some_of(list(protection.COEFFICIENTS.values()), 2)) | draw(
        some_of(list(protection.PEOPLE_OF.values()), 2)
    )
    values |= draw(some_of((*protection.WIDENED.values(), protection.WIDENED_COEFFICIENT), 2))
    values |= draw(all_or_none((protection.LOWER_AGE, *protection.AGED_75.values(), protection.ASSUMPTION_LEVEL)))
    values |= draw(all_or_none(PENSION)) | draw(some_of(COUNTED, 4))
    values |= draw(some_of(protection.EXTENSIONS, 2)) | draw(all_or_none(NEIGHBOURS))
    return values | draw(some_of(protection.FUNDING.levers, 2))


@st.composite
def merit_values(draw: st.DrawFn) -> Values:
    """Settings of merit by lever key."""
    values = draw(all_or_none(MERIT_TIMING)) | draw(some_of((merit.NORM, merit.PEOPLE, merit.DECLINE), 2))
    values |= draw(some_of((merit.PAID_TOGETHER, FEE, CONVALESCENCE_HOME, CONVALESCENCE_CENTRE), 3))
    values |= draw(some_of(list(MERIT_PEOPLE.values()), 3))
    for gift in GIFTS:
        values |= draw(all_or_none(gift.levers))
    return values


@st.composite
def protection_scenarios(draw: st.DrawFn, laws: tuple[date, ...] = LAWS) -> Scenario:
    """Any setting of the whole board of social protection, on the law of one of the days."""
    return Scenario.of(draw(st.sampled_from(laws)), protection.LEVERS, draw(protection_values()))


@st.composite
def merit_scenarios(draw: st.DrawFn, laws: tuple[date, ...] = LAWS) -> Scenario:
    """Any setting of the whole board of merit, on the law of one of the days."""
    return Scenario.of(draw(st.sampled_from(laws)), merit.LEVERS, draw(merit_values()))


def without(scenario: Scenario, *levers: Lever) -> Scenario:
    """The scenario with some levers back at their default."""
    kept = {lever.key: lever.default for lever in levers}
    return Scenario(scenario.law_as_of, tuple((key, kept.get(key, value)) for key, value in scenario.settings))


@dataclass(frozen=True)
class AddedPeople:
    """People a drawn board adds: which group, how many, at which coefficient, and whether only until the social
    pension."""

    group: str
    units: int
    coefficient: Fraction
    until_pension: bool = False


@dataclass(frozen=True)
class Board:
    """A small population under a drawn board, both as the engine takes it and as the oracle does."""

    baseline: Baseline
    scenario: Scenario
    change: Change
    added: tuple[AddedPeople, ...]

    @property
    def block(self) -> Block:
        return self.baseline.blocks[0]


FEW = ("orphan_u4", "disab_severe", "single_parent", "elderly_80_no_pension")
FIRST_GROUP = st.sampled_from(FEW)
WIDER = tuple(protection.WIDENED)


@st.composite
def boards(draw: st.DrawFn, first: st.SearchStrategy[str] = FIRST_GROUP) -> Board:
    """One or two groups in up to two areas with any setting of the allowance's levers, at most one of each kind."""
    halves = {code: draw(st.integers(1, 8)) for code in (draw(first), *draw(st.lists(FIRST_GROUP, max_size=1)))}
    drawn = [
        CellCount(area, code, half, draw(counts))
        for area in range(1, draw(st.integers(1, 2)) + 1)
        for code, half in halves.items()
    ]
    rest = [(1, draw(st.integers(-(10**9), 10**9)))] if draw(st.booleans()) else []
    plain = draw(levers())
    values: Values = dict(plain.scenario.settings)
    phases = draw(st.sampled_from(["1", "2x6", "2x12", "3x6", "3x12"]))
    growth = draw(st.sampled_from(["0", "-50", "-15", "5", "30"]))
    stops = draw(st.none() | st.integers(-2, 20).map(plain.change.step.applies.plus))
    stops = None if stops is None or stops > Month(2027, 12) or stops < FIRST else stops
    changed = {code: draw(st.integers(1, 12)) for code in halves if draw(st.booleans())}
    values |= {protection.COEFFICIENTS[code].key: str(half) for code, half in changed.items()}
    values |= {
        protection.PHASES.key: phases,
        protection.GROWTH.key: growth,
        protection.STOPS_AFTER.key: "" if stops is None else str(stops),
    }
    with_pension = draw(st.sampled_from([None, True, False]))
    supplement = draw(st.sampled_from([0, 0, 10_000, 70_000]))
    values |= {
        protection.WITH_PENSION.key: "" if with_pension is None else str(int(with_pension)),
        protection.PENSION_SUPPLEMENT.key: supplement,
    }
    added = []
    wider = draw(st.integers(1, 6))
    values[protection.WIDENED_COEFFICIENT.key] = str(wider)
    for code in halves:
        if units := draw(counts):
            values[protection.PEOPLE_OF[code].key] = units
            added.append(AddedPeople(code, units, Fraction(halves[code], 2)))
    if units := draw(counts):
        values[protection.WIDENED[WIDER[0]].key] = units
        added.append(AddedPeople(WIDER[0], units, Fraction(wider, 2)))
    if draw(st.booleans()) and (units := draw(counts)):
        values |= {protection.LOWER_AGE.key: 1, protection.AGED_75["central"].key: units}
        added.append(AddedPeople(protection.LOWERED_AGE, units, Fraction(wider, 2), until_pension=True))
    count, _, gap = phases.partition("x")
    change = replace(
        plain.change,
        growth=int(growth),
        phases=int(count),
        gap=int(gap or 0),
        stops=stops,
        coefficients=tuple((code, Fraction(half, 2)) for code, half in changed.items()),
        with_pension=with_pension,
        supplement=supplement,
    )
    return Board(
        Baseline((block_of(drawn, reconciliation=rest),), halves),
        Scenario.of(plain.scenario.law_as_of, protection.LEVERS, values),
        change,
        tuple(added),
    )
