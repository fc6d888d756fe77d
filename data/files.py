"""What every subject of the seed shares: its batch, its source, and reading a day.

Belongs here: these alone. The reader of the files is data/seed_files.py; what a column means is the business of the subject's module.
"""

from datetime import date

SEED_BATCH = 1
REPORT = "Báo cáo an sinh xã hội năm 2023 của Sở Lao động - Thương binh và Xã hội tỉnh Hà Nam"

Row = dict[str, object]


def day(text: str) -> date | None:
    """An ISO date; an empty cell is None."""
    return date.fromisoformat(text) if text else None
