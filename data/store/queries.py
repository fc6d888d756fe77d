"""Every query that pages and the engine read from, as typed Polars frames."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import lru_cache
from typing import Any, get_args

import polars as pl
import sqlalchemy as sa

from data.seed_files import seed_rows
from data.store.version import current_at
from models.base import Base
from models.frames import AREAS, ASSUMPTIONS, CASELOAD, GROUPS, PARAMETERS
from models.geo.crosswalk import CHANGES, Crosswalk
from models.policy.answers.funding import BUDGET_LINES
from models.policy.areas.national_targets import Direction, NationalTarget
from models.policy.law.calendar import PENSION_ERA
from models.policy.law.offices import Office
from models.policy.tie_outs.tie_outs import TieOutRow
from models.tables.parameters import EVIDENCE_CHECK

_T = Base.metadata.tables
MONTHLY = "hằng tháng"

OBSERVATIONS = pl.Schema(
    {
        "indicator": pl.String,
        "policy_area": pl.String,
        "name": pl.String,
        "unit": pl.String,
        "position": pl.Int64,
        "area_id": pl.Int64,
        "period": pl.String,
        "value": pl.String,
        "low": pl.String,
        "high": pl.String,
        "qualifier": pl.String,
        "quality": pl.String,
        "phrase": pl.String,
        "formula": pl.String,
        "source": pl.String,
        "evidence": pl.String,
    }
)
"""Figures with their words; value, low and high are exact decimals as text."""
PASSAGES = pl.Schema(
    {
        "key": pl.String,
        "section": pl.String,
        "policy_area": pl.String,
        "position": pl.Int64,
        "text": pl.String,
        "source": pl.String,
    }
)
BATCHES = pl.Schema(
    {
        "id": pl.Int64(),
        "kind": pl.String(),
        "dataset": pl.String(),
        "actor": pl.String(),
        "created_at": pl.Datetime("us", "UTC"),
        "filename": pl.String(),
        "file_sha256": pl.String(),
        "undoes_id": pl.Int64(),
        "undone_by": pl.Int64(),
        "rows_added": pl.Int64(),
        "rows_closed": pl.Int64(),
    }
)
AMOUNTS = pl.Schema(
    {"scheme": pl.String, "group": pl.String, "applies_from": pl.Date, "amount_vnd": pl.Int64, "document": pl.String}
)


def read(connection: sa.Connection, statement: sa.Select[Any], schema: pl.Schema) -> pl.DataFrame:
    """The statement's rows with exactly the columns and types of `schema`."""
    frame = pl.read_database(statement, connection, schema_overrides=dict(schema), infer_schema_length=None)
    return frame.select([pl.col(name).cast(kind) for name, kind in schema.items()])


def areas(connection: sa.Connection, version: int) -> pl.DataFrame:
    """Areas of all vintages, schema AREAS."""
    area, measure = _T["area"], _T["area_measure"]
    newest = sa.and_(measure.c.area_id == area.c.id, current_at(measure, version))
    statement = (
        sa.select(
            area.c.id.label("area_id"),
            area.c.code,
            area.c.name,
            area.c.kind,
            area.c.level,
            area.c.parent_id,
            measure.c.population,
            measure.c.population_date,
            measure.c.population_source,
            area.c.valid_from,
            area.c.valid_to,
            area.c.tile_row,
            area.c.tile_column,
        )
        .select_from(area.outerjoin(measure, newest))
        .where(area.c.batch_from <= version)
        .order_by(area.c.valid_from, area.c.code)
    )
    return read(connection, statement, AREAS)


def caseload(connection: sa.Connection, version: int) -> pl.DataFrame:
    """Monthly caseload of all areas, schemes and months, schema CASELOAD; a payment of several months together (Tết)
    counts as its monthly part."""
    t = _T["caseload"]
    statement = (
        sa.select(
            t.c.area_id,
            t.c.scheme,
            t.c.group_code.label("group"),
            t.c.month,
            t.c.people,
            t.c.units,
            t.c.amount_vnd,
            t.c.months,
            t.c.quality,
            t.c.qualifier,
        )
        .where(current_at(t, version), t.c.kind == MONTHLY)
        .order_by(t.c.month, t.c.area_id, t.c.scheme, t.c.id)
    )
    with_months = CASELOAD.copy()
    with_months["months"] = pl.Int64()
    frame = read(connection, statement, pl.Schema(with_months))
    monthly = (2 * pl.col("amount_vnd") + pl.col("months")) // (2 * pl.col("months"))
    return frame.with_columns(monthly.alias("amount_vnd")).select(CASELOAD.names())


def parameters(connection: sa.Connection, version: int) -> pl.DataFrame:
    """Dated parameters, schema PARAMETERS, oldest first."""
    t = _T["parameter"]
    columns = [t.c[name] for name in PARAMETERS]
    return read(
        connection, sa.select(*columns).where(current_at(t, version)).order_by(t.c.name, t.c.applies_from), PARAMETERS
    )


def assumptions(connection: sa.Connection, version: int) -> pl.DataFrame:
    """Starting assumptions in the order they ship in, schema ASSUMPTIONS."""
    t = _T["starting_assumption"]
    columns = [t.c[name] for name in ASSUMPTIONS]
    return read(connection, sa.select(*columns).where(current_at(t, version)).order_by(t.c.id), ASSUMPTIONS)


def groups(connection: sa.Connection, version: int) -> pl.DataFrame:
    """Benefit groups of all schemes in the decree's order, schema GROUPS."""
    t = _T["benefit_group"]
    columns = [t.c.code.label("group") if name == "group" else t.c[name] for name in GROUPS]
    return read(
        connection, sa.select(*columns).where(current_at(t, version)).order_by(t.c.scheme, t.c.position), GROUPS
    )


def amounts(connection: sa.Connection, version: int) -> pl.DataFrame:
    """Published monthly amounts a person, schema AMOUNTS."""
    t = _T["benefit_amount"]
    statement = (
        sa.select(t.c.scheme, t.c.group_code.label("group"), t.c.applies_from, t.c.amount_vnd, t.c.document)
        .where(current_at(t, version))
        .order_by(t.c.scheme, t.c.group_code, t.c.applies_from)
    )
    return read(connection, statement, AMOUNTS)


def observations(connection: sa.Connection, version: int) -> pl.DataFrame:
    """Figures of all policy areas with their indicator, schema OBSERVATIONS."""
    figure, indicator = _T["observation"], _T["indicator"]
    text = {name: sa.cast(figure.c[name], sa.String).label(name) for name in ("value", "low", "high")}
    statement = (
        sa.select(
            figure.c.indicator_key.label("indicator"),
            indicator.c.policy_area,
            indicator.c.name,
            indicator.c.unit,
            indicator.c.position,
            figure.c.area_id,
            figure.c.period,
            *text.values(),
            figure.c.qualifier,
            figure.c.quality,
            figure.c.phrase,
            figure.c.formula,
            figure.c.source,
            figure.c.evidence,
        )
        .join_from(figure, indicator)
        .where(current_at(figure, version))
        .order_by(indicator.c.position, figure.c.indicator_key, figure.c.period, figure.c.area_id)
    )
    return read(connection, statement, OBSERVATIONS).with_columns(shortest(*text))


def shortest(*columns: str) -> pl.Expr:
    """Decimals as text without trailing zeros: PostgreSQL returns 2.11 as 2.1100."""
    return pl.col(*columns).str.replace(r"(\.\d*?)0+$", "${1}").str.strip_suffix(".")


def passages(connection: sa.Connection, version: int) -> pl.DataFrame:
    """Paragraphs of the report in its order, schema PASSAGES."""
    t = _T["report_passage"]
    columns = [t.c[name] for name in PASSAGES]
    return read(connection, sa.select(*columns).where(current_at(t, version)).order_by(t.c.position), PASSAGES)


def boundaries(connection: sa.Connection, version: int) -> list[dict[str, Any]]:
    """Outlines as GeoJSON features with properties area_id, code, name, label and schematic; empty when there are
    none."""
    t, area = _T["boundary"], _T["area"]
    statement = (
        sa.select(
            t.c.area_id, area.c.code, area.c.name, t.c.geometry, t.c.label_longitude, t.c.label_latitude, t.c.schematic
        )
        .join_from(t, area, t.c.area_id == area.c.id)
        .where(current_at(t, version))
        .order_by(area.c.code, area.c.id)
    )
    return [
        {
            "type": "Feature",
            "properties": {
                "area_id": row.area_id,
                "code": row.code,
                "name": row.name,
                "label": [row.label_longitude, row.label_latitude],
                "schematic": row.schematic,
            },
            "geometry": json.loads(row.geometry),
        }
        for row in connection.execute(statement)
    ]


def batches(connection: sa.Connection) -> pl.DataFrame:
    """All batches, newest first, schema BATCHES; `undone_by` is the batch that took it back."""
    t = _T["batch"]
    other = t.alias("other")
    columns: list[sa.ColumnElement[Any]] = [
        other.c.id.label("undone_by") if name == "undone_by" else t.c[name] for name in BATCHES
    ]
    statement = sa.select(*columns).select_from(t.outerjoin(other, other.c.undoes_id == t.c.id)).order_by(t.c.id.desc())
    return read(connection, statement, BATCHES)


def district_file_ever_applied(connection: sa.Connection, version: int) -> bool:
    """Whether payments of districts or their communes were ever applied up to the version, even undone since: the demo
    mode "auto", which shows districts, ends then."""
    t, area = _T["caseload"], _T["area"]
    sent = sa.select(t.c.id).join_from(t, area, area.c.id == t.c.area_id)
    of_districts = (area.c.level != "province", t.c.month < str(PENSION_ERA), t.c.batch_from <= version)
    return connection.execute(sa.select(sent.where(*of_districts).exists())).scalar_one()


def budget_lines(connection: sa.Connection, version: int) -> pl.DataFrame:
    """All budget lines, schema BUDGET_LINES, by year, area and line, the line of the whole year before its months."""
    t, area = _T["budget_line"], _T["area"]
    columns = [area.c.level.label("area_level") if name == "area_level" else t.c[name] for name in BUDGET_LINES]
    statement = (
        sa.select(*columns)
        .join_from(t, area, area.c.id == t.c.area_id)
        .where(current_at(t, version))
        .order_by(t.c.budget_year, t.c.area_id, t.c.source, t.c.level, t.c.chapter, t.c.category, t.c.item, t.c.month)
    )
    return read(connection, statement, BUDGET_LINES)


AREA_MEASURES = pl.Schema(
    {
        "area_id": pl.Int64,
        "area_m2": pl.Int64,
        "population": pl.Int64,
        "population_date": pl.String,
        "population_source": pl.String,
        "households": pl.Int64,
        "households_date": pl.String,
        "households_source": pl.String,
    }
)
"""One row an area with any measured size; null where a figure is not known."""


def area_measures(connection: sa.Connection, version: int) -> pl.DataFrame:
    """Sizes of all areas, schema MEASURES, by area id."""
    t = Base.metadata.tables["area_measure"]
    statement = sa.select(*(t.c[name] for name in AREA_MEASURES)).where(current_at(t, version)).order_by(t.c.area_id)
    return read(connection, statement, AREA_MEASURES)


TARGETS = pl.Schema(
    {
        "indicator": pl.String,
        "policy_area": pl.String,
        "name": pl.String,
        "unit": pl.String,
        "position": pl.Int64,
        "area_id": pl.Int64,
        "period": pl.String,
        "value": pl.String,
        "source": pl.String,
    }
)
"""Plan figures with their indicator's words; `period` is a year, `value` an exact decimal as text."""


def targets(connection: sa.Connection, version: int) -> pl.DataFrame:
    """All targets, schema TARGETS, in the order of the indicators, by year and area."""
    t, indicator = _T["target"], _T["indicator"]
    statement = (
        sa.select(
            t.c.indicator_key.label("indicator"),
            indicator.c.policy_area,
            indicator.c.name,
            indicator.c.unit,
            indicator.c.position,
            t.c.area_id,
            t.c.period,
            sa.cast(t.c.value, sa.String).label("value"),
            t.c.source,
        )
        .join_from(t, indicator)
        .where(current_at(t, version))
        .order_by(indicator.c.position, t.c.period, t.c.area_id)
    )
    return read(connection, statement, TARGETS).with_columns(shortest("value"))


_DIRECTIONS: dict[str, Direction] = {each: each for each in get_args(Direction)}


@lru_cache(maxsize=1)
def national_targets() -> tuple[NationalTarget, ...]:
    """All of them, in the file's order."""
    return tuple(_target(row) for row in seed_rows("national_targets.csv"))


def _target(row: dict[str, str]) -> NationalTarget:
    if f"'{row['evidence']}'" not in EVIDENCE_CHECK:
        raise ValueError(f"evidence of {row['indicator']}: {row['evidence']}")
    return NationalTarget(
        row["indicator"],
        int(row["year"]),
        Decimal(row["value"]),
        _DIRECTIONS[row["direction"]],
        row["document"],
        row["evidence"],
    )


@lru_cache(maxsize=1)
def tie_out_rows() -> tuple[TieOutRow, ...]:
    """The report's tie-outs and remarks, in the file's order."""
    return tuple(TieOutRow.of(row) for row in seed_rows("tie_outs.csv"))


@lru_cache(maxsize=1)
def offices() -> tuple[Office, ...]:
    """Which office answers for which area of policy from which day."""
    return tuple(Office.of(row) for row in seed_rows("offices.csv"))


PARAMETER_ROWS = pl.Schema(
    {
        **PARAMETERS,
        "unit": pl.String(),
        "verified_on": pl.Date(),
        "batch": pl.Int64(),
        "batch_kind": pl.String(),
        "actor": pl.String(),
        "created_at": pl.Datetime("us", "UTC"),
    }
)
"""Parameters with the batch that wrote each row."""
AMOUNT_TABLES = pl.Schema(
    {"scheme": pl.String, "applies_from": pl.Date, "document": pl.String, "evidence": pl.String, "amounts": pl.Int64}
)
"""How many published amounts each document gives."""


def parameter_rows(connection: sa.Connection, version: int) -> pl.DataFrame:
    """Dated parameters and who wrote them, schema PARAMETER_ROWS, newest first."""
    t, batch = _T["parameter"], _T["batch"]
    others = {"batch": batch.c.id, "batch_kind": batch.c.kind, "actor": batch.c.actor, "created_at": batch.c.created_at}
    columns = [others[name].label(name) if name in others else t.c[name] for name in PARAMETER_ROWS]
    statement = sa.select(*columns).join_from(t, batch, batch.c.id == t.c.batch_from).where(current_at(t, version))
    return read(connection, statement.order_by(t.c.name, t.c.applies_from.desc()), PARAMETER_ROWS)


def amount_tables(connection: sa.Connection, version: int) -> pl.DataFrame:
    """Published amounts counted by scheme, first day and document, schema AMOUNT_TABLES, newest first."""
    t = _T["benefit_amount"]
    key = (t.c.scheme, t.c.applies_from, t.c.document, t.c.evidence)
    counted = sa.select(*key, sa.func.count().label("amounts")).where(current_at(t, version)).group_by(*key)
    return read(connection, counted.order_by(t.c.applies_from.desc(), t.c.scheme), AMOUNT_TABLES)


AREA_CHANGE = Base.metadata.tables["area_change"]


def area_changes(connection: sa.Connection, version: int) -> pl.DataFrame:
    """Every step between vintages, schema CHANGES, oldest first."""
    t = AREA_CHANGE.c
    columns = (t.from_area_id, t.to_area_id, t.changed_on, t.weight_ppm, t.basis, t.evidence)
    named = [column.label(name) for column, name in zip(columns, CHANGES, strict=True)]
    ordered = sa.select(*named).where(current_at(AREA_CHANGE, version))
    return read(connection, ordered.order_by(t.changed_on, t.from_area_id, t.to_area_id), CHANGES)


def crosswalk(connection: sa.Connection, version: int) -> Crosswalk:
    """Units and steps of a version."""
    return Crosswalk.of(areas(connection, version), area_changes(connection, version))
