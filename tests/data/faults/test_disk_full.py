"""T6: no room left on the disk: said clearly, nothing written, reading goes on, and it works again once there is
room."""

import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from data.engine import Database, open_database
from data.errors import DatabaseUnavailableError
from data.settings import read_settings
from tests.data.conftest import Databases
from tests.data.postgres import Postgres
from tests.data.processes import Process
from tests.data.uploads import Upload, apply, count, facts, line, upload, version

SAID = r"đầy hoặc chỉ cho đọc\); chưa ghi gì"


def big(folder: Path, size: int) -> Upload:
    """A year of figures in a file of so many bytes that do not compress."""
    file = upload(folder, *[line(period=f"2024-{month:02}") for month in range(1, 13)])
    return type(file)(file.check, file.content + os.urandom(size), file.name)


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """A file system of its own, in memory."""
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)], check=False, capture_output=True
    )
    if made.returncode:
        pytest.skip("mounting a small file system needs root; the limits above stand in for it")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(folder: Path, *, leaving: int = 0) -> Path:
    """Take all room there is but so many bytes."""
    ballast = folder / "ballast"
    room = os.statvfs(folder)
    os.chmod(folder, 0o777)
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, room.f_bavail * room.f_frsize - leaving)
    return ballast


def assert_nothing_written(database: Database, before: str) -> None:
    assert (facts(database), version(database)) == (before, 1)
    assert count(database, "batch") == 1
    assert count(database, "stored_file") == 0


def test_a_database_that_may_not_grow(databases: Databases, tmp_path: Path) -> None:
    database = databases.seeded("sqlite")
    before = facts(database)
    database.dispose()
    full = True

    @sa.event.listens_for(database.writer, "checkout")
    def _limit(connection: sqlite3.Connection, record: object, proxy: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages if full else pages + 1000}")

    file = big(tmp_path, 100_000)
    with pytest.raises(DatabaseUnavailableError, match=SAID):
        apply(database, file)
    assert_nothing_written(database, before)
    full = False
    assert apply(database, file).added == 12


def test_a_process_whose_files_may_not_grow(databases: Databases) -> None:
    process = Process("faults.fill_disk", str(sa.make_url(databases.settings("sqlite").database_url).database))
    process.wait_until_ready()
    process.go()
    code, output, errors = process.end()
    assert code == 0, errors
    found = json.loads(output)
    assert "đầy hoặc chỉ cho đọc); chưa ghi gì" in found["said"]
    assert found == {"said": found["said"], "kept": True, "added": 12, "version": 2}


@pytest.mark.parametrize("rounds", [5])
def test_sqlite_on_a_disk_without_room(databases: Databases, tmp_path: Path, rounds: int) -> None:
    """Each round leaves a little more room, so that it ends in another place: journal, pages, commit."""
    made = sa.make_url(databases.settings("sqlite").database_url).database
    with small_disk(tmp_path / "dia", 12) as disk:
        shutil.copy(str(made), disk / "app.db")
        database = open_database(read_settings({"DATABASE_URL": f"sqlite:///{disk / 'app.db'}"}))
        before, file = facts(database), big(tmp_path, 3_000_000)
        for round_ in range(rounds):
            ballast = fill(disk, leaving=round_ * 500_000)
            with pytest.raises(DatabaseUnavailableError, match=SAID):
                apply(database, file, key="again")
            assert_nothing_written(database, before)
            ballast.unlink()
        assert apply(database, file, key="again").added == 12
        with database.reading() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        database.dispose()


def test_postgresql_on_a_disk_without_room(databases: Databases, tmp_path: Path) -> None:
    """Its tables on a small file system of their own (a tablespace); its log of transactions stays elsewhere: a server
    whose log has no room ends by itself, which is test_server_gone."""
    settings = databases.settings("postgresql")
    server = databases.server
    with small_disk(tmp_path / "dia", 64) as disk, on_small_disk(server, settings.database_url, disk):
        database = databases.open(settings)
        before, file = facts(database), big(tmp_path, 6_000_000)
        ballast = fill(disk, leaving=100_000)
        with pytest.raises(DatabaseUnavailableError, match=SAID):
            apply(database, file, key="again")
        assert_nothing_written(database, before)
        ballast.unlink()
        assert apply(database, file, key="again").added == 12
        database.dispose()


@contextmanager
def on_small_disk(server: Postgres, url: str, disk: Path) -> Iterator[None]:
    """The database moves to the disk, and back at the end."""
    name = server.make_template(url)
    for above in [*reversed(disk.parents)][2:]:
        above.chmod(above.stat().st_mode | 0o011)
    if server.system_user is not None:
        shutil.chown(disk, server.system_user)
    server.run(f"CREATE TABLESPACE small LOCATION '{disk}'")
    server.run(f"ALTER DATABASE {name} SET TABLESPACE small")
    try:
        yield
    finally:
        server.run(f"ALTER DATABASE {name} SET TABLESPACE pg_default")
        server.run("DROP TABLESPACE small")


def test_postgresql_without_room_for_a_sort(databases: Databases) -> None:
    """A reader that needs more temporary room than it may have is told so; the next one is served."""
    database = databases.seeded("postgresql")
    sort = sa.text("SELECT n FROM generate_series(1, 200000) AS n ORDER BY random()")

    def sorted_rows() -> int:
        with database.reading() as connection:
            connection.execute(sa.text("SET LOCAL temp_file_limit = '100kB'"))
            connection.execute(sa.text("SET LOCAL work_mem = '64kB'"))
            return len(connection.execute(sort).all())

    with pytest.raises(DatabaseUnavailableError, match="Ổ đĩa chứa cơ sở dữ liệu đầy"):
        sorted_rows()
    assert version(database) == 1
