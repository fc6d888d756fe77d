"""A copy of the database from just before an upgrade: the way back when a revision turns out wrong."""

from __future__ import annotations

import logging
import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from data.clock import now, office_time
from data.engine import Database
from data.errors import DatabaseUnavailableError
from data.locale import _
from data.settings import Settings

FOLDER = "sao-luu"
START = "truoc-nang-cap-"
KEPT = 3
PATIENCE = 900
"""Seconds a dump of PostgreSQL may take."""

log = logging.getLogger("ansinh")


def keep_copy(database: Database, settings: Settings, revision: str) -> Path | None:
    """Copy the database as it is committed now. None where PostgreSQL's own tool is missing or fails, which the log
    says: its server has backups of its own. Raises DatabaseUnavailableError when SQLite's copy cannot be written."""
    time = office_time(now()).strftime("%Y%m%d-%H%M%S")
    ending = "sqlite3" if database.is_sqlite else "dump"
    copy = settings.data_dir / FOLDER / f"{START}{revision}-{time}.{ending}"
    part = copy.with_name(f"{copy.name}.part")
    try:
        copy.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
        try:
            if database.is_sqlite:
                _copy_sqlite(database, part)
            elif not _dumped(settings, part):
                return None
            part.replace(copy)
        finally:
            part.unlink(missing_ok=True)
    except (OSError, sqlite3.Error, SQLAlchemyError) as error:
        raise DatabaseUnavailableError(
            _(
                "Không sao lưu được trước khi nâng cấp vào {folder}; không thay đổi gì. Kiểm tra chỗ trống và quyền "
                "ghi rồi chạy lại."
            ).format(folder=copy.parent)
        ) from error
    _let_go(copy)
    return copy


def _copy_sqlite(database: Database, target: Path) -> None:
    """On a reader's connection: the upgrade already holds the write lock, and readers may still read."""
    with database.reader.connect() as connection:
        source = connection.connection.driver_connection
        assert isinstance(source, sqlite3.Connection)
        written = sqlite3.connect(target)
        try:
            source.backup(written)
        finally:
            written.close()


def _dumped(settings: Settings, target: Path) -> bool:
    """The password goes by the environment: a command line is read by everyone on the machine."""
    url = sa.make_url(settings.database_url)
    tool = shutil.which("pg_dump", path=None if settings.pg_bin is None else str(settings.pg_bin))
    if tool is not None:
        plain = url.set(drivername="postgresql", password=None).render_as_string(hide_password=False)
        secret = {"PGPASSWORD": url.password} if url.password else {}
        command = [tool, "--format=custom", "--no-password", f"--file={target}", f"--dbname={plain}"]
        try:
            subprocess.run(command, env={**os.environ, **secret}, capture_output=True, timeout=PATIENCE, check=True)
            return True
        except (subprocess.SubprocessError, OSError):
            tool = None
    log.warning(
        _(
            "Chưa sao lưu được PostgreSQL trước khi nâng cấp (pg_dump không có hoặc không chạy được); nên tự sao lưu "
            "trước."
        )
    )
    return False


def _let_go(newest: Path) -> None:
    """Of older copies the last few stay, by the time the disk gives them."""
    others = [path for path in newest.parent.glob(f"{START}*{newest.suffix}") if path != newest]
    for path in sorted(others, key=lambda path: path.stat().st_mtime, reverse=True)[KEPT - 1 :]:
        path.unlink(missing_ok=True)
