"""Support lines: so many people, households or courses, each at an amount, by month; the form of the seven areas beside
protection and merit.

Belongs here: what a line is made of and the levers its factors are moved by. Does not: the lines of an area (its own module),
the arithmetic over months (support_rows.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import prod
from typing import Literal

from models.periods import Month
from models.policy.levers.budget import BudgetLevers
from models.policy.levers.levers import UNSET, Lever, Preset
from models.policy.levers.scenario import Scenario
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
    """One factor of a line: `now` is what holds today, `tried` what the scenario sets from its month on (open: as now; no
    lever: never another). While `now` is open the law's `parameter` of the month stands in for it; where the law has none
    either, the line is not reckoned. "per_million" is đồng on a million đồng: 79.200 is 7,92%. "longer_stay" is how many months
    longer people stay than `now` says, as the law's or the scenario's length takes hold (rehab_stay.py). `indicator` is the
    figure that counts the same, offered to be taken over, never taken by itself; "" where the law gives the factor.
    `is_input` = that figure is kept for this factor alone: nobody reports it otherwise."""

    label: str
    unit: str
    kind: FactorKind
    now: Lever
    tried: Lever | None = None
    parameter: str = ""
    indicator: str = ""
    is_input: bool = False

    @property
    def levers(self) -> tuple[Lever, ...]:
        return (self.now,) if self.tried is None else (self.now, self.tried)


@dataclass(frozen=True)
class Since:
    """A rule a line hangs on: in months to which the `parameter`'s row of that day or a later one applies, as the law is known."""

    parameter: str
    day: date


@dataclass(frozen=True)
class SupportLine:
    """Monthly đồng = product of the factors, the first of which is what is counted (people, courses, households) : `months`.
    `months` is 12 where the product is a year's: a twelfth a month, of the count too, unless those counted are there all year
    round (`standing`). `name` says what the group is. Where the count is a product itself (households x share), it is that of
    the first `counted` factors, in `count_unit`. A line with `since` is reckoned only while that rule holds."""

    scheme: Scheme
    group: str
    name: str
    factors: tuple[Factor, ...]
    months: int = 1
    standing: bool = False
    counted: int = 1
    count_unit: str = ""
    since: Since | None = None

    @property
    def count(self) -> Factor:
        return self.factors[0]

    @cached_property
    def count_divisor(self) -> int:
        """What the product of the counted factors is divided by, once, at the end."""
        return _divisor(self.factors[: self.counted], 1 if self.standing else self.months)

    @property
    def levers(self) -> tuple[Lever, ...]:
        return tuple(lever for factor in self.factors for lever in factor.levers)

    @cached_property
    def divisor(self) -> int:
        """What the product of the plain numbers is divided by, once, at the end."""
        return _divisor(self.factors, self.months)


def _divisor(factors: tuple[Factor, ...], months: int) -> int:
    return prod((DIVISORS.get(factor.kind, 1) for factor in factors), start=months)


@dataclass(frozen=True)
class Part:
    """Lines that stand together on the panel under one heading; a factor they share is drawn once. `held_by` names who has
    the figures the lines need."""

    key: str
    heading: str
    lines: tuple[SupportLine, ...]
    note: str = ""
    held_by: str = ""

    @property
    def levers(self) -> tuple[Lever, ...]:
        return tuple(dict.fromkeys(lever for line in self.lines for lever in line.levers))


@dataclass(frozen=True)
class SupportArea:
    """An area as a page works on it. `prefix` begins its address-bar names, `slug` its files' names; `others` are levers
    that move no money (a plan, a target); `views` what is looked at with the scenario."""

    policy_area: str
    prefix: str
    slug: str
    parts: tuple[Part, ...]
    applies_from: Lever
    law_as_of: Lever
    budget_year: Lever
    budget: BudgetLevers
    others: tuple[Lever, ...] = ()

    @cached_property
    def lines(self) -> tuple[SupportLine, ...]:
        return tuple(line for part in self.parts for line in part.lines)

    def start(self, scenario: Scenario) -> Month:
        """The month from which what is tried holds."""
        return Month.parse(str(scenario.value(self.applies_from)))

    @cached_property
    def factors(self) -> tuple[Factor, ...]:
        """Each once, in the lines' order."""
        return tuple(dict.fromkeys(factor for line in self.lines for factor in line.factors))

    @property
    def levers(self) -> tuple[Lever, ...]:
        """What makes a scenario of the area."""
        moved = dict.fromkeys(lever for part in self.parts for lever in part.levers)
        return (self.applies_from, *moved, *self.others)

    @property
    def view_levers(self) -> tuple[Lever, ...]:
        return (self.budget_year, *self.budget.levers, self.law_as_of)

    @property
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
) -> Factor:
    """A factor and its levers: `key` (of the area, dotted) and `slug` (with the page's prefix) name the present one, the
    scenario's have ".tried" and "-pa" behind. It starts empty: nothing invented passes for a figure. Any
    whole number is taken: averages and norms of the province are no round ones. Files bring it as `indicator`, without one as
    an indicator of its own that has the factor's key."""
    help_now = BY_LAW if parameter else ASSUMED
    now = Lever(
        key, slug, label, "optional_amount", UNSET, unit=unit, minimum=0, maximum=maximum, presets=presets,
        legal_source=source, help=help_now,
    )  # fmt: skip
    tried = Lever(
        f"{key}.tried", f"{slug}-pa", label, "optional_amount", UNSET, unit=unit, minimum=0, maximum=maximum,
        presets=presets, legal_source=source, help=AS_NOW,
    )  # fmt: skip
    own = not indicator and not parameter
    return Factor(label, unit, kind, now, tried if moves else None, parameter, key if own else indicator, own)
