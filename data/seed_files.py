"""Reading a file of data/seed: CSV with a header, every cell text.

Belongs here: the folder and the reader, without a database. Does not: what a column means (data/seeding, data/ingest).
"""

from __future__ import annotations

import csv
from pathlib import Path

FOLDER = Path(__file__).parent / "seed"


def seed_rows(name: str) -> list[dict[str, str]]:
    """All rows of data/seed/<name>."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))
