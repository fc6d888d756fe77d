"""Writers at work while backups are taken: threads and a process, each with figures of its own kind."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from data.engine import Database
from data.errors import DatabaseUnavailableError
from data.settings import Settings
from data.store.batches import ConflictError
from tests.data.conftest import Databases
from tests.data.dataset_files import edition
from tests.data.processes import Process
from tests.data.uploads import apply

THREADS = ("payments", "targets")
PROCESS = "budget"


def keep_applying(database: Database, dataset: str, stop: Path) -> int:
    """Edition after edition of one kind of figures, as the upload page writes them; how many went in."""
    done = 0
    while not stop.exists():
        try:
            apply(database, edition(dataset, done + 1))
            done += 1
        except (ConflictError, DatabaseUnavailableError):
            continue  # what the page says then: wait a moment and try again
        time.sleep(0.02)
    return done


@contextmanager
def writers(databases: Databases, settings: Settings, stop: Path) -> Iterator[dict[str, int]]:
    """Two threads and a second process write until the end of the block; then how many batches each wrote."""
    database, wrote = databases.open(settings), dict[str, int]()

    def work(dataset: str) -> None:
        wrote[dataset] = keep_applying(database, dataset, stop)

    process = Process("backup.keep_applying", settings.database_url, PROCESS, str(stop))
    process.wait_until_ready()
    threads = [threading.Thread(target=work, args=(dataset,)) for dataset in THREADS]
    process.go()
    for thread in threads:
        thread.start()
    try:
        yield wrote
    finally:
        stop.touch()
        for thread in threads:
            thread.join()
        code, said, errors = process.end()
    assert code == 0, errors
    wrote[PROCESS] = int(said)
