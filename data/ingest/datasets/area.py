"""The columns that say what area a row is about, the same in every dataset.

Belongs here: those columns. Does not: finding the area (data/ingest/matching.py).
"""

from __future__ import annotations

from data.ingest.datasets.payments import DATASET as PAYMENTS

AREA = ("district_code", "district", "commune_code", "commune")
AREA_COLUMNS = tuple(PAYMENTS.column(name) for name in AREA)
