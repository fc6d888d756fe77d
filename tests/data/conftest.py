"""Databases for the tests of data: SQLite and PostgreSQL, fresh for each test, empty or seeded."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from data import startup
from data.engine import Database, open_database
from data.settings import Settings, read_settings
from data.startup import prepare
from tests.data.ingest.tables import CheckText, check_bytes
from tests.data.postgres import Postgres

KINDS = ("sqlite", "postgresql")
_REVISIONS = startup._config
"""Where the app's own revisions are, whichever a test adds while the template is made."""
BOTH = {
    *("backup", "faults", "test_attempts", "test_connection_settings", "test_content", "test_contention"),
    *("test_engine", "test_facts", "test_kill", "test_migrations", "test_nasty_strings", "test_permissions"),
    *("test_queries", "test_startup", "test_tables", "test_tampering", "test_version"),
}
"""Folders and files whose subject is the database itself: locks, types, sizes, order, restarts, files."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Elsewhere each test of a file runs on one of the two databases, in turn, and on the other in the long run: one
    statement is asked in many tests, so that either database hears it either way."""
    here = f"{Path(__file__).parent}{os.sep}"
    turns: dict[Path, dict[str, list[pytest.Item]]] = {}
    for item in items:
        found = getattr(item, "callspec", None)
        if found is None or not str(item.path).startswith(here) or found.params.get("kind") not in KINDS:
            continue
        if BOTH.isdisjoint((item.path.parent.name, item.path.stem)):
            others = {name: value for name, value in found.params.items() if name != "kind"}
            turns.setdefault(item.path, {}).setdefault(f"{item.originalname} {others}", []).append(item)
    for tests in turns.values():
        for turn, pair in enumerate(tests.values()):
            for item in pair:
                if len(pair) == len(KINDS) and item.callspec.params["kind"] != KINDS[turn % len(KINDS)]:
                    item.add_marker(pytest.mark.long)


class Databases:
    """Hands out databases; `folder` changes with each test, what was opened is closed after it."""

    def __init__(self, base: Path) -> None:
        self._base = base
        self._postgres: Postgres | None = None
        self._templates: dict[str, str] = {}
        self._opened: list[Database] = []
        self._created: list[str] = []
        self._count = 0
        self.folder = base

    def settings(self, kind: str, *, seeded: bool = True) -> Settings:
        """Settings of a new database nobody else uses."""
        self._count += 1
        if kind == "sqlite":
            path = self.folder / f"database{self._count}.db"
            if seeded:
                shutil.copy(self._template(kind), path)
            return read_settings({"DATABASE_URL": f"sqlite:///{path}", "ANSINH_DATA_DIR": str(self.folder)})
        template = self._template(kind) if seeded else "template0"
        url = self.server.create(template)
        self._created.append(url)
        return read_settings({"DATABASE_URL": url, "ANSINH_DATA_DIR": str(self.folder)})

    def open(self, settings: Settings) -> Database:
        database = open_database(settings)
        self._opened.append(database)
        return database

    def seeded(self, kind: str) -> Database:
        return self.open(self.settings(kind))

    def close(self) -> None:
        while self._opened:
            self._opened.pop().dispose()
        while self._created:
            self.server.drop(self._created.pop())

    def stop(self) -> None:
        self.close()
        if self._postgres is not None:
            self._postgres.stop()

    @property
    def server(self) -> Postgres:
        if self._postgres is None:
            self._postgres = Postgres()
        return self._postgres

    def _template(self, kind: str) -> str:
        if kind not in self._templates:
            path = self._base / "template.db"
            url = f"sqlite:///{path}" if kind == "sqlite" else self.server.create()
            database = open_database(read_settings({"DATABASE_URL": url}))
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(startup, "_config", _REVISIONS)
                prepare(database)
            database.dispose()
            self._templates[kind] = str(path) if kind == "sqlite" else self.server.make_template(url)
        return self._templates[kind]


@pytest.fixture(scope="session")
def every_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    databases = Databases(tmp_path_factory.mktemp("databases"))
    yield databases
    databases.stop()


@pytest.fixture
def databases(every_database: Databases, tmp_path: Path) -> Iterator[Databases]:
    """Makes databases below the test's own folder."""
    every_database.folder = tmp_path
    yield every_database
    every_database.close()


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def database(databases: Databases, kind: str) -> Database:
    """A migrated and seeded database of each kind."""
    return databases.seeded(kind)


@pytest.fixture
def empty(databases: Databases, kind: str) -> Database:
    """A database of each kind in which nothing has been made yet."""
    return databases.open(databases.settings(kind, seeded=False))


@pytest.fixture
def check(tmp_path: Path) -> CheckText:
    """Checks a text or bytes as an uploaded file."""
    return partial(check_bytes, tmp_path)
