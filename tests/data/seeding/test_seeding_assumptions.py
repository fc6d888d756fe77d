"""Starting assumptions ship with the program: an empty database and one of an earlier release both get them."""

import sqlalchemy as sa

from data.engine import Database
from data.seed_files import seed_rows
from data.startup import prepare
from data.store import queries
from models.base import Base
from models.policy.levers.assumptions import from_frame

TABLE, INDICATOR = Base.metadata.tables["starting_assumption"], Base.metadata.tables["indicator"]
HELPER = "social_evils.people_per_helper"


def rows(database: Database) -> list[str]:
    with database.reading() as connection:
        return [one.row for one in from_frame(queries.assumptions(connection, 1))]


def test_every_row_of_the_file_is_kept_as_it_is_written(database: Database) -> None:
    with database.reading() as connection:
        frame = queries.assumptions(connection, 1)
    written = [{name: "" if value is None else str(value) for name, value in row.items()} for row in frame.to_dicts()]
    assert written == seed_rows("assumptions.csv")


def test_a_database_without_them_gets_them_at_the_next_start_and_only_once(database: Database) -> None:
    before = rows(database)
    with database.writer.begin() as connection:
        connection.execute(sa.delete(TABLE))
        connection.execute(sa.delete(INDICATOR).where(INDICATOR.c.key == HELPER))
    assert rows(database) == []
    for _start in range(2):
        prepare(database)
        assert rows(database) == before
    with database.reading() as connection:
        found = connection.execute(sa.select(INDICATOR.c.key).where(INDICATOR.c.key == HELPER)).scalars().all()
    assert found == [HELPER]


def test_a_row_that_was_closed_stays_closed(database: Database) -> None:
    with database.writer.begin() as connection:
        connection.execute(sa.update(TABLE).where(TABLE.c.lever == "gender.models").values(batch_to=1))
    prepare(database)
    assert not [row for row in rows(database) if row.startswith("gender.models ")]
