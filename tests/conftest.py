"""What all tests share: which database the app runs on when a test does not choose one itself.

ANSINH_TEST_DATABASE=postgresql runs pages, browser and bench on a real PostgreSQL instead of SQLite (`make
test-postgresql`)."""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.data.postgres import Postgres

settings.register_profile("a busy machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("a busy machine")
"""Properties say what is true, not how fast: gates of speed stand in tests/bench."""

MEMORY, ROOM = Path("/dev/shm"), 3 * 2**30


def in_memory() -> None:
    """What tests make lies in memory where the machine has room: databases are made by the thousand, and nothing of
    them outlives the tests. A TMPDIR that is set is kept."""
    if "TMPDIR" not in os.environ and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free >= ROOM:
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


in_memory()

ON_POSTGRESQL = os.environ.get("ANSINH_TEST_DATABASE", "sqlite") == "postgresql"

LARGEST_FIRST = ("browser", "server", "data", "pages")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files are dealt out to processes in this order; those that take long come early, so that none is left over."""
    here = Path(__file__).parent

    def place(item: pytest.Item) -> int:
        room = item.path.relative_to(here).parts[0]
        return LARGEST_FIRST.index(room) if room in LARGEST_FIRST else len(LARGEST_FIRST)

    items.sort(key=place)


gc.disable()


def pytest_collection_finish() -> None:
    """As the app does at its start: what was imported and collected stays, so the collector need not look at it."""
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres | None]:
    """The server the app's databases live on; None = SQLite files in the tests' own folders."""
    server = Postgres() if ON_POSTGRESQL else None
    yield server
    if server is not None:
        server.stop()
