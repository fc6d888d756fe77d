"""T8: eight people write overlapping periods at once; what the database cannot put in order is tried again whole,
unseen by them."""

import random
import threading
import time
from collections import Counter
from pathlib import Path

import pytest
import sqlalchemy as sa

from data.engine import ATTEMPTS, Database
from data.store import queries
from data.store.batches import ConflictError
from data.store.compare import compare
from tests.data.conftest import Databases
from tests.data.test_contention import together
from tests.data.uploads import apply, count, line, upload, version

PEOPLE = 8
THINKING = 0.1
"""Seconds between two writes of one person at most; without any, the one who has just won wins again."""
MONTHS = ("2024-01", "2024-02", "2024-03")


@pytest.mark.parametrize("rounds", [1, pytest.param(10, marks=pytest.mark.long)])
def test_eight_people_upload_overlapping_periods(databases: Databases, kind: str, tmp_path: Path, rounds: int) -> None:
    """Each with an app of their own. Who is told that somebody was quicker looks at the newest version and writes
    again."""
    settings = databases.settings(kind)
    staff = {f"Người {n}": databases.open(settings) for n in range(PEOPLE)}
    database = next(iter(staff.values()))
    codes, told, waits = ("347", "349", "350"), Counter[str](), list[float]()
    files = {
        (name, round_): upload(
            tmp_path,
            *[line(code, MONTHS[(n + code_n) % 3], 1000 + 100 * round_ + n) for code_n, code in enumerate(codes)],
        )
        for n, name in enumerate(staff)
        for round_ in range(rounds)
    }

    def work(name: str) -> None:
        for round_ in range(rounds):
            file = files[name, round_]
            for _ in range(100):
                started = time.monotonic()
                try:
                    apply(staff[name], file, base=version(staff[name]), actor=name, key=f"{name}-{round_}")
                    break
                except ConflictError:
                    told[name] += 1
                finally:
                    waits.append(time.monotonic() - started)
            else:
                raise AssertionError(f"{name} never got through")

    together(*[lambda name=name: work(name) for name in staff])  # type: ignore[misc]
    written = PEOPLE * rounds
    assert (version(database), count(database, "batch")) == (written + 1, written + 1)
    with database.reading() as connection:
        newest = queries.batches(connection).row(0, named=True)
        [last] = [
            f for (name, _), f in files.items() if name == newest["actor"] and f.check.sha256 == newest["file_sha256"]
        ]
        stands = compare(connection, written + 1, last.check).counts
    assert (stands["new"], stands["changed"]) == (0, 0), "who wrote last stands, every row"
    print(
        f"{kind}: {written} uploads by {PEOPLE}, {told.total()} times somebody was quicker, longest {max(waits):.2f} s"
    )


def increments(database: Database, each: int) -> Counter[int]:
    """Everybody reads the number and writes the next one without taking the lock first; tries needed -> how often."""
    tries, guard = Counter[int](), threading.Lock()

    def work() -> None:
        for _ in range(each):
            tried = 0

            def add_one(connection: sa.Connection) -> None:
                nonlocal tried
                tried += 1
                found = connection.execute(sa.text("SELECT version FROM version_head")).scalar_one()
                time.sleep(0.001)
                connection.execute(sa.text("UPDATE version_head SET version = :next"), {"next": found + 1})

            time.sleep(random.uniform(0, THINKING))
            database.transact(add_one)
            with guard:
                tries[tried] += 1

    together(*[work] * PEOPLE)
    return tries


@pytest.mark.parametrize(
    ("kind", "each"), [("sqlite", 5), ("postgresql", 5), pytest.param("postgresql", 50, marks=pytest.mark.long)]
)
def test_writers_who_take_no_lock_lose_nothing_and_see_no_failure(databases: Databases, kind: str, each: int) -> None:
    """The worst that can be asked: every statement collides."""
    database = databases.seeded(kind)
    tries = increments(database, each)
    assert version(database) == 1 + PEOPLE * each
    assert max(tries) <= ATTEMPTS
    if kind == "postgresql":
        assert sum(n for needed, n in tries.items() if needed > 1) > 0, "nothing collided, so nothing is proven"
    else:
        assert set(tries) == {1}, "SQLite has one writer at a time from the first statement"
    print(f"{kind}: {PEOPLE} x {each}, tries needed: {dict(sorted(tries.items()))}")


@pytest.mark.parametrize("rounds", [5, pytest.param(20, marks=pytest.mark.long)])
def test_a_deadlock_is_tried_again_whole(databases: Databases, rounds: int) -> None:
    """Two who take two rows in the other's order: PostgreSQL ends one of them (40P01 or 40001)."""
    database, tried = databases.seeded("postgresql"), Counter[str]()
    rows = {
        "A": ("poverty.poor_people", "poverty.near_poor_people"),
        "B": ("poverty.near_poor_people", "poverty.poor_people"),
    }
    add = sa.text("UPDATE indicator SET position = position + 1 WHERE key = :key")
    places = sa.text("SELECT sum(position) FROM indicator")
    with database.reading() as connection:
        before = connection.execute(places).scalar_one()
    for _ in range(rounds):
        both = threading.Barrier(2)

        def work(name: str, both: threading.Barrier = both) -> None:
            first = True

            def take(connection: sa.Connection) -> None:
                nonlocal first
                tried[name] += 1
                connection.execute(sa.text("SET LOCAL deadlock_timeout = '20ms'"))
                connection.execute(add, {"key": rows[name][0]})
                if first:
                    first = False
                    both.wait(10)
                connection.execute(add, {"key": rows[name][1]})

            database.transact(take)

        together(*[lambda name=name: work(name) for name in rows])  # type: ignore[misc]
    with database.reading() as connection:
        assert connection.execute(places).scalar_one() == before + 4 * rounds
    assert tried.total() > 2 * rounds
    print(f"{rounds} deadlocks, {tried.total()} tries")
