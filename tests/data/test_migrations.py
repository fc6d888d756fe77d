"""Migrations: what they make is what the models say, there and back, on both databases."""

import ast
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from data import startup
from data.engine import Database, migration_connection
from data.startup import is_ready, prepare
from models.base import HOME_PROVINCE, Base, Versioned
from tests.data.conftest import Databases
from tests.data.uploads import apply, count, facts, line, upload

VERSIONS = startup.ROOT / "data" / "migrations" / "versions"
FACT_TABLES = sorted(name for name, table in Base.metadata.tables.items() if "batch_to" in table.c)


def differences(database: Database) -> list[object]:
    with database.writer.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, Base.metadata))


def test_one_head_and_autogenerate_finds_no_difference(database: Database) -> None:
    """The rule for every change of a table: one new revision after the newest, that makes what the models say."""
    assert len(ScriptDirectory.from_config(startup._config(None)).get_heads()) == 1
    assert differences(database) == []
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


def test_checks_are_those_of_the_models(database: Database) -> None:
    """Autogenerate compares no CHECK."""
    inspector = sa.inspect(database.writer)
    for name, table in Base.metadata.tables.items():
        said = {str(c.name): _bare(str(c.sqltext)) for c in table.constraints if isinstance(c, sa.CheckConstraint)}
        made = {str(c["name"]): _bare(c["sqltext"]) for c in inspector.get_check_constraints(name)}
        if database.is_sqlite:  # PostgreSQL gives them back in words of its own
            assert made == said, name
        assert made.keys() == said.keys(), name


def _bare(text: str) -> str:
    return "".join(text.split())


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


def test_starting_at_the_newest_revision_keeps_every_row(database: Database, tmp_path: Path) -> None:
    apply(database, upload(tmp_path, *[line(period=f"2024-{month:02}") for month in range(1, 13)]))
    counts = {table: count(database, table) for table in Base.metadata.tables}
    prepare(database)
    assert {table: count(database, table) for table in Base.metadata.tables} == counts


def test_every_table_of_facts_begins_its_unique_keys_with_the_province(database: Database, tmp_path: Path) -> None:
    assert len(FACT_TABLES) == len(Versioned.__subclasses__()) == 12
    apply(database, upload(tmp_path, line()))
    inspector = sa.inspect(database.reader)
    with database.reading() as connection:
        for name in FACT_TABLES:
            [province] = [column for column in inspector.get_columns(name) if column["name"] == "province_id"]
            assert not province["nullable"]
            keys = [index["column_names"] for index in inspector.get_indexes(name) if index["unique"]]
            keys += [key["column_names"] for key in inspector.get_unique_constraints(name)]
            assert keys, name
            assert {key[0] for key in keys} == {"province_id"}, name
            held = connection.execute(sa.select(Base.metadata.tables[name].c.province_id).distinct()).scalars()
            assert set(held) <= {HOME_PROVINCE}, name


def test_a_table_of_facts_can_become_the_partition_of_one_province(databases: Databases) -> None:
    """Nothing of the table has to change: its unique keys fit a parent divided by province."""
    database = databases.seeded("postgresql")
    with database.writer.begin() as connection:
        for name in FACT_TABLES:
            key = ", ".join(column.name for column in _current(name).columns)
            for statement in (
                f"CREATE TABLE whole_{name} (LIKE {name} INCLUDING DEFAULTS INCLUDING CONSTRAINTS)"
                " PARTITION BY LIST (province_id)",
                f"CREATE UNIQUE INDEX ON whole_{name} ({key}) WHERE batch_to IS NULL",
                f"ALTER TABLE whole_{name} ATTACH PARTITION {name} FOR VALUES IN ({HOME_PROVINCE})",
            ):
                connection.exec_driver_sql(statement)
            held, own = (
                connection.execute(sa.select(sa.func.count()).select_from(sa.table(table))).scalar_one()
                for table in (f"whole_{name}", name)
            )
            assert held == own


def _current(table: str) -> sa.Index:
    return next(index for index in Base.metadata.tables[table].indexes if index.unique)


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
