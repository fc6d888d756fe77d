"""Backups from the screen: who may make, take away and put back one, and the event of each."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from data import backup
from data.accounts.permission import allow, guarded
from data.backup import BackupError, BackupFile, BackupReport, Restored
from data.chain import lock_chain, record
from data.engine import Database
from data.locale import _
from data.settings import Settings
from models.access.actor import Actor
from models.access.roles import Action
from models.base import Base

_BATCH = Base.metadata.tables["batch"]


def make(database: Database, settings: Settings, *, actor: Actor) -> BackupFile:
    """A backup in the office's folder. Raises NotAllowedError, BackupError and DatabaseUnavailableError."""
    name = _allowed(database, actor, Action.BACK_UP)
    made = backup.create(database, settings, actor=name)
    known = made.manifest
    _event(database, name, "backup", made, version=known.data_version if known else None)
    return made


def check(database: Database, settings: Settings, filename: str, *, actor: Actor) -> BackupReport:
    """Read all of a backup and say what is wrong with it."""
    _allowed(database, actor, Action.BACK_UP)
    return backup.verify(_place(settings, filename), settings)


def content(database: Database, settings: Settings, filename: str, *, actor: Actor) -> bytes:
    """A backup to take away: it holds everything the database does. The event is that of every file taken
    (data/audit/events.py)."""
    _allowed(database, actor, Action.BACK_UP)
    return BackupFile(_place(settings, filename), None).content()


def put_back(database: Database, settings: Settings, filename: str, *, actor: Actor) -> Restored:
    """Replace the figures in use by those of a backup; the present ones are backed up first, everybody signs in anew.
    The event stands in the chain that comes back. Raises NotAllowedError, BackupError and DatabaseUnavailableError;
    then nothing was changed."""
    name = _allowed(database, actor, Action.RESTORE)
    return backup.restore(settings, _place(settings, filename), actor=name)


def lost_with(connection: sa.Connection, found: BackupFile) -> list[sa.Row[tuple[int, str, str, object, str | None]]]:
    """Batches written since the backup was made (id, kind, actor, created_at, filename), newest first: what putting it
    back takes away."""
    b, known = _BATCH.c, found.manifest
    statement = sa.select(b.id, b.kind, b.actor, b.created_at, b.filename).order_by(b.id.desc())
    if known is not None:
        statement = statement.where(sa.or_(b.id > known.data_version, b.created_at > known.moment))
    return list(connection.execute(statement))


def _allowed(database: Database, actor: Actor, action: Action) -> str:
    def work(connection: sa.Connection) -> str:
        lock_chain(connection)
        return allow(connection, actor, action).name

    return guarded(database, work)


def _event(database: Database, name: str, action: str, found: BackupFile, version: int | None = None) -> None:
    sha256 = found.manifest.sha256 if found.manifest else None

    def work(connection: sa.Connection) -> None:
        lock_chain(connection)
        record(connection, name, action, filename=found.path.name, sha256=sha256, version=version)

    database.transact(work)


def _place(settings: Settings, filename: str) -> Path:
    """A backup of the office's folder by its name; nothing else of the machine is ever opened."""
    for found in backup.listed(settings):
        if found.path.name == filename:
            return found.path
    raise BackupError(_("Không còn bản sao lưu {name}; tải lại trang.").format(name=filename))
