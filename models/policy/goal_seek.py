"""Goal seek: from a ceiling back to the highest norm it pays for (Tính ngược từ kinh phí).

Belongs here: the search. It asks the projection itself, so that setting the lever to the answer gives exactly the answer's
cost, on the reported base with its reconciliation row and not on the illustrative mix.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from models.periods import Month
from models.policy.baseline import Baseline
from models.policy.law import Law
from models.policy.levers import Lever
from models.policy.projection import project_cube
from models.policy.protection import APPLIES_FROM, NORM
from models.policy.scenario import Scenario
from models.policy.schemes import PROTECTION

Per = Literal["month", "year"]


@dataclass(frozen=True)
class GoalSeek:
    """`norm` is the highest payable step within the ceiling (None: not even one step above current law is);
    `next_norm` the step after it (None: the lever ends there). Costs are increases in đồng over current law."""

    ceiling_vnd: int
    per: Per
    norm: int | None
    increase_vnd: int
    next_norm: int | None
    next_increase_vnd: int


def highest_norm(
    baseline: Baseline, law: Law, scenario: Scenario, months: tuple[Month, ...], ceiling_vnd: int, per: Per
) -> GoalSeek:
    """The highest norm whose increase of the community allowance stays within the ceiling, all other levers as they
    stand: in the month the norm applies from, or in that month's budget year. The increase grows with the norm, so the
    steps are halved until one is left."""
    start = Month.parse(str(scenario[APPLIES_FROM.key]))
    current = law.known_on(scenario.law_as_of).applying_in(PROTECTION.norm, start).value
    steps = [norm for norm in _steps(NORM) if norm > current]

    def increase(norm: int) -> int:
        moved = scenario.with_value(NORM.key, norm)
        cube = project_cube(baseline, law, moved, months)
        after, before = (cube.total(role, "entitled", PROTECTION.code) for role in ("scenario", "baseline"))
        if per == "month":
            place = cube.places[start]
            return int(after[place] - before[place])
        return int(sum(after[p] - before[p] for month, p in cube.places.items() if month.year == start.year))

    affordable, beyond = -1, len(steps)
    while beyond - affordable > 1:
        middle = (affordable + beyond) // 2
        if increase(steps[middle]) <= ceiling_vnd:
            affordable = middle
        else:
            beyond = middle
    norm = steps[affordable] if affordable >= 0 else None
    following = steps[beyond] if beyond < len(steps) else None
    return GoalSeek(
        ceiling_vnd,
        per,
        norm,
        0 if norm is None else increase(norm),
        following,
        0 if following is None else increase(following),
    )


def _steps(lever: Lever) -> range:
    return range(lever.minimum, lever.maximum + 1, lever.step)
