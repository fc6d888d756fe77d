"""Each committed batch has its event, and says what the event says."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from data.audit.findings import Finding
from data.engine import Database, migration_connection
from models.base import Base
from models.tables.batches import Batch
from tests.data.audit.chains import EVENT, attacker, checked, events, remove, set_head
from tests.data.conftest import Databases
from tests.data.dataset_files import DATASETS, edition
from tests.data.rules import rule, verify, write
from tests.data.uploads import apply, line, undo, upload

BATCH = Base.metadata.tables["batch"]


def forge(database: Database, batch: int, **values: object) -> None:
    with database.writer.begin() as connection:
        connection.execute(sa.update(Batch).where(BATCH.c.id == batch).values(**values))


@pytest.mark.parametrize("dataset", DATASETS)
def test_what_the_app_writes_agrees_with_its_events(database: Database, dataset: str) -> None:
    apply(database, edition(dataset, 0))
    batch = apply(database, edition(dataset, 1), actor="Chị Lan\r\n\x1b[31m").batch
    undo(database, batch)
    assert checked(database).findings == ()


def test_law_and_its_verification_agree_too(database: Database) -> None:
    write(database, rule())
    verify(database)
    assert checked(database).findings == ()
    assert [row["action"] for row in events(database)] == ["law", "verify"]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("kind", "parameters"),
        ("dataset", "indicators"),
        ("actor", "Kẻ khác"),
        ("filename", "khac.csv"),
        ("file_sha256", "0" * 64),
        ("rows_added", 7),
        ("rows_closed", 7),
        ("confirmed", '[{"code":"x","messages":[],"count":1}]'),
    ],
)
def test_a_batch_edited_afterwards_is_found(database: Database, tmp_path: Path, column: str, value: object) -> None:
    batch = apply(database, upload(tmp_path, line())).batch
    assert checked(database).findings == ()
    forge(database, batch, **{column: value})
    assert checked(database).findings == (Finding("differs", 1, batch, (column,)),)


def test_an_undo_bent_to_another_batch_and_a_moved_moment_are_found(database: Database, tmp_path: Path) -> None:
    first = apply(database, upload(tmp_path, line())).batch
    apply(database, upload(tmp_path, line("349")))
    undone = undo(database, first).batch
    forge(database, undone, undoes_id=3)
    (found,) = checked(database).findings
    assert (found.fields, found.batch) == (("undoes_id",), undone)
    assert "bản được thu hồi" in found.words
    forge(database, undone, undoes_id=first)
    forge(database, undone, created_at=events(database)[0]["at"].replace(year=2020))
    assert checked(database).findings[0].fields == ("created_at",)


def test_a_batch_past_the_app_and_one_taken_away_are_found(database: Database, tmp_path: Path) -> None:
    batch = apply(database, upload(tmp_path, line())).batch
    row = events(database)[0]
    with database.writer.begin() as connection:
        values = {"kind": "upload", "dataset": "payments", "actor": "Kẻ khác", "created_at": row["at"]}
        connection.execute(sa.insert(Batch).values(id=9, idempotency_key="past", **values))
    assert checked(database).findings == (Finding("no_event", batch=9),)
    forge(database, 9, id=10)
    with attacker(database) as connection:
        remove(connection, EVENT.c.sequence == 1)
        set_head(connection, {"sequence": 0, "hash": ""})
    assert [(found.kind, found.batch) for found in checked(database).findings if found.batch] == [
        ("no_event", batch),
        ("no_event", 10),
    ]


def test_an_event_whose_batch_is_gone_is_found(databases: Databases, tmp_path: Path) -> None:
    database = databases.seeded("sqlite")
    batch = apply(database, upload(tmp_path, line())).batch
    with migration_connection(database) as connection:
        connection.execute(sa.delete(Batch).where(BATCH.c.id == batch))
    assert checked(database).findings == (Finding("no_batch", 1, batch),)
