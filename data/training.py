"""`python -m data.training`: a copy of the database to practise on, marked as such on every screen and in every
file."""

from __future__ import annotations

import argparse
import getpass
import shlex
import sqlite3
import sys
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import sqlalchemy as sa

from data.accounts import office
from data.accounts.permission import allow, guarded
from data.audit.chain import lock_chain, record
from data.backup.files import BackupError, unfinished, unwritable
from data.backup.moving_on import FORGOTTEN, is_training, move_on
from data.backup.sqlite_copy import copy, empty, exclusively, unusable
from data.engine import Database, open_database
from data.errors import DatabaseUnavailableError
from data.locale import _
from data.settings import Settings, SettingsError, read_settings
from data.startup import prepare
from data.store.version import data_version
from models.access.actor import Actor, Operator
from models.access.roles import Action
from models.base import Base

FOLDER, FILE = "thu-nghiem", "app.db"
MARKED_NAMES = ("thu_nghiem", "thu-nghiem", "training")
"""What a PostgreSQL database to be marked has in its name: so that nobody marks the real one by a slip."""


class TrainingError(RuntimeError):
    """The copy cannot be made or marked; the message says why and what to do."""


@dataclass(frozen=True)
class Training:
    """Where the copy is and the data version it holds; the rest of its folder is its own too (backups, keys)."""

    folder: Path
    version: int


def place(settings: Settings) -> Path:
    return settings.data_dir / FOLDER


def start_command(settings: Settings, port: int = 8502) -> str:
    """How the copy is opened beside the real one, as typed at the app's folder."""
    url = settings.database_url if not settings.is_sqlite else f"sqlite:///{place(settings) / FILE}"
    if not settings.is_sqlite:
        url = (
            sa.make_url(url)
            .set(database="ansinh_thu_nghiem", drivername="postgresql", password=None)
            .render_as_string()
        )
    variables = {"ANSINH_DATA_DIR": str(place(settings)), "DATABASE_URL": url}
    if sys.platform == "win32":
        before = " && ".join(f'set "{name}={value}"' for name, value in variables.items())
        return f'{before} && "{sys.executable}" -m streamlit run app.py --server.port {port}'
    before = " ".join(f"{name}={shlex.quote(value)}" for name, value in variables.items())
    return f"{before} {shlex.quote(sys.executable)} -m streamlit run app.py --server.port {port}"


def postgres_commands(settings: Settings) -> list[str]:
    """What an operator types to copy a PostgreSQL database: its owner alone may create another."""
    url = sa.make_url(settings.database_url).set(drivername="postgresql", password=None)
    target = url.set(database="ansinh_thu_nghiem")
    real, copied = (shlex.quote(one.render_as_string(hide_password=False)) for one in (url, target))
    return [
        f"createdb --maintenance-db={real} ansinh_thu_nghiem",
        f"pg_dump --format=custom {real} | pg_restore --no-owner --dbname={copied}",
        f"DATABASE_URL={copied} python -m data.training danh-dau",
    ]


def make(database: Database, settings: Settings, *, actor: Actor) -> Training:
    """Copy the figures and accounts of this moment into the folder for practice, in place of an earlier copy. Raises
    NotAllowedError, TrainingError and DatabaseUnavailableError."""

    def asked(connection: sa.Connection) -> str:
        lock_chain(connection)
        return allow(connection, actor, Action.BACK_UP).name

    name = guarded(database, asked)
    if is_training(database):
        raise TrainingError(_("Đây đã là bản Thử nghiệm; tạo bản mới từ phần mềm đang dùng số liệu thật."))
    if not settings.is_sqlite:
        raise TrainingError(
            _("Số liệu ở PostgreSQL: người vận hành chạy các lệnh ghi ở trang Quản trị, thẻ Thử nghiệm.")
        )
    try:
        made = _copied(database, settings, name)
    except BackupError as error:
        raise TrainingError(str(error)) from error
    except (OSError, sqlite3.Error) as error:
        said = unwritable(place(settings), error if isinstance(error, OSError) else OSError(str(error)))
        raise TrainingError(str(said)) from error

    def told(connection: sa.Connection) -> None:
        lock_chain(connection)
        record(connection, name, "training_copy", version=made.version)

    database.transact(told)
    return made


def mark(settings: Settings, *, actor: str) -> Training:
    """Mark the configured PostgreSQL database, itself a copy by its name. Raises TrainingError."""
    name = str(sa.make_url(settings.database_url).database)
    if not any(part in name.lower() for part in MARKED_NAMES):
        raise TrainingError(
            _(
                "Cơ sở dữ liệu {name} không mang tên bản Thử nghiệm (cần có thu_nghiem trong tên); chưa thay đổi gì."
            ).format(name=name)
        )
    database = open_database(settings)
    try:
        prepare(database, settings)
        return Training(place(settings), database.transact(lambda connection: _marked(connection, 0, actor)))
    finally:
        database.dispose()


def _copied(database: Database, settings: Settings, actor: str) -> Training:
    folder, live = place(settings), place(settings) / FILE
    with unfinished(folder, ".db") as staged:
        with database.reader.connect() as connection, closing(sqlite3.connect(staged)) as target:
            source = connection.connection.driver_connection
            assert isinstance(source, sqlite3.Connection)
            copy(source, target)
        stage = open_database(replace(settings, database_url=f"sqlite:///{staged}"))
        try:
            version = stage.transact(lambda connection: _marked(connection, _floor(live), actor))
        finally:
            stage.dispose()
        if not live.exists():
            staged.replace(live)
            return Training(folder, version)
        if unusable(live):
            empty(live)
        with exclusively(live) as held, closing(sqlite3.connect(staged)) as source:
            copy(source, held)
        return Training(folder, version)


def _floor(live: Path) -> int:
    """The number an earlier copy has come to: a window still open on it must not take new figures for old ones."""
    if not live.exists() or unusable(live):
        return 0
    try:
        with closing(sqlite3.connect(live)) as connection:
            return int(connection.execute("SELECT version FROM version_head").fetchone()[0])
    except (sqlite3.Error, TypeError, ValueError):
        return 0


def _marked(connection: sa.Connection, floor: int, actor: str) -> int:
    lock_chain(connection)
    office.write(connection, "training", True)
    version = data_version(connection)
    if floor >= version:
        version = move_on(connection, floor, actor, _("Bản Thử nghiệm"))
    for name in FORGOTTEN:
        connection.execute(sa.delete(Base.metadata.tables[name]))
    record(connection, actor, "training_made", version=version)
    return version


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m data.training", description=_("Tạo bản Thử nghiệm để tập dùng phần mềm.")
    )
    parser.add_argument(
        "deed",
        nargs="?",
        choices=("tao", "danh-dau"),
        default="tao",
        metavar=_("VIỆC"),
        help=_("tao: sao số liệu SQLite (mặc định); danh-dau: đánh dấu bản sao PostgreSQL"),
    )
    asked = parser.parse_args(arguments)
    try:
        settings = read_settings()
        actor = _("Dòng lệnh ({user})").format(user=getpass.getuser())
        if asked.deed == "danh-dau":
            made = mark(settings, actor=actor)
        else:
            database = open_database(settings)
            try:
                made = make(database, settings, actor=Operator(actor))
            finally:
                database.dispose()
    except (TrainingError, BackupError, DatabaseUnavailableError, SettingsError) as error:
        print(_("KHÔNG LÀM ĐƯỢC: {reason}").format(reason=error), file=sys.stderr)
        return 1
    print(_("Đã có bản Thử nghiệm ở {folder} (bản {version}).").format(folder=made.folder, version=made.version))
    print(_("Mở bằng lệnh: {command}").format(command=start_command(settings)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
