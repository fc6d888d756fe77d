"""Writers at once: no number lost, versions without a gap, and no failure the user would see."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from data.engine import ATTEMPTS, Database
from data.store.commands import Applied, ConflictError
from data.store.version import lock_version, take_next_version
from models.tables.batches import Batch
from tests.data.conftest import Databases
from tests.data.uploads import apply, count, line, upload, version


def together(*works: Callable[[], None]) -> None:
    """Run all at once; raises the first error of any."""
    start, errors = threading.Barrier(len(works)), list[BaseException]()

    def run(work: Callable[[], None]) -> None:
        start.wait()
        try:
            work()
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


def batch_numbers(database: Database) -> list[int]:
    with database.reading() as connection:
        return list(connection.execute(sa.text("SELECT id FROM batch ORDER BY id")).scalars())


def number_a_batch(connection: sa.Connection) -> int:
    batch = take_next_version(connection, lock_version(connection))
    connection.execute(
        sa.insert(Batch).values(
            id=batch, kind="upload", dataset="payments", actor="", created_at=datetime.now(UTC),
            idempotency_key=f"n{batch}", rows_added=0, rows_closed=0,
        )
    )  # fmt: skip
    return batch


def test_four_threads_of_25_batches_lose_no_number(database: Database) -> None:
    taken: list[int] = []

    def work() -> None:
        taken.extend(database.transact(number_a_batch) for _ in range(25))

    together(*[work] * 4)
    assert sorted(taken) == list(range(2, 102))
    assert batch_numbers(database) == list(range(1, 102))
    assert version(database) == 101


def test_eight_people_applying_other_months_all_succeed(database: Database, tmp_path: Path) -> None:
    files = [[upload(tmp_path, line(period=f"{year}-{n + 1:02}")) for year in (2023, 2024)] for n in range(8)]
    before = count(database, "caseload")

    def work(own: int) -> Callable[[], None]:
        def apply_all() -> None:
            for file in files[own]:
                assert apply(database, file, base=1).added == 1

        return apply_all

    together(*[work(own) for own in range(8)])
    assert batch_numbers(database) == list(range(1, 18))
    assert count(database, "caseload") == before + 16


@pytest.mark.parametrize("round_", range(5))
def test_of_two_people_writing_one_month_at_once_one_wins_and_one_is_told(
    database: Database, tmp_path: Path, round_: int
) -> None:
    files = [upload(tmp_path, line(people=1000 + n)) for n in (1, 2)]
    won: list[tuple[int, Applied]] = []
    told: list[str] = []

    def work(own: int) -> Callable[[], None]:
        def once() -> None:
            try:
                won.append((own, apply(database, files[own], base=1)))
            except ConflictError as error:
                told.append(str(error))

        return once

    together(work(0), work(1))
    assert len(won) == len(told) == 1
    with database.reading() as connection:
        people = connection.execute(sa.text("SELECT people FROM caseload WHERE month = '2024-03'")).scalars().all()
    assert people == [1001 + won[0][0]]
    assert version(database) == 2


def test_a_collision_postgresql_reports_is_tried_again_whole(databases: Databases) -> None:
    database = databases.seeded("postgresql")
    tried: list[int] = []

    def read_then_write(connection: sa.Connection) -> None:
        tried.append(connection.execute(sa.text("SELECT version FROM version_head")).scalar_one())
        if len(tried) == 1:
            with sa.create_engine(database.writer.url).begin() as other:
                other.execute(sa.text("UPDATE version_head SET version = 7"))
        connection.execute(sa.text("UPDATE version_head SET version = :next"), {"next": tried[-1] + 1})

    database.transact(read_then_write)
    assert tried == [1, 7]
    assert version(database) == 8


def test_a_collision_without_end_is_given_up_after_ten_tries(database: Database) -> None:
    tried: list[int] = []

    class Collision(Exception):
        sqlstate = "40001"

    def always(connection: sa.Connection) -> None:
        tried.append(1)
        raise OperationalError("UPDATE", {}, Collision("could not serialize"))

    with pytest.raises(OperationalError):
        database.transact(always)
    assert len(tried) == ATTEMPTS
    assert version(database) == 1
