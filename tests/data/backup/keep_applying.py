"""A second process of the app that applies files until its folder says stop, for test_under_load."""

import sys
from pathlib import Path

from data.engine import open_database
from data.settings import read_settings
from tests.data.backup.load import keep_applying
from tests.data.processes import ready_and_wait

if __name__ == "__main__":
    url, dataset, stop = sys.argv[1:]
    opened = open_database(read_settings({"DATABASE_URL": url}))
    ready_and_wait()
    print(keep_applying(opened, dataset, Path(stop)), flush=True)
