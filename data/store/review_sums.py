"""Parts against wholes: communes and their district, districts and the province.

Belongs here: this one rule, for counts and money. Rates do not add up and are left alone. A whole is compared once all of its
parts of that time are known, in the file or beside it, and the file has at least one of them.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import sqlalchemy as sa

from data.locale import _
from data.store.fact_tables import CASELOAD, OBSERVATION, TARGET, typed
from data.store.locating import units
from data.store.queries import MONTHLY
from data.store.version import current_at
from data.store.warnings import Reviewed, Row, figure_words
from data.vocabulary.figure_units import ADDED_UP
from data.vocabulary.problems import Problem
from models.base import Base

_ABOVE = {"commune": "district", "district": "province"}


def province_differs(reviewed: Reviewed) -> list[Problem]:
    """A warning for each whole that its parts do not add up to."""
    kind = reviewed.found.kind
    if kind is CASELOAD:
        return _payments(reviewed)
    if kind not in (OBSERVATION, TARGET):
        return []
    summed = [key for key, unit in reviewed.indicator_units.items() if unit in ADDED_UP]
    rows = reviewed.after(reviewed.found.scopes).filter(pl.col("indicator_key").is_in(summed))
    if "qualifier" not in rows.columns:
        rows = rows.with_columns(qualifier=pl.lit("="))
    found = _differing(reviewed, rows, rows, ("indicator_key", "period"), ("value",))

    def said(row: Row) -> str:
        return _sentence(row, [("value", reviewed.indicator_units[row["indicator_key"]])])

    return reviewed.findings(found, "province_differs", _remedy(), said)


def _payments(reviewed: Reviewed) -> list[Problem]:
    months = (2 * pl.col("amount_vnd") + pl.col("months")) // (2 * pl.col("months"))
    below = units(reviewed.connection).filter(pl.col("area_level") != "province").select("area_id")
    rows = reviewed.after(reviewed.found.scopes).filter(pl.col("kind") == MONTHLY).join(below, on="area_id", how="semi")
    rows = rows.with_columns(amount_vnd=months, qualifier=pl.lit("="), amount_qualifier=pl.lit("="))
    values = ("people", "amount_vnd")
    whole = pl.col("group_code") == ""
    programme = [
        pl.when(whole.any()).then(pl.col(name).filter(whole).sum()).otherwise(pl.col(name).sum()).alias(name)
        for name in values
    ]
    totals = rows.group_by("area_id", "scheme", "month", maintain_order=True).agg(*programme, pl.col("_mine").any())
    totals = totals.with_columns(group_code=pl.lit(""), kind=pl.lit(MONTHLY))
    key = ("scheme", "group_code", "month", "kind")
    by_commune = _differing(reviewed, rows, rows, key, values)
    by_district = _differing(reviewed, totals, _reported(reviewed), key, values)
    found = pl.concat([by_commune, by_district], how="diagonal")

    def said(row: Row) -> str:
        return _sentence(row, [("people", "people"), ("amount_vnd", "VND")])

    return reviewed.findings(found, "province_differs", _remedy(), said)


def _reported(reviewed: Reviewed) -> pl.DataFrame:
    """The province's reported totals of programmes; their qualifier is that of the money ("trên 24 tỷ"), people are counted."""
    t, area = Base.metadata.tables["caseload"], Base.metadata.tables["area"]
    names = ("area_id", "scheme", "group_code", "month", "kind", "people", "amount_vnd")
    statement = (
        sa.select(*(t.c[name] for name in names), t.c.qualifier)
        .join_from(t, area, area.c.id == t.c.area_id)
        .where(current_at(t, reviewed.version), area.c.level == "province", t.c.quality == "reported",
               t.c.group_code == "", t.c.month.in_(reviewed.found.scopes))
    )  # fmt: skip
    text = dict.fromkeys((*names, "amount_qualifier"), pl.String())
    numbers = dict.fromkeys(("area_id", "people", "amount_vnd"), pl.Int64())
    frame = typed(reviewed.connection, statement, {**text, **numbers})
    return frame.with_columns(qualifier=pl.lit("="), _mine=pl.lit(False))


def _differing(
    reviewed: Reviewed, parts: pl.DataFrame, wholes: pl.DataFrame, key: tuple[str, ...], values: tuple[str, ...]
) -> pl.DataFrame:
    """Wholes (rows of `wholes` with key and area_id) that all their parts are known of and that differ in a value; with
    "<value>_sum", "_<value>" (it differs), "_level" (of the parts) and "_count" (how many)."""
    known = units(reviewed.connection)
    levels = known.select("area_id", "area_level", "above_id", "valid_from")
    parts = parts.join(levels, on="area_id")
    above = levels.select(above_id="area_id", _above="area_level")
    summed = (
        parts.join(above, on="above_id")
        .filter(pl.col("area_level").replace_strict(_ABOVE, default=None, return_dtype=pl.String) == pl.col("_above"))
        .group_by("above_id", *key)
        .agg(
            *(pl.col(name).sum().alias(f"{name}_sum") for name in values),
            *(pl.col(name).null_count().alias(f"{name}_unknown") for name in values),
            pl.len().alias("_count"), pl.col("_mine").any().alias("_parts_mine"), pl.col("valid_from").max().alias("_day"),
            pl.col("area_level").first().alias("_level"),
        )
    )  # fmt: skip
    complete = summed.join(_siblings(known, summed), on=["above_id", "_day"]).filter(pl.col("_count") == pl.col("_all"))
    joined = wholes.join(complete, left_on=["area_id", *key], right_on=["above_id", *key]).filter(
        pl.col("_mine") | pl.col("_parts_mine")
    )
    flagged = joined.with_columns(
        (_differs(name) & (pl.col(f"{name}_unknown") == 0)).fill_null(False).alias(f"_{name}") for name in values
    )
    return flagged.filter(pl.any_horizontal(f"_{name}" for name in values)).sort("area_id", *key)


def _siblings(known: pl.DataFrame, summed: pl.DataFrame) -> pl.DataFrame:
    """How many areas a whole had on a day: the day on which the newest of its parts came about."""
    rows = [
        (above, day, known.filter(pl.col("above_id") == above, pl.col("valid_from") <= day,
                                  pl.col("valid_to").is_null() | (pl.col("valid_to") > day)).height)
        for above, day in summed.select("above_id", "_day").unique().iter_rows()
    ]  # fmt: skip
    return pl.DataFrame(rows, schema={"above_id": pl.Int64, "_day": pl.Date, "_all": pl.UInt32}, orient="row")


def _differs(name: str) -> pl.Expr:
    """By the whole's own hedge: "trên" is passed from above, "gần" stays below, "khoảng" says nothing exact."""
    hedge = pl.col("amount_qualifier" if name == "amount_vnd" else "qualifier")
    whole, sum_ = pl.col(name), pl.col(f"{name}_sum")
    return (
        pl.when(hedge == "=")
        .then(sum_ != whole)
        .when(hedge == ">")
        .then(sum_ < whole)
        .when(hedge == "<")
        .then(sum_ > whole)
    )


def _sentence(row: Row, figures: Sequence[tuple[str, str]]) -> str:
    parts = (
        _("tổng {count} xã, phường, thị trấn")
        if row["_level"] == "commune"
        else _("tổng {count} huyện, thị xã, thành phố")
    )
    whole = _("số của huyện") if row["_level"] == "commune" else _("số của tỉnh")
    return "; ".join(
        _("{parts} là {sum}, khác {whole} là {figure}").format(
            parts=parts.format(count=row["_count"]), sum=figure_words(row[f"{name}_sum"], unit), whole=whole,
            figure=figure_words(row[name], unit),
        )
        for name, unit in figures
        if row[f"_{name}"]
    )  # fmt: skip


def _remedy() -> str:
    return _("Xem đơn vị nào thiếu hoặc sai; nếu hai số lập khác thời điểm thì xác nhận.")
