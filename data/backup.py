"""Backups, and `python -m data.backup` for operators and timers: making a copy while the app runs, listing and checking
copies, and putting one back while the app is stopped. Beside each copy lies its manifest, `<name>.json`."""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
import os
import shutil
import sqlite3
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import StaticPool

from data import database_copy, startup
from data.accounts import office
from data.accounts.permission import allow, guarded, operator_at_console
from data.chain import head, lock_chain, record
from data.clock import now, office_time
from data.database_copy import MODE, SUFFIXES, BackupError, default_folder, kind_of, sqlite_file, unfinished, unwritable
from data.engine import Database, open_database
from data.errors import DatabaseUnavailableError, error_line, explained
from data.locale import _
from data.settings import Settings, SettingsError, read_settings
from data.store.batches import insert_batch
from data.store.version import data_hash, data_version
from models.access.roles import Action, Actor
from models.base import Base
from models.tables.batches import VersionHead
from models.wording import numbers

CHUNK = 1 << 20
RESTORED = "da-khoi-phuc-"
"""Start of the name of the file that says that a restore has replaced what later copies hold."""
UNKNOWN_NUMBERS = 1000
"""Batch numbers skipped when a damaged database no longer says how far they had come since the last backup."""
FORGOTTEN = ("login_session", "one_time_link")
UNREADABLE = (sqlite3.DatabaseError, SQLAlchemyError, ValueError, TypeError, ArithmeticError)
"""What reading a damaged database may raise."""

log = logging.getLogger("ansinh")


@dataclass(frozen=True)
class Manifest:
    """What a backup holds: `revision` of the tables, `data_hash` of the facts (store/version.py), the last event of the
    audit chain (0 and "" for an empty chain), `sha256` and `size` of the file, `moment` it was made (UTC)."""

    database: str
    revision: str
    data_version: int
    data_hash: str
    audit_sequence: int
    audit_hash: str
    sha256: str
    size: int
    moment: datetime
    actor: str

    def text(self) -> str:
        return json.dumps(asdict(self) | {"moment": self.moment.isoformat()}, ensure_ascii=False, indent=1)

    @staticmethod
    def of(text: str) -> Manifest:
        """ValueError for what no backup has written."""
        try:
            fields: dict[str, Any] = json.loads(text)
            return Manifest(**fields | {"moment": datetime.fromisoformat(fields["moment"])})
        except (TypeError, KeyError, AttributeError) as error:
            raise ValueError(str(error)) from error


@dataclass(frozen=True)
class BackupFile:
    """One backup; without a manifest when its `.json` was lost, or was never written (copies before an upgrade)."""

    path: Path
    manifest: Manifest | None

    @property
    def size(self) -> int:
        return self.path.stat().st_size


@dataclass(frozen=True)
class LiveReport:
    """Result of checking the database in use; `compared` is the backup whose figures it still has (None: only the
    structure was checked)."""

    problems: tuple[str, ...]
    data_version: int = 0
    compared: BackupFile | None = None


@dataclass(frozen=True)
class Restored:
    """`version` is the number the figures have from now on, `audit_sequence` the last event the backup itself had;
    `before` holds the state that was replaced (None: there was none), without a manifest when that was damaged or of
    another revision."""

    version: int
    audit_sequence: int
    before: BackupFile | None


# --- the folder


def listed(settings: Settings, folder: Path | None = None) -> list[BackupFile]:
    """The backups of a folder (default: the office's), newest first."""
    place = folder or default_folder(settings)
    if not place.is_dir():
        return []
    backups = [backup_at(path) for path in place.iterdir() if path.suffix in SUFFIXES.values() and path.name[0] != "."]
    return sorted(backups, key=lambda backup: (_made_at(backup), backup.path.name), reverse=True)


def audit_heads(settings: Settings) -> dict[int, str]:
    """Heads of the audit chain that the database must still have (sequence -> hash): those in the manifests of the
    office's folder, but for events that a later restore has taken back."""
    restores = []
    for path in default_folder(settings).glob(f"{RESTORED}*.json"):
        with suppress(ValueError, KeyError, TypeError):
            note = json.loads(path.read_text(encoding="utf-8"))
            restores.append((datetime.fromisoformat(note["moment"]), int(note["audit_sequence"])))
    heads: dict[int, str] = {}
    for backup in reversed(listed(settings)):
        known = backup.manifest
        if known is None or known.database != kind_of(settings) or not known.audit_sequence:
            continue
        if not any(known.moment <= moment and known.audit_sequence > kept for moment, kept in restores):
            heads.setdefault(known.audit_sequence, known.audit_hash)
    return heads


def backup_at(path: Path) -> BackupFile:
    """BackupError when there is no such file, or its name is not that of a backup."""
    if not path.is_file():
        raise BackupError(_("Không có tệp {path}. Kiểm tra lại tên tệp.").format(path=path))
    if path.suffix not in SUFFIXES.values():
        raise BackupError(
            _("{name} không phải bản sao lưu: tên tệp phải kết thúc bằng .sqlite3 hoặc .dump.").format(name=path.name)
        )
    try:
        return BackupFile(path, Manifest.of(_manifest_path(path).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return BackupFile(path, None)


def _manifest_path(path: Path) -> Path:
    return path.with_name(path.name + ".json")


def _made_at(backup: BackupFile) -> float:
    return backup.manifest.moment.timestamp() if backup.manifest else backup.path.stat().st_mtime


def _publish(path: Path, folder: Path, manifest: Manifest) -> BackupFile:
    """Give a whole copy its name beside its manifest. The manifest is made first and exclusively: it reserves the
    name."""
    manifest = replace(manifest, sha256=_sha256_of(path), size=path.stat().st_size)
    with path.open("rb+") as copy:
        os.fsync(copy.fileno())
    moment = office_time(manifest.moment).strftime("%Y-%m-%d-%H%M")
    stem, suffix = f"ansinh-{moment}-ban-{manifest.data_version}", SUFFIXES[manifest.database]
    for again in range(1, 1000):
        final = folder / f"{stem}{f'-{again}' if again > 1 else ''}{suffix}"
        if final.exists():
            continue
        try:
            _write_new(_manifest_path(final), manifest.text())
        except FileExistsError:
            continue
        path.replace(final)
        return BackupFile(final, manifest)
    raise BackupError(_("Thư mục {folder} có quá nhiều bản sao lưu trong cùng một phút.").format(folder=folder))


def _write_new(path: Path, text: str) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, MODE), "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _sha256_of(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as handle:
        while piece := handle.read(CHUNK):
            digest.update(piece)
    return digest.hexdigest()


def _set_aside(path: Path, folder: Path) -> BackupFile:
    moment = office_time(now()).strftime("%Y-%m-%d-%H%M%S")
    final = folder / f"truoc-khoi-phuc-{moment}-{uuid.uuid4().hex[:6]}{path.suffix}"
    path.replace(final)
    return BackupFile(final, None)


# --- making


def create(database: Database, settings: Settings, folder: Path | None = None, *, actor: str) -> BackupFile:
    """A backup of the state of one moment, in `folder` (default: the office's), while others write. BackupError also
    when the database is damaged, or its figures are no longer those of the last backup."""
    place = folder or default_folder(settings)
    try:
        with unfinished(place, SUFFIXES[kind_of(settings)]) as path:
            if settings.is_sqlite:
                database_copy.copy_to(database, path)
                return _finished(path, place, settings, actor)
            with database.reading() as connection:
                snapshot = database_copy.export_snapshot(connection)
                manifest = _described(connection, settings, actor)
                database_copy.dump(settings, path, snapshot=snapshot)
            database_copy.archive_revision(settings, path)
            return _publish(path, place, manifest)
    except SQLAlchemyError as error:
        if (words := explained(error, "reading")) is None:
            raise
        raise BackupError(str(words)) from error
    except sqlite3.OperationalError as error:
        raise unwritable(place, OSError(str(error))) from error


def _finished(path: Path, place: Path, settings: Settings, actor: str) -> BackupFile:
    """Check a copy that SQLite has made, describe it and give it its name."""
    with _looked_into(path) as (raw, connection):
        if damaged := database_copy.faults(raw):
            raise _damaged("; ".join(damaged[:3]))
        return _publish(path, place, _described(connection, settings, actor))


def _described(connection: sa.Connection, settings: Settings, actor: str) -> Manifest:
    """The manifest of what the connection sees; hash and size of the file come when it is whole."""
    if refused := _not_newest(_revision(connection)):
        raise BackupError(refused)
    try:
        compared, same = _compared(connection, settings)
        last = head(connection)
        manifest = Manifest(
            database=kind_of(settings),
            revision=_revision(connection) or "",
            data_version=data_version(connection),
            data_hash=data_hash(connection),
            audit_sequence=last.sequence,
            audit_hash=last.hash,
            sha256="",
            size=0,
            moment=now(),
            actor=actor,
        )
    except (ValueError, TypeError, ArithmeticError) as error:
        raise _damaged(type(error).__name__) from error
    if compared is not None and not same:
        raise BackupError(
            _(
                "Số liệu khác với bản sao lưu {name}, dù không ai ghi: ổ đĩa có thể đã hỏng. Không ghi đè; chạy "
                "python -m data.backup kiem-tra rồi khôi phục từ bản sao lưu tốt."
            ).format(name=compared.path.name)
        )
    return manifest


def _compared(connection: sa.Connection, settings: Settings) -> tuple[BackupFile | None, bool]:
    """The newest backup whose last audit event this database has, and whether the facts of that version are still the
    same: facts are only ever added, so a difference is damage."""
    revision, version = _revision(connection), data_version(connection)
    event = Base.metadata.tables["audit_event"].c
    for backup in listed(settings):
        known = backup.manifest
        if known is None or known.revision != revision or known.data_version > version:
            continue
        own = connection.execute(sa.select(event.hash).where(event.sequence == known.audit_sequence)).scalar()
        if (own or "") == known.audit_hash:
            return backup, data_hash(connection, known.data_version) == known.data_hash
    return None, True


def _damaged(reason: str) -> BackupError:
    return BackupError(
        _("Cơ sở dữ liệu bị hỏng ({reason}) nên không sao lưu. Khôi phục từ bản sao lưu gần nhất.").format(
            reason=reason
        )
    )


# --- checking


def verify(path: Path, settings: Settings) -> tuple[str, ...]:
    """What is wrong with a backup, in sentences, after reading all of it; none when it can be put back. Without a
    manifest the file is checked for itself alone. BackupError when there is no such file, or pg_restore is missing."""
    backup, revision, problems = backup_at(path), None, list[str]()
    if backup.manifest and (backup.manifest.size, backup.manifest.sha256) != (backup.size, _sha256_of(path)):
        problems.append(_("Nội dung tệp khác với lúc sao lưu (mã SHA-256 không khớp): tệp đã hỏng hoặc bị sửa."))
    try:
        if path.suffix == SUFFIXES["sqlite"]:
            with _looked_into(path) as (raw, connection):
                problems += [_("Tệp bị hỏng: {reason}").format(reason=one) for one in database_copy.faults(raw)]
                revision = None if problems else _revision(connection)
        else:
            database_copy.program(settings, "pg_restore")
            revision = database_copy.archive_revision(settings, path)
    except database_copy.ProgramError as error:
        problems.append(str(error))
    except UNREADABLE as error:
        problems.append(_("Tệp bị hỏng, không đọc được: {reason}").format(reason=_first_line(error)))
    if not problems and revision is None:
        problems.append(_("Tệp không chứa cơ sở dữ liệu của An sinh Hà Nam."))
    elif not problems and revision not in _known_revisions():
        words = _("Bản sao lưu do phiên bản mới hơn tạo (bản {revision}). Cài phiên bản đó rồi khôi phục.")
        problems.append(words.format(revision=revision))
    return tuple(problems)


def check_live(database: Database, settings: Settings) -> LiveReport:
    """Read the whole database in use, on a fresh connection: a pooled one may still have sound pages in memory."""
    try:
        if settings.is_sqlite:
            with closing(database_copy.connect(sqlite_file(settings))) as raw:
                if found := database_copy.faults(raw):
                    return LiveReport(tuple(_live_damaged(one) for one in found))
        database.reader.dispose()
        with database.reading() as connection:
            if refused := _not_newest(_revision(connection)):
                return LiveReport((refused,))
            version = data_version(connection)
            data_hash(connection)
            compared, same = _compared(connection, settings)
    except DatabaseUnavailableError as error:
        return LiveReport((str(error),))
    except UNREADABLE as error:
        return LiveReport((_live_damaged(_first_line(error)),))
    if compared is not None and not same:
        words = _("Số liệu không còn như trong bản sao lưu {name}, dù không ai ghi.")
        return LiveReport((words.format(name=compared.path.name),), version, compared)
    return LiveReport((), version, compared)


def _live_damaged(reason: str) -> str:
    return _("Cơ sở dữ liệu bị hỏng: {reason}").format(reason=reason)


def _first_line(error: Exception) -> str:
    text = str(getattr(error, "orig", None) or error)
    return text.splitlines()[0][:120] if text else type(error).__name__


@contextmanager
def _looked_into(path: Path) -> Iterator[tuple[sqlite3.Connection, sa.Connection]]:
    """A SQLite file nobody writes, read without leaving a trace beside it."""
    raw = database_copy.connect(path, unchanging=True)
    engine = sa.create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool)
    try:
        with engine.connect() as connection:
            yield raw, connection
    finally:
        engine.dispose()
        raw.close()


def _revision(connection: sa.Connection) -> str | None:
    """None for a database in which nothing has been made."""
    return MigrationContext.configure(connection).get_current_revision()


def _known_revisions() -> list[str]:
    """All revisions this installation can read, newest first."""
    return [found.revision for found in ScriptDirectory.from_config(startup._config(None)).walk_revisions()]


def _not_newest(revision: str | None) -> str:
    """Why a database of this revision is not backed up by this installation; "" when it is."""
    if revision is None:
        return _("Cơ sở dữ liệu chưa có gì để sao lưu.")
    if revision != _known_revisions()[0]:
        return _(
            "Cơ sở dữ liệu (bản {revision}) không cùng phiên bản với ứng dụng; mở ứng dụng một lần để nâng cấp rồi sao "
            "lưu."
        ).format(revision=revision)
    return ""


# --- putting back


def restore(settings: Settings, path: Path, *, actor: str) -> Restored:
    """Replace the database by a backup, in one transaction, while the app is stopped; what was there is copied first.
    Raises BackupError (also while the app runs) and DatabaseUnavailableError; then nothing was changed."""
    if problems := verify(path, settings):
        raise BackupError(_("{problem} Không khôi phục; cơ sở dữ liệu giữ nguyên.").format(problem=problems[0]))
    if path.suffix != SUFFIXES[kind_of(settings)]:
        raise BackupError(
            _(
                "Bản sao lưu .sqlite3 chỉ khôi phục được vào SQLite, .dump vào PostgreSQL. Kiểm tra DATABASE_URL rồi "
                "làm lại."
            )
        )
    database = open_database(settings)
    try:
        if settings.is_sqlite:
            with database_copy.app_stopped(settings):
                done = _into_sqlite(database, settings, path, actor)
        else:
            done = _into_postgresql(database, settings, path, actor)
    except sqlite3.OperationalError as error:
        raise unwritable(default_folder(settings), OSError(str(error))) from error
    finally:
        database.dispose()
    _note(settings, done)
    return done


def _into_sqlite(database: Database, settings: Settings, path: Path, actor: str) -> Restored:
    """The backup is migrated and moved on in a file beside, then copied over the database in one step, under a lock
    held since the present state was copied."""
    live, folder, training = sqlite_file(settings), default_folder(settings), is_training(database)
    database.dispose()
    with unfinished(folder, ".sqlite3") as kept, _staged(path, settings) as stage:
        before = None
        if damaged := database_copy.unusable(live):
            before = _set_aside(shutil.copyfile(live, kept), folder)
            database_copy.empty(live)
        with database_copy.exclusively(live) as held:
            floor = None if damaged else _head_of(held)
            if floor is None:
                used = [backup.manifest.data_version for backup in listed(settings) if backup.manifest]
                floor = max(used, default=0) + UNKNOWN_NUMBERS
            if before is None and held.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
                with closing(sqlite3.connect(kept)) as target:
                    database_copy.copy_pages(held, target)
                before = _kept(kept, folder, settings, actor)
            version, event = stage.transact(lambda one: _come_back(one, floor, actor, path.name, training=training))
            stage.dispose()
            with closing(sqlite3.connect(str(stage.writer.url.database))) as source:
                if wrong := database_copy.faults(source, quick=True):
                    raise BackupError(_("Tệp bị hỏng: {reason}").format(reason=wrong[0]))
                database_copy.copy_pages(source, held)
    return Restored(version, event - 1, before)


@contextmanager
def _staged(backup: Path, settings: Settings) -> Iterator[Database]:
    """The backup's content in a file of its own, at the newest revision."""
    folder = default_folder(settings)
    try:
        with tempfile.TemporaryDirectory(dir=folder, prefix=".dang-khoi-phuc-") as own:
            path = Path(own) / "phuc-hoi.sqlite3"
            shutil.copyfile(backup, path)
            if _sha256_of(path) != _sha256_of(backup) or verify(path, settings):
                raise BackupError(
                    _("Không đọc lại được bản sao lưu; cơ sở dữ liệu giữ nguyên. Kiểm tra ổ đĩa rồi làm lại.")
                )
            stage = open_database(replace(settings, database_url=f"sqlite:///{path}"))
            try:
                startup.prepare(stage)
                yield stage
            finally:
                stage.dispose()
    except OSError as error:
        raise unwritable(folder, error) from error


def _head_of(connection: sqlite3.Connection) -> int | None:
    """The number the database in use has come to; 0 for an empty one, None when that cannot be read any more."""
    try:
        if not connection.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'version_head'").fetchone()[0]:
            return None if connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] else 0
        return int(connection.execute("SELECT version FROM version_head").fetchone()[0])
    except (sqlite3.DatabaseError, TypeError, ValueError):
        return None


def _kept(path: Path, folder: Path, settings: Settings, actor: str) -> BackupFile:
    """The state to be replaced as a backup like any other, or set aside as it is when it is no sound one."""
    try:
        return _finished(path, folder, settings, actor)
    except (BackupError, SQLAlchemyError, DatabaseUnavailableError, sqlite3.DatabaseError):
        return _set_aside(path, folder)


def _into_postgresql(database: Database, settings: Settings, path: Path, actor: str) -> Restored:
    """One transaction drops the tables, runs pg_restore's script, upgrades it and moves the numbers on."""
    training = is_training(database)
    with database.reading() as connection:
        names = sa.inspect(connection).get_table_names()
    database.dispose()

    def work(connection: sa.Connection) -> Restored:
        if names:
            database_copy.lock_out_writers(connection, names)
        database_copy.unhurried(connection)
        database_copy.refuse_company(connection)
        before = _dumped(database, settings, actor) if names else None
        floor = data_version(connection) if "version_head" in names else 0
        database_copy.replace_tables(connection, settings, path)
        if _revision(connection) != _known_revisions()[0]:
            command.upgrade(startup._config(connection), "head")
        version, event = _come_back(connection, floor, actor, path.name, training=training)
        return Restored(version, event - 1, before)

    return database.transact(work)


def _dumped(database: Database, settings: Settings, actor: str) -> BackupFile:
    """As `_kept`, from PostgreSQL."""
    try:
        return create(database, settings, actor=actor)
    except (BackupError, DatabaseUnavailableError):
        folder = default_folder(settings)
        with unfinished(folder, SUFFIXES["postgresql"]) as path:
            database_copy.dump(settings, path)
            return _set_aside(path, folder)


def is_training(database: Database) -> bool:
    """Whether the database in use is a copy to practise on; one that cannot be read counts as the real one."""
    try:
        with database.reading() as connection:
            return office.read(connection).training
    except (DatabaseUnavailableError, SQLAlchemyError):
        return False


def _come_back(connection: sa.Connection, floor: int, actor: str, filename: str, *, training: bool) -> tuple[int, int]:
    """As `move_on`, with its event, whose number comes second; BackupError when practice figures would replace real
    ones, or the other way round."""
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
    return version, record(connection, actor, "restore", batch=version, filename=filename, before=floor)


def move_on(connection: sa.Connection, floor: int, actor: str, filename: str) -> int:
    """Number the restore above `floor`, the highest number that was ever used, so that no cache of a number shows old
    figures; all sessions and one-time links end. Returns the number."""
    version = max(data_version(connection), floor) + 1
    connection.execute(sa.update(VersionHead).values(version=version))
    key = f"restore-{uuid.uuid4().hex}"
    insert_batch(
        connection, version, "seed", "restore", actor=actor, key=key, added=0, closed=0, filename=filename[:255]
    )
    for name in FORGOTTEN:
        connection.execute(sa.delete(Base.metadata.tables[name]))
    return version


def _note(settings: Settings, done: Restored) -> None:
    """For `audit_heads`: from here on the events after the backup's last one are another history. The restore is done
    already, so a fault is a line of the log."""
    moment = now()
    path = default_folder(settings) / f"{RESTORED}{moment.strftime('%Y%m%d-%H%M%S-%f')}.json"
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write_new(path, json.dumps({"moment": moment.isoformat(), "audit_sequence": done.audit_sequence}))
    except OSError as error:
        log.error("restore not noted in %s: %s", path, error_line(error))


# --- from the screen


def make(database: Database, settings: Settings, *, actor: Actor) -> BackupFile:
    """A backup in the office's folder, with its event. Raises NotAllowedError, BackupError and
    DatabaseUnavailableError."""
    name = _allowed(database, actor)
    made = create(database, settings, actor=name)
    known = made.manifest
    assert known is not None

    def work(connection: sa.Connection) -> None:
        lock_chain(connection)
        record(connection, name, "backup", filename=made.path.name, sha256=known.sha256, version=known.data_version)

    database.transact(work)
    return made


def check(database: Database, settings: Settings, filename: str, *, actor: Actor) -> tuple[str, ...]:
    """As `verify`, of a backup of the office's folder. Raises NotAllowedError and BackupError."""
    _allowed(database, actor)
    return verify(_by_name(settings, filename), settings)


def content(database: Database, settings: Settings, filename: str, *, actor: Actor) -> bytes:
    """A backup to take away: it holds everything the database does. Its event is that of every file taken
    (data/audit/events.py). Raises NotAllowedError and BackupError."""
    _allowed(database, actor)
    return _by_name(settings, filename).read_bytes()


def _allowed(database: Database, actor: Actor) -> str:
    def work(connection: sa.Connection) -> str:
        lock_chain(connection)
        return allow(connection, actor, Action.BACK_UP).name

    return guarded(database, work)


def _by_name(settings: Settings, filename: str) -> Path:
    """A backup of the office's folder by its name; nothing else of the machine is ever opened."""
    for backup in listed(settings):
        if backup.path.name == filename:
            return backup.path
    raise BackupError(_("Không còn bản sao lưu {name}; tải lại trang.").format(name=filename))


# --- from the command line


def main(arguments: list[str] | None = None) -> int:
    """0 when done or sound, 1 with the reason on stderr, 2 for a command line that is none."""
    parser = argparse.ArgumentParser(
        prog="python -m data.backup",
        description=_("Sao lưu và khôi phục số liệu."),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog=_(
            "sao-luu [THƯ MỤC]   ghi một bản sao lưu, ứng dụng vẫn chạy; mặc định vào sao-luu trong ANSINH_DATA_DIR\n"
            "kiem-tra [TỆP]      kiểm tra một bản sao lưu, hoặc cơ sở dữ liệu đang dùng\n"
            "khoi-phuc TỆP       thay số liệu hiện có khi ứng dụng đã dừng; số liệu hiện có được sao lưu trước\n"
            "liet-ke [THƯ MỤC]   liệt kê các bản sao lưu, mới nhất trước"
        ),
    )
    tasks = {"sao-luu": _create, "kiem-tra": _check, "khoi-phuc": _restore, "liet-ke": _list}
    parser.add_argument("task", choices=tasks, metavar=_("VIỆC"), help=", ".join(tasks))
    parser.add_argument("path", nargs="?", type=Path, metavar=_("TỆP"))
    options = parser.parse_args(arguments)
    if options.task == "khoi-phuc" and options.path is None:
        parser.error(_("khoi-phuc cần tên tệp .sqlite3 hoặc .dump"))
    try:
        return tasks[options.task](read_settings(), options.path)
    except (BackupError, DatabaseUnavailableError, SettingsError) as error:
        print(_("KHÔNG LÀM ĐƯỢC: {reason}").format(reason=error), file=sys.stderr)
        return 1


def _create(settings: Settings, folder: Path | None) -> int:
    database = open_database(settings)
    try:
        made = create(database, settings, folder, actor=operator_at_console().name)
    finally:
        database.dispose()
    print(_("Đã sao lưu và kiểm tra: {file}").format(file=_line(made)))
    return 0


def _restore(settings: Settings, path: Path | None) -> int:
    assert path is not None
    started = time.monotonic()
    done = restore(settings, path, actor=operator_at_console().name)
    seconds = f"{time.monotonic() - started:.1f}".replace(".", ",")
    words = _("Đã khôi phục trong {seconds} giây; số liệu mang số bản {version}.")
    print(words.format(seconds=seconds, version=done.version))
    if done.before is not None:
        print(_("Số liệu trước khi khôi phục được giữ ở {file}").format(file=done.before.path))
    return 0


def _check(settings: Settings, path: Path | None) -> int:
    if path is not None:
        problems, backup = verify(path, settings), backup_at(path)
        words = _("Bản sao lưu tốt: {file}").format(file=_line(backup))
        if backup.manifest is None:
            words += "\n" + _("Thiếu tệp .json đi kèm nên không so được với lúc sao lưu.")
    else:
        database = open_database(settings)
        try:
            live = check_live(database, settings)
        finally:
            database.dispose()
        problems = live.problems
        words = _("Cơ sở dữ liệu tốt (bản {version}); chưa có bản sao lưu để so số liệu.")
        if live.compared is not None:
            words = _("Cơ sở dữ liệu tốt (bản {version}); số liệu đúng như trong {name}.")
        words = words.format(version=live.data_version, name=live.compared.path.name if live.compared else "")
    if not problems:
        print(words)
    for problem in problems:
        print(_("HỎNG: {problem}").format(problem=problem), file=sys.stderr)
    return 1 if problems else 0


def _list(settings: Settings, folder: Path | None) -> int:
    backups = listed(settings, folder)
    for backup in backups:
        print(_line(backup))
    print(_("Đang giữ {count} bản sao lưu.").format(count=len(backups)) if backups else _("Chưa có bản sao lưu nào."))
    return 0


def _line(backup: BackupFile) -> str:
    size = f"{backup.size / 1_000_000:.1f}".replace(".", ",")
    known = backup.manifest
    if known is None:
        return _("{path} ({size} MB, thiếu tệp .json)").format(path=backup.path, size=size)
    words = _("{path} (bản {version}, {time}, {size} MB)")
    return words.format(path=backup.path, version=known.data_version, size=size, time=numbers.moment(known.moment))


if __name__ == "__main__":
    sys.exit(main())
