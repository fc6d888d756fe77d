"""Which restore of a backup the numbers of versions count from, as this process has last seen.

Belongs here: telling the figures of a number from those that had the number before a restore. Does not: keeping figures (loaders.py).
"""

from __future__ import annotations

import sqlalchemy as sa

from data.store.version import data_version, generation

_seen: dict[str, tuple[int, int]] = {}
"""By database: the newest version seen, and its generation."""


def newest_version(url: str, connection: sa.Connection) -> int:
    """The newest version. A restore moves the number on, so that its generation is asked only when the number has changed."""
    number = data_version(connection)
    if number != _seen.get(url, (-1, 0))[0]:
        _seen[url] = (number, generation(connection))
    return number


def kept_by(url: str) -> str:
    """What figures are kept by besides their version. Every run has asked for `newest_version` before."""
    return f"{url} {_seen.get(url, (0, 0))[1]}"
