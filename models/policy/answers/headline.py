"""The headline of a scenario: the figures of its summary sentence, and the reason when nothing changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from models.money import PPM, divide_half_up
from models.periods import Month
from models.policy.cube import ROLES, Cube, View
from models.policy.engine.measures import follows_province
from models.policy.engine.norm_change import NormChange
from models.policy.engine.projection import norm_changes, norms_in
from models.policy.law.law import DatedValue, Law
from models.policy.levers.scenario import Scenario
from models.policy.schemes import Scheme


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
