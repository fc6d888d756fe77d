"""Checking a backup file without putting it back."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from data.backup import postgres_copy
from data.backup.contents import known_revisions, looked_into, newest_revision, revision
from data.backup.files import SUFFIXES, BackupError, BackupFile, Manifest, backup_at, sha256_of
from data.backup.seals import altered_files, changed, seals
from data.damage import faults
from data.locale import _
from data.settings import Settings, read_settings
from data.store.version import data_hash, data_version


@dataclass(frozen=True)
class BackupReport:
    """What was found in one backup; `problems` are sentences, none when it can be put back. Without a manifest the file
    is checked for itself alone."""

    backup: BackupFile
    database: str
    revision: str | None
    problems: tuple[str, ...]

    @property
    def manifest(self) -> Manifest | None:
        return self.backup.manifest

    @property
    def ok(self) -> bool:
        return not self.problems


def verify(path: Path, settings: Settings | None = None) -> BackupReport:
    """Read all of a backup. BackupError when there is no such file, or pg_restore is missing."""
    backup = backup_at(path)
    kinds = {suffix: kind for kind, suffix in SUFFIXES.items()}
    if path.suffix not in kinds:
        raise BackupError(
            _("{name} không phải bản sao lưu: tên tệp phải kết thúc bằng .sqlite3 hoặc .dump.").format(name=path.name)
        )
    kind, problems = kinds[path.suffix], list[str]()
    if (known := backup.manifest) is not None and (known.size, known.sha256) != (backup.size, sha256_of(path)):
        problems.append(_("Nội dung tệp khác với lúc sao lưu (mã SHA-256 không khớp): tệp đã hỏng hoặc bị sửa."))
    try:
        if kind == "sqlite":
            found, more = _sqlite(path, known)
        else:
            found, more = _postgres(path, settings or read_settings())
    except (sqlite3.DatabaseError, SQLAlchemyError, ValueError, TypeError, ArithmeticError) as error:
        found, more = None, [_("Tệp bị hỏng, không đọc được: {reason}").format(reason=_first_line(error))]
    problems += more
    if not problems and (refused := _unreadable(found)):
        problems.append(refused)
    return BackupReport(backup, kind, found, tuple(problems))


def _sqlite(path: Path, known: Manifest | None) -> tuple[str | None, list[str]]:
    with looked_into(path) as (raw, connection):
        if damaged := faults(raw):
            return None, [_("Tệp bị hỏng: {reason}").format(reason=one) for one in damaged]
        found = revision(connection)
        if found != newest_revision():
            return found, []
        problems = [_("Tệp gốc {name} đã lưu bị hỏng.").format(name=name) for name in altered_files(connection)]
        if known is not None and (data_version(connection), data_hash(connection)) != (
            known.data_version,
            known.data_hash,
        ):
            problems.append(_("Số liệu trong tệp khác với lúc sao lưu."))
        if known is not None and (batches := changed(seals(connection), known.seals)):
            problems.append(_("Số liệu của các bản {batches} khác với lúc sao lưu.").format(batches=batches))
        return found, problems


def _postgres(path: Path, settings: Settings) -> tuple[str | None, list[str]]:
    if damaged := postgres_copy.faults(settings, path):
        return None, damaged
    return postgres_copy.revision_of(settings, path), []


def _unreadable(found: str | None) -> str | None:
    if found is None:
        return _("Tệp không chứa cơ sở dữ liệu của An sinh Hà Nam.")
    if found not in known_revisions():
        return _("Bản sao lưu do phiên bản mới hơn tạo (bản {revision}). Cài phiên bản đó rồi khôi phục.").format(
            revision=found
        )
    return None


def _first_line(error: Exception) -> str:
    text = str(getattr(error, "orig", None) or error)
    return text.splitlines()[0][:120] if text else type(error).__name__
