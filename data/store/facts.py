"""Frames of datasets turned into fact rows and back, and what a row is about in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
import sqlalchemy as sa

from data.ingest.catalogue import DATASETS
from data.locale import _
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
    UnknownRowError,
    standing_rows,
    typed,
    units,
    with_area_ids,
)
from data.store.version import current_at
from data.vocabulary.groups import LEVEL_NAMES, PROGRAMME_SCHEMES, SOURCE_NAMES
from data.vocabulary.periods import VINTAGE_2023
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
from models.periods import Month
from models.policy.schemes import SCHEMES

__all__ = ["Facts", "UnknownRowError", "facts"]
_T = Base.metadata.tables
_AREA_COLUMNS = ("_row", "area_id", "area_code", "area_name")
_LONGEST_SOURCE = 200
_VALUE = pl.Decimal(20, 4)
_Rows = Callable[[sa.Connection, int, pl.DataFrame], pl.DataFrame]
_AREA_CODES = pl.Schema({"area_id": pl.Int64, "district_code": pl.String, "commune_code": pl.String})
SUBJECT_COLUMNS = ("area_id", "area_code", "area_name", "level", "district_code", "period", "subject", "subject_code")
_MONTHLY = "hằng tháng"


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
    """The rows of a file against the areas, groups and indicators of a version. Raises UnknownRowError, and KeyError
    for a dataset whose files are kept otherwise."""
    kind, rows = _ROWS[check_dataset]
    return Facts(kind, rows(connection, version, frame.with_row_index("_row")))


def _payments(connection: sa.Connection, version: int, frame: pl.DataFrame) -> pl.DataFrame:
    whole = pl.all_horizontal(pl.col("district_code", "commune_code").is_null())
    # The province is the one the figures are about, also when there is another.
    period = pl.when(whole).then(pl.lit(str(Month.of(VINTAGE_2023)))).otherwise("period")
    placed = with_area_ids(connection, frame, period, _day("payments"))
    named = placed.join(_schemes(connection, version), on="group", how="left", maintain_order="left")
    _refuse_unknown(named, "scheme", "group")
    return named.select(
        *_AREA_COLUMNS,
        "scheme",
        "group_code",
        "kind",
        "months",
        "shares",
        month="period",
        people="beneficiaries",
        units="beneficiaries",
        amount_vnd="monthly_amount_vnd",
        quality=pl.lit("uploaded"),
        qualifier=pl.lit("="),
    )


def _indicators(connection: sa.Connection, version: int, frame: pl.DataFrame) -> pl.DataFrame:
    return _observed(connection, with_area_ids(connection, frame, pl.col("period"), _day("indicators")))


def _households(connection: sa.Connection, version: int, frame: pl.DataFrame) -> pl.DataFrame:
    """One observation for each figure the file has."""
    keys = {" ".join(parts): key for key, parts in KEYS.items()}
    long = with_area_ids(connection, frame, pl.col("period"), _day("households")).unpivot(
        FIGURES, index=[*_AREA_COLUMNS, "period", "category", "counted"], variable_name="figure", value_name="value"
    )
    name = pl.concat_str("category", "counted", "figure", separator=" ")
    rows = long.filter(pl.col("value").is_not_null()).with_columns(
        pl.col("value").cast(_VALUE), indicator=name.replace_strict(keys, return_dtype=pl.String), qualifier=pl.lit("=")
    )
    return _observed(connection, rows.sort("_row", maintain_order=True))


def _observed(connection: sa.Connection, rows: pl.DataFrame) -> pl.DataFrame:
    _refuse_unknown_indicators(connection, rows)
    return rows.select(
        *_AREA_COLUMNS, "period", "value", "qualifier", indicator_key="indicator", quality=pl.lit("uploaded")
    )


def _targets(connection: sa.Connection, version: int, frame: pl.DataFrame) -> pl.DataFrame:
    rows = with_area_ids(connection, frame, pl.col("period"), _day("targets"))
    _refuse_unknown_indicators(connection, rows)
    return rows.select(*_AREA_COLUMNS, "period", "value", indicator_key="indicator")


def _areas(connection: sa.Connection, version: int, frame: pl.DataFrame) -> pl.DataFrame:
    """Population and households, each with its own date and source; what the file does not contain stays unchanged."""
    stored = standing_rows(connection, version, AREA_MEASURE)
    file_rows = with_area_ids(connection, frame, pl.col("measured_on"), _day("areas")).filter(
        pl.col("population").is_not_null() | pl.col("households").is_not_null()
    )
    rows = file_rows.join(stored, on="area_id", how="left", suffix="_now", maintain_order="left")
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
    return rows.select(*_AREA_COLUMNS, "area_m2", "measured_on", *merged)


def _budget(connection: sa.Connection, version: int, frame: pl.DataFrame) -> pl.DataFrame:
    """Budget lines; a figure without a column in the file stays unchanged, for dự toán and quyết toán come in different
    files."""
    period = pl.when(pl.col("month") == "").then(pl.col("budget_year").cast(pl.String)).otherwise(pl.col("month"))
    rows = with_area_ids(connection, frame, period, _day("budget"))
    now = standing_rows(connection, version, BUDGET_LINE, frame["budget_year"].unique())
    joined = rows.join(now, on=list(BUDGET_LINE.key), how="left", suffix="_now", maintain_order="left")
    figures = [pl.col(name if rows[name].count() else f"{name}_now").alias(name) for name in BUDGET_FIGURES]
    return joined.select(*_AREA_COLUMNS, *BUDGET_LINE.key[1:], *figures)


def _day(dataset: str) -> Callable[[str], date]:
    """The day whose units a period of the dataset is about, as its files are read."""
    return DATASETS[dataset].area_day


def _schemes(connection: sa.Connection, version: int) -> pl.DataFrame:
    """Programme name or group code -> scheme, group_code; '' is the whole programme."""
    t = _T["benefit_group"]
    groups = sa.select(t.c.code, t.c.scheme, t.c.code).where(current_at(t, version))
    groups_kept = typed(connection, groups, dict.fromkeys(("group", "scheme", "group_code"), pl.String()))
    named = [(name, scheme, "") for name, scheme in PROGRAMME_SCHEMES.items()]
    return pl.concat([pl.DataFrame(named, schema=groups_kept.schema, orient="row"), groups_kept])


def _refuse_unknown_indicators(connection: sa.Connection, rows: pl.DataFrame) -> None:
    keys = set(connection.execute(sa.select(_T["indicator"].c.key)).scalars())
    unknown = [key for key in rows["indicator"].unique(maintain_order=True) if key not in keys]
    if unknown:
        raise UnknownRowError(unknown[0])


def _refuse_unknown(rows: pl.DataFrame, column: str, name_column: str) -> None:
    lost = rows.filter(pl.col(column).is_null())
    if len(lost):
        raise UnknownRowError(lost[name_column][0])


_ROWS: dict[str, tuple[FactTable, _Rows]] = {
    "payments": (CASELOAD, _payments),
    "indicators": (OBSERVATION, _indicators),
    "households": (OBSERVATION, _households),
    "targets": (TARGET, _targets),
    "areas": (AREA_MEASURE, _areas),
    "budget": (BUDGET_LINE, _budget),
}


def figures_of_period(connection: sa.Connection, version: int, dataset: str, period: str) -> pl.DataFrame:
    """The figures of one period (a month, a year, a budget year, or the date of an `areas` file) in the dataset's
    schema, with "area_id" in front; empty where there are none. Raises KeyError for a dataset that has no such
    files."""
    frame, schema = _READERS[dataset]
    figures = frame(connection, version, period).join(_area_codes(connection), on="area_id", how="inner")
    order = ["district_code", "commune_code"]
    return figures.select("area_id", *(pl.col(name).cast(kind) for name, kind in schema.items())).sort(
        order, nulls_last=False, maintain_order=True
    )


def _frame(connection: sa.Connection, statement: sa.Select[Any], schema: pl.Schema) -> pl.DataFrame:
    rows = pl.read_database(statement, connection, schema_overrides=dict(schema), infer_schema_length=None)
    return rows.select([pl.col(name).cast(kind) for name, kind in schema.items()])


def _current_payments(connection: sa.Connection, version: int, period: str) -> pl.DataFrame:
    t, area = _T["caseload"], _T["area"]
    statement = (
        sa.select(
            t.c.area_id,
            t.c.month.label("period"),
            t.c.scheme,
            t.c.group_code.label("group"),
            t.c.kind,
            t.c.months,
            t.c.people.label("beneficiaries"),
            t.c.shares,
            t.c.amount_vnd.label("monthly_amount_vnd"),
        )
        .join(area, t.c.area_id == area.c.id)
        .where(current_at(t, version), t.c.month == period, t.c.quality == "uploaded", t.c.amount_vnd.is_not(None))
        .order_by(t.c.area_id, t.c.scheme, t.c.group_code, t.c.kind)
    )
    columns = {name: kind for name, kind in PAYMENTS.items() if not name.endswith("_code")}
    rows = _frame(connection, statement, pl.Schema({"area_id": pl.Int64(), "scheme": pl.String(), **columns}))
    programmes = {scheme: name for name, scheme in PROGRAMME_SCHEMES.items()}
    programme_name = pl.col("scheme").replace_strict(programmes, default=None, return_dtype=pl.String)
    named = rows.with_columns(group=pl.when(pl.col("group") == "").then(programme_name).otherwise(pl.col("group")))
    return named.filter(pl.col("group").is_not_null())


def _current_observed(connection: sa.Connection, version: int, period: str) -> pl.DataFrame:
    t = _T["observation"]
    statement = (
        sa.select(
            t.c.area_id,
            t.c.period,
            t.c.indicator_key.label("indicator"),
            sa.cast(t.c.value, sa.String).label("value"),
            t.c.qualifier,
        )
        .where(current_at(t, version), t.c.period == period, t.c.quality.in_(("reported", "uploaded")))
        .order_by(t.c.area_id, t.c.indicator_key)
    )
    columns = ("period", "indicator", "value", "qualifier")
    return _frame(connection, statement, pl.Schema({"area_id": pl.Int64(), **dict.fromkeys(columns, pl.String())}))


def _current_households(connection: sa.Connection, version: int, period: str) -> pl.DataFrame:
    named = ["indicator", "category", "counted", "figure"]
    keys = pl.DataFrame([(key, *parts) for key, parts in KEYS.items()], schema=named, orient="row")
    observed = _current_observed(connection, version, period).join(keys, on="indicator", how="inner")
    wide = observed.with_columns(pl.col("value").str.extract(r"^(-?\d+)").cast(pl.Int64)).pivot(
        on="figure", index=["area_id", "period", "category", "counted"], values="value"
    )
    absent = [pl.lit(None, pl.Int64).alias(figure) for figure in FIGURES if figure not in wide.columns]
    order = pl.col("category").replace_strict({name: position for position, name in enumerate(CATEGORIES)}, default=9)
    return wide.with_columns(absent).filter(pl.col("closing").is_not_null()).sort("area_id", order, "counted")


def _current_targets(connection: sa.Connection, version: int, period: str) -> pl.DataFrame:
    t = _T["target"]
    statement = (
        sa.select(
            t.c.area_id, t.c.period, t.c.indicator_key.label("indicator"), sa.cast(t.c.value, sa.String).label("value")
        )
        .where(current_at(t, version), t.c.period == period)
        .order_by(t.c.area_id, t.c.indicator_key)
    )
    columns = ("period", "indicator", "value")
    return _frame(connection, statement, pl.Schema({"area_id": pl.Int64(), **dict.fromkeys(columns, pl.String())}))


def _current_areas(connection: sa.Connection, version: int, period: str) -> pl.DataFrame:
    t = _T["area_measure"]
    people, homes = t.c.population_date == period, t.c.households_date == period
    statement = (
        sa.select(
            t.c.area_id,
            sa.case((people, t.c.population)).label("population"),
            sa.case((homes, t.c.households)).label("households"),
            sa.literal(period).label("measured_on"),
            sa.case((people, t.c.population_source), else_=t.c.households_source).label("source"),
        )
        .where(current_at(t, version), sa.or_(people, homes))
        .order_by(t.c.area_id)
    )
    columns = {name: kind for name, kind in AREA_FILE.items() if not name.endswith("_code")}
    return _frame(connection, statement, pl.Schema({"area_id": pl.Int64(), **columns}))


def _current_budget(connection: sa.Connection, version: int, period: str) -> pl.DataFrame:
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
    "payments": (_current_payments, PAYMENTS),
    "indicators": (_current_observed, INDICATOR_FILE),
    "households": (_current_households, HOUSEHOLD_FILE),
    "targets": (_current_targets, TARGET_FILE),
    "areas": (_current_areas, AREA_FILE),
    "budget": (_current_budget, BUDGET_FILE),
}


def row_subjects(connection: sa.Connection, version: int, kind: FactTable, rows: pl.DataFrame) -> pl.DataFrame:
    """SUBJECT_COLUMNS for each row, in the order of `rows`, which have the key of their table. `level` is that of the
    area, `period` a month, a year or a day as text; "measured_on" gives it for the sizes of areas."""
    named = _SUBJECTS[kind.name](connection, version, rows)
    return named.join(area_columns(connection), on="area_id", how="left", maintain_order="left").select(SUBJECT_COLUMNS)


def area_columns(connection: sa.Connection) -> pl.DataFrame:
    """area_id, area_code, area_name, level and district_code (its own for a district, null for a province)."""
    areas = units(connection)
    above = areas.select(above_id="area_id", above_code="area_code", above_level="area_level")
    district = (
        pl.when(pl.col("area_level") == "district")
        .then(pl.col("area_code"))
        .when(pl.col("above_level") == "district")
        .then(pl.col("above_code"))
    )
    return areas.join(above, on="above_id", how="left").select(
        "area_id", "area_code", "area_name", level="area_level", district_code=district
    )


def _caseload(connection: sa.Connection, version: int, rows: pl.DataFrame) -> pl.DataFrame:
    t = _T["benefit_group"]
    named = sa.select(t.c.code, t.c.name).where(current_at(t, version))
    groups = typed(connection, named, {"group_code": pl.String(), "_group": pl.String()})
    schemes = {code: _(scheme.name) for code, scheme in SCHEMES.items()}
    schemes |= {scheme: name for name, scheme in PROGRAMME_SCHEMES.items()}
    scheme_name = pl.col("scheme").replace_strict(schemes, default=pl.col("scheme"), return_dtype=pl.String)
    kind = pl.when(pl.col("kind") != _MONTHLY).then(pl.format(" ({})", pl.col("kind"))).otherwise(pl.lit(""))
    return rows.join(groups, on="group_code", how="left", maintain_order="left").select(
        "area_id",
        period="month",
        subject=pl.coalesce("_group", scheme_name) + kind,
        subject_code=pl.when(pl.col("group_code") == "").then(pl.col("scheme")).otherwise(pl.col("group_code")),
    )


def _indicator(connection: sa.Connection, version: int, rows: pl.DataFrame) -> pl.DataFrame:
    t = _T["indicator"]
    names = {key: _(name) for key, name in connection.execute(sa.select(t.c.key, t.c.name))}
    subject = pl.col("indicator_key").replace_strict(names, return_dtype=pl.String)
    return rows.select("area_id", "period", subject=subject, subject_code="indicator_key")


def _measure(connection: sa.Connection, version: int, rows: pl.DataFrame) -> pl.DataFrame:
    words = pl.lit(_("Dân số, số hộ"))
    return rows.select("area_id", period="measured_on", subject=words, subject_code=pl.lit("areas"))


def _subjects_budget(connection: sa.Connection, version: int, rows: pl.DataFrame) -> pl.DataFrame:
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
    "budget_line": _subjects_budget,
}


def _area_codes(connection: sa.Connection) -> pl.DataFrame:
    """Area id -> the codes a file names it by; both null for the province."""
    area, above = _T["area"], _T["area"].alias("above")
    code = sa.case((area.c.level == "district", area.c.code), (above.c.level == "district", above.c.code))
    commune = sa.case((area.c.level == "commune", area.c.code))
    statement = sa.select(
        area.c.id.label("area_id"), code.label("district_code"), commune.label("commune_code")
    ).select_from(area.outerjoin(above, area.c.parent_id == above.c.id))
    return _frame(connection, statement, _AREA_CODES)
