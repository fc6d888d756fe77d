"""The headline of a scenario: the first month with the full change, its years, and the steps it is made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from models.money import PPM, divide_half_up
from models.periods import Month
from models.policy.areas import merit, protection
from models.policy.areas import protection as groups
from models.policy.areas.merit import MERIT_PEOPLE
from models.policy.cube import ROLES, Cube, View
from models.policy.engine.baseline import Baseline
from models.policy.engine.measures import NormChange, follows_province
from models.policy.engine.projection import norm_changes, norms_in, project_cube
from models.policy.law.law import DatedValue, Law
from models.policy.levers.levers import Lever
from models.policy.levers.scenario import Scenario
from models.policy.schemes import MERIT, Scheme
from models.wording.words import N_


@dataclass(frozen=True)
class YearBill:
    """A budget year (1 January - 31 December) in đồng, by one view."""

    year: int
    baseline_vnd: int
    scenario_vnd: int

    @property
    def increase_vnd(self) -> int:
        return self.scenario_vnd - self.baseline_vnd


@dataclass(frozen=True)
class Headline:
    """`month` is the first with the full change (the month the norm's last step applies from); amounts are of that
    month, by entitlement; `back_pay_vnd` is what the first list at the new norm pays for the months before it."""

    month: Month
    norm_before: int
    norm_after: int
    baseline_vnd: int
    scenario_vnd: int
    baseline_people: int
    scenario_people: int
    first_paid: Month
    back_pay_vnd: int
    years: tuple[YearBill, ...]

    @property
    def increase_vnd(self) -> int:
        return self.scenario_vnd - self.baseline_vnd


def year_bills(cube: Cube, scheme: Scheme, view: View) -> tuple[YearBill, ...]:
    """Every budget year the cube covers whole, oldest first."""
    before, after = (cube.years(role, view, scheme.code) for role in ROLES)
    return tuple(YearBill(year, vnd, after[year]) for year, vnd in before.items())


def headline(cube: Cube, scheme: Scheme, law: Law, scenario: Scenario) -> Headline:
    """Figures of one scheme; the month must lie in the cube (KeyError otherwise)."""
    change = norm_changes(scheme.norm, scenario, law)
    known = law.known_on(scenario.law_as_of)
    if change.applies_from not in cube.month_index:
        raise KeyError(str(change.applies_from))
    at_start = known.applying_in(scheme.norm, change.applies_from).value
    month = full_change(change, at_start, cube.months[-1])
    month_index = cube.month_index[month]
    national, in_force = norms_in(scheme.norm, scenario, law, month)
    entitled = {role: cube.total(role, "entitled", scheme.code) for role in ROLES}
    of_scheme = cube.schemes == scheme.code
    follows = not change.provincial or follows_province(scheme, scenario)
    return Headline(
        month=month,
        norm_before=national,
        norm_after=in_force if follows else national,
        baseline_vnd=int(entitled["baseline"][month_index]),
        scenario_vnd=int(entitled["scenario"][month_index]),
        baseline_people=int(cube.people["baseline"][of_scheme, month_index].sum()),
        scenario_people=_scenario_people(cube, scheme, change, month_index),
        first_paid=change.first_paid,
        back_pay_vnd=_back_pay(cube, scheme, change),
        years=year_bills(cube, scheme, "entitled"),
    )


def full_change(change: NormChange, at_start: int, last: Month) -> Month:
    """The month in which the last step of a phase-in within the scenario and the horizon applies; `at_start` is the
    law's norm when it begins."""
    end = last if change.stops_after is None else min(last, change.stops_after)
    within = [applies for _, applies, _ in change.steps(at_start) if applies <= end.index]
    return Month.of_index(max(within)) if within else change.applies_from


def _scenario_people(cube: Cube, scheme: Scheme, change: NormChange, month_index: int) -> int:
    """People of the scheme, from the total instead of a sum over cells, so that the headcount does not depend on
    how finely it is split. People added by the scenario are whole numbers and are added to it."""
    of_scheme = cube.schemes == scheme.code
    before, after = (cube.people[role][of_scheme, month_index] for role in ROLES)
    if not scheme.allowance:
        return int(after.sum())
    added = int(after[before == 0].sum())
    return divide_half_up(int(before.sum()) * change.people_in(cube.months[month_index].index), PPM) + added


def _back_pay(cube: Cube, scheme: Scheme, change: NormChange) -> int:
    """What the scenario's first list pays above its own month's bill, less what the law's list does."""
    month_index = cube.month_index.get(change.first_paid)
    if month_index is None or change.first_paid == change.applies_from:
        return 0
    after, before = (int(cube.late(role, scheme.code)[month_index]) for role in ("scenario", "baseline"))
    return after - before


NoChangeKind = Literal[
    "at_current", "equals_law", "below_law", "only_payment_month", "ends_before_start", "not_indexed"
]


@dataclass(frozen=True)
class NoChange:
    """Why the levers change nothing: the law row that already gives as much, or levers at their default."""

    kind: NoChangeKind
    value: int
    month: Month
    law_as_of: date
    row: DatedValue


def why_no_change(cube: Cube, scheme: Scheme, law: Law, scenario: Scenario, default_norm: int) -> NoChange | None:
    """None when the scenario moves the scheme's money in any month of entitlement."""
    of_scheme = cube.schemes == scheme.code

    def moves(view: View) -> bool:
        return bool((cube.vnd["baseline", view][of_scheme] != cube.vnd["scenario", view][of_scheme]).any())

    if moves("entitled"):
        return None
    change = norm_changes(scheme.norm, scenario, law)
    row = law.known_on(scenario.law_as_of).applying_in(scheme.norm, change.applies_from)
    kind: NoChangeKind
    if moves("paid"):
        kind = "only_payment_month"
    elif change.stops_after is not None and change.stops_after < change.applies_from:
        kind = "ends_before_start"
    elif change.indexed_percent == 0 and change.value > row.value:
        kind = "not_indexed"
    elif change.value == default_norm:
        kind = "at_current"
    elif change.value == row.value:
        kind = "equals_law"
    else:
        kind = "below_law"
    return NoChange(kind, change.value, change.applies_from, scenario.law_as_of, row)


@dataclass(frozen=True)
class Measure:
    """Levers that form one measure. Timing levers belong to all measures and are left as set."""

    code: str
    name: str
    levers: tuple[Lever, ...]


PROTECTION_MEASURES = (
    Measure(
        "norm", N_("Mức chuẩn"),
        (protection.NORM, protection.PROVINCIAL, protection.PHASES, protection.INDEXED),
    ),
    Measure("coefficients", N_("Hệ số"), tuple(groups.COEFFICIENTS.values())),
    Measure("people", N_("Số người theo nhóm"), tuple(groups.PEOPLE_OF.values())),
    Measure("eligibility", N_("Mở rộng diện hưởng"), (*groups.WIDENED.values(), groups.LOWER_AGE)),
    Measure("growth", N_("Tăng, giảm đối tượng"), (protection.PEOPLE, protection.GROWTH)),
)  # fmt: skip
MERIT_MEASURES = (
    Measure("norm", N_("Mức chuẩn"), (merit.NORM,)),
    Measure("people", N_("Số suất theo nhóm"), tuple(MERIT_PEOPLE.values())),
    Measure("growth", N_("Tăng, giảm đối tượng"), (merit.PEOPLE, merit.DECLINE)),
)


@dataclass(frozen=True)
class Bar:
    """One measure's own increase in đồng; `code` "interaction" closes the row."""

    code: str
    name: str
    vnd: int


def measures_of(scheme: Scheme) -> tuple[Measure, ...]:
    """The measures of the scheme's area in the stated order."""
    return MERIT_MEASURES if scheme == MERIT else PROTECTION_MEASURES


def waterfall(
    baseline: Baseline, law: Law, scenario: Scenario, scheme: Scheme, months: tuple[Month, ...], month: Month
) -> tuple[Bar, ...]:
    """Bars of the measures that are moved, then the interaction; their sum is the scheme's increase in `month`. Empty
    when nothing is moved; a single measure has no interaction bar."""
    measures = measures_of(scheme)
    moved = [m for m in measures if any(scenario.value(lever) != lever.default for lever in m.levers)]

    def increase(of: Scenario) -> int:
        cube = project_cube(baseline, law, of, months)
        month_index = cube.month_index[month]
        after, before = (cube.total(role, "entitled", scheme.code)[month_index] for role in ("scenario", "baseline"))
        return int(after - before)

    bars = []
    for measure in moved:
        alone = scenario
        for other in measures:
            if other is not measure:
                for lever in other.levers:
                    if alone.value(lever) != lever.default:
                        alone = alone.with_value(lever.key, lever.default)
        bars.append(Bar(measure.code, measure.name, increase(alone)))
    if len(bars) > 1:
        bars.append(Bar("interaction", N_("Tác động kết hợp"), increase(scenario) - sum(bar.vnd for bar in bars)))
    return tuple(bars)
