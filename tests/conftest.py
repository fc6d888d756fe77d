"""What all tests share: which database the app runs on when a test does not choose one itself.

ANSINH_TEST_DATABASE=postgresql runs pages, browser and bench on a real PostgreSQL instead of SQLite (`make
test-postgresql`)."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.data.postgres import Postgres

ON_POSTGRESQL = os.environ.get("ANSINH_TEST_DATABASE", "sqlite") == "postgresql"


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres | None]:
    """The server the app's databases live on; None = SQLite files in the tests' own folders."""
    server = Postgres() if ON_POSTGRESQL else None
    yield server
    if server is not None:
        server.stop()
