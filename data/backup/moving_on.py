"""What a database that has come back from a backup is told before anybody reads it."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from data.accounts import office
from data.backup.files import BackupError
from data.chain import record
from data.engine import Database
from data.errors import DatabaseUnavailableError
from data.locale import _
from data.store.batches import insert_batch
from data.store.version import data_version
from models.base import Base
from models.tables.batches import VersionHead

DATASET = "restore"
UNKNOWN_NUMBERS = 1000
"""Skipped when the damaged database no longer says how far its numbers had come since the last backup."""
FORGOTTEN = ("login_session", "one_time_link")


def is_training(database: Database) -> bool:
    """Whether the database in use is a copy to practise on; one that cannot be read counts as the real one."""
    try:
        with database.reading() as connection:
            return office.read(connection).training
    except (DatabaseUnavailableError, SQLAlchemyError):
        return False


def come_back(connection: sa.Connection, floor: int, actor: str, filename: str, *, training: bool) -> int:
    """As `move_on`, with its event; BackupError when figures to practise on would come where real ones stand, or the
    other way round."""
    if office.read(connection).training != training:
        raise BackupError(
            _("Tệp này là số liệu thật; bản Thử nghiệm không khôi phục từ tệp đó. Cơ sở dữ liệu giữ nguyên.")
            if training
            else _(
                "Tệp này là bản sao của bản Thử nghiệm, không phải số liệu thật; không khôi phục. Cơ sở dữ liệu giữ "
                "nguyên."
            )
        )
    version = move_on(connection, floor, actor, filename)
    record(connection, actor, "restore", batch=version, filename=filename, before=floor)
    return version


def move_on(connection: sa.Connection, floor: int, actor: str, filename: str) -> int:
    """Number the restore above `floor`, the highest number anybody may hold something of; returns the number."""
    version = max(data_version(connection), floor) + 1
    connection.execute(sa.update(VersionHead).values(version=version))
    insert_batch(
        connection,
        version,
        "seed",
        DATASET,
        actor=actor,
        key=f"restore-{uuid.uuid4().hex}",
        added=0,
        closed=0,
        filename=filename[:255],
    )
    for name in FORGOTTEN:
        connection.execute(sa.delete(Base.metadata.tables[name]))
    return version
