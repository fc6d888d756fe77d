"""T5: another program holds the write lock for a while, or for too long; reading goes on."""

import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from data import engine
from data.engine import Database, open_database
from data.errors import DatabaseUnavailableError
from data.settings import Settings
from tests.data.conftest import Databases
from tests.data.processes import Process
from tests.data.uploads import apply, facts, line, upload, version

FOREVER = 600.0


@contextmanager
def held(settings: Settings, seconds: float = FOREVER, begin: str = "BEGIN IMMEDIATE") -> Iterator[Callable[[], None]]:
    """Another process has the lock; what is given starts the count of its seconds."""
    url = settings.database_url
    other = Process("faults.hold_lock", url, begin, str(seconds))
    other.wait_until_ready()
    try:
        yield other.go
    finally:
        other.kill_after(0)
        other.end()


@contextmanager
def reading_meanwhile(database: Database) -> Iterator[list[float]]:
    """Somebody looks at figures all the time; how long each look took."""
    looks, over, errors = list[float](), threading.Event(), list[BaseException]()

    def look() -> None:
        while not over.is_set():
            started = time.monotonic()
            try:
                version(database)
            except BaseException as error:
                errors.append(error)
                return
            looks.append(time.monotonic() - started)
            time.sleep(0.005)

    reader = threading.Thread(target=look)
    reader.start()
    try:
        yield looks
    finally:
        over.set()
        reader.join()
    assert errors == []


def test_three_seconds_are_waited_for_and_reading_goes_on(databases: Databases, kind: str, tmp_path: Path) -> None:
    settings = databases.settings(kind)
    database = databases.open(settings)
    file = upload(tmp_path, line())
    with held(settings, 3.0) as go, reading_meanwhile(database) as looks:
        started = time.monotonic()
        go()
        assert apply(database, file, base=1).batch == 2
        waited = time.monotonic() - started
    assert 2.5 < waited <= 12
    assert len(looks) > 10
    print(f"{kind}: waited {waited:.1f} s, {len(looks)} looks meanwhile, the longest {max(looks) * 1000:.0f} ms")


@pytest.mark.parametrize("patience", [1000, pytest.param(engine.BUSY_MILLISECONDS, marks=pytest.mark.long)])
def test_a_minute_is_not_waited_for_and_the_same_click_works_later(
    databases: Databases, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, patience: int
) -> None:
    monkeypatch.setattr(engine, "BUSY_MILLISECONDS", patience)
    settings = databases.settings(kind)
    database = databases.open(settings)
    file, before = upload(tmp_path, line()), facts(database)
    with held(settings), reading_meanwhile(database) as looks:
        started = time.monotonic()
        with pytest.raises(DatabaseUnavailableError, match=r"chưa ghi gì\. Chờ một lát") as said:
            apply(database, file, base=1, key="again")
        waited = time.monotonic() - started
        assert (facts(database), version(database)) == (before, 1)
    assert waited <= 12
    assert "\n" not in str(said.value)
    assert apply(database, file, base=1, key="again").added == 1
    print(f"{kind}: told after {waited:.1f} s of {patience / 1000} s, the longest look {max(looks) * 1000:.0f} ms")


def test_a_file_nobody_may_read_is_said_clearly_and_read_again_later(
    databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a rollback journal a writer that commits keeps readers out; a program that hangs there does so for long."""
    monkeypatch.setattr(engine, "BUSY_MILLISECONDS", 300)
    settings = databases.settings("sqlite")
    database = databases.open(settings)
    if sqlite3.sqlite_version_info >= engine.WAL_SAFE_FROM:
        pytest.skip("with a write-ahead log nobody can keep readers out")
    with held(settings, begin="BEGIN EXCLUSIVE"), pytest.raises(DatabaseUnavailableError, match="chưa đọc được"):
        version(database)
    assert version(database) == 1


def test_readers_wait_for_no_longer_than_a_commit(databases: Databases, kind: str, tmp_path: Path) -> None:
    database = databases.seeded(kind)
    files = [upload(tmp_path, line(period=f"2024-{month:02}")) for month in range(1, 11)]
    with reading_meanwhile(database) as looks:
        for file in files:
            apply(database, file)
    assert max(looks) < 8
    print(f"{kind}: 10 commits, {len(looks)} looks, the longest {max(looks) * 1000:.0f} ms")


def taken_elsewhere(settings: Settings) -> str:
    """What another process hears that asks for the write lock and does not wait."""
    path = sa.make_url(settings.database_url).database
    asks = f"import sqlite3; sqlite3.connect({path!r}, timeout=0, isolation_level=None).execute('BEGIN IMMEDIATE')"
    done = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, check=False)
    return done.stderr.strip().rpartition("OperationalError: ")[2]


def test_opening_the_database_again_keeps_the_lock_that_is_held(databases: Databases, tmp_path: Path) -> None:
    """POSIX: whoever closes a file ends all locks its process has on it. Readiness opens the database every few
    seconds."""
    settings = databases.settings("sqlite")
    database = databases.open(settings)
    with database.writer.begin():
        open_database(settings).dispose()
        assert taken_elsewhere(settings) == "database is locked", "the other process got the lock that was ours"
    assert taken_elsewhere(settings) == ""


def test_a_pool_without_a_free_connection_is_said_clearly(
    databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "POOL_PATIENCE", 0.2)
    database = databases.seeded("sqlite")
    everything = [database.reader.connect() for _ in range(15)]
    with pytest.raises(DatabaseUnavailableError, match="đang bận quá lâu"):
        version(database)
    for connection in everything:
        connection.close()
    assert version(database) == 1
