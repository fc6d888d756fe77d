"""Reading files of data/seed: CSV with a header, every cell text."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

FOLDER = Path(__file__).parent / "seed"


def seed_rows(name: str) -> list[dict[str, str]]:
    """All rows of data/seed/<name>."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


SEED_BATCH = 1
REPORT = "Báo cáo an sinh xã hội năm 2023 của Sở Lao động - Thương binh và Xã hội tỉnh Hà Nam"

Row = dict[str, object]


def day(text: str) -> date | None:
    """An ISO date; an empty cell is None."""
    return date.fromisoformat(text) if text else None
