"""A process that kills itself (signal 9) at one step of applying a file, for test_kill. Step "never" leaves the killing to
others and says "acknowledged" once the command has answered."""

import os
import signal
import sys
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from data.engine import Database, open_database
from data.settings import read_settings
from data.store import commands
from tests.data.processes import ready_and_wait
from tests.data.uploads import apply, line, upload

STEPS = ("number", "batch", "file", "rows", "committed")
PERIOD = "2024-05"


def lines() -> list[str]:
    return [line(code, PERIOD) for code in ("347", "349", "350", "351", "352", "353")]


def die(*_: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def die_after(step: str, database: Database) -> None:
    """Replace what does the step by itself followed by death."""

    def followed_by_death(name: str) -> None:
        whole = getattr(commands, name)

        def then_die(*arguments: Any, **named: Any) -> None:
            whole(*arguments, **named)
            die()

        setattr(commands, name, then_die)

    if step == "never":
        return
    if step == "committed":
        transact = database.transact
        object.__setattr__(database, "transact", lambda work: die(transact(work)))
    elif step == "rows":

        @sa.event.listens_for(database.writer, "after_cursor_execute")
        def _inserted(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
            if statement.startswith("INSERT INTO caseload"):
                die()
    else:
        followed_by_death({"number": "take_next_version", "batch": "insert_batch", "file": "keep_file"}[step])


if __name__ == "__main__":
    url, step, folder = sys.argv[1:]
    opened = open_database(read_settings({"DATABASE_URL": url}))
    file = upload(Path(folder), *lines())
    die_after(step, opened)
    ready_and_wait()
    apply(opened, file, key="killed")
    print("acknowledged", flush=True)
