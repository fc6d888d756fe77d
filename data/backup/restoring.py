"""Putting a backup back: checked first, the present state kept, everything or nothing."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from data.audit.heads import anchor_quietly
from data.backup import postgres_restore
from data.backup.checking import BackupReport, verify
from data.backup.creating import finished
from data.backup.files import (
    BackupError,
    BackupFile,
    default_folder,
    listed,
    manifest_path,
    sha256_of,
    unfinished,
    unwritable,
)
from data.backup.moving_on import UNKNOWN_NUMBERS, come_back, is_training
from data.backup.sqlite_copy import copy, empty, exclusively, unusable
from data.clock import now, office_time
from data.damage import faults
from data.engine import Database, open_database
from data.errors import DatabaseUnavailableError
from data.locale import _
from data.settings import Settings
from data.startup import prepare


@dataclass(frozen=True)
class Restored:
    """`version` is the number the figures have from now on; `before` holds the state that was replaced (None: there was
    none), a file of its own without a manifest when that state was damaged."""

    version: int
    before: BackupFile | None
    seconds: float


def restore(settings: Settings, path: Path, *, actor: str) -> Restored:
    """Put a backup back under the running app. Raises BackupError and DatabaseUnavailableError; then nothing was
    changed."""
    started = time.monotonic()
    report = verify(path, settings)
    if report.problems:
        raise BackupError(_("{problem} Không khôi phục; cơ sở dữ liệu giữ nguyên.").format(problem=report.problems[0]))
    if (report.database == "sqlite") != settings.is_sqlite:
        raise BackupError(
            _(
                "Bản sao lưu .sqlite3 chỉ khôi phục được vào SQLite, .dump vào PostgreSQL. Kiểm tra DATABASE_URL rồi "
                "làm lại."
            )
        )
    database = open_database(settings)
    try:
        if settings.is_sqlite:
            version, before = _into_sqlite(database, settings, report, actor)
        else:
            version, before = postgres_restore.into(database, settings, report, actor)
        anchor_quietly(database, settings, "restore")
    except sqlite3.OperationalError as error:
        raise unwritable(default_folder(settings), OSError(str(error))) from error
    finally:
        database.dispose()
    return Restored(version, before, time.monotonic() - started)


def _into_sqlite(
    database: Database, settings: Settings, report: BackupReport, actor: str
) -> tuple[int, BackupFile | None]:
    """Staged and migrated beside, then copied page by page into the live file in one step, under a lock held since the
    present state was kept: who has the file open sees the old figures or the new ones, whole."""
    live, place = Path(str(sa.make_url(settings.database_url).database)), default_folder(settings)
    training, filename = is_training(database), report.backup.path.name
    database.dispose()
    with _own_folder(place) as folder, unfinished(place, ".sqlite3") as kept:
        before, staged = None, folder / "phuc-hoi.sqlite3"
        with _staged(staged, report, settings) as stage:
            if unusable(live):
                before = _set_aside(shutil.copyfile(live, kept), place)
                empty(live)
            with exclusively(live) as held:
                with closing(sqlite3.connect(kept)) as target:
                    if before is None:
                        copy(held, target)
                floor = _head_of(held) if before is None else None
                if floor is None:
                    used = [backup.manifest.data_version for backup in listed(settings) if backup.manifest]
                    floor = max(used, default=0) + UNKNOWN_NUMBERS
                version = stage.transact(lambda one: come_back(one, floor, actor, filename, training=training))
                stage.dispose()
                with closing(sqlite3.connect(staged)) as source:
                    if wrong := faults(source, quick=True):
                        raise BackupError(_("Tệp bị hỏng: {reason}").format(reason=wrong[0]))
                    copy(source, held)
        if before is None:
            before = _kept(kept, place, settings, actor)
        return version, before


@contextmanager
def _own_folder(place: Path) -> Iterator[Path]:
    """For what a migration may leave beside the staged file."""
    try:
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryDirectory(dir=place, prefix=".dang-khoi-phuc-") as folder:
            yield Path(folder)
    except OSError as error:
        raise unwritable(place, error) from error


@contextmanager
def _staged(path: Path, report: BackupReport, settings: Settings) -> Iterator[Database]:
    """The backup's content in a file of its own, at the newest revision."""
    shutil.copyfile(report.backup.path, path)
    manifest = report.manifest
    again = verify(path, settings)
    if again.problems or (manifest is not None and manifest.sha256 != sha256_of(path)):
        raise BackupError(_("Không đọc lại được bản sao lưu; cơ sở dữ liệu giữ nguyên. Kiểm tra ổ đĩa rồi làm lại."))
    stage = open_database(replace(settings, database_url=f"sqlite:///{path}"))
    try:
        prepare(stage)
        yield stage
    finally:
        stage.dispose()


def _head_of(connection: sqlite3.Connection) -> int | None:
    """The number the live database has come to; 0 for an empty one, None when that cannot be read any more."""
    try:
        if not connection.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'version_head'").fetchone()[0]:
            return None if connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] else 0
        return int(connection.execute("SELECT version FROM version_head").fetchone()[0])
    except (sqlite3.DatabaseError, TypeError, ValueError):
        return None


def _kept(path: Path, place: Path, settings: Settings, actor: str) -> BackupFile | None:
    """The replaced state as a backup like any other, or set aside as it is when it is no sound one."""
    with closing(sqlite3.connect(path)) as connection:
        try:
            if not connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
                return None
        except sqlite3.DatabaseError:
            return _set_aside(path, place)
    try:
        return finished(path, place, settings, actor)
    except (BackupError, SQLAlchemyError, DatabaseUnavailableError):
        return _set_aside(path, place)


def _set_aside(path: Path, place: Path) -> BackupFile:
    moment = office_time(now()).strftime("%Y-%m-%d-%H%M%S")
    final = place / f"truoc-khoi-phuc-{moment}-{uuid.uuid4().hex[:6]}.sqlite3"
    path.replace(final)
    manifest_path(final).unlink(missing_ok=True)
    return BackupFile(final, None)
