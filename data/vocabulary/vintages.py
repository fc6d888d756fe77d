"""The three lists of areas in time, and which one counts for a period.

Belongs here: the days on which the list changed and the day a written period stands for. Does not: the areas themselves
(matching.py).
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date

VINTAGE_2023, VINTAGE_2025_01, VINTAGE_2025_07 = date(2023, 1, 1), date(2025, 1, 1), date(2025, 7, 1)
VINTAGES = (VINTAGE_2023, VINTAGE_2025_01, VINTAGE_2025_07)
"""First days of the lists, as data/seeding/geography.py seeds them: 2023; NQ 1288/NQ-UBTVQH15; NQ 1674/NQ-UBTVQH15."""


def vintage_of(day: date) -> date:
    """The first day of the list that counts on a day; the list of 2023 also counts before 2023."""
    return max((first for first in VINTAGES if first <= day), default=VINTAGE_2023)


def at_end(period: str) -> date:
    """The last day of "2023" or "2023-12"; the day itself of "2023-12-31"."""
    parts = [int(part) for part in period.split("-")]
    if len(parts) == 3:
        return date(parts[0], parts[1], parts[2])
    month = parts[1] if len(parts) == 2 else 12
    return date(parts[0], month, monthrange(parts[0], month)[1])


def at_start(period: str) -> date:
    """The first day of "2023" or "2023-12"; the day itself of "2023-12-31"."""
    parts = [int(part) for part in period.split("-")]
    return date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)
