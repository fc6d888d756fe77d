"""What must hold of a poverty review: causes add up to decrease and increase, and closing = opening - decrease + increase.

Belongs here: adding up the causes and these two checks. Does not: the columns (datasets/households.py).
"""

from __future__ import annotations

import polars as pl

from data.ingest.records import Records
from data.locale import _
from data.vocabulary.numbers import written
from data.vocabulary.problems import Fault, Problem

DECREASES = ("decrease_reclassified", "decrease_above", "decrease_other")
"""Thành hộ cận nghèo (of near-poor: thành hộ nghèo), vượt chuẩn, khác."""
INCREASES = ("increase_reclassified", "increase_again", "increase_new", "increase_other")
"""Từ hộ cận nghèo (of near-poor: từ hộ nghèo), tái nghèo, phát sinh mới, khác."""


def settle_moves(records: Records) -> list[Problem]:
    """Fill decrease and increase from their causes where the file has no total, and say where sums disagree."""
    problems = _settled(records, "decrease", DECREASES) + _settled(records, "increase", INCREASES)
    return problems + _closing(records)


def _settled(records: Records, total: str, causes: tuple[str, ...]) -> list[Problem]:
    """An empty cell among filled causes adds nothing; a row without any leaves the total as it is."""
    any_cause = pl.any_horizontal(pl.col(cause).is_not_null() for cause in causes)
    summed = pl.when(any_cause).then(pl.sum_horizontal(causes))
    frame = records.frame.with_columns(summed.alias("_causes"))
    differing = frame.select((pl.col("_causes") != pl.col(total)).fill_null(False).arg_true()).to_series()
    problems = [
        records.problem(
            index,
            total,
            Fault(
                _("khác tổng các cột chi tiết là {sum}").format(sum=written(frame.item(index, "_causes"))),
                _("Sửa số tổng hoặc các số chi tiết cho khớp."),
            ),
        )
        for index in differing
    ]
    records.frame = frame.with_columns(pl.coalesce(total, "_causes").alias(total)).drop("_causes")
    return problems


def _closing(records: Records) -> list[Problem]:
    computed = pl.col("opening") - pl.col("decrease") + pl.col("increase")
    frame = records.frame.select("closing", computed.alias("computed"))
    differing = frame.select((pl.col("closing") != pl.col("computed")).fill_null(False).arg_true()).to_series()
    problems: list[Problem] = []
    for index in differing:
        stated, worked = (int(frame.item(index, name)) for name in ("closing", "computed"))
        fault = Fault(
            _("là số cuối kỳ ({stated}), khác số đầu kỳ trừ giảm cộng tăng là {computed}").format(
                stated=written(stated), computed=written(worked)
            ),
            _("Kiểm tra lại bốn số của dòng này."),
        )
        problems.append(records.problem(index, "closing", fault, "warning", "closing"))
    return problems
