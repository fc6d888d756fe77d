"""Ranges without randomness: the headline with hedged inputs and assumptions at their low and high ends."""

from __future__ import annotations

from dataclasses import dataclass

from models.money import divide_half_up
from models.periods import Month
from models.policy.areas import protection
from models.policy.engine import measures
from models.policy.engine.baseline import Baseline, Block
from models.policy.engine.projection import norm_changes, norms_in, project_cube
from models.policy.law.law import Law
from models.policy.levers.levers import Scenario
from models.policy.schemes import PROTECTION, Scheme
from models.wording.words import N_

LARGEST_UNIT = 10**9


@dataclass(frozen=True)
class Uncertain:
    """One input at its ends: `code` "bill", "aged_75" or "group", in words, its values, and the increase of the
    headline month in đồng at each."""

    code: str
    name: str
    unit: str
    low: int
    high: int
    low_vnd: int
    high_vnd: int

    @property
    def width(self) -> int:
        return abs(self.high_vnd - self.low_vnd)


@dataclass(frozen=True)
class Range:
    """The increase as computed, and the least and the most with the inputs at their ends; `inputs` widest first."""

    central_vnd: int
    low_vnd: int
    high_vnd: int
    inputs: tuple[Uncertain, ...]

    @property
    def is_a_range(self) -> bool:
        return self.low_vnd != self.high_vnd


def hedge_interval(value: int, qualifier: str) -> tuple[int, int]:
    """The least and the greatest whole value a hedged figure may stand for: within one unit of its last written digit.

    >>> hedge_interval(24_000_000_000, ">")
    (24000000000, 24999999999)
    """
    unit = 1
    while value and value % (10 * unit) == 0 and unit < LARGEST_UNIT:
        unit *= 10
    if qualifier == ">":
        return value, value + unit - 1
    if qualifier == "<":
        return value - unit + 1, value
    if qualifier == "~":
        return value - unit // 2, value + (unit - 1) // 2
    return value, value


def increase_range(
    baseline: Baseline,
    law: Law,
    scenario: Scenario,
    scheme: Scheme,
    *,
    months: tuple[Month, ...],
    month: Month,
    central_vnd: int,
    groups: tuple[Uncertain, ...] = (),
) -> Range:
    """The range of the scheme's increase in `month`, theo tháng hưởng; `central_vnd` is that increase with the
    levers as set. Another total changes only the reconciliation row, so no projection is needed for it. Of the assumed
    `groups`, the widest first, the first is an input: they are not off all at once."""
    block, here = baseline.block(scheme), measures.level(scenario)
    known = {here: central_vnd}

    def run(bill: int, level: str) -> int:
        if level not in known:
            moved = scenario.with_value(protection.ASSUMPTION_LEVEL.key, level)
            before, after = project_cube(baseline, law, moved, months).bills(scheme.code, month)
            known[level] = after - before
        return known[level] + _moved_by(block, bill - block.base_vnd, law, scenario, month)

    inputs: list[Uncertain] = []
    low_bill, high_bill = hedge_interval(block.base_vnd, block.qualifier)
    if low_bill != high_bill:
        ends = run(low_bill, here), run(high_bill, here)
        inputs.append(Uncertain("bill", N_("Tổng kinh phí của báo cáo"), N_("đồng/tháng"), low_bill, high_bill, *ends))
    low_level, high_level = here, here
    if scheme == PROTECTION and scenario.value(protection.LOWER_AGE) == 1:
        numbers = {level: scenario.number(lever) for level, lever in protection.AGED_75.items()}
        low_level, high_level = (pick(numbers, key=lambda level: numbers[level]) for pick in (min, max))
        low, high = numbers[low_level], numbers[high_level]
        ends = run(block.base_vnd, low_level), run(block.base_vnd, high_level)
        name = N_("Số người 75 - dưới 80 tuổi được thêm")
        inputs.append(Uncertain("aged_75", name, N_("người"), low, high, *ends))
    # A lower norm takes more off a greater bill while more people add to it: each end of one with each of the other.
    corners = [run(bill, level) for bill in (low_bill, high_bill) for level in (low_level, high_level)]
    low_vnd, high_vnd = min(corners), max(corners)
    for widest in [group for group in groups if group.width][:1]:
        inputs.append(widest)
        low_vnd += min(widest.low_vnd, widest.high_vnd) - central_vnd
        high_vnd += max(widest.low_vnd, widest.high_vnd) - central_vnd
    return Range(central_vnd, low_vnd, high_vnd, tuple(sorted(inputs, key=lambda each: (-each.width, each.name))))


def _moved_by(block: Block, difference: int, law: Law, scenario: Scenario, month: Month) -> int:
    """What a difference of the month's total adds to the increase: it is part of the reconciliation row, follows
    the norm alone and is rounded as the engine rounds that row."""
    if not difference or not len(block.reconciliation):
        return 0
    national, in_force = norms_in(block.scheme.norm, scenario, law, month)
    indexed = norm_changes(block.scheme.norm, scenario, law).indexed_percent
    local = national * (100 - indexed) + in_force * indexed
    rest = int(block.reconciliation[0])
    ends = [
        divide_half_up(row * local, 100 * block.base_norm) - divide_half_up(row * national, block.base_norm)
        for row in (rest, rest + difference)
    ]
    return ends[1] - ends[0]
