"""Migrations: what they make is what the models say, there and back, on both databases."""

import ast
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from data import startup
from data.engine import Database, migration_connection
from data.startup import is_ready, prepare
from data.store import queries
from models.base import Base
from tests.data.conftest import Databases
from tests.data.rules import rule, verify, write
from tests.data.uploads import apply, count, facts, line, undo, upload

INDICATORS = sa.text("SELECT key, policy_area, name, unit, position, batch_from FROM indicator ORDER BY position")
LAW = sa.text(
    "SELECT name, applies_from, value, unit, issued_on, in_force_from, document, evidence, batch_from, batch_to"
    " FROM parameter ORDER BY name, applies_from, batch_from"
)
VERSIONS = startup.ROOT / "data" / "migrations" / "versions"


def differences(database: Database) -> list[object]:
    with database.writer.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, Base.metadata))


def test_migrated_tables_are_those_of_the_models(database: Database) -> None:
    assert differences(database) == []


def test_alembic_check_is_clean(database: Database) -> None:
    with migration_connection(database) as connection:
        command.check(startup._config(connection))


def test_all_constraints_have_names(database: Database) -> None:
    inspector = sa.inspect(database.writer)
    for table in Base.metadata.tables:
        for found in [
            *inspector.get_check_constraints(table),
            *inspector.get_unique_constraints(table),
            *inspector.get_foreign_keys(table),
        ]:
            assert found["name"], f"{table}: {found}"


def test_down_to_nothing_and_up_again_gives_the_same_database(database: Database) -> None:
    before = facts(database)
    with migration_connection(database) as connection:
        command.downgrade(startup._config(connection), "base")
    with database.reader.connect() as connection:
        assert sa.inspect(connection).get_table_names() == ["alembic_version"]
    assert not is_ready(database)
    prepare(database)
    assert facts(database) == before
    assert differences(database) == []


def test_batches_of_law_survive_the_way_down_to_0001_and_up_again(database: Database, tmp_path: Path) -> None:
    """0001 knows no batches of law; SQLite makes the table of batches anew, which every fact points at."""

    def batches() -> list[tuple[int, str, str, int]]:
        with database.reading() as connection:
            return queries.batches(connection).select("id", "kind", "dataset", "rows_added").rows()

    write(database, rule())
    verify(database)
    apply(database, upload(tmp_path, line()))
    undo(database, 3)
    before = facts(database), batches()
    with migration_connection(database) as connection:
        command.downgrade(startup._config(connection), "0001")
    assert {kind for _id, kind, _dataset, _added in batches()} == {"seed", "upload", "undo"}
    assert not is_ready(database)
    prepare(database)
    assert (facts(database), batches()) == before
    assert differences(database) == []


def indicators(database: Database) -> list[tuple[object, ...]]:
    with database.reading() as connection:
        return [tuple(row) for row in connection.execute(INDICATORS)]


def test_a_database_seeded_before_poverty_reviews_gets_their_indicators(database: Database) -> None:
    seeded = indicators(database)
    with migration_connection(database) as connection:
        command.downgrade(startup._config(connection), "0004")
    assert indicators(database) == seeded[:34]
    prepare(database)
    assert indicators(database) == seeded
    assert differences(database) == []


def test_a_database_seeded_before_lever_inputs_gets_their_indicators(database: Database) -> None:
    seeded = indicators(database)
    with migration_connection(database) as connection:
        command.downgrade(startup._config(connection), "0007")
    assert indicators(database) == seeded[:89]
    prepare(database)
    assert indicators(database) == seeded


def test_an_indicator_with_figures_survives_the_way_down_and_up(database: Database) -> None:
    seeded = indicators(database)
    with database.writer.begin() as connection:
        connection.execute(
            sa.text(
                "INSERT INTO observation (batch_from, indicator_key, area_id, period, value, qualifier, quality, "
                "source)"
                " SELECT 1, 'poverty.poor_people', min(id), '2024', 9000, '=', 'uploaded', 'rà soát.csv' FROM area"
            )
        )
    before = facts(database)
    with migration_connection(database) as connection:
        command.downgrade(startup._config(connection), "0004")
    assert len(indicators(database)) == 35
    prepare(database)
    assert (indicators(database), facts(database)) == (seeded, before)


def law(database: Database) -> list[tuple[object, ...]]:
    with database.reading() as connection:
        return [tuple(row) for row in connection.execute(LAW)]


def test_a_database_seeded_before_the_law_on_insurance_gets_it(database: Database) -> None:
    seeded = law(database)
    with migration_connection(database) as connection:
        command.downgrade(startup._config(connection), "0005")
    assert len(law(database)) == 18
    prepare(database)
    assert law(database) == seeded
    assert differences(database) == []


def test_a_percentage_somebody_has_compared_survives_the_way_down_and_up(database: Database) -> None:
    verify(database, "unemployment.share", date(2015, 1, 1))
    before = law(database), facts(database)
    with migration_connection(database) as connection:
        command.downgrade(startup._config(connection), "0005")
    assert len(law(database)) == 20
    prepare(database)
    assert (law(database), facts(database)) == before


def test_starting_at_the_newest_revision_keeps_every_row(database: Database, tmp_path: Path) -> None:
    apply(database, upload(tmp_path, *[line(period=f"2024-{month:02}") for month in range(1, 13)]))
    counts = {table: count(database, table) for table in Base.metadata.tables}
    prepare(database)
    assert {table: count(database, table) for table in Base.metadata.tables} == counts


def test_no_row_points_nowhere(databases: Databases) -> None:
    """The seed was written with SQLite's foreign keys off; PostgreSQL's are never off."""
    database = databases.seeded("sqlite")
    with database.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


@pytest.mark.parametrize("path", sorted(VERSIONS.glob("*.py")), ids=lambda path: path.name)
def test_a_revision_stands_by_itself(path: Path) -> None:
    """Models move on; a revision that imports them would change after its release."""
    imported: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add((node.module or "").split(".")[0])
    assert imported <= {"datetime", "hashlib", "json", "sqlalchemy", "alembic"}
