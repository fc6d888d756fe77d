"""Another program that holds the write lock of a database: for so many seconds, or until it is ended, for
test_locked."""

import sqlite3
import sys
import time

import sqlalchemy as sa

from data.store.version import lock_version
from tests.data.processes import ready_and_wait


def hold(seconds: float) -> None:
    ready_and_wait()
    time.sleep(seconds)


if __name__ == "__main__":
    url, begin, patience = sa.make_url(sys.argv[1]), sys.argv[2], float(sys.argv[3])
    if url.get_backend_name() == "sqlite":
        file = sqlite3.connect(str(url.database), isolation_level=None)
        file.execute(begin)
        hold(patience)
        file.execute("ROLLBACK")
    else:
        with sa.create_engine(url).connect() as connection:
            lock_version(connection)
            hold(patience)
