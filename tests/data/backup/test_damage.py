"""One flipped byte that changes a figure is found, and a damaged database is never shown as figures silently."""

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from data.backup import check_live, create, verify
from data.database_copy import BackupError, faults
from data.engine import Database, open_database
from data.errors import DatabaseUnavailableError
from data.settings import Settings
from data.startup import prepare
from tests.data.backup.conftest import Office
from tests.data.conftest import Databases
from tests.data.dataset_files import DATASETS, edition
from tests.data.uploads import apply, facts, undo

PAGE = 4096
UNUSED = "no figure changed"


def filled(databases: Databases, settings: Settings) -> Database:
    """Two editions of every kind of figures, so that most pages hold rows; one batch taken back."""
    database = databases.open(settings)
    for n in (1, 2):
        for dataset in DATASETS:
            apply(database, edition(dataset, n))
    undo(database, 3)
    return database


@pytest.mark.parametrize("pages", [10, pytest.param(50, marks=pytest.mark.long)])
def test_a_flipped_byte_is_found_in_the_database_in_use(databases: Databases, office: Office, pages: int) -> None:
    """A byte of a random page, drawn again where it changes no figure: what no check finds must have left the facts as
    they were."""
    settings = office("sqlite")
    database = filled(databases, settings)
    create(database, settings, actor="Lịch hằng đêm")
    database.dispose()
    live = Path(str(database.writer.url.database))
    sound, known, drawn = live.read_bytes(), facts(database), random.Random(20261128)
    database.dispose()
    found = dict.fromkeys(("quick_check", "integrity_check", "figures", UNUSED), 0)
    every = list(range(len(sound) // PAGE))
    while sum(found.values()) - found[UNUSED] < pages:
        spoiled = bytearray(sound)
        spoiled[drawn.choice(every) * PAGE + drawn.randrange(PAGE)] ^= 1 << drawn.randrange(8)
        live.write_bytes(spoiled)
        found[how_found(live, settings, known)] += 1
    live.write_bytes(sound)
    print(f"{len(every)} pages: {found}")


def how_found(live: Path, settings: Settings, known: str) -> str:
    try:
        with closing(sqlite3.connect(live)) as raw:
            raw.execute("PRAGMA cell_size_check = ON")
            if faults(raw, quick=True):
                assert_a_start_is_refused(settings)
                return "quick_check"
            if faults(raw):
                return "integrity_check"
    except sqlite3.DatabaseError:
        return "quick_check"
    database = open_database(settings)
    try:
        if check_live(database, settings).problems:
            with pytest.raises(BackupError):
                create(database, settings, actor="Lịch hằng đêm")
            return "figures"
        assert facts(database) == known, "a change nobody finds"
    finally:
        database.dispose()
    return UNUSED


def assert_a_start_is_refused(settings: Settings) -> None:
    database = open_database(settings)
    try:
        with pytest.raises(DatabaseUnavailableError) as refused:
            prepare(database)
    finally:
        database.dispose()
    assert "\n" not in str(refused.value)
    assert "bị hỏng" in str(refused.value)
    assert "bản sao lưu" in str(refused.value)


@pytest.mark.parametrize("pages", [10, pytest.param(50, marks=pytest.mark.long)])
def test_a_flipped_byte_is_found_in_every_backup(databases: Databases, office: Office, kind: str, pages: int) -> None:
    settings, drawn = office(kind), random.Random(20261128)
    backup = create(filled(databases, settings), settings, actor="Lịch hằng đêm")
    sound = backup.path.read_bytes()
    for _round in range(pages):
        spoiled = bytearray(sound)
        spoiled[drawn.randrange(len(sound))] ^= 1 << drawn.randrange(8)
        backup.path.write_bytes(spoiled)
        assert verify(backup.path, settings)
    backup.path.write_bytes(sound)
    assert verify(backup.path, settings) == ()


def test_a_page_that_meets_damage_says_so_and_shows_no_figure(databases: Databases, office: Office) -> None:
    settings = office("sqlite")
    database = filled(databases, settings)
    database.dispose()
    live = Path(str(database.writer.url.database))
    with closing(sqlite3.connect(live)) as raw:
        root = raw.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'caseload'").fetchone()[0]
    with live.open("rb+") as handle:
        handle.seek((root - 1) * PAGE)
        handle.write(b"\xa5" * 64)
    with pytest.raises(DatabaseUnavailableError, match="hỏng"), database.reading() as connection:
        connection.execute(sa.text("SELECT sum(people) FROM caseload")).scalar_one()
    with pytest.raises(BackupError, match="hỏng"):
        create(database, settings, actor="Lịch hằng đêm")
    assert list((settings.data_dir / "sao-luu").iterdir()) == [], "no copy of damage under a good name"
    assert check_live(database, settings).problems
    assert_a_start_is_refused(settings)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE caseload SET people = people + 1 WHERE id = (SELECT max(id) FROM caseload)",
        "UPDATE caseload SET batch_to = NULL WHERE batch_to IS NOT NULL",
        "UPDATE observation SET source = 'khác' WHERE id = (SELECT max(id) FROM observation)",
        "DELETE FROM parameter WHERE id = (SELECT max(id) FROM parameter)",
    ],
)
def test_a_figure_changed_behind_the_app_is_found(
    databases: Databases, office: Office, kind: str, statement: str
) -> None:
    settings = office(kind)
    database = databases.open(settings)
    apply(database, edition("payments", 1))
    apply(database, edition("indicators", 1))
    apply(database, edition("payments", 2))
    backup = create(database, settings, actor="Lịch hằng đêm")
    assert check_live(database, settings).compared == backup
    with sa.create_engine(database.writer.url).begin() as connection:
        if "batch_to = NULL" in statement:
            connection.execute(sa.text("DROP INDEX uq_caseload_current"))
        connection.execute(sa.text(statement))
    report = check_live(database, settings)
    assert backup.path.name in report.problems[0]
    with pytest.raises(BackupError, match="ổ đĩa có thể đã hỏng"):
        create(database, settings, actor="Lịch hằng đêm")
