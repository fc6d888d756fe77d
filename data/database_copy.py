"""Copying a database as of one moment while others write (SQLite's backup API, pg_dump), finding damage in one, and the
copy that is made before an upgrade."""

from __future__ import annotations

import logging
import os
import re
import secrets
import shutil
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import sqlalchemy as sa
from psycopg import sql
from sqlalchemy.exc import SQLAlchemyError

from data.clock import now, office_time
from data.engine import BUSY_MILLISECONDS, Database
from data.errors import DatabaseUnavailableError, error_line
from data.locale import _
from data.settings import Settings

SUFFIXES = {"sqlite": ".sqlite3", "postgresql": ".dump"}
MODE = 0o600
DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
UPGRADE_START = "truoc-nang-cap-"
KEPT = 3
"""Copies before an upgrade that stay; older ones are removed."""
CLOSING_SECONDS = 3
"""Until PostgreSQL has noticed that a connection was closed."""
UPGRADE_SECONDS = 900
"""Seconds a dump of PostgreSQL before an upgrade may take."""

log = logging.getLogger("ansinh")


class BackupError(RuntimeError):
    """A backup that cannot be made, read or put back; the message says why and what to do."""


class ProgramError(BackupError):
    """A program of PostgreSQL that ran and failed; the message has its last line."""


def default_folder(settings: Settings) -> Path:
    return settings.data_dir / "sao-luu"


def kind_of(settings: Settings) -> str:
    return "sqlite" if settings.is_sqlite else "postgresql"


def sqlite_file(settings: Settings) -> Path:
    return Path(str(sa.make_url(settings.database_url).database))


@contextmanager
def unfinished(folder: Path, suffix: str) -> Iterator[Path]:
    """A new file in `folder` under a hidden name, readable by its owner alone; removed at the end unless it was
    renamed. BackupError when the disk refuses."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = folder / f".dang-ghi-{secrets.token_hex(6)}{suffix}"
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, MODE))
    except OSError as error:
        raise unwritable(folder, error) from error
    try:
        yield path
    except OSError as error:
        raise unwritable(folder, error) from error
    finally:
        for left in (path, path.with_name(path.name + "-journal")):
            left.unlink(missing_ok=True)


def unwritable(folder: Path, error: OSError) -> BackupError:
    return BackupError(
        _("Không ghi được bản sao lưu vào {folder}: {reason}. Kiểm tra chỗ trống và quyền ghi rồi làm lại.").format(
            folder=folder, reason=error.strerror or error
        )
    )


# --- SQLite


def raw_sqlite(connection: sa.Connection) -> sqlite3.Connection:
    raw = connection.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    return raw


def connect(path: Path, *, unchanging: bool = False) -> sqlite3.Connection:
    """A connection of its own, set as data/engine.py sets them; `unchanging` for a file nobody writes: no lock, no side
    file."""
    address = path.absolute().as_uri() + ("?mode=ro&immutable=1" if unchanging else "?mode=rw")
    connection = sqlite3.connect(address, uri=True, timeout=BUSY_MILLISECONDS / 1000, isolation_level=None)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute("PRAGMA synchronous = EXTRA")
    return connection


def copy_pages(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """All pages in one step: writers wait, and the copy is the state of one moment. BackupError when the lock is not
    free within the time every writer has."""
    until = time.monotonic() + BUSY_MILLISECONDS / 1000

    def waited_too_long(status: int, left: int, total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > until:
            raise held()

    source.backup(target, pages=-1, progress=waited_too_long, sleep=0.05)


def copy_to(database: Database, path: Path) -> None:
    """The committed state of a SQLite database into a file, over a reader's connection (during an upgrade the write
    lock is taken already, and readers may still read)."""
    with database.reader.connect() as connection, closing(sqlite3.connect(path)) as target:
        copy_pages(raw_sqlite(connection), target)


@contextmanager
def exclusively(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that alone reads and writes the file until the end: exclusive mode keeps the lock after COMMIT, when
    the database can be the target of a copy. BackupError when another connection holds a lock."""
    connection = connect(path)
    try:
        try:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("COMMIT")
        except sqlite3.OperationalError as error:
            raise held() from error
        yield connection
    finally:
        connection.close()


def held() -> BackupError:
    return BackupError(_("Cơ sở dữ liệu đang bị một việc khác giữ quá lâu; chưa thay đổi gì. Chờ một lát rồi làm lại."))


def unusable(path: Path) -> bool:
    """Whether the file cannot be read as a database at all."""
    try:
        with closing(connect(path)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_schema")
    except sqlite3.DatabaseError as error:
        return getattr(error, "sqlite_errorname", "").startswith(DAMAGED)
    return False


def empty(path: Path) -> None:
    """Cut a file that is no database to nothing, in place."""
    with path.open("rb+") as handle:
        handle.truncate()
    path.with_name(path.name + "-journal").unlink(missing_ok=True)


def faults(connection: sqlite3.Connection, *, quick: bool = False) -> list[str]:
    """Damage in SQLite's own words, at most ten lines; empty when nothing is wrong. `quick` compares no index with its
    table and checks no foreign key."""
    check = "PRAGMA quick_check(10)" if quick else "PRAGMA integrity_check(10)"
    try:
        found = [str(row[0]) for row in connection.execute(check) if row[0] != "ok"]
        if not quick and not found:
            found = [f"{row[0]} -> {row[2]}" for row in connection.execute("PRAGMA foreign_key_check")]
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorname", "").startswith(DAMAGED):
            return [str(error)]
        raise
    return found[:10]


def refuse_damaged(database: Database) -> None:
    """Before the first page: DatabaseUnavailableError when SQLite's quick check finds damage; PostgreSQL checks its own
    pages."""
    if not database.is_sqlite:
        return
    with database.reader.connect() as connection:
        found = faults(raw_sqlite(connection), quick=True)
    if found:
        raise DatabaseUnavailableError(
            _(
                "Tệp cơ sở dữ liệu bị hỏng ({reason}); không thay đổi gì. Khôi phục từ bản sao lưu: python -m "
                "data.backup khoi-phuc TỆP"
            ).format(reason=" ".join(found[0].split())[:120])
        )


def hold_running(settings: Settings) -> sqlite3.Connection | None:
    """Mark the app as running until the connection is closed or the process ends: a shared lock on an empty file beside
    the SQLite database, which any number of processes may hold (None for PostgreSQL, whose server lists connections).
    Raises DatabaseUnavailableError while a restore is at work."""
    if not settings.is_sqlite:
        return None
    try:
        connection = _lock_file(settings)
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            raise DatabaseUnavailableError(_("Đang khôi phục số liệu từ bản sao lưu; chờ xong rồi mở lại.")) from error
        log.warning("not marked as running: %s", error_line(error))
        return None
    return connection


@contextmanager
def app_stopped(settings: Settings) -> Iterator[None]:
    """SQLite: keep the app from starting meanwhile; BackupError while one runs."""
    with closing(_lock_file(settings)) as connection:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise BackupError(
                _("Ứng dụng còn chạy; chưa thay đổi gì. Dừng mọi tiến trình của ứng dụng rồi chạy lại.")
            ) from error
        yield


def _lock_file(settings: Settings) -> sqlite3.Connection:
    path = sqlite_file(settings)
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = path.with_name(path.name + ".dang-dung")
    return sqlite3.connect(lock, timeout=1, isolation_level=None, check_same_thread=False)


# --- PostgreSQL


def dump(settings: Settings, target: Path, *, snapshot: str = "", seconds: int | None = None) -> None:
    """The database by pg_dump into `target`: as an exported snapshot sees it, or as it is committed now. BackupError
    when the program is missing, fails or takes longer than `seconds`."""
    options = ["-Fc", "--no-owner", "--no-privileges", "--no-password", f"--file={target}"]
    if snapshot:
        options.append(f"--snapshot={snapshot}")
    run_program(settings, "pg_dump", *options, seconds=seconds)


def export_snapshot(connection: sa.Connection) -> str:
    """A name under which pg_dump sees what this transaction sees while it is open, however long that takes."""
    unhurried(connection)
    return str(connection.execute(sa.text("SELECT pg_export_snapshot()")).scalar_one())


def unhurried(connection: sa.Connection) -> None:
    """No time limits for the rest of this transaction."""
    connection.execute(sa.text("SET LOCAL statement_timeout = 0"))
    connection.execute(sa.text("SET LOCAL idle_in_transaction_session_timeout = 0"))


def run_program(settings: Settings, name: str, *options: str, seconds: int | None = None) -> bytes:
    """What one of PostgreSQL's programs prints; ProgramError when it fails."""
    command = [program(settings, name), *options]
    try:
        done = subprocess.run(command, env=_environment(settings), capture_output=True, check=False, timeout=seconds)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise program_failed(name, str(error)) from error
    if done.returncode:
        raise program_failed(name, done.stderr.decode(errors="replace"))
    return done.stdout


def program(settings: Settings, name: str) -> str:
    """Where pg_dump or pg_restore is: ANSINH_PG_BIN, else PATH."""
    found = shutil.which(name, path=None if settings.pg_bin is None else str(settings.pg_bin))
    if found is None:
        raise BackupError(
            _(
                "Không tìm thấy chương trình {name} của PostgreSQL. Cài gói postgresql-client cùng đời với máy chủ, "
                "hoặc đặt ANSINH_PG_BIN là thư mục có {name}, rồi làm lại."
            ).format(name=name)
        )
    return found


def program_failed(name: str, output: str) -> ProgramError:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    return ProgramError(
        _("{program} không làm được: {reason}").format(
            program=name, reason=lines[-1] if lines else _("không rõ vì sao")
        )
    )


def _environment(settings: Settings) -> dict[str, str]:
    """Where to connect; a password never stands in a command line that others can list."""
    url = sa.make_url(settings.database_url)
    parts: dict[str, object] = {
        "PGHOST": url.host,
        "PGPORT": url.port,
        "PGUSER": url.username,
        "PGPASSWORD": url.password,
        "PGDATABASE": url.database,
    }
    parts |= {f"PG{name.upper()}": value for name, value in url.query.items() if name in ("host", "port", "sslmode")}
    return {**os.environ, **{name: str(value) for name, value in parts.items() if value}}


def raw_postgresql(connection: sa.Connection) -> psycopg.Connection:
    raw = connection.connection.driver_connection
    assert isinstance(raw, psycopg.Connection)
    return raw


def lock_out_writers(connection: sa.Connection, tables: Collection[str]) -> None:
    """The first statement of its transaction: LOCK takes no snapshot, so what others committed while it waited is
    seen. Readers go on."""
    names = sql.SQL(", ").join(map(sql.Identifier, sorted(tables)))
    raw_postgresql(connection).execute(sql.SQL("LOCK TABLE {} IN EXCLUSIVE MODE").format(names))


def refuse_company(connection: sa.Connection) -> None:
    """BackupError when other clients are connected; those just closed are given time to go."""
    statement = sa.text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        " AND backend_type = 'client backend'"
    )
    until = time.monotonic() + CLOSING_SECONDS
    while True:
        connection.execute(sa.text("SELECT pg_stat_clear_snapshot()"))
        others = int(connection.execute(statement).scalar_one())
        if not others:
            return
        if time.monotonic() > until:
            raise BackupError(
                _(
                    "Còn {count} kết nối khác vào cơ sở dữ liệu; chưa thay đổi gì. Dừng mọi tiến trình của ứng dụng "
                    "rồi chạy lại."
                ).format(count=others)
            )
        time.sleep(0.1)


def archive_revision(settings: Settings, path: Path) -> str | None:
    """Read a whole archive of pg_dump and return its revision; ProgramError where it is damaged."""
    run_program(settings, "pg_restore", f"--file={os.devnull}", str(path))
    rows = run_program(settings, "pg_restore", "--data-only", "--table=alembic_version", "--file=-", str(path))
    found = re.search(rb"^COPY public\.alembic_version .*\n(\w+)\r?\n", rows, re.MULTILINE)
    return found[1].decode() if found else None


_DROP = """DO $$ DECLARE one record; BEGIN
FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
EXECUTE format('DROP TABLE public.%I CASCADE', one.tablename); END LOOP;
FOR one IN SELECT oid::regprocedure AS name FROM pg_proc
WHERE pronamespace = 'public'::regnamespace AND prorettype = 'trigger'::regtype LOOP
EXECUTE format('DROP FUNCTION %s', one.name); END LOOP;
END $$"""
_COPY = re.compile(rb"COPY .* FROM stdin;\r?\n")
_END = re.compile(rb"\\\.\r?\n")


def replace_tables(connection: sa.Connection, settings: Settings, archive: Path) -> None:
    """All of an archive in place of all tables, on a connection whose transaction the caller ends. pg_restore itself
    would need a transaction of its own."""
    raw = raw_postgresql(connection)
    raw.execute(_DROP)
    options = ["--no-owner", "--no-privileges", "--schema=public", "--file=-", str(archive)]
    cursor, statements = raw.cursor(), bytearray()
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen([program(settings, "pg_restore"), *options], stdout=subprocess.PIPE, stderr=errors)
        assert process.stdout is not None
        try:
            for line in process.stdout:
                if not _COPY.fullmatch(line):
                    # A line that begins with a backslash is a command of psql, and means nothing to the server.
                    statements += b"" if line.startswith(b"\\") else line
                    continue
                cursor.execute(bytes(statements))
                statements.clear()
                with cursor.copy(line) as rows:
                    for row in process.stdout:
                        if _END.fullmatch(row):
                            break
                        rows.write(row)
        finally:
            process.stdout.close()
            process.wait()
        errors.seek(0)
        if process.returncode:
            raise program_failed("pg_restore", errors.read().decode(errors="replace"))
    cursor.execute(bytes(statements))
    cursor.execute("RESET search_path")


# --- before an upgrade


def keep_copy(database: Database, settings: Settings, revision: str) -> Path | None:
    """Copy the database of an older revision as it is committed now; the last three such copies stay. None where
    pg_dump is missing or fails, which the log says. DatabaseUnavailableError when SQLite's copy cannot be written."""
    folder, suffix = default_folder(settings), SUFFIXES[kind_of(settings)]
    copy = folder / f"{UPGRADE_START}{revision}-{office_time(now()).strftime('%Y%m%d-%H%M%S')}{suffix}"
    try:
        with unfinished(folder, suffix) as path:
            if database.is_sqlite:
                copy_to(database, path)
            elif not _dumped(settings, path):
                return None
            path.replace(copy)
    except (BackupError, sqlite3.Error, SQLAlchemyError) as error:
        raise DatabaseUnavailableError(
            _(
                "Không sao lưu được trước khi nâng cấp vào {folder}; không thay đổi gì. Kiểm tra chỗ trống và quyền "
                "ghi rồi chạy lại."
            ).format(folder=folder)
        ) from error
    others = [path for path in folder.glob(f"{UPGRADE_START}*{suffix}") if path != copy]
    for path in sorted(others, key=lambda path: path.stat().st_mtime, reverse=True)[KEPT - 1 :]:
        path.unlink(missing_ok=True)
    return copy


def _dumped(settings: Settings, path: Path) -> bool:
    try:
        dump(settings, path, seconds=UPGRADE_SECONDS)
    except BackupError:
        log.warning(
            _(
                "Chưa sao lưu được PostgreSQL trước khi nâng cấp (pg_dump không có hoặc không chạy được); nên tự sao "
                "lưu trước."
            )
        )
        return False
    return True
