"""Original files: as they came, for their period, and only their name after it."""

import hashlib
import json
from datetime import date, timedelta
from pathlib import Path

import sqlalchemy as sa

from data.accounts.office import Office
from data.clock import today
from data.engine import Database
from data.startup import prepare
from data.store import drafts
from data.store.batches import BatchDetails, Confirmed, batch_details
from models.base import Base
from tests.data.uploads import apply, line, undo, upload

BATCH, FILE = (Base.metadata.tables[name] for name in ("batch", "stored_file"))
CONTENT = b"\xef\xbb\xbfk\xe1\xbb\xb3;s\xe1\xbb\x91\r\n\x00\xff"
SHA = hashlib.sha256(CONTENT).hexdigest()
DAY = date(2024, 3, 5)
KEEPING = timedelta(days=Office().file_days)
"""Unless the office says otherwise."""
LAST = DAY + KEEPING


def keep(database: Database, on: date = DAY, name: str = "số liệu.csv") -> None:
    database.transact(lambda connection: drafts.keep(connection, SHA, name, CONTENT, on))


def read(database: Database, on: date) -> tuple[drafts.StoredFile | None, bytes | None]:
    with database.reading() as connection:
        return drafts.about(connection, SHA, on), drafts.read_bytes(connection, SHA, on)


def purge(database: Database, on: date) -> int:
    return database.transact(lambda connection: drafts.purge(connection, on))


def test_a_file_comes_back_byte_by_byte_until_its_last_day(database: Database) -> None:
    assert read(database, DAY) == (None, None)
    keep(database)
    kept = drafts.StoredFile("số liệu.csv", LAST, len(CONTENT))
    assert kept.is_kept
    assert read(database, DAY) == read(database, LAST) == (kept, CONTENT)


def test_after_its_last_day_it_is_not_handed_out_emptied_or_not(database: Database) -> None:
    keep(database)
    after = LAST + timedelta(days=1)
    over = drafts.StoredFile("số liệu.csv", LAST, 0)
    assert not over.is_kept
    assert read(database, after) == (over, None)
    assert purge(database, LAST) == 0
    assert purge(database, after) == 1
    assert purge(database, after) == 0, "there is nothing left to empty"
    assert read(database, after) == (over, None)
    assert read(database, LAST) == (over, None), "the bytes are gone, whatever the clock says"


def test_a_file_that_comes_again_is_kept_as_long_as_a_new_one(database: Database) -> None:
    keep(database)
    keep(database, LAST, name="tên khác.csv")
    found, content = read(database, LAST + KEEPING)
    assert found == drafts.StoredFile("số liệu.csv", LAST + KEEPING, len(CONTENT))
    assert content == CONTENT


def test_a_file_that_comes_after_its_period_gets_its_bytes_back(database: Database) -> None:
    keep(database)
    later = LAST + timedelta(days=400)
    purge(database, later)
    keep(database, later)
    assert read(database, later)[1] == CONTENT


def test_the_applied_file_is_the_one_handed_out(database: Database, tmp_path: Path) -> None:
    file = upload(tmp_path, line(), name="thang-3.csv")
    apply(database, file)
    with database.reading() as connection:
        found = drafts.about(connection, file.check.sha256, today())
        assert drafts.read_bytes(connection, file.check.sha256, today()) == file.content
    assert found is not None
    assert (found.filename, found.size) == ("thang-3.csv", len(file.content))
    assert found.keep_until >= today() + timedelta(days=5 * 365)


def test_a_start_empties_what_is_over(database: Database) -> None:
    keep(database, today() - KEEPING - timedelta(days=1))
    prepare(database)
    with database.reading() as connection:
        assert connection.execute(sa.select(sa.func.length(FILE.c.content))).scalars().all() == [0]


def test_what_was_said_is_read_from_the_batch(database: Database, tmp_path: Path) -> None:
    batch = apply(database, upload(tmp_path, line())).batch
    answers = {"amount_unit": "đồng", "cell.B12": "300"}
    groups = [{"code": "norm", "messages": ["Ô F5: …", "Ô F9: …"], "count": 12}]
    with database.writer.begin() as connection:
        said = {"answers": json.dumps(answers), "confirmed": json.dumps(groups)}
        connection.execute(sa.update(BATCH).where(BATCH.c.id == batch).values(**said))
    with database.reading() as connection:
        assert batch_details(connection, batch) == BatchDetails(
            answers, (Confirmed("norm", ("Ô F5: …", "Ô F9: …"), 12),)
        )


def test_what_needed_no_word_has_none(database: Database, tmp_path: Path) -> None:
    undo(database, apply(database, upload(tmp_path, line())).batch)
    with database.reading() as connection:
        for batch in (1, 3):
            assert batch_details(connection, batch) == BatchDetails({}, ())


def test_a_write_empties_what_is_over(database: Database, tmp_path: Path) -> None:
    """A server may run for years without a start."""
    keep(database, today() - KEEPING - timedelta(days=1))
    apply(database, upload(tmp_path, line()))
    with database.reading() as connection:
        sizes = dict(connection.execute(sa.select(FILE.c.filename, sa.func.length(FILE.c.content))).all())
    assert sizes["số liệu.csv"] == 0
    assert sizes["chi-tra.csv"] > 0
