"""Starting: migrate and seed once, refuse clearly, change nothing when refused."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import pytest
import sqlalchemy as sa

from data import engine, startup
from data.engine import Database
from data.errors import DatabaseUnavailableError
from data.settings import read_settings
from data.startup import NewerDatabaseError, is_ready, prepare
from data.store import queries
from tests.data.conftest import Databases
from tests.data.processes import start_together
from tests.data.uploads import apply, count, facts, line, upload, version


def tables(database: Database) -> list[str]:
    with database.reader.connect() as connection:
        return sorted(sa.inspect(connection).get_table_names())


def revision(database: Database) -> object:
    with database.reading() as connection:
        return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar_one()


def assert_one_clear_line(error: BaseException, *words: str) -> None:
    said = str(error)
    assert "\n" not in said
    assert "sqlalche.me" not in said
    assert "SELECT" not in said
    for word in words:
        assert word in said


@contextmanager
def locked(database: Database) -> Iterator[None]:
    """Another program holds what a start needs."""
    if database.is_sqlite:
        other = sqlite3.connect(str(database.writer.url.database), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")
        other.close()
        return
    with sa.create_engine(database.writer.url).connect() as connection:
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": startup.START_LOCK})
        yield


def test_an_empty_database_becomes_ready_with_the_seed_as_batch_1(empty: Database) -> None:
    assert not is_ready(empty)
    prepare(empty)
    assert is_ready(empty)
    assert version(empty) == 1
    with empty.reading() as connection:
        [seed] = queries.batches(connection).rows(named=True)
    assert (seed["id"], seed["kind"], seed["undone_by"]) == (1, "seed", None)
    assert seed["rows_added"] > 500


def test_a_second_start_changes_nothing(database: Database, tmp_path: Path) -> None:
    apply(database, upload(tmp_path, line()))
    before = facts(database), version(database), count(database, "batch")
    prepare(database)
    assert (facts(database), version(database), count(database, "batch")) == before


@pytest.mark.parametrize("processes", [2, pytest.param(4, marks=pytest.mark.long)])
def test_processes_starting_together_seed_once_and_all_succeed(databases: Databases, kind: str, processes: int) -> None:
    settings = databases.settings(kind, seeded=False)
    start_together(settings.database_url, processes)
    database = databases.open(settings)
    assert is_ready(database)
    assert count(database, "batch") == 1
    assert facts(database) == facts(databases.seeded(kind))


def test_a_database_of_a_newer_version_is_refused_untouched(database: Database) -> None:
    with database.writer.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = 'ffff'"))
    before = facts(database)
    with pytest.raises(NewerDatabaseError) as refused:
        prepare(database)
    assert_one_clear_line(refused.value, "phiên bản mới hơn", "ffff", "không thay đổi gì")
    assert not is_ready(database)
    assert facts(database) == before
    assert revision(database) == "ffff"


def test_a_start_that_cannot_get_the_lock_says_so_and_changes_nothing(
    databases: Databases, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_MILLISECONDS", 200)
    database = databases.open(databases.settings(kind, seeded=False))
    with locked(database), pytest.raises(DatabaseUnavailableError) as refused:
        prepare(database)
    assert_one_clear_line(refused.value, "khóa", "không thay đổi gì")
    assert tables(database) == []
    prepare(database)
    assert is_ready(database)


def test_a_seed_that_fails_leaves_an_empty_database_empty(empty: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    def half_a_seed(connection: sa.Connection) -> NoReturn:
        connection.execute(sa.text("INSERT INTO version_head (id, version) VALUES (1, 1)"))
        raise LookupError("a seed file is broken")

    with monkeypatch.context() as patch:
        patch.setattr(startup, "seed_empty_database", half_a_seed)
        with pytest.raises(LookupError):
            prepare(empty)
    assert tables(empty) == []
    assert not is_ready(empty)
    prepare(empty)
    assert is_ready(empty)


def test_foreign_keys_are_back_on_after_a_migration_that_failed(
    databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = databases.open(databases.settings("sqlite", seeded=False))
    monkeypatch.setattr(startup, "seed_empty_database", lambda connection: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        prepare(database)
    with database.writer.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_a_file_that_is_no_database_is_refused_and_kept(databases: Databases, tmp_path: Path) -> None:
    path = tmp_path / "app.db"
    path.write_bytes(b"Bao cao an sinh xa hoi\n" * 1000)
    before = path.read_bytes()
    database = databases.open(read_settings({"DATABASE_URL": f"sqlite:///{path}"}))
    with pytest.raises(DatabaseUnavailableError) as refused:
        prepare(database)
    assert_one_clear_line(refused.value, "bị hỏng", "sao lưu")
    assert path.read_bytes() == before
    assert not is_ready(database)


def test_a_postgresql_that_does_not_answer_is_named_in_one_line(databases: Databases) -> None:
    database = databases.open(read_settings({"DATABASE_URL": "postgresql://nobody:secret@127.0.0.1:1/none"}))
    with pytest.raises(DatabaseUnavailableError) as refused:
        prepare(database)
    assert_one_clear_line(refused.value, "Không kết nối được", "DATABASE_URL")
    assert "secret" not in str(refused.value)
    assert not is_ready(database)
