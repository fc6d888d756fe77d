"""Putting a backup back while the app is stopped: whole or not at all, nothing mistaken for what it is not."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from data import backup as data_backup, database_copy, startup
from data.backup import BackupFile, create, listed, restore, verify
from data.chain import record
from data.database_copy import BackupError, app_stopped, hold_running
from data.engine import Database
from data.errors import DatabaseUnavailableError
from data.settings import Settings
from data.store.version import generation
from models.base import Base
from tests.data.backup.conftest import Office, put_back
from tests.data.conftest import Databases
from tests.data.dataset_files import edition
from tests.data.faults import broken_revision
from tests.data.uploads import apply, count, facts, version

T = Base.metadata.tables


def backed_up(databases: Databases, settings: Settings) -> tuple[Database, BackupFile]:
    """A database whose backup is of version 2, and that has gone on to version 4."""
    database = databases.open(settings)
    apply(database, edition("payments", 1))
    backup = create(database, settings, actor="Chị Lan")
    apply(database, edition("payments", 2))
    apply(database, edition("targets", 1))
    return database, backup


def copied_as_it_is(database: Database, settings: Settings, target: Path) -> Path:
    """A file without a manifest, as the copy before an upgrade is."""
    path = target.with_suffix(".sqlite3" if settings.is_sqlite else ".dump")
    if settings.is_sqlite:
        database_copy.copy_to(database, path)
    else:
        database_copy.dump(settings, path)
    return path


def test_nothing_is_put_back_while_the_app_runs(databases: Databases, office: Office, kind: str) -> None:
    """SQLite: every process of the app shares a lock for as long as it runs, even when nobody has a page open.
    PostgreSQL: the server counts connections."""
    settings = office(kind)
    database, backup = backed_up(databases, settings)
    before = (version(database), facts(database))
    held = [hold_running(settings), hold_running(settings)] if kind == "sqlite" else []
    assert all(held)
    words = "Ứng dụng còn chạy" if held else r"Còn \d kết nối khác"
    with pytest.raises(BackupError, match=rf"{words}.*Dừng mọi tiến trình"):
        restore(settings, backup.path, actor="Anh Minh")
    assert (version(database), facts(database)) == before
    assert len(listed(settings)) == 1
    for one in held:
        assert one is not None
        one.close()
    assert put_back(database, settings, backup.path).version == 5


def test_the_app_does_not_start_while_a_restore_is_at_work(office: Office) -> None:
    settings = office("sqlite")
    with app_stopped(settings), pytest.raises(DatabaseUnavailableError, match="Đang khôi phục"):
        hold_running(settings)
    running = hold_running(settings)
    assert running is not None
    running.close()


def test_what_comes_back_is_the_backup_and_what_was_there_is_kept(
    databases: Databases, office: Office, kind: str
) -> None:
    settings = office(kind)
    database, backup = backed_up(databases, settings)
    old = (version(database), facts(database))
    done = put_back(database, settings, backup.path)
    assert backup.manifest is not None
    assert (version(database), facts(database)) == (5, backup.manifest.data_hash)
    assert done.before is not None
    assert done.before.manifest is not None
    assert (done.before.manifest.data_version, done.before.manifest.data_hash) == old
    assert verify(done.before.path, settings) == ()
    put_back(database, settings, done.before.path)
    assert facts(database) == old[1]


def test_numbers_go_on_beyond_all_used_before_and_work_goes_on(databases: Databases, office: Office, kind: str) -> None:
    settings = office(kind)
    database, backup = backed_up(databases, settings)
    with database.reading() as connection:
        assert generation(connection) == 1
    assert put_back(database, settings, backup.path).version == 5
    with database.reading() as connection:
        assert generation(connection) == 5
        marker = connection.execute(sa.select(T["batch"]).where(T["batch"].c.id == 5)).one()
        numbers = connection.execute(sa.select(T["batch"].c.id).order_by(T["batch"].c.id)).scalars().all()
    assert (marker.actor, marker.dataset, marker.filename) == ("Anh Minh", "restore", backup.path.name)
    assert numbers == [1, 2, 5]
    assert apply(database, edition("payments", 2)).batch == 6
    assert apply(database, edition("targets", 1)).batch == 7
    again = create(database, settings, actor="Chị Lan")
    assert put_back(database, settings, backup.path).version == 8
    assert put_back(database, settings, again.path).version == 9


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
    put_back(database, settings, backup.path)
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
    old = copied_as_it_is(database, settings, tmp_path / "old")
    assert verify(old, settings) == ()
    rows = count(database, "caseload")
    with broken_revision.revisions_also_from(tmp_path / "next"):
        (tmp_path / "next").mkdir()
        broken_revision.write(tmp_path / "next", "")
        startup.prepare(database)
        apply(database, edition("payments", 2))
        assert put_back(database, settings, old).version == 4
        assert (count(database, "caseload"), count(database, "half")) == (rows, 0)
        assert startup.is_ready(database)
    left = [path.name for path in settings.data_dir.rglob("*") if path.name.startswith(".dang-")]
    assert left == []


def test_a_database_not_yet_upgraded_is_set_aside_and_replaced(
    databases: Databases, office: Office, kind: str, tmp_path: Path
) -> None:
    settings = office(kind)
    database, backup = backed_up(databases, settings)
    known = facts(database, 2)
    with database.writer.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = 'ffff'"))
    done = put_back(database, settings, backup.path)
    assert facts(database) == known
    assert done.version == 5
    assert done.before is not None
    assert done.before.path.name.startswith("truoc-khoi-phuc-")
    assert "bản ffff" in verify(done.before.path, settings)[0]


def test_a_backup_of_a_newer_version_is_refused(databases: Databases, office: Office, kind: str) -> None:
    settings = office(kind)
    database = databases.open(settings)
    with database.writer.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = 'ffff'"))
    newer = copied_as_it_is(database, settings, settings.data_dir / "newer")
    before = facts(database)
    with pytest.raises(BackupError, match=r"phiên bản mới hơn tạo \(bản ffff\).*giữ nguyên"):
        put_back(database, settings, newer)
    assert facts(database) == before
    assert listed(settings) == []


@pytest.mark.parametrize("manifest", [True, False])
def test_a_truncated_or_altered_copy_or_one_of_the_other_database_is_refused_in_words(
    databases: Databases, office: Office, kind: str, manifest: bool
) -> None:
    """Without its manifest a cut copy is still found; an altered value is found by the manifest's hash alone."""
    settings = office(kind)
    database, backup = backed_up(databases, settings)
    before, sound = (version(database), facts(database)), backup.path.read_bytes()
    altered = bytearray(sound)
    altered[len(sound) // 2] ^= 0x10
    spoiled = backup.path.with_name("a" + backup.path.name)
    if manifest:
        shutil.copy(str(backup.path) + ".json", str(spoiled) + ".json")
    for content in (sound[: len(sound) // 2], sound[: len(sound) - 5000], b"", *([bytes(altered)] if manifest else [])):
        spoiled.write_bytes(content)
        assert verify(spoiled, settings)
        with pytest.raises(BackupError, match=r"SHA-256.*giữ nguyên" if manifest else "giữ nguyên"):
            put_back(database, settings, spoiled)
    other = replace(office("postgresql" if kind == "sqlite" else "sqlite"), pg_bin=office("postgresql").pg_bin)
    with pytest.raises(BackupError, match="DATABASE_URL"):
        restore(other, backup.path, actor="Anh Minh")
    assert (version(database), facts(database)) == before
    assert len(listed(settings)) == 2, "a refused restore makes no copy of what is there"


def test_a_restore_that_fails_half_way_changes_nothing(
    databases: Databases, office: Office, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = office(kind)
    database, backup = backed_up(databases, settings)
    before = (version(database), facts(database))

    def fail(*_: object, **__: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(data_backup, "_come_back", fail)
    with pytest.raises((BackupError, OSError), match="No space"):
        put_back(database, settings, backup.path)
    assert (version(database), facts(database)) == before
    apply(database, edition("payments", 3))


def test_a_sqlite_somebody_reads_for_long_is_left_alone(
    databases: Databases, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that is not the app, and holds no share of its lock."""
    monkeypatch.setattr(database_copy, "BUSY_MILLISECONDS", 200)
    settings = office("sqlite")
    database, backup = backed_up(databases, settings)
    with database.reading() as connection:
        connection.execute(sa.text("SELECT count(*) FROM caseload")).scalar_one()
        with pytest.raises(BackupError, match="giữ quá lâu; chưa thay đổi gì"):
            restore(settings, backup.path, actor="Anh Minh")
    assert version(database) == 4
    assert put_back(database, settings, backup.path).version == 5


@pytest.mark.parametrize("where", [0, 4096 * 20])
def test_a_damaged_sqlite_is_set_aside_and_replaced(databases: Databases, office: Office, where: int) -> None:
    settings = office("sqlite")
    database, backup = backed_up(databases, settings)
    database.dispose()
    live = Path(str(database.writer.url.database))
    with live.open("rb+") as handle:
        handle.seek(where)
        handle.write(b"\xa5" * 4096)
    done = put_back(database, settings, backup.path)
    assert backup.manifest is not None
    assert facts(database) == backup.manifest.data_hash
    assert done.version > 4
    assert done.before is not None
    assert done.before.path.name.startswith("truoc-khoi-phuc-")
    assert verify(done.before.path, settings)
    with closing(sqlite3.connect(live)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert apply(database, edition("payments", 5)).added
