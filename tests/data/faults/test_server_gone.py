"""T7: PostgreSQL stops in the middle of a transaction and comes back: words in time, nothing half-written, the pool
recovers by itself."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
import streamlit as st

from data.engine import Database
from data.errors import DatabaseUnavailableError
from data.startup import is_ready, prepare
from data.store.version import lock_version, take_next_version
from pages.ui.session import loaders
from tests.data.conftest import Databases
from tests.data.uploads import apply, count, facts, line, upload, version

MODES = ("immediate", "fast")


@pytest.fixture(scope="module")
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """A server that other tests do not need."""
    databases = Databases(tmp_path_factory.mktemp("gone"))
    yield databases
    databases.stop()


@pytest.fixture
def gone(own_server: Databases, tmp_path: Path) -> Iterator[Databases]:
    own_server.folder = tmp_path
    yield own_server
    own_server.close()


@contextmanager
def told_in_time(words: str) -> Iterator[None]:
    started = time.monotonic()
    with pytest.raises(DatabaseUnavailableError, match=words) as said:
        yield
    assert time.monotonic() - started <= 10
    assert "\n" not in str(said.value)


def assert_says_so_while_it_is_gone(database: Database, folder: Path) -> None:
    with told_in_time("chưa đọc được số liệu"):
        version(database)
    with told_in_time("Mất kết nối cơ sở dữ liệu; chưa ghi gì"):
        apply(database, upload(folder, line()), base=1)
    with told_in_time("Không kết nối được cơ sở dữ liệu"):
        prepare(database)
    assert not is_ready(database)


@pytest.mark.parametrize("mode", MODES)
def test_a_server_that_stops_in_the_middle_of_a_write(gone: Databases, tmp_path: Path, mode: str) -> None:
    database = gone.seeded("postgresql")
    before = facts(database)

    def work(connection: sa.Connection) -> None:
        take_next_version(connection, lock_version(connection))
        connection.execute(sa.text("DELETE FROM caseload"))
        gone.server.halt(mode)
        connection.execute(sa.text("SELECT 1"))

    with told_in_time("Mất kết nối cơ sở dữ liệu; chưa ghi gì"):
        database.transact(work)
    assert_says_so_while_it_is_gone(database, tmp_path)
    gone.server.start_again()
    assert is_ready(database)
    assert (facts(database), version(database), count(database, "batch")) == (before, 1, 1)
    assert apply(database, upload(tmp_path, line())).batch == 2


@pytest.mark.parametrize("mode", MODES)
def test_a_server_that_stops_while_somebody_reads(gone: Databases, mode: str) -> None:
    database = gone.seeded("postgresql")
    with told_in_time("chưa đọc được số liệu"), database.reading() as connection:
        gone.server.halt(mode)
        connection.execute(sa.text("SELECT 1"))
    gone.server.start_again()
    assert version(database) == 1


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_server_that_stops_at_the_commit_is_not_said_to_have_written_nothing(
    gone: Databases, tmp_path: Path, moment: str
) -> None:
    """Whether it has committed cannot be known; the same click again ends with one batch either way."""
    database = gone.seeded("postgresql")
    dialect: Any = database.writer.dialect
    committing: Callable[[Any], None] = dialect.do_commit

    def cut_off(connection: Any) -> None:
        dialect.do_commit = committing
        if moment == "after":
            committing(connection)
        gone.server.halt("immediate")
        connection.execute("SELECT 1")

    file = upload(tmp_path, line())
    dialect.do_commit = cut_off
    with told_in_time("chưa rõ đã ghi hay chưa"):
        apply(database, file, base=1, key="again")
    gone.server.start_again()
    assert version(database) == (2 if moment == "after" else 1)
    assert apply(database, file, base=1, key="again").batch == 2
    assert (version(database), count(database, "batch")) == (2, 2)


def test_a_full_pool_recovers_from_every_restart(gone: Databases, tmp_path: Path) -> None:
    database = gone.seeded("postgresql")
    for round_ in range(5):
        with ExitStack() as stack:
            for _ in range(8):
                stack.enter_context(database.reading()).execute(sa.text("SELECT 1"))
        gone.server.halt(MODES[round_ % 2])
        gone.server.start_again()
        month = f"2024-{round_ + 1:02}"
        assert apply(database, upload(tmp_path, line(period=month))).batch == round_ + 2
    assert (version(database), count(database, "batch")) == (6, 6)


def test_what_pages_keep_is_not_the_failure(gone: Databases, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Caches of the pages: a look while the server is away must not be remembered when it is back."""
    settings = gone.settings("postgresql")
    monkeypatch.setenv("DATABASE_URL", settings.database_url)
    monkeypatch.setenv("ANSINH_DATA_DIR", str(tmp_path))
    st.cache_resource.clear()
    gone.server.halt("fast")
    for _ in range(2):
        with told_in_time("Không kết nối được cơ sở dữ liệu"):
            loaders.database()
    gone.server.start_again()
    assert loaders.newest() == 1
    gone.server.halt("immediate")
    for _ in range(2):
        with told_in_time("chưa đọc được số liệu"):
            loaders.data(1)
        with told_in_time("chưa đọc được số liệu"):
            loaders.baseline(1, True)
    gone.server.start_again()
    assert loaders.data(1).version == 1
    assert loaders.baseline(1, True) is loaders.baseline(1, True)
    loaders.database().dispose()
    st.cache_resource.clear()
