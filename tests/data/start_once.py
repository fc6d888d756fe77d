"""A process that starts the app's database, for test_startup."""

import sys

from data.engine import open_database
from data.settings import read_settings
from data.startup import prepare
from tests.data.processes import ready_and_wait

if __name__ == "__main__":
    ready_and_wait()
    prepare(open_database(read_settings({"DATABASE_URL": sys.argv[1]})))
    print("prepared")
