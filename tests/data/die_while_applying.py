"""A process that kills itself (signal 9) at one step of applying a file, for test_kill. Step "never" leaves the killing
to others and says "acknowledged" once the command has answered."""

import os
import signal
import sys
from typing import Any

import sqlalchemy as sa

from data.engine import Database, open_database
from data.settings import read_settings
from data.store import batches, drafts
from tests.data.dataset_files import edition
from tests.data.kept import TABLES
from tests.data.processes import ready_and_wait
from tests.data.uploads import apply

STEPS = ("number", "batch", "file", "rows", "committed")
KEY = "killed"


def die(*_: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def die_after(step: str, database: Database, dataset: str) -> None:
    """Replace what does the step by itself followed by death."""

    def followed_by_death(module: Any, name: str) -> None:
        whole = getattr(module, name)

        def then_die(*arguments: Any, **named: Any) -> None:
            whole(*arguments, **named)
            die()

        setattr(module, name, then_die)

    if step == "committed":
        transact = database.transact
        object.__setattr__(database, "transact", lambda work: die(transact(work)))
    elif step == "rows":

        @sa.event.listens_for(database.writer, "after_cursor_execute")
        def _inserted(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
            if statement.startswith(f"INSERT INTO {TABLES[dataset]} "):
                die()
    elif step != "never":
        steps = {"number": (batches, "take_next_version"), "batch": (batches, "insert_batch"), "file": (drafts, "keep")}
        followed_by_death(*steps[step])


if __name__ == "__main__":
    url, step, dataset = sys.argv[1:]
    opened = open_database(read_settings({"DATABASE_URL": url}))
    file = edition(dataset, 0)
    die_after(step, opened, dataset)
    with opened.reading(), opened.writer.connect():
        ready_and_wait()
    apply(opened, file, base=1, key=KEY)
    print("acknowledged", flush=True)
