"""How much an account, and the server in all, takes in within ten minutes.

Belongs here: counting. A file counts by the bytes that came, while it comes by the bytes it may have.
"""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass

MEGABYTE = 2**20
WINDOW_SECONDS = 600.0
MOST_FILES = 40
MOST_BYTES = 100 * MEGABYTE
MOST_HELD = 400 * MEGABYTE
"""In the memory of one server process, by all accounts: files that are coming and files whose pages are still open."""


@dataclass
class Place:
    """One file on its way in, or come."""

    account_id: int
    began: float
    size: int
    is_coming: bool = True

    def close(self, came: int) -> None:
        self.size, self.is_coming = came, False


class Quota:
    """One per process, on the event loop."""

    def __init__(self) -> None:
        self._places: deque[Place] = deque()

    def take(self, account_id: int, size: int, held: int) -> Place | int:
        """A place for a file of at most that size, or in how many seconds to come again; `held` bytes are in memory already."""
        now = time.monotonic()
        while self._places and self._places[0].began < now - WINDOW_SECONDS and not self._places[0].is_coming:
            self._places.popleft()
        mine = [p for p in self._places if p.account_id == account_id and p.size and p.began >= now - WINDOW_SECONDS]
        if len(mine) >= MOST_FILES or sum(place.size for place in mine) + size > MOST_BYTES:
            return max(1, round(mine[0].began + WINDOW_SECONDS - now)) if mine else 1
        if held + sum(place.size for place in self._places if place.is_coming) + size > MOST_HELD:
            return 60
        place = Place(account_id, now, size)
        self._places.append(place)
        return place
