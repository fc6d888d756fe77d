"""Making backups: their names, their manifest, and what is left when one cannot be made."""

import hashlib
import json
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from data import backup
from data.backup import create, listed, main, verify
from data.database_copy import BackupError, default_folder
from tests.data.audit.chains import events
from tests.data.backup.conftest import Office, put_back
from tests.data.conftest import Databases
from tests.data.dataset_files import edition
from tests.data.uploads import apply, facts, version


def test_a_backup_says_what_it_holds_and_only_its_owner_reads_it(
    databases: Databases, office: Office, kind: str
) -> None:
    settings = office(kind)
    database = databases.open(settings)
    apply(database, edition("payments", 1))
    made = [create(database, settings, actor="Chị Lan") for _ in range(2)]
    ending = {"sqlite": "sqlite3", "postgresql": "dump"}[kind]
    last = events(database)[-1]
    for one in made:
        known = json.loads(Path(f"{one.path}.json").read_text(encoding="utf-8"))
        assert known["sha256"] == hashlib.sha256(one.path.read_bytes()).hexdigest()
        assert (known["data_version"], known["data_hash"], known["actor"]) == (2, facts(database), "Chị Lan")
        assert known["moment"].endswith("+00:00")
        assert (known["audit_sequence"], known["audit_hash"]) == (last["sequence"], last["hash"])
        assert one.path.match(f"ansinh-*-ban-2*.{ending}")
        assert {stat.S_IMODE(path.stat().st_mode) for path in one.path.parent.iterdir()} == {0o600}
    assert len({one.path for one in made}) == 2, "none is written over"
    assert {one.path for one in listed(settings)} == {one.path for one in made}
    assert len(list(default_folder(settings).iterdir())) == 4


def test_a_backup_that_fails_leaves_nothing(
    databases: Databases, office: Office, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = office(kind)
    database = databases.open(settings)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "_publish", full)
    with pytest.raises(BackupError, match=r"No space left.*Kiểm tra chỗ trống"):
        create(database, settings, actor="Chị Lan")
    assert list(default_folder(settings).iterdir()) == []


def test_a_folder_that_is_none_is_said(databases: Databases, office: Office, tmp_path: Path) -> None:
    settings = office("sqlite")
    (tmp_path / "tep").write_text("")
    with pytest.raises(BackupError, match=r"tep.*quyền ghi"):
        create(databases.open(settings), settings, tmp_path / "tep", actor="Chị Lan")


def test_a_missing_pg_dump_is_said_with_the_way_out(databases: Databases, office: Office, tmp_path: Path) -> None:
    settings = replace(office("postgresql"), pg_bin=tmp_path)
    with pytest.raises(BackupError, match=r"pg_dump.*postgresql-client.*ANSINH_PG_BIN"):
        create(databases.open(settings), settings, actor="Chị Lan")
    assert list(default_folder(settings).iterdir()) == []


def test_a_backup_without_its_manifest_still_goes_back(databases: Databases, office: Office, kind: str) -> None:
    settings = office(kind)
    database = databases.open(settings)
    apply(database, edition("payments", 1))
    made = create(database, settings, actor="Chị Lan")
    Path(f"{made.path}.json").unlink()
    assert [found.manifest for found in listed(settings)] == [None]
    known = facts(database)
    apply(database, edition("payments", 2))
    put_back(database, settings, made.path)
    assert facts(database) == known


def test_an_empty_database_and_a_file_that_is_none_are_refused(
    databases: Databases, office: Office, kind: str, tmp_path: Path
) -> None:
    settings = office(kind, seeded=False)
    with pytest.raises(BackupError, match="chưa có gì để sao lưu"):
        create(databases.open(settings), settings, actor="Chị Lan")
    other = tmp_path / ("khac.sqlite3" if kind == "sqlite" else "khac.dump")
    other.write_bytes(b"Bao cao an sinh\n" * 500)
    assert verify(other, settings)
    with pytest.raises(BackupError, match="Không có tệp"):
        verify(tmp_path / "khong-co.sqlite3", settings)


def test_the_command_line_makes_checks_and_puts_back(
    databases: Databases, office: Office, kind: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = office(kind)
    monkeypatch.setenv("DATABASE_URL", settings.database_url)
    monkeypatch.setenv("ANSINH_DATA_DIR", str(settings.data_dir))
    if settings.pg_bin:
        monkeypatch.setenv("ANSINH_PG_BIN", str(settings.pg_bin))
    database = databases.open(settings)
    assert main(["kiem-tra"]) == 0
    assert "chưa có bản sao lưu để so" in capsys.readouterr().out
    assert main(["sao-luu"]) == 0
    assert "Đã sao lưu và kiểm tra" in capsys.readouterr().out
    [made] = listed(settings)
    assert main(["kiem-tra", str(made.path)]) == 0
    assert main(["kiem-tra"]) == 0
    assert f"đúng như trong {made.path.name}" in capsys.readouterr().out
    assert main(["khoi-phuc", str(made.path)]) == 0
    assert "số bản 2" in capsys.readouterr().out
    assert version(database) == 2
    database.dispose()
    assert main(["liet-ke"]) == 0
    out = capsys.readouterr().out
    assert made.path.name in out
    assert "Đang giữ 2 bản sao lưu." in out, "the one made before the restore is listed too"
    with made.path.open("ab") as handle:
        handle.write(b"x")
    assert main(["kiem-tra", str(made.path)]) == 1
    assert "HỎNG" in capsys.readouterr().err
    assert main(["khoi-phuc", str(made.path)]) == 1
    assert "KHÔNG LÀM ĐƯỢC" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["khoi-phuc"])
    with pytest.raises(SystemExit):
        main(["--help"])
    assert "Sao lưu và khôi phục" in capsys.readouterr().out
