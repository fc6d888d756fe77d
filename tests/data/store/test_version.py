"""The data version and the hash of its facts."""

from pathlib import Path

import sqlalchemy as sa

from data.engine import Database
from data.store.version import data_version, lock_version, take_next_version
from tests.data.conftest import KINDS, Databases
from tests.data.uploads import apply, facts, line, undo, upload, version


def test_the_same_facts_have_the_same_hash_on_both_databases(databases: Databases, tmp_path: Path) -> None:
    opened = [databases.seeded(kind) for kind in KINDS]
    hashes = [{facts(database) for database in opened}]
    first, second = upload(tmp_path, line(), line("349")), upload(tmp_path, line(people=7), line("353"))
    for file in (first, second):
        for database in opened:
            apply(database, file)
        hashes.append({facts(database) for database in opened})
    for database in opened:
        undo(database, 2)
    hashes.append({facts(database) for database in opened})
    assert [len(each) for each in hashes] == [1, 1, 1, 1]
    assert len(set[str]().union(*hashes)) == 4


def test_the_hash_knows_neither_row_ids_nor_batch_numbers(database: Database, tmp_path: Path) -> None:
    before = facts(database)
    apply(database, upload(tmp_path, line()))
    once = facts(database)
    undo(database, 2)
    assert facts(database) == before
    undo(database, 3)
    assert facts(database) == once != before


def test_the_hash_sees_a_change_of_one_fact(database: Database) -> None:
    before = facts(database)
    with database.writer.begin() as connection:
        connection.execute(
            sa.text("UPDATE observation SET qualifier = '~' WHERE indicator_key = 'merit.people_managed'")
        )
    assert facts(database) != before


def test_a_number_not_committed_is_given_again(database: Database) -> None:
    class Stop(Exception):
        pass

    def take(connection: sa.Connection) -> int:
        return take_next_version(connection, lock_version(connection))

    def take_and_stop(connection: sa.Connection) -> None:
        assert take(connection) == 2
        raise Stop

    for _ in range(2):
        try:
            database.transact(take_and_stop)
        except Stop:
            assert version(database) == 1
    assert database.transact(take) == 2
    with database.reading() as connection:
        assert data_version(connection) == 2
