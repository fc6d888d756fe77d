"""A target of one rate that an area's page works towards: the levers of target and year, and the way there.

Belongs here: what a target typed in comes to. Does not: which rate it is (an area's module) or the steps (target_path.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from models.policy.areas.target_path import RATE, Aim, TargetPath, target_path
from models.policy.levers.levers import UNSET, Lever, LeverValue
from models.policy.levers.scenario import Scenario
from models.wording.words import N_

_PLAN = N_("Nghị quyết của HĐND, kế hoạch của UBND tỉnh")
TENTHS = 10
"""Targets are typed in tenths of a percent."""


@dataclass(frozen=True)
class RateGoal:
    """`indicator` is the rate, in percent; `target` and `due` start open: the file of plan figures may say them."""

    indicator: str
    aim: Aim
    target: Lever
    due: Lever

    @property
    def levers(self) -> tuple[Lever, Lever]:
        return self.target, self.due

    def path(self, rate: Decimal, year: int, scenario: Scenario) -> TargetPath | None:
        """From a year's rate (percent) to the target typed in, in points of percentage a year; None while target and its
        year are not given. Raises TargetDueError where its year is not later."""
        target, due = scenario.value(self.target), scenario.value(self.due)
        if UNSET in (target, due):
            return None
        return target_path(rate, year, Decimal(int(target)) / TENTHS, int(due), unit=RATE, aim=self.aim)


def rate_goal(
    area: str, prefix: str, indicator: str, label: str, options: tuple[tuple[LeverValue, str], ...], aim: Aim
) -> RateGoal:
    """The goal of an area, its levers named as the area's are; `options` are tenths of a percent."""
    target = Lever(
        f"{area}.target", f"{prefix}chi-tieu", label, "choice", UNSET, options=options, legal_source=_PLAN,
        help=N_("Để trống: theo tệp chỉ tiêu kế hoạch; chưa có tệp thì chưa tính lộ trình."),
    )  # fmt: skip
    due = Lever(
        f"{area}.target_year", f"{prefix}nam-chi-tieu", N_("Năm đạt chỉ tiêu"), "choice", UNSET,
        options=tuple((str(year), str(year)) for year in range(2024, 2036)), legal_source=_PLAN,
        help=N_("Tính đến hết năm này."),
    )  # fmt: skip
    return RateGoal(indicator, aim, target, due)
