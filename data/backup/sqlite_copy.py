"""SQLite: a copy of the running database as of one moment, and putting one back under those who have it open."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from data.backup.files import BackupError
from data.engine import BUSY_MILLISECONDS
from data.locale import _

NO_DATABASE = ("SQLITE_NOTADB", "SQLITE_CORRUPT")


def connect(path: Path, *, unchanging: bool = False) -> sqlite3.Connection:
    """A connection of its own, set as data/engine.py sets them; `unchanging` for a file nobody writes: no lock, no side
    file."""
    address = path.absolute().as_uri() + ("?mode=ro&immutable=1" if unchanging else "?mode=rw")
    connection = sqlite3.connect(address, uri=True, timeout=BUSY_MILLISECONDS / 1000, isolation_level=None)
    for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "synchronous = EXTRA"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def copy(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """All pages in one step: whoever writes waits, and the copy is the state of one moment. BackupError when the lock
    is not to be had in the time every writer has."""
    until = time.monotonic() + BUSY_MILLISECONDS / 1000

    def waited_too_long(status: int, left: int, total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > until:
            raise _held()

    source.backup(target, pages=-1, progress=waited_too_long, sleep=0.05)


@contextmanager
def exclusively(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection without whom nobody reads or writes the file until the end: exclusive mode keeps the lock after
    COMMIT, when the database can be the target of a copy. (In WAL mode readers go on; what they see is replaced whole
    all the same.)"""
    connection = connect(path)
    try:
        try:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("COMMIT")
        except sqlite3.OperationalError as error:
            raise _held() from error
        yield connection
    finally:
        connection.close()


def unusable(path: Path) -> bool:
    """Whether the file cannot be read as a database at all; then there are no readers to think of."""
    try:
        connection = connect(path)
        try:
            connection.execute("SELECT count(*) FROM sqlite_schema")
        finally:
            connection.close()
    except sqlite3.DatabaseError as error:
        return getattr(error, "sqlite_errorname", "") in NO_DATABASE
    return False


def empty(path: Path) -> None:
    """Cut a file that is no database to nothing, in place: who has it open finds the new content, not a file without a
    name."""
    with path.open("rb+") as handle:
        handle.truncate()
    path.with_name(path.name + "-journal").unlink(missing_ok=True)


def _held() -> BackupError:
    return BackupError(_("Cơ sở dữ liệu đang bị một việc khác giữ quá lâu; chưa thay đổi gì. Chờ một lát rồi làm lại."))
