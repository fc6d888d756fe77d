"""Role x command, called as functions: every cell of the matrix, a refusal that changes nothing and is written down,
limits by policy area and địa bàn are in test_limits."""

from __future__ import annotations

import ast
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from data.accounts.permission import NotAllowedError, NotSignedInError
from data.engine import Database
from data.store import drafts
from models.access.roles import NOBODY, RIGHTS, Action, Actor, Grant, Person, Role
from models.base import Base
from tests.accounts import person
from tests.bench.server import ROOT
from tests.data.commands_of_all import COMMANDS

EVENT, SESSION, ACCOUNT = (Base.metadata.tables[name] for name in ("audit_event", "login_session", "account"))
READINGS = {
    "accounts/permission.allow",
    "audit/events.actors",
    "audit/events.every",
    "audit/events.find",
    "audit/verify.verify",
    "store/drafts.open_of",
    "store/drafts.waiting",
    "store/drafts.read",
}
"""What takes an actor and writes nothing of the office's: tests/data/audit, and drafts below."""
ELSEWHERE = {
    "audit/events.export",
    "backup.check",
    "backup.content",
    "backup.make",
    "store/parameters.apply_parameters",
}
"""With tests of their own, because they make files or go by another command's rule: tests/data/audit/test_exports.py,
tests/data/backup/test_from_the_screen.py, test_parameters."""
WRITTEN = [name for name in Base.metadata.tables if name not in ("audit_event", "audit_head")]


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.long)])
def kind(request: pytest.FixtureRequest) -> str:
    """Who may do what does not hang on the database; what does (locks, limits) is tested on both elsewhere."""
    return str(request.param)


def everything(database: Database, *, but: tuple[str, ...] = ()) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables but the audit's."""
    with database.reading() as connection:
        return {
            name: sorted(map(tuple, connection.execute(sa.select(Base.metadata.tables[name]))), key=repr)
            for name in WRITTEN
            if name not in but
        }


def refusals(database: Database) -> list[tuple[str, str]]:
    with database.reading() as connection:
        told = sa.select(EVENT.c.actor, EVENT.c.detail).where(EVENT.c.action == "refused").order_by(EVENT.c.sequence)
        return [tuple(row) for row in connection.execute(told)]


def end(database: Database, **values: object) -> None:
    with database.writer.begin() as connection:
        connection.execute(sa.update(SESSION).values(**values))


def test_no_command_is_missing_from_the_list() -> None:
    """Whatever takes an actor and is not a reading stands among COMMANDS under some name that ends like it."""
    found = set()
    for path in (ROOT / "data").rglob("*.py"):
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                annotations = {
                    each.arg: ast.unparse(each.annotation or ast.Constant(""))
                    for each in (*node.args.args, *node.args.kwonlyargs)
                }
                if annotations.get("actor") == "Actor":
                    found.add(f"{path.relative_to(ROOT / 'data').with_suffix('')}.{node.name}")
    assert found - {*READINGS, *ELSEWHERE} == {command.of for command in COMMANDS.values()}


def may(name: str, role: Role) -> bool:
    return not RIGHTS[role].isdisjoint(COMMANDS[name].needs)


@pytest.mark.parametrize(("name", "role"), [(name, role) for name in COMMANDS for role in Role if may(name, role)])
def test_who_may_does_it(database: Database, name: str, role: Role) -> None:
    command = COMMANDS[name]
    about = command.prepare(database)
    actor = person(database, Grant(role))
    before = everything(database)
    command.call(database, actor, about)
    assert everything(database) != before
    assert refusals(database) == []


@pytest.mark.parametrize("name", list(COMMANDS))
def test_who_may_not_is_refused_and_nothing_changes(database: Database, name: str) -> None:
    """Every other cell of the matrix: one after the other, each written down."""
    command = COMMANDS[name]
    about = command.prepare(database)
    others = [role for role in Role if not may(name, role)]
    actors = [person(database, Grant(role), login=role.value) for role in others]
    before = everything(database)
    for actor in actors:
        with pytest.raises(NotAllowedError, match="không có quyền"):
            command.call(database, actor, about)
    assert everything(database) == before
    asked = f'{{"asked":"{command.needs[0].value}"}}'
    assert refusals(database) == [(f"Đỗ Tuấn ({role.value})", asked) for role in others]


@pytest.mark.parametrize("name", list(COMMANDS))
def test_nobody_and_who_is_no_longer_somebody_write_nothing(database: Database, name: str) -> None:
    command = COMMANDS[name]
    about = command.prepare(database)
    actor = person(database, *(Grant(role) for role in Role))
    past, ahead = datetime.now(UTC) - timedelta(seconds=1), datetime.now(UTC) + timedelta(days=1)
    before = everything(database, but=("login_session",))
    gone: list[tuple[Actor, dict[str, object]]] = [
        (NOBODY, {}),
        (Person("0" * 64), {}),
        (Person(""), {}),
        (actor, {"idle_until": past}),
        (actor, {"idle_until": ahead, "expires_at": past}),
        (actor, {"expires_at": ahead, "ended_at": past}),
    ]
    for who, values in gone:
        if values:
            end(database, **values)
        with pytest.raises(NotSignedInError, match="Cần đăng nhập"):
            command.call(database, who, about)
    end(database, ended_at=None)
    with database.writer.begin() as connection:
        connection.execute(sa.update(ACCOUNT).where(ACCOUNT.c.login == "tuan").values(disabled_at=past))
    with pytest.raises(NotSignedInError):
        command.call(database, actor, about)
    with database.writer.begin() as connection:
        connection.execute(sa.update(ACCOUNT).where(ACCOUNT.c.login == "tuan").values(disabled_at=None))
    assert everything(database, but=("login_session",)) == before
    assert [who for who, _detail in refusals(database)] == ["khách"] * (len(gone) + 1)


def test_drafts_are_read_by_who_brings_or_judges_files_only(database: Database) -> None:
    draft = COMMANDS["update_draft"].prepare(database)
    for role in Role:
        actor = person(database, Grant(role), login=role.value)
        if RIGHTS[role] & {Action.UPLOAD, Action.APPLY}:
            assert drafts.read(database, draft, actor=actor) is not None
        else:
            with pytest.raises(NotAllowedError):
                drafts.read(database, draft, actor=actor)
            assert drafts.open_of(database, actor) == drafts.waiting(database, actor) == []
    with pytest.raises(NotSignedInError):
        drafts.read(database, draft, actor=NOBODY)
