"""The copy to practise on: what it holds, what it is told, and that it never comes back over the real figures."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from data import training
from data.accounts import sessions
from data.accounts.permission import NotAllowedError
from data.backup import BackupError, create, restore
from data.backup.moving_on import is_training
from data.engine import Database
from data.settings import Settings
from models.access.actor import Operator, Person
from models.access.roles import Grant, Role
from models.base import Base
from tests.accounts import TOKEN, enrol
from tests.data.backup.conftest import Office
from tests.data.conftest import Databases
from tests.data.uploads import apply, count, facts, line, upload, version

_EVENT = Base.metadata.tables["audit_event"]
CLERK = Operator("Chị Hoa")


def copy_of(settings: Settings) -> Settings:
    folder = training.place(settings)
    return replace(settings, data_dir=folder, database_url=f"sqlite:///{folder / training.FILE}")


def actions(database: Database) -> list[str]:
    with database.reading() as connection:
        return list(connection.execute(sa.select(_EVENT.c.action).order_by(_EVENT.c.sequence)).scalars())


def test_the_copy_has_the_figures_and_accounts_no_session_and_its_mark(
    databases: Databases, office: Office, tmp_path: Path
) -> None:
    settings = office("sqlite")
    database = databases.open(settings)
    enrol(database)
    apply(database, upload(tmp_path, line()))
    made = training.make(database, settings, actor=CLERK)
    copied = databases.open(copy_of(settings))
    assert made.version == version(copied) == version(database)
    assert facts(copied) == facts(database)
    assert count(copied, "account") == 1
    assert sessions.who(copied, sessions.session_of(TOKEN)) is None
    assert sessions.who(database, sessions.session_of(TOKEN)) is not None
    assert (is_training(copied), is_training(database)) == (True, False)
    assert actions(copied)[-1] == "training_made"
    assert actions(database)[-1] == "training_copy"
    apply(copied, upload(tmp_path, line("350")))
    assert version(copied) == version(database) + 1


def test_a_new_copy_comes_under_those_who_have_the_old_one_open(
    databases: Databases, office: Office, tmp_path: Path
) -> None:
    settings = office("sqlite")
    database = databases.open(settings)
    training.make(database, settings, actor=CLERK)
    copied = databases.open(copy_of(settings))
    for code in ("347", "350", "351"):
        apply(copied, upload(tmp_path, line(code)))
    before, played = version(copied), facts(copied)
    made = training.make(database, settings, actor=CLERK)
    assert version(copied) == made.version == before + 1  # nothing kept of a number is taken for the new figures
    assert facts(copied) == facts(database) != played
    assert is_training(copied)


def test_practice_is_never_put_back_over_the_real_figures_nor_the_other_way_round(
    databases: Databases, office: Office, tmp_path: Path
) -> None:
    settings = office("sqlite")
    database = databases.open(settings)
    apply(database, upload(tmp_path, line()))
    training.make(database, settings, actor=CLERK)
    practice = copy_of(settings)
    copied = databases.open(practice)
    apply(copied, upload(tmp_path, line("350")))
    played, real = create(copied, practice, actor="Anh Tuấn"), create(database, settings, actor="Anh Tuấn")
    with pytest.raises(BackupError, match="bản sao của bản Thử nghiệm"):
        restore(settings, played.path, actor="Anh Tuấn")
    with pytest.raises(BackupError, match="số liệu thật"):
        restore(practice, real.path, actor="Anh Tuấn")
    assert (version(database), is_training(database), is_training(copied)) == (2, False, True)
    assert restore(practice, played.path, actor="Anh Tuấn").version == 4
    assert is_training(copied)
    with pytest.raises(training.TrainingError, match="đã là bản Thử nghiệm"):
        training.make(copied, practice, actor=CLERK)


def test_on_postgresql_a_marked_copy_is_refused_too(databases: Databases, office: Office, tmp_path: Path) -> None:
    settings = office("postgresql")
    database = databases.open(settings)
    with pytest.raises(training.TrainingError, match="các lệnh"):
        training.make(database, settings, actor=CLERK)
    assert training.postgres_commands(settings)[2].endswith("python -m data.training danh-dau")
    with pytest.raises(training.TrainingError, match="không mang tên"):
        training.mark(settings, actor="Anh Tuấn")
    assert not is_training(database)
    real = create(database, settings, actor="Anh Tuấn")
    with database.writer.begin() as connection:
        training._marked(connection, 0, "Anh Tuấn")
    played = create(database, settings, actor="Anh Tuấn")
    with pytest.raises(BackupError, match="số liệu thật"):
        restore(settings, real.path, actor="Anh Tuấn")
    with database.writer.begin() as connection:
        connection.execute(sa.delete(Base.metadata.tables["office_setting"]))
    before = facts(database)
    with pytest.raises(BackupError, match="bản sao của bản Thử nghiệm"):
        restore(settings, played.path, actor="Anh Tuấn")
    assert facts(database) == before
    assert not is_training(database)


def test_who_may_not_back_up_makes_no_copy(databases: Databases, office: Office) -> None:
    settings = office("sqlite")
    database = databases.open(settings)
    enrol(database, wanted=[Grant(Role.APPROVER)])
    with pytest.raises(NotAllowedError):
        training.make(database, settings, actor=Person(sessions.session_of(TOKEN)))
    assert not training.place(settings).exists()
    assert actions(database) == ["refused"]


def test_the_command_says_how_to_open_the_copy(
    office: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = office("sqlite")
    monkeypatch.setenv("DATABASE_URL", settings.database_url)
    monkeypatch.setenv("ANSINH_DATA_DIR", str(settings.data_dir))
    assert training.main([]) == 0
    said = capsys.readouterr().out
    assert f"ANSINH_DATA_DIR={training.place(settings)}" in said
    assert "--server.port 8502" in said
    assert training.main(["danh-dau"]) == 1  # the real one is never marked
    with closing(sqlite3.connect(training.place(settings) / training.FILE)) as connection:
        assert connection.execute("SELECT value FROM office_setting WHERE name = 'training'").fetchone() == ("1",)
