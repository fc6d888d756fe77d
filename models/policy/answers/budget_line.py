"""The budget line: what the year's estimate (dự toán giao) covers when payments run as projected.

Belongs here: comparing estimate, supplements and what has been paid with the cash path of one budget year. Does not: where
the figures come from. A year's unspent estimate lapses on 31 January of the next (Luật NSNN).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.periods import Month


@dataclass(frozen=True)
class BudgetLine:
    """`granted_vnd` = estimate + supplements; `actual_vnd` is what was paid up to `actual_to` (None: nothing entered, the
    whole year is projected). `balance_vnd` negative = short. `runs_out` is the first month to come whose payment is no
    longer covered in full, `left_before_vnd` what is left when that month begins."""

    estimate_vnd: int
    supplement_vnd: int
    actual_vnd: int | None
    actual_to: Month | None
    spent_vnd: int
    months_left: int
    runs_out: Month | None
    left_before_vnd: int
    settlement_vnd: int | None = None

    @property
    def granted_vnd(self) -> int:
        return self.estimate_vnd + self.supplement_vnd

    @property
    def balance_vnd(self) -> int:
        return self.granted_vnd - self.spent_vnd


def budget_line(
    estimate_vnd: int,
    months: Sequence[Month],
    paid_vnd: Sequence[int],
    *,
    supplement_vnd: int = 0,
    actual_vnd: int | None = None,
    actual_to: Month | None = None,
    settlement_vnd: int | None = None,
) -> BudgetLine:
    """From the year's estimate and its projected monthly payments (theo tháng chi), in đồng, January to December. Up to
    `actual_to` the cumulative `actual_vnd` takes the place of the projection; both or neither are given."""
    if (actual_vnd is None) != (actual_to is None):
        raise ValueError("cumulative payments need the month they run to")
    left = estimate_vnd + supplement_vnd - (actual_vnd or 0)
    runs_out: Month | None = None
    left_before = 0
    to_come = [(m, p) for m, p in zip(months, paid_vnd, strict=True) if actual_to is None or m > actual_to]
    for month, paid in to_come:
        if runs_out is None and paid > left:
            runs_out, left_before = month, left
        left -= paid
    granted = estimate_vnd + supplement_vnd
    return BudgetLine(
        estimate_vnd, supplement_vnd, actual_vnd, actual_to, granted - left, len(to_come), runs_out, left_before,
        settlement_vnd,
    )  # fmt: skip
