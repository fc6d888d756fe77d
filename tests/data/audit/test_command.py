"""`python -m data.audit`: exit status, words, files; and the record through backup and restore."""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path

import pytest

from data.audit.__main__ import main
from data.audit.verify import Finding
from data.backup import audit_heads, create, restore
from data.engine import Database, open_database
from data.settings import Settings
from tests.data.audit.chains import EVENT, attacker, change, checked, events, fill, remove, set_head
from tests.data.backup.conftest import programs
from tests.data.conftest import Databases


@pytest.fixture
def settings(databases: Databases, kind: str, monkeypatch: pytest.MonkeyPatch) -> Settings:
    made = databases.settings(kind)
    if kind == "postgresql":
        made = replace(made, pg_bin=programs(databases))
    monkeypatch.setenv("DATABASE_URL", made.database_url)
    monkeypatch.setenv("ANSINH_DATA_DIR", str(made.data_dir))
    return made


@pytest.fixture
def database(databases: Databases, settings: Settings) -> Database:
    return databases.open(settings)


def test_the_check_ends_well_on_a_sound_chain_and_with_one_on_a_broken_one(
    database: Database, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(database, 9)
    create(database, settings, actor="Chị Lan")
    assert main(["dau"]) == 0
    assert capsys.readouterr().out.strip().endswith(f"sự kiện số 9, mã {events(database)[-1]['hash']}")
    assert main(["kiem-tra"]) == 0
    assert "Nhật ký nguyên vẹn: 9 sự kiện, 1 mã chốt đều khớp." in capsys.readouterr().out
    with attacker(database) as connection:
        change(connection, 4, action="logout")
    assert main(["kiem-tra"]) == 1
    said = capsys.readouterr().err
    assert "SAI: Sự kiện số 4 đã bị sửa" in said
    assert "Traceback" not in said


def test_the_whole_record_goes_to_a_file_of_the_operator_alone(
    database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(database, 5)
    path = tmp_path / "nhat-ky.csv"
    assert main(["xuat", str(path)]) == 0
    assert len(path.read_text(encoding="utf-8-sig").splitlines()) == 6
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [row["action"] for row in events(database)][-1] == "export"
    before = path.read_bytes()
    assert main(["xuat", str(path)]) == 1, "a file that is there stays"
    assert "KHÔNG LÀM ĐƯỢC" in capsys.readouterr().err
    assert path.read_bytes() == before


def test_a_cut_tail_with_a_head_set_back_is_found_by_the_head_in_a_backup_alone(
    database: Database, settings: Settings
) -> None:
    fill(database, 6)
    create(database, settings, actor="Chị Lan")
    rows = events(database)
    with attacker(database) as connection:
        remove(connection, EVENT.c.sequence > 4)
        set_head(connection, rows[3])
    assert [found.kind for found in checked(database).findings] == ["unguarded"], "nothing inside the database tells"
    assert checked(database, audit_heads(settings)).findings[0] == Finding("cut", 5)
    fill(database, 4)
    assert checked(database, audit_heads(settings)).findings[0] == Finding("rewritten", 6)


def test_what_was_recorded_after_the_last_backup_can_be_cut_unseen_but_for_the_printed_head(
    database: Database, settings: Settings
) -> None:
    """The limit of heads in backups: between two of them only the line on paper tells."""
    fill(database, 3)
    create(database, settings, actor="Chị Lan")
    rows = events(database)
    fill(database, 3)
    with attacker(database) as connection:
        remove(connection, EVENT.c.sequence > 3)
        set_head(connection, rows[2])
    assert [found.kind for found in checked(database, audit_heads(settings)).findings] == ["unguarded"]


def test_a_restore_is_a_link_of_the_chain_and_no_cut_tail(database: Database, settings: Settings) -> None:
    """Heads of events that the restore took back are let go; one that a backup keeps afterwards counts again."""
    fill(database, 4)
    backup = create(database, settings, actor="Chị Lan")
    fill(database, 3)
    create(database, settings, actor="Chị Lan")
    assert sorted(audit_heads(settings)) == [4, 7]
    database.dispose()
    restore(settings, backup.path, actor="Anh Minh")
    opened = open_database(settings)
    try:
        assert [row["action"] for row in events(opened)][4:] == ["restore"]
        report = checked(opened, audit_heads(settings))
        assert (report.findings, report.compared) == ((), 1)
        fill(opened, 2)
        create(opened, settings, actor="Chị Lan")
        assert sorted(audit_heads(settings)) == [4, 7]
        assert checked(opened, audit_heads(settings)).ok
    finally:
        opened.dispose()


def test_a_manifest_that_cannot_be_read_keeps_no_head(database: Database, settings: Settings) -> None:
    fill(database, 2)
    backup = create(database, settings, actor="Chị Lan")
    Path(f"{backup.path}.json").write_text('{"moment": "20')
    assert audit_heads(settings) == {}
    assert "Chưa có bản sao lưu nào giữ mã chốt" in checked(database, audit_heads(settings)).remarks[0]
