"""Taking a file is an event: who, what, of which version; and asked for at the moment it is taken."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest

from data.accounts.permission import NotAllowedError, NotSignedInError
from data.accounts.sessions import session_of
from data.audit import events as audit_events
from data.audit.events import Export, export
from data.engine import Database
from data.errors import DatabaseUnavailableError
from models.access.roles import NOBODY, Actor, Person
from tests.accounts import LAN, TOKEN, enrol
from tests.data.audit.chains import events

WANTED = Export("Tải bảng này (CSV)", "theo-huyen.csv", "ban-do", 4)
OVER = Person(session_of("x" * 43))


def taken(database: Database, actor: Actor, *, login_required: bool = False, content: bytes = b"a;b") -> bytes:
    return export(database, WANTED, lambda: content, actor=actor, login_required=login_required)


def last(database: Database) -> dict[str, Any]:
    row = events(database)[-1]
    return {**row, **json.loads(row["detail"])}


def test_a_file_taken_is_told_with_who_what_and_its_hash(database: Database) -> None:
    enrol(database)
    for actor, name in ((Person(session_of(TOKEN)), LAN), (NOBODY, "khách"), (OVER, "khách")):
        assert taken(database, actor) == b"a;b"
        told = last(database)
        assert (told["actor"], told["action"], told["filename"]) == (name, "export", "theo-huyen.csv")
        assert (told["what"], told["page"], told["version"], told["size"]) == ("Tải bảng này (CSV)", "ban-do", 4, 3)
        assert told["sha256"] == hashlib.sha256(b"a;b").hexdigest()


def test_where_reading_is_closed_nothing_is_made_for_nobody(database: Database) -> None:
    enrol(database)
    made: list[int] = []
    for actor in (NOBODY, OVER):
        with pytest.raises(NotSignedInError):
            export(database, WANTED, lambda: bytes(made.append(1) or 1), actor=actor, login_required=True)
        told = last(database)
        assert (told["actor"], told["action"], told["asked"]) == ("khách", "refused", "export")
    assert made == []
    assert taken(database, Person(session_of(TOKEN)), login_required=True) == b"a;b"


def test_somebody_with_no_role_takes_nothing_where_reading_is_closed(database: Database) -> None:
    enrol(database, "moi", "Người mới", [], token="moi" + "0" * 40)
    with pytest.raises(NotAllowedError):
        taken(database, Person(session_of("moi" + "0" * 40)), login_required=True)
    assert last(database)["actor"] == "Người mới (moi)"


def test_a_file_that_cannot_be_made_is_no_event(database: Database) -> None:
    def make() -> bytes:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        export(database, WANTED, make, actor=NOBODY, login_required=False)
    assert events(database) == []


def test_reading_goes_on_where_nothing_can_be_written_and_the_log_says_so(
    database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object) -> None:
        raise DatabaseUnavailableError("đầy")

    monkeypatch.setattr(audit_events, "guarded", full)
    assert taken(database, OVER) == b"a;b"
    (said,) = caplog.messages
    assert said.startswith(f"export without an event: {OVER.session[:12] or ''}")
    assert "\n" not in said
