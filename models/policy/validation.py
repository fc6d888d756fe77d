"""Validation: the model against the totals the report gives, and the report against itself.

Belongs here: tie-outs with difference and tolerance. A hedged total ("trên", "gần") allows the tolerance of its hedge.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from models.words import N_

TOLERANCE_PPM_HEDGED = 1_000
"""0,1 % of a hedged total: the mix is fitted to the round figure, not to what stands behind "trên" or "gần"."""


@dataclass(frozen=True)
class TieOut:
    """`difference` = model - reported; holds while it is within `tolerance`, all in `unit`."""

    name: str
    unit: str
    reported: int
    modelled: int
    tolerance: int

    @property
    def difference(self) -> int:
        return self.modelled - self.reported

    @property
    def holds(self) -> bool:
        return abs(self.difference) <= self.tolerance


@dataclass(frozen=True)
class ModelTotals:
    """People and money of one scheme's groups, without the reconciliation row."""

    people: int
    amount_vnd: int


def tie_outs(figures: Mapping[str, Decimal], protection: ModelTotals, merit: ModelTotals) -> tuple[TieOut, ...]:
    """Checks on the reported figures by indicator key; a figure that is missing leaves its check out."""
    checks: list[TieOut] = []

    def add(name: str, unit: str, key: str, modelled: int, tolerance_ppm: int = 0, at_least: int = 0) -> None:
        if key in figures:
            reported = int(figures[key])
            checks.append(
                TieOut(name, unit, reported, modelled, max(at_least, abs(reported) * tolerance_ppm // 1_000_000))
            )

    people, money = N_("người"), N_("đồng/tháng")
    add(
        N_("Đối tượng trợ cấp tại cộng đồng: cộng các nhóm"),
        people,
        "protection.community_recipients",
        protection.people,
    )
    add(
        N_("Kinh phí trợ cấp tại cộng đồng: cộng các nhóm"), money, "protection.monthly_budget",
        protection.amount_vnd, TOLERANCE_PPM_HEDGED,
    )  # fmt: skip
    add(N_("Người có công hưởng hằng tháng: cộng các nhóm"), people, "merit.monthly_recipients", merit.people)
    add(
        N_("Kinh phí trợ cấp người có công: cộng các nhóm"), money, "merit.monthly_budget",
        merit.amount_vnd, TOLERANCE_PPM_HEDGED,
    )  # fmt: skip
    levels = [f"training.enrolled_{level}" for level in ("college", "intermediate", "elementary", "short")]
    if all(key in figures for key in levels):
        add(
            N_("Tuyển sinh đào tạo nghề: cộng các trình độ"),
            people,
            "training.enrolled",
            sum(int(figures[k]) for k in levels),
        )
    return tuple(checks)


def group_totals(rows: pl.DataFrame, amounts: Mapping[str, int]) -> ModelTotals:
    """From caseload rows by group and the monthly amount of a person of each group, in đồng."""
    listed = rows.filter(pl.col("group") != "").select("group", "people", "units").iter_rows()
    people, amount = 0, 0
    for group, count, units in listed:
        people += count
        amount += units * amounts[group]
    return ModelTotals(people, amount)
