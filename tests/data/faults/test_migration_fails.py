"""T11: a migration that breaks in the middle: the old revision and every row stay, a copy was made before, the start
says one line."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from data import database_copy
from data.engine import Database
from data.errors import DatabaseUnavailableError
from data.settings import Settings, read_settings
from data.startup import is_ready, prepare
from tests.data.conftest import Databases
from tests.data.faults import broken_revision
from tests.data.processes import ROOT
from tests.data.test_startup import assert_one_clear_line, revision, tables
from tests.data.uploads import apply, count, facts, line, upload, version

BREAKING = [way for way in broken_revision.WAYS if way]


@pytest.fixture
def revisions(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "revisions"
    folder.mkdir()
    with broken_revision.revisions_also_from(folder):
        yield folder


@pytest.fixture
def settings(databases: Databases, kind: str, tmp_path: Path) -> Settings:
    made = databases.settings(kind)
    return read_settings(
        {
            "DATABASE_URL": made.database_url,
            "ANSINH_DATA_DIR": str(tmp_path / "app"),
            "ANSINH_PG_BIN": programs(databases),
        }
    )


def programs(databases: Databases) -> str:
    """Where the server's own pg_dump is."""
    return str(databases.server.programs)


def copies(settings: Settings) -> list[Path]:
    return sorted((settings.data_dir / "sao-luu").glob("*"))


@pytest.mark.parametrize("way", BREAKING)
def test_the_old_state_stays_wholly_and_a_copy_was_made(
    databases: Databases,
    settings: Settings,
    revisions: Path,
    tmp_path: Path,
    way: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    database = databases.open(settings)
    apply(database, upload(tmp_path, line()))
    before = facts(database), tables(database), revision(database), version(database)
    broken_revision.write(revisions, way)
    with pytest.raises(DatabaseUnavailableError) as refused:
        prepare(database, settings)
    [copy] = copies(settings)
    assert_one_clear_line(refused.value, "không thay đổi gì", str(before[2]), broken_revision.REVISION, str(copy))
    assert (facts(database), tables(database), revision(database), version(database)) == before
    assert not is_ready(database)
    assert "half" not in {column["name"] for column in sa.inspect(database.reader).get_columns("caseload")}
    [event] = [r.getMessage() for r in caplog.records if r.name == "ansinh"]
    assert "\n" not in event
    assert f"upgrade {before[2]} to {broken_revision.REVISION} failed" in event
    assert "hong.py" in event or way == "an import that fails"
    assert "Canary" not in event + str(refused.value)
    assert_holds(databases, copy, database)


def assert_holds(databases: Databases, copy: Path, database: Database) -> None:
    """The copy is the database as it was, and only its owner's."""
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    if database.is_sqlite:
        assert copy.suffix == ".sqlite3"
        kept = databases.open(read_settings({"DATABASE_URL": f"sqlite:///{copy}"}))
        assert (facts(kept), version(kept), count(kept, "batch")) == (facts(database), 2, 2)
        return
    assert copy.suffix == ".dump"
    listed = subprocess.run(
        [databases.server.programs / "pg_restore", "--list", copy], capture_output=True, text=True, check=True
    )
    assert "TABLE DATA public caseload" in listed.stdout


def test_the_mended_release_starts_where_the_broken_one_left(
    databases: Databases, settings: Settings, revisions: Path
) -> None:
    database = databases.open(settings)
    broken_revision.write(revisions, "an error of its own")
    with pytest.raises(DatabaseUnavailableError):
        prepare(database, settings)
    broken_revision.write(revisions, "")
    shutil.rmtree(revisions / "__pycache__", ignore_errors=True)
    prepare(database, settings)
    assert is_ready(database)
    assert revision(database) == broken_revision.REVISION


def test_revisions_that_do_not_follow_each_other_are_refused(databases: Databases, kind: str, revisions: Path) -> None:
    database = databases.seeded(kind)
    before = facts(database)
    for name in ("one", "another"):
        broken_revision.write_sound(revisions, revision=name, before=str(revision(database)))
    with pytest.raises(DatabaseUnavailableError) as refused:
        prepare(database)
    assert_one_clear_line(refused.value, "không khớp nhau", "không thay đổi gì")
    assert facts(database) == before


def test_the_last_three_copies_are_kept(databases: Databases, settings: Settings, revisions: Path) -> None:
    database = databases.open(settings)
    folder = settings.data_dir / "sao-luu"
    folder.mkdir(parents=True)
    ending = "sqlite3" if database.is_sqlite else "dump"
    old = [folder / f"truoc-nang-cap-000{n}-20260101-000000.{ending}" for n in range(5)]
    for n, path in enumerate(old):
        path.write_bytes(b"x")
        os.utime(path, (n, n))
    other = folder / f"ansinh-2026-01-01.{ending}"
    other.write_bytes(b"a backup somebody made")
    broken_revision.write_sound(revisions)
    before = revision(database)
    prepare(database, settings)
    assert is_ready(database)
    kept = copies(settings)
    assert len(kept) == database_copy.KEPT + 1
    assert {other, old[3], old[4]} < set(kept)
    [new] = set(kept) - {other, *old}
    assert new.name.startswith(f"truoc-nang-cap-{before}-")


def test_no_copy_of_an_empty_database_and_none_when_nothing_changes(
    databases: Databases, kind: str, tmp_path: Path
) -> None:
    made = databases.settings(kind, seeded=False)
    database = databases.open(made)
    for _ in range(2):
        prepare(database, made)
        assert copies(made) == []


def test_a_copy_that_cannot_be_written_keeps_the_upgrade_from_beginning(
    databases: Databases, settings: Settings, revisions: Path
) -> None:
    database = databases.open(settings)
    broken_revision.write_sound(revisions)
    before = revision(database)
    settings.data_dir.mkdir()
    (settings.data_dir / "sao-luu").write_text("không phải thư mục")
    with pytest.raises(DatabaseUnavailableError) as refused:
        prepare(database, settings)
    assert_one_clear_line(refused.value, "Không sao lưu được trước khi nâng cấp", "không thay đổi gì")
    assert revision(database) == before


def test_postgresql_without_its_tool_is_upgraded_with_a_word_of_advice(
    databases: Databases, revisions: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    made = databases.settings("postgresql")
    bare = read_settings(
        {"DATABASE_URL": made.database_url, "ANSINH_DATA_DIR": str(tmp_path), "ANSINH_PG_BIN": str(tmp_path)}
    )
    database = databases.open(bare)
    broken_revision.write_sound(revisions)
    prepare(database, bare)
    assert is_ready(database)
    assert copies(bare) == []
    [event] = [r.getMessage() for r in caplog.records if r.name == "ansinh"]
    assert "pg_dump" in event
    assert "\n" not in event


def test_the_start_ends_with_one_line_and_status_78(databases: Databases, tmp_path: Path) -> None:
    """The whole server, as the office starts it."""
    url = databases.settings("sqlite").database_url
    broken_revision.write(tmp_path, "an error of its own")
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("ANSINH_", "DATABASE_URL", "STREAMLIT_", "UVICORN_"))
    }
    ended = subprocess.run(
        [
            sys.executable,
            "-m",
            "uvicorn",
            "tests.data.faults.broken_revision:app",
            "--log-level",
            "warning",
            "--port",
            "0",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**environment, "DATABASE_URL": url, "ANSINH_DATA_DIR": str(tmp_path), "TEST_REVISIONS": str(tmp_path)},
    )
    printed = ended.stdout + ended.stderr
    assert ended.returncode == 78, printed
    assert "Traceback" not in printed
    [reason] = [said for said in printed.splitlines() if said.startswith("KHÔNG KHỞI ĐỘNG ĐƯỢC: ")]
    assert "không thay đổi gì" in reason
    assert "Canary" not in printed
    with sqlite3.connect(str(sa.make_url(url).database)) as file:
        assert file.execute("SELECT version_num FROM alembic_version").fetchone()[0] in reason
        assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert file.execute("SELECT version FROM version_head").fetchone() == (1,)
    assert len(list((tmp_path / "sao-luu").glob("truoc-nang-cap-*.sqlite3"))) == 1
