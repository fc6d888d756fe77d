"""Rules of thumb: what one step of a headline lever costs, reckoned by the engine from where the lever stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from models.periods import Month
from models.policy.answers.filled import Figures, fill
from models.policy.answers.openings import opening
from models.policy.answers.standing import Quality
from models.policy.answers.support_result import SupportResult, support_result
from models.policy.answers.whatif import AREAS as WHATIF_AREAS, PROTECTION_AREA, WhatIf, WhatIfArea, compute
from models.policy.areas.catalogue import AREAS as SUPPORT_AREAS
from models.policy.areas.protection import WITH_PENSION
from models.policy.areas.support import Dial, SupportArea, value_of
from models.policy.cube import Amounts
from models.policy.engine.baseline import Baseline
from models.policy.law.calendar import LAST_YEAR
from models.policy.levers.clock import Clock, values_on
from models.policy.levers.levers import UNSET, Lever, LeverValue
from models.policy.schemes import SOCIAL_PENSION_AMOUNT

Area = WhatIfArea | SupportArea
NORM_STEP = 10_000
"""đồng a month: a norm's habit on its slider."""


@dataclass(frozen=True)
class Step:
    """A headline lever of an area and how far one step moves it: less where it stands at the most its slider shows.
    `dial` is its factor's slider (None = a lever of a what-if page), `beside` other levers that are set with it."""

    area: Area
    lever: Lever
    size: int
    dial: Dial | None = None
    beside: Mapping[str, LeverValue] = field(default_factory=dict)


STEPS: tuple[Step, ...] = (
    *(step for area in WHATIF_AREAS for step in (
        Step(area, area.norm, NORM_STEP),
        *([Step(area, area.norm, NORM_STEP, beside={WITH_PENSION.key: "1"})] if area is PROTECTION_AREA else []),
        Step(area, area.people, area.people.step),
    )),
    *(Step(area, dial.factor.tried, dial.step, dial)
      for area in SUPPORT_AREAS for dial in area.dials if dial.factor.tried is not None),
)  # fmt: skip
"""Of all nine areas, in the order of their pages."""


@dataclass(frozen=True)
class StepCost:
    """One step from `at` to `after`, in đồng: from `month` on a month, and in `year`, the first whole one after it (no
    month = the step moves nothing). `given` is what a link sets so that its page answers with these sums; `payers` are
    the budget's that the step moves; `at` None = the lever has no value yet."""

    step: Step
    at: int | None
    after: int = 0
    month: Month | None = None
    monthly_vnd: int = 0
    year: int = 0
    year_vnd: int = 0
    payers: tuple[str, ...] = ()
    quality: Quality = "reported"
    is_verified: bool = True
    given: Mapping[str, LeverValue] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """As it was taken: a step down is less than nothing."""
        return 0 if self.at is None else self.after - self.at


def step_costs(clock: Clock, baseline: Baseline, figures: Figures) -> tuple[StepCost, ...]:
    """Every headline lever's, by the law of the clock; with the social pension only where the law has one."""
    steps = [step for step in STEPS if not step.beside or clock.known.has(SOCIAL_PENSION_AMOUNT)]
    return tuple(step_cost(step, clock, baseline, figures) for step in steps)


def step_cost(step: Step, clock: Clock, baseline: Baseline, figures: Figures, at: int | None = None) -> StepCost:
    """From `at`, by itself from where the lever stands while nobody has moved any."""
    area, lever = step.area, step.lever
    untouched = values_on(clock, area.all_levers)
    values = {**untouched, **_months(area, clock, figures), **step.beside}
    start = _standing(step, clock, figures, values) if at is None else at
    if start is None:
        return StepCost(step, None)
    most = lever.maximum if step.dial is None else step.dial.maximum
    after = start + step.size if start + step.size <= most else start - step.size
    here = values if at is None else {**values, lever.key: start}
    there = {**values, lever.key: after}
    found = _answer(step, clock, baseline, figures, there)
    costs = _path(found) - _path(_answer(step, clock, baseline, figures, here))
    given = {key: value for key, value in there.items() if value != untouched[key]}
    is_verified = found.is_verified if isinstance(found, WhatIf) else not found.unverified
    cost = StepCost(step, start, after, quality=found.standing.quality, is_verified=is_verified, given=given)
    differing = np.flatnonzero(costs)
    if not len(differing):
        return cost
    first, months = int(differing[0]), found.cube.months
    year = months[first].year + (months[first].month > 1)
    return replace(
        cost,
        month=months[first],
        monthly_vnd=int(costs[first]),
        year=year,
        year_vnd=int(sum(vnd for month, vnd in zip(months, costs.tolist(), strict=True) if month.year == year)),
        payers=_payers(found),
        given={**given, area.budget_year.key: str(year)},
    )


def _months(area: Area, clock: Clock, figures: Figures) -> dict[str, LeverValue]:
    """The months that the page opens with, without what it moves."""
    kinds = {lever.key: lever.kind for lever in area.all_levers}
    return {key: value for key, value in opening(area, clock, figures).items() if kinds[key] == "month"}


def _standing(step: Step, clock: Clock, figures: Figures, values: Mapping[str, LeverValue]) -> int | None:
    """Where the lever stands untouched: a factor at the law's value of the first month, else at what stands for it."""
    if step.dial is None or isinstance(step.area, WhatIfArea):
        return int(values[step.lever.key])
    factor = step.dial.factor
    scenario = fill(step.area, step.area.scenario(clock.day, values), clock.law, figures).scenario
    start = step.area.start(scenario)
    if factor.kind != "longer_stay":
        return value_of(factor, "baseline", start, scenario, clock.known, start)
    before = scenario.value(factor.now)
    return factor.stands(clock.known, start, None if before == UNSET else int(before))


def _answer(
    step: Step, clock: Clock, baseline: Baseline, figures: Figures, values: Mapping[str, LeverValue]
) -> WhatIf | SupportResult:
    """As the page has it; a length of stay is looked at as far as it may come to act."""
    if isinstance(step.area, WhatIfArea):
        return compute(clock, baseline, values, step.area)
    year = LAST_YEAR if step.dial is not None and step.dial.factor.kind == "longer_stay" else 0
    scenario = step.area.scenario(clock.day, values)
    return support_result(step.area, scenario, clock.law, baseline.province_id, year=year, figures=figures)


def _path(found: WhatIf | SupportResult) -> Amounts:
    """What the page's answer counts, by month of entitlement: the area's scheme, or all that the budget pays."""
    if isinstance(found, WhatIf):
        return found.cube.total("scenario", "entitled", found.scheme_code)
    codes = {line.scheme.code for line in found.area.lines if line.scheme.in_budget}
    paths = [found.cube.total("scenario", "entitled", code) for code in sorted(codes)]
    total: Amounts = np.sum(paths, axis=0)
    return total


def _payers(found: WhatIf | SupportResult) -> tuple[str, ...]:
    if isinstance(found, WhatIf):
        return (found.area.scheme.payer,)
    return tuple(payer for payer, in_budget, before, after in found.by_payer if in_budget and before != after)
