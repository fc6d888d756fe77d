"""Targets: the path from today's figure to a goal, and goals given as a rate."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from models.money import divide_half_up
from models.policy.levers.levers import UNSET, Lever, LeverValue, Scenario
from models.wording.words import N_

RATE = "percent"
"""A rate changes by points of percentage (điểm phần trăm), never by percent."""
RATE_DECIMALS = 2
"""Decimals a year of a rate is given in at least, as reports do: 2,11%."""

Aim = Literal["at_least", "at_most"]


class TargetDueError(ValueError):
    """The target is due no later than the year of the figure, so that no year is left."""


@dataclass(frozen=True)
class YearOfPath:
    """The value a year ends at, and its change against the year before."""

    year: int
    value: Decimal
    change: Decimal


@dataclass(frozen=True)
class TargetPath:
    """The path to a target. `change` is the remaining change, signed, in `unit` (a rate: percentage points); the
    changes of `years` add up to it exactly. `mean` is the exact average a year. A target already reached needs no
    change."""

    figure: Decimal
    year: int
    target: Decimal
    due: int
    unit: str
    aim: Aim
    years: tuple[YearOfPath, ...]

    @property
    def reached(self) -> bool:
        return self.figure >= self.target if self.aim == "at_least" else self.figure <= self.target

    @property
    def change(self) -> Decimal:
        return Decimal(0) if self.reached else self.target - self.figure

    @property
    def mean(self) -> Fraction:
        return Fraction(self.change) / (self.due - self.year)


def target_path(
    figure: Decimal | int, year: int, target: Decimal | int, due: int, *, unit: str, aim: Aim = "at_least"
) -> TargetPath:
    """Even steps from the figure at the end of `year` to the target at the end of `due`: people and households in whole
    numbers, rates in the decimals of the figures, at least RATE_DECIMALS. Raises TargetDueError."""
    if due <= year:
        raise TargetDueError(f"{due} is no later than {year}")
    start, end = Decimal(figure), Decimal(target)
    path = TargetPath(start, year, end, due, unit, aim, ())
    decimals = max(_decimals(start), _decimals(end), RATE_DECIMALS if unit == RATE else 0)
    scale = 10**decimals
    whole, count = int(path.change * scale), due - year
    steps = [divide_half_up(whole * passed, count) for passed in range(count + 1)]
    years = tuple(
        YearOfPath(
            year + passed, start + Decimal(steps[passed]) / scale, Decimal(steps[passed] - steps[passed - 1]) / scale
        )
        for passed in range(1, count + 1)
    )
    return TargetPath(start, year, end, due, unit, aim, years)


def _decimals(value: Decimal) -> int:
    """Significant decimals: 2 for 2.1100."""
    exponent = value.normalize().as_tuple().exponent
    return max(0, -int(exponent))


_PLAN = N_("Nghị quyết của HĐND, kế hoạch của UBND tỉnh")
TENTHS = 10
"""Targets are typed in tenths of a percent."""


@dataclass(frozen=True)
class RateGoal:
    """`indicator` is the rate, in percent; `target` and `due` start empty and may come from the file of plan
    figures."""

    indicator: str
    aim: Aim
    target: Lever
    due: Lever

    @property
    def levers(self) -> tuple[Lever, Lever]:
        return self.target, self.due

    def path(self, rate: Decimal, year: int, scenario: Scenario) -> TargetPath | None:
        """From a year's rate (percent) to the target typed in, in points of percentage a year; None while target and
        its year are not given. Raises TargetDueError where its year is not later."""
        target, due = scenario.value(self.target), scenario.value(self.due)
        if UNSET in (target, due):
            return None
        return target_path(rate, year, Decimal(int(target)) / TENTHS, int(due), unit=RATE, aim=self.aim)


def rate_goal(
    area: str, prefix: str, indicator: str, label: str, options: tuple[tuple[LeverValue, str], ...], aim: Aim
) -> RateGoal:
    """The goal of an area, its levers named as the area's are; `options` are tenths of a percent."""
    target = Lever(
        f"{area}.target",
        f"{prefix}chi-tieu",
        label,
        "choice",
        UNSET,
        options=options,
        legal_source=_PLAN,
        help=N_("Để trống: theo tệp chỉ tiêu kế hoạch; chưa có tệp thì chưa tính lộ trình."),
    )
    due = Lever(
        f"{area}.target_year",
        f"{prefix}nam-chi-tieu",
        N_("Năm đạt chỉ tiêu"),
        "choice",
        UNSET,
        options=tuple((str(year), str(year)) for year in range(2024, 2036)),
        legal_source=_PLAN,
        help=N_("Tính đến hết năm này."),
    )
    return RateGoal(indicator, aim, target, due)
