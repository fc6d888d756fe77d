"""Connections: their settings, what readers may not do, and whole transactions."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from data import engine
from data.engine import Database, check_settings
from data.errors import DatabaseUnavailableError
from data.settings import read_settings
from data.store.version import lock_version, take_next_version
from tests.data.conftest import Databases
from tests.data.uploads import apply, count, facts, line, upload, version


@contextmanager
def writing_elsewhere(database: Database) -> Iterator[sa.Connection]:
    """Another writer holds the lock until the end of the block."""
    other = sa.create_engine(database.writer.url)
    try:
        with other.connect() as connection:
            if database.is_sqlite:
                raw = connection.connection.driver_connection
                assert isinstance(raw, sqlite3.Connection)
                raw.isolation_level = None
                raw.execute("BEGIN IMMEDIATE")
                yield connection
                raw.execute("ROLLBACK")
            else:
                lock_version(connection)
                yield connection
    finally:
        other.dispose()


@pytest.mark.parametrize("side", ["reader", "writer"])
def test_five_pooled_sqlite_connections_have_every_setting(databases: Databases, side: str) -> None:
    database = databases.seeded("sqlite")
    with ExitStack() as stack:
        for _ in range(5):
            # The driver's own connection: through SQLAlchemy the first writer would lock the others out.
            pooled = stack.enter_context(getattr(database, side).connect()).connection.driver_connection
            found = {
                name: pooled.execute(f"PRAGMA {name}").fetchone()[0]
                for name in (
                    "foreign_keys",
                    "busy_timeout",
                    "synchronous",
                    "journal_mode",
                    "trusted_schema",
                    "query_only",
                )
            }
            assert found["foreign_keys"] == 1
            assert found["busy_timeout"] >= 10_000
            assert found["trusted_schema"] == 0
            assert found["query_only"] == (side == "reader")
            if sqlite3.sqlite_version_info < (3, 51, 3):
                assert (found["journal_mode"], found["synchronous"]) == ("delete", 3)
            else:
                assert (found["journal_mode"], found["synchronous"]) == ("wal", 2)


@pytest.mark.parametrize(
    ("pragma", "named"),
    [
        ("foreign_keys = OFF", "foreign_keys"),
        ("busy_timeout = 10", "busy_timeout"),
        ("trusted_schema = ON", "trusted_schema"),
        ("cell_size_check = OFF", "cell_size_check"),
        ("synchronous = OFF", "synchronous"),
        ("synchronous = NORMAL", "synchronous"),
    ],
)
def test_a_setting_that_does_not_hold_keeps_the_app_from_starting(
    databases: Databases, pragma: str, named: str
) -> None:
    database = databases.seeded("sqlite")
    check_settings(database)
    database.dispose()

    @sa.event.listens_for(database.writer, "connect")
    def _spoil(connection: sqlite3.Connection, record: object) -> None:
        connection.execute(f"PRAGMA {pragma}")

    with pytest.raises(DatabaseUnavailableError, match=named):
        check_settings(database)


def test_postgresql_connections_are_isolated_and_give_up_in_time(databases: Databases) -> None:
    database = databases.seeded("postgresql")
    wanted = {"statement_timeout": "10s", "lock_timeout": "10s", "idle_in_transaction_session_timeout": "30s"}
    for side, isolation in (("reader", "repeatable read"), ("writer", "serializable")):
        with getattr(database, side).connect() as connection:
            assert connection.execute(sa.text("SHOW transaction_isolation")).scalar() == isolation
            for name, value in wanted.items():
                setting = sa.text("SELECT current_setting(:name)")
                assert connection.execute(setting, {"name": name}).scalar() == value


@pytest.mark.parametrize(
    "statement", ["UPDATE version_head SET version = 9", "DELETE FROM caseload", "CREATE TABLE other (id INTEGER)"]
)
def test_a_reader_cannot_write(database: Database, statement: str) -> None:
    before = facts(database)
    with pytest.raises(DBAPIError), database.reading() as connection:
        connection.execute(sa.text(statement))
    assert facts(database) == before
    assert version(database) == 1


def test_a_reader_sees_one_state_while_others_write(databases: Databases, tmp_path: Path) -> None:
    database = databases.seeded("postgresql")
    file = upload(tmp_path, line())
    with database.reading() as connection:
        rows = sa.text("SELECT count(*) FROM caseload")
        before = connection.execute(rows).scalar_one()
        apply(database, file)
        assert connection.execute(rows).scalar_one() == before
    assert count(database, "caseload") == before + 1


def test_what_fails_half_way_writes_nothing(database: Database) -> None:
    before = facts(database)

    def work(connection: sa.Connection) -> None:
        take_next_version(connection, lock_version(connection))
        connection.execute(sa.text("DELETE FROM caseload"))
        raise KeyError("half way")

    with pytest.raises(KeyError):
        database.transact(work)
    assert (facts(database), version(database)) == (before, 1)


def test_a_lock_held_for_a_moment_is_waited_for(database: Database, tmp_path: Path) -> None:
    file = upload(tmp_path, line())
    held = threading.Event()

    def hold() -> None:
        with writing_elsewhere(database):
            held.set()
            time.sleep(0.5)

    other = threading.Thread(target=hold)
    other.start()
    assert held.wait(5)
    started = time.monotonic()
    assert apply(database, file, base=1).batch == 2
    assert time.monotonic() - started > 0.3
    other.join()


def test_a_lock_held_too_long_is_said_clearly_and_a_retry_works(
    databases: Databases, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_MILLISECONDS", 200)
    database = databases.seeded(kind)
    file, before = upload(tmp_path, line()), facts(database)
    with (
        writing_elsewhere(database),
        pytest.raises(DatabaseUnavailableError, match=r"chưa ghi gì\. Chờ một lát") as said,
    ):
        apply(database, file, base=1, key="again")
    assert "\n" not in str(said.value)
    assert (facts(database), version(database)) == (before, 1)
    assert apply(database, file, base=1, key="again").added == 1


def test_a_statement_that_runs_out_of_time_is_said_clearly(databases: Databases) -> None:
    """PostgreSQL reports a long wait for a lock as this one when both limits are equal."""
    database = databases.seeded("postgresql")

    def work(connection: sa.Connection) -> None:
        connection.execute(sa.text("SET LOCAL statement_timeout = 50"))
        connection.execute(sa.text("SELECT pg_sleep(5)"))

    with pytest.raises(DatabaseUnavailableError, match="chưa ghi gì"):
        database.transact(work)


def test_a_lost_connection_is_said_clearly_and_the_pool_recovers(databases: Databases, tmp_path: Path) -> None:
    database = databases.seeded("postgresql")
    before = facts(database)

    def work(connection: sa.Connection) -> None:
        take_next_version(connection, lock_version(connection))
        own = connection.execute(sa.text("SELECT pg_backend_pid()")).scalar_one()
        with database.reading() as other:
            other.execute(sa.text("SELECT pg_terminate_backend(:own)"), {"own": own})
        connection.execute(sa.text("SELECT 1"))

    with pytest.raises(DatabaseUnavailableError, match="Mất kết nối"):
        database.transact(work)
    assert (facts(database), version(database)) == (before, 1)
    assert apply(database, upload(tmp_path, line())).batch == 2


def test_idle_connections_the_server_has_closed_are_replaced(databases: Databases) -> None:
    database = databases.seeded("postgresql")
    facts(database)
    with sa.create_engine(database.writer.url).connect() as other:
        others = (
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> "
            "pg_backend_pid()"
        )
        other.execute(sa.text(others))
    assert version(database) == 1


def test_writing_to_a_server_that_is_gone_is_said_clearly(databases: Databases) -> None:
    database = databases.open(read_settings({"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}))
    with pytest.raises(DatabaseUnavailableError, match="Mất kết nối"):
        database.transact(lambda connection: None)
