"""Figures of the province as rows, and those that fill a factor of a support line."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import polars as pl

from models.money import divide_half_up
from models.policy.areas.catalogue import COUNTED_BY_YEAR
from models.policy.areas.support import Factor

REPORT_PERIOD = "2023"


def recency(period: str) -> str:
    """Orders periods "YYYY" and "YYYY-MM": a whole year is newer than its months."""
    return period if "-" in period else f"{period}-13"


def province_figures(observations: pl.DataFrame, areas: pl.DataFrame) -> pl.DataFrame:
    """The province's rows, at most one for an indicator and period, in their order.

    From frames OBSERVATIONS and AREAS (all vintages). A row belongs to the province of its own period: the province
    of another vintage (Ninh Bình from 7/2025) is another territory. The first vintage also covers the years before
    it. A year counts as its first month.
    """
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
    """Of the province's figures, each indicator's newest one that a file gave for a time after the report's year; a
    whole year is newer than its months."""
    ends = pl.col("period").str.replace(r"^(\d{4})$", "${1}-13")
    newer = figures.filter((pl.col("quality") == "uploaded") & (pl.col("period").str.head(4) > REPORT_PERIOD))
    return newer.filter(ends == ends.max().over("indicator"))


@dataclass(frozen=True)
class Offer:
    """A figure offered to a lever: `value` is the whole number the lever takes, `exact` the stored figure, with its
    period and source."""

    value: int
    exact: Decimal
    period: str
    quality: str
    source: str

    @property
    def is_rounded(self) -> bool:
        return self.value != self.exact


def offer(factor: Factor, figures: Iterable[Mapping[str, Any]], qualities: Collection[str]) -> Offer | None:
    """The newest observation of the province (columns indicator, period, value, quality, source) with one of these
    qualities; a whole year is newer than its months, and a yearly count is not used for months. None where there is
    none or the lever cannot take the value."""
    candidates = [
        row
        for row in figures
        if row["indicator"] == factor.indicator
        and row["quality"] in qualities
        and ("-" not in row["period"] or factor.now.key not in COUNTED_BY_YEAR)
    ]
    if not candidates:
        return None
    newest = max(candidates, key=lambda row: recency(row["period"]))
    exact = Decimal(newest["value"])
    value = divide_half_up(*exact.as_integer_ratio())
    if not factor.now.minimum <= value <= factor.now.maximum:
        return None
    return Offer(value, exact, newest["period"], newest["quality"], newest["source"])
