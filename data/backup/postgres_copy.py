"""PostgreSQL: pg_dump into one file, and the rows of such a file back into a database that is in use."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg
import sqlalchemy as sa
from psycopg import sql
from sqlalchemy.dialects.postgresql import REGCLASS

from data.backup.files import BackupError
from data.locale import _
from data.settings import Settings

_COPY = re.compile(rb'COPY public\."?(\w+)"? \([^;]*\) FROM stdin;\r?\n')
_END = re.compile(rb"\\\.\r?\n")
_ENTRY = re.compile(r"\d+; \d+ \d+ TABLE DATA public (\w+) .*")
PIECE = 1 << 18


def dump(settings: Settings, snapshot: str, target: Path) -> None:
    """The state of an exported snapshot, into `target`."""
    command = [
        _program(settings, "pg_dump"),
        "-Fc",
        "--no-owner",
        "--no-privileges",
        "--no-password",
        f"--snapshot={snapshot}",
        f"--file={target}",
    ]
    done = subprocess.run(command, env=_environment(settings), capture_output=True, text=True, check=False)
    if done.returncode:
        raise _failed("pg_dump", done.stderr)


def export_snapshot(connection: sa.Connection) -> str:
    """A name under which pg_dump sees what this transaction sees, for as long as it is open: however long that
    takes."""
    unhurried(connection)
    return str(connection.execute(sa.text("SELECT pg_export_snapshot()")).scalar_one())


def unhurried(connection: sa.Connection) -> None:
    """This transaction may take its time, where the app's may not."""
    connection.execute(sa.text("SET LOCAL statement_timeout = 0"))
    connection.execute(sa.text("SET LOCAL idle_in_transaction_session_timeout = 0"))


def faults(settings: Settings, archive: Path) -> list[str]:
    """What is wrong with an archive, found by unpacking all of it."""
    try:
        with _script(settings, archive) as lines:
            for _line in lines:
                pass
    except BackupError as error:
        return [str(error)]
    return []


def revision_of(settings: Settings, archive: Path) -> str | None:
    found = None
    with _script(settings, archive, "--table=alembic_version") as lines:
        for line in lines:
            if _COPY.fullmatch(line):
                found = next(lines).decode().strip()
    return found


def lock_out_writers(connection: sa.Connection, tables: Collection[str]) -> None:
    """The first statement of its transaction: LOCK takes no snapshot, so what others have committed while it waited is
    seen. Readers go on."""
    names = sql.SQL(", ").join(map(sql.Identifier, sorted(tables)))
    _raw(connection).execute(sql.SQL("LOCK TABLE {} IN EXCLUSIVE MODE").format(names))


def others_connected(connection: sa.Connection) -> int:
    """Connections to this database besides ours, as of now: a transaction would go on seeing those of its first
    look."""
    connection.execute(sa.text("SELECT pg_stat_clear_snapshot()"))
    statement = sa.text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        " AND backend_type = 'client backend'"
    )
    return int(connection.execute(statement).scalar_one())


@contextmanager
def without_triggers(connection: sa.Connection, tables: Collection[str]) -> Iterator[None]:
    """The audit chain refuses every deletion but this one; foreign keys stay in force."""
    raw = _raw(connection)
    guarded = [
        row[0]
        for row in raw.execute(
            "SELECT DISTINCT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal"
        )
        if row[0] in tables
    ]
    for name in guarded:
        raw.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(sql.Identifier(name)))
    yield
    for name in guarded:
        raw.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(sql.Identifier(name)))


def load(connection: sa.Connection, settings: Settings, archive: Path, tables: Sequence[str]) -> None:
    """The archive's rows into empty tables, in this order (those pointed at first); only into these, whatever the
    archive says."""
    cursor = _raw(connection).cursor()
    with _in_order(settings, archive, tables) as order, _script(settings, archive, f"--use-list={order}") as lines:
        for line in lines:
            found = _COPY.fullmatch(line)
            if found is None or found[1].decode() not in tables:
                continue
            with cursor.copy(line) as rows:
                piece = bytearray()
                for row in lines:
                    if _END.fullmatch(row):
                        break
                    piece += row
                    if len(piece) > PIECE:
                        rows.write(piece)
                        piece.clear()
                rows.write(piece)


def raise_sequences(connection: sa.Connection, tables: Collection[sa.Table]) -> None:
    """Past the ids that have come in; never lower, because sequences do not go back with a transaction that fails."""
    for table in tables:
        for column in table.primary_key:
            named = sa.select(sa.func.pg_get_serial_sequence(table.name, column.name))
            if (name := connection.execute(named).scalar()) is None:
                continue
            sequence = sa.cast(name, REGCLASS)
            most = sa.select(sa.func.coalesce(sa.func.max(column), 1)).scalar_subquery()
            connection.execute(sa.select(sa.func.setval(sequence, sa.func.greatest(sa.func.nextval(sequence), most))))


@contextmanager
def _in_order(settings: Settings, archive: Path, tables: Sequence[str]) -> Iterator[str]:
    """A file that tells pg_restore the order; by itself it takes that of the names."""
    listed = subprocess.run(
        [_program(settings, "pg_restore"), "--list", str(archive)], capture_output=True, text=True, check=False
    )
    if listed.returncode:
        raise _failed("pg_restore", listed.stderr)
    entries = {found[1]: found[0] for line in listed.stdout.splitlines() if (found := _ENTRY.fullmatch(line))}
    with tempfile.TemporaryDirectory() as folder:
        order = Path(folder) / "order"
        order.write_text("".join(f"{entries[name]}\n" for name in tables if name in entries), encoding="utf-8")
        yield str(order)


@contextmanager
def _script(settings: Settings, archive: Path, *only: str) -> Iterator[Iterator[bytes]]:
    """The archive's rows as pg_restore's script, line by line; BackupError at its end when it could not be read
    whole."""
    command = [_program(settings, "pg_restore"), "--data-only", "--no-owner", *only, "--file=-", str(archive)]
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors)
        assert process.stdout is not None
        try:
            yield iter(process.stdout)
        finally:
            process.stdout.close()
            process.wait()
        errors.seek(0)
        if process.returncode:
            raise _failed("pg_restore", errors.read().decode(errors="replace"))


def _program(settings: Settings, name: str) -> str:
    found = shutil.which(name, path=None if settings.pg_bin is None else str(settings.pg_bin))
    if found is None:
        raise BackupError(
            _(
                "Không tìm thấy chương trình {name} của PostgreSQL. Cài gói postgresql-client cùng đời với máy chủ, "
                "hoặc đặt "
                "ANSINH_PG_BIN là thư mục có {name}, rồi làm lại."
            ).format(name=name)
        )
    return found


def _environment(settings: Settings) -> dict[str, str]:
    """Where to connect; the password never stands in a command line that others can list."""
    url = sa.make_url(settings.database_url)
    parts = {
        "PGHOST": url.host,
        "PGPORT": url.port,
        "PGUSER": url.username,
        "PGPASSWORD": url.password,
        "PGDATABASE": url.database,
    }
    given = {f"PG{name.upper()}": value for name, value in url.query.items() if name in ("host", "port", "sslmode")}
    return {**os.environ, **{name: str(value) for name, value in parts.items() if value}, **given}  # type: ignore[dict-item]


def _failed(program: str, said: str) -> BackupError:
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return BackupError(
        _("{program} không làm được: {reason}").format(
            program=program, reason=lines[-1] if lines else _("không rõ vì sao")
        )
    )


def _raw(connection: sa.Connection) -> psycopg.Connection:
    raw = connection.connection.driver_connection
    assert isinstance(raw, psycopg.Connection)
    return raw
