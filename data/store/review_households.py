"""Poor and near-poor households against all households, and against the period before.

Belongs here: these two rules. Does not: closing = opening - out + in, which needs no database (data/ingest/datasets/household_moves.py).
"""

from __future__ import annotations

import polars as pl

from data.locale import _
from data.store.fact_tables import AREA_MEASURE, OBSERVATION, standing_rows
from data.store.measures import measures
from data.store.warnings import Reviewed, Row, figure_words, period_words
from data.vocabulary.problems import Problem
from models.frames import CATEGORIES, COUNTED, household_key
from models.periods import Month

POOR, NEAR_POOR = (household_key(category, "households", "closing") for category in CATEGORIES)
ALL_HOUSEHOLDS = "poverty.households"
OPENING = {household_key(c, n, "opening"): household_key(c, n, "closing") for c in CATEGORIES for n in COUNTED}
MONTHS_BACK = 6
"""The opening figures of a half-year are the closing ones of up to so many months before."""


def above_households(reviewed: Reviewed) -> list[Problem]:
    """Areas where the file makes poor and near-poor households more than there are households."""
    if reviewed.found.kind is AREA_MEASURE:
        rows = _of_measured(reviewed)
    elif reviewed.found.kind is OBSERVATION:
        rows = _of_observed(reviewed)
    else:
        return []
    both = pl.col("poor").fill_null(0) + pl.col("near_poor").fill_null(0)
    found = rows.with_columns(both=both).filter(pl.col("both") > pl.col("households"))

    def said(row: Row) -> str:
        return _("hộ nghèo và hộ cận nghèo {period} là {both}, nhiều hơn tổng số hộ {households}").format(
            period=period_words(row["of"]), both=figure_words(row["both"], "households"), households=figure_words(row["households"]),
        )  # fmt: skip

    remedy = _("Xem lại số hộ nghèo, hộ cận nghèo và tổng số hộ của đơn vị.")
    return reviewed.findings(found, "above_households", remedy, said, subject=False)


def opening_differs(reviewed: Reviewed) -> list[Problem]:
    """Opening figures that are not the closing ones of the period before, where those are known."""
    if reviewed.found.kind is not OBSERVATION:
        return []
    opening = reviewed.found.rows.filter(pl.col("indicator_key").is_in(list(OPENING)))
    earlier = pl.DataFrame(
        [(period, before, rank) for period in opening["period"].unique() for rank, before in enumerate(_earlier(period))],
        schema={"period": pl.String, "_before": pl.String, "_rank": pl.Int64}, orient="row",
    )  # fmt: skip
    closing = reviewed.after(earlier["_before"].unique()).select(
        "area_id", _closing="indicator_key", _before="period", closed="value"
    )
    newest = (
        opening.with_columns(_closing=pl.col("indicator_key").replace_strict(OPENING, return_dtype=pl.String))
        .join(earlier, on="period")
        .join(closing, on=["area_id", "_closing", "_before"])
        .sort("_row", "_rank")
        .unique(["area_id", "indicator_key", "period"], keep="first", maintain_order=True)
    )
    remedy = _("Sửa số đầu kỳ, hoặc xác nhận nếu số cuối kỳ trước đã được điều chỉnh.")
    differing = newest.filter(pl.col("value") != pl.col("closed"))

    def said(row: Row) -> str:
        return _("{opening}, khác số cuối kỳ {period} là {closed}").format(
            opening=figure_words(row["value"]), period=period_words(row["_before"]), closed=figure_words(row["closed"])
        )

    return reviewed.findings(differing, "opening", remedy, said)


def _earlier(period: str) -> list[str]:
    """Periods whose end may be the beginning of this one, the nearest first."""
    if len(period) == 4:
        return [str(int(period) - 1), f"{int(period) - 1}-12"]
    months = [Month.parse(period).plus(-back) for back in range(1, MONTHS_BACK + 1)]
    return [text for month in months for text in ([str(month), str(month.year)] if month.month == 12 else [str(month)])]


def _of_observed(reviewed: Reviewed) -> pl.DataFrame:
    names = {POOR: "poor", NEAR_POOR: "near_poor", ALL_HOUSEHOLDS: "counted"}
    rows = reviewed.after(reviewed.found.scopes).filter(pl.col("indicator_key").is_in(list(names)))
    columns = [
        pl.col("value").filter(pl.col("indicator_key") == key).first().alias(name) for key, name in names.items()
    ]
    by_area = rows.group_by("area_id", "period", maintain_order=True).agg(*columns, pl.col("_mine").any())
    sizes = measures(reviewed.connection, reviewed.version).select("area_id", "households")
    return by_area.filter("_mine").join(sizes, on="area_id", how="left", maintain_order="left").with_columns(
        of="period", indicator_key=pl.lit(POOR), households=pl.coalesce("counted", pl.col("households").cast(pl.Decimal(20, 4)))
    )  # fmt: skip


def _of_measured(reviewed: Reviewed) -> pl.DataFrame:
    """Households of the file against the newest poverty figures of each area."""
    kept = standing_rows(reviewed.connection, reviewed.version, OBSERVATION).filter(
        pl.col("indicator_key").is_in([POOR, NEAR_POOR])
    )
    end = pl.when(pl.col("period").str.len_chars() == 4).then(pl.col("period") + "-12").otherwise(pl.col("period"))
    newest = kept.with_columns(_end=end).filter(pl.col("_end") == pl.col("_end").max().over("area_id"))
    figures = newest.group_by("area_id").agg(
        pl.col("period").max().alias("of"),
        pl.col("value").filter(pl.col("indicator_key") == POOR).first().alias("poor"),
        pl.col("value").filter(pl.col("indicator_key") == NEAR_POOR).first().alias("near_poor"),
    )
    return reviewed.found.rows.join(figures, on="area_id", how="inner", maintain_order="left").with_columns(
        pl.col("households").cast(pl.Decimal(20, 4))
    )
