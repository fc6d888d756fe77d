"""From the frame of an accepted file to rows of the table that keeps its dataset.

Belongs here: areas by vintage, groups and indicators by what is kept, figures to columns. Does not: what they would change
(compare.py). Writes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import polars as pl
import sqlalchemy as sa

from data.ingest.catalogue import DATASETS
from data.store.fact_tables import (
    AREA_MEASURE,
    BUDGET_FIGURES,
    BUDGET_LINE,
    CASELOAD,
    HOUSEHOLDS,
    OBSERVATION,
    POPULATION,
    TARGET,
    FactTable,
    standing_rows,
    typed,
)
from data.store.locating import UnknownRowError, located
from data.store.version import current_at
from data.vocabulary.group_names import PROGRAMME_SCHEMES
from models.base import Base
from models.frames import FIGURES, KEYS

__all__ = ["Facts", "UnknownRowError", "facts"]

_T = Base.metadata.tables
_PLACE = ("_row", "area_id", "area_code", "area_name")
_LONGEST_SOURCE = 200
_VALUE = pl.Decimal(20, 4)


@dataclass(frozen=True, eq=False)
class Facts:
    """`rows` have the columns of `kind.table` that a file sets (all but `kind.named`), and "area_code", "area_name" and
    "_row", the index of the frame's row they come from."""

    kind: FactTable
    rows: pl.DataFrame

    @property
    def table(self) -> sa.Table:
        return self.kind.table

    @property
    def key(self) -> tuple[str, ...]:
        return self.kind.key

    @property
    def values(self) -> tuple[str, ...]:
        return self.kind.values

    @property
    def scope(self) -> str:
        return self.kind.scope

    @property
    def scopes(self) -> list[object]:
        """The months, periods, budget years or areas that the rows are about."""
        return self.rows[self.scope].unique(maintain_order=True).to_list()


def facts(connection: sa.Connection, version: int, check_dataset: str, frame: pl.DataFrame) -> Facts:
    """The rows of a file against the areas, groups and indicators of a version. Raises UnknownRowError, and KeyError for a
    dataset whose files are kept otherwise."""
    kind, rows = _ROWS[check_dataset]
    return Facts(kind, rows(connection, version, frame.with_row_index("_row")))


def _payments(connection: sa.Connection, version: int, frame: pl.DataFrame) -> pl.DataFrame:
    placed = located(connection, frame, pl.col("period"), _day("payments"))
    named = placed.join(_schemes(connection, version), on="group", how="left", maintain_order="left")
    _refuse_unknown(named, "scheme", "group")
    return named.select(
        *_PLACE, "scheme", "group_code", "kind", "months", "shares",
        month="period", people="beneficiaries", units="beneficiaries", amount_vnd="monthly_amount_vnd",
        quality=pl.lit("uploaded"), qualifier=pl.lit("="),
    )  # fmt: skip


def _indicators(connection: sa.Connection, version: int, frame: pl.DataFrame) -> pl.DataFrame:
    return _observed(connection, located(connection, frame, pl.col("period"), _day("indicators")))


def _households(connection: sa.Connection, version: int, frame: pl.DataFrame) -> pl.DataFrame:
    """One observation for each figure the file has."""
    keys = {" ".join(parts): key for key, parts in KEYS.items()}
    long = located(connection, frame, pl.col("period"), _day("households")).unpivot(
        FIGURES, index=[*_PLACE, "period", "category", "counted"], variable_name="figure", value_name="value"
    )
    name = pl.concat_str("category", "counted", "figure", separator=" ")
    rows = long.filter(pl.col("value").is_not_null()).with_columns(
        pl.col("value").cast(_VALUE), indicator=name.replace_strict(keys, return_dtype=pl.String), qualifier=pl.lit("=")
    )
    return _observed(connection, rows.sort("_row", maintain_order=True))


def _observed(connection: sa.Connection, rows: pl.DataFrame) -> pl.DataFrame:
    _refuse_unknown_indicators(connection, rows)
    return rows.select(
        *_PLACE, "period", "value", "qualifier", indicator_key="indicator", quality=pl.lit("uploaded")
    )  # fmt: skip


def _targets(connection: sa.Connection, version: int, frame: pl.DataFrame) -> pl.DataFrame:
    rows = located(connection, frame, pl.col("period"), _day("targets"))
    _refuse_unknown_indicators(connection, rows)
    return rows.select(*_PLACE, "period", "value", indicator_key="indicator")


def _areas(connection: sa.Connection, version: int, frame: pl.DataFrame) -> pl.DataFrame:
    """Population and households each with their own date and source; what the file does not say stays as it stands."""
    now = standing_rows(connection, version, AREA_MEASURE)
    said = located(connection, frame, pl.col("measured_on"), _day("areas")).filter(
        pl.col("population").is_not_null() | pl.col("households").is_not_null()
    )
    rows = said.join(now, on="area_id", how="left", suffix="_now", maintain_order="left")
    source = pl.col("source").str.head(_LONGEST_SOURCE)
    merged = [
        pl.when(pl.col(count).is_not_null()).then(new).otherwise(pl.col(old)).alias(name)
        for count, *rest in (POPULATION, HOUSEHOLDS)
        for name, new, old in (
            (count, pl.col(count), f"{count}_now"),
            (rest[0], pl.col("measured_on"), rest[0]),
            (rest[1], source, rest[1]),
        )
    ]
    return rows.select(*_PLACE, "area_m2", "measured_on", *merged)


def _budget(connection: sa.Connection, version: int, frame: pl.DataFrame) -> pl.DataFrame:
    """A figure the file has no column for stays as it stands: dự toán and quyết toán come in different files."""
    period = pl.when(pl.col("month") == "").then(pl.col("budget_year").cast(pl.String)).otherwise(pl.col("month"))
    rows = located(connection, frame, period, _day("budget"))
    now = standing_rows(connection, version, BUDGET_LINE, frame["budget_year"].unique())
    joined = rows.join(now, on=list(BUDGET_LINE.key), how="left", suffix="_now", maintain_order="left")
    figures = [
        pl.col(name if rows[name].count() else f"{name}_now").alias(name) for name in BUDGET_FIGURES
    ]  # fmt: skip
    return joined.select(*_PLACE, *BUDGET_LINE.key[1:], *figures)


def _day(dataset: str) -> Callable[[str], date]:
    """The day whose units a period of the dataset is about, as its files are read."""
    return DATASETS[dataset].area_day


def _schemes(connection: sa.Connection, version: int) -> pl.DataFrame:
    """Programme name or group code -> scheme, group_code; '' is the whole programme."""
    t = _T["benefit_group"]
    groups = sa.select(t.c.code, t.c.scheme, t.c.code).where(current_at(t, version))
    kept = typed(connection, groups, dict.fromkeys(("group", "scheme", "group_code"), pl.String()))
    named = [(name, scheme, "") for name, scheme in PROGRAMME_SCHEMES.items()]
    return pl.concat([pl.DataFrame(named, schema=kept.schema, orient="row"), kept])


def _refuse_unknown_indicators(connection: sa.Connection, rows: pl.DataFrame) -> None:
    known = set(connection.execute(sa.select(_T["indicator"].c.key)).scalars())
    unknown = [key for key in rows["indicator"].unique(maintain_order=True) if key not in known]
    if unknown:
        raise UnknownRowError(unknown[0])


def _refuse_unknown(rows: pl.DataFrame, found: str, words: str) -> None:
    lost = rows.filter(pl.col(found).is_null())
    if len(lost):
        raise UnknownRowError(lost[words][0])


_Rows = Callable[[sa.Connection, int, pl.DataFrame], pl.DataFrame]
_ROWS: dict[str, tuple[FactTable, _Rows]] = {
    "payments": (CASELOAD, _payments),
    "indicators": (OBSERVATION, _indicators),
    "households": (OBSERVATION, _households),
    "targets": (TARGET, _targets),
    "areas": (AREA_MEASURE, _areas),
    "budget": (BUDGET_LINE, _budget),
}
