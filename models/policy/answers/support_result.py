"""What a scenario of a support area comes to: by line, and by source of money, in the month that is quoted.

Belongs here: sums of one area. Sources are kept apart: local and central money are never one sum, and what lies outside the
state budget enters no total of it. Does not: the arithmetic of a line (support_rows.py) or words (pages).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from models.periods import Month
from models.policy.answers.headline import YearBill
from models.policy.areas.support_lines import Factor, SupportArea, SupportLine
from models.policy.areas.support_rows import begun, missing, support_cube, value_of
from models.policy.cube import Cube
from models.policy.law.horizon import HORIZON
from models.policy.law.law import Law
from models.policy.levers.scenario import Scenario
from models.policy.roles import ROLES, Amounts, Role
from models.policy.schemes import OUTSIDE_BUDGET, Scheme
from models.wording.words import N_

LOCAL, CENTRAL = N_("Ngân sách địa phương"), N_("Ngân sách trung ương")
_PURSES = {"NSĐP": LOCAL, "NS tỉnh": LOCAL, "NSTW": CENTRAL}
"""Payer -> the purse it belongs to; a payer outside the budget is a purse of its own."""


def purse_of(scheme: Scheme) -> str:
    return _PURSES.get(scheme.payer, scheme.payer)


@dataclass(frozen=True)
class LineBill:
    """A line in the quoted month: its factors in both roles (None = nobody has given it), what it lacks, its đồng. `begun`
    False = the rule it hangs on does not hold yet."""

    line: SupportLine
    before: tuple[int | None, ...]
    after: tuple[int | None, ...]
    missing: tuple[Factor, ...]
    begun: bool
    baseline_vnd: int
    scenario_vnd: int

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
    paths: dict[Role, Amounts]
    years: tuple[YearBill, ...]

    @property
    def baseline_vnd(self) -> int:
        return int(self.paths["baseline"][HORIZON.index(self.month)])

    @property
    def scenario_vnd(self) -> int:
        return int(self.paths["scenario"][HORIZON.index(self.month)])

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
    """`start` is the scenario's first month; `month` the one that is quoted: the first in which the scenario differs, else
    `start`."""

    area: SupportArea
    scenario: Scenario
    known: Law
    cube: Cube
    start: Month
    month: Month

    @cached_property
    def lines(self) -> tuple[LineBill, ...]:
        """Every line of the area, reckoned or not."""
        return tuple(self._bill(line) for line in self.area.lines)

    @cached_property
    def purses(self) -> tuple[Purse, ...]:
        """Sources with a line that is reckoned: the budget's first."""
        schemes = dict.fromkeys(line.scheme for line in self.area.lines if self.cube.has(line.scheme.code))
        names = sorted(dict.fromkeys(map(purse_of, schemes)), key=lambda name: name in OUTSIDE_BUDGET)
        return tuple(self._purse(name, [one for one in schemes if purse_of(one) == name]) for name in names)

    @property
    def is_empty(self) -> bool:
        """Nothing can be reckoned yet."""
        return not self.purses

    @property
    def moves(self) -> bool:
        return any(purse.moves for purse in self.purses)

    def value(self, factor: Factor, role: Role, month: Month | None = None) -> int | None:
        """The factor in the quoted month, in its own unit."""
        return value_of(factor, role, self.start, self.scenario, self.known, month or self.month)

    def _bill(self, line: SupportLine) -> LineBill:
        before, after = (tuple(self.value(factor, role) for factor in line.factors) for role in ROLES)
        lacking = missing(line, self.scenario, self.known, self.month) if None in before else ()
        row, place = self._places.get((line.scheme.code, line.group)), self.cube.places[self.month]
        baseline, scenario = (0 if row is None else int(self.cube.vnd[role, "entitled"][row, place]) for role in ROLES)
        return LineBill(line, before, after, lacking, begun(line, self.known, self.month), baseline, scenario)

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
        return Purse(name, name not in OUTSIDE_BUDGET, self.month, paths, bills)


def support_result(area: SupportArea, scenario: Scenario, law: Law, province: int) -> SupportResult:
    """The area by itself over the app's horizon; `law` holds all parameters."""
    cube = support_cube(area, scenario, law, HORIZON, province)
    start = area.start(scenario)
    differing = np.flatnonzero((cube.vnd["baseline", "entitled"] != cube.vnd["scenario", "entitled"]).any(axis=0))
    month = cube.months[int(differing[0])] if len(differing) else start
    return SupportResult(area, scenario, law.known_on(scenario.law_as_of), cube, start, month)
