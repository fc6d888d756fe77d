"""The database: engines for reading and writing, their settings, and whole transactions."""

from __future__ import annotations

import os
import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from errno import EACCES, EISDIR
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from data.errors import COLLISIONS, DatabaseUnavailableError, Doing, explained, state
from data.locale import _
from data.settings import Settings

BUSY_MILLISECONDS = 10_000
ATTEMPTS = 10
WAL_SAFE_FROM = (3, 51, 3)
"""Older SQLite can corrupt a database in WAL mode (WAL-reset bug); they use the rollback journal."""
FIRST_PAUSE = 0.05
"""Seconds: before the second try at most so long (or as long as the first took, where machines are slow), twice as long
before each one after it, by chance, so that those who collided part."""
LONGEST_PAUSE = 2.0
CONNECTIONS_CHECKED = 5
POOL_PATIENCE = 10
CONNECT_SECONDS = 4
"""A host may have two addresses (IPv6 and IPv4), each with its own patience."""

Result = TypeVar("Result")


@dataclass(frozen=True)
class Database:
    """`reader` connections cannot write; `writer` transactions hold the write lock from their first statement."""

    reader: sa.Engine
    writer: sa.Engine

    @property
    def is_sqlite(self) -> bool:
        return self.writer.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A consistent view for a few queries. Raises DatabaseUnavailableError when the database cannot be read."""
        try:
            with self.reader.begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            if (said := explained(error, "reading")) is None:
                raise
            raise said from error

    def transact(self, work: Callable[[sa.Connection], Result]) -> Result:
        """Run `work` in one write transaction, from the start again when PostgreSQL says two collided.

        Raises DatabaseUnavailableError when the lock is not to be had in time or the database fails; then nothing was
        written."""
        for attempt in range(ATTEMPTS):
            doing: Doing = "writing"
            began = time.monotonic()
            try:
                with self.writer.begin() as connection:
                    result = work(connection)
                    doing = "committing"
                return result
            except SQLAlchemyError as error:
                if state(error) in COLLISIONS and attempt + 1 < ATTEMPTS:
                    spent = time.monotonic() - began
                    time.sleep(random.uniform(0, min(LONGEST_PAUSE, max(FIRST_PAUSE, spent) * 2**attempt)))
                    continue
                if (said := explained(error, doing)) is None:
                    raise
                raise said from error
        raise AssertionError("unreachable: the last attempt returns or raises")

    def dispose(self) -> None:
        self.reader.dispose()
        self.writer.dispose()


def open_database(settings: Settings) -> Database:
    """Engines for the configured database; DatabaseUnavailableError when its folder or file cannot be used."""
    if settings.is_sqlite:
        _prepare_folder(settings.database_url)
        return Database(_sqlite_engine(settings.database_url, True), _sqlite_engine(settings.database_url, False))
    options = (
        f"-c statement_timeout=10000 -c idle_in_transaction_session_timeout=30000 -c lock_timeout={BUSY_MILLISECONDS}"
    )
    # A host that has vanished without a word is given up after some 10 s of silence; through a Unix socket these do
    # nothing.
    silence = {"keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 2, "tcp_user_timeout": 9000}
    common: dict[str, Any] = {
        "pool_pre_ping": True,
        "pool_timeout": POOL_PATIENCE,
        "hide_parameters": True,
        "connect_args": {"options": options, "connect_timeout": CONNECT_SECONDS, **silence},
    }
    reader = sa.create_engine(
        settings.database_url,
        isolation_level="REPEATABLE READ",
        execution_options={"postgresql_readonly": True},
        **common,
    )
    return Database(reader, sa.create_engine(settings.database_url, isolation_level="SERIALIZABLE", **common))


@contextmanager
def migration_connection(database: Database) -> Iterator[sa.Connection]:
    """One write transaction with SQLite's foreign keys off: batch mode rebuilds tables, and a cascade would empty
    others."""
    with database.writer.connect() as connection:
        if database.is_sqlite:
            _raw(connection).execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                yield connection
        finally:
            if database.is_sqlite:
                _raw(connection).execute("PRAGMA foreign_keys = ON")


def _raw(connection: sa.Connection) -> sqlite3.Connection:
    raw = connection.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    return raw


def check_settings(database: Database) -> None:
    """Read back, on five pooled connections of each engine, what reliability stands on; DatabaseUnavailableError names
    what does not hold."""
    for engine, read_only in ((database.reader, True), (database.writer, False)):
        with ExitStack() as stack:
            for connection in [stack.enter_context(engine.connect()) for each in range(CONNECTIONS_CHECKED)]:
                found = _sqlite_settings(connection) if database.is_sqlite else _postgresql_settings(connection)
                for name, value in _wanted(database.is_sqlite, read_only).items():
                    if found[name] != value:
                        raise DatabaseUnavailableError(
                            _("Cơ sở dữ liệu không nhận thiết lập {name} = {value} (đang là {found}).").format(
                                name=name, value=value, found=found[name]
                            )
                        )


def _wanted(sqlite: bool, read_only: bool) -> dict[str, object]:
    if not sqlite:
        return {
            "transaction_isolation": "repeatable read" if read_only else "serializable",
            "transaction_read_only": "on" if read_only else "off",
            "statement_timeout": "10000",
            "idle_in_transaction_session_timeout": "30000",
            "lock_timeout": str(BUSY_MILLISECONDS),
        }
    wal = sqlite3.sqlite_version_info >= WAL_SAFE_FROM
    return {
        "busy_timeout": BUSY_MILLISECONDS,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "journal_mode": "wal" if wal else "delete",
        "synchronous": 2 if wal else 3,
        "query_only": int(read_only),
    }


def _sqlite_settings(connection: sa.Connection) -> dict[str, object]:
    """On the driver's own connection: through SQLAlchemy the first writer would lock the others out."""
    try:
        return {name: _raw(connection).execute(f"PRAGMA {name}").fetchone()[0] for name in _wanted(True, True)}
    except sqlite3.Error as error:
        raise OperationalError("PRAGMA", {}, error) from error


def _postgresql_settings(connection: sa.Connection) -> dict[str, object]:
    names: sa.BindParameter[Any] = sa.bindparam("names", list(_wanted(False, True)), expanding=True)
    listed = sa.text("SELECT name, setting FROM pg_settings WHERE name IN :names").bindparams(names)
    return {name: setting for name, setting in connection.execute(listed)}


def _prepare_folder(url: str) -> None:
    name = sa.make_url(url).database
    if not name or name == ":memory:":
        raise DatabaseUnavailableError(_("Cần một tệp cơ sở dữ liệu; bộ nhớ tạm không giữ được số liệu."))
    if name.startswith(("//", "\\\\")):
        raise DatabaseUnavailableError(
            _("Cơ sở dữ liệu SQLite không được đặt trên ổ mạng: {path}. Đặt trên ổ đĩa của máy này.").format(path=name)
        )
    try:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        # Never open a file that is there: closing it would end every lock this process holds on it (POSIX), a writer's
        # too.
        if not Path(name).exists():
            os.close(os.open(name, os.O_WRONLY | os.O_CREAT, 0o600))
        elif Path(name).is_dir():
            raise IsADirectoryError(EISDIR, os.strerror(EISDIR))
        elif not os.access(name, os.R_OK | os.W_OK):
            raise PermissionError(EACCES, os.strerror(EACCES))
    except OSError as error:
        raise DatabaseUnavailableError(
            _("Không mở được tệp cơ sở dữ liệu {path}: {reason}. Kiểm tra đường dẫn và quyền ghi.").format(
                path=name, reason=error.strerror or error
            )
        ) from error


def _sqlite_engine(url: str, read_only: bool) -> sa.Engine:
    engine = sa.create_engine(
        url,
        connect_args={"timeout": BUSY_MILLISECONDS / 1000, "check_same_thread": False},
        hide_parameters=True,
        pool_timeout=POOL_PATIENCE,
    )

    @sa.event.listens_for(engine, "connect")
    def _configure(connection: sqlite3.Connection, record: object) -> None:
        connection.isolation_level = None
        wal = sqlite3.sqlite_version_info >= WAL_SAFE_FROM
        pragmas = [
            f"busy_timeout = {BUSY_MILLISECONDS}",
            "foreign_keys = ON",
            "trusted_schema = OFF",
            "cell_size_check = ON",
            f"journal_mode = {'WAL' if wal else 'DELETE'}",
            f"synchronous = {'FULL' if wal else 'EXTRA'}",
        ]
        for pragma in [*pragmas, *(["query_only = ON"] if read_only else [])]:
            connection.execute(f"PRAGMA {pragma}")

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")

    return engine
