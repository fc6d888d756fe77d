"""The country's targets as they come with the app.

Belongs here: reading data/seed/national_targets.csv, typed. They are no rows of the database: nobody uploads, corrects or
undoes them here, and the province's own targets (table `target`) stay apart from them.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import get_args

from data.seed_files import seed_rows
from models.policy.areas.national_targets import Direction, NationalTarget
from models.tables.parameters import EVIDENCE_CHECK

_DIRECTIONS: dict[str, Direction] = {each: each for each in get_args(Direction)}


@lru_cache(maxsize=1)
def national_targets() -> tuple[NationalTarget, ...]:
    """All of them, in the file's order."""
    return tuple(_target(row) for row in seed_rows("national_targets.csv"))


def _target(row: dict[str, str]) -> NationalTarget:
    if f"'{row['evidence']}'" not in EVIDENCE_CHECK:
        raise ValueError(f"evidence of {row['indicator']}: {row['evidence']}")
    return NationalTarget(
        row["indicator"],
        int(row["year"]),
        Decimal(row["value"]),
        _DIRECTIONS[row["direction"]],
        row["document"],
        row["evidence"],
    )
