"""Borders that taking a batch back changes, in words.

Belongs here: one line an area. Does not: which rows (undo.py).
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl
import sqlalchemy as sa

from data.locale import _
from data.store.undo import Rewriting
from data.store.undo_words import Row, worded
from models.base import Base

_AREA = Base.metadata.tables["area"]


def border_words(connection: sa.Connection, version: int, change: Rewriting) -> Iterator[pl.DataFrame]:
    """The columns of undo_words.WORDS for the rows that come back, that go and that stay."""
    t = _AREA.c
    areas = {row.id: row for row in connection.execute(sa.select(t.id, t.kind, t.name, t.valid_from))}

    def about(row: Row) -> dict[str, str]:
        area = areas[row["area_id"]]
        return {
            "area": f"{area.kind} {area.name}",
            "period": _("từ {day}").format(day=f"{area.valid_from:%d/%m/%Y}"),
            "subject": _("Ranh giới"),
        }

    return worded(change, about, _border)


def _border(row: Row, suffix: str) -> str:
    if row[f"geometry{suffix}"] is None:
        return ""
    return _("sơ đồ") if row[f"schematic{suffix}"] else str(row[f"source{suffix}"])
