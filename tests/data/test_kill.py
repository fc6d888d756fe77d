"""A process killed (signal 9) in the middle of applying: the whole batch or nothing, and the next one works."""

import random
import signal
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import sqlalchemy as sa

from data.engine import Database
from data.settings import Settings
from data.startup import is_ready, prepare
from data.store.version import data_hash, data_version
from tests.data.conftest import Databases
from tests.data.dataset_files import DATASETS, edition
from tests.data.die_while_applying import KEY, STEPS
from tests.data.processes import Process
from tests.data.uploads import apply

STARTED_TOGETHER = 5
"""Processes that wait for their word while one is at work: starting takes far longer than applying."""


@dataclass(frozen=True)
class State:
    """All that applying one file changes; two databases with equal states hold the same."""

    version: int
    batches: int
    files: int
    facts: str


def state(database: Database) -> State:
    """Seen at one moment: PostgreSQL may still be ending what a dead process has asked for."""
    with database.reading() as connection:
        if database.is_sqlite:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        batches, files = (
            connection.execute(sa.select(sa.func.count()).select_from(sa.table(name))).scalar_one()
            for name in ("batch", "stored_file")
        )
        return State(data_version(connection), batches, files, data_hash(connection))


def before_and_after(databases: Databases, kind: str, dataset: str) -> tuple[State, State]:
    """Of a database nobody disturbs."""
    database = databases.seeded(kind)
    before = state(database)
    apply(database, edition(dataset, 0))
    after = state(database)
    assert before.facts != after.facts
    return before, after


def started(settings: Settings, step: str, dataset: str) -> Process:
    return Process("die_while_applying", settings.database_url, step, dataset)


def assert_works_again(database: Database, dataset: str, after: State) -> None:
    """The same click again ends where it would have ended, whether it had been written or not."""
    assert apply(database, edition(dataset, 0), base=1, key=KEY).batch == 2
    assert state(database) == after


OTHERS = [pytest.param(name, marks=pytest.mark.long) for name in DATASETS if name != "payments"]
"""Written by the very commands that write payments."""


@pytest.mark.parametrize("dataset", ["payments", *OTHERS])
def test_a_kill_at_any_step_leaves_the_whole_batch_or_nothing(databases: Databases, kind: str, dataset: str) -> None:
    before, after = before_and_after(databases, kind, dataset)
    rounds = [(step, databases.settings(kind)) for step in STEPS]
    processes = [started(settings, step, dataset) for step, settings in rounds]
    for process in processes:
        process.wait_until_ready()
    for process, (step, settings) in zip(processes, rounds, strict=True):
        process.go()
        code, _, errors = process.end()
        assert code == -signal.SIGKILL, errors
        database = databases.open(settings)
        assert state(database) == (after if step == "committed" else before), step
        assert_works_again(database, dataset, after)
        prepare(database)
        assert is_ready(database)


def seconds_of_applying(databases: Databases, kind: str, dataset: str) -> float:
    """From the word to the answer, of a process nobody kills."""
    process = started(databases.settings(kind), "never", dataset)
    process.wait_until_ready()
    start = time.perf_counter()
    process.go()
    assert process.answered() == "acknowledged\n"
    spent = time.perf_counter() - start
    process.end()
    return spent


def waiting(databases: Databases, kind: str, rounds: int) -> Iterator[tuple[str, Settings, Process]]:
    """Processes of every dataset in turn, ready to apply."""
    for first in range(0, rounds, STARTED_TOGETHER):
        turns = range(first, min(first + STARTED_TOGETHER, rounds))
        group = [(DATASETS[turn % len(DATASETS)], databases.settings(kind)) for turn in turns]
        processes = [started(settings, "never", dataset) for dataset, settings in group]
        for process in processes:
            process.wait_until_ready()
        for (dataset, settings), process in zip(group, processes, strict=True):
            yield dataset, settings, process


@pytest.mark.long
@pytest.mark.parametrize("rounds", [100])
def test_a_kill_at_a_random_moment_leaves_the_whole_batch_or_nothing(
    databases: Databases, kind: str, rounds: int
) -> None:
    """The moments span the whole command and a little more, by how long it takes undisturbed on this machine."""
    chance, ended = random.Random(rounds), Counter[str]()
    expected = {dataset: before_and_after(databases, kind, dataset) for dataset in DATASETS[:rounds]}
    lasts = {dataset: seconds_of_applying(databases, kind, dataset) for dataset in expected}
    for dataset, settings, process in waiting(databases, kind, rounds):
        before, after = expected[dataset]
        process.go()
        process.kill_after(chance.uniform(0, 1.6) * lasts[dataset])
        _, said, errors = process.end()
        assert errors == ""
        database = databases.open(settings)
        found = state(database)
        assert found in (before, after), "partial"
        acknowledged = "acknowledged" in said
        assert not acknowledged or found == after, "acknowledged but lost"
        ended["acknowledged" if acknowledged else "written" if found == after else "nothing"] += 1
        assert_works_again(database, dataset, after)
        database.dispose()
    print(f"{kind}, {rounds} kills: {dict(ended)}, an undisturbed apply takes {max(lasts.values()):.3f} s at most")
    assert ended["nothing"] >= 20, "the kills come too late to prove anything"
    assert ended["acknowledged"] >= 1, "the kills come too early to reach the end"
