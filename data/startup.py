"""Making the database ready: migrate, seed when empty, empty files whose keeping is over, under one lock.

Belongs here: what happens before the first page. Processes that start together queue on the lock; a failed migration
leaves the database as it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy.exc import DatabaseError, DBAPIError

from data.clock import today
from data.engine import LOCK_WORDS, Database, DatabaseUnavailableError, check_settings, migration_connection
from data.locale import _
from data.seeding import seed_empty_database
from data.store.stored_files import purge

ROOT = Path(__file__).parent.parent
START_LOCK = 0x616E736E
"""Key of PostgreSQL's advisory lock; SQLite's BEGIN IMMEDIATE is a lock already."""


class NewerDatabaseError(DatabaseUnavailableError):
    """The database was migrated by a newer version of the app."""


def prepare(database: Database) -> None:
    """Bring the database to the newest revision, fill it if empty, let go of old files. Raises DatabaseUnavailableError (with one clear
    Vietnamese line) and changes nothing when that cannot be done."""
    try:
        check_settings(database)
        with _alone(database), migration_connection(database) as connection:
            _refuse_newer(connection)
            command.upgrade(_config(connection), "head")
            seed_empty_database(connection)
            purge(connection, today())
    except CommandError as error:
        raise DatabaseUnavailableError(
            _("Không nâng cấp được cơ sở dữ liệu; không thay đổi gì: {reason}").format(reason=error)
        ) from error
    except DBAPIError as error:
        raise DatabaseUnavailableError(_unreachable(error)) from error


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
    except DBAPIError:
        return False
    return current == ScriptDirectory.from_config(_config(None)).get_current_head()


def _refuse_newer(connection: sa.Connection) -> None:
    current = MigrationContext.configure(connection).get_current_revision()
    known = {revision.revision for revision in ScriptDirectory.from_config(_config(None)).walk_revisions()}
    if current is not None and current not in known:
        raise NewerDatabaseError(
            _(
                "Cơ sở dữ liệu do phiên bản mới hơn tạo (bản {revision}); không thay đổi gì. Cài phiên bản mới rồi chạy lại."
            ).format(revision=current)
        )


def _config(connection: sa.Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "data" / "migrations"))
    config.set_main_option("path_separator", "os")
    if connection is not None:
        config.attributes["connection"] = connection
    return config


def _unreachable(error: DBAPIError) -> str:
    text = str(error.orig).lower()
    if any(words in text for words in LOCK_WORDS):
        return _("Cơ sở dữ liệu đang bị chương trình khác khóa; không thay đổi gì. Đóng chương trình đó rồi chạy lại.")
    if isinstance(error, DatabaseError) and ("not a database" in text or "malformed" in text):
        return _("Tệp cơ sở dữ liệu bị hỏng hoặc không phải SQLite; không thay đổi gì. Khôi phục từ bản sao lưu.")
    if "unable to open" in text or "readonly" in text:
        return _("Không mở được tệp cơ sở dữ liệu. Kiểm tra đường dẫn và quyền ghi rồi chạy lại.")
    return _("Không kết nối được cơ sở dữ liệu. Kiểm tra DATABASE_URL và máy chủ cơ sở dữ liệu rồi chạy lại.")
