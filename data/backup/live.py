"""Checking the database that is in use: its structure, and its figures against the last backup's seals."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from data.backup.contents import described, not_newest, revision
from data.backup.creating import last_known
from data.backup.files import BackupFile
from data.backup.seals import altered_files, changed
from data.backup.sqlite_copy import connect
from data.damage import faults
from data.engine import Database
from data.errors import DatabaseUnavailableError
from data.locale import _
from data.settings import Settings


@dataclass(frozen=True)
class LiveReport:
    """`compared` is the backup whose seals the figures were held against; without one only the structure was
    checked."""

    problems: tuple[str, ...]
    data_version: int
    compared: BackupFile | None

    @property
    def ok(self) -> bool:
        return not self.problems


def check_live(database: Database, settings: Settings, *, actor: str) -> LiveReport:
    """Read the whole database. On a fresh connection: a pooled one may still have the sound pages in memory."""
    try:
        if settings.is_sqlite:
            with closing(connect(Path(str(sa.make_url(settings.database_url).database)))) as raw:
                if found := faults(raw):
                    return LiveReport(tuple(_damaged(one) for one in found), 0, None)
        database.reader.dispose()
        with database.reading() as connection:
            if refused := not_newest(revision(connection)):
                return LiveReport((refused,), 0, None)
            now = described(connection, "sqlite" if settings.is_sqlite else "postgresql", actor)
            files = altered_files(connection)
    except DatabaseUnavailableError as error:
        return LiveReport((str(error),), 0, None)
    except (sqlite3.DatabaseError, SQLAlchemyError, ValueError, TypeError, ArithmeticError) as error:
        return LiveReport((_damaged(str(getattr(error, "orig", None) or error).splitlines()[0][:120]),), 0, None)
    problems = [_("Tệp gốc {name} đã lưu bị hỏng.").format(name=name) for name in files]
    last = last_known(settings, now)
    if last is not None and last.manifest is not None and (batches := changed(now.seals, last.manifest.seals)):
        problems.append(
            _("Số liệu của bản {batches} không còn như trong bản sao lưu {name}, dù không ai ghi.").format(
                batches=", ".join(map(str, batches[:5])), name=last.path.name
            )
        )
    return LiveReport(tuple(problems), now.data_version, last)


def _damaged(reason: str) -> str:
    return _("Cơ sở dữ liệu bị hỏng: {reason}").format(reason=reason)
