"""Putting a backup back into a PostgreSQL that is in use."""

from __future__ import annotations

import time

import sqlalchemy as sa
from alembic import command

from data import startup
from data.backup import postgres_copy
from data.backup.checking import BackupReport
from data.backup.contents import known_revisions, newest_revision, revision
from data.backup.creating import create
from data.backup.files import BackupError, BackupFile
from data.backup.moving_on import come_back, is_training
from data.engine import Database
from data.locale import _
from data.settings import Settings
from data.store.version import data_hash, data_version

REVISIONS = "alembic_version"
PATIENCE = 3
"""Seconds until a server has taken notice that a connection was closed."""


def into(database: Database, settings: Settings, report: BackupReport, actor: str) -> tuple[int, BackupFile | None]:
    """The number the figures have from now on, and the backup of what was replaced."""
    with database.reading() as connection:
        names = sa.inspect(connection).get_table_names()
    wanted, training, filename = str(report.revision), is_training(database), report.backup.path.name

    def work(connection: sa.Connection) -> tuple[int, BackupFile | None]:
        if names:
            postgres_copy.lock_out_writers(connection, names)
        postgres_copy.unhurried(connection)
        found = revision(connection)
        current = found == newest_revision()
        if found is not None and (found != wanted or not current):
            database.reader.dispose()
            _refuse_company(connection)
        before = create(database, settings, actor=actor) if current else None
        if found is not None and not current:
            raise BackupError(
                _("Cơ sở dữ liệu (bản {revision}) chưa được nâng cấp; mở ứng dụng một lần rồi khôi phục.").format(
                    revision=found
                )
            )
        floor = data_version(connection) if current else 0
        _empty(connection)
        if found != wanted:
            _to_revision(connection, found, wanted)
            _empty(connection)
        tables = _tables(connection)
        postgres_copy.load(connection, settings, report.backup.path, [table.name for table in tables])
        postgres_copy.raise_sequences(connection, tables)
        _check(connection, report)
        if wanted != newest_revision():
            command.upgrade(startup._config(connection), "head")
        return come_back(connection, floor, actor, filename, training=training), before

    return database.transact(work)


def _refuse_company(connection: sa.Connection) -> None:
    """Those that have just been closed are given the time to go."""
    until = time.monotonic() + PATIENCE
    while (others := postgres_copy.others_connected(connection)) and time.monotonic() < until:
        time.sleep(0.1)
    if others:
        raise BackupError(
            _(
                "Bản sao lưu thuộc phiên bản cũ hơn nên phải đổi cả bảng: còn {count} kết nối khác vào cơ sở dữ "
                "liệu. Dừng mọi tiến trình "
                "của ứng dụng rồi chạy lại."
            ).format(count=others)
        )


def _tables(connection: sa.Connection) -> list[sa.Table]:
    """All but Alembic's own, those pointed at first."""
    metadata = sa.MetaData()
    metadata.reflect(bind=connection)
    return [table for table in metadata.sorted_tables if table.name != REVISIONS]


def _empty(connection: sa.Connection) -> None:
    tables = _tables(connection)
    with postgres_copy.without_triggers(connection, {table.name for table in tables}):
        for table in reversed(tables):
            connection.execute(sa.delete(table))


def _to_revision(connection: sa.Connection, found: str | None, wanted: str) -> None:
    known = known_revisions()
    if found is None or known.index(found) > known.index(wanted):
        command.upgrade(startup._config(connection), wanted)
    else:
        command.downgrade(startup._config(connection), wanted)


def _check(connection: sa.Connection, report: BackupReport) -> None:
    """Before anybody sees it: the facts are those of the manifest. An older revision's hash is not comparable."""
    manifest = report.manifest
    if manifest is None or report.revision != newest_revision():
        return
    if (data_version(connection), data_hash(connection)) != (manifest.data_version, manifest.data_hash):
        raise BackupError(_("Số liệu đọc từ bản sao lưu khác với lúc sao lưu; cơ sở dữ liệu giữ nguyên."))
