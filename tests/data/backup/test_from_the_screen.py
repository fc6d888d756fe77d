"""Backups from the screen: who may, what the chain says, and that only the office's own folder is opened."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from data import backup
from data.accounts import sessions
from data.accounts.permission import NotAllowedError
from data.backup import create, listed
from data.database_copy import BackupError
from data.engine import Database
from models.access.roles import NOBODY, Grant, Person, Role
from tests.accounts import TOKEN, enrol
from tests.data.audit.chains import events
from tests.data.backup.conftest import Office
from tests.data.conftest import Databases
from tests.data.uploads import facts

ADMIN = Person(sessions.session_of(TOKEN))


def told(database: Database) -> list[tuple[str, str, dict[str, object]]]:
    return [(row["action"], row["actor"], json.loads(row["detail"])) for row in events(database)]


def test_made_checked_and_taken_away_with_who_made_one_of_what(databases: Databases, office: Office, kind: str) -> None:
    settings = office(kind)
    database = databases.open(settings)
    enrol(database, wanted=[Grant(Role.ADMIN)])
    made = backup.make(database, settings, actor=ADMIN)
    name = made.path.name
    assert backup.check(database, settings, name, actor=ADMIN) == ()
    assert backup.content(database, settings, name, actor=ADMIN) == made.path.read_bytes()
    assert made.manifest is not None
    what = {"filename": name, "sha256": made.manifest.sha256, "version": 1}
    assert told(database) == [("backup", "Nguyễn Thị Lan (lan)", what)]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_nobody_else_may(databases: Databases, office: Office, role: Role) -> None:
    settings = office("sqlite")
    database = databases.open(settings)
    enrol(database, wanted=[Grant(role)])
    made = create(database, settings, actor="Dòng lệnh")
    name, before = made.path.name, facts(database)
    for deed in (
        lambda: backup.make(database, settings, actor=ADMIN),
        lambda: backup.check(database, settings, name, actor=ADMIN),
        lambda: backup.content(database, settings, name, actor=ADMIN),
        lambda: backup.make(database, settings, actor=NOBODY),
    ):
        with pytest.raises(NotAllowedError):
            deed()
    assert (facts(database), len(listed(settings))) == (before, 1)
    assert [action for action, _who, _what in told(database)] == ["refused"] * 4


def test_no_other_file_of_the_machine_is_opened(databases: Databases, office: Office, tmp_path: Path) -> None:
    settings = office("sqlite")
    database = databases.open(settings)
    enrol(database, wanted=[Grant(Role.ADMIN)])
    backup.make(database, settings, actor=ADMIN)
    (tmp_path / "other.sqlite3").write_bytes(b"secret")
    for name in ("../../other.sqlite3", str(tmp_path / "other.sqlite3"), "", "app.db"):
        with pytest.raises(BackupError, match="Không còn bản sao lưu"):
            backup.content(database, settings, name, actor=ADMIN)
