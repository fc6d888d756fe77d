"""The office's choices as screens follow them, and what this database is.

Belongs here: reading them, at most once a second. Does not: changing them (admin_office.py), what follows from one (demo.py, training_mark.py).
"""

from __future__ import annotations

import time

from data.accounts import office
from data.accounts.office import Office
from pages.ui.session import loaders

_FRESH_SECONDS = 1.0
_known: dict[str, tuple[float, Office]] = {}
"""By database; asked anew every second, for all sessions of this process together: every move follows a choice or two."""


def choices() -> Office:
    url = loaders.settings().database_url
    kept = _known.get(url)
    if kept is not None and time.monotonic() - kept[0] < _FRESH_SECONDS:
        return kept[1]
    with loaders.database().reading() as connection:
        found = office.read(connection)
    _known[url] = (time.monotonic(), found)
    return found


def forget() -> None:
    """The next question is asked of the database again: for after a change."""
    _known.clear()
