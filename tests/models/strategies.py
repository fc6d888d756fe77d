"""What hypothesis draws for the engine: small populations, laws and levers."""

from dataclasses import dataclass

from hypothesis import strategies as st

from models.periods import Month, month_range
from models.policy.areas.protection import NORM, PEOPLE
from models.policy.engine.baseline import Baseline, Block
from models.policy.law.law import Law
from models.policy.levers.levers import Scenario
from models.policy.schemes import CENTRE, PROTECTION, SOCIAL_PENSION
from tests.models.oracle import Change, Step
from tests.models.seed_frames import NOVEMBER_2026, CellCount, block_of, scenario, small_law

FIRST = Month(2023, 1)
MONTHS = month_range(FIRST, 36)
STARTING = Step(360_000, Month(2015, 1), Month(2015, 1))

counts = st.integers(0, 12)
half_coefficients = st.integers(2, 8)
norms = st.integers(NORM.minimum, NORM.maximum)
percents = st.integers(PEOPLE.minimum, PEOPLE.maximum)
starts = st.integers(0, 47).map(FIRST.plus)
delays = st.none() | st.integers(-3, 8)


@st.composite
def cells(draw: st.DrawFn, groups: int = 4) -> list[CellCount]:
    """Cells of up to three areas; a group has one coefficient everywhere."""
    halves = draw(st.lists(half_coefficients, min_size=1, max_size=groups))
    areas = range(1, draw(st.integers(1, 3)) + 1)
    return [CellCount(area, f"g{i}", half, draw(counts)) for area in areas for i, half in enumerate(halves)]


@st.composite
def baselines(draw: st.DrawFn) -> Baseline:
    """A community block with a reconciliation row an area at most, and a centre block."""
    community = draw(cells())
    areas = sorted({cell.area_id for cell in community})
    rest = [(area, draw(st.integers(-(10**9), 10**9))) for area in areas if draw(st.booleans())]
    blocks: tuple[Block, ...] = (
        block_of(community, reconciliation=rest),
        block_of([CellCount(1, "centre_4plus", 8, draw(counts))], scheme=CENTRE),
    )
    return Baseline(blocks)


@dataclass(frozen=True)
class Levers:
    """A drawn position of all levers, both as the engine takes it and as the oracle does."""

    scenario: Scenario
    change: Change


@st.composite
def levers(draw: st.DrawFn, with_percent: bool = True) -> Levers:
    """Any position of the levers inside the horizon."""
    applies = draw(starts)
    delay = draw(delays)
    chosen = "" if delay is None else str(min(max(applies.plus(delay), FIRST), Month(2027, 12)))
    norm, provincial = draw(norms), draw(st.booleans())
    percent = draw(percents) if with_percent else 0
    made = scenario(
        NOVEMBER_2026,
        norm=norm,
        applies_from=str(applies),
        first_paid=chosen,
        provincial="1" if provincial else "0",
        people_change=percent,
    )
    paid = applies.plus(1) if not chosen else max(applies, Month.parse(chosen))
    return Levers(made, Change(Step(norm, applies, paid), provincial, percent))


@st.composite
def laws(draw: st.DrawFn) -> list[Step]:
    """A norm of long ago and up to two later ones, each paid at once or some months late.

    The later ones are any whole đồng, so that coefficients of a half and percentages do need their rounding."""
    steps = [STARTING]
    for first in draw(st.lists(st.integers(-6, 20), max_size=2, unique=True)):
        applies = FIRST.plus(first)
        value = draw(st.integers(300_000, 900_000))
        steps.append(Step(value, applies, applies.plus(draw(st.integers(0, 5)))))
    return steps


@st.composite
def pensions(draw: st.DrawFn) -> list[Step]:
    """A social pension that begins some time, paid at once or some months late, and may be raised once; or none."""
    steps: list[Step] = []
    for first in sorted(draw(st.lists(st.integers(-2, 30), max_size=2, unique=True))):
        applies = FIRST.plus(first)
        steps.append(Step(draw(st.integers(300_000, 900_000)), applies, applies.plus(draw(st.integers(0, 4)))))
    return steps


def law_of(steps: list[Step], pension: list[Step] | tuple[Step, ...] = ()) -> Law:
    """The same steps as the engine takes them."""
    norm, amount = (
        small_law(*[(step.value, step.applies, step.paid) for step in series], name=name)
        for series, name in ((steps, PROTECTION.norm), (pension, SOCIAL_PENSION.norm))
    )
    return Law(norm.series + amount.series)
