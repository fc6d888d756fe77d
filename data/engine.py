"""The database: engines for reading and writing, their settings, and whole transactions.

Belongs here: SQLite pragmas, PostgreSQL isolation, retry. Does not: what is read or written (data/store).
Reliability: one writer at a time (BEGIN IMMEDIATE; SERIALIZABLE with retry), readers cannot write.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, OperationalError

from data.locale import _
from data.settings import Settings

BUSY_MILLISECONDS = 10_000
ATTEMPTS = 10
WAL_SAFE_FROM = (3, 51, 3)
"""Older SQLite can corrupt a database in WAL mode (WAL-reset bug); they use the rollback journal."""
LOCK_WORDS = ("locked", "busy", "lock timeout", "statement timeout")
"""Errors of waiting too long; PostgreSQL's statement timeout runs out just before its lock timeout of the same length."""
RETRYABLE_STATES = frozenset({"40001", "40P01"})

Result = TypeVar("Result")


class DatabaseUnavailableError(RuntimeError):
    """The database cannot be opened or used; the message says what and how to mend it."""


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
        """A consistent view for a few queries."""
        with self.reader.begin() as connection:
            yield connection

    def transact(self, work: Callable[[sa.Connection], Result]) -> Result:
        """Run `work` in one write transaction, from the start again when PostgreSQL says two collided.

        Raises DatabaseUnavailableError when the lock is not to be had in time; then nothing was written."""
        for attempt in range(ATTEMPTS):
            try:
                with self.writer.begin() as connection:
                    return work(connection)
            except DBAPIError as error:
                if getattr(error.orig, "sqlstate", None) in RETRYABLE_STATES and attempt + 1 < ATTEMPTS:
                    continue
                raise _explained(error) from error
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
    common: dict[str, Any] = {"pool_pre_ping": True, "connect_args": {"options": options, "connect_timeout": 10}}
    reader = sa.create_engine(
        settings.database_url,
        isolation_level="REPEATABLE READ",
        execution_options={"postgresql_readonly": True},
        **common,
    )
    return Database(reader, sa.create_engine(settings.database_url, isolation_level="SERIALIZABLE", **common))


@contextmanager
def migration_connection(database: Database) -> Iterator[sa.Connection]:
    """One write transaction with SQLite's foreign keys off: batch mode rebuilds tables, and a cascade would empty others."""
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
    """Assert on a live connection that SQLite runs as reliability demands; PostgreSQL needs no such check."""
    if not database.is_sqlite:
        return
    wanted = {"foreign_keys": 1, "busy_timeout": BUSY_MILLISECONDS, "trusted_schema": 0, "cell_size_check": 1}
    with database.writer.connect() as connection:
        for name, value in wanted.items():
            found = connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            if found != value:
                raise DatabaseUnavailableError(
                    _("SQLite không nhận thiết lập {name} = {value}.").format(name=name, value=value)
                )
        synchronous = connection.exec_driver_sql("PRAGMA synchronous").scalar()
        wal = connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        if not isinstance(synchronous, int) or synchronous < (2 if wal else 3):
            raise DatabaseUnavailableError(_("SQLite không nhận thiết lập synchronous."))


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
        with Path(name).open("ab"):
            pass
    except OSError as error:
        raise DatabaseUnavailableError(
            _("Không mở được tệp cơ sở dữ liệu {path}: {reason}. Kiểm tra đường dẫn và quyền ghi.").format(
                path=name, reason=error.strerror or error
            )
        ) from error


def _sqlite_engine(url: str, read_only: bool) -> sa.Engine:
    engine = sa.create_engine(url, connect_args={"timeout": BUSY_MILLISECONDS / 1000, "check_same_thread": False})

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


def _explained(error: DBAPIError) -> Exception:
    text = str(error.orig).lower()
    if isinstance(error, OperationalError) and any(words in text for words in LOCK_WORDS):
        return DatabaseUnavailableError(
            _("Cơ sở dữ liệu đang bị một việc khác giữ quá lâu; chưa ghi gì. Chờ một lát rồi thử lại.")
        )
    if isinstance(error, OperationalError) and ("full" in text or "readonly" in text or "disk i/o" in text):
        return DatabaseUnavailableError(
            _("Không ghi được vào ổ đĩa (đầy hoặc chỉ cho đọc); chưa ghi gì. Giải phóng chỗ rồi thử lại.")
        )
    if error.connection_invalidated or (isinstance(error, OperationalError) and error.statement is None):
        return DatabaseUnavailableError(_("Mất kết nối cơ sở dữ liệu; chưa ghi gì. Thử lại sau ít phút."))
    return error
