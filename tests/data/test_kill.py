"""A process killed (signal 9) in the middle of applying: the whole batch or nothing, and the next one works."""

import random
import signal
from pathlib import Path

import pytest
import sqlalchemy as sa

from data.engine import Database
from data.startup import is_ready, prepare
from tests.data.conftest import Databases
from tests.data.die_while_applying import PERIOD, STEPS, lines
from tests.data.processes import Process
from tests.data.uploads import apply, count, facts, upload, version


def rows_of(database: Database, batch: int) -> int:
    with database.reading() as connection:
        counted = sa.text("SELECT count(*) FROM caseload WHERE batch_from = :batch AND month = :month")
        return int(connection.execute(counted, {"batch": batch, "month": PERIOD}).scalar_one())


def assert_whole(database: Database) -> None:
    if database.is_sqlite:
        with database.reading() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
    assert count(database, "batch") == version(database)


def test_a_kill_at_any_step_leaves_the_whole_batch_or_nothing(databases: Databases, kind: str, tmp_path: Path) -> None:
    rounds = [(step, databases.settings(kind)) for step in STEPS]
    before = facts(databases.seeded(kind))
    file = upload(tmp_path, *lines())
    processes = [Process("die_while_applying", settings.database_url, step, str(tmp_path)) for step, settings in rounds]
    for process in processes:
        process.wait_until_ready()
    for process, (step, settings) in zip(processes, rounds, strict=True):
        process.go()
        code, _, errors = process.end()
        assert code == -signal.SIGKILL, errors
        database = databases.open(settings)
        assert_whole(database)
        acknowledged = step == "committed"
        assert version(database) == (2 if acknowledged else 1), step
        assert rows_of(database, 2) == (6 if acknowledged else 0), step
        assert count(database, "stored_file") == (1 if acknowledged else 0), step
        assert acknowledged or facts(database) == before

        again = apply(database, file, base=1, key="killed")
        assert (again.batch, again.added) == (2, 6)
        assert rows_of(database, 2) == 6
        assert_whole(database)
        prepare(database)
        assert is_ready(database)


@pytest.mark.long
@pytest.mark.parametrize("round_", range(100))
def test_a_kill_at_a_random_moment_leaves_the_whole_batch_or_nothing(
    databases: Databases, kind: str, tmp_path: Path, round_: int
) -> None:
    """100 rounds on each database; the moment is drawn from a seeded series that spans the whole command."""
    settings = databases.settings(kind)
    process = Process("die_while_applying", settings.database_url, "never", str(tmp_path))
    process.wait_until_ready()
    process.go()
    process.kill_after(random.Random(round_).uniform(0, 0.12))
    _, said, _ = process.end()
    database = databases.open(settings)
    assert_whole(database)
    written = rows_of(database, 2)
    assert written in (0, 6)
    assert "acknowledged" not in said or written == 6
    again = apply(database, upload(tmp_path, *lines()), base=1, key="killed")
    assert again.batch == 2
    assert rows_of(database, 2) == 6
