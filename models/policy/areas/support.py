"""Support areas: lines of people, households or courses times an amount, with law that changes in steps, as rows of
the cube."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import pairwise
from math import prod
from typing import Literal

import numpy as np

from models.money import divide_half_up
from models.periods import Month
from models.policy.cube import ROLES, VIEWS, Amounts, Cube, Role, View
from models.policy.law.calendar import ALL_MONTHS, FIRST_YEAR, LAST_YEAR
from models.policy.law.law import Law, UnknownParameterError
from models.policy.levers.levers import (
    UNSET,
    BudgetLevers,
    Lever,
    LeverValue,
    Preset,
    Scenario,
    budget_levers,
    month_options,
)
from models.policy.schemes import Scheme
from models.wording.words import N_

ASSUMED = N_("Giả định: báo cáo không có số này. Để trống khi chưa có: khoản này không tính, không coi là 0.")
BY_LAW = N_("Để trống: theo quy định của tháng.")
AS_NOW = N_("Để trống: như hiện nay.")
YEARLY = 12
"""Counts of a year cost a twelfth a month."""

FactorKind = Literal["count", "money", "percent", "per_thousand", "per_million", "duration", "longer_stay"]
DIVISORS: dict[FactorKind, int] = {"percent": 100, "per_thousand": 1_000, "per_million": 1_000_000}
"""What a whole number of a kind is divided by; the others stand for themselves."""


@dataclass(frozen=True)
class Factor:
    """One factor of a line. `now` is today's value; `tried` the scenario's from its month on (empty: as now; no lever:
    never changed). While `now` is empty the law's `parameter` of the month is used; where the law has none either, the
    line is not computed.

    Kinds: "per_million" is đồng on a million đồng (79.200 is 7,92%); "longer_stay" is how many months longer people
    stay than `now`, as the law's or the scenario's length takes effect. `indicator` is the figure with the same
    count, offered to the user and standing for `now` where starting assumptions are used; "" where the law alone gives
    the factor. `is_input`: the figure exists for this factor only, no report has it. `is_part`: the figure counts more
    than the factor does and is offered alone. The law's amount is shared `among` so many where that is a factor.
    """

    label: str
    unit: str
    kind: FactorKind
    now: Lever
    tried: Lever | None = None
    parameter: str = ""
    indicator: str = ""
    is_input: bool = False
    is_part: bool = False
    among: Factor | None = None

    @property
    def levers(self) -> tuple[Lever, ...]:
        return (self.now,) if self.tried is None else (self.now, self.tried)

    def by_law(self, law: Law, month: Month) -> int | None:
        """What the law gives in a month while `now` is open; None where it gives nothing, or nothing for one. A length
        of stay that is open is not the law's: it is that of those who came in before it."""
        return self.in_law(law, month) if self.among is None and self.kind != "longer_stay" else None

    def stands(self, law: Law, month: Month, given: int | None) -> int | None:
        """Where the factor stands before anything is tried: at what is given; of a length of stay at the law's of the
        month, where it has one, since who comes in from then on stays as long."""
        by_law = self.in_law(law, month) if self.kind == "longer_stay" else None
        return given if by_law is None else by_law

    def in_law(self, law: Law, month: Month) -> int | None:
        """The value of the law's parameter in a month."""
        if not self.parameter:
            return None
        try:
            return law.applying_in(self.parameter, month).value
        except UnknownParameterError:
            return None


@dataclass(frozen=True)
class Since:
    """The rule a line depends on: it applies in months covered by the `parameter`'s row of that day or a later one,
    as the law is known."""

    parameter: str
    day: date


@dataclass(frozen=True)
class Limit:
    """What the last factors of a line come to at most: a share and an amount together `times` the month's `parameter`,
    or a share alone what the share `beside` it leaves of 100%. Without law there is no limit."""

    parameter: str = ""
    times: int = 1
    beside: Factor | None = None

    def held(self, values: tuple[int, ...], bound: int | None) -> tuple[int, ...]:
        """The values within the limit; `bound` is the parameter's or the other share's value."""
        if bound is None:
            return values
        if self.beside is not None:
            return (*values[:-1], min(values[-1], max(0, 100 - bound)))
        share, amount = values[-2:]
        most = self.times * bound
        return values if share * amount <= 100 * most else (*values[:-2], 100, most)


@dataclass(frozen=True)
class SupportLine:
    """Monthly đồng = product of the factors : `months`; the first factor is what is counted (people, courses,
    households).

    `months` is 12 where the product is a year's: a twelfth a month, of the count too, unless those counted are
    present all year (`standing`). `name` is the group. Where the count is itself a product (households x share), it
    is the product of the first `counted` factors, in `count_unit`. A line with `since` is computed only while that
    rule applies; `limit` holds its amount down.
    """

    scheme: Scheme
    group: str
    name: str
    factors: tuple[Factor, ...]
    months: int = 1
    standing: bool = False
    counted: int = 1
    count_unit: str = ""
    since: Since | None = None
    limit: Limit | None = None

    @property
    def count(self) -> Factor:
        return self.factors[0]

    @cached_property
    def count_divisor(self) -> int:
        """What the product of the counted factors is divided by, once, at the end."""
        return _divisor(self.factors[: self.counted], 1 if self.standing else self.months)

    @cached_property
    def asked(self) -> tuple[Factor, ...]:
        """Its factors, and before each the one its amount is shared among."""
        return tuple(one for factor in self.factors for one in (factor.among, factor) if one is not None)

    @property
    def levers(self) -> tuple[Lever, ...]:
        return tuple(lever for factor in self.asked for lever in factor.levers)

    @cached_property
    def divisor(self) -> int:
        """What the product of the plain numbers is divided by, once, at the end."""
        return _divisor(self.factors, self.months)


def _divisor(factors: tuple[Factor, ...], months: int) -> int:
    return prod((DIVISORS.get(factor.kind, 1) for factor in factors), start=months)


@dataclass(frozen=True)
class Part:
    """Lines shown together on the panel under one heading; a factor they share is drawn once. `held_by` names who
    has the figures the lines need; "{office}" stands for the office that answers for the area on the day asked."""

    key: str
    heading: str
    lines: tuple[SupportLine, ...]
    note: str = ""
    held_by: str = ""

    @property
    def levers(self) -> tuple[Lever, ...]:
        return tuple(dict.fromkeys(lever for line in self.lines for lever in line.levers))


@dataclass(frozen=True)
class Dial:
    """A headline factor as a slider: its habit of bounds and steps, not the law's; any number may be typed."""

    factor: Factor
    minimum: int
    maximum: int
    step: int = 1


@dataclass(frozen=True)
class SupportArea:
    """An area of support lines. `prefix` begins its address-bar names, `slug` its files' names; `others` are levers
    that change no money (a plan, a target); `dials` are its headline levers, the first one foremost."""

    policy_area: str
    prefix: str
    slug: str
    parts: tuple[Part, ...]
    applies_from: Lever
    budget_year: Lever
    budget: BudgetLevers
    others: tuple[Lever, ...] = ()
    dials: tuple[Dial, ...] = ()

    @cached_property
    def lines(self) -> tuple[SupportLine, ...]:
        return tuple(line for part in self.parts for line in part.lines)

    def scenario(self, law_as_of: date, values: Mapping[str, LeverValue]) -> Scenario:
        """The area's levers out of values by lever key, which may hold those of others too."""
        levers = self.levers
        return Scenario.of(law_as_of, levers, {lever.key: values[lever.key] for lever in levers})

    def start(self, scenario: Scenario) -> Month:
        """The month from which what is tried holds."""
        return Month.parse(str(scenario.value(self.applies_from)))

    @cached_property
    def factors(self) -> tuple[Factor, ...]:
        """Each once, in the lines' order."""
        return tuple(dict.fromkeys(factor for line in self.lines for factor in line.asked))

    @property
    def levers(self) -> tuple[Lever, ...]:
        """What makes a scenario of the area."""
        moved = dict.fromkeys(lever for part in self.parts for lever in part.levers)
        return (self.applies_from, *moved, *self.others)

    @property
    def view_levers(self) -> tuple[Lever, ...]:
        return (self.budget_year, *self.budget.levers)

    @cached_property
    def all_levers(self) -> tuple[Lever, ...]:
        return (*self.levers, *self.view_levers)


def factor(
    key: str,
    slug: str,
    label: str,
    unit: str,
    kind: FactorKind,
    *,
    maximum: int,
    source: str = "",
    presets: tuple[Preset, ...] = (),
    parameter: str = "",
    moves: bool = True,
    indicator: str = "",
    by_file: bool = False,
    is_part: bool = False,
    among: Factor | None = None,
) -> Factor:
    """A factor and its levers: `key` (of the area, dotted) and `slug` (with the page's prefix) name the present
    value; the scenario's have ".tried" and "-pa" appended. It starts empty and takes any whole number. Files bring
    it as `indicator`, or without one as an indicator with the factor's key; where the law gives the factor only if it
    is `by_file` (the law's amount is a ceiling, the province's own may be lower)."""
    help_now = BY_LAW if parameter else ASSUMED
    now = Lever(
        key,
        slug,
        label,
        "optional_amount",
        UNSET,
        unit=unit,
        minimum=0,
        maximum=maximum,
        presets=presets,
        legal_source=source,
        help=help_now,
    )
    tried = Lever(
        f"{key}.tried",
        f"{slug}-pa",
        label,
        "optional_amount",
        UNSET,
        unit=unit,
        minimum=0,
        maximum=maximum,
        presets=presets,
        legal_source=source,
        help=AS_NOW,
    )
    own = not indicator and (by_file or not parameter)
    indicated = key if own else indicator
    return Factor(label, unit, kind, now, tried if moves else None, parameter, indicated, own, is_part, among)


@dataclass(frozen=True, eq=False)
class LineRow:
    """One row of the province; arrays of shape [months]. `people` is what is counted (suất, cases, households)."""

    scheme: Scheme
    group: str
    people: dict[Role, Amounts]
    vnd: dict[tuple[Role, View], Amounts]


def empty_cube(months: tuple[Month, ...]) -> Cube:
    """A cube without rows, for areas that have no cells of their own."""
    nothing = np.zeros((0, len(months)), dtype=np.int64)
    text = np.array([], dtype=np.str_)
    return Cube(
        months,
        np.array([], dtype=np.int64),
        text,
        text,
        dict.fromkeys(ROLES, nothing),
        {(role, view): nothing for role in ROLES for view in VIEWS},
    )


def with_lines(cube: Cube, lines: Sequence[LineRow], province: int) -> Cube:
    """The cube and these rows below its own."""
    if not lines:
        return cube
    return replace(
        cube,
        area_ids=np.concatenate([cube.area_ids, np.full(len(lines), province, dtype=np.int64)]),
        schemes=np.concatenate([cube.schemes, np.array([line.scheme.code for line in lines], dtype=np.str_)]),
        groups=np.concatenate([cube.groups, np.array([line.group for line in lines], dtype=np.str_)]),
        people={role: _below(cube.people[role], [line.people[role] for line in lines]) for role in ROLES},
        vnd={
            (role, view): _below(cube.vnd[role, view], [line.vnd[role, view] for line in lines])
            for role in ROLES
            for view in VIEWS
        },
    )


def _below(rows: Amounts, lines: list[Amounts]) -> Amounts:
    """The lines as rows appended to these."""
    above, months = rows.shape
    thresholds = np.empty((above + len(lines), months), dtype=np.int64)
    thresholds[:above] = rows
    np.concatenate(lines, out=thresholds[above:].reshape(-1))
    return thresholds


Steps = tuple[tuple[int, int | None], ...]
"""(index of the month it begins, value), oldest first; the first has held for EVER. None = nobody has given it."""
EVER = 0
NOBODY: Steps = ((EVER, None),)


def always(value: int) -> Steps:
    return ((EVER, value),)


def from_on(steps: Steps, start: int, value: int) -> Steps:
    """The same values up to a month, then `value`."""
    return (*(step for step in steps if step[0] < start), (start, value))


def at(steps: Steps, month: int) -> int | None:
    """The value in a month, given by its index."""
    for begins, value in reversed(steps):
        if begins <= month:
            return value
    return None


def by_law(parameter: str, known: Law) -> Steps:
    """A parameter by month of entitlement; `known` is the law known on the scenario's day."""
    key = ("steps", parameter)
    if key not in known.derived:
        rows = known.rows(parameter) if parameter and known.has(parameter) else ()
        # Of two rows that apply from the same month the later one counts.
        begun: dict[int, int | None] = {row.applies_month.index: row.value for row in rows}
        begun |= {row.last_month.index + 1: None for row in rows[-1:] if row.last_month is not None}
        known.derived[key] = (*NOBODY, *begun.items())
    steps: Steps = known.derived[key]
    return steps


def since(parameter: str, day: date, known: Law) -> Steps:
    """1 from the month on to which the parameter's row of that day or a later one applies, None before."""
    key = ("since", parameter, day)
    if key not in known.derived:
        rows = known.rows(parameter) if known.has(parameter) else ()
        begun = [row.applies_month.index for row in rows if row.applies_from >= day]
        known.derived[key] = (*NOBODY, *((month, 1) for month in begun[:1]))
    steps: Steps = known.derived[key]
    return steps


LONGEST = 60
"""No stay of the law or of a scenario is longer, in months."""
YEAR = 12


@dataclass(frozen=True)
class Presence:
    """Average number present in a month: at the length before, and with the new one as it takes hold."""

    month: Month
    before: int
    after: int


def cohorts(stays: Steps) -> Steps:
    """Number of monthly intakes present, each staying as long as the month of its intake says. One intake comes and
    one leaves each month; where the length grows none leaves for the months it grows by, where it falls two leave
    at once."""
    gained: dict[int, int] = {}
    for (_, old), (begins, new) in pairwise(stays):
        before, after = _length(old), _length(new)
        for month in range(begins + min(before, after), begins + max(before, after)):
            gained[month] = gained.get(month, 0) + (1 if after > before else -1)
    present = _length(stays[0][1])
    steps: list[tuple[int, int]] = [(EVER, present)]
    for month in sorted(gained):
        present += gained[month]
        steps.append((month, present))
    return tuple(steps)


def _length(stay: int | None) -> int:
    return min(stay or 0, LONGEST)


def lasting(entrants: int, months: int) -> int:
    """Average number present once every intake stays so many months: entrants a year x months : 12."""
    return divide_half_up(entrants * months, YEAR)


def presence(entrants: int, before: int, stays: Steps, months: Sequence[Month]) -> tuple[Presence, ...]:
    """Average number present by month. Those who came in before the new length leave at the old one, so it takes
    effect month by month."""
    present = cohorts(stays)
    return tuple(
        Presence(month, lasting(entrants, before), lasting(entrants, at(present, month.index) or 0)) for month in months
    )


_MOST = 2**56
"""What a month of a line may hold: years of many such lines still add up exactly."""
Course = tuple[Steps, Steps]
"""A factor over the months, now and in the scenario; the same object where the scenario leaves it alone."""
State = tuple[int, int, int, bool]
"""From the month of that index on: people, đồng, and whether the line has all it needs."""


class LineTooLargeError(ValueError):
    """A line's month is too large to be added up exactly; `line` is its name."""

    def __init__(self, line: str) -> None:
        super().__init__(line)
        self.line = line


def support_cube(area: SupportArea, scenario: Scenario, law: Law, months: tuple[Month, ...], province: int) -> Cube:
    """The cube of one area: rows of its lines with complete inputs. Raises LineTooLargeError."""
    rows = support_rows((area,), scenario, law.known_on(scenario.law_as_of), months)
    return with_lines(empty_cube(months), rows, province)


def support_rows(
    areas: Iterable[SupportArea], scenario: Scenario, known: Law, months: tuple[Month, ...]
) -> list[LineRow]:
    """Rows of every line with complete inputs in at least one month; in other months its money is 0. `known` is the
    law known on the scenario's day. What is due in a month is paid in it. Raises LineTooLargeError."""
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
                bound = (NOBODY, NOBODY) if line.limit is None else _bound(line.limit, start, scenario, known)
                paths.append((line, *_paths(line, own, bound, known, first, start, end)))
    return _rows([path for path in paths if any([state[3] for state in path[2]])], months)


def value_of(factor: Factor, role: Role, start: Month, scenario: Scenario, known: Law, month: Month) -> int | None:
    """The factor in a month, in its own unit; None while it is not entered and the law has none. `start` is the
    scenario's first month."""
    now, then = _course(factor, start.index, scenario, known)
    return at(now if role == "baseline" else then, month.index)


def held(
    line: SupportLine,
    values: tuple[int | None, ...],
    role: Role,
    start: Month,
    scenario: Scenario,
    known: Law,
    month: Month,
) -> tuple[int | None, ...]:
    """The values of a line's factors in a month within its limit."""
    given = tuple(value for value in values if value is not None)
    if line.limit is None or len(given) < len(values):
        return values
    now, then = _bound(line.limit, start.index, scenario, known)
    return line.limit.held(given, at(now if role == "baseline" else then, month.index))


def begun(line: SupportLine, known: Law, month: Month) -> bool:
    """Whether the rule the line depends on applies in a month, as the law is known; True without a rule."""
    return line.since is None or at(since(line.since.parameter, line.since.day, known), month.index) is not None


def stays_of(factor: Factor, start: int, scenario: Scenario, known: Law) -> Course:
    """Months of stay for those who come in in a month: the scenario's, else the law's, else (the law leaves a
    range) the value of `now`. `start` is the index of the scenario's first month."""
    before = scenario.value(factor.now)
    if before == UNSET:
        return NOBODY, NOBODY
    by_month = by_law(factor.parameter, known)
    stays = tuple((month, int(before) if value is None else value) for month, value in by_month)
    return stays, _tried(factor, start, scenario, stays)


def missing(line: SupportLine, scenario: Scenario, known: Law, month: Month) -> tuple[Factor, ...]:
    """Factors that must be entered before the line can be computed in a month, in its own order."""
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
    if factor.among is None or now != UNSET:
        return steps, _tried(factor, start, scenario, steps)
    before, after = (_shared(steps, among) for among in _course(factor.among, start, scenario, known))
    return before, _tried(factor, start, scenario, after)


def _shared(steps: Steps, among: Steps) -> Steps:
    """An amount by month divided among so many; None where either is not given, or there is nobody."""
    months = sorted({month for month, _ in (*steps, *among)})
    pairs = [(month, at(steps, month), at(among, month)) for month in months]
    return tuple(
        (month, divide_half_up(vnd, count) if vnd is not None and count else None) for month, vnd, count in pairs
    )


def _bound(limit: Limit, start: int, scenario: Scenario, known: Law) -> Course:
    if limit.beside is not None:
        return _course(limit.beside, start, scenario, known)
    steps = by_law(limit.parameter, known)
    return steps, steps


def _longer(stays: Steps, now: LeverValue) -> Steps:
    """Number of monthly intakes present above those at the length `now`."""
    if now == UNSET:
        return NOBODY
    return tuple((month, (there or 0) - int(now)) for month, there in cohorts(stays))


def _tried(factor: Factor, start: int, scenario: Scenario, now: Steps) -> Steps:
    tried = UNSET if factor.tried is None else scenario.value(factor.tried)
    return now if tried == UNSET else from_on(now, start, int(tried))


def _paths(
    line: SupportLine, courses: list[Course], bound: Course, known: Law, first: int, start: int, end: int
) -> tuple[list[State], list[State]]:
    """The line as it is and in the scenario, which is the same up to its start."""
    if line.since is not None:
        holds = since(line.since.parameter, line.since.day, known)
        courses.append((holds, holds))
    before = _states(line, [now for now, _ in courses], bound[0], first, end)
    if start >= end or all([now is then for now, then in (*courses, bound)]):
        return before, before
    begins = max(start, first)
    after = [state for state in before if state[0] < begins]
    return before, after + _states(line, [then for _, then in courses], bound[1], begins, end)


def _states(line: SupportLine, factors: list[Steps], bound: Steps, begins: int, end: int) -> list[State]:
    """What is counted and due from a month on, computed once in each step of the factors."""
    months = [begins]
    for steps in (*factors, bound):
        if len(steps) > 1:
            months += [month for month, _ in steps if begins < month < end]
    if len(months) > 1:
        months = sorted(set(months))
    states: list[State] = []
    for month in months:
        given = [value for steps in factors if (value := at(steps, month)) is not None]
        if len(given) == len(factors):
            if line.limit is not None:
                given = list(line.limit.held(tuple(given[: len(line.factors)]), at(bound, month)))
            count = divide_half_up(prod(given[: line.counted]), line.count_divisor)
            states.append((month, count, amount_of(line, given), True))
        else:
            states.append((month, 0, 0, False))
    return states


def _rows(paths: list[tuple[SupportLine, list[State], list[State]]], months: tuple[Month, ...]) -> list[LineRow]:
    """Values known by step, spread over the months of all lines at once."""
    if not paths:
        return []
    table = np.array([state for _, before, after in paths for state in (*before, *after)], dtype=np.int64)
    month_indices = np.searchsorted([month.index for month in months], table[:, 0])
    ends = np.append(month_indices[1:], 0)
    ends[ends == 0] = len(months)  # the last step of a path: the next one begins at the first month again
    people, money = (np.repeat(table[:, column], ends - month_indices).reshape(-1, len(months)) for column in (1, 2))
    rows = []
    for index, (line, _, _) in enumerate(paths):
        now, then = 2 * index, 2 * index + 1
        vnd: dict[tuple[Role, View], Amounts] = {
            ("baseline", "entitled"): money[now],
            ("baseline", "paid"): money[now],
            ("scenario", "entitled"): money[then],
            ("scenario", "paid"): money[then],
        }
        rows.append(LineRow(line.scheme, line.group, {"baseline": people[now], "scenario": people[then]}, vnd))
    return rows


def support_area(
    policy_area: str,
    prefix: str,
    slug: str,
    parts: tuple[Part, ...],
    budget_help: str,
    others: tuple[Lever, ...] = (),
    dials: tuple[Dial, ...] = (),
) -> SupportArea:
    """The area of these parts; `budget_help` explains what the estimate covers."""
    return SupportArea(
        policy_area=policy_area,
        prefix=prefix,
        slug=slug,
        parts=parts,
        applies_from=_start(policy_area, prefix),
        budget_year=_year(policy_area, prefix),
        budget=budget_levers(prefix, f"{policy_area}.", budget_help),
        others=others,
        dials=dials,
    )


def _start(area: str, prefix: str) -> Lever:
    return Lever(
        f"{area}.applies_from",
        f"{prefix}tu-thang",
        N_("Áp dụng từ tháng"),
        "month",
        "2024-01",
        follows="start",
        options=month_options(ALL_MONTHS),
        legal_source=N_("Phương án của người dùng"),
        help=N_("Tháng đầu tiên tính theo phương án; trước đó như hiện nay."),
    )


def _year(area: str, prefix: str) -> Lever:
    return Lever(
        f"{area}.budget_year",
        f"{prefix}nam",
        N_("Năm ngân sách"),
        "choice",
        "2024",
        follows="year",
        options=tuple((str(year), str(year)) for year in range(FIRST_YEAR, LAST_YEAR + 1)),
    )
