"""What a row of facts is about, in words: its area, its period and its subject.

Belongs here: names of areas, groups, indicators and budget lines beside rows. Does not: the figures (compare.py,
undo_preview.py) or how a period is written on the screen.
"""

from __future__ import annotations

import polars as pl
import sqlalchemy as sa

from data.locale import _
from data.store.fact_tables import FactTable, typed
from data.store.locating import units
from data.store.version import current_at
from data.vocabulary.budget_names import LEVEL_NAMES, SOURCE_NAMES
from data.vocabulary.group_names import PROGRAMME_SCHEMES
from models.base import Base
from models.policy.schemes import SCHEMES

_T = Base.metadata.tables
ABOUT = ("area_id", "area_code", "area_name", "level", "district_code", "period", "subject", "subject_code")
_MONTHLY = "hằng tháng"


def about(connection: sa.Connection, version: int, kind: FactTable, rows: pl.DataFrame) -> pl.DataFrame:
    """The columns ABOUT for each row, in the order of `rows`, which have the key of their table. `level` is that of the
    area, `period` a month, a year or a day as text; "measured_on" gives it for the sizes of areas."""
    named = _SUBJECTS[kind.name](connection, version, rows)
    return named.join(places(connection), on="area_id", how="left", maintain_order="left").select(ABOUT)


def places(connection: sa.Connection) -> pl.DataFrame:
    """area_id, area_code, area_name, level and district_code (its own for a district, null for a province)."""
    known = units(connection)
    above = known.select(above_id="area_id", above_code="area_code", above_level="area_level")
    district = (
        pl.when(pl.col("area_level") == "district")
        .then(pl.col("area_code"))
        .when(pl.col("above_level") == "district")
        .then(pl.col("above_code"))
    )
    return known.join(above, on="above_id", how="left").select(
        "area_id", "area_code", "area_name", level="area_level", district_code=district
    )


def _caseload(connection: sa.Connection, version: int, rows: pl.DataFrame) -> pl.DataFrame:
    t = _T["benefit_group"]
    named = sa.select(t.c.code, t.c.name).where(current_at(t, version))
    groups = typed(connection, named, {"group_code": pl.String(), "_group": pl.String()})
    schemes = {code: _(scheme.name) for code, scheme in SCHEMES.items()}
    schemes |= {scheme: name for name, scheme in PROGRAMME_SCHEMES.items()}
    whole = pl.col("scheme").replace_strict(schemes, default=pl.col("scheme"), return_dtype=pl.String)
    kind = pl.when(pl.col("kind") != _MONTHLY).then(pl.format(" ({})", pl.col("kind"))).otherwise(pl.lit(""))
    return rows.join(groups, on="group_code", how="left", maintain_order="left").select(
        "area_id", period="month", subject=pl.coalesce("_group", whole) + kind,
        subject_code=pl.when(pl.col("group_code") == "").then(pl.col("scheme")).otherwise(pl.col("group_code")),
    )  # fmt: skip


def _indicator(connection: sa.Connection, version: int, rows: pl.DataFrame) -> pl.DataFrame:
    t = _T["indicator"]
    words = {key: _(name) for key, name in connection.execute(sa.select(t.c.key, t.c.name))}
    subject = pl.col("indicator_key").replace_strict(words, return_dtype=pl.String)
    return rows.select("area_id", "period", subject=subject, subject_code="indicator_key")


def _measure(connection: sa.Connection, version: int, rows: pl.DataFrame) -> pl.DataFrame:
    words = pl.lit(_("Dân số, số hộ"))
    return rows.select("area_id", period="measured_on", subject=words, subject_code=pl.lit("areas"))


def _budget(connection: sa.Connection, version: int, rows: pl.DataFrame) -> pl.DataFrame:
    def words(column: str, names: dict[str, str]) -> pl.Expr:
        return pl.col(column).replace_strict({code: _(name) for code, name in names.items()}, return_dtype=pl.String)

    codes = pl.concat_str("chapter", "category", "item", separator="-")
    line = pl.when(codes != "--").then(pl.lit(", ") + codes).otherwise(pl.lit(""))
    return rows.select(
        "area_id",
        period=pl.when(pl.col("month") == "").then(pl.col("budget_year").cast(pl.String)).otherwise(pl.col("month")),
        subject=words("source", SOURCE_NAMES) + ", " + words("level", LEVEL_NAMES).str.to_lowercase() + line,
        subject_code=pl.concat_str("source", "level", "chapter", "category", "item", separator="-"),
    )


_SUBJECTS = {
    "caseload": _caseload,
    "observation": _indicator,
    "target": _indicator,
    "area_measure": _measure,
    "budget_line": _budget,
}
