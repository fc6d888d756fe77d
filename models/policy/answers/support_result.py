"""Totals of a scenario of a support area, what law alone changes in them, and the names of their parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from models.periods import Month
from models.policy.answers.filled import Figures, Filled, StandIn, fill
from models.policy.answers.standing import ORDER, Quality, Standing
from models.policy.answers.uncertainty import Range, Uncertain
from models.policy.answers.whatif import YearBill
from models.policy.areas.catalogue import AREAS
from models.policy.areas.support import (
    Factor,
    Part,
    SupportArea,
    SupportLine,
    amount_of,
    begun,
    held,
    missing,
    support_cube,
    value_of,
)
from models.policy.cube import ROLES, Amounts, Cube, Role
from models.policy.law.law import DatedValue, Law, UnknownParameterError
from models.policy.levers.levers import UNSET, Lever, Scenario
from models.policy.schemes import OUTSIDE_BUDGET, Scheme
from models.wording.words import N_

LOCAL, CENTRAL = N_("Ngân sách địa phương"), N_("Ngân sách trung ương")
_PURSES = {"NSĐP": LOCAL, "NS tỉnh": LOCAL, "NSTW": CENTRAL}
"""Payer -> the purse it belongs to; a payer outside the budget is a purse of its own."""


def purse_of(scheme: Scheme) -> str:
    return _PURSES.get(scheme.payer, scheme.payer)


@dataclass(frozen=True)
class LineBill:
    """A line in the quoted month: its factors in both roles (None = not entered), what is missing, its đồng.
    `begun` False: the rule it depends on is not in force yet; `is_held`: a limit of law holds a role's factors down."""

    line: SupportLine
    before: tuple[int | None, ...]
    after: tuple[int | None, ...]
    missing: tuple[Factor, ...]
    begun: bool
    baseline_vnd: int
    scenario_vnd: int
    is_held: bool

    @property
    def is_reckoned(self) -> bool:
        return self.begun and not self.missing

    @property
    def increase_vnd(self) -> int:
        return self.scenario_vnd - self.baseline_vnd


@dataclass(frozen=True, eq=False)
class Purse:
    """One source of money: its bill in the quoted month, its months and years."""

    name: str
    in_budget: bool
    month: Month
    month_index: int
    paths: dict[Role, Amounts]
    years: tuple[YearBill, ...]

    @property
    def baseline_vnd(self) -> int:
        return int(self.paths["baseline"][self.month_index])

    @property
    def scenario_vnd(self) -> int:
        return int(self.paths["scenario"][self.month_index])

    @property
    def increase_vnd(self) -> int:
        return self.scenario_vnd - self.baseline_vnd

    @property
    def moves(self) -> bool:
        return not np.array_equal(self.paths["baseline"], self.paths["scenario"])

    def year(self, year: int) -> YearBill:
        return next(bill for bill in self.years if bill.year == year)


@dataclass(frozen=True, eq=False)
class SupportResult:
    """`start` is the scenario's first month; `month` the one that is quoted: the first in which the scenario differs,
    else `start`. `taken` has the quality of stored figures by the key of the lever that stands at one; `filled` says
    what stands for levers nobody has set (None = nothing does)."""

    area: SupportArea
    scenario: Scenario
    known: Law
    cube: Cube
    start: Month
    month: Month
    taken: Mapping[str, Quality] = field(default_factory=dict)
    filled: Filled | None = None

    @property
    def typed(self) -> Scenario:
        """The levers as they were set, without what stands for the open ones."""
        return self.scenario if self.filled is None else self.filled.typed

    @property
    def stand_ins(self) -> Mapping[str, StandIn]:
        return {} if self.filled is None else self.filled.stand_ins

    @cached_property
    def standing(self) -> Standing:
        """By the numbers that stand in the area: one typed in is the user's word, one taken over keeps its quality, one
        that stands for a lever counts where a line is reckoned with it. Law is law."""
        typed = [lever for lever in self.area.levers if lever.default == UNSET and self.typed.value(lever) != UNSET]
        found = {self.taken.get(lever.key, "entered") for lever in typed if not lever.key.endswith(".tried")}
        used = {lever.key for bill in self.lines if bill.is_reckoned for lever in bill.line.levers}
        found |= {one.quality for key, one in self.stand_ins.items() if key in used}
        return Standing(max(found, key=ORDER.index, default="reported"))

    @cached_property
    def assumed(self) -> tuple[Uncertain, ...]:
        """Every starting assumption that a reckoned line uses, with the answer of the quoted month at its ends, those
        that move it most first. The answer is the increase, or the present bill while nothing is tried; where the
        budget pays for any line, of the budget alone."""
        used = {lever for bill in self._answering for lever in bill.line.levers}
        found = [self._alone(lever) for lever in self.area.levers if lever in used and self._is_assumed(lever)]
        return tuple(sorted(found, key=lambda one: -one.width))

    @cached_property
    def range(self) -> Range:
        """The answer of the quoted month, and the answers with the assumption that moves it most at its ends."""
        central = self._answer(self._answering, self.scenario)
        widest = [one for one in self.assumed if one.width][:1]
        ends = [central, *(vnd for one in widest for vnd in (one.low_vnd, one.high_vnd))]
        return Range(central, min(ends), max(ends), tuple(widest))

    def _is_assumed(self, lever: Lever) -> bool:
        one = self.stand_ins.get(lever.key)
        return one is not None and one.assumption is not None

    @cached_property
    def _answering(self) -> tuple[LineBill, ...]:
        reckoned = tuple(bill for bill in self.lines if bill.is_reckoned)
        return tuple(bill for bill in reckoned if bill.line.scheme.in_budget) or reckoned

    def _alone(self, lever: Lever) -> Uncertain:
        """The answer with one assumption alone at its ends."""
        row = self.stand_ins[lever.key].assumption
        assert row is not None
        if row.low is None or row.high is None:
            here = int(self.stand_ins[lever.key].value)
            return Uncertain("assumption", lever.label, row.unit, here, here, 0, 0)
        bills = [bill for bill in self._answering if lever in bill.line.levers]
        rest = [bill for bill in self._answering if lever not in bill.line.levers]
        other = self._answer(rest, self.scenario)
        low, high = (
            other + self._answer(bills, self.scenario.with_value(lever.key, end)) for end in (row.low, row.high)
        )
        return Uncertain("assumption", lever.label, row.unit, row.low, row.high, low, high)

    def _answer(self, bills: Sequence[LineBill], scenario: Scenario) -> int:
        """The increase of these lines in the quoted month, or their present bill while nothing is tried."""
        total = 0
        for bill in bills:
            before, after = (self._bill_of(bill.line, role, scenario) for role in ROLES)
            total += after - before if self.moves else before
        return total

    def _bill_of(self, line: SupportLine, role: Role, scenario: Scenario) -> int:
        free = tuple(value_of(each, role, self.start, scenario, self.known, self.month) for each in line.factors)
        values = held(line, free, role, self.start, scenario, self.known, self.month)
        return 0 if None in values else amount_of(line, [value for value in values if value is not None])

    @cached_property
    def lines(self) -> tuple[LineBill, ...]:
        """Every line of the area, computed or not."""
        return tuple(self._bill(line) for line in self.area.lines)

    @cached_property
    def purses(self) -> tuple[Purse, ...]:
        """Sources with at least one computed line, the budget first."""
        schemes = dict.fromkeys(line.scheme for line in self.area.lines if self.cube.has(line.scheme.code))
        names = sorted(dict.fromkeys(map(purse_of, schemes)), key=lambda name: name in OUTSIDE_BUDGET)
        return tuple(self._purse(name, [one for one in schemes if purse_of(one) == name]) for name in names)

    @cached_property
    def by_payer(self) -> tuple[tuple[str, bool, int, int], ...]:
        """Payer, whether it is the budget, the quoted month before and after in đồng; the budget's first. Lines not
        reckoned are left out."""
        sums: dict[tuple[str, bool], tuple[int, int]] = {}
        for bill in self.lines:
            if bill.is_reckoned:
                scheme = bill.line.scheme
                before, after = sums.get((scheme.payer, scheme.in_budget), (0, 0))
                sums[scheme.payer, scheme.in_budget] = before + bill.baseline_vnd, after + bill.scenario_vnd
        ordered = sorted(sums.items(), key=lambda item: not item[0][1])
        return tuple((payer, in_budget, before, after) for (payer, in_budget), (before, after) in ordered)

    @property
    def is_empty(self) -> bool:
        """Whether no line can be computed yet."""
        return not self.purses

    @property
    def moves(self) -> bool:
        return any(purse.moves for purse in self.purses)

    def value(self, factor: Factor, role: Role, month: Month | None = None) -> int | None:
        """The factor in the quoted month, in its own unit."""
        return value_of(factor, role, self.start, self.scenario, self.known, month or self.month)

    def _held(self, line: SupportLine, values: tuple[int | None, ...], role: Role) -> tuple[int | None, ...]:
        return held(line, values, role, self.start, self.scenario, self.known, self.month)

    @cached_property
    def unverified(self) -> tuple[DatedValue, ...]:
        """The law that the computed lines take their amounts from in the quoted month and nobody has read."""
        factors = dict.fromkeys(factor for bill in self.lines if bill.is_reckoned for factor in bill.line.factors)
        names = [factor.parameter for factor in factors if self.scenario.value(factor.now) == UNSET]
        limits = dict.fromkeys(bill.line.limit for bill in self.lines if bill.is_reckoned and bill.line.limit)
        names += [limit.parameter for limit in limits]
        found: dict[DatedValue, None] = {}
        for name in filter(None, names):
            with suppress(UnknownParameterError):
                found[self.known.applying_in(name, self.month)] = None
        return tuple(row for row in found if not row.is_verified)

    def _bill(self, line: SupportLine) -> LineBill:
        free = [tuple(self.value(factor, role) for factor in line.factors) for role in ROLES]
        before, after = (self._held(line, values, role) for values, role in zip(free, ROLES, strict=True))
        lacking = missing(line, self.scenario, self.known, self.month) if None in before else ()
        row, month_index = self._places.get((line.scheme.code, line.group)), self.cube.month_index[self.month]
        baseline, scenario = (
            0 if row is None else int(self.cube.vnd[role, "entitled"][row, month_index]) for role in ROLES
        )
        is_held = [before, after] != free
        return LineBill(line, before, after, lacking, begun(line, self.known, self.month), baseline, scenario, is_held)

    @cached_property
    def _places(self) -> dict[tuple[str, str], int]:
        """Row of the cube by scheme and group; each line has at most one."""
        names = zip(self.cube.schemes.tolist(), self.cube.groups.tolist(), strict=True)
        return {name: row for row, name in enumerate(names)}

    def _purse(self, name: str, schemes: list[Scheme]) -> Purse:
        paths: dict[Role, Amounts] = {}
        years: dict[Role, dict[int, int]] = {}
        for role in ROLES:
            paths[role] = np.sum([self.cube.total(role, "paid", one.code) for one in schemes], axis=0)
            each = [self.cube.years(role, "paid", one.code) for one in schemes]
            years[role] = {year: sum(one[year] for one in each) for year in each[0]}
        bills = tuple(YearBill(year, vnd, years["scenario"][year]) for year, vnd in years["baseline"].items())
        return Purse(name, name not in OUTSIDE_BUDGET, self.month, self.cube.month_index[self.month], paths, bills)


def support_result(
    area: SupportArea,
    scenario: Scenario,
    law: Law,
    province: int,
    *,
    year: int = 0,
    taken: Mapping[str, Quality] | None = None,
    figures: Figures | None = None,
) -> SupportResult:
    """Totals of a scenario of one support area over its horizon, and as far as `year`; `law` holds all parameters,
    `taken` as in the result; `figures` stand for levers left open."""
    filled = None if figures is None else fill(area, scenario, law, figures)
    scenario = scenario if filled is None else filled.scenario
    cube = support_cube(area, scenario, law, scenario.months_to(year), province)
    start = area.start(scenario)
    differing = np.flatnonzero((cube.vnd["baseline", "entitled"] != cube.vnd["scenario", "entitled"]).any(axis=0))
    month = cube.months[int(differing[0])] if len(differing) else start
    return SupportResult(area, scenario, law.known_on(scenario.law_as_of), cube, start, month, taken or {}, filled)


Cause = tuple[str, ...]
CEILING = N_("Mức tối đa theo luật")
"""What moved where none of a line's factors did: the law that holds them down."""


@dataclass(frozen=True)
class LawStep:
    """A change of a purse's present bill by law alone: `vnd` a month in all, from `first` on, in steps up to `last`
    (the same month for one step). `causes` name the reasons."""

    purse: str
    first: Month
    last: Month
    vnd: int
    causes: Cause


def law_steps(result: SupportResult, year: int) -> tuple[LawStep, ...]:
    """Changes by law alone within a year, by purse and cause; a change on 1 January belongs to the year it begins."""
    gathered: dict[tuple[str, Cause], list[tuple[Month, int]]] = {}
    cube = result.cube
    for part in result.area.parts:
        for line in part.lines:
            of_line = (cube.schemes == line.scheme.code) & (cube.groups == line.group)
            path = cube.vnd["baseline", "paid"][of_line].sum(axis=0).tolist()
            for index in range(1, len(cube.months)):
                change = path[index] - path[index - 1]
                if change and cube.months[index].year == year:
                    cause = _cause(result, part, line, cube.months[index])
                    gathered.setdefault((purse_of(line.scheme), cause), []).append((cube.months[index], change))
    steps = [
        LawStep(purse, min(changes)[0], max(changes)[0], sum(vnd for _month, vnd in changes), cause)
        for (purse, cause), changes in gathered.items()
    ]
    return tuple(sorted((step for step in steps if step.vnd), key=lambda step: step.first))


def _cause(result: SupportResult, part: Part, line: SupportLine, month: Month) -> Cause:
    """The part of the page where a rule begins or a length of stay is set; otherwise the amounts of law that
    change."""
    before = month.plus(-1)
    lengths = any(factor.kind == "longer_stay" for factor in line.factors)
    if lengths or begun(line, result.known, before) != begun(line, result.known, month):
        return (part.heading,)
    moved = tuple(
        factor.label
        for factor in line.factors
        if result.value(factor, "baseline", before) != result.value(factor, "baseline", month)
    )
    return moved or (CEILING,)


def amount_each(result: SupportResult, line: SupportLine) -> int | None:
    """A month's đồng for one person or unit counted the whole year, where the law gives all other factors; None where
    one must be entered."""
    given = line.factors[1:]
    if line.months > 1 or line.counted != 1 or not given or not all(factor.parameter for factor in given):
        return None
    values = [1]
    for factor in given:
        value = value_of(factor, "baseline", result.start, result.scenario, result.known, result.start)
        if value is None:
            return None
        values.append(value)
    return amount_of(line, values)


NOW, TRIED = N_("{name}, hiện nay"), N_("{name}, phương án")
"""A factor's two levers have one label; these tell them apart."""


def _forms() -> dict[str, str]:
    forms: dict[str, str] = {}
    for area in AREAS:
        for line in area.lines:
            for factor in line.factors:
                if factor.tried is not None:
                    forms[factor.now.key], forms[factor.tried.key] = NOW, TRIED
    return forms


FORMS: dict[str, str] = _forms()
"""Lever key -> the form its label is put into; a lever that stands for itself has none."""
LINES: dict[tuple[str, str], tuple[Part, SupportLine]] = {
    (line.scheme.code, line.group): (part, line) for area in AREAS for part in area.parts for line in part.lines
}
"""Scheme and group of a row -> the line it comes from and its part."""


def shares_its_name(line: SupportLine) -> bool:
    """Whether another line of the area has the same name, so that the part's heading must be shown with it."""
    return sum(other.name == line.name and _area(other) == _area(line) for _part, other in LINES.values()) > 1


def _area(line: SupportLine) -> str:
    return line.scheme.policy_area
