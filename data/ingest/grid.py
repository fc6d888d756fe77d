"""Many rows as columns of texts: what is asked of every row is asked of a column at once.

Belongs here: the columns, and questions about blank cells. Does not: which column is which (header.py) or what a text means
(cells.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter, itemgetter

from data.ingest.book import Row


class Grid:
    """The cells of rows by column; `even` says that all rows have `width` cells, which is the most that any has, `numbers` that
    a workbook holds some as true numbers."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._cells = list(map(attrgetter("cells"), rows))
        widths = set(map(len, self._cells))
        self.width = max(widths, default=0)
        self.even = len(widths) <= 1
        self.numbers = any(map(attrgetter("numeric"), rows))
        self._columns: dict[int, list[str]] = {}

    def column(self, place: int) -> list[str]:
        """The texts at a place; "" in rows that do not reach it."""
        if place not in self._columns:
            if self.even and place < self.width:
                self._columns[place] = list(map(itemgetter(place), self._cells))
            else:
                self._columns[place] = [cells[place] if place < len(cells) else "" for cells in self._cells]
        return self._columns[place]

    def blank(self, places: Iterable[int]) -> list[int]:
        """The rows whose cells at all of these places are blank."""
        left: Sequence[int] = range(len(self._cells))
        for place in places:
            texts = self.column(place)
            # A column that is filled throughout, as most are, is looked through without a loop of ours.
            if len(left) == len(texts) and all(map(str.strip, texts)):
                return []
            left = [index for index in left if not texts[index].strip()]
        return list(left)
