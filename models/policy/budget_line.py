"""The budget line: what the year's estimate (dự toán giao) covers when payments run as projected.

Belongs here: comparing an estimate with the cash path of one budget year. Does not: where the estimate comes from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.periods import Month


@dataclass(frozen=True)
class BudgetLine:
    """`balance_vnd` negative = short. `runs_out` is the first month whose payment the estimate no longer covers in full,
    `left_before_vnd` what is left when that month begins."""

    estimate_vnd: int
    spent_vnd: int
    runs_out: Month | None
    left_before_vnd: int

    @property
    def balance_vnd(self) -> int:
        return self.estimate_vnd - self.spent_vnd


def budget_line(estimate_vnd: int, months: Sequence[Month], paid_vnd: Sequence[int]) -> BudgetLine:
    """From the year's estimate and its monthly payments (theo tháng chi), both in đồng, January to December."""
    left = estimate_vnd
    runs_out: Month | None = None
    left_before = 0
    for month, paid in zip(months, paid_vnd, strict=True):
        if runs_out is None and paid > left:
            runs_out, left_before = month, left
        left -= paid
    return BudgetLine(estimate_vnd, estimate_vnd - left, runs_out, left_before)
