"""Writers at once: no number lost, versions without a gap, and no failure the user would see."""

import threading
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from data.clock import office_time
from data.engine import ATTEMPTS, Database
from data.errors import DatabaseUnavailableError
from data.store import queries
from data.store.batches import ConflictError
from data.store.compare import compare
from data.store.version import lock_version, take_next_version
from models.tables.batches import Batch
from tests.data.conftest import Databases
from tests.data.dataset_files import DATASETS, edition
from tests.data.uploads import Upload, apply, count, line, upload, version


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
            id=batch,
            kind="upload",
            dataset="payments",
            actor="",
            created_at=datetime.now(UTC),
            idempotency_key=f"n{batch}",
            rows_added=0,
            rows_closed=0,
        )
    )
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


@pytest.mark.parametrize("rounds", [5, pytest.param(100, marks=pytest.mark.long)])
def test_of_two_people_writing_one_period_at_once_one_wins_and_one_is_told(
    databases: Databases, kind: str, rounds: int
) -> None:
    """Each with an app of their own on one database, both from a preview of the same version."""
    settings = databases.settings(kind)
    staff = {name: databases.open(settings) for name in ("Chị Lan", "Anh Minh")}
    database, won_by = staff["Chị Lan"], Counter[str]()
    for round_ in range(rounds):
        dataset, base = DATASETS[round_ % len(DATASETS)], version(database)
        files = {name: edition(dataset, 2 * round_ + own) for own, name in enumerate(staff)}
        won: list[str] = []
        told: dict[str, str] = {}

        def work(
            name: str,
            base: int = base,
            files: dict[str, Upload] = files,
            won: list[str] = won,
            told: dict[str, str] = told,
        ) -> Callable[[], None]:
            def once() -> None:
                try:
                    apply(staff[name], files[name], base=base, actor=name)
                    won.append(name)
                except ConflictError as error:
                    told[name] = str(error)

            return once

        together(*map(work, staff))
        assert len(won) == len(told) == 1, "nobody wins twice, nobody is passed over in silence"
        [winner], [(loser, said)] = won, told.items()
        with database.reading() as connection:
            batch = queries.batches(connection).row(0, named=True)
            stands = compare(connection, base + 1, files[winner].check).counts
            lost = compare(connection, base + 1, files[loser].check).counts
        assert (batch["id"], version(database), batch["actor"]) == (base + 1, base + 1, winner)
        assert winner in said
        assert office_time(batch["created_at"]).strftime("%H:%M %d/%m/%Y") in said
        assert (stands["new"], stands["changed"]) == (0, 0), "the winner's figures stand, every one"
        assert lost["new"] + lost["changed"] == len(files[loser].check.frame), "none of the loser's"
        won_by[winner] += 1
    print(f"{kind}, {rounds} rounds of two: {dict(won_by)} won, as many were told")


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

    with pytest.raises(DatabaseUnavailableError, match="chưa ghi gì"):
        database.transact(always)
    assert len(tried) == ATTEMPTS
    assert version(database) == 1
