"""Goal seek: from a ceiling back to the highest norm, coefficient or headcount it pays for (Tính ngược từ kinh phí)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from models.periods import Month
from models.policy.answers.whatif import full_change
from models.policy.areas import protection
from models.policy.engine.baseline import Baseline
from models.policy.engine.measures import lowered_coefficients
from models.policy.engine.projection import norm_changes, project_cube
from models.policy.law.law import Law
from models.policy.levers.levers import Lever, LeverValue, Scenario
from models.policy.schemes import PROTECTION, Scheme

Per = Literal["month", "year"]


@dataclass(frozen=True)
class GoalSeek:
    """`value` is the highest payable step within the ceiling, None if even the first step above the current value
    costs more. `next_value` is the step after it, None at the end of the lever. Both are None if no position has an
    effect with the other levers as set. Costs are increases in đồng over current law, in `month` or its budget
    year."""

    ceiling_vnd: int
    per: Per
    month: Month
    value: LeverValue | None
    increase_vnd: int
    next_value: LeverValue | None
    next_increase_vnd: int


def highest(
    baseline: Baseline,
    law: Law,
    scenario: Scenario,
    scheme: Scheme,
    lever: Lever,
    *,
    months: tuple[Month, ...],
    ceiling_vnd: int,
    per: Per,
) -> GoalSeek:
    """The highest position of the lever whose increase of the scheme's bill stays within `ceiling_vnd`, all other
    levers as set: in the month of the full change, or (`per` "year") in the budget year in which the norm starts to
    apply. The increase grows with the lever, so the steps are searched by bisection."""
    change = norm_changes(scheme.norm, scenario, law)
    current = law.known_on(scenario.law_as_of).applying_in(scheme.norm, change.applies_from).value
    steps = payable_steps(lever, current, baseline)

    def increase(value: LeverValue) -> int:
        moved = scenario.with_value(lever.key, value)
        cube = project_cube(baseline, law, moved, months)
        if per == "month":
            before, after = cube.bills(scheme.code, month_of(value))
            return after - before
        year = change.applies_from.year
        bills = (cube.bills(scheme.code, month) for month in cube.months if month.year == year)
        return sum(after - before for before, after in bills)

    def month_of(value: LeverValue) -> Month:
        moved = scenario.with_value(lever.key, value)
        of_it = norm_changes(scheme.norm, moved, law)
        lowers = scheme == PROTECTION and lowered_coefficients(moved, baseline.half_coefficients)
        return full_change(of_it, current, months[-1], of_it.first_paid if lowers else None)

    if not steps or increase(steps[-1]) == increase(lever.default):
        return GoalSeek(ceiling_vnd, per, change.applies_from, None, 0, None, 0)
    affordable, beyond = -1, len(steps)
    while beyond - affordable > 1:
        middle = (affordable + beyond) // 2
        if increase(steps[middle]) <= ceiling_vnd:
            affordable = middle
        else:
            beyond = middle
    value = steps[affordable] if affordable >= 0 else None
    following = steps[beyond] if beyond < len(steps) else None
    return GoalSeek(
        ceiling_vnd,
        per,
        month_of(value if value is not None else steps[0]),
        value,
        0 if value is None else increase(value),
        following,
        0 if following is None else increase(following),
    )


def payable_steps(lever: Lever, current_norm: int, baseline: Baseline) -> Sequence[LeverValue]:
    """The lever's positions above the current value, lowest first: a norm above the law's, a coefficient above the
    decree's, more people than now."""
    if lever.kind == "amount":
        return [norm for norm in range(lever.minimum, lever.maximum + 1, lever.step) if norm > current_norm]
    if lever.kind == "option":
        law = _coefficient_of(lever, baseline)
        return [value for value, _ in lever.options if int(value) > law]
    return range(lever.step, lever.maximum + 1, lever.step)


def _coefficient_of(lever: Lever, baseline: Baseline) -> int:
    for code, known in protection.COEFFICIENTS.items():
        if known.key == lever.key:
            return baseline.half_coefficients.get(code, 0)
    return 0
