"""Which unit of which vintage a row of a file is about.

Belongs here: code, level and period to the area's id. Does not: names and near names (data/ingest/matching.py).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import polars as pl
import sqlalchemy as sa

from data.locale import _
from data.store.fact_tables import typed
from models.base import Base

_AREA = Base.metadata.tables["area"]
_UNITS: dict[str, pl.DataType] = {
    "area_id": pl.Int64(),
    "area_code": pl.String(),
    "area_name": pl.String(),
    "area_level": pl.String(),
    "above_id": pl.Int64(),
    "valid_from": pl.Date(),
    "valid_to": pl.Date(),
}


class UnknownRowError(LookupError):
    """A row names an area, a group or an indicator that does not exist in its period; carries the row's words."""


def units(connection: sa.Connection) -> pl.DataFrame:
    """Areas of all vintages: area_id, area_code, area_name, area_level, above_id, valid_from, valid_to."""
    named = ("id", "code", "name", "level", "parent_id", "valid_from", "valid_to")
    return typed(connection, sa.select(*(_AREA.c[name] for name in named)), _UNITS)


def located(
    connection: sa.Connection, frame: pl.DataFrame, period: pl.Expr, day_of: Callable[[str], date]
) -> pl.DataFrame:
    """The frame with area_id, area_code and area_name, in its order. `day_of` turns a period into the day whose units count,
    as it did when the file was read; the first units there are count for earlier days too. Raises UnknownRowError."""
    rows = frame.with_columns(_code=pl.coalesce("commune_code", "district_code"), _level=_LEVEL, _period=period)
    known = units(connection).with_columns(
        _code=pl.when(pl.col("area_level") != "province").then(pl.col("area_code")), _level=pl.col("area_level")
    )
    first: date = known.select(pl.col("valid_from").min()).item()
    periods = rows["_period"].unique().to_list()
    days = pl.DataFrame(
        {"_period": periods, "_day": [max(day_of(text), first) for text in periods]},
        {"_period": pl.String, "_day": pl.Date},
    )
    wanted = rows.select(_NAMED).unique(maintain_order=True).join(days, on="_period", maintain_order="left")
    there = wanted.join(known, on=["_code", "_level"], nulls_equal=True).filter(
        pl.col("valid_from") <= pl.col("_day"), pl.col("valid_to").is_null() | (pl.col("valid_to") > pl.col("_day"))
    )
    lost = wanted.join(there, on=_NAMED, how="anti", nulls_equal=True, maintain_order="left")
    if len(lost):
        raise UnknownRowError(lost["_code"][0] or _("Toàn tỉnh"))
    found = there.select(*_NAMED, "area_id", "area_code", "area_name")
    return rows.join(found, on=_NAMED, how="left", nulls_equal=True, maintain_order="left").drop(_NAMED)


_NAMED = ["_code", "_level", "_period"]
_LEVEL = (
    pl.when(pl.col("commune_code").is_not_null())
    .then(pl.lit("commune"))
    .when(pl.col("district_code").is_not_null())
    .then(pl.lit("district"))
    .otherwise(pl.lit("province"))
)
