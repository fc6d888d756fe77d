"""A second process of the app that reads until its folder says stop, for test_restore: prints every state it has
seen."""

import json
import sys
from pathlib import Path

from data.engine import open_database
from data.settings import read_settings
from data.store.version import data_hash, data_version
from tests.data.processes import ready_and_wait

if __name__ == "__main__":
    url, stop = sys.argv[1:]
    opened = open_database(read_settings({"DATABASE_URL": url}))
    seen = set[tuple[int, str]]()
    with opened.reading() as connection:
        seen.add((data_version(connection), data_hash(connection)))
    ready_and_wait()
    last = False
    while not last:
        last = Path(stop).exists()
        with opened.reading() as connection:
            seen.add((data_version(connection), data_hash(connection)))
    print(json.dumps(sorted(seen)), flush=True)
