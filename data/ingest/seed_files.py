"""The lists that names in files are compared with, as they stand in data/seed.

Belongs here: reading one of them, without a database. Does not: filling a database from them (data/seeding).
"""

from __future__ import annotations

import csv
from pathlib import Path

SEED = Path(__file__).parent.parent / "seed"


def seed_rows(name: str) -> list[dict[str, str]]:
    """The rows of a seed file, every cell as text."""
    with (SEED / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
