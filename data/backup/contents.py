"""What a database holds, as a manifest says it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.pool import StaticPool

from data import startup
from data.backup.files import Manifest
from data.backup.seals import seals
from data.backup.sqlite_copy import connect
from data.clock import now
from data.locale import _
from data.store.version import data_hash, data_version, generation


def revision(connection: sa.Connection) -> str | None:
    """None for a database in which nothing has been made."""
    return MigrationContext.configure(connection).get_current_revision()


def known_revisions() -> list[str]:
    """All revisions this installation can read, newest first."""
    return [found.revision for found in ScriptDirectory.from_config(startup._config(None)).walk_revisions()]


def newest_revision() -> str:
    return known_revisions()[0]


def not_newest(found: str | None) -> str:
    """Why a database of this revision is not backed up by this installation; "" when it is."""
    if found is None:
        return _("Cơ sở dữ liệu chưa có gì để sao lưu.")
    if found != newest_revision():
        return _(
            "Cơ sở dữ liệu (bản {revision}) không cùng phiên bản với ứng dụng; mở ứng dụng một lần để nâng cấp rồi "
            "sao lưu."
        ).format(revision=found)
    return ""


def described(connection: sa.Connection, database: str, actor: str) -> Manifest:
    """The manifest of what the connection sees; hash and size of the file come when it is whole (files.publish)."""
    return Manifest(
        database=database,
        revision=revision(connection) or "",
        data_version=data_version(connection),
        restored=generation(connection),
        data_hash=data_hash(connection),
        sha256="",
        size=0,
        moment=now(),
        actor=actor,
        seals=seals(connection),
    )


@contextmanager
def looked_into(path: Path) -> Iterator[tuple[sqlite3.Connection, sa.Connection]]:
    """A SQLite file nobody writes, read without leaving a trace beside it."""
    raw = connect(path, unchanging=True)
    engine = sa.create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool)
    try:
        with engine.connect() as connection:
            yield raw, connection
    finally:
        engine.dispose()
        raw.close()
