"""Borders that taking a batch back changes, in words.

Belongs here: one line an area. Does not: which rows (undo.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl
import sqlalchemy as sa

from data.locale import _
from data.store.undo import Rewriting
from models.base import Base

_AREA = Base.metadata.tables["area"]


def border_words(connection: sa.Connection, version: int, change: Rewriting) -> Iterator[pl.DataFrame]:
    """The columns of undo_preview.WORDS for the rows that come back, that go and that stay."""
    t = _AREA.c
    areas = {row.id: row for row in connection.execute(sa.select(t.id, t.kind, t.name, t.valid_from))}
    for rows, now, after in ((change.restored, "_now", ""), (change.removed, "", None), (change.kept, "", "")):
        yield pl.DataFrame(
            [
                {
                    "area": f"{areas[row['area_id']].kind} {areas[row['area_id']].name}",
                    "period": _("từ {day}").format(day=f"{areas[row['area_id']].valid_from:%d/%m/%Y}"),
                    "subject": _("Ranh giới"),
                    "value_now": _border(row, now),
                    "value_after": "" if after is None else _border(row, after),
                }
                for row in rows.iter_rows(named=True)
            ],
            schema=dict.fromkeys(("area", "period", "subject", "value_now", "value_after"), pl.String()),
        )


def _border(row: Mapping[str, Any], suffix: str) -> str:
    if row[f"geometry{suffix}"] is None:
        return ""
    return _("sơ đồ") if row[f"schematic{suffix}"] else str(row[f"source{suffix}"])
