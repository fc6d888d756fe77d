"""Changes to the audit events made directly in the database, with the guards removed, are detected."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from data.audit import verify
from data.audit.verify import KINDS, Finding
from data.engine import Database
from tests.data.audit.chains import (
    CHECKER,
    EVENT,
    NO_HEADS,
    attacker,
    change,
    checked,
    events,
    fill,
    heads,
    put,
    rehashed,
    remove,
    set_head,
)
from tests.data.conftest import Databases

Rows = list[dict[str, Any]]
Tamper = Callable[[sa.Connection, Rows, random.Random], int]
"""Does it, and returns the number of the first event that is no longer what it was."""
COUNT = 40


def edit(connection: sa.Connection, rows: Rows, chance: random.Random) -> int:
    """One column of one event; every second time with a hash that fits it again, every fourth with all later ones as
    well."""
    row = chance.choice(rows)
    column = chance.choice(["actor", "action", "detail", "at"])
    row = {**row, column: row["at"] - timedelta(seconds=1) if column == "at" else row[column] + "x"}
    how = chance.randrange(4)
    if how < 2:
        change(connection, row["sequence"], **{column: row[column]})
        return int(row["sequence"])
    later = rows[row["sequence"] :] if how == 3 else []
    _rewrite(connection, rows[: row["sequence"] - 1], [row, *later])
    return int(row["sequence"])


def delete(connection: sa.Connection, rows: Rows, chance: random.Random) -> int:
    """One event from the middle; every second time the later ones move up, every fourth with fitting hashes and
    head."""
    place = chance.randrange(len(rows) - 1)
    remove(connection, EVENT.c.sequence == rows[place]["sequence"])
    how = chance.randrange(4)
    moved = [{**row, "sequence": row["sequence"] - 1} for row in rows[place + 1 :]]
    if how == 2:
        _replace(connection, place + 2, moved)
    elif how == 3:
        _replace(connection, place + 2, _chained(rows[place - 1]["hash"] if place else "", moved))
        _head(connection)
    return place + 1


def insert(connection: sa.Connection, rows: Rows, chance: random.Random) -> int:
    """One event among the others, which move down, with fitting hashes or without; or one at the end past the head."""
    place = chance.randrange(len(rows))
    before = rows[place - 1]["hash"] if place else ""
    forged = rehashed({**chance.choice(rows), "sequence": place + 1, "actor": "Kẻ khác"}, before)
    how = chance.randrange(3)
    if how == 0:
        put(connection, rehashed({**forged, "sequence": len(rows) + 1}, rows[-1]["hash"]))
        return len(rows) + 1
    moved = [{**row, "sequence": row["sequence"] + 1} for row in rows[place:]]
    _replace(connection, place + 1, [forged, *(moved if how == 1 else _chained(forged["hash"], moved))])
    _head(connection)
    return place + 1


def reorder(connection: sa.Connection, rows: Rows, chance: random.Random) -> int:
    """Two events change places; every second time with hashes of their own that fit."""
    one, other = sorted(chance.sample(range(len(rows)), 2))
    first, second = (
        {**rows[other], "sequence": rows[one]["sequence"]},
        {**rows[one], "sequence": rows[other]["sequence"]},
    )
    if chance.randrange(2):
        first, second = rehashed(first, rows[one]["previous"]), rehashed(second, rows[other]["previous"])
    remove(connection, EVENT.c.sequence.in_([one + 1, other + 1]))
    put(connection, first)
    put(connection, second)
    return one + 1


def truncate(connection: sa.Connection, rows: Rows, chance: random.Random) -> int:
    """The last events, with the head set back or not; every fourth time all of them."""
    left = 0 if not chance.randrange(4) else chance.randrange(1, len(rows))
    remove(connection, EVENT.c.sequence > left)
    if chance.randrange(3):
        set_head(connection, rows[left - 1] if left else {"sequence": 0, "hash": ""})
    return left + 1


def _chained(before: str, rows: Rows) -> Rows:
    made: Rows = []
    for row in rows:
        made.append(rehashed(row, made[-1]["hash"] if made else before))
    return made


def _replace(connection: sa.Connection, first: int, rows: Rows) -> None:
    """All events from a number on."""
    remove(connection, EVENT.c.sequence >= first)
    for row in rows:
        put(connection, row)


def _rewrite(connection: sa.Connection, before: Rows, rows: Rows) -> None:
    """Events with new hashes in place of those of their numbers; the head when they reach the end."""
    made = _chained(before[-1]["hash"] if before else "", rows)
    numbers = [row["sequence"] for row in made]
    remove(connection, EVENT.c.sequence.in_(numbers))
    for row in made:
        put(connection, row)
    _head(connection, only_if=max(numbers))


def _head(connection: sa.Connection, only_if: int | None = None) -> None:
    last = connection.execute(sa.select(EVENT).order_by(EVENT.c.sequence.desc()).limit(1)).mappings().one()
    if only_if in (None, last["sequence"]):
        set_head(connection, dict(last))


TIMES = [5, pytest.param(20, marks=pytest.mark.long)]
DEEDS = {deed.__name__: deed for deed in (edit, delete, insert, reorder, truncate)}


@pytest.mark.parametrize("times", TIMES)
@pytest.mark.parametrize("deed", DEEDS)
def test_tampering_is_found_every_time(databases: Databases, kind: str, deed: str, times: int) -> None:
    """On one chain that is put back after each: what is found is at the place, and not the missing guard."""
    database = databases.seeded(kind)
    fill(database, COUNT)
    kept, rows, found = heads(database), events(database), 0
    assert checked(database, kept).ok
    with attacker(database):
        pass
    for round_ in range(times):
        chance = random.Random(f"{deed}{round_}")
        with database.writer.begin() as connection:
            first = DEEDS[deed](connection, rows, chance)
        report = checked(database, kept)
        numbers = [finding.sequence for finding in report.findings if finding.kind != "unguarded"]
        assert numbers, f"{deed} {round_} passed unseen"
        places = [number for number in numbers if number is not None]
        assert first <= min(places) <= max(first + 1, COUNT) or min(places) == COUNT, (deed, round_, first, report)
        found += 1
        with database.writer.begin() as connection:
            _replace(connection, 1, rows)
            _head(connection)
    assert found == times


def test_a_sound_chain_has_no_finding_and_progress_reaches_its_end(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verify, "ON_A_PAGE", 7)
    fill(database, 30)
    seen: list[tuple[int, int]] = []
    report = verify.verify(database, heads(database), actor=CHECKER, progress=lambda *told: seen.append(told))
    assert (report.ok, report.checked, report.sequence) == (True, 30, 30)
    assert [done for done, _all in seen] == [7, 14, 21, 28, 30, 30]
    assert {total for _done, total in seen} == {30}


def test_an_empty_chain_is_sound(database: Database) -> None:
    report = checked(database)
    assert (report.ok, report.checked, report.hash) == (True, 0, "")
    assert "Chưa có bản sao lưu nào giữ mã chốt" in report.remarks[0]


@pytest.mark.parametrize("values", [{"at": "hôm qua"}, {"detail": b"\xff"}, {"at": 17}, {"actor": 4.5}])
def test_what_no_event_can_hold_is_a_finding_and_no_crash(databases: Databases, values: dict[str, object]) -> None:
    database = databases.seeded("sqlite")
    fill(database, 5)
    ((name, value),) = values.items()
    with attacker(database) as connection:
        changed = sa.update(sa.table("audit_event", sa.column(name), sa.column("sequence")))
        connection.execute(changed.where(sa.column("sequence") == 3).values({name: value}))
    assert [(found.kind, found.sequence) for found in checked(database).findings] == [
        ("edited", 3),
        ("unguarded", None),
    ]


@pytest.mark.parametrize("deed", ["UPDATE audit_event SET actor = 'x'", "DELETE FROM audit_event"])
def test_the_database_itself_refuses_to_change_an_event(database: Database, deed: str) -> None:
    fill(database, 3)
    before = events(database)
    with pytest.raises(SQLAlchemyError, match="only ever added"), database.writer.begin() as connection:
        connection.exec_driver_sql(deed)
    assert events(database) == before


def test_postgresql_refuses_to_empty_the_table(databases: Databases) -> None:
    database = databases.seeded("postgresql")
    fill(database, 3)
    with pytest.raises(SQLAlchemyError, match="only ever added"), database.writer.begin() as connection:
        connection.exec_driver_sql("TRUNCATE audit_event")


def test_guards_that_are_gone_are_a_finding_of_their_own(database: Database) -> None:
    fill(database, 3)
    with attacker(database):
        pass
    (found,) = checked(database, NO_HEADS).findings
    assert found.kind == "unguarded"
    assert "bộ chặn đã bị gỡ" in found.words


def test_every_kind_of_finding_has_words_without_a_hole() -> None:
    for kind in KINDS:
        words = Finding(kind, 7).words
        assert "None" not in words
        assert "{" not in words
