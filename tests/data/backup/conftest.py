"""Settings of databases to back up, with PostgreSQL's programs where the tests' own server has them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from data.backup import Restored, restore
from data.engine import Database
from data.settings import Settings
from tests.data.conftest import Databases

Office = Callable[..., Settings]


@pytest.fixture
def office(databases: Databases, tmp_path: Path) -> Office:
    """`office(kind, seeded=…)`: an installation of its own, with a folder of its own."""
    count = iter(range(1000))

    def make(kind: str, *, seeded: bool = True) -> Settings:
        folder = tmp_path / f"office{next(count)}"
        folder.mkdir()
        settings = replace(databases.settings(kind, seeded=seeded), data_dir=folder)
        return settings if kind == "sqlite" else replace(settings, pg_bin=programs(databases))

    return make


def put_back(database: Database, settings: Settings, path: Path) -> Restored:
    """As the operator does: the app is stopped first, so nobody is connected."""
    database.dispose()
    return restore(settings, path, actor="Anh Minh")


def programs(databases: Databases) -> Path:
    return Path(databases.server._server.bin_path)
