"""Making a backup of the database while the app goes on writing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from data.backup import postgres_copy, sqlite_copy
from data.backup.contents import described, looked_into, not_newest, revision
from data.backup.files import (
    SUFFIXES,
    BackupError,
    BackupFile,
    Manifest,
    default_folder,
    listed,
    publish,
    unfinished,
    unwritable,
)
from data.backup.seals import altered_files, changed
from data.damage import faults
from data.engine import Database
from data.errors import explained
from data.locale import _
from data.settings import Settings


def create(database: Database, settings: Settings, folder: Path | None = None, *, actor: str) -> BackupFile:
    """A backup of the state of one moment, in `folder` (default: the office's). Raises BackupError, also when the
    database is damaged or figures differ from the last backup's: such a copy would push the good ones out."""
    place = folder or default_folder(settings)
    try:
        with unfinished(place, SUFFIXES["sqlite" if settings.is_sqlite else "postgresql"]) as path:
            if not settings.is_sqlite:
                return publish(path, place, _dumped(database, settings, path, actor))
            with database.reader.connect() as connection, closing(sqlite3.connect(path)) as target:
                source = connection.connection.driver_connection
                assert isinstance(source, sqlite3.Connection)
                sqlite_copy.copy(source, target)
            return finished(path, place, settings, actor)
    except SQLAlchemyError as error:
        if (said := explained(error, "reading")) is None:
            raise
        raise BackupError(str(said)) from error
    except sqlite3.OperationalError as error:
        raise unwritable(place, OSError(str(error))) from error


def finished(path: Path, place: Path, settings: Settings, actor: str) -> BackupFile:
    """Check a copy that SQLite has made, describe it and give it its name."""
    with looked_into(path) as (raw, connection):
        if found := faults(raw):
            raise _damaged("; ".join(found[:3]))
        return publish(path, place, _described(connection, settings, actor))


def last_known(settings: Settings, like: Manifest) -> BackupFile | None:
    """The newest backup of the office's folder whose seals hold for this state too."""
    for backup in listed(settings):
        known = backup.manifest
        if (
            known is not None
            and known.data_version <= like.data_version
            and ((known.database, known.revision, known.restored) == (like.database, like.revision, like.restored))
        ):
            return backup
    return None


def _dumped(database: Database, settings: Settings, path: Path, actor: str) -> Manifest:
    with database.reading() as connection:
        snapshot = postgres_copy.export_snapshot(connection)
        manifest = _described(connection, settings, actor)
        postgres_copy.dump(settings, snapshot, path)
    if found := postgres_copy.faults(settings, path):
        raise BackupError(found[0])
    return manifest


def _described(connection: sa.Connection, settings: Settings, actor: str) -> Manifest:
    if refused := not_newest(revision(connection)):
        raise BackupError(refused)
    try:
        manifest = described(connection, "sqlite" if settings.is_sqlite else "postgresql", actor)
        files = altered_files(connection)
    except (ValueError, TypeError, ArithmeticError) as error:
        raise _damaged(type(error).__name__) from error
    last = last_known(settings, manifest)
    if last is not None and last.manifest is not None and (batches := changed(manifest.seals, last.manifest.seals)):
        raise BackupError(
            _(
                "Số liệu của bản {batches} khác với bản sao lưu {name}, dù không ai ghi: ổ đĩa có thể đã hỏng. Không "
                "ghi đè; chạy "
                "python -m data.backup kiem-tra rồi khôi phục từ bản sao lưu tốt."
            ).format(batches=", ".join(map(str, batches[:5])), name=last.path.name)
        )
    if files:
        raise _damaged(files[0])
    return manifest


def _damaged(reason: str) -> BackupError:
    return BackupError(
        _("Cơ sở dữ liệu bị hỏng ({reason}) nên không sao lưu. Khôi phục từ bản sao lưu gần nhất.").format(
            reason=reason
        )
    )
