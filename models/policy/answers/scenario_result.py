"""The stored result of a scenario: a few figures of every scheme, each scheme separately."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from models.base import canonical, parse
from models.periods import Month
from models.policy.answers.funding import increment_plan
from models.policy.answers.standing import standing
from models.policy.answers.whatif import YearBill, headline, year_bills
from models.policy.cube import ROLES, Cube
from models.policy.engine.baseline import Baseline, Block
from models.policy.engine.projection import project_cube
from models.policy.law.law import Law, UnknownParameterError
from models.policy.levers.levers import Scenario
from models.policy.schemes import SCHEMES, Scheme


@dataclass(frozen=True)
class SchemeResult:
    """One scheme. Amounts are đồng of `month` by entitlement (theo tháng hưởng); `years` by entitlement,
    `paid_years` by payment; `back_pay_vnd` is paid in `first_paid` (None = nothing is paid late). `assumed`: the
    headcount is the scenario's input, no data has it; `assumptions` are those that its sums rest on."""

    scheme: str
    payer: str
    central_support_unknown: bool
    as_of: Month
    qualifier: str
    month: Month
    baseline_vnd: int
    scenario_vnd: int
    baseline_people: int
    scenario_people: int
    first_paid: Month | None
    back_pay_vnd: int
    years: tuple[YearBill, ...]
    paid_years: tuple[YearBill, ...]
    assumed: bool = False
    assumptions: tuple[str, ...] = ()

    @property
    def increase_vnd(self) -> int:
        return self.scenario_vnd - self.baseline_vnd

    @property
    def moves(self) -> bool:
        """Whether the scenario changes the scheme's money in any month of the horizon's years."""
        bills = (*self.years, *self.paid_years)
        return self.increase_vnd != 0 or self.back_pay_vnd != 0 or any(bill.increase_vnd for bill in bills)


@dataclass(frozen=True)
class ScenarioResult:
    """All schemes in the baseline's order."""

    schemes: tuple[SchemeResult, ...]

    def same_figures(self, other: ScenarioResult) -> bool:
        """Whether every figure of the schemes that either moves is equal; the figures' month, hedge and assumptions may
        be others."""
        moving = {one.scheme for result in (self, other) for one in result.schemes if one.moves}
        ours, theirs = (
            [
                replace(one, as_of=Month(1, 1), qualifier="", assumptions=())
                for one in result.schemes
                if one.scheme in moving
            ]
            for result in (self, other)
        )
        return ours == theirs

    def of(self, scheme: str) -> SchemeResult | None:
        return next((result for result in self.schemes if result.scheme == scheme), None)


def evaluate(baseline: Baseline, law: Law, scenario: Scenario) -> ScenarioResult:
    """The result over the scenario's horizon. Raises UnknownParameterError where no norm is known for a month."""
    return result_of(project_cube(baseline, law, scenario, scenario.months), baseline, law, scenario)


def result_of(cube: Cube, baseline: Baseline, law: Law, scenario: Scenario) -> ScenarioResult:
    """As `evaluate`, from a cube that is already computed: the baseline's schemes, then the scenario's own lines."""
    as_of = baseline.blocks[0].as_of
    blocks = {block.scheme.code: block for block in baseline.blocks}
    codes = dict.fromkeys([*blocks, *cube.schemes.tolist()])
    found = [_scheme(cube, SCHEMES[code], blocks.get(code), as_of, law, scenario) for code in codes]
    month = as_of if as_of in cube.month_index else cube.months[0]
    rests = {code: standing(baseline, law, scenario, block.scheme, cube, month) for code, block in blocks.items()}
    return ScenarioResult(
        tuple(replace(one, assumptions=rests[one.scheme].assumptions) if one.scheme in rests else one for one in found)
    )


def _scheme(
    cube: Cube, scheme: Scheme, block: Block | None, as_of: Month, law: Law, scenario: Scenario
) -> SchemeResult:
    month, people, first_paid, back_pay = _headline(cube, scheme, as_of, law, scenario)
    before, after = cube.bills(scheme.code, month)
    return SchemeResult(
        scheme=scheme.code,
        payer=scheme.payer,
        central_support_unknown=_support_unknown(cube, scheme, law, scenario, month),
        as_of=as_of if block is None else block.as_of,
        qualifier="=" if block is None else block.qualifier,
        month=month,
        baseline_vnd=before,
        scenario_vnd=after,
        baseline_people=people[0],
        scenario_people=people[1],
        first_paid=first_paid,
        back_pay_vnd=back_pay,
        years=year_bills(cube, scheme, "entitled"),
        paid_years=year_bills(cube, scheme, "paid"),
        assumed=block is None,
    )


def _support_unknown(cube: Cube, scheme: Scheme, law: Law, scenario: Scenario, month: Month) -> bool:
    try:
        return increment_plan(cube, scheme, law, scenario, month).central_support_unknown
    except UnknownParameterError:
        return scheme.payer != "NSTW"


def _headline(
    cube: Cube, scheme: Scheme, as_of: Month, law: Law, scenario: Scenario
) -> tuple[Month, tuple[int, int], Month | None, int]:
    """Month quoted, people before and after, month of the first list and its back-pay: the scheme's headline; where it
    has none, the first month in which the scenario differs, else the month after the figures'."""
    try:
        change = headline(cube, scheme, law, scenario)
    except (KeyError, UnknownParameterError):
        before, after = (cube.total(role, "entitled", scheme.code) for role in ROLES)
        differing = np.flatnonzero(before != after)
        month_index = int(differing[0]) if len(differing) else cube.month_index.get(as_of.plus(1), 0)
        of_scheme = cube.schemes == scheme.code
        # Lines of support count the same people again, or jobs beside people: they are never added.
        counts = [cube.people[role][of_scheme, month_index] for role in ROLES]
        people = tuple(int(count.sum() if scheme.norm else count.max(initial=0)) for count in counts)
        return cube.months[month_index], (people[0], people[1]), None, 0
    late = change.first_paid if change.back_pay_vnd else None
    return change.month, (change.baseline_people, change.scenario_people), late, change.back_pay_vnd


def to_text(result: ScenarioResult) -> str:
    """Canonical JSON: equal results give equal texts, so that their digests can be compared."""
    return canonical({"schemes": [_as_json(scheme) for scheme in result.schemes]})


def from_text(text: str) -> ScenarioResult:
    """The result back; ValueError when the text is none."""
    try:
        return ScenarioResult(tuple(_from_json(scheme) for scheme in parse(text)["schemes"]))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("not a stored result") from error


_MONTHS = ("as_of", "month", "first_paid")
_YEARS = ("years", "paid_years")


def _as_json(result: SchemeResult) -> dict[str, Any]:
    values = {name: getattr(result, name) for name in SchemeResult.__dataclass_fields__}
    months = {name: None if values[name] is None else str(values[name]) for name in _MONTHS}
    years = {name: [[bill.year, bill.baseline_vnd, bill.scenario_vnd] for bill in values[name]] for name in _YEARS}
    return {**values, **months, **years}


def _from_json(saved: dict[str, Any]) -> SchemeResult:
    """Fields added later need a default, so that older results stay readable; fields gone since are left out."""
    saved = {name: value for name, value in saved.items() if name in SchemeResult.__dataclass_fields__}
    months = {name: None if saved[name] is None else Month.parse(saved[name]) for name in _MONTHS}
    years = {name: tuple(YearBill(*bill) for bill in saved[name]) for name in _YEARS}
    assumptions = tuple(saved.get("assumptions", ()))
    return SchemeResult(**{**saved, **months, **years, "assumptions": assumptions})
