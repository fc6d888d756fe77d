"""The app to practise on: its own database, marked, with sample figures, and never mixed up with the real one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from data.accounts import office, sessions
from data.backup import create, restore
from data.database_copy import BackupError
from data.engine import Database
from data.ingest import check_file
from data.practice import SAMPLES, prepare_practice
from data.seed_files import FOLDER
from data.settings import Settings, read_settings
from data.startup import prepare
from data.store.version import data_version
from data.store.warnings import review
from models.base import Base
from tests.accounts import TOKEN, enrol
from tests.data.backup.conftest import programs
from tests.data.conftest import Databases
from tests.data.uploads import apply, count, facts, line, upload, version

_T = Base.metadata.tables


@pytest.fixture
def settings(databases: Databases, kind: str, tmp_path: Path) -> Settings:
    """Of the app to practise on, in which nothing has been made yet."""
    if kind == "sqlite":
        return read_settings({"ANSINH_DATA_DIR": str(tmp_path), "ANSINH_TRAINING": "1"})
    return replace(databases.settings(kind, seeded=False), practice=True, pg_bin=programs(databases))


def is_marked(database: Database) -> bool:
    with database.reading() as connection:
        return office.read(connection).training


def actions(database: Database) -> list[str]:
    event = _T["audit_event"]
    with database.reading() as connection:
        return list(connection.execute(sa.select(event.c.action).order_by(event.c.sequence)).scalars())


def test_the_first_start_marks_it_and_loads_every_sample_once(databases: Databases, settings: Settings) -> None:
    database = databases.open(settings)
    for _start in range(2):
        prepare(database, settings)
        assert is_marked(database)
        assert version(database) == 1 + len(SAMPLES)
        assert actions(database) == ["training_made", *["apply"] * len(SAMPLES)]
    with database.reading() as connection:
        listed = connection.execute(sa.select(_T["batch"].c.filename, _T["batch"].c.actor).order_by(_T["batch"].c.id))
        assert [tuple(row) for row in listed][1:] == [(name, "Số liệu mẫu để tập") for name in SAMPLES]
        levels = sa.select(_T["area"].c.level).join(_T["caseload"], _T["caseload"].c.area_id == _T["area"].c.id)
        assert "district" in set(connection.execute(levels).scalars())


@pytest.mark.parametrize(("name", "dataset"), SAMPLES.items())
def test_a_sample_is_accepted_without_a_word(databases: Databases, name: str, dataset: str) -> None:
    database = databases.seeded("sqlite")
    check = check_file(FOLDER / "practice" / name, name, dataset)
    assert (check.status, check.problems) == ("accepted", ())
    with database.reading() as connection:
        assert list(review(connection, data_version(connection), check)) == []


def test_a_start_that_was_cut_short_is_finished_by_the_next(
    databases: Databases, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = databases.open(settings)
    with monkeypatch.context() as only:
        for name in list(SAMPLES)[1:]:
            only.delitem(SAMPLES, name)
        prepare(database, settings)
    assert version(database) == 2
    prepare(database, settings)
    assert version(database) == 1 + len(SAMPLES)


def test_what_was_practised_stays_and_samples_do_not_come_again(
    databases: Databases, settings: Settings, tmp_path: Path
) -> None:
    database = databases.open(settings)
    prepare(database, settings)
    apply(database, upload(tmp_path, line(period="2024-05")))
    before = version(database), facts(database)
    prepare(database, settings)
    assert (version(database), facts(database)) == before


def test_a_copy_of_the_real_figures_is_marked_keeps_them_and_ends_their_sessions(
    databases: Databases, kind: str, tmp_path: Path
) -> None:
    database = databases.seeded(kind)
    enrol(database)
    apply(database, upload(tmp_path, line()))
    before = version(database), facts(database)
    prepare_practice(database)
    assert is_marked(database)
    assert (version(database), facts(database)) == before
    assert sessions.who(database, sessions.session_of(TOKEN)) is None
    assert count(database, "account") == 1


def test_without_the_setting_nothing_is_marked(databases: Databases, kind: str, tmp_path: Path) -> None:
    made = replace(databases.settings(kind, seeded=False), data_dir=tmp_path)
    database = databases.open(made)
    prepare(database, made)
    assert not is_marked(database)
    assert version(database) == 1


def test_practice_is_never_put_back_over_the_real_figures_nor_the_other_way_round(
    databases: Databases, settings: Settings, kind: str, tmp_path: Path
) -> None:
    practised, real = settings, databases.settings(kind)
    real = replace(real, data_dir=tmp_path / "real", pg_bin=settings.pg_bin)
    real.data_dir.mkdir()
    copies = {}
    for one in (practised, real):
        database = databases.open(one)
        prepare(database, one)
        copies[one.database_url] = create(database, one, actor="Anh Tuấn"), facts(database)
        database.dispose()
    with pytest.raises(BackupError, match="bản sao của bản Thử nghiệm"):
        restore(real, copies[practised.database_url][0].path, actor="Anh Tuấn")
    with pytest.raises(BackupError, match="số liệu thật"):
        restore(practised, copies[real.database_url][0].path, actor="Anh Tuấn")
    for one, marked in ((practised, True), (real, False)):
        database = databases.open(one)
        assert (facts(database), is_marked(database)) == (copies[one.database_url][1], marked)
