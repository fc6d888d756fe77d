"""Reads: exact columns and types, exact decimals, moments in UTC, the same on both databases."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
import sqlalchemy as sa
from sqlalchemy.exc import StatementError

from data.engine import Database
from data.seed_files import seed_rows
from data.store import queries
from models.frames import AREAS, CASELOAD, GROUPS, PARAMETERS
from models.tables.batches import Batch
from tests.data.conftest import KINDS, Databases
from tests.data.uploads import apply, line, undo, upload, version

Query = Callable[[sa.Connection, int], pl.DataFrame]
FRAMES: list[tuple[Query, pl.Schema]] = [
    (queries.areas, AREAS),
    (queries.caseload, CASELOAD),
    (queries.parameters, PARAMETERS),
    (queries.groups, GROUPS),
    (queries.amounts, queries.AMOUNTS),
    (queries.observations, queries.OBSERVATIONS),
    (queries.passages, queries.PASSAGES),
]


@pytest.mark.parametrize(("query", "schema"), FRAMES, ids=lambda value: getattr(value, "__name__", ""))
def test_a_frame_has_exactly_its_schema_full_or_empty(database: Database, query: Query, schema: pl.Schema) -> None:
    with database.reading() as connection:
        full, nothing = query(connection, 1), query(connection, 0)
    assert full.schema == schema
    assert len(full) > 0
    assert nothing.schema == schema
    assert len(nothing) == 0


def test_the_list_of_batches_has_exactly_its_schema(database: Database, tmp_path: Path) -> None:
    with database.reading() as connection:
        assert queries.batches(connection).schema == queries.BATCHES
    apply(database, upload(tmp_path, line()))
    undo(database, 2)
    with database.reading() as connection:
        assert queries.batches(connection).schema == queries.BATCHES


@pytest.mark.parametrize(("query", "schema"), FRAMES, ids=lambda value: getattr(value, "__name__", ""))
def test_both_databases_give_the_same_frame(databases: Databases, query: Query, schema: pl.Schema) -> None:
    frames = []
    for kind in KINDS:
        with databases.seeded(kind).reading() as connection:
            frames.append(query(connection, 1))
    key = [name for name in schema if name not in ("area_id", "parent_id")]
    assert frames[0].sort(key, nulls_last=True).equals(frames[1].sort(key, nulls_last=True))


def test_decimals_are_the_report_s_own_digits(database: Database) -> None:
    with database.reading() as connection:
        found = queries.observations(connection, 1)
    for row in seed_rows("reported_figures.csv") + seed_rows("derived_figures.csv"):
        [figure] = found.filter(indicator=row["indicator"], period=row["period"]).rows(named=True)
        assert figure["value"] == row["value"]
        assert (figure["low"] or "", figure["high"] or "") == (row.get("low", ""), row.get("high", ""))


@pytest.mark.parametrize(
    "text", ["0", "-0.58", "2.1", "1200", "100.01", "0.0001", "-1656", "47701000000.25", "99999999999.9999"]
)
def test_a_decimal_comes_back_exactly(database: Database, text: str) -> None:
    with database.writer.begin() as connection:
        statement = sa.text("UPDATE observation SET value = :value WHERE indicator_key = 'merit.monthly_budget'")
        value = float(text) if database.is_sqlite else Decimal(text)
        connection.execute(statement, {"value": value})
    with database.reading() as connection:
        [found] = queries.observations(connection, 1).filter(indicator="merit.monthly_budget")["value"]
    assert found == text


def test_money_beyond_32_bits_stays_whole(database: Database, tmp_path: Path) -> None:
    apply(database, upload(tmp_path, line(people=150_000, amount=99_999_999_999)))
    with database.reading() as connection:
        found = queries.caseload(connection, 2).filter(month="2024-03")
        summed = connection.execute(sa.text("SELECT amount_vnd FROM caseload WHERE month = '2024-03'")).scalar_one()
    assert found["amount_vnd"].to_list() == [99_999_999_999] == [summed]


def test_moments_are_aware_and_in_utc(database: Database, tmp_path: Path) -> None:
    before = datetime.now(UTC)
    apply(database, upload(tmp_path, line()))
    with database.reading() as connection:
        moment = queries.batches(connection)["created_at"][0]
    assert moment.utcoffset().total_seconds() == 0
    assert before <= moment <= datetime.now(UTC)


def test_batches_come_newest_first_and_say_by_what_they_were_taken_back(database: Database, tmp_path: Path) -> None:
    apply(database, upload(tmp_path, line(people=1000)))
    apply(database, upload(tmp_path, line(people=1100)))
    undo(database, 2)
    undo(database, 4)
    with database.reading() as connection:
        found = queries.batches(connection)
    assert found.select("id", "kind", "undoes_id", "undone_by").rows() == [
        (5, "undo", 4, None),
        (4, "undo", 2, 5),
        (3, "upload", None, None),
        (2, "upload", None, 4),
        (1, "seed", None, None),
    ]


def test_the_caseload_comes_in_order_of_months(database: Database, tmp_path: Path) -> None:
    apply(database, upload(tmp_path, line(period="2024-02"), line(period="2023-01")))
    with database.reading() as connection:
        assert queries.caseload(connection, version(database))["month"].is_sorted()


def test_a_moment_without_its_zone_is_not_kept(database: Database) -> None:
    statement = sa.update(Batch).values(created_at=datetime(2024, 1, 1))
    with pytest.raises(StatementError, match="time zone"), database.writer.begin() as connection:
        connection.execute(statement)
