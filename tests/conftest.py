"""What all tests share: which database the app runs on when a test does not choose one itself.

ANSINH_TEST_DATABASE=postgresql runs pages, browser and bench on a real PostgreSQL instead of SQLite (`make
test-postgresql`)."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.data.postgres import Postgres

settings.register_profile("a busy machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("a busy machine")
"""Properties say what is true, not how fast: gates of speed stand in tests/bench."""

ON_POSTGRESQL = os.environ.get("ANSINH_TEST_DATABASE", "sqlite") == "postgresql"


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres | None]:
    """The server the app's databases live on; None = SQLite files in the tests' own folders."""
    server = Postgres() if ON_POSTGRESQL else None
    yield server
    if server is not None:
        server.stop()
