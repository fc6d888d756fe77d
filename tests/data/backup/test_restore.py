"""Putting a backup back under a running app: whole or not at all, nothing mistaken for what it is not."""

import json
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from data import startup
from data.backup import (
    BackupError,
    BackupFile,
    create,
    listed,
    postgres_copy,
    postgres_restore,
    restore,
    restoring,
    sqlite_copy,
    verify,
)
from data.chain import record
from data.engine import Database
from data.settings import Settings
from data.store.version import generation
from models.base import Base
from tests.data.backup.conftest import Office
from tests.data.conftest import Databases
from tests.data.dataset_files import edition
from tests.data.faults import broken_revision
from tests.data.processes import Process
from tests.data.uploads import apply, count, facts, version

T = Base.metadata.tables


def backed_up(databases: Databases, settings: Settings) -> tuple[Database, BackupFile]:
    """An app whose backup is of version 2, and that has gone on to version 4."""
    database = databases.open(settings)
    apply(database, edition("payments", 1))
    backup = create(database, settings, actor="Chị Lan")
    apply(database, edition("payments", 2))
    apply(database, edition("targets", 1))
    return database, backup


def test_who_reads_meanwhile_sees_the_old_figures_or_the_new_ones_whole(
    databases: Databases, office: Office, kind: str, tmp_path: Path
) -> None:
    settings, stop = office(kind), tmp_path / "stop"
    database, backup = backed_up(databases, settings)
    old = (version(database), facts(database))
    reader = Process("backup.keep_reading", settings.database_url, str(stop))
    reader.wait_until_ready()
    reader.go()
    done = restore(settings, backup.path, actor="Anh Minh")
    stop.touch()
    code, said, errors = reader.end()
    assert code == 0, errors
    assert backup.manifest is not None
    new = (5, backup.manifest.data_hash)
    assert {tuple(state) for state in json.loads(said)} == {old, new}
    assert (version(database), facts(database)) == new, "connections opened before see it too"
    assert done.before is not None
    assert done.before.manifest is not None
    assert (done.before.manifest.data_version, done.before.manifest.data_hash) == old
    assert verify(done.before.path, settings).ok


def test_a_transaction_begun_before_keeps_its_view_and_never_sees_empty_tables(
    databases: Databases, office: Office
) -> None:
    settings = office("postgresql")
    database, backup = backed_up(databases, settings)
    before = count(database, "caseload")
    with database.reading() as connection:
        rows = sa.text("SELECT count(*) FROM caseload")
        connection.execute(sa.text("SELECT version FROM version_head")).scalar_one()
        done = restore(settings, backup.path, actor="Anh Minh")
        assert connection.execute(rows).scalar_one() == before
        assert connection.execute(sa.text("SELECT count(*) FROM target")).scalar_one() > 0
    assert version(database) == done.version
    assert 0 < count(database, "caseload") < before


def test_numbers_go_on_beyond_all_used_before_and_work_goes_on(databases: Databases, office: Office, kind: str) -> None:
    settings = office(kind)
    database, backup = backed_up(databases, settings)
    with database.reading() as connection:
        assert generation(connection) == 1
    assert restore(settings, backup.path, actor="Anh Minh").version == 5
    with database.reading() as connection:
        assert generation(connection) == 5
        marker = connection.execute(sa.select(T["batch"]).where(T["batch"].c.id == 5)).one()
        numbers = connection.execute(sa.select(T["batch"].c.id).order_by(T["batch"].c.id)).scalars().all()
    assert (marker.actor, marker.dataset, marker.filename) == ("Anh Minh", "restore", backup.path.name)
    assert numbers == [1, 2, 5]
    assert apply(database, edition("payments", 2)).batch == 6
    assert apply(database, edition("targets", 1)).batch == 7
    again = create(database, settings, actor="Chị Lan")
    assert restore(settings, backup.path, actor="Anh Minh").version == 8
    assert restore(settings, again.path, actor="Anh Minh").version == 9


def test_sessions_and_links_do_not_come_back_to_life_and_the_audit_chain_is_that_of_the_backup(
    databases: Databases, office: Office, kind: str
) -> None:
    settings, now = office(kind), datetime.now(UTC)
    database = databases.open(settings)
    with database.writer.begin() as connection:
        connection.execute(sa.insert(T["account"]).values(id=1, login="lan", name="Chị Lan", created_at=now))
        later = now + timedelta(hours=1)
        session = {
            "id": "a" * 64,
            "account_id": 1,
            "created_at": now,
            "idle_until": later,
            "expires_at": later,
            "address": "",
        }
        connection.execute(sa.insert(T["login_session"]).values(**session))
        connection.execute(sa.insert(T["one_time_link"]).values(id="b" * 64, kind="setup", expires_at=later))
        record(connection, "Chị Lan", "login")
    backup = create(database, settings, actor="Chị Lan")
    events = count(database, "audit_event")
    with database.writer.begin() as connection:
        record(connection, "Chị Lan", "logout")
    restore(settings, backup.path, actor="Anh Minh")
    assert [count(database, name) for name in ("account", "login_session", "one_time_link")] == [1, 0, 0]
    assert count(database, "audit_event") == events + 1, "what the backup had, and the restore"
    with pytest.raises(sa.exc.DBAPIError, match="only ever added"), database.writer.begin() as connection:
        connection.execute(sa.delete(T["audit_event"]))


def test_a_backup_of_an_older_revision_is_upgraded_on_its_way_in(
    databases: Databases, office: Office, kind: str, tmp_path: Path
) -> None:
    settings = office(kind)
    database = databases.open(settings)
    apply(database, edition("payments", 1))
    known = facts(database)
    old = tmp_path / ("old.sqlite3" if kind == "sqlite" else "old.dump")
    database.dispose()
    if kind == "sqlite":
        shutil.copy(str(database.writer.url.database), old)
    else:
        with database.reading() as connection:
            postgres_copy.dump(settings, postgres_copy.export_snapshot(connection), old)
    assert verify(old, settings).ok
    broken_revision.write_sound(tmp_path / "next")
    with broken_revision.revisions_also_from(tmp_path / "next"):
        startup.prepare(database)
        apply(database, edition("payments", 2))
        if kind == "postgresql":
            with database.reading(), pytest.raises(BackupError, match="Dừng mọi tiến trình"):
                restore(settings, old, actor="Anh Minh")
            assert version(database) == 3
            database.dispose()
        assert restore(settings, old, actor="Anh Minh").version == 4
        assert facts(database) == known
        assert startup.is_ready(database)
    left = [path.name for path in settings.data_dir.rglob("*") if path.name.startswith(".dang-")]
    assert left == []


def test_a_backup_of_a_newer_version_is_refused(databases: Databases, office: Office, kind: str) -> None:
    settings = office(kind)
    database = databases.open(settings)
    with database.writer.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = 'ffff'"))
    newer = settings.data_dir / ("newer.sqlite3" if kind == "sqlite" else "newer.dump")
    if kind == "sqlite":
        shutil.copy(str(database.writer.url.database), newer)
    else:
        with database.reading() as connection:
            postgres_copy.dump(settings, postgres_copy.export_snapshot(connection), newer)
    before = facts(database)
    with pytest.raises(BackupError, match=r"phiên bản mới hơn tạo \(bản ffff\).*giữ nguyên"):
        restore(settings, newer, actor="Anh Minh")
    assert facts(database) == before
    assert listed(settings) == []


def test_a_backup_that_was_altered_or_is_of_the_other_database_is_refused(
    databases: Databases, office: Office, kind: str
) -> None:
    settings = office(kind)
    database, backup = backed_up(databases, settings)
    before, content = (version(database), facts(database)), bytearray(backup.content())
    content[len(content) // 2] ^= 0x10
    altered = backup.path.with_name("a" + backup.path.name)
    altered.write_bytes(content)
    shutil.copy(str(backup.path) + ".json", str(altered) + ".json")
    with pytest.raises(BackupError, match="SHA-256"):
        restore(settings, altered, actor="Anh Minh")
    other = office("postgresql" if kind == "sqlite" else "sqlite")
    with pytest.raises(BackupError, match="DATABASE_URL"):
        restore(Settings(**{**vars(other), "pg_bin": office("postgresql").pg_bin}), backup.path, actor="Anh Minh")
    assert (version(database), facts(database)) == before


def test_a_restore_that_fails_half_way_changes_nothing(
    databases: Databases, office: Office, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = office(kind)
    database, backup = backed_up(databases, settings)
    before = (version(database), facts(database))

    def fail(*_: object, **__: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(restoring, "come_back", fail)
    monkeypatch.setattr(postgres_restore, "come_back", fail)
    with pytest.raises((BackupError, OSError), match="No space"):
        restore(settings, backup.path, actor="Anh Minh")
    assert (version(database), facts(database)) == before
    apply(database, edition("payments", 3))


def test_a_sqlite_somebody_reads_for_long_is_left_alone(
    databases: Databases, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_copy, "BUSY_MILLISECONDS", 200)
    settings = office("sqlite")
    database, backup = backed_up(databases, settings)
    with database.reading() as connection:
        connection.execute(sa.text("SELECT count(*) FROM caseload")).scalar_one()
        with pytest.raises(BackupError, match="giữ quá lâu; chưa thay đổi gì"):
            restore(settings, backup.path, actor="Anh Minh")
    assert version(database) == 4
    assert restore(settings, backup.path, actor="Anh Minh").version == 5


@pytest.mark.parametrize("where", [0, 4096 * 20])
def test_a_damaged_sqlite_is_set_aside_and_the_running_app_goes_on(
    databases: Databases, office: Office, where: int
) -> None:
    settings = office("sqlite")
    database, backup = backed_up(databases, settings)
    live = Path(str(database.writer.url.database))
    with live.open("rb+") as handle:
        handle.seek(where)
        handle.write(b"\xa5" * 4096)
    inode = live.stat().st_ino
    done = restore(settings, backup.path, actor="Anh Minh")
    assert backup.manifest is not None
    assert facts(database) == backup.manifest.data_hash
    assert live.stat().st_ino == inode, "who has it open has the same file"
    assert done.version > 4
    assert done.before is not None
    assert done.before.path.name.startswith("truoc-khoi-phuc-")
    assert not verify(done.before.path, settings).ok
    with closing(sqlite3.connect(live)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert apply(database, edition("payments", 5)).added
