"""T10: a database full of rows goes to every earlier revision and back to the newest, down one and back: nothing lost
on the way."""

import hashlib
from decimal import Decimal

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory

from data import startup
from data.engine import Database, migration_connection
from tests.data.conftest import Databases
from tests.data.faults.filling import fill

Columns = dict[str, tuple[str, ...]]
Content = dict[str, tuple[int, str]]


def revisions() -> list[str]:
    """Oldest first."""
    found = ScriptDirectory.from_config(startup._config(None)).walk_revisions()
    return [revision.revision for revision in found][::-1]


def go(database: Database, revision: str) -> None:
    """Up or down to a revision."""
    order = revisions()
    with migration_connection(database) as connection:
        standing = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar_one()
        move = command.upgrade if order.index(revision) >= order.index(standing) else command.downgrade
        move(startup._config(connection), revision)


def schema(database: Database) -> dict[str, object]:
    """What tables, columns, indexes and constraints there are, by name."""
    inspector = sa.inspect(database.writer)
    return {
        table: (
            sorted((c["name"], str(c["type"]), c["nullable"]) for c in inspector.get_columns(table)),
            sorted(str(i["name"]) for i in inspector.get_indexes(table)),
            sorted(str(c["name"]) for c in inspector.get_check_constraints(table)),
            sorted(str(k["name"]) for k in inspector.get_foreign_keys(table)),
            sorted(str(u["name"]) for u in inspector.get_unique_constraints(table)),
        )
        for table in inspector.get_table_names()
        if table != "alembic_version"
    }


def columns(database: Database) -> Columns:
    """Of every table, without the row numbers of facts: rows that come back are given new ones."""
    found: Columns = {}
    inspector = sa.inspect(database.reader)
    for table in inspector.get_table_names():
        if table != "alembic_version":
            names = [column["name"] for column in inspector.get_columns(table)]
            found[table] = tuple(n for n in names if not (n == "id" and "batch_from" in names and table != "area"))
    return found


def content(database: Database, of: Columns) -> Content:
    """Rows and the sum of all their values, whatever their order."""
    found: Content = {}
    with database.reading() as connection:
        for table, names in of.items():
            rows, total = 0, 0
            for row in connection.execute(sa.select(*map(sa.column, names)).select_from(sa.table(table))):
                rows += 1
                line = "\x1f".join(_canonical(value) for value in row)
                total += int.from_bytes(hashlib.blake2b(line.encode(), digest_size=16).digest(), "big")
            found[table] = (rows, hex(total % (1 << 128)))
    return found


def _canonical(value: object) -> str:
    if isinstance(value, (bytes, memoryview)):
        return bytes(value).hex()
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return str(value)


def common(one: Columns, other: Columns) -> Columns:
    return {table: tuple(n for n in names if n in other[table]) for table, names in one.items() if table in other}


def assert_sound(database: Database) -> None:
    with migration_connection(database) as connection:
        command.check(startup._config(connection))
    if database.is_sqlite:
        with database.reading() as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


SEEDED_LATER = {"indicator", "parameter", "benefit_group"}
"""Tables into which revisions put rows of the seed that older databases do not have."""


@pytest.mark.parametrize(
    ("rows", "start"), [(200, "the ends"), pytest.param(10_000, "all", marks=pytest.mark.long)], ids=["200", "10000"]
)
def test_every_revision_with_rows_goes_up_and_down_and_loses_nothing(
    databases: Databases, kind: str, rows: int, start: str
) -> None:
    """A table that an older release did not have is gone there: on the way down only a copy keeps it."""
    database = databases.seeded(kind)
    held = database.transact(lambda connection: fill(connection, rows))
    assert sum(n >= rows for n in held.values()) >= 18, held
    newest, whole = revisions()[-1], columns(database)
    earlier = revisions()[-2::-1]
    for revision in earlier if start == "all" else (earlier[0], earlier[-1]):
        go(database, revision)
        there = common(columns(database), whole)
        before = content(database, there)
        assert sum(n >= rows for n, _sum in before.values()) >= 10, before
        go(database, newest)
        now = content(database, there)
        more = {table: now[table][0] - before[table][0] for table in there if now[table] != before[table]}
        assert set(more) <= SEEDED_LATER, f"{revision}: rows changed in {more}"
        assert all(0 < n < 200 for n in more.values()), f"{revision}: {more}"
        assert_sound(database)
        go(database, revisions()[-2])
        go(database, newest)
        assert content(database, there) == now, f"{revision}: down one and up again"
        assert_sound(database)


def test_a_way_down_ends_in_the_schema_a_new_database_of_that_revision_has(databases: Databases, kind: str) -> None:
    """So that what the test above comes from is what an old release left, not something like it."""
    going_down = databases.seeded(kind)
    coming_up = databases.open(databases.settings(kind, seeded=False))
    upward: dict[str, object] = {}
    for revision in revisions():
        with migration_connection(coming_up) as connection:
            command.upgrade(startup._config(connection), revision)
        upward[revision] = schema(coming_up)
    for revision in reversed(revisions()):
        go(going_down, revision)
        assert schema(going_down) == upward[revision], revision
