"""T10: a database full of rows goes to the revision of a next release and to nothing but the first one, there and back:
nothing lost on the way."""

import hashlib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory

from data import startup
from data.engine import Database, migration_connection
from tests.data.conftest import Databases
from tests.data.faults import broken_revision
from tests.data.faults.filling import fill

RENAMED = ("quality",)
"""Of figures: an older release knows fewer words for it, so that its own stand for those on the way down."""
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
    if database.is_sqlite:
        with database.reading() as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


@pytest.fixture(autouse=True)
def _next_release(tmp_path: Path) -> Iterator[None]:
    """A hand-made revision after the newest one."""
    broken_revision.write_sound(tmp_path / "revisions")
    with broken_revision.revisions_also_from(tmp_path / "revisions"):
        yield


@pytest.mark.parametrize("rows", [200, pytest.param(10_000, marks=pytest.mark.long)])
def test_every_revision_with_rows_goes_up_and_down_and_loses_nothing(
    databases: Databases, kind: str, rows: int
) -> None:
    """A table that an older release did not have is gone there, and so are published figures of areas: on the way down
    only a copy keeps them."""
    database = databases.seeded(kind)
    held = database.transact(lambda connection: fill(connection, rows))
    assert sum(n >= rows for n in held.values()) >= 18, held
    whole = columns(database)
    for table in ("caseload", "observation"):
        whole[table] = tuple(name for name in whole[table] if name not in RENAMED)
    before = left = content(database, whole)
    with database.reading() as connection:
        of_areas = sa.text("SELECT count(*) FROM observation WHERE evidence IS NOT NULL")
        published = connection.execute(of_areas).scalar_one()
    there = whole
    newest, *earlier = revisions()[::-1]
    for revision in earlier:
        go(database, newest)
        assert content(database, there) == left
        assert startup.is_ready(database)
        go(database, revision)
        assert not startup.is_ready(database)
        there = common(there, columns(database))
        left = content(database, there)
        expected = {table: before[table][0] for table in there}
        if "evidence" not in there["observation"]:
            expected["observation"] -= published
        assert {table: rows for table, (rows, _) in left.items()} == expected
        go(database, newest)
        assert content(database, there) == left
    assert_sound(database)
    go(database, newest)
    with database.reading() as connection:
        assert connection.execute(sa.text("SELECT min(later), max(later) FROM caseload")).one() == (7, 7)
        assert connection.execute(sa.text("SELECT count(*) FROM later")).scalar_one() == 3


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
