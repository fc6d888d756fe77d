"""Backups from the screen: who may, what the chain says, and that only the office's own folder is opened."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import sqlalchemy as sa

from data.accounts import sessions
from data.accounts.permission import NotAllowedError, NotSignedInError
from data.backup import BackupError, listed
from data.backup import office as backups
from data.engine import Database
from models.access.actor import NOBODY, Person
from models.access.roles import Grant, Role
from models.base import Base
from tests.accounts import TOKEN, enrol
from tests.data.backup.conftest import Office
from tests.data.conftest import Databases
from tests.data.uploads import apply, facts, line, upload, version

_EVENT = Base.metadata.tables["audit_event"]
ADMIN = Person(sessions.session_of(TOKEN))


def events(database: Database) -> list[tuple[str, str, dict[str, object]]]:
    e = _EVENT.c
    with database.reading() as connection:
        rows = connection.execute(sa.select(e.action, e.actor, e.detail).order_by(e.sequence)).all()
    return [(row.action, row.actor, json.loads(row.detail)) for row in rows]


def test_made_taken_away_checked_and_put_back_each_with_its_event(
    databases: Databases, office: Office, kind: str, tmp_path: Path
) -> None:
    settings = office(kind)
    database = databases.open(settings)
    enrol(database, wanted=[Grant(Role.ADMIN)])
    apply(database, upload(tmp_path, line()))
    then = facts(database)
    made = backups.make(database, settings, actor=ADMIN)
    name = made.path.name
    assert backups.check(database, settings, name, actor=ADMIN).ok
    assert backups.content(database, settings, name, actor=ADMIN) == made.content()
    apply(database, upload(tmp_path, line("350")))
    apply(database, upload(tmp_path, line("351")))
    with database.reading() as connection:
        assert [row.id for row in backups.lost_with(connection, made)] == [4, 3]
    assert [action for action, _who, _what in events(database)][-2:] == ["apply", "apply"]
    done = backups.put_back(database, settings, name, actor=ADMIN)
    assert (facts(database), version(database)) == (then, done.version)
    assert done.before is not None
    action, who, what = events(database)[-1]
    assert (action, who) == ("restore", "Nguyễn Thị Lan (lan)")
    assert what["filename"] == name
    assert sessions.who(database, ADMIN.session) is None  # everybody signs in anew
    with pytest.raises(NotSignedInError):
        backups.make(database, settings, actor=ADMIN)


def test_the_chain_keeps_who_made_one_of_what(databases: Databases, office: Office, kind: str) -> None:
    settings = office(kind)
    database = databases.open(settings)
    enrol(database, wanted=[Grant(Role.ADMIN)])
    made = backups.make(database, settings, actor=ADMIN)
    assert made.manifest is not None
    ((action, who, what),) = events(database)
    assert (action, who) == ("backup", "Nguyễn Thị Lan (lan)")
    assert what == {"filename": made.path.name, "sha256": made.manifest.sha256, "version": 1}


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_nobody_else_may(databases: Databases, office: Office, role: Role) -> None:
    settings = office("sqlite")
    database = databases.open(settings)
    enrol(database, wanted=[Grant(role)])
    made = backups.backup.create(database, settings, actor="Dòng lệnh")
    name, before = made.path.name, facts(database)
    for deed in (
        lambda: backups.make(database, settings, actor=ADMIN),
        lambda: backups.check(database, settings, name, actor=ADMIN),
        lambda: backups.content(database, settings, name, actor=ADMIN),
        lambda: backups.put_back(database, settings, name, actor=ADMIN),
        lambda: backups.put_back(database, settings, name, actor=NOBODY),
    ):
        with pytest.raises(NotAllowedError):
            deed()
    assert (facts(database), len(listed(settings))) == (before, 1)
    assert [action for action, _who, _what in events(database)] == ["refused"] * 5


def test_no_other_file_of_the_machine_is_opened(databases: Databases, office: Office, tmp_path: Path) -> None:
    settings = office("sqlite")
    database = databases.open(settings)
    enrol(database, wanted=[Grant(Role.ADMIN)])
    backups.make(database, settings, actor=ADMIN)
    (tmp_path / "other.sqlite3").write_bytes(b"secret")
    for name in ("../../other.sqlite3", str(tmp_path / "other.sqlite3"), "", "app.db"):
        with pytest.raises(BackupError, match="Không còn bản sao lưu"):
            backups.content(database, settings, name, actor=ADMIN)
