"""`python -m data.audit`: exit status, words, files; and the record through backup and restore."""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path

import pytest

from data.audit import heads
from data.audit.__main__ import main
from data.backup import create, restore
from data.engine import Database, open_database
from data.settings import Settings
from tests.data.audit.chains import attacker, change, checked, events, fill
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
    database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(database, 9)
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


def test_a_restore_is_a_link_of_the_chain_and_no_cut_tail(database: Database, settings: Settings) -> None:
    fill(database, 4)
    backup = create(database, settings, actor="Chị Lan")
    fill(database, 3)
    heads.anchor(database, settings, "hour")
    database.dispose()
    restore(settings, backup.path, actor="Anh Minh")
    opened = open_database(settings)
    try:
        assert [row["action"] for row in events(opened)][4:] == ["restore"]
        report = checked(opened, heads.read(settings))
        assert report.findings == ()
        assert report.anchored == 1
        fill(opened, 2)
        assert checked(opened, heads.read(settings)).ok
    finally:
        opened.dispose()
