"""D2: backups taken while threads and a second process write, each put back on a clean installation."""

import sqlite3
import stat
import time
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from data.backup import create, verify
from data.settings import Settings
from tests.data.backup.conftest import Office, put_back
from tests.data.backup.load import writers
from tests.data.conftest import Databases
from tests.data.uploads import facts, version


@pytest.mark.parametrize("rounds", [5, pytest.param(20, marks=pytest.mark.long)])
def test_every_backup_under_load_is_a_state_that_existed_and_restores_clean(
    databases: Databases, office: Office, kind: str, rounds: int, tmp_path: Path
) -> None:
    settings = office(kind)
    database = databases.open(settings)
    with writers(databases, settings, tmp_path / "stop") as wrote:
        made = []
        while len(made) < rounds:
            time.sleep(0.2)
            made.append(create(database, settings, actor="Lịch hằng đêm"))
    assert sum(wrote.values()) >= rounds
    assert len({backup.path for backup in made}) == rounds
    versions = [backup.manifest.data_version for backup in made if backup.manifest]
    assert versions == sorted(versions)
    assert versions[-1] > versions[0], "others wrote meanwhile"
    seconds = []
    for backup in made:
        known = backup.manifest
        assert known is not None
        assert stat.S_IMODE(backup.path.stat().st_mode) == 0o600
        assert verify(backup.path, settings) == ()
        assert known.data_hash == facts(database, known.data_version), "the facts of a version that existed"
        clean = office(kind, seeded=False)
        restored, began = databases.open(clean), time.monotonic()
        done = put_back(restored, clean, backup.path)
        seconds.append(time.monotonic() - began)
        assert done.before is None
        assert (facts(restored), version(restored)) == (known.data_hash, known.data_version + 1)
        assert_sound(clean, kind)
        restored.dispose()
    assert max(seconds) < 300
    print(f"{kind}: {rounds} backups during {wrote} batches; restore {min(seconds):.1f} to {max(seconds):.1f} s")


def assert_sound(settings: Settings, kind: str) -> None:
    if kind == "sqlite":
        with closing(sqlite3.connect(str(sa.make_url(settings.database_url).database))) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        return
    engine = sa.create_engine(settings.database_url)
    with engine.connect() as connection:
        unproven = sa.text("SELECT count(*) FROM pg_constraint WHERE NOT convalidated")
        assert connection.execute(unproven).scalar() == 0
        orphans = sa.text("SELECT count(*) FROM caseload c LEFT JOIN batch b ON b.id = c.batch_from WHERE b.id IS NULL")
        assert connection.execute(orphans).scalar() == 0
        disabled = sa.text("SELECT count(*) FROM pg_trigger WHERE tgenabled = 'D'")
        assert connection.execute(disabled).scalar() == 0, "the audit chain is guarded again"
    engine.dispose()
