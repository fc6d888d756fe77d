"""Support lines as money by month: the product of a line's factors in both roles, and what a line still lacks.

Belongs here: the arithmetic of one line over the months. Does not: which lines there are (an area's own module).
"""

from __future__ import annotations

from collections.abc import Iterable
from math import prod

import numpy as np

from models.money import divide_half_up
from models.periods import Month
from models.policy.cube import Cube
from models.policy.law import Law, UnknownParameterError
from models.policy.levers import UNSET
from models.policy.line_rows import LineRow, empty_cube, with_lines
from models.policy.rehab_stay import cohorts
from models.policy.roles import ROLES, VIEWS, Role
from models.policy.scenario import Scenario
from models.policy.support_lines import Factor, SupportArea, SupportLine

_MOST = 2**56
"""What a month of a line may hold: years of many such lines still add up exactly."""


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
    rows = []
    for area in areas:
        start = Month.parse(str(scenario.value(area.applies_from)))
        for line in area.lines:
            if all(factor.parameter or scenario.value(factor.now) != UNSET for factor in line.factors):
                row = _row(line, start, scenario, known, months)
                if row is not None:
                    rows.append(row)
    return rows


def value_of(factor: Factor, role: Role, start: Month, scenario: Scenario, known: Law, month: Month) -> int | None:
    """The factor in a month, in its own unit; None while nobody has given it and the law has none. `start` is the month the
    scenario begins."""
    if factor.kind == "longer_stay":
        return _longer(factor, role, start, scenario, known, month)
    if role == "scenario" and month >= start and factor.tried is not None:
        tried = scenario.value(factor.tried)
        if tried != UNSET:
            return int(tried)
    now = scenario.value(factor.now)
    if now != UNSET:
        return int(now)
    return _by_law(factor, known, month)


def begun(line: SupportLine, known: Law, month: Month) -> bool:
    """Whether the rule the line hangs on holds in a month, as the law is known; True where it hangs on none."""
    if line.since is None:
        return True
    try:
        return known.applying_in(line.since.parameter, month).applies_from >= line.since.day
    except UnknownParameterError:
        return False


def stay_of(factor: Factor, role: Role, start: Month, scenario: Scenario, known: Law, month: Month) -> int | None:
    """Months that those who come in in a month stay: the scenario's, else the law's, else (it leaves a range) what `now` says."""
    before = scenario.value(factor.now)
    if before == UNSET:
        return None
    if role == "scenario" and month >= start and factor.tried is not None and scenario.value(factor.tried) != UNSET:
        return int(scenario.value(factor.tried))
    fixed = _by_law(factor, known, month)
    return int(before) if fixed is None else fixed


def _longer(factor: Factor, role: Role, start: Month, scenario: Scenario, known: Law, month: Month) -> int | None:
    before = scenario.value(factor.now)
    if before == UNSET:
        return None
    place = f"{factor.now.key} {role}"
    kept = scenario.derived.get(place)
    if kept is None or kept[0] is not known or kept[1] != start:
        kept = scenario.derived[place] = (known, start, {})
    stays: dict[int, int] = kept[2]

    def stay(came: int) -> int:
        if came not in stays:
            stays[came] = stay_of(factor, role, start, scenario, known, Month.of_index(came)) or 0
        return stays[came]

    return cohorts(stay, month) - int(before)


def _by_law(factor: Factor, known: Law, month: Month) -> int | None:
    if not factor.parameter:
        return None
    try:
        return known.applying_in(factor.parameter, month).value
    except UnknownParameterError:
        return None


def missing(line: SupportLine, scenario: Scenario, known: Law, month: Month) -> tuple[Factor, ...]:
    """The factors a line lacks before it can be reckoned in a month, in its own order."""
    return tuple(
        factor for factor in line.factors if value_of(factor, "baseline", month, scenario, known, month) is None
    )


def amount_of(line: SupportLine, values: Iterable[int | None]) -> int:
    """A month's đồng from the factors in order, rounded once; 0 where one is missing. Raises LineTooLargeError."""
    product = 1
    for value in values:
        if value is None:
            return 0
        product *= value
    amount = divide_half_up(product, line.divisor)
    if abs(amount) > _MOST:
        raise LineTooLargeError(line.name)
    return amount


def _row(line: SupportLine, start: Month, scenario: Scenario, known: Law, months: tuple[Month, ...]) -> LineRow | None:
    reckoned: dict[tuple[int | None, ...], tuple[int, int]] = {}
    values = {
        role: [
            tuple(value_of(f, role, start, scenario, known, month) for f in line.factors)
            if begun(line, known, month)
            else (None,)
            for month in months
        ]
        for role in ROLES
    }
    for found in {found for each in values.values() for found in each}:
        counted = (value or 0 for value in found[: line.counted])
        count = 0 if None in found else divide_half_up(prod(counted), line.count_divisor)
        reckoned[found] = count, amount_of(line, found)
    if all(None in found for found in reckoned):
        return None
    people = {role: np.array([reckoned[found][0] for found in values[role]], dtype=np.int64) for role in ROLES}
    money = {role: np.array([reckoned[found][1] for found in values[role]], dtype=np.int64) for role in ROLES}
    return LineRow(line.scheme, line.group, people, {(role, view): money[role] for role in ROLES for view in VIEWS})
