"""One audit event of each kind and its content; many at once, and the hash chain stays one."""

from __future__ import annotations

import json
import logging
import re
import time
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from data.accounts import accounts, login as accounts_login, office
from data.accounts.login import LoginRefusedError, sign_in, sign_out
from data.accounts.permission import NotAllowedError
from data.accounts.sessions import session_of
from data.audit import events as audit_events, words
from data.audit.events import Export, export
from data.engine import Database
from data.store import drafts
from data.store.batches import apply_file, undo_batch
from data.store.version import data_version
from data.vocabulary.problems import CONFIRMED
from models.access.roles import Grant, Operator, Person, Role
from models.base import Base
from tests.accounts import LAN, TOKEN, enrol
from tests.data.audit.chains import checked, events
from tests.data.rules import rule, verify, write
from tests.data.test_contention import together
from tests.data.uploads import apply, line, upload, version

LAN_ACTS = Person(session_of(TOKEN))
PASSWORD = "mot-mat-khau-rat-dai-2026"
PERSON_NUMBER = "035199001234"
"""Looks like a citizen's number: it stands in a file that is refused and must stand nowhere else."""


def told(database: Database, action: str) -> dict[str, Any]:
    """The last event of an action with its detail."""
    row = [one for one in events(database) if one["action"] == action][-1]
    assert row["at"].tzinfo is not None
    assert row["at"].utcoffset() == timedelta(0)
    assert abs(row["at"].timestamp() - time.time()) < 300
    return {**row, **json.loads(row["detail"])}


def test_each_kind_of_deed_is_told_in_full_and_no_secret_with_it(
    database: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    enrol(database)
    # --- signing in, out, and in vain
    minh = accounts.invite(database, "minh", "Trần Văn Minh", [Grant(Role.VIEWER)], actor=LAN_ACTS)
    made = told(database, "account_made")
    assert (made["actor"], made["account"], made["roles"]) == (LAN, "minh", ["viewer"])
    accounts_login.set_by_link(database, minh, PASSWORD)
    assert told(database, "password_set")["actor"] == "Trần Văn Minh (minh)"
    token = sign_in(database, "minh", PASSWORD, "10.1.1.1")
    login = told(database, "login")
    assert (login["actor"], login["address"]) == ("Trần Văn Minh (minh)", "10.1.1.1")
    for name in ("minh", PASSWORD):
        with pytest.raises(LoginRefusedError):
            sign_in(database, name, "sai-" + PASSWORD, "10.1.1.2")
    failed = [row["actor"] for row in events(database) if row["action"] == "login_failed"]
    assert failed == ["minh", "?"], "a password typed as a name is not kept"
    # --- a file of persons: refused before anybody could bring it in
    persons = upload(
        tmp_path, f"347,Nguyễn Thị Hoa {PERSON_NUMBER},2024-03,Bảo trợ xã hội,1,1", name=f"{PERSON_NUMBER}.csv"
    )
    assert persons.check.status == "refused"
    # --- a refusal
    file = upload(tmp_path, line(), name="chi-tra\r\nthang 3.csv")
    with pytest.raises(NotAllowedError):
        drafts.save(
            database,
            dataset="payments",
            filename=file.name,
            content=file.content,
            actor=Person(session_of(token)),
            base_version=1,
        )
    refused = told(database, "refused")
    assert (refused["actor"], refused["asked"]) == ("Trần Văn Minh (minh)", "upload")
    sign_out(database, session_of(token))
    assert told(database, "logout")["actor"] == "Trần Văn Minh (minh)"
    # --- a file: in, confirmed, handed over, written, taken back
    draft = drafts.save(
        database, dataset="payments", filename=file.name, content=file.content, actor=LAN_ACTS, base_version=1
    )
    upload_told = told(database, "upload")
    assert (upload_told["sha256"], upload_told["size"]) == (file.check.sha256, len(file.content))
    assert upload_told["filename"].isprintable()
    drafts.update(database, draft.id, actor=LAN_ACTS, confirmed=["unusual"])
    assert told(database, "confirmation")["confirmed"] == ["unusual"]
    drafts.submit(database, draft.id, actor=LAN_ACTS)
    assert told(database, "submitted")["sha256"] == file.check.sha256
    done = apply_file(
        database,
        file.check,
        file.content,
        file.name,
        actor=LAN_ACTS,
        base_version=version(database),
        idempotency_key=draft.idempotency_key,
        confirmed=sorted(CONFIRMED),
    )
    applied = told(database, "apply")
    assert (applied["actor"], applied["batch_id"], applied["before"]) == (LAN, done.batch, done.batch - 1)
    assert (applied["sha256"], applied["rows"]) == (file.check.sha256, done.added)
    undone = undo_batch(database, done.batch, actor=LAN_ACTS, idempotency_key="u")
    undo_told = told(database, "undo")
    assert (undo_told["batch_id"], undo_told["undoes"], undo_told["before"]) == (undone.batch, done.batch, done.batch)
    # --- law, roles, the office, a file taken
    write(database, rule())
    assert told(database, "law")["parameters"] == ["protection.norm"]
    verify(database)
    assert told(database, "verify")["parameter"] == "protection.norm"
    accounts.change_grants(
        database, account_of(database, "minh"), [Grant(Role.APPROVER, "merit", None)], actor=LAN_ACTS
    )
    roles = told(database, "roles_changed")
    assert (roles["account"], roles["before"], roles["after"]) == ("minh", ["viewer"], ["approver:merit"])
    office.change(database, office.Office(draft_days=9), actor=LAN_ACTS)
    changed = told(database, "office_changed")
    assert (changed["before"], changed["after"]) == ({"draft_days": "30"}, {"draft_days": "9"})
    export(database, Export("Tải", "a.csv", "ban-do", 2), lambda: b"x", actor=LAN_ACTS, login_required=True)
    assert told(database, "export")["filename"] == "a.csv"
    # --- and nothing of it is secret
    assert checked(database).ok
    file_of_it = b"".join(
        words.parts(audit_events.every(database, audit_events.Wanted(), actor=Operator("đọc")))
    ).decode()
    everything = "\n".join([file_of_it, *(str(row) for row in events(database)), *caplog.messages])
    for secret in (PASSWORD, TOKEN, token, minh, session_of(token), session_of(TOKEN), PERSON_NUMBER):
        assert secret not in everything
    without_hashes = re.sub(r"[0-9a-f]{64}", "", everything)
    assert re.findall(r"(?<!\d)\d{12}(?!\d)", without_hashes) == []
    assert "\x1b" not in everything
    assert len(file_of_it.splitlines()) == len(events(database)) + 1


def account_of(database: Database, login: str) -> int:
    table = Base.metadata.tables["account"]
    with database.reading() as connection:
        return int(connection.execute(sa.select(table.c.id).where(table.c.login == login)).scalar_one())


@pytest.mark.parametrize("rounds", [5, pytest.param(50, marks=pytest.mark.long)])
def test_writers_at_once_make_one_chain_without_fork_or_gap(database: Database, tmp_path: Path, rounds: int) -> None:
    """Those who write figures, those who bring files, those who fail to sign in and those who take files, all at the
    same time."""
    months = [f"{year}-{month:02}" for year in range(2010, 2020) for month in range(1, 13)]
    files = [upload(tmp_path, line(period=months[each])) for each in range(rounds)]
    others = [upload(tmp_path, line("349", period=months[60 + each])) for each in range(rounds)]
    enrol(database)

    def applying(mine: list[Any]) -> None:
        for file in mine:
            apply(database, file)

    def bringing() -> None:
        for file in files:
            drafts.save(
                database, dataset="payments", filename=file.name, content=file.content, actor=LAN_ACTS, base_version=1
            )

    def failing() -> None:
        for each in range(rounds):
            with pytest.raises(LoginRefusedError):
                sign_in(database, f"ai-{each}", "sai", "10.0.0.9")

    def taking() -> None:
        for _ in range(rounds):
            export(database, Export("Tải", "a.csv", "p", 1), lambda: b"x", actor=LAN_ACTS, login_required=True)

    together(lambda: applying(files), lambda: applying(others), bringing, failing, taking)
    rows = events(database)
    assert [row["sequence"] for row in rows] == list(range(1, 5 * rounds + 1)), "0 gaps"
    assert len({row["previous"] for row in rows}) == len(rows), "0 forks"
    assert checked(database).findings == ()
    with database.reading() as connection:
        assert data_version(connection) == 1 + 2 * rounds
    assert {row["at"].tzinfo for row in rows} == {UTC}
