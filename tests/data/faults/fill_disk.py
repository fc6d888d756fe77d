"""A process whose files may not grow (as on a full disk), until it is given room again, for test_disk_full."""

import json
import resource
import signal
import sys
from pathlib import Path

from data.engine import open_database
from data.errors import DatabaseUnavailableError
from data.settings import read_settings
from tests.data.processes import ready_and_wait
from tests.data.uploads import apply, count, facts, line, upload, version

if __name__ == "__main__":
    path = Path(sys.argv[1])
    database = open_database(read_settings({"DATABASE_URL": f"sqlite:///{path}"}))
    file = upload(path.parent, *[line(period=f"2024-{month:02}") for month in range(1, 13)])
    file = type(file)(file.check, file.content + b"\n" * 300_000, file.name)
    before = facts(database)
    ready_and_wait()
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size, resource.RLIM_INFINITY))
    try:
        apply(database, file)
        said = ""
    except DatabaseUnavailableError as error:
        said = str(error)
    kept = facts(database) == before and version(database) == 1 and count(database, "batch") == 1
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    print(json.dumps({"said": said, "kept": kept, "added": apply(database, file).added, "version": version(database)}))
