"""What the picture of a support page shows, in figures of the engine: each place of a curve is a scenario computed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from models.periods import Month, month_range
from models.policy.answers.openings import COMMUNES, TWO_LEVELS
from models.policy.answers.support_result import LINES, LineBill, SupportResult
from models.policy.answers.whatif import MONTHS_BEFORE
from models.policy.areas import gender
from models.policy.areas.insurance import STATUSES, Status
from models.policy.areas.support import Dial, Factor, Part, SupportLine, support_rows
from models.policy.cube import ROLES, Amounts, Role
from models.policy.levers.levers import UNSET, LeverValue, Scenario
from models.policy.schemes import RECLASSIFICATION, REHABILITATION, VOLUNTARY_INSURANCE, VOLUNTARY_TOP_UP

PLACES = 24
"""A curve is computed at about so many places."""
SERIES = 6
"""A picture tells no more parts apart."""


@dataclass(frozen=True)
class CostAt:
    """A budget year's đồng at one count."""

    count: int
    vnd: int


@dataclass(frozen=True)
class CostCurve:
    """A budget year's money of the lines that a factor acts on, by how much of it is tried. `now` is what holds without
    the scenario (off the curve where other levers are moved too), `tried` the scenario, `plan` the year's plan."""

    factor: Factor
    year: int
    payers: tuple[str, ...]
    points: tuple[CostAt, ...]
    now: CostAt
    tried: CostAt
    plan: CostAt | None

    @property
    def increase_vnd(self) -> int:
        return self.tried.vnd - self.now.vnd


def cost_curve(found: SupportResult, factor: Factor, year: int, plan: LeverValue = UNSET) -> CostCurve | None:
    """Over the bounds of the factor's slider and as far as it stands; None while the lines lack something, or the
    scenario begins after the year."""
    lines = tuple(line for line in found.area.lines if factor in line.asked and line.scheme.in_budget)
    budget, tried = _Budget(found, lines, year), factor.tried
    before, after = (found.value(factor, role, budget.months[-1]) for role in ROLES)
    dial = next(dial for dial in found.area.dials if dial.factor is factor)
    if tried is None or before is None or after is None or found.start > budget.months[-1]:
        return None
    now = budget.paid(found.scenario, "baseline")
    if not now or min(before, after) < dial.minimum:
        return None
    wanted = () if plan == UNSET else (int(plan),)
    costs = {
        count: sum(budget.paid(found.scenario.with_value(tried.key, count)).values())
        for count in _places(found, dial, (before, after, *wanted))
    }
    points = tuple(CostAt(count, vnd) for count, vnd in costs.items())
    payers = tuple(dict.fromkeys(LINES[key][1].scheme.payer for key in now))
    marks = [CostAt(count, costs[count]) for count in (after, *wanted)]
    first = CostAt(before, sum(now.values()))
    return CostCurve(factor, year, payers, points, first, marks[0], marks[1] if wanted else None)


def _places(found: SupportResult, dial: Dial, marks: Sequence[int]) -> list[int]:
    most = dial.maximum
    if dial.factor is gender.MODELS:
        most = COMMUNES["then" if found.scenario.law_as_of < TWO_LEVELS else "now"]
    most = max(most, *marks)
    step = dial.step * max(1, -(-(most - dial.minimum) // (PLACES * dial.step)))
    return sorted({*range(dial.minimum, most + 1, step), most, *marks})


Key = tuple[str, str]
"""Scheme and group of a line."""


class _Budget:
    """A budget year of some lines, computed for one scenario after another."""

    def __init__(self, found: SupportResult, lines: tuple[SupportLine, ...], year: int) -> None:
        self.months = month_range(Month(year, 1), 12)
        self._known = found.known
        self._areas = (replace(found.area, parts=(Part("", "", lines),)),)

    def paid(self, scenario: Scenario, role: Role = "scenario") -> dict[Key, int]:
        """The year's đồng of each line that has all it needs."""
        rows = support_rows(self._areas, scenario, self._known, self.months)
        return {(row.scheme.code, row.group): int(row.vnd[role, "paid"].sum()) for row in rows}


def _budget(found: SupportResult, year: int) -> _Budget:
    """Of all lines that the budget pays."""
    return _Budget(found, tuple(line for line in found.area.lines if line.scheme.in_budget), year)


@dataclass(frozen=True)
class Bridge:
    """A budget year from what is paid now to the scenario by cause: the levers moved, in the order of the page, each on
    top of those before it; where one lever alone acts, by line. The last cause None is the sum of the smaller ones."""

    year: int
    before_vnd: int
    steps: tuple[tuple[Factor | SupportLine | None, int], ...]
    after_vnd: int

    @property
    def increase_vnd(self) -> int:
        return self.after_vnd - self.before_vnd


def bridge(found: SupportResult, year: int) -> Bridge | None:
    """Of the budget's lines; None where the year stays as it is."""
    budget = _budget(found, year)
    tried = {each.tried.key: each for each in found.area.factors if each.tried is not None}
    moved = {key: found.scenario[key] for key in tried if found.scenario[key] != UNSET}
    held = found.scenario.with_values(dict.fromkeys(moved, UNSET))
    first = last = budget.paid(held)
    causes: list[tuple[Factor | SupportLine | None, int]] = []
    for key, value in moved.items():
        held = held.with_value(key, value)
        then = budget.paid(held)
        change = sum(then.values()) - sum(last.values())
        causes += [(tried[key], change)] if change else []
        last = then
    if len(causes) == 1:
        by_line = {key: vnd - first.get(key, 0) for key, vnd in last.items()}
        causes = [(LINES[key][1], vnd) for key, vnd in by_line.items() if vnd]
    return Bridge(year, sum(first.values()), _largest(causes), sum(last.values())) if causes else None


def _largest(
    causes: list[tuple[Factor | SupportLine | None, int]],
) -> tuple[tuple[Factor | SupportLine | None, int], ...]:
    """In their order, the smallest ones as one where there are too many beside the two ends."""
    most = SERIES - 2
    if len(causes) <= most:
        return tuple(causes)
    ordered = sorted(causes, key=lambda cause: -abs(cause[1]))
    kept = [cause for cause in causes if cause in ordered[: most - 1]]
    return (*kept, (None, sum(vnd for _cause, vnd in ordered[most - 1 :])))


@dataclass(frozen=True)
class GroupBill:
    """Those who pay into voluntary insurance and what is paid towards it in the quoted month: by the State, by the
    province, before and after."""

    status: Status
    people: int
    state_vnd: int
    before_vnd: int
    after_vnd: int


def by_group(found: SupportResult) -> tuple[GroupBill, ...]:
    """The groups of which both shares are known, the dearest first."""
    bills: dict[tuple[str, str], LineBill] = {
        (bill.line.scheme.code, bill.line.group): bill for bill in found.lines if bill.is_reckoned
    }
    groups = []
    for status in STATUSES:
        state, own = (bills.get((scheme.code, status.key)) for scheme in (VOLUNTARY_INSURANCE, VOLUNTARY_TOP_UP))
        if state is not None and own is not None:
            people = state.after[0] or 0
            groups.append(GroupBill(status, people, state.scenario_vnd, own.baseline_vnd, own.scenario_vnd))
    return tuple(sorted(groups, key=lambda group: -group.state_vnd - group.after_vnd))


@dataclass(frozen=True)
class Item:
    """A budget year's đồng of one line, or of lines counted as one, before and after."""

    lines: tuple[SupportLine, ...]
    before_vnd: int
    after_vnd: int


def by_item(found: SupportResult, year: int) -> tuple[Item, ...]:
    """The budget's lines, the dearest first; what the new poverty line brings is one item, and so are the smallest
    ones where there are too many."""
    before, after = (_budget(found, year).paid(found.scenario, role) for role in ROLES)
    paid = [key for key in after if before[key] or after[key]]
    new = [key for key in paid if key[0] == RECLASSIFICATION.code]
    told = [[key] for key in paid if key not in new] + ([new] if new else [])
    told.sort(key=lambda keys: -sum(after[key] for key in keys))
    kept, small = (told, []) if len(told) <= SERIES else (told[: SERIES - 1], told[SERIES - 1 :])
    merged = [*kept, [key for keys in small for key in keys]] if small else kept
    return tuple(
        Item(tuple(LINES[key][1] for key in keys), sum(before[key] for key in keys), sum(after[key] for key in keys))
        for keys in merged
    )


@dataclass(frozen=True)
class Residents:
    """People in the centres by month, as they would be by law and in the scenario."""

    months: tuple[Month, ...]
    current: tuple[int, ...]
    trial: tuple[int, ...]


MONTHS_SHOWN = 60
"""Longer stays take hold over years."""


def residents(found: SupportResult) -> Residents | None:
    """From half a year before the scenario on; None while nobody is counted."""
    rows = found.cube.schemes == REHABILITATION.code
    if not (rows & (found.cube.groups == "residents")).any():
        return None
    first = max(0, found.cube.month_index[found.start] - MONTHS_BEFORE)
    shown = slice(first, first + MONTHS_SHOWN)
    paths: list[Amounts] = [np.sum(found.cube.people[role][rows, shown], axis=0) for role in ROLES]
    current, trial = (tuple(int(count) for count in path) for path in paths)
    return Residents(found.cube.months[shown], current, trial)
