"""Support lines as money by month: the product of a line's factors in both roles, and what a line still lacks.

Belongs here: the arithmetic of one line over the months. Does not: which lines there are (an area's own module).
"""

from __future__ import annotations

from collections.abc import Iterable
from math import prod

import numpy as np

from models.money import divide_half_up
from models.periods import Month
from models.policy.areas.line_rows import LineRow, empty_cube, with_lines
from models.policy.areas.rehab_stay import cohorts
from models.policy.areas.steps import NOBODY, Steps, always, at, by_law, from_on, since
from models.policy.areas.support_lines import Factor, SupportArea, SupportLine
from models.policy.cube import Cube
from models.policy.law.law import Law
from models.policy.levers.levers import UNSET, LeverValue
from models.policy.levers.scenario import Scenario
from models.policy.roles import Amounts, Role, View

_MOST = 2**56
"""What a month of a line may hold: years of many such lines still add up exactly."""
Course = tuple[Steps, Steps]
"""A factor over the months, now and in the scenario; the same object where the scenario leaves it alone."""
State = tuple[int, int, int, bool]
"""From the month of that index on: people, đồng, and whether the line has all it needs."""


class LineTooLargeError(ValueError):
    """A line's month passes what can be added up exactly; `line` is its name."""

    def __init__(self, line: str) -> None:
        super().__init__(line)
        self.line = line


def support_cube(area: SupportArea, scenario: Scenario, law: Law, months: tuple[Month, ...], province: int) -> Cube:
    """An area by itself: the rows of its lines that have all they need. Raises LineTooLargeError."""
    rows = support_rows((area,), scenario, law.known_on(scenario.law_as_of), months)
    return with_lines(empty_cube(months), rows, province)


def support_rows(
    areas: Iterable[SupportArea], scenario: Scenario, known: Law, months: tuple[Month, ...]
) -> list[LineRow]:
    """Every line that has all its factors in some month; in other months it has no money. `known` is the law of the
    scenario's day. What is due in a month is paid in it. Raises LineTooLargeError."""
    first, end = months[0].index, months[-1].index + 1
    paths: list[tuple[SupportLine, list[State], list[State]]] = []
    for area in areas:
        courses: dict[str, Course] = {}
        start = -1  # read once a line needs it: of most scenarios most areas are untouched
        for line in area.lines:
            own: list[Course] = []
            for factor in line.factors:
                key = factor.now.key
                course = courses.get(key)
                if course is None:
                    if not factor.parameter and scenario.value(factor.now) == UNSET:
                        break
                    if start < 0:
                        start = area.start(scenario).index
                    course = courses[key] = _course(factor, start, scenario, known)
                own.append(course)
            else:
                paths.append((line, *_paths(line, own, known, first, start, end)))
    return _rows([path for path in paths if any([state[3] for state in path[2]])], months)


def value_of(factor: Factor, role: Role, start: Month, scenario: Scenario, known: Law, month: Month) -> int | None:
    """The factor in a month, in its own unit; None while nobody has given it and the law has none. `start` is the month the
    scenario begins."""
    now, then = _course(factor, start.index, scenario, known)
    return at(now if role == "baseline" else then, month.index)


def begun(line: SupportLine, known: Law, month: Month) -> bool:
    """Whether the rule the line hangs on holds in a month, as the law is known; True where it hangs on none."""
    return line.since is None or at(since(line.since.parameter, line.since.day, known), month.index) is not None


def stays_of(factor: Factor, start: int, scenario: Scenario, known: Law) -> Course:
    """Months that those who come in in a month stay: the scenario's, else the law's, else (it leaves a range) what `now` says.
    `start` is the index of the month the scenario begins."""
    before = scenario.value(factor.now)
    if before == UNSET:
        return NOBODY, NOBODY
    by_month = by_law(factor.parameter, known)
    stays = tuple((month, int(before) if value is None else value) for month, value in by_month)
    return stays, _tried(factor, start, scenario, stays)


def missing(line: SupportLine, scenario: Scenario, known: Law, month: Month) -> tuple[Factor, ...]:
    """The factors a line lacks before it can be reckoned in a month, in its own order."""
    return tuple(
        factor for factor in line.factors if value_of(factor, "baseline", month, scenario, known, month) is None
    )


def amount_of(line: SupportLine, values: Iterable[int]) -> int:
    """A month's đồng from all factors in order, rounded once. Raises LineTooLargeError."""
    amount = divide_half_up(prod(values), line.divisor)
    if abs(amount) > _MOST:
        raise LineTooLargeError(line.name)
    return amount


def _course(factor: Factor, start: int, scenario: Scenario, known: Law) -> Course:
    now = scenario.value(factor.now)
    if factor.kind == "longer_stay":
        before, after = stays_of(factor, start, scenario, known)
        longer = _longer(before, now)
        return longer, longer if after is before else _longer(after, now)
    steps = by_law(factor.parameter, known) if now == UNSET else always(int(now))
    return steps, _tried(factor, start, scenario, steps)


def _longer(stays: Steps, now: LeverValue) -> Steps:
    """How many monthly intakes more are present than at the length `now`."""
    if now == UNSET:
        return NOBODY
    return tuple((month, (there or 0) - int(now)) for month, there in cohorts(stays))


def _tried(factor: Factor, start: int, scenario: Scenario, now: Steps) -> Steps:
    tried = UNSET if factor.tried is None else scenario.value(factor.tried)
    return now if tried == UNSET else from_on(now, start, int(tried))


def _paths(
    line: SupportLine, courses: list[Course], known: Law, first: int, start: int, end: int
) -> tuple[list[State], list[State]]:
    """The line as it is and in the scenario, which is the same up to its start."""
    if line.since is not None:
        holds = since(line.since.parameter, line.since.day, known)
        courses.append((holds, holds))
    before = _states(line, [now for now, _ in courses], first, end)
    if start >= end or all([now is then for now, then in courses]):
        return before, before
    begins = max(start, first)
    after = [state for state in before if state[0] < begins]
    return before, after + _states(line, [then for _, then in courses], begins, end)


def _states(line: SupportLine, factors: list[Steps], begins: int, end: int) -> list[State]:
    """What is counted and due from a month on, reckoned once in each step of the factors."""
    months = [begins]
    for steps in factors:
        if len(steps) > 1:
            months += [month for month, _ in steps if begins < month < end]
    if len(months) > 1:
        months = sorted(set(months))
    states: list[State] = []
    for month in months:
        given = [value for steps in factors if (value := at(steps, month)) is not None]
        if len(given) == len(factors):
            count = divide_half_up(prod(given[: line.counted]), line.count_divisor)
            states.append((month, count, amount_of(line, given), True))
        else:
            states.append((month, 0, 0, False))
    return states


def _rows(paths: list[tuple[SupportLine, list[State], list[State]]], months: tuple[Month, ...]) -> list[LineRow]:
    """What is known from step to step, spread over the months of all lines at once."""
    if not paths:
        return []
    table = np.array([state for _, before, after in paths for state in (*before, *after)], dtype=np.int64)
    places = np.searchsorted([month.index for month in months], table[:, 0])
    ends = np.append(places[1:], 0)
    ends[ends == 0] = len(months)  # the last step of a path: the next one begins at the first month again
    people, money = (np.repeat(table[:, column], ends - places).reshape(-1, len(months)) for column in (1, 2))
    rows = []
    for place, (line, _, _) in enumerate(paths):
        now, then = 2 * place, 2 * place + 1
        vnd: dict[tuple[Role, View], Amounts] = {
            ("baseline", "entitled"): money[now], ("baseline", "paid"): money[now],
            ("scenario", "entitled"): money[then], ("scenario", "paid"): money[then],
        }  # fmt: skip
        rows.append(LineRow(line.scheme, line.group, {"baseline": people[now], "scenario": people[then]}, vnd))
    return rows
