"""Making the database ready: copy and migrate, seed when empty, empty files whose keeping is over, under one lock."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy.exc import SQLAlchemyError

from data.clock import today
from data.database_copy import keep_copy, refuse_damaged
from data.engine import Database, check_settings, migration_connection
from data.errors import DatabaseUnavailableError, error_line, trouble
from data.locale import _
from data.practice import prepare_practice
from data.seeding import seed_empty_database
from data.settings import Settings
from data.store.drafts import purge
from data.store.shipped_law import add_shipped_law

ROOT = Path(__file__).parent.parent
START_LOCK = 0x616E736E
"""Key of PostgreSQL's advisory lock; SQLite's BEGIN IMMEDIATE is a lock already."""

log = logging.getLogger("ansinh")


class NewerDatabaseError(DatabaseUnavailableError):
    """The database was migrated by a newer version of the app."""


def prepare(database: Database, settings: Settings | None = None) -> None:
    """Bring the database to the newest revision, fill it if empty, let go of old files, add the law that ships and is
    absent; with `settings` a copy is made before an upgrade, and figures to practise on are loaded where the settings
    say so. Raises DatabaseUnavailableError (with one clear Vietnamese line) and changes nothing when that cannot be
    done."""
    try:
        check_settings(database)
        refuse_damaged(database)
        with _alone(database):
            with migration_connection(database) as connection:
                _refuse_newer(connection)
                _upgrade(database, connection, settings)
                seed_empty_database(connection)
                purge(connection, today())
            add_shipped_law(database)
        if settings is not None and settings.practice:
            prepare_practice(database)
    except CommandError as error:
        raise DatabaseUnavailableError(
            _(
                "Các bước nâng cấp cơ sở dữ liệu trong bản cài đặt không khớp nhau; không thay đổi gì. Cài lại phần "
                "mềm rồi chạy lại."
            )
        ) from error
    except SQLAlchemyError as error:
        raise DatabaseUnavailableError(_unreachable(error)) from error


def _upgrade(database: Database, connection: sa.Connection, settings: Settings | None) -> None:
    before, newest = MigrationContext.configure(connection).get_current_revision(), _newest_revision()
    if before == newest:
        return
    if not database.is_sqlite:
        # Rewriting every row, or waiting for the copy, may take longer than anything pages do.
        connection.execute(sa.text("SET LOCAL statement_timeout = 0"))
        connection.execute(sa.text("SET LOCAL idle_in_transaction_session_timeout = 0"))
    copy = keep_copy(database, settings, before) if before is not None and settings is not None else None
    try:
        command.upgrade(_config(connection), "head")
    except Exception as error:  # a revision may fail in any way
        if isinstance(error, SQLAlchemyError) and trouble(error) is not None:
            raise
        log.error("upgrade %s to %s failed: %s", before, newest, error_line(error))
        said = _("Nâng cấp cơ sở dữ liệu từ bản {before} lên bản {newest} bị lỗi; không thay đổi gì.")
        kept = _("Bản sao trước nâng cấp: {copy}.") if copy else ""
        then = _("Cài lại phiên bản cũ để làm việc tiếp và báo nhà cung cấp kèm nhật ký.")
        raise DatabaseUnavailableError(
            " ".join(filter(None, [said, kept, then])).format(before=before or "0", newest=newest, copy=copy)
        ) from error


@contextmanager
def _alone(database: Database) -> Iterator[None]:
    """PostgreSQL: hold the start lock on a connection of its own, because a SERIALIZABLE transaction that waits inside
    still reads the state from before its wait."""
    if database.is_sqlite:
        yield
        return
    with database.writer.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("SELECT pg_advisory_lock(:key)"), {"key": START_LOCK})
        try:
            yield
        finally:
            connection.execute(sa.text("SELECT pg_advisory_unlock(:key)"), {"key": START_LOCK})


def is_ready(database: Database) -> bool:
    """True when the database answers and stands at the newest revision."""
    try:
        with database.reading() as connection:
            current = MigrationContext.configure(connection).get_current_revision()
    except (DatabaseUnavailableError, SQLAlchemyError):
        return False
    return current == _newest_revision()


def _newest_revision() -> str | None:
    return ScriptDirectory.from_config(_config(None)).get_current_head()


def _refuse_newer(connection: sa.Connection) -> None:
    current = MigrationContext.configure(connection).get_current_revision()
    known = {revision.revision for revision in ScriptDirectory.from_config(_config(None)).walk_revisions()}
    if current is not None and current not in known:
        raise NewerDatabaseError(
            _(
                "Cơ sở dữ liệu do phiên bản mới hơn tạo (bản {revision}); không thay đổi gì. Cài phiên bản mới rồi "
                "chạy lại."
            ).format(revision=current)
        )


def _config(connection: sa.Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "data" / "migrations"))
    config.set_main_option("path_separator", "os")
    if connection is not None:
        config.attributes["connection"] = connection
    return config


def _unreachable(error: SQLAlchemyError) -> str:
    found = trouble(error)
    if found == "locked":
        return _("Cơ sở dữ liệu đang bị chương trình khác khóa; không thay đổi gì. Đóng chương trình đó rồi chạy lại.")
    if found == "damaged":
        return _("Tệp cơ sở dữ liệu bị hỏng hoặc không phải SQLite; không thay đổi gì. Khôi phục từ bản sao lưu.")
    if found == "full":
        return _(
            "Không ghi được vào ổ đĩa của cơ sở dữ liệu (đầy hoặc chỉ cho đọc); không thay đổi gì. Giải phóng chỗ rồi "
            "chạy lại."
        )
    if found == "unopened":
        return _("Không mở được tệp cơ sở dữ liệu. Kiểm tra đường dẫn và quyền ghi rồi chạy lại.")
    return _("Không kết nối được cơ sở dữ liệu. Kiểm tra DATABASE_URL và máy chủ cơ sở dữ liệu rồi chạy lại.")
