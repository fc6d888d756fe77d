"""What is kept, in the shape of a dataset's file: the other way round of facts.py.

Belongs here: the figures of a dataset and period as they stand in a version. Does not: how they are written to a file
(data/export).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import polars as pl
import sqlalchemy as sa

from data.store.version import current_at
from data.vocabulary.group_names import PROGRAMME_SCHEMES
from models.base import Base
from models.frames import (
    AREA_FILE,
    BUDGET_FILE,
    CATEGORIES,
    FIGURES,
    HOUSEHOLD_FILE,
    INDICATOR_FILE,
    KEYS,
    PAYMENTS,
    TARGET_FILE,
)

_T = Base.metadata.tables
_PLACE = pl.Schema({"area_id": pl.Int64, "district_code": pl.String, "commune_code": pl.String})


def current(connection: sa.Connection, version: int, dataset: str, period: str) -> pl.DataFrame:
    """The figures of one period (a month, a year, a budget year, or the date of an `areas` file) in the dataset's schema,
    with "area_id" in front; empty where there are none. Raises KeyError for a dataset that has no such files."""
    frame, schema = _READERS[dataset]
    found = frame(connection, version, period).join(_places(connection), on="area_id", how="inner")
    order = ["district_code", "commune_code"]
    return found.select("area_id", *(pl.col(name).cast(kind) for name, kind in schema.items())).sort(
        order, nulls_last=False, maintain_order=True
    )


def _places(connection: sa.Connection) -> pl.DataFrame:
    """Area id -> the codes a file names it by; both null for the province."""
    area, above = _T["area"], _T["area"].alias("above")
    code = sa.case((area.c.level == "district", area.c.code), (above.c.level == "district", above.c.code))
    commune = sa.case((area.c.level == "commune", area.c.code))
    statement = sa.select(
        area.c.id.label("area_id"), code.label("district_code"), commune.label("commune_code")
    ).select_from(area.outerjoin(above, area.c.parent_id == above.c.id))
    return _frame(connection, statement, _PLACE)


def _frame(connection: sa.Connection, statement: sa.Select[Any], schema: pl.Schema) -> pl.DataFrame:
    found = pl.read_database(statement, connection, schema_overrides=dict(schema), infer_schema_length=None)
    return found.select([pl.col(name).cast(kind) for name, kind in schema.items()])


def _payments(connection: sa.Connection, version: int, period: str) -> pl.DataFrame:
    t, area = _T["caseload"], _T["area"]
    statement = (
        sa.select(
            t.c.area_id, t.c.month.label("period"), t.c.scheme, t.c.group_code.label("group"), t.c.kind, t.c.months,
            t.c.people.label("beneficiaries"), t.c.shares, t.c.amount_vnd.label("monthly_amount_vnd"),
        )
        .join(area, t.c.area_id == area.c.id)
        .where(current_at(t, version), t.c.month == period, area.c.level != "province", t.c.amount_vnd.is_not(None))
        .order_by(t.c.area_id, t.c.scheme, t.c.group_code, t.c.kind)
    )  # fmt: skip
    columns = {name: kind for name, kind in PAYMENTS.items() if not name.endswith("_code")}
    found = _frame(connection, statement, pl.Schema({"area_id": pl.Int64(), "scheme": pl.String(), **columns}))
    programmes = {scheme: name for name, scheme in PROGRAMME_SCHEMES.items()}
    whole = pl.col("scheme").replace_strict(programmes, default=None, return_dtype=pl.String)
    named = found.with_columns(group=pl.when(pl.col("group") == "").then(whole).otherwise(pl.col("group")))
    return named.filter(pl.col("group").is_not_null())


def _observed(connection: sa.Connection, version: int, period: str) -> pl.DataFrame:
    t = _T["observation"]
    statement = (
        sa.select(
            t.c.area_id, t.c.period, t.c.indicator_key.label("indicator"), sa.cast(t.c.value, sa.String).label("value"),
            t.c.qualifier,
        )
        .where(current_at(t, version), t.c.period == period, t.c.quality.in_(("reported", "uploaded")))
        .order_by(t.c.area_id, t.c.indicator_key)
    )  # fmt: skip
    columns = ("period", "indicator", "value", "qualifier")
    return _frame(connection, statement, pl.Schema({"area_id": pl.Int64(), **dict.fromkeys(columns, pl.String())}))


def _households(connection: sa.Connection, version: int, period: str) -> pl.DataFrame:
    named = ["indicator", "category", "counted", "figure"]
    keys = pl.DataFrame([(key, *parts) for key, parts in KEYS.items()], schema=named, orient="row")
    found = _observed(connection, version, period).join(keys, on="indicator", how="inner")
    wide = found.with_columns(pl.col("value").str.extract(r"^(-?\d+)").cast(pl.Int64)).pivot(
        on="figure", index=["area_id", "period", "category", "counted"], values="value"
    )
    absent = [pl.lit(None, pl.Int64).alias(figure) for figure in FIGURES if figure not in wide.columns]
    order = pl.col("category").replace_strict({name: place for place, name in enumerate(CATEGORIES)}, default=9)
    return wide.with_columns(absent).filter(pl.col("closing").is_not_null()).sort("area_id", order, "counted")


def _targets(connection: sa.Connection, version: int, period: str) -> pl.DataFrame:
    t = _T["target"]
    statement = (
        sa.select(t.c.area_id, t.c.period, t.c.indicator_key.label("indicator"), sa.cast(t.c.value, sa.String).label("value"))
        .where(current_at(t, version), t.c.period == period)
        .order_by(t.c.area_id, t.c.indicator_key)
    )  # fmt: skip
    columns = ("period", "indicator", "value")
    return _frame(connection, statement, pl.Schema({"area_id": pl.Int64(), **dict.fromkeys(columns, pl.String())}))


def _areas(connection: sa.Connection, version: int, period: str) -> pl.DataFrame:
    t = _T["area_measure"]
    people, homes = t.c.population_date == period, t.c.households_date == period
    statement = (
        sa.select(
            t.c.area_id, sa.case((people, t.c.population)).label("population"),
            sa.case((homes, t.c.households)).label("households"), sa.literal(period).label("measured_on"),
            sa.case((people, t.c.population_source), else_=t.c.households_source).label("source"),
        )
        .where(current_at(t, version), sa.or_(people, homes))
        .order_by(t.c.area_id)
    )  # fmt: skip
    columns = {name: kind for name, kind in AREA_FILE.items() if not name.endswith("_code")}
    return _frame(connection, statement, pl.Schema({"area_id": pl.Int64(), **columns}))


def _budget(connection: sa.Connection, version: int, period: str) -> pl.DataFrame:
    t = _T["budget_line"]
    columns = {name: kind for name, kind in BUDGET_FILE.items() if not name.endswith("_code")}
    key = [t.c[name] for name in ("area_id", "month", "source", "level", "chapter", "category", "item")]
    statement = (
        sa.select(t.c.area_id, *(t.c[name] for name in columns))
        .where(current_at(t, version), t.c.budget_year == int(period))
        .order_by(*key)
    )
    return _frame(connection, statement, pl.Schema({"area_id": pl.Int64(), **columns}))


_READERS: dict[str, tuple[Callable[[sa.Connection, int, str], pl.DataFrame], pl.Schema]] = {
    "payments": (_payments, PAYMENTS),
    "indicators": (_observed, INDICATOR_FILE),
    "households": (_households, HOUSEHOLD_FILE),
    "targets": (_targets, TARGET_FILE),
    "areas": (_areas, AREA_FILE),
    "budget": (_budget, BUDGET_FILE),
}
