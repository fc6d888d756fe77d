"""Reading the chain: newest first, every filter, every page; and only for those who may."""

from __future__ import annotations

import csv
import io
import json
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from data import chain
from data.accounts.permission import NotAllowedError, NotSignedInError
from data.accounts.sessions import session_of
from data.audit import events, words
from data.audit.events import Wanted
from data.audit.verify import verify
from data.engine import Database
from models.access.roles import NOBODY, Grant, Operator, Person, Role
from tests.accounts import enrol
from tests.data.audit.chains import NO_HEADS, events as all_events, fill

READER = Operator("Người đọc")
MIDNIGHT = datetime(2026, 7, 1, 17, 0, tzinfo=UTC)
"""00:00 of 02/7/2026 in Vietnam."""


def told(database: Database, monkeypatch: pytest.MonkeyPatch, *rows: tuple[datetime, str, str, str]) -> None:
    for at, actor, action, filename in rows:
        monkeypatch.setattr(chain, "now", lambda at=at: at)
        told_ = (actor, action, filename)
        database.transact(lambda c, told_=told_: chain.record(c, told_[0], told_[1], filename=told_[2]))  # type: ignore[misc]


def numbers(database: Database, wanted: Wanted, **paged: int) -> list[int]:
    found = events.find(database, wanted, actor=READER, **paged)
    return [int(number) for number in found.rows["sequence"]]


@pytest.fixture
def filled(database: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    second = timedelta(seconds=1)
    told(
        database,
        monkeypatch,
        (MIDNIGHT - second, "Lan (lan)", "apply", "Chi trả Phủ Lý.csv"),
        (MIDNIGHT, "Minh (minh)", "apply", "thang_12%.csv"),
        (MIDNIGHT + timedelta(days=1) - second, "Lan (lan)", "undo", "a"),
        (MIDNIGHT + timedelta(days=1), "Lan (lan)", "export", "b"),
        # The clock is set back by two days.
        (MIDNIGHT - timedelta(hours=20), "Minh (minh)", "export", "c"),
    )
    return database


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(), [5, 4, 3, 2, 1]),
        (Wanted(actor="Lan (lan)"), [4, 3, 1]),
        (Wanted(action="export"), [5, 4]),
        (Wanted(actor="Lan (lan)", action="export"), [4]),
        (Wanted(actor="Lan"), []),
        (Wanted(first=date(2026, 7, 2)), [4, 3, 2]),
        (Wanted(last=date(2026, 7, 1)), [5, 1]),
        (Wanted(first=date(2026, 7, 2), last=date(2026, 7, 2)), [3, 2]),
        (Wanted(first=date(2026, 7, 3), last=date(2026, 7, 2)), []),
        (Wanted(first=date(2026, 7, 1), last=date(2026, 7, 1), actor="Minh (minh)"), [5]),
        (Wanted(text="Phủ Lý.CSV"), [1]),
        (Wanted(text="12%"), [2]),
        (Wanted(text="_1"), [2]),
        (Wanted(text="minh"), [5, 2]),
        (Wanted(text="minh", action="apply"), [2]),
        (Wanted(text="'; --\0"), []),
        (Wanted(text="  "), [5, 4, 3, 2, 1]),
        (Wanted(actor="\0"), []),
    ],
)
def test_filters_hold_together(filled: Database, wanted: Wanted, found: list[int]) -> None:
    assert numbers(filled, wanted) == found
    assert [row.sequence for row in events.every(filled, wanted, actor=READER)] == found
    assert events.find(filled, wanted, actor=READER).count == len(found)


def test_pages_and_the_whole_are_the_same_events(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(database, 61)
    monkeypatch.setattr(events, "AT_ONCE", 7)
    paged = [numbers(database, Wanted(), page=page, size=25) for page in (1, 2, 3, 4)]
    assert [len(page) for page in paged] == [25, 25, 11, 0]
    whole = [row.sequence for row in events.every(database, Wanted(), actor=READER)]
    assert whole == [number for page in paged for number in page] == list(range(61, 0, -1))
    assert [row.sequence for row in events.every(database, Wanted(), actor=READER, most=10)] == whole[:10]


def test_more_than_are_counted_are_said_to_be_more(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(database, 12)
    monkeypatch.setattr(events, "MOST_COUNTED", 10)
    found = events.find(database, Wanted(), actor=READER, page=2, size=6)
    assert found.is_more
    assert found.rows["sequence"].to_list() == [6, 5, 4, 3]
    monkeypatch.setattr(events, "MOST_SEARCHED", 4)
    assert numbers(database, Wanted(text="login")) == []
    assert numbers(database, Wanted(text="password")) == [12, 11, 10, 9]


def test_everybody_in_the_chain_once(database: Database) -> None:
    fill(database, 20)
    assert events.actors(database, actor=READER) == [f"Người {each}" for each in range(7)]


def test_who_may_not_read_the_record_reads_nothing_of_it(database: Database) -> None:
    fill(database, 2)
    enrol(database, "xem", "Người xem", [Grant(Role.PLANNER)], token="xem" + "0" * 40)
    for who, refusal in ((NOBODY, NotSignedInError), (Person(session_of("xem" + "0" * 40)), NotAllowedError)):
        with pytest.raises(refusal):
            events.find(database, Wanted(), actor=who)
        with pytest.raises(refusal):
            events.actors(database, actor=who)
        with pytest.raises(refusal):
            list(events.every(database, Wanted(), actor=who))
        with pytest.raises(refusal):
            verify(database, NO_HEADS, actor=who)


HOSTILE = [
    "\x1b[31mđỏ\x1b[0m",
    "a\r\nb.csv",
    "=HYPERLINK(1)",
    "@SUM(A1)",
    "\tx",
    "\u202egnp.csv",
    "a\0b",
    "x\u2028y",
    "+cmd",
    "＝1",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_one_event_is_one_line_without_escapes_or_formulas(database: Database, name: str) -> None:
    """Bar L4 and C1: names of files and of people as nobody should write them."""
    database.transact(lambda connection: chain.record(connection, name, "upload", filename=name, confirmed=[name]))
    (row,) = all_events(database)
    assert row["detail"].isprintable()
    assert row["actor"].isprintable()
    content = b"".join(words.parts(events.every(database, Wanted(), actor=READER))).decode("utf-8-sig")
    assert content.count("\n") == 2
    assert not any(character in content for character in "\x1b\0\u202e\u2028")
    _heading, cells = csv.reader(io.StringIO(content), delimiter=";")
    assert all(cell[:1] not in {*"=+-@\t\r\n＝＋－＠"} for cell in cells if cell)


def test_names_of_the_samples_stay_one_line(database: Database) -> None:
    """Every name of the corpus of hostile file names that stands beside the house, if it does."""
    listed = Path(__file__).parents[4] / "shared" / "samples" / "FILENAMES.csv"
    if not listed.exists():
        pytest.skip("the corpus is not here")
    names = [row[-1] for row in csv.reader(listed.read_text(encoding="utf-8").splitlines())]
    for name in names:
        database.transact(lambda connection, name=name: chain.record(connection, name, "upload", filename=name))  # type: ignore[misc]
    content = b"".join(words.parts(events.every(database, Wanted(), actor=READER))).decode("utf-8-sig")
    assert len(content.splitlines()) == len(names) + 1


def test_the_file_alone_can_be_checked_again(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Moments with their offset, detail and hashes as they are kept; pieces join without a second heading."""
    monkeypatch.setattr(words, "LINES_AT_ONCE", 3)
    fill(database, 8)
    content = b"".join(words.parts(events.every(database, Wanted(), actor=READER))).decode("utf-8-sig")
    heading, *rows = csv.reader(io.StringIO(content), delimiter=";")
    assert heading == words.headings()
    assert [int(row[0]) for row in rows] == list(range(8, 0, -1))
    for row in rows:
        at = datetime.fromisoformat(row[1])
        assert at.utcoffset() == timedelta(hours=7)
        told = {
            "sequence": int(row[0]),
            "at": at.astimezone(UTC),
            "actor": row[2],
            "action": row[6],
            "batch_id": None,
            "detail": row[7],
            "previous": row[8],
        }
        assert chain.hash_of(told) == row[9]
        assert json.loads(row[7])


def test_a_million_events_would_be_read_from_indexes_alone(database: Database) -> None:
    """The plans of the walks: no sorting, no reading of the whole table (bench: figures of a million in the note)."""
    if not database.is_sqlite:
        pytest.skip("plans are read on SQLite")
    fill(database, 5)
    kinds = {
        "PRIMARY KEY": Wanted(),
        "ix_audit_event_action_sequence": Wanted(action="login"),
        "ix_audit_event_actor_sequence": Wanted(actor="a"),
        "ix_audit_event_actor_action_sequence": Wanted(actor="a", action="login"),
    }
    with database.reading() as connection:
        for index, wanted in kinds.items():
            for more in (wanted, Wanted(wanted.actor, wanted.action, date(2020, 1, 1), date(2040, 1, 1))):
                statement = str(
                    events._fitting(connection, more).compile(connection, compile_kwargs={"literal_binds": True})
                )
                plan = " ".join(
                    row[3] for row in connection.execute(sa.DDL("EXPLAIN QUERY PLAN " + statement.replace("%", "%%")))
                )
                assert "TEMP B-TREE" not in plan, plan
                assert index in plan or (index == "PRIMARY KEY" and "SCAN audit_event" in plan), plan


def test_recording_costs_little(database: Database) -> None:
    """An event within a transaction that is under way: milliseconds, whatever the machine is busy with."""
    began, spent = time.perf_counter(), time.process_time()
    fill(database, 100)
    wall, cpu = (time.perf_counter() - began) / 100, (time.process_time() - spent) / 100
    print(f"{database.writer.dialect.name}: {wall * 1000:.2f} ms an event ({cpu * 1000:.2f} ms of our own)")
    assert wall < 0.1
