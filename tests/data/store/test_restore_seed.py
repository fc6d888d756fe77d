"""Back to the first figures in one confirmed step: on both databases, with every kind of batch there is."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest
import sqlalchemy as sa

from data.accounts import sessions
from data.accounts.permission import NotAllowedError, NotSignedInError
from data.border_check import check_borders
from data.borders import write_borders
from data.engine import Database
from data.seeding.geography import VINTAGE_2023
from data.store.batches import ConflictError
from data.store.restore_seed import SeedRestored, batches_since_seed, restore_seed
from models.access.roles import NOBODY, Actor, Grant, Operator, Person, Role
from models.base import Base
from tests.accounts import enrol
from tests.data.border_files import as_bytes, features, moved
from tests.data.rules import rule, verify, write
from tests.data.store.test_crosswalk_weights import DUY_HA, HA_NAM, Town
from tests.data.uploads import apply, facts, line, undo, upload, version

_EVENT = Base.metadata.tables["audit_event"]


def everything(database: Database, folder: Path) -> None:
    """A file, its correction, law written and compared, shares, borders; one batch taken back, one taken back and
    brought again."""
    apply(database, upload(folder, line(people=900), line("350")))
    apply(database, upload(folder, line(people=1000), line("353")))
    write(database, rule())
    verify(database)
    Town(database).enter({DUY_HA: "40", HA_NAM: "60"})
    content = as_bytes(features(lambda feature: moved(feature, lambda x, y: [x + 0.0002, y])))
    check = check_borders(content, "huyen.geojson", VINTAGE_2023, "district")
    write_borders(
        database, check, content, actor=Operator("Lan"), base_version=version(database), idempotency_key="ranh-gioi"
    )
    gone = apply(database, upload(folder, line("352"))).batch
    undo(database, gone)
    again = apply(database, upload(folder, line("349"))).batch
    undo(database, undo(database, again).batch)


def back(database: Database, *, actor: Actor | None = None, base: int | None = None, key: str = "") -> SeedRestored:
    return restore_seed(
        database,
        actor=actor or Operator("Chị Hoa"),
        base_version=version(database) if base is None else base,
        idempotency_key=key or uuid.uuid4().hex,
    )


def events(database: Database, action: str) -> list[str]:
    with database.reading() as connection:
        return list(connection.execute(sa.select(_EVENT.c.actor).where(_EVENT.c.action == action)).scalars())


def test_all_facts_are_those_of_the_first_version(database: Database, tmp_path: Path) -> None:
    first = facts(database, 1)
    everything(database, tmp_path)
    before, then = version(database), facts(database)
    assert then != first
    done = back(database)
    assert facts(database) == first
    assert facts(database, before) == then  # what was can still be looked at
    assert done.batch == version(database) == before + len(done.taken_back)
    assert len(done.taken_back) == 7  # the one taken back before is left alone
    assert list(done.taken_back) == sorted(done.taken_back, reverse=True)
    assert events(database, "restore_seed") == ["Chị Hoa"]
    with database.reading() as connection:
        assert batches_since_seed(connection, done.batch) == []
    assert back(database).taken_back == ()
    assert version(database) == done.batch


def test_each_batch_comes_back_by_itself_and_all_together_give_what_was(database: Database, tmp_path: Path) -> None:
    everything(database, tmp_path)
    before, then = version(database), facts(database)
    done = back(database)
    for number in range(done.batch, before, -1):
        undo(database, number)
    assert facts(database) == then


def test_a_second_click_and_a_list_that_is_out_of_date_write_nothing(database: Database, tmp_path: Path) -> None:
    apply(database, upload(tmp_path, line()))
    seen = version(database)
    apply(database, upload(tmp_path, line("350")))
    with pytest.raises(ConflictError, match="Số liệu vừa được cập nhật"):
        back(database, base=seen)
    assert version(database) == seen + 1
    done = back(database, key="một")
    assert back(database, base=seen, key="một") == done
    assert version(database) == done.batch


def test_only_who_may_restore_does(database: Database, tmp_path: Path) -> None:
    apply(database, upload(tmp_path, line()))
    before = version(database)
    approver, admin = people(database, Role.APPROVER), people(database, Role.ADMIN)
    with pytest.raises(NotAllowedError):
        back(database, actor=approver)
    with pytest.raises(NotSignedInError):
        back(database, actor=NOBODY)
    assert version(database) == before
    assert len(events(database, "refused")) == 2
    assert back(database, actor=admin).batch == before + 1


def people(database: Database, role: Role) -> Person:
    token = f"{role.value:_<43}"
    enrol(database, role.value, role.value, [Grant(role)], token=token)
    return Person(sessions.session_of(token))
