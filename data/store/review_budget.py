"""Budget figures of a file against those of other files: last month's cumulative figure, the year's estimate.

Belongs here: these two rules. Does not: what one file shows by itself (data/ingest/datasets/budget_rows.py). Estimates and the Treasury's
figures come in different files.
"""

from __future__ import annotations

import polars as pl

from data.locale import _
from data.store.fact_tables import BUDGET_LINE
from data.store.warnings import Reviewed, Row, figure_words, period_words
from data.vocabulary.problems import Problem
from models.policy.answers.budget import LINE


def falling(reviewed: Reviewed) -> list[Problem]:
    """Cumulative figures below that of the month before, one of the two kept before."""
    if reviewed.found.kind is not BUDGET_LINE:
        return []
    months = reviewed.after(reviewed.found.scopes).filter(pl.col("month") != "", pl.col("cumulative_vnd").is_not_null())
    names = ("month", "cumulative_vnd", "_mine")
    ordered = months.sort(*LINE, "month").with_columns(
        pl.col(name).shift(1).over(LINE).alias(f"{name}_before") for name in names
    )
    lower = ordered.filter(
        pl.col("cumulative_vnd") < pl.col("cumulative_vnd_before"), pl.col("_mine") != pl.col("_mine_before")
    )

    def said(row: Row) -> str:
        return _("lũy kế {amount}, thấp hơn lũy kế đến hết {period} là {before}").format(
            amount=figure_words(row["cumulative_vnd"], "VND"), period=period_words(row["month_before"]),
            before=figure_words(row["cumulative_vnd_before"], "VND"),
        )  # fmt: skip

    remedy = _("Kiểm tra lại số của hai tháng; nếu có thu hồi thì xác nhận.")
    return reviewed.findings(lower, "cumulative", remedy, said)


def over_estimate(reviewed: Reviewed) -> list[Problem]:
    """Lines that have spent more than estimate and supplement, where the file brings one of these figures."""
    if reviewed.found.kind is not BUDGET_LINE:
        return []
    rows = reviewed.after(reviewed.found.scopes)
    granted = (
        rows.filter(pl.col("estimate_vnd").is_not_null())
        .sort(pl.col("month") == "", "month")
        .unique(list(LINE), keep="last", maintain_order=True)
        .select(*LINE, granted=pl.col("estimate_vnd") + pl.col("supplement_vnd").fill_null(0), _granted_mine="_mine")
    )
    spent = (
        rows.filter(pl.col("cumulative_vnd").is_not_null())
        .sort("month")
        .unique(list(LINE), keep="last", maintain_order=True)
    )
    over = spent.join(granted, on=list(LINE), maintain_order="left").filter(
        pl.col("cumulative_vnd") > pl.col("granted"), pl.col("_mine") | pl.col("_granted_mine")
    )

    def said(row: Row) -> str:
        return _("lũy kế {amount}, vượt dự toán và bổ sung là {granted}").format(
            amount=figure_words(row["cumulative_vnd"], "VND"), granted=figure_words(row["granted"], "VND")
        )

    remedy = _("Kiểm tra lại lũy kế; nếu đã có bổ sung thì nạp số bổ sung.")
    return reviewed.findings(over, "over_estimate", remedy, said)
