"""D1: what reliability stands on is read back from five pooled connections of both engines, and a start refuses what
does not hold."""

import sqlite3
from typing import Any

import pytest
import sqlalchemy as sa

from data import engine
from data.engine import Database, check_settings
from data.errors import DatabaseUnavailableError
from tests.data.conftest import Databases

SPOILED = (
    "foreign_keys = OFF",
    "busy_timeout = 10",
    "trusted_schema = ON",
    "cell_size_check = OFF",
    "synchronous = NORMAL",
    "journal_mode = TRUNCATE",
)


def test_both_engines_are_asked_on_five_connections_each(database: Database) -> None:
    database.dispose()
    asked = dict[sa.Engine, set[int]]()
    for side in (database.reader, database.writer):
        opened = asked.setdefault(side, set())

        @sa.event.listens_for(side, "checkout")
        def _seen(connection: Any, record: Any, proxy: Any, opened: set[int] = opened) -> None:
            opened.add(id(record))

    check_settings(database)
    assert [len(each) for each in asked.values()] == [5, 5]


@pytest.mark.parametrize("side", ["reader", "writer"])
@pytest.mark.parametrize("pragma", SPOILED)
def test_a_pragma_that_does_not_hold_on_the_fifth_connection_is_named(
    databases: Databases, side: str, pragma: str
) -> None:
    database = databases.seeded("sqlite")
    check_settings(database)
    database.dispose()
    opened = list[object]()

    @sa.event.listens_for(getattr(database, side), "connect")
    def _spoil(connection: sqlite3.Connection, record: object) -> None:
        opened.append(record)
        if len(opened) == 5:
            connection.execute(f"PRAGMA {pragma}")

    with pytest.raises(DatabaseUnavailableError, match=pragma.split()[0]):
        check_settings(database)
    assert len(opened) == 5


@pytest.mark.parametrize(("side", "pragma"), [("reader", "query_only = OFF"), ("writer", "query_only = ON")])
def test_only_readers_are_kept_from_writing(databases: Databases, side: str, pragma: str) -> None:
    database = databases.seeded("sqlite")
    database.dispose()

    @sa.event.listens_for(getattr(database, side), "connect")
    def _spoil(connection: sqlite3.Connection, record: object) -> None:
        connection.execute(f"PRAGMA {pragma}")

    with pytest.raises(DatabaseUnavailableError, match="query_only"):
        check_settings(database)


@pytest.mark.parametrize(
    ("setting", "value"),
    [("statement_timeout", "0"), ("lock_timeout", "0"), ("idle_in_transaction_session_timeout", "0")],
)
def test_a_postgresql_setting_that_does_not_hold_is_named(databases: Databases, setting: str, value: str) -> None:
    database = databases.seeded("postgresql")
    check_settings(database)
    database.dispose()

    @sa.event.listens_for(database.writer, "connect")
    def _spoil(connection: Any, record: object) -> None:
        connection.execute(f"SET {setting} = {value}")
        connection.commit()

    with pytest.raises(DatabaseUnavailableError, match=setting):
        check_settings(database)


@pytest.mark.parametrize("level", ["SERIALIZABLE", "READ COMMITTED"])
def test_a_postgresql_reader_of_another_isolation_is_named(databases: Databases, level: str) -> None:
    database = databases.seeded("postgresql")
    other = Database(sa.create_engine(database.reader.url, isolation_level=level), database.writer)
    with pytest.raises(DatabaseUnavailableError, match="transaction_isolation"):
        check_settings(other)
    other.reader.dispose()


def test_wal_is_only_for_a_sqlite_without_its_bug() -> None:
    wanted = engine._wanted(True, False)
    safe = sqlite3.sqlite_version_info >= (3, 51, 3)
    assert (wanted["journal_mode"], wanted["synchronous"]) == (("wal", 2) if safe else ("delete", 3))
    assert wanted["busy_timeout"] >= 10_000  # type: ignore[operator]
