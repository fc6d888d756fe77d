"""Which observations are the province's own: what the report gives and what a file has put in its place.

Belongs here: choosing rows of one version. Figures of districts and communes are rows of the same table and never count as
the province's. Does not: reading the table (data/store) or showing a figure (pages).
"""

from __future__ import annotations

import polars as pl

REPORT_PERIOD = "2023"


def recency(period: str) -> str:
    """Orders periods "YYYY" and "YYYY-MM": a whole year is newer than its months."""
    return period if "-" in period else f"{period}-13"


def province_figures(observations: pl.DataFrame, areas: pl.DataFrame) -> pl.DataFrame:
    """The rows of the province as it was in their period, in their order; one at most for an indicator and period.

    From frames OBSERVATIONS and AREAS (all vintages). The province of another vintage (Ninh Bình from 7/2025) is another
    territory; the first vintage stands for the years before it. A year counts as its first month."""
    provinces = areas.filter(pl.col("level") == "province").select("area_id", "valid_from", "valid_to")
    first = pl.col("valid_from") == provinces["valid_from"].min()
    month = pl.col("period").str.replace(r"^(\d{4})$", "${1}-01")
    begins = (month + "-01").str.to_date("%Y-%m-%d", strict=False)
    there = (first | (pl.col("valid_from") <= begins)) & (pl.col("valid_to").is_null() | (pl.col("valid_to") > begins))
    return (
        observations.join(provinces, on="area_id", how="inner", maintain_order="left")
        .filter(there)
        .select(observations.columns)
    )


def newer_than_report(figures: pl.DataFrame) -> pl.DataFrame:
    """Of the province's figures, each indicator's newest one that a file gave for a time after the report's year; a whole
    year is newer than its months."""
    ends = pl.col("period").str.replace(r"^(\d{4})$", "${1}-13")
    newer = figures.filter((pl.col("quality") == "uploaded") & (pl.col("period").str.head(4) > REPORT_PERIOD))
    return newer.filter(ends == ends.max().over("indicator"))
