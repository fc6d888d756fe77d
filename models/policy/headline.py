"""The headline of a scenario: the figures of the sentence a leader reads aloud, and why nothing changes when nothing does.

Belongs here: which month and which years are quoted, from a cube. Does not: words and number formats (pages).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from models.money import PPM, divide_half_up
from models.periods import Month
from models.policy.law import DatedValue, Law
from models.policy.projection import Cube, Role, View
from models.policy.protection import NormChange
from models.policy.scenario import Scenario
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
    """`month` is the first with the full change (the month the norm applies from); amounts are of that month, by
    entitlement; `back_pay_vnd` is what the first list at the new norm pays for the months before it."""

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
    totals = {role: cube.total(role, view, scheme.code) for role in _ROLES}
    years = sorted({month.year for month in cube.months})
    bills = []
    for year in years:
        places = [place for place, month in enumerate(cube.months) if month.year == year]
        if len(places) == 12:
            bills.append(YearBill(year, *(int(totals[role][places].sum()) for role in _ROLES)))
    return tuple(bills)


_ROLES: tuple[Role, Role] = ("baseline", "scenario")


def headline(cube: Cube, scheme: Scheme, law: Law, scenario: Scenario) -> Headline:
    """Figures of one scheme; the month must lie in the cube (KeyError otherwise)."""
    change = NormChange.of(scenario)
    place = cube.places[change.applies_from]
    national = law.known_on(scenario.law_as_of).applying_in(scheme.norm, change.applies_from).value
    entitled = {role: cube.total(role, "entitled", scheme.code) for role in _ROLES}
    mine = cube.schemes == scheme.code
    people = int(cube.people["baseline"][mine, place].sum())
    # Of the total, not summed over cells: the headcount must not hang on how finely it is split.
    moved = divide_half_up(people * change.people_ppm, PPM) if scheme.allowance else people
    return Headline(
        month=change.applies_from,
        norm_before=national,
        norm_after=max(national, change.value) if scheme.allowance or not change.provincial else national,
        baseline_vnd=int(entitled["baseline"][place]),
        scenario_vnd=int(entitled["scenario"][place]),
        baseline_people=people,
        scenario_people=moved,
        first_paid=change.first_paid,
        back_pay_vnd=_back_pay(cube, scheme, change),
        years=year_bills(cube, scheme, "entitled"),
    )


def _back_pay(cube: Cube, scheme: Scheme, change: NormChange) -> int:
    """What the scenario's first list pays above its own month's bill, beyond what the law's list does."""
    place = cube.places.get(change.first_paid)
    if place is None or change.first_paid == change.applies_from:
        return 0
    extra = [
        int(cube.total(role, "paid", scheme.code)[place] - cube.total(role, "entitled", scheme.code)[place])
        for role in _ROLES
    ]
    return extra[1] - extra[0]


NoChangeKind = Literal["at_current", "equals_law", "below_law", "only_payment_month"]


@dataclass(frozen=True)
class NoChange:
    """Why the levers change nothing: the law row that already gives as much, or levers left where they were."""

    kind: NoChangeKind
    value: int
    month: Month
    law_as_of: date
    row: DatedValue


def why_no_change(cube: Cube, scheme: Scheme, law: Law, scenario: Scenario, default_norm: int) -> NoChange | None:
    """None when the scenario moves the scheme's money in any month of entitlement."""
    mine = cube.schemes == scheme.code

    def moves(view: View) -> bool:
        return bool((cube.vnd["baseline", view][mine] != cube.vnd["scenario", view][mine]).any())

    if moves("entitled"):
        return None
    change = NormChange.of(scenario)
    row = law.known_on(scenario.law_as_of).applying_in(scheme.norm, change.applies_from)
    kind: NoChangeKind
    if moves("paid"):
        kind = "only_payment_month"
    elif change.value == default_norm:
        kind = "at_current"
    elif change.value == row.value:
        kind = "equals_law"
    else:
        kind = "below_law"
    return NoChange(kind, change.value, change.applies_from, scenario.law_as_of, row)
